// Topologies of SCALE-Sim through the public API, in every runtime.
import { parseScaleSim } from "lanewise/io";
import { equal, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

const HEADER = "Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,\n";
const shown = (csv: string | Uint8Array): string[] => parseScaleSim(csv).map(({ name, m, n, k, repeat = 1 }) => `${name} ${m} ${n} ${k} ${repeat}`);

function products(): void {
  for (const csv of ["Layer,M,N,K\nQKT,1024,512,64\n", "\uFEFFLayer Name, M, N, K,\r\n\r\n\tQKT, 1024, 512, 64,,#x\r\n"]) {
    same(shown(csv), ["QKT 1024 512 64 1"], "products");
    same(shown(new TextEncoder().encode(csv)), ["QKT 1024 512 64 1"], "products from bytes");
  }
}

function convolutions(): void {
  same(shown(`${HEADER}\nConv1, 224, 224, 3, 3, 3, 32, 2,\n\tConv2_dw, 112, 112, 3, 3, 1, 1, 1,#dw\nConv3_dw,9,9,3,3,4,8,1\nFC, 1, 1, 1, 1, 1024, 1000, 1,`),
    ["Conv1 12544 32 27 1", "Conv2_dw 12100 1 9 32", "Conv3_dw 49 2 9 4", "FC 1 1000 1024 1"], "convolutions");
}

function damaged(): void {
  const refused = (csv: unknown, message: RegExp, line: number): void => {
    const error = throws(() => parseScaleSim(csv as string), { code: "format", op: "io.parseScaleSim", message });
    equal((error as unknown as { position: number }).position, line, "position");
  };
  refused("", /line 1: the file is empty/, 1);
  refused("Layer,M,N\na,1,2\n", /line 1: unknown header/, 1);
  refused(`${HEADER}\na,5,5,3x,3,1,1,1,\n`, /line 3, field "Filter Height": "3x", expected a whole number/, 3);
  refused(`${HEADER}a,5,5,3,6,1,1,1,\n`, /line 2, field "Filter Width": the filter is 6, larger than the input/, 2);
  refused(`${HEADER}a_dw,5,5,3,3,1,1,1,\n`, /line 2, field "Channels": 1 in a depthwise layer with no layer before it/, 2);
  throws(() => parseScaleSim(7 as unknown as string), { code: "dtype", op: "io.parseScaleSim", arg: "source", base: TypeError });
}

export const suite: Suite = { name: "io.scalesim", cases: [test("products", products), test("convolutions", convolutions), test("damaged files", damaged)] };
