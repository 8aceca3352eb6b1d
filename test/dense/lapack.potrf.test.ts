// Cholesky through raw exports.
import { describe, expect, it } from "vitest";
import { spd } from "lanewise/gallery";
import { at, defect, grid, type Grid, lower, magnitudes, times, transposed, worst } from "../helpers/lapack.js";
import { Desk } from "../helpers/lapack.desk.js";
import { type Float, Random } from "../helpers/random.js";
import { gamma } from "../helpers/tolerance.js";

const sizes = [0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 129, 200, 257];

function positive(dtype: Float, n: number, condition = 100): Grid {
  return grid(n, n, n === 0 ? [] : spd(n, { dtype, condition, seed: n }));
}

/** NaN above the diagonal: it must not count. */
function factor(desk: Desk, a: Grid, pad: number): { status: number; l: Grid } {
  const n = a.rows;
  const A = desk.matrix(n, n, grid(n, n, (i, j) => (j > i ? NaN : at(a, i, j))).data, pad);
  const status = desk.call("potrf", n, A.ptr, A.stride, desk.scratch(desk.call("potrf_workspace", n)));
  const l = A.now();
  desk.verify();
  return { status, l };
}

/** Of the bound γ(n+1)·|L||Lᵀ|. */
function ratio(dtype: Float, l: Grid, a: Grid): number {
  const weight = times(magnitudes(l), transposed(magnitudes(l)));
  return worst(defect(l, transposed(l), a), (i, j) => gamma(dtype, a.rows + 1) * at(weight, i, j));
}

describe.each(["f32", "f64"] as const)("potrf alone, %s", (dtype) => {
  const desk = new Desk(dtype);

  it.each(sizes)("n = %i: L·Lᵀ = A within the bound, zeros above the diagonal, whatever lay there", (n) => {
    const a = positive(dtype, n);
    for (const pad of [0, 3]) {
      const { status, l } = factor(desk, a, pad);
      expect(status).toBe(0);
      expect(l.data).toEqual(lower(l).data);
      expect(ratio(dtype, l, a)).toBeLessThanOrEqual(1);
    }
  });

  it.each([5, 40, 130])("n = %i, graded and ill-conditioned matrices meet the same bound", (n) => {
    const b = positive(dtype, n);
    const graded = grid(n, n, (i, j) => at(b, i, j) * 2 ** -(Math.round((12 * i) / n) + Math.round((12 * j) / n)));
    const { status, l } = factor(desk, graded, 0);
    expect(status).toBe(0);
    expect(ratio(dtype, l, graded)).toBeLessThanOrEqual(1);
    const ill = positive(dtype, n, dtype === "f32" ? 1e4 : 1e12);
    const again = factor(desk, ill, 0);
    expect(again.status).toBe(0);
    expect(ratio(dtype, again.l, ill)).toBeLessThanOrEqual(1);
  });

  it.each(sizes.filter((n) => n > 0))("n = %i: names the first pivot that is not positive, be it negative, zero or NaN", (n) => {
    const a = positive(dtype, n);
    for (const bad of new Set([0, n >> 1, n - 1])) for (const value of [-1, NaN]) {
      expect(factor(desk, grid(n, n, (i, j) => (i === bad && j === bad ? value : at(a, i, j))), 0).status).toBe(bad + 1);
    }
    expect(factor(desk, grid(n, n, () => 0), 1).status).toBe(1);
    if (n > 1) expect(factor(desk, grid(n, n, () => 4), 1).status).toBe(2);
  });

  it.each([1, 8, 33, 129])("n = %i: potrs solves within γ(3n+1)·|L||Lᵀ||X|", (n) => {
    const a = positive(dtype, n);
    const { l } = factor(desk, a, 0);
    const weight = times(magnitudes(l), transposed(magnitudes(l)));
    for (const nrhs of [0, 1, 2, 3, 4, 19]) for (const pad of [0, 3]) {
      const b = grid(n, nrhs, new Random(nrhs).array(dtype, n * nrhs));
      const L = desk.matrix(n, n, l.data, pad), X = desk.matrix(n, nrhs, b.data, pad);
      desk.call("potrs", n, nrhs, L.ptr, L.stride, X.ptr, X.stride, desk.scratch(desk.call("potrs_workspace", n, nrhs)));
      const x = X.now();
      desk.verify();
      const bound = times(weight, magnitudes(x));
      expect(worst(defect(a, x, b), (i, j) => gamma(dtype, 3 * n + 1) * at(bound, i, j))).toBeLessThanOrEqual(1);
    }
  });
});
