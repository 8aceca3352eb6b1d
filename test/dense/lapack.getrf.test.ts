// LU, its solves and its condition estimate through raw exports.
import { describe, expect, it } from "vitest";
import { withCondition } from "lanewise/gallery";
import { at, defect, grid, type Grid, interchanged, inverted, lower, magnitudes, norm1, rounded, times, upper, worst } from "../helpers/lapack.js";
import { Desk } from "../helpers/lapack.desk.js";
import { type Float, Random } from "../helpers/random.js";
import { gamma } from "../helpers/tolerance.js";

const sizes = [0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 129, 200, 257];

interface Factors { readonly status: number; readonly lu: Grid; readonly pivots: Int32Array }

function factor(desk: Desk, a: Grid, pad = 0): Factors {
  const { rows: m, cols: n } = a;
  const A = desk.matrix(m, n, a.data, pad), pivots = desk.indices(Math.min(m, n));
  const status = desk.call("getrf", m, n, A.ptr, A.stride, pivots.ptr, desk.scratch(desk.call("getrf_workspace", m, n)));
  const out = { status, lu: A.now(), pivots: pivots.now() };
  desk.verify();
  return out;
}

/** Of the bound γ(k)·|L||U|, k = min(m, n). */
function ratio(dtype: Float, { lu, pivots }: Factors, a: Grid): number {
  const l = lower(lu, true), u = upper(lu);
  const weight = times(magnitudes(l), magnitudes(u));
  return worst(defect(l, u, interchanged(a, pivots)), (i, j) => gamma(dtype, l.cols) * at(weight, i, j));
}

const random = (dtype: Float, m: number, n: number, seed = 1): Grid => grid(m, n, new Random(seed + m * 1000 + n).array(dtype, m * n));

