// lanewise emulate: the library's counts for files, comparisons, reports, pictures, and what is refused.
import fs from "node:fs";
import path from "node:path";
import { type Engine, type EngineReport, loadSync } from "lanewise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folder, lanewise, refusal, write } from "./command.js";

const k = loadSync();
afterAll(() => k.free());

const TOPOLOGY = "Layer,M,N,K\nfirst,40,20,30\nsecond, 16, 8, 9,\n";
const SHAPES = [{ name: "first", m: 40, n: 20, k: 30 }, { name: "second", m: 16, n: 8, k: 9 }];
const put = (name: string, text: string): void => fs.writeFileSync(path.join(folder, name), text);
const get = (name: string): string => fs.readFileSync(path.join(folder, name), "utf8");
const emulate = (...args: string[]): ReturnType<typeof lanewise> => lanewise("emulate", ...args);

/** What is known for sure: warnings about constants are the only thing on stderr. */
function run(...args: string[]): string {
  const { status, stdout, stderr } = emulate(...args);
  expect(stderr).toMatch(/^(lanewise emulate: warning: the constants [^\n]*\n)?$/);
  expect(status).toBe(0);
  return stdout;
}

type Line = EngineReport & { name: string; engine?: object; against?: object; comparison?: Record<string, unknown>; published?: { ratio: number; source: string }[] };
const json = (...args: string[]): Line[] => run(...args, "--json").trimEnd().split("\n").map((line) => JSON.parse(line) as Line);
const layersOf = (engine: Engine, o = {}): unknown => JSON.parse(JSON.stringify(engine.layers(SHAPES, o).layers));
const timesOf = (lines: Line[]): unknown[] => lines.map(({ name, cycles, idealCycles, partialProducts, utilization }) => ({ name, cycles, idealCycles, partialProducts, utilization }));

const A = Int8Array.from({ length: 6 * 10 }, (_, i) => ((i * 37) % 256) - 128), B = Int8Array.from({ length: 10 * 3 }, (_, i) => ((i * 91) % 256) - 128);
beforeAll(() => {
  put("net.csv", TOPOLOGY);
  write("A.npy", A, [6, 10]);
  write("B.npy", B, [10, 3]);
});

