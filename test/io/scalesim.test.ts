// Topologies of SCALE-Sim: what files hold besides numbers, convolutions as products, depthwise layers, and refusals that name line and field.
import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseScaleSim } from "../../bindings/io/index.js";
import type { GemmShape } from "../../bindings/io/index.js";

const HEADER = "Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,\n";
const conv = (...rows: readonly string[]): readonly GemmShape[] => parseScaleSim(HEADER + rows.join("\n"));
const macs = (layers: readonly GemmShape[]): number => layers.reduce((sum, { m, n, k, repeat = 1 }) => sum + m * n * k * repeat, 0);
/** Places of the filter along one side, counted: steps until it ends with the input or beyond. */
function places(input: number, filter: number, stride: number): number {
  let count = 1;
  for (let at = 0; at + filter < input; at += stride) count++;
  return count;
}

describe("products", () => {
  const three = [{ name: "QKT", m: 1024, n: 512, k: 64 }, { name: "b c", m: 1, n: 2, k: 3 }];
  it.each([
    ["plain", "Layer,M,N,K\nQKT,1024,512,64\nb c,1,2,3\n"],
    ["commas at the end", "Layer Name, M, N, K,\nQKT, 1024, 512, 64,\nb c, 1, 2, 3,,,\n"],
    ["blank lines, tabs, CRLF, a byte order mark", "\uFEFF\r\n\tlayer name ,m,N , K\r\n\r\n\tQKT,\t1024,512 ,64\r\n , ,,\r\nb c,1,2,3"],
    ["remarks", "Layer,M,N,K\nQKT,1024,512,64,#attention\nb c,1,2,3,,# last"],
    ["lines of remarks, and commas in them", "# two products, for a test\nLayer,M,N,K\nQKT,1024,512,64,# attention, first\n#between, rows\n  # and, \"more\nb c,1,2,3\n"],
    ["quotation marks", 'Layer,M,N,K\n"QKT",1024,"512",64\n "b c" ,1,2,3\n'],
    ["old line ends", "Layer,M,N,K\rQKT,1024,512,64\rb c,1,2,3\r"],
  ])("%s", (_, csv) => {
    expect(parseScaleSim(csv)).toEqual(three);
    expect(parseScaleSim(new TextEncoder().encode(csv))).toEqual(three);
  });
  it("names with commas, quotation marks and number signs", () => expect(parseScaleSim('Layer,M,N,K\n"a, ""b""",1,2,3\n"#1",1,2,3\n').map(({ name }) => name)).toEqual(['a, "b"', "#1"]));
  it("names beyond ASCII", () => expect(parseScaleSim(new TextEncoder().encode("Layer,M,N,K\nβ→γ,1,2,3\n"))[0]!.name).toBe("β→γ"));
});

describe("convolutions", () => {
  it("are products of as many rows as the filter has places", () => {
    expect(conv("c, 224, 224, 3, 3, 3, 32, 2,")).toEqual([{ name: "c", m: 112 * 112, n: 32, k: 27 }]);
    expect(conv("fc, 1, 1, 1, 1, 1024, 1000, 1,")).toEqual([{ name: "fc", m: 1, n: 1000, k: 1024 }]);
    expect(conv("wide, 5, 9, 5, 2, 4, 7, 3")).toEqual([{ name: "wide", m: 1 * 4, n: 7, k: 40 }]);
  });
  it("count places as a plain loop does", () => {
    const side = fc.integer({ min: 1, max: 40 });
    fc.assert(fc.property(side, side, side, side, side, side, side, (a, b, c, d, s, channels, filters) => {
      const [h, fh, w, fw] = [Math.max(a, b), Math.min(a, b), Math.max(c, d), Math.min(c, d)];
      expect(conv(`x,${h},${w},${fh},${fw},${channels},${filters},${s}`)).toEqual([{ name: "x", m: places(h, fh, s) * places(w, fw, s), n: filters, k: fh * fw * channels }]);
    }));
  });
  it("may have a stride of their own along each side, and columns in other words", () => {
    const [layer] = parseScaleSim("Layer name,IFMAP height,IFMAP width,Filter height,Filter width,Channels,Num filter,Stride height,Stride width,\nx,9,9,1,1,2,3,2,4,\n");
    expect(layer).toEqual({ name: "x", m: 5 * 3, n: 3, k: 2 });
    expect(parseScaleSim("Layer, IFMAP Width, IFMAP Width, Filter Height, Filter Width, Channel, Num Filters, Stride\nx,10,7,1,1,2,3,3\n")).toEqual([{ name: "x", m: 12, n: 3, k: 2 }]);
  });
  it("leave notes behind an empty cell of the header alone", () => {
    expect(parseScaleSim(`${HEADER.trimEnd()},,Eh,Ew\n,,,,,,,,\nx,10,7,1,1,2,3,3,,,4,3\n`)).toEqual([{ name: "x", m: 12, n: 3, k: 2 }]);
  });
});

