// Whole solves and the finiteness scan through raw exports.
import { describe, expect, it } from "vitest";
import { withCondition } from "lanewise/gallery";
import { at, column, defect, grid, type Grid, identity, interchanged, lower, magnitudes, norm2, times, transposed, upper, worst } from "../helpers/lapack.js";
import { Desk } from "../helpers/lapack.desk.js";
import { type Float, Random } from "../helpers/random.js";
import { gamma, unitRoundoff } from "../helpers/tolerance.js";

const sizes = [0, 1, 2, 3, 8, 9, 16, 17, 32, 33, 65, 100, 129];
const random = (dtype: Float, m: number, n: number): Grid => grid(m, n, new Random(m * 1000 + n).array(dtype, m * n));

describe.each(["f32", "f64"] as const)("solves alone, %s", (dtype) => {
  const desk = new Desk(dtype);
  const u = unitRoundoff(dtype);

  /** Componentwise backward error over 2γ(n+1). */
  const solved = (a: Grid, b: Grid, pad: number): number => {
    const n = a.rows;
    const A = desk.matrix(n, n, a.data, pad), B = desk.matrix(n, b.cols, b.data, pad + 1), X = desk.matrix(n, b.cols, undefined, pad);
    const ws = desk.scratch(desk.call("gesv_workspace", n, b.cols));
    expect(desk.call("gesv", n, b.cols, A.ptr, A.stride, B.ptr, B.stride, X.ptr, X.stride, ws)).toBe(0);
    expect(A.now().data).toEqual(a.data);
    expect(B.now().data).toEqual(b.data);
    const x = X.now();
    desk.verify();
    const weight = times(magnitudes(a), magnitudes(x));
    return worst(defect(a, x, b), (i, j) => 2 * gamma(dtype, n + 1) * (at(weight, i, j) + Math.abs(at(b, i, j))));
  };

  it.each(sizes)("gesv, n = %i: componentwise backward stable after one refinement", (n) => {
    const a = random(dtype, n, n);
    for (const nrhs of [0, 1, 2, 4, 9]) expect(solved(a, random(dtype, n, nrhs), nrhs === 2 ? 3 : 0)).toBeLessThanOrEqual(1);
    if (n < 2) return;
    const ill = grid(n, n, withCondition(n, n, { dtype, condition: Math.max(2, 1 / (100 * n * u)), seed: n }));
    expect(solved(ill, random(dtype, n, 3), 0)).toBeLessThanOrEqual(1);
    // Rows of very different size: what plain LU does not promise row by row, refinement does.
    const graded = grid(n, n, (i, j) => at(a, i, j) * 2 ** -((7 * i) % 20));
    expect(solved(graded, random(dtype, n, 2), 1)).toBeLessThanOrEqual(1);
  });

  it.each(sizes)("gels, n = %i: the residual is orthogonal to A", (n) => {
    for (const [extra, nrhs] of [[0, 1], [1, 2], [2 * n + 3, 5]] as const) {
      const m = n + extra, a = random(dtype, m, n), b = random(dtype, m, nrhs);
      const A = desk.matrix(m, n, a.data, 1), B = desk.matrix(m, nrhs, b.data, 2), X = desk.matrix(n, nrhs, undefined, 3);
      const ws = desk.scratch(desk.call("gels_workspace", m, n, nrhs));
      expect(desk.call("gels", m, n, nrhs, A.ptr, A.stride, B.ptr, B.stride, X.ptr, X.stride, ws)).toBe(0);
      const x = X.now();
      expect([A.now().data, B.now().data]).toEqual([a.data, b.data]);
      desk.verify();
      const r = defect(a, x, b), g = times(transposed(a), r), size = norm2(a.data);
      for (let j = 0; j < nrhs; j++) {
        const bound = 8 * Math.sqrt(m) * u * size * (norm2(column(r, j)) + size * norm2(column(x, j)));
        for (let i = 0; i < n; i++) expect(Math.abs(at(g, i, j))).toBeLessThanOrEqual(bound);
      }
    }
  });

  it.each(sizes)("getri, n = %i: |A·X − I| ≤ 3γ(n)·Pᵀ|L||U||X|", (n) => {
    const a = random(dtype, n, n);
    const A = desk.matrix(n, n, a.data, 1), X = desk.matrix(n, n, undefined, 2), F = desk.matrix(n, n, a.data), p = desk.indices(n);
    expect(desk.call("getri", n, A.ptr, A.stride, X.ptr, X.stride, desk.scratch(desk.call("getri_workspace", n)))).toBe(0);
    desk.call("getrf", n, n, F.ptr, F.stride, p.ptr, desk.scratch(desk.call("getrf_workspace", n, n)));
    const x = X.now(), lu = F.now(), pivots = p.now();
    desk.verify();
    const weight = times(interchanged(times(magnitudes(lower(lu, true)), magnitudes(upper(lu))), pivots, true), magnitudes(x));
    expect(worst(defect(a, x, identity(n)), (i, j) => 3 * gamma(dtype, n) * at(weight, i, j))).toBeLessThanOrEqual(1);
  });

  it("singular problems name the column and write nothing", () => {
    for (const n of [3, 40]) {
      const b = random(dtype, n, n), a = grid(n, n, (i, j) => (j === 1 ? 0 : at(b, i, j)));
      const A = desk.matrix(n, n, a.data), B = desk.matrix(n, 2, new Float64Array(2 * n)), X = desk.matrix(n, n, new Float64Array(n * n).fill(5));
      expect(desk.call("gesv", n, 2, A.ptr, n, B.ptr, 2, X.ptr, n, desk.scratch(desk.call("gesv_workspace", n, 2)))).toBe(2);
      expect(desk.call("gels", n, n, 2, A.ptr, n, B.ptr, 2, X.ptr, n, desk.scratch(desk.call("gels_workspace", n, n, 2)))).toBe(2);
      expect(desk.call("getri", n, A.ptr, n, X.ptr, n, desk.scratch(desk.call("getri_workspace", n)))).toBe(2);
      expect(X.now().data.every((x) => x === 5)).toBe(true);
      desk.verify();
    }
  });

  it("find_nonfinite gives the first position in row-major order, of the whole or of the lower triangle", () => {
    const largest = dtype === "f32" ? 3.4e38 : 1.79e308;
    for (const [m, n] of [[1, 1], [1, 9], [9, 1], [7, 7], [5, 33]] as const) for (const bad of [NaN, Infinity, -Infinity]) {
      for (let spot = -1; spot < m * n; spot++) {
        const a = grid(m, n, (i, j) => (i * n + j >= spot && spot >= 0 && (i * n + j - spot) % 3 === 0 ? bad : -largest));
        const A = desk.matrix(m, n, a.data, 2);
        expect(desk.call("find_nonfinite", m, n, A.ptr, A.stride, 0)).toBe(spot + 1);
        const low = a.data.findIndex((x, q) => !Number.isFinite(x) && q % n <= Math.floor(q / n));
        expect(desk.call("find_nonfinite", m, n, A.ptr, A.stride, 1)).toBe(low + 1);
        desk.verify();
      }
    }
  });
});