describe("lanewise emulate: a topology", () => {
  it("counts what the library counts, by default and by options", () => {
    const engine = k.bitmac.engine({ kind: "opt4c", columns: 32, rows: 32 });
    expect(timesOf(json("net.csv").slice(0, 2))).toEqual(timesOf(layersOf(engine) as Line[]));
    const other = k.bitmac.engine({ kind: "opt3", columns: 4, rows: 5, encoding: "mbe", rule: "ideal" });
    const lines = json("net.csv", "--engine", "opt3", "--columns", "4", "--rows", "5", "--encoding", "mbe", "--rule", "ideal", "--sigma", "9", "--seed", "3");
    expect(timesOf(lines.slice(0, 2))).toEqual(timesOf(layersOf(other, { sigma: 9, seed: 3 }) as Line[]));
    const cube = k.bitmac.engine({ kind: "cube", pe: "opt1", m: 4, n: 4, k: 8 });
    expect(timesOf(json("net.csv", "--engine", "cube", "--size", "4x4x8", "--pe", "opt1").slice(0, 2))).toEqual(timesOf(layersOf(cube) as Line[]));
  });

  it("compares with a systolic array of as many elements, with another engine, or with none", () => {
    const [first, , total] = json("net.csv", "--columns", "8", "--rows", "4");
    expect(total).toMatchObject({ name: "total", engine: { kind: "opt4c", columns: 8, rows: 4 }, against: { kind: "systolic-os", m: 8, n: 4 } });
    const base = k.bitmac.engine({ kind: "systolic-os", m: 8, n: 4 }).layers(SHAPES);
    const { published: _, ...comparison } = k.bitmac.compare(base, k.bitmac.engine({ kind: "opt4c", columns: 8, rows: 4 }).layers(SHAPES));
    expect(total!.comparison).toEqual(comparison);
    expect(first!.comparison!["cycles"]).toBe(base.layers[0]!.cycles / first!.cycles);
    expect(json("net.csv", "--baseline", "matrix-2d:opt1:4x6").at(-1)!.against).toMatchObject({ kind: "matrix-2d", pe: "opt1", m: 4, n: 6 });
    expect(json("net.csv", "--baseline", "opt3:4x6").at(-1)!.against).toMatchObject({ kind: "opt3", columns: 4, rows: 6 });
    expect(json("net.csv", "--engine", "systolic-ws", "--pe", "opt2", "--size", "4x8").at(-1)!.against).toMatchObject({ kind: "systolic-os", pe: "mac", m: 4, n: 128 });
    expect(json("net.csv", "--baseline", "none").every((line) => line.comparison === undefined && line.against === undefined)).toBe(true);
  });

  it("tells the published ratios apart from its own", () => {
    const text = run("net.csv");
    expect(text).toMatch(/^net\.csv, drawn operands, sigma 24\.27, seed 0:$/m);
    expect(text).toMatch(/^first +40×20×30 +\d/m);
    expect(text).toMatch(/^total /m);
    expect(text).toMatch(/^published, with other constants and for other layers; nothing here reproduces it:\n +12\.1× +energy efficiency over Laconic$/m);
    expect(json("net.csv", "--engine", "cube", "--pe", "opt1").at(-1)!.published!.map(({ ratio }) => ratio)).toEqual([1.28, 1.56]);
    expect(json("net.csv", "--engine", "cube").at(-1)!.published).toEqual([]);
    expect(run("net.csv", "--engine", "systolic-os")).not.toMatch(/published/);
    expect(run("net.csv", "--baseline", "none")).toMatch(/^ +2\.85× +area efficiency over Laconic$/m);
    expect(json("net.csv", "--constants", "paper-28nm").at(-1)).toMatchObject({ engine: { constants: "paper-28nm" }, against: { constants: "paper-28nm" } });
  });

  it("says what the constants leave out, where it favours one side", () => {
    const caveat = /^note: saed32-readme has opt4c as one column by itself and arrays as whole arrays: [^\n]+ favours opt4c$/m;
    expect(run("net.csv")).toMatch(caveat);
    expect(json("net.csv").at(-1)!.comparison!["caveats"]).toEqual([expect.stringContaining("favours opt4c")]);
    for (const more of [["--constants", "paper-28nm"], ["--baseline", "opt4c:8x8"], ["--baseline", "none"], ["--engine", "cube"]]) expect(run("net.csv", ...more)).not.toMatch(/^note:/m);
  });

  it("is at no loss where there is nothing to do", () => {
    write("Z.npy", new Int8Array(60), [6, 10]);
    for (const line of json("Z.npy", "B.npy", "--rule", "ideal")) expect(line).toMatchObject({ cycles: 0, utilization: { min: 1, mean: 1, max: 1 }, comparison: { unknown: { cycles: expect.stringContaining("counts as one") } } });
    for (const args of [[], ["--report", "compute"], ["--report", "bandwidth"]]) expect(run("Z.npy", "B.npy", "--rule", "ideal", ...args)).not.toMatch(/NaN|Infinity/);
    run("Z.npy", "B.npy", "--rule", "ideal", "--draw", "speedup", "--plot", "out.svg");
    expect(get("out.svg")).not.toMatch(/NaN|Infinity/);
  });

  it("writes the reports of the library", () => {
    const report = k.bitmac.engine({ kind: "opt4c", columns: 32 }).layers(SHAPES);
    for (const kind of ["compute", "bandwidth", "detailed"] as const) {
      run("net.csv", "--report", kind, "-o", "out.csv");
      expect(get("out.csv")).toBe(report.toCsv(kind));
      expect(run("net.csv", "--report", kind)).toBe(`${report.toCsv(kind).trimEnd()}\n`);
    }
    run("net.csv", "-o", "out.csv", "--json");
    expect(get("out.csv")).toBe(report.toCsv("compute"));
  });

  it("warns of constants that are not known, and takes them from a file", () => {
    put("own.json", JSON.stringify({ name: "mine", values: {} }));
    const { status, stdout, stderr } = emulate("net.csv", "--constants", "own.json");
    expect(status).toBe(0);
    expect(stderr).toMatch(/^lanewise emulate: warning: the constants mine do not tell [^\n]+: what takes them is left out\n$/);
    expect(stdout).toMatch(/^by mine /m);
    expect(stdout).toMatch(/^area, mm² +unknown +unknown/m);
  });
});

