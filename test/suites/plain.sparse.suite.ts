// solve of lanewise/plain: arrays in, arrays out, residuals by plain loops, refusals in this entry's name.
import { type ErrorCode, isKernelError } from "lanewise";
import { anisotropic2d, convectionDiffusion2d, poisson2d, randomSpd, type SparseProblem } from "lanewise/gallery";
import { parseMatrixMarket } from "lanewise/io";
import { solve } from "lanewise/plain";
import { loose } from "../helpers/guard.refusal.js";
import { Random } from "../helpers/random.js";
import { close, equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

function product({ row, col, values, rows }: SparseProblem, x: ArrayLike<number>): Float64Array {
  const y = new Float64Array(rows);
  values.forEach((v, k) => { y[row[k]!]! += v * x[col[k]!]!; });
  return y;
}

const draw = (n: number): Float64Array => Float64Array.from(new Random(n).array("f64", n));
const norm = (v: Float64Array): number => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));

/** Rows compressed. The gallery sorts. */
function compressed({ row, col, values, rows }: SparseProblem): { rowPtr: Int32Array; colIdx: Int32Array; values: Float64Array } {
  const rowPtr = new Int32Array(rows + 1);
  for (const i of row) rowPtr[i + 1]!++;
  for (let i = 0; i < rows; i++) rowPtr[i + 1]! += rowPtr[i]!;
  return { rowPtr, colIdx: col, values };
}

function trial(name: string, A: SparseProblem): void {
  const b = draw(A.rows), before = b.slice(), triplets = A.values.slice();
  const one = solve(A, b), other = solve(compressed(A), b);
  for (const { x, info } of [one, other]) {
    ok(info.converged && x.length === A.cols, `${name}: ${info.reason}`);
    const r = product(A, x).map((v, i) => b[i]! - v);
    ok(norm(r) <= 1.01e-8 * norm(b), `${name}: the residual is ${norm(r) / norm(b)}`);
    ok(info.relativeResidual <= 1e-8, `${name}: the residual told`);
  }
  same(one.x, other.x, `${name}: triplets and rows`);
  same(b, before, `${name}: b`);
  same(A.values, triplets, `${name}: A`);
}

function answers(): void {
  trial("poisson2d", poisson2d(20, 13));
  trial("anisotropic2d", anisotropic2d(15));
  trial("convectionDiffusion2d", convectionDiffusion2d(12));
  trial("randomSpd", randomSpd(150, { seed: 5 }));
  const { x, info } = solve({ row: [], col: [], values: [], rows: 0, cols: 0 }, new Float64Array(0));
  equal(x.length, 0, "no unknowns");
  ok(info.converged, "no unknowns");
  const zero = solve(poisson2d(4), new Float64Array(16));
  same(zero.x, new Float64Array(16), "b = 0");
  equal(zero.info.reason, "zero-rhs", "b = 0");
}

function shapes(): void {
  // Least squares of a line through (0, 1), (1, 3), (2, 5) and (3, 6).
  const A = { row: [0, 1, 1, 2, 2, 3, 3], col: [0, 0, 1, 0, 1, 0, 1], values: [1, 1, 1, 1, 2, 1, 3], rows: 4, cols: 2 };
  const { x, info } = solve(A, new Float64Array([1, 3, 5, 6]));
  ok(info.converged, "least squares converged");
  close(x, [1.2, 1.7], 1e-7, "least squares");
  // Duplicates are summed, rows that are not told are those of b.
  close(solve({ row: [0, 1, 0], col: [0, 1, 0], values: [1, 4, 1] }, new Float64Array([2, 2])).x, [1, 0.5], 1e-12, "duplicates");
  const file = parseMatrixMarket("%%MatrixMarket matrix coordinate real symmetric\n2 2 3\n1 1 2\n2 1 1\n2 2 2\n");
  close(solve(file, new Float64Array([3, 3])).x, [1, 1], 1e-12, "a file");
}

function options(): void {
  const A = poisson2d(30), b = draw(900);
  const cold = solve(A, b, { method: "cg", precond: "jacobi", rtol: 1e-6, history: true });
  ok(cold.info.converged && cold.info.iterations > 10 && cold.info.history!.length > 10, "cg");
  const guess = cold.x.slice();
  const warm = solve(A, b, { method: "cg", precond: "jacobi", rtol: 1e-6, x0: guess });
  ok(warm.info.iterations <= 1, `from its own answer CG takes ${warm.info.iterations} iterations`);
  same(guess, cold.x, "x0");
  let calls = 0;
  const stopped = solve(A, b, { method: "cg", monitor: () => ++calls < 4 });
  equal(stopped.info.reason, "aborted", "monitor");
  equal(solve(A, b, { method: "cg", precond: "none", maxIterations: 2 }).info.reason, "max-iterations", "maxIterations");
  const scaled = solve(A, b, { method: "fcg", precond: (z, r) => { z.set(r.view.map((v) => v / 4)); } });
  ok(scaled.info.converged, "a preconditioner of the user");
}

const no = (code: ErrorCode, arg: string | undefined, run: () => unknown, message?: string): void => {
  const error = throws(run, { op: "plain.solve", code, ...(arg !== undefined && { arg }), ...(message !== undefined && { message }) }, `plain.solve, ${arg}`);
  equal(isKernelError(error), true, "isKernelError");
  ok(!/sparse\.solve: |csr: /.test(error.stack ?? ""), `the stack says ${error.stack}`);
};

function refusals(): void {
  const A = poisson2d(3), b = new Float64Array(9);
  for (const wrong of [undefined, null, 3, [1], {}]) no("dtype", "A", () => loose(solve)(wrong, b));
  for (const wrong of [undefined, [1, 2], new Float32Array(9)]) no("dtype", "b", () => loose(solve)(A, wrong));
  no("dtype", "b", () => loose(solve)(A, new Float32Array(9)), "plain.solve: b is Float32Array, expected a Float64Array");
  no("shape", "b", () => solve(A, new Float64Array(8)), "plain.solve: b.length is 8, expected 9 (A has 9 rows)");
  no("dtype", "x0", () => loose(solve)(A, b, { x0: true }), "plain.solve: x0 is true, expected a Float64Array");
  no("shape", "x0", () => solve(A, b, { x0: new Float64Array(3) }));
  no("option", "tol", () => loose(solve)(A, b, { tol: 1 }));
  for (const [key, value] of [["rtol", -1], ["method", "magic"], ["precond", "best"], ["maxIterations", 1.5]] as const) no("option", key, () => loose(solve)(A, b, { [key]: value }));
  no("format", undefined, () => solve({ row: [0, 3], col: [0, 0], values: [1, 1], rows: 2 }, new Float64Array(2)));
  no("not-finite", "b", () => solve(A, b.map(() => NaN)));
  const mine = new Error("mine");
  let thrown: unknown;
  try {
    solve(A, new Float64Array(9).fill(1), { method: "cg", monitor: () => { throw mine; } });
  } catch (e) {
    thrown = e;
  }
  ok(thrown === mine, "the monitor's own error comes through");
  ok(solve(A, new Float64Array(9).fill(1)).info.converged, "and the instance works on");
}

export const suite: Suite = {
  name: "plain.sparse",
  cases: [test("answers", answers), test("shapes", shapes), test("options", options), test("refusals", refusals)],
};
