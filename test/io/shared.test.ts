// Files of other projects that lie beside this one while it is being developed.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { gunzip, parseNpy, parseNpz } from "../../bindings/io/index.js";

const data = path.resolve(import.meta.dirname, "../../../shared/data");
const present = fs.existsSync(data);
if (!present) console.log("skip io/shared: ../shared is absent");

describe.skipIf(!present)("io with files of other projects", () => {
  const schemes = path.join(data, "flip/schemes");
  const read = (file: string): Uint8Array => fs.readFileSync(path.join(schemes, file));

  // Structured products: which parameter, with which sign, stands at (i, j) of the left and of the right matrix, and at (i, k) of the output.
  const upper = (n: number, i: number, j: number): number => (Math.min(i, j) * (2 * n - Math.min(i, j) - 1)) / 2 + Math.max(i, j);
  const general = (n: number, i: number, j: number): number => i * n + j;
  const strict = (n: number, i: number, j: number): number => (Math.min(i, j) * (2 * n - Math.min(i, j) - 1)) / 2 + Math.max(i, j) - Math.min(i, j) - 1;
  type Place = (n: number, i: number, j: number) => readonly [index: number, sign: number];
  const g: Place = (n, i, j) => [general(n, i, j), 1];
  const symmetric: Place = (n, i, j) => [upper(n, i, j), 1];
  const triangular: Place = (n, i, j) => (i <= j ? [upper(n, i, j), 1] : [0, 0]);
  const skew: Place = (n, i, j) => (i === j ? [0, 0] : [strict(n, i, j), i < j ? 1 : -1]);
  const transposed: Place = (n, i, j) => [general(n, j, i), 1];
  const targets: [file: string, n: number, rank: number, left: Place, right: Place, out: Place, sizes: readonly [number, number, number]][] = [
    ["ss-222-rank5-rec-0-2-0-q", 2, 5, symmetric, symmetric, g, [3, 3, 4]],
    ["kg-333-rank14-rec-0-0-0-q", 3, 14, skew, g, g, [3, 9, 9]],
    ["ug-444-rank34-rec-12-0-0-z", 4, 34, triangular, g, g, [10, 16, 16]],
    ["gt-444-rank34-rec-4-0-0-z", 4, 34, g, transposed, triangular, [16, 16, 10]],
  ];
  for (const [file, n, rank, left, right, out, [nu, nv, nw]] of targets) {
    it(`flip-cpd's ${file}.npy expands to its structured product`, () => {
      // int64 (1, 2·rank·(nu + nv + nw)): numerator, denominator interleaved; U, V, W in turn, one row per term.
      const a = parseNpy(read(`structured/${file}.npy`));
      expect([a.dtype, a.shape]).toEqual(["i64", [1, 2 * rank * (nu + nv + nw)]]);
      const raw = a.data as BigInt64Array;
      const values = Array.from({ length: raw.length / 2 }, (_, i) => Number(raw[2 * i]) / Number(raw[2 * i + 1]));
      const expected = new Float64Array(nu * nv * nw);
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) {
        const [[u, su], [v, sv], [w, sw]] = [left(n, i, j), right(n, j, k), out(n, i, k)];
        const at = (u * nv + v) * nw + w;
        expected[at] = (expected[at] as number) + su * sv * sw;
      }
      const found = new Float64Array(nu * nv * nw);
      for (let q = 0; q < rank; q++) for (let u = 0; u < nu; u++) for (let v = 0; v < nv; v++) for (let w = 0; w < nw; w++) {
        const at = (u * nv + v) * nw + w;
        const term = (values[q * nu + u] as number) * (values[rank * nu + q * nv + v] as number) * (values[rank * (nu + nv) + q * nw + w] as number);
        found[at] = (found[at] as number) + term;
      }
      expect(found).toEqual(expected);
    });
  }

  it("AlphaTensor's 2x2x2 factors in npz satisfy all Brent equations", async () => {
    const factors = (await parseNpz(read("alphatensor_square.npz"))).get("2,2,2");
    expect(factors?.shape).toEqual([3, 4, 7]);
    const at = (f: number, i: number, r: number): number => Number((factors?.data as BigInt64Array)[(f * 4 + i) * 7 + r]);
    for (let i = 0; i < 4; i++) for (let j = 0; j < 4; j++) for (let k = 0; k < 4; k++) {
      let sum = 0;
      for (let r = 0; r < 7; r++) sum += at(0, i, r) * at(1, j, r) * at(2, k, r);
      // a[i1 i2]·b[j1 j2] adds to c[i1 j2] where i2 = j1; the third factor indexes C transposed.
      const [i1, i2, j1, j2, k1, k2] = [i >> 1, i & 1, j >> 1, j & 1, k >> 1, k & 1];
      expect(sum).toBe(i2 === j1 && k1 === j2 && k2 === i1 ? 1 : 0);
    }
  });

  it("a pickled entry is refused, the plain one beside it can be read", async () => {
    const archive = read("alphatensor_rect_pickled.npz");
    await expect(parseNpz(archive)).rejects.toThrow(/entry "2,2,3\.npy", byte 20: .*pickle/);
    expect([...(await parseNpz(archive, { names: ["2,2,2"] })).keys()]).toEqual(["2,2,2"]);
  });

  it("gzipped Matrix Market files", async () => {
    const text = new TextDecoder().decode(await gunzip(fs.readFileSync(path.join(data, "sparse/bcsstk01.mtx.gz"))));
    expect(text.startsWith("%%MatrixMarket matrix coordinate real symmetric\n")).toBe(true);
    expect(text.trimEnd().split("\n").filter((line) => !line.startsWith("%"))[0]).toMatch(/^48 48 \d+$/);
  });
});