describe("lanewise emulate: two matrices", () => {
  it("runs the product and checks it", () => {
    const engine = k.bitmac.engine({ kind: "opt4c", columns: 4, rows: 2 });
    const report = engine.run(k.matrix("i8", 6, 10, A), k.matrix("i8", 10, 3, B));
    const [line] = json("A.npy", "B.npy", "--columns", "4", "--rows", "2");
    expect(line).toMatchObject({ name: "A·B", m: 6, n: 3, k: 10, cycles: report.cycles, partialProducts: report.partialProducts, encoderUses: report.encoderUses });
    expect(run("A.npy", "B.npy")).toMatch(/^A\.npy · B\.npy, product checked:$/m);
  });

  it("takes every element type whose values are int8, and names the first that is not", () => {
    write("f.npy", Float64Array.from(A), [6, 10]);
    expect(timesOf(json("f.npy", "B.npy"))).toEqual(timesOf(json("A.npy", "B.npy")));
    const wrong = Float64Array.from(A);
    wrong[23] = 128;
    write("f.npy", wrong, [6, 10]);
    expect(refusal(1, "emulate", "f.npy", "B.npy")).toBe("lanewise emulate: A (f.npy) has 128 at row 2, column 3, expected whole numbers from -128 to 127");
    wrong[23] = 0.5;
    write("f.npy", wrong, [6, 10]);
    expect(refusal(1, "emulate", "f.npy", "B.npy")).toMatch(/A \(f\.npy\) has 0\.5 at row 2, column 3/);
    expect(refusal(1, "emulate", "A.npy", "A.npy")).toMatch(/B \(A\.npy\) has 6 rows, expected 10 \(A is 6×10\)/);
    write("v.npy", A, [60]);
    expect(refusal(1, "emulate", "v.npy", "B.npy")).toMatch(/A \(v\.npy\) has shape \(60\), expected two axes/);
  });
});

describe("lanewise emulate: pictures and nests", () => {
  it("draws", () => {
    for (const args of [["net.csv"], ["net.csv", "--draw", "speedup"], ["A.npy", "B.npy"], ["A.npy", "B.npy", "--draw", "busy"]]) {
      run(...args, "--plot", "out.svg");
      expect(get("out.svg")).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    }
    expect(get("out.svg")).toContain("opt4c 32 columns");
    expect(refusal(2, "emulate", "net.csv", "--draw", "busy")).toMatch(/--draw is for --plot out\.svg/);
    expect(refusal(2, "emulate", "net.csv", "--draw", "digits", "--plot", "x.svg")).toMatch(/--draw digits is for A\.npy B\.npy/);
    expect(refusal(2, "emulate", "net.csv", "--draw", "speedup", "--plot", "x.svg", "--baseline", "none")).toMatch(/--draw speedup does not go with --baseline none/);
  });

  it("prints the engine as a nest, alone or after the table", () => {
    const { text } = k.bitmac.engine({ kind: "opt4e", columns: 8, rows: 4 }).nest();
    const args = ["--engine", "opt4e", "--columns", "8", "--rows", "4", "--nest"];
    expect(run(...args)).toBe(`${text.trimEnd()}\n`);
    expect(run("net.csv", ...args).endsWith(`\n\n${text.trimEnd()}\n`)).toBe(true);
    expect(JSON.parse(run(...args, "--json"))).toEqual({ nest: text });
    expect(k.bitmac.notation(run(...args)).legal).toBe(true);
  });
});