describe("depthwise layers", () => {
  const layer = { name: "d_dw", m: 9, n: 1, k: 9 };
  it("run once for each channel, told by the row or by the layer before", () => {
    expect(conv("d_dw,5,5,3,3,32,1,1,")).toEqual([{ ...layer, repeat: 32 }]);
    expect(conv("d_dw,5,5,3,3,32,32,1,")).toEqual([{ ...layer, repeat: 32 }]);
    expect(conv("d_dw,5,5,3,3,1,32,1,")).toEqual([{ ...layer, repeat: 32 }]);
    expect(conv("d_dw,5,5,3,3,32,64,1,")).toEqual([{ ...layer, n: 2, repeat: 32 }]);
    expect(conv("c,5,5,1,1,3,24,1,", "d_dw,5,5,3,3,1,1,1,")[1]).toEqual({ ...layer, repeat: 24 });
    expect(conv("c,5,5,1,1,3,24,1,", "d_dw,5,5,3,3,8,1,1,")[1]).toEqual({ ...layer, repeat: 8 });
    expect(conv("d_dw,7,7,3,3,6,12,1,", "e_dw,5,5,3,3,1,1,1,")[1]).toEqual({ ...layer, name: "e_dw", repeat: 12 });
  });
  it.each(["Conv2_dw", "Conv14_dw_0", "dw3", "x-DW", "depthwise", "Depth-Wise 1", "Conv2_DP", "ConvDP1"])("%s is one by its name", (name) => expect(conv(`${name},5,5,3,3,4,1,1,`)[0]).toMatchObject({ k: 9, repeat: 4 }));
  it("is one by its remark", () => expect(conv("x,5,5,3,3,4,1,1,#dw", "y,5,5,3,3,4,1,1, # depthwise")).toMatchObject([{ repeat: 4 }, { repeat: 4 }]));
  it("joins channels where the filter is 1×1, unless its remark says otherwise", () => {
    for (const name of ["block1_depthwise_separable_pw", "MLP_DP1", "dw_1"]) expect(conv(`${name},8,8,1,1,16,32,1,`)).toEqual([{ name, m: 64, n: 32, k: 16 }]);
    expect(conv("a_dw,8,8,1,1,16,32,1,# dw, 2 each")).toEqual([{ name: "a_dw", m: 64, n: 2, k: 1, repeat: 16 }]);
    expect(conv("c,5,5,1,1,3,24,1,", "d_dw,5,5,1,1,1,1,1,")[1]).toMatchObject({ k: 1, repeat: 24 });
  });
  it.each(["DPN92", "edward", "width", "adp", "dwarf", "ADP1", "UDP", "conv1 (dw+pw)", "depthwise_separable", "fdw1"])("%s is none by its name", (name) => expect(conv(`${name},5,5,3,3,4,1,1,`)).toEqual([{ name, m: 9, n: 1, k: 36 }]));
});

