// The kernels of Cholesky alone, through the raw exports: register kernels against plain loops, and whole factorizations whose block and scratch
// begin as NaN and end where they end.
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { backwardError, band, family, grid, onGraph, product, star, type Symmetric } from "../helpers/sparse.cholesky.js";
import { buildsWith, Ground } from "../helpers/vector.ground.js";

const A = 65536, B = 3 * 65536, C = 5 * 65536;

describe.each(buildsWith("front_f64_ukr_4x4"))("register kernels of fronts, %s", (build) => {
  const ground = new Ground(build, 16), random = new Random(5);
  const fused = build === "relaxed" ? 1e-15 : 0;

  it("4×4: C − A·Bᵀ for every number of steps and tiles, stored and added, at any distance of lines", () => {
    for (const steps of [0, 1, 2, 3, 4, 5, 8, 63, 64, 65, 256]) for (const tiles of [0, 1, 2, 5]) for (const [next, stride] of [[128, 32], [32, 32 * tiles + 32]] as const) for (const add of [0, 1]) {
      const columns = steps + 3, a = random.array("f64", 4 * columns * tiles), b = random.array("f64", 4 * steps), c = random.array("f64", 16 * tiles);
      const line = (t: number, s: number): number => C + t * next + s * stride;
      ground.put(A, a);
      ground.put(B, b);
      if (add) for (let t = 0; t < tiles; t++) for (let s = 0; s < 4; s++) ground.put(line(t, s), c.slice(16 * t + 4 * s, 16 * t + 4 * s + 4));
      ground.mark();
      ground.call("front_f64_ukr_4x4", A, 32 * columns, A + 32 * columns * tiles, B, B + 32 * steps, C, next, stride, add);
      for (let t = 0; t < tiles; t++) for (let s = 0; s < 4; s++) ground.take("f64", line(t, s), 4).forEach((v, r) => {
        let sum = 0;
        for (let k = 0; k < steps; k++) sum += a[4 * columns * t + 4 * k + r]! * b[4 * k + s]!;
        expect(Math.abs(v - ((add ? c[16 * t + 4 * s + r]! : 0) - sum))).toBeLessThanOrEqual(fused * (steps + 1));
      });
      ground.restore(`${steps} steps, ${tiles} tiles`, ...Array.from({ length: 4 * tiles }, (_, e) => ({ ptr: line(e >> 2, e & 3), bytes: 32 })));
    }
  });

  it("4×1: one line of it, added", () => {
    for (const steps of [0, 1, 2, 5, 64, 65]) for (const tiles of [0, 1, 3]) for (const r of [0, 3]) {
      const columns = steps + 2, a = random.array("f64", 4 * columns * tiles), b = random.array("f64", 4 * steps), c = random.array("f64", 4 * tiles);
      ground.put(A, a);
      ground.put(B, b);
      for (let t = 0; t < tiles; t++) ground.put(C + 96 * t, c.slice(4 * t, 4 * t + 4));
      ground.mark();
      ground.call("front_f64_ukr_4x1", A, 32 * columns, A + 32 * columns * tiles, B + 8 * r, B + 8 * r + 32 * steps, C, 96);
      for (let t = 0; t < tiles; t++) ground.take("f64", C + 96 * t, 4).forEach((v, i) => {
        let want = c[4 * t + i]!;
        for (let k = 0; k < steps; k++) want -= a[4 * columns * t + 4 * k + i]! * b[4 * k + r]!;
        expect(v).toBe(want);
      });
      ground.restore(`${steps} steps, ${tiles} tiles`, ...Array.from({ length: tiles }, (_, t) => ({ ptr: C + 96 * t, bytes: 32 })));
    }
  });

  it("the triangle of 1 to 4 columns, tile by tile", () => {
    for (const q of [1, 2, 3, 4]) for (const tiles of [0, 1, 2, 5]) {
      const w = 6, m = random.array("f64", 16), x = random.array("f64", 4 * w * tiles);
      ground.put(B, m);
      ground.put(A, x);
      ground.mark();
      ground.call("front_f64_ukr_trsm", A, A + 32 * w * tiles, 32 * w, q, B);
      const want = x.slice();
      for (let t = 0; t < tiles; t++) for (let c = 0; c < q; c++) for (let r = 0; r < 4; r++) {
        const at = (column: number): number => 4 * w * t + 4 * column + r;
        let v = x[at(c)]!;
        for (let e = 0; e < c; e++) v -= want[at(e)]! * m[4 * c + e]!;
        want[at(c)] = v * m[5 * c]!;
      }
      expect([...ground.take("f64", A, x.length)]).toEqual([...want]);
      ground.restore(`${q} columns`, { ptr: A, bytes: 8 * x.length });
    }
  });

  it("the contribution of one column: −s·l·lᵀ in strips", () => {
    for (const tiles of [1, 2, 3, 7]) for (const sign of [1, -1]) {
      const l = random.array("f64", 4 * tiles), doubles = 8 * tiles * (tiles + 1);
      ground.put(A, l);
      ground.put(B, l.map((v) => sign * v));
      ground.mark();
      ground.call("front_f64_ukr_outer", A, B - A, tiles, C);
      const got = ground.take("f64", C, doubles);
      for (let i = 0, e = 0; i < 4 * tiles; i++) for (let j = 0; j < 4 * ((i >> 2) + 1); j++) expect(got[e++]).toBe(-(sign * l[i]! * l[j]!));
      ground.restore(`${tiles} tiles`, { ptr: C, bytes: 8 * doubles });
    }
  });
});