describe("lanewise emulate: what is refused", () => {
  it.each([
    [[], /what to emulate is missing, expected topology\.csv \| A\.npy B\.npy/],
    [["A.npy"], /B is missing/],
    [["A.npy", "B.npy", "C.npy"], /argument "C\.npy" is unexpected/],
    [["net.csv", "--engine", "opt5"], /--engine is "opt5", expected systolic-os, /],
    [["net.csv", "--encoding", "booth"], /--encoding is "booth", expected complement, /],
    [["net.csv", "--size", "4x4"], /--size does not go with --engine opt4c/],
    [["net.csv", "--engine", "cube", "--columns", "4"], /--columns does not go with --engine cube/],
    [["net.csv", "--engine", "cube", "--size", "4"], /--size is "4", expected sizes as in 8x8x8/],
    [["net.csv", "--engine", "cube", "--size", "4x4"], /--size is "4x4", expected sizes as in 8x8x8/],
    [["net.csv", "--baseline", "cube:4x4"], /--baseline is "4x4", expected sizes as in 8x8x8/],
    [["net.csv", "--engine", "systolic-ws", "--pe", "opt2", "--size", "32x60000"], /--baseline of as many elements cannot be \(bitmac\.engine: n is 960000/],
    [["net.csv", "--seed", "9007199254740991"], /--seed is 9007199254740991, expected a whole number from 0 to/],
    [["net.csv", "-o", "net.csv"], /--output is "net\.csv", which is read, expected another file/],
    [["net.csv", "--plot", "./net.csv"], /--plot is "\.\/net\.csv", which is read/],
    [["A.npy", "B.npy", "--plot", "B.npy"], /--plot is "B\.npy", which is read/],
    [["net.csv", "-o", "x.svg", "--plot", "x.svg"], /--plot is "x\.svg", which --output writes/],
    [["--nest", "-o", "x.csv"], /--nest does not go with --output/],
    [["--nest", "--report", "compute"], /--nest does not go with --report/],
    [["net.csv", "--nest", "--plot", "x.svg"], /--nest does not go with --plot/],
    [["net.csv", "--engine", "systolic-os", "--size", "4x4x0"], /--size is "4x4x0"/],
    [["net.csv", "--engine", "systolic-os", "--size", "4x4x2"], /k is 2, expected 1/],
    [["net.csv", "--columns", "99999999"], /columns is 99999999/],
    [["net.csv", "--baseline", "tpu"], /--baseline is "tpu", expected none or KIND/],
    [["net.csv", "--baseline", "opt3:mac"], /--baseline is "opt3:mac"/],
    [["net.csv", "--baseline", "cube:mac:4x4x4:2"], /--baseline is "cube:mac:4x4x4:2"/],
    [["net.csv", "--constants", "nobody"], /constants is "nobody"/],
    [["net.csv", "--sigma", "-1"], /--sigma is -1, expected 0 or more/],
    [["net.csv", "--seed", "0.5"], /--seed is "0\.5", expected a whole number/],
    [["A.npy", "B.npy", "--seed", "1"], /--seed is for a topology/],
    [["net.csv", "--report", "all"], /--report is "all", expected compute/],
    [["net.csv", "--report", "compute", "--json"], /--report without -o and --json both print/],
  ] as const)("%j", (args, message) => {
    expect(refusal(2, "emulate", ...args)).toMatch(message);
  });

  it("files that cannot be read", () => {
    put("bad.csv", "Layer,M,N,K\nfirst,40,x,30\n");
    expect(refusal(1, "emulate", "bad.csv")).toMatch(/the topology \(bad\.csv\) is malformed: io\.parseScaleSim: .*line 2/);
    expect(refusal(1, "emulate", "none.csv")).toMatch(/the topology cannot be read/);
    put("c.json", "{");
    expect(refusal(1, "emulate", "net.csv", "--constants", "c.json")).toMatch(/the constants \(c\.json\) cannot be read/);
    put("c.json", "{\"name\": 7}");
    expect(refusal(1, "emulate", "net.csv", "--constants", "c.json")).toMatch(/constants/);
  });
});