describe("refusals", () => {
  const refused = (csv: string): string => {
    try {
      parseScaleSim(csv);
    } catch (e) {
      expect(e).toMatchObject({ name: "FormatError", code: "format", op: "io.parseScaleSim" });
      const { message, position } = e as Error & { position: number };
      expect(message).toContain(`io.parseScaleSim: line ${position}`);
      return message.slice("io.parseScaleSim: ".length);
    }
    return "";
  };
  const whole = "expected a whole number from 1 to 2147483647";
  it.each<readonly [string, string]>([
    ["", "line 1: the file is empty, expected a header"],
    ["\n , ,\n", "line 1: the file is empty, expected a header"],
    ["\n\nLayer,M,N,K\n\n", "line 3: no layer after the header"],
    ["QKT,1024,1024,64\n", 'line 1: unknown header "QKT, 1024, 1024, 64", expected'],
    ["Layer,M,N\na,1,2\n", 'line 1: unknown header "Layer, M, N", expected'],
    ["Layer,M,N,K,B\na,1,2,3,4\n", 'line 1: unknown header "Layer, M, N, K, B", expected'],
    ["Layer,K,N,M\na,1,2,3\n", 'line 1: unknown header "Layer, K, N, M", expected'],
    [`${HEADER.trimEnd()}batch size\nx,9,9,1,1,2,3,3,4\n`, "line 1: unknown header"],
    ["Layer,M,N,K\na,1,2\n", `line 2, field "K": it is missing, ${whole}`],
    ["Layer,M,N,K\n\na,1,,3\n", `line 3, field "N": it is missing, ${whole}`],
    ["Layer,M,N,K\na,1,2,3\nb,1,2,3,4\n", 'line 3: "4" after the 4 fields of the header'],
    ["Layer,M,N,K\na,1,2,3,x,#dw\n", 'line 2: "x" after the 4 fields of the header'],
    ["Layer,M,N,K\na,1,2,3,#dw\n", 'line 2: "#dw" behind M, N, K, which cannot tell a depthwise layer'],
    ['Layer,M,N,K\na,1,2,3\nx"y",1,2,3\n', 'line 3, field 1: "x\\"y\\"", expected quotation marks round the whole field'],
    ['Layer,M,N,K\na,1,"2,3\n', 'line 2, field 3: "\\"2", expected quotation marks round the whole field'],
    ["Layer,M,N,K\n,1,2,3\n", 'line 2, field "Layer": the name is empty'],
    ...["0", "-3", "2.5", "1e3", "0x10", "3x", "NaN", "2147483648", "99999999999999999999", "１"].map((bad) => [`Layer,M,N,K\na,1,${bad},3\n`, `line 2, field "N": ${JSON.stringify(bad)}, ${whole}`] as const),
    [`${HEADER}a,5,5,3x,3,1,1,1,\n`, `line 2, field "Filter Height": "3x", ${whole}`],
    [`${HEADER}a,5,5,3,3,1,1,0,\n`, `line 2, field "Strides": "0", ${whole}`],
    [`${HEADER}Conv,\n`, `line 2, field "IFMAP Height": it is missing, ${whole}`],
    [`${HEADER}a,5,5,6,3,1,1,1,\n`, 'line 2, field "Filter Height": the filter is 6, larger than the input, which is 5'],
    [`${HEADER}\na,5,5,3,6,1,1,1,\n`, 'line 3, field "Filter Width": the filter is 6, larger than the input, which is 5'],
    [`${HEADER}a_dw,5,5,3,3,1,1,1,#dw\n`, 'line 2, field "Channels": 1 in a depthwise layer with no layer before it, expected the number of channels'],
    [`${HEADER}a_dw,5,5,3,3,32,48,1,#dw\n`, 'line 2, field "Num Filter": 48 in a depthwise layer of 32 channels, expected 1 or a multiple of them'],
    ["Layer,M,N,K\na,2000000000,2000000000,2\n", "line 2: the layer has 2^53 products or more"],
  ])("%j", (csv, message) => expect(refused(csv)).toContain(message));
  it("never takes a damaged file for another network: every single character struck out or changed", () => {
    const csv = `${HEADER}c,9,9,3,3,2,4,1,\nd_dw,7,7,3,3,1,1,1,#dw\n`;
    for (let at = 0; at < csv.length; at++) {
      for (const by of ["", "x", ",", "-", "."]) {
        const bad = csv.slice(0, at) + by + csv.slice(at + 1);
        let layers: readonly GemmShape[];
        try { layers = parseScaleSim(bad); } catch (e) { expect(e).toMatchObject({ code: "format" }); continue; }
        for (const { m, n, k, repeat = 1 } of layers) for (const size of [m, n, k, repeat]) expect(Number.isInteger(size) && size > 0, JSON.stringify(bad)).toBe(true);
      }
    }
  });
  it("takes text or bytes only", () => {
    for (const bad of [undefined, null, 5, ["a"], new Float32Array(2)]) expect(() => parseScaleSim(bad as unknown as string)).toThrow(/^io.parseScaleSim: source is \w+, expected a string or a Uint8Array$/);
  });
});

const folder = path.resolve(import.meta.dirname, "../data/bitweight");

describe("published files", () => {
  it("GPT-2: six products", () => {
    const layers = parseScaleSim(fs.readFileSync(path.join(folder, "scalesim_gpt2_mnk.csv"), "utf8"));
    expect(layers.map(({ name, m, n, k }) => [name, m, n, k].join(" "))).toEqual(["QKT 1024 1024 64", "QKTV 1024 64 1024", "Linear1 1024 4800 1600", "Linear2 1024 1600 1600", "PW-FF-L1 1024 3072 1600", "PW-FF-L2 1024 1600 3072"]);
  });
  it("MobileNet v1: depthwise layers on all channels; 566.5 M products where the padded network has 568.7 M", () => {
    const layers = parseScaleSim(fs.readFileSync(path.join(folder, "scalesim_mobilenet_conv.csv")));
    expect(layers).toHaveLength(28);
    expect(layers.filter(({ repeat }) => repeat !== undefined).map(({ repeat }) => repeat)).toEqual([32, 64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024]);
    expect(macs(layers)).toBe(566_543_488);
    // Inputs come without padding: a filter of 3 loses a row and a column on each side, and the last layer's stride of 2 stands for 1. Put back:
    const padded = (side: number): number => 9 * side * side;
    const lost = layers.filter(({ repeat }) => repeat !== undefined).reduce((sum, { m, repeat }, i) => sum + repeat! * (padded([112, 56, 56, 28, 28, 14, 14, 14, 14, 14, 14, 7, 7][i]!) - 9 * m), 0);
    expect(macs(layers) + lost).toBe(568_740_352);
  });
});
