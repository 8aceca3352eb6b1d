// The inner loops of the factorizations alone, on small integers, where every result is exact.
import { describe, expect, it } from "vitest";
import { at, grid, type Grid, lower, times } from "../helpers/lapack.js";
import { Desk } from "../helpers/lapack.desk.js";
import { Random } from "../helpers/random.js";

const integers = (seed: number, m: number, n: number): Grid => grid(m, n, new Random(seed).array("f64", m * n, "integers"));
/** Row length of the copies that the LU panel works in. */
const PANEL = 32;

describe.each(["f32", "f64"] as const)("lapack kernels alone, %s", (dtype) => {
  const desk = new Desk(dtype);
  const size = dtype === "f32" ? 4 : 8;

  it("trsm_ukr: a unit lower triangle against panels of every width in vectors", () => {
    for (const m of [1, 2, 7, 16]) for (const width of [16, 32, 48, 64, 80, 128, 208]) {
      const cols = width / size, l = lower(integers(m, m, m), true), x = grid(m, cols, (i, j) => ((i * 7 + j * 5) % 9) - 4);
      const L = desk.matrix(m, 16, grid(m, 16, (i, j) => (j < i ? at(l, i, j) : NaN)).data), X = desk.matrix(m, cols, times(l, x).data, 3);
      desk.call("trsm_ukr", m, L.ptr, 1, X.ptr, X.stride * size, width);
      expect(X.now().data).toEqual(x.data);
      desk.verify();
    }
  });

  it("getrf_ukr: l = a/pivot, row − l·u, and the row of the next pivot", () => {
    for (let j = 0; j < 8; j++) for (const m of [0, 1, 2, 5, 30]) {
      const a = integers(10 * j + m, m, PANEL), u = grid(1, 16, (_, q) => (q > j && q < 8 ? ((q * 5) % 7) - 3 : 0));
      const A = desk.matrix(m + 1, PANEL, [...a.data, ...new Float64Array(PANEL).fill(99)]), U = desk.matrix(1, 16, u.data);
      const next = desk.call("getrf_ukr", A.ptr, A.ptr + m * PANEL * size, j * size, 2, U.ptr);
      const want = grid(m, PANEL, (i, q) => (q === j ? at(a, i, j) / 2 : q < 8 ? at(a, i, q) - (at(a, i, j) / 2) * at(u, 0, q) : at(a, i, q)));
      expect(A.now().data).toEqual(Float64Array.from([...want.data, ...new Float64Array(PANEL).fill(99)]));
      let first = 0;
      for (let i = 1; i < m; i++) if (Math.abs(at(want, i, j + 1)) > Math.abs(at(want, first, j + 1))) first = i;
      if (j < 7) expect(next).toBe(A.ptr + first * PANEL * size);
      desk.verify();
    }
  });

  it("geqrf_ukr_project: v = x·inv in place, first + vᵀ·P over eight columns", () => {
    for (let j = 0; j < 8; j++) for (const m of [0, 1, 4, 19]) for (const ld of [8, 24]) {
      const p = integers(j + m, m + 1, ld);
      const P = desk.matrix(m + 1, ld, p.data), out = desk.matrix(1, 8);
      desk.call("geqrf_ukr_project", P.ptr, P.ptr + ld * size, P.ptr + (m + 1) * ld * size, ld * size, j * size, 0.5, out.ptr);
      const w = grid(1, 8, (_, q) => Array.from({ length: m }, (_, i) => 0.5 * at(p, i + 1, j) * at(p, i + 1, q)).reduce((s, x) => s + x, at(p, 0, q)));
      expect(out.now().data).toEqual(w.data);
      expect(P.now().data).toEqual(grid(m + 1, ld, (i, q) => at(p, i, q) * (i > 0 && q === j ? 0.5 : 1)).data);
      desk.verify();
    }
  });

  it("geqrf_ukr_reflect: row − v·u over eight columns, and the sum of squares of the next one", () => {
    for (let j = 0; j < 7; j++) for (const m of [0, 1, 4, 19]) for (const ld of [8, 24]) {
      const p = integers(j + m, m, ld), u = grid(1, 16, (_, q) => (q > j && q < 8 ? ((q * 5) % 7) - 3 : 0));
      const P = desk.matrix(m, ld, p.data), U = desk.matrix(1, 16, u.data);
      const squares = desk.call("geqrf_ukr_reflect", P.ptr, P.ptr + m * ld * size, ld * size, j * size, U.ptr);
      const want = grid(m, ld, (i, q) => at(p, i, q) - (q < 8 ? at(p, i, j) * at(u, 0, q) : 0));
      expect(P.now().data).toEqual(want.data);
      expect(squares).toBe(Array.from({ length: m }, (_, i) => at(want, i, j + 1) ** 2).reduce((s, x) => s + x, 0));
      desk.verify();
    }
  });
});