/** Everything by addresses in memory full of NaN: the block begins a line after one guard line and ends a line before the next. */
function whole(ground: Ground, a: Symmetric, kind: "cholesky" | "ldl"): void {
  const { n, rowPtr, colIdx, values } = a, line = (x: number): number => Math.ceil(x / 64) * 64;
  let top = A;
  const take = (bytes: number): number => { const at = top; top = at + line(bytes) + 64; return at; };
  const [ptr, idx, val, perm, b, x] = [4 * (n + 1), 4 * colIdx.length, 8 * values.length, 4 * n, 8 * n, 8 * n].map(take) as [number, number, number, number, number, number];
  const right = product(a, new Random(n).array("f64", n));
  for (const [at, data] of [[ptr, rowPtr], [idx, colIdx], [perm, Int32Array.from({ length: n }, (_, i) => i * 7 % n)]] as const) ground.put(at, new Uint32Array(data));
  if (n % 7 === 0) ground.put(perm, Uint32Array.from({ length: n }, (_, i) => n - 1 - i));
  ground.put(val, values);
  ground.put(b, right);
  const sizes = { ws: ground.call("chol_workspace", n, colIdx.length) }, ws = take(sizes.ws);
  ground.mark();
  ground.call("chol_analyse", n, ptr, idx, perm, ws);
  const bytes = ground.call("chol_plan", perm, ws), block = take(bytes);
  ground.call("chol_settle", colIdx.length, perm, ws, block);
  const ldl = kind === "ldl" ? 1 : 0, work = ground.call("chol_factor_workspace", block, ldl), scratch = take(work), room = ground.call("chol_solve_workspace", block), third = take(room);
  expect(ground.call("chol_factor_f64", block, ptr, idx, val, ldl, 1e-16, 1e-8, scratch), a.name).toBe(0);
  ground.call("chol_solve_f64", block, x, b, third);
  expect(backwardError(a, ground.take("f64", x, n), right), a.name).toBeLessThan(1e-14 * (1 + n / 16));
  expect(ground.call("chol_nnz", block)).toBe(factorEntries(a, [...new Int32Array(ground.bytes(perm, 4 * n).buffer)]));
  ground.restore(a.name, { ptr: perm, bytes: 4 * n }, { ptr: ws, bytes: sizes.ws }, { ptr: block, bytes }, { ptr: scratch, bytes: work }, { ptr: third, bytes: room }, { ptr: x, bytes: 8 * n });
}

/** Entries of the factor with the diagonal, by eliminating on sets. */
function factorEntries({ n, rowPtr, colIdx }: Symmetric, perm: readonly number[]): number {
  const place = new Map(perm.map((row, k) => [row, k])), below = perm.map((row, k) => new Set(Array.from(colIdx.subarray(rowPtr[row], rowPtr[row + 1]), (j) => place.get(j)!).filter((i) => i > k)));
  let sum = n;
  below.forEach((rows) => {
    sum += rows.size;
    const parent = Math.min(...rows);
    for (const i of rows) if (i !== parent) below[parent]!.add(i);
  });
  return sum;
}

describe.each(buildsWith("chol_factor_f64").filter((b) => b === "simd"))("factorizations in memory full of NaN, %s", (build) => {
  const ground = new Ground(build, 160);
  for (const n of [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 63, 64, 65]) {
    it(`every structure of ${n} rows`, () => {
      for (const a of family(n)) whole(ground, a, "cholesky");
      for (const a of family(n, n + 7, (i) => (i % 3 === 1 ? -1 : 1))) whole(ground, a, "ldl");
    });
  }
  it("past the blocks of 64 columns, 256 steps and 24 tiles", () => {
    for (const kind of ["cholesky", "ldl"] as const) {
      const sign = (i: number): number => (kind === "ldl" && i % 4 === 2 ? -1 : 1);
      for (const a of [onGraph("dense 333", 333, band(333, 333), 3, sign), onGraph("band", 300, band(300, 107), 3, sign), onGraph("grid", 600, grid(20, 30), 3, sign), onGraph("hub", 500, star(500, 17), 3, sign)]) whole(ground, a, kind);
    }
  });
});