describe.each(["f32", "f64"] as const)("getrf alone, %s", (dtype) => {
  const desk = new Desk(dtype);

  it.each(sizes)("n = %i, square, tall and wide: L·U = P·A within the bound, no multiplier above 1", (n) => {
    for (const [m, k, pad] of [[n, n, 0], [n + 5, n, 3], [n + (n >> 1), n, 0], [n, n + 7, 1]] as const) {
      const a = random(dtype, m, k);
      const f = factor(desk, a, pad);
      expect(f.status).toBe(0);
      expect(ratio(dtype, f, a)).toBeLessThanOrEqual(1);
      expect(f.pivots.every((p, i) => p >= i && p < m)).toBe(true);
      expect(lower(f.lu, true).data.every((l) => Math.abs(l) <= 1)).toBe(true);
    }
  });

  it("takes the first of equal pivots, counted from 0", () => {
    const f = factor(desk, grid(3, 3, [1, 2, 3, -4, 5, 6, 4, 8, 9]));
    expect([...f.pivots]).toEqual([1, 2, 2]);
    expect([...f.lu.data]).toEqual([-4, 5, 6, -1, 13, 15, -0.25, 0.25, 0.75]);
  });

  it.each([3, 12, 33, 70, 140])("n = %i: names the first column whose pivot is exactly 0 and still finishes with numbers", (n) => {
    const a = random(dtype, n, n);
    for (const z of [0, n >> 1, n - 1]) {
      const f = factor(desk, grid(n, n, (i, j) => (j === z ? 0 : at(a, i, j))));
      expect(f.status).toBe(z + 1);
      expect(f.lu.data.every(Number.isFinite)).toBe(true);
      expect(ratio(dtype, f, grid(n, n, (i, j) => (j === z ? 0 : at(a, i, j))))).toBeLessThanOrEqual(1);
    }
    const ones = factor(desk, grid(n, n, () => 1));
    expect([ones.status, ones.lu.data.every(Number.isFinite)]).toEqual([2, true]);
    expect(factor(desk, grid(n, n, () => 0)).status).toBe(1);
  });

  it.each([20, 100])("n = %i, graded rows and columns, growth: the same bound", (n) => {
    const a = random(dtype, n, n);
    const graded = rounded(dtype, grid(n, n, (i, j) => at(a, i, j) * 2 ** Math.round((30 * (i - j)) / n)));
    // Wilkinson's matrix: the last column of U doubles at every step.
    const growing = grid(Math.min(n, 50), Math.min(n, 50), (i, j) => (j === Math.min(n, 50) - 1 || i === j ? 1 : j < i ? -1 : 0));
    for (const b of [graded, growing]) expect(ratio(dtype, factor(desk, b), b)).toBeLessThanOrEqual(1);
  });

  it("scaling by a power of two scales U and leaves L and the pivots as they are, up to the edge of the range", () => {
    const a = random(dtype, 70, 70);
    const one = factor(desk, a);
    for (const scale of dtype === "f32" ? [2 ** 120, 2 ** -90] : [2 ** 1015, 2 ** -950]) {
      const other = factor(desk, grid(70, 70, (i, j) => at(a, i, j) * scale));
      expect(other.pivots).toEqual(one.pivots);
      expect(other.lu.data).toEqual(grid(70, 70, (i, j) => at(one.lu, i, j) * (i <= j ? scale : 1)).data);
    }
  });

  it.each([1, 8, 33, 129])("n = %i: getrs solves within γ(3n)·Pᵀ|L||U||X|", (n) => {
    const a = random(dtype, n, n);
    const f = factor(desk, a);
    const weight = interchanged(times(magnitudes(lower(f.lu, true)), magnitudes(upper(f.lu))), f.pivots, true);
    for (const nrhs of [0, 1, 2, 3, 4, 19]) for (const pad of [0, 3]) {
      const b = random(dtype, n, nrhs, 9);
      const LU = desk.matrix(n, n, f.lu.data, pad), X = desk.matrix(n, nrhs, b.data, pad);
      desk.call("getrs", n, nrhs, LU.ptr, LU.stride, desk.indices(n, f.pivots).ptr, X.ptr, X.stride, desk.scratch(desk.call("getrs_workspace", n, nrhs)));
      const x = X.now();
      desk.verify();
      const bound = times(weight, magnitudes(x));
      expect(worst(defect(a, x, b), (i, j) => gamma(dtype, 3 * n) * at(bound, i, j))).toBeLessThanOrEqual(1);
    }
  });

  it("laswp applies interchanges and takes them back", () => {
    const a = random(dtype, 11, 5), pivots = [4, 1, 9, 10, 4];
    const A = desk.matrix(11, 5, a.data, 2), p = desk.indices(5, pivots);
    desk.call("laswp", 5, A.ptr, A.stride, 0, 5, p.ptr, 0);
    expect(A.now().data).toEqual(interchanged(a, pivots).data);
    desk.call("laswp", 5, A.ptr, A.stride, 0, 5, p.ptr, 1);
    expect(A.now().data).toEqual(a.data);
    desk.verify();
  });

  it.each([1, 2, 7, 32, 65, 129])("n = %i: gecon lies between the true rcond and 3 times it", (n) => {
    for (const a of [random(dtype, n, n), grid(n, n, withCondition(n, n, { dtype, condition: n === 1 ? 1 : 1000, seed: n }))]) {
      const f = factor(desk, a);
      const A = desk.matrix(n, n, a.data, 1), norm = desk.call("norm1", n, n, A.ptr, A.stride, desk.scratch(8 * n));
      expect(Math.abs(norm / norm1(a) - 1)).toBeLessThan(gamma(dtype, n));
      const LU = desk.matrix(n, n, f.lu.data, 3);
      const rcond = desk.call("gecon", n, LU.ptr, LU.stride, desk.indices(n, f.pivots).ptr, norm, desk.scratch(desk.call("gecon_workspace", n)));
      desk.verify();
      const exact = 1 / (norm1(a) * norm1(inverted(a)));
      expect(rcond / exact).toBeGreaterThan(0.99);
      expect(rcond / exact).toBeLessThan(3);
    }
  });
});
