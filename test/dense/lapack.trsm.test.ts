// Triangular solves through raw exports: all 16 cases, lone and many right-hand sides, at the bound of the docstring.
import { describe, expect, it } from "vitest";
import { at, defect, grid, type Grid, lower, magnitudes, rounded, times, transposed, upper, worst } from "../helpers/lapack.js";
import { Desk } from "../helpers/lapack.desk.js";
import { type Float, Random } from "../helpers/random.js";
import { gamma, unitRoundoff } from "../helpers/tolerance.js";

/** Diagonally not dominant, yet harmless: off-diagonal entries of about 1/√n. */
function triangle(random: Random, dtype: Float, n: number): Grid {
  const values = random.array("f64", n * n);
  return rounded(dtype, grid(n, n, (i, j) => (values[i * n + j] as number) / Math.sqrt(n) + (i === j ? (random.chance(0.5) ? 1.5 : -1.5) : 0)));
}

interface Trial { readonly n: number; readonly others: number; readonly right: boolean; readonly low: boolean; readonly trans: boolean; readonly unit: boolean; readonly alpha: number; readonly pad: number }

function attempt(desk: Desk, t: Trial): void {
  const { n, others, right, low, trans, unit, alpha, pad } = t;
  const { dtype } = desk;
  const random = new Random(n * 1000 + others);
  const whole = triangle(random, dtype, n);
  // What must not be read is NaN: the other triangle, and the diagonal when it is taken as 1.
  const spoilt = grid(n, n, (i, j) => ((low ? j > i : j < i) || (unit && i === j) ? NaN : at(whole, i, j)));
  const stored = low ? lower(whole, unit) : upper(whole, unit);
  const op = trans ? transposed(stored) : stored;
  const [m, k] = right ? [others, n] : [n, others];
  const before = grid(m, k, random.array(dtype, m * k));
  const T = desk.matrix(n, n, spoilt.data, pad), B = desk.matrix(m, k, before.data, pad + 1);
  const ws = desk.scratch(desk.call("trsm_workspace", right ? 1 : 0, m, k));
  const [rs, cs] = trans ? [1, T.stride] : [T.stride, 1];
  desk.call("trsm", right ? 1 : 0, low !== trans ? 1 : 0, unit ? 1 : 0, m, k, alpha, T.ptr, rs, cs, B.ptr, B.stride, ws);
  const X = B.now();
  const scaled = grid(m, k, (i, j) => alpha * at(before, i, j));
  const residual = right ? defect(X, op, scaled) : defect(op, X, scaled);
  const weight = right ? times(magnitudes(X), magnitudes(op)) : times(magnitudes(op), magnitudes(X));
  const u = unitRoundoff(dtype);
  const ratio = worst(residual, (i, j) => gamma(dtype, n + 1) * at(weight, i, j) + u * Math.abs(at(scaled, i, j)));
  desk.verify();
  if (!(ratio <= 1)) throw new Error(`${JSON.stringify(t)}: ${ratio} of the bound`);
}

const cases = [false, true].flatMap((right) => [false, true].flatMap((low) => [false, true].flatMap((trans) => [false, true].map((unit) => ({ right, low, trans, unit })))));

describe.each(["f32", "f64"] as const)("trsm alone, %s", (dtype) => {
  const desk = new Desk(dtype);
  it.each([0, 1, 2, 3, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33])("order %i: 16 cases, 0 … 17 right-hand sides", (n) => {
    for (const c of cases) for (const others of [0, 1, 2, 3, 4, 5, 17]) attempt(desk, { ...c, n, others, alpha: others === 4 ? -0.5 : 1, pad: others === 5 ? 3 : 0 });
  });
  it.each([63, 64, 65, 100, 129])("order %i: 16 cases, one, few and many right-hand sides", (n) => {
    for (const c of cases) for (const others of [1, 4, 70]) attempt(desk, { ...c, n, others, alpha: 1, pad: others === 4 ? 3 : 0 });
  });
  it("order 257, more right-hand sides than a panel holds", () => {
    for (const c of cases.filter((x) => !x.unit)) attempt(desk, { ...c, n: 257, others: 150, alpha: 1, pad: 0 });
  });
  it("α = 0 zeroes B and reads neither", () => {
    const T = desk.matrix(20, 20), B = desk.matrix(20, 9, undefined, 2);
    desk.call("trsm", 0, 1, 0, 20, 9, 0, T.ptr, T.stride, 1, B.ptr, B.stride, desk.scratch(desk.call("trsm_workspace", 0, 20, 9)));
    expect(B.now().data.every((x) => x === 0)).toBe(true);
    desk.verify();
  });
});
