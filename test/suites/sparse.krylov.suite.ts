// The iterative methods through `solve` and `steps`: every method on what it is for, what it says when it fails, and nothing left behind.
import type { Kernels, Method, Scope, SolveInfo } from "lanewise";
import { frozen } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import * as ref from "../helpers/sparse.krylov.js";
import { equal, ok } from "./assert.js";
import { type Suite, test } from "./suite.js";

/** Five-point differences on an N×N grid: −Δ with wind, which makes it unsymmetric, less `shift`, which makes it indefinite. */
function grid(N: number, wind = 0, shift = 0): ref.Dense {
  const n = N * N;
  return Array.from({ length: n }, (_, r) => {
    const row = new Float64Array(n), i = r % N, j = (r - i) / N;
    row[r] = 4 - shift;
    if (i > 0) row[r - 1] = -1 - wind;
    if (i < N - 1) row[r + 1] = -1 + wind;
    if (j > 0) row[r - N] = -1 - wind;
    if (j < N - 1) row[r + N] = -1 + wind;
    return row;
  });
}

const known = (n: number): ref.Vec => Float64Array.from({ length: n }, (_, i) => 1 + (i * 7 % 11) / 4);

function triplets(A: ref.Dense): { row: number[]; col: number[]; values: number[] } {
  const row: number[] = [], col: number[] = [], values: number[] = [];
  A.forEach((r, i) => r.forEach((v, j) => { if (v !== 0) { row.push(i); col.push(j); values.push(v); } }));
  return { row, col, values };
}

interface Solved { readonly info: SolveInfo; readonly x: ref.Vec }

function solve(k: Kernels, s: Scope, A: ref.Dense, b: ref.Vec, method: Method, o: object = {}): Solved {
  const cols = A[0]!.length, M = s.csr("f64", A.length, cols, triplets(A)), right = s.vector("f64", b), x = s.vector("f64", cols), same = frozen("b", right), { used, handles } = k.memory(), bare = M.bytes;
  const info = k.sparse.solve(x, M, right, { method, precond: "none", history: true, ...o });
  same();
  // But for what A keeps for itself.
  equal(k.memory().used - M.bytes, used - bare, `${method}: memory().used`);
  equal(k.memory().handles, handles, `${method}: memory().handles`);
  return { info, x: new Float64Array(x.copy()) };
}

function answers(k: Kernels, s: Scope): void {
  for (const [A, methods] of [
    [grid(9), ["cg", "fcg", "minres", "bicgstab", "gmres", "fgmres", "idrs", "sor", "ssor"]],
    [grid(9, 0.4), ["bicgstab", "gmres", "fgmres", "idrs"]],
    [grid(7, 0, 1.3), ["minres", "gmres"]],
  ] as const) for (const method of methods) for (const precond of method === "sor" || method === "ssor" ? ["none"] : ["none", "jacobi"]) {
    const x = known(A.length), b = ref.times(A, x), { info, x: got } = solve(k, s, A, b, method, { precond, rtol: 1e-9, ...(method.endsWith("gmres") && { restart: 60 }), maxIterations: 1000 }), what = `${method}, ${precond}`;
    ok(info.converged && info.reason === "rtol", `${what}: ${info.reason}`);
    equal(info.history?.length, info.iterations, `${what}: history.length`);
    const r = ref.norm(ref.residual(A, got, b));
    ok(r <= 1.001e-9 * ref.norm(b), `${what}: residual ${r}`);
    ok(Math.abs(info.residualNorm - r) <= 1e-12 * ref.norm(b), `${what}: residualNorm is ${info.residualNorm}, not ${r}`);
    ok(ref.norm(ref.plus(got, -1, x)) < 1e-6 * ref.norm(x), `${what}: x`);
  }
}

function failures(k: Kernels, s: Scope): void {
  const A = grid(7, 0, 1.3), b = ref.times(A, known(49));
  const cg = solve(k, s, A, b, "cg").info;
  ok(!cg.converged && cg.reason === "indefinite-matrix", `cg of an indefinite matrix: ${cg.reason}`);
  const few = solve(k, s, grid(9), ref.times(grid(9), known(81)), "cg", { maxIterations: 3 }).info;
  ok(!few.converged && few.reason === "max-iterations" && few.iterations === 3, `three iterations: ${few.reason}`);
  const cycle = [[0, 0, 1], [1, 0, 0], [0, 1, 0]].map((r) => Float64Array.from(r)), still = solve(k, s, cycle, Float64Array.of(1, 0, 0), "gmres", { restart: 2 }).info;
  ok(!still.converged && still.reason === "stagnation", `a cycle that changes nothing: ${still.reason}`);
  const empty = [[1, 2], [3, 0]].map((r) => Float64Array.from(r)), none = solve(k, s, empty, Float64Array.of(1, 1), "sor").info;
  ok(!none.converged && none.reason === "breakdown", `sor with a zero on the diagonal: ${none.reason}`);
}

function leastSquares(k: Kernels, s: Scope): void {
  for (const [rows, cols] of [[40, 9], [9, 40]] as const) {
    const A = Array.from({ length: rows }, (_, i) => Float64Array.from({ length: cols }, (__, j) => (i * 5 + j * 3) % 7 === 0 ? 1 + (i + j) % 4 : i % cols === j % rows ? 6 : 0)), T = ref.transposed(A), b = known(rows);
    for (const method of ["lsqr", "lsmr"] as const) {
      const { info, x } = solve(k, s, A, b, method, { rtol: 1e-10 }), gradient = ref.norm(ref.times(T, ref.residual(A, x, b)));
      ok(info.converged, `${method} ${rows}×${cols}: ${info.reason}`);
      ok(gradient < 1e-7 * ref.norm(ref.times(T, b)), `${method} ${rows}×${cols}: ‖Aᵀr‖ is ${gradient}`);
    }
  }
}

function columns(k: Kernels, s: Scope): void {
  const A = grid(8), n = 64, M = s.csr("f64", n, n, triplets(A)), sides = [0, 1, 2, 3, 4].map((j) => ref.times(A, known(n).map((v, i) => j === 3 ? 0 : v + (i % (j + 2)))));
  for (const precond of ["none", "jacobi"] as const) {
    const B = s.matrix("f64", n, 5, Float64Array.from({ length: 5 * n }, (_, i) => sides[i % 5]![(i - i % 5) / 5]!)), X = s.matrix("f64", n, 5);
    const info = k.sparse.solve(X, M, B, { method: "cg", precond, rtol: 1e-9 }), got = X.copy();
    ok(info.converged, `five columns, ${precond}: ${info.reason}`);
    sides.forEach((b, j) => ok(ref.norm(ref.residual(A, Float64Array.from({ length: n }, (_, i) => got[5 * i + j]!), b)) <= 1.001e-9 * ref.norm(b), `column ${j}, ${precond}`));
  }
}

function stepwise(k: Kernels, s: Scope): void {
  const A = grid(9), M = s.csr("f64", 81, 81, triplets(A)), b = s.vector("f64", ref.times(A, known(81))), x = s.vector("f64", 81);
  for (const method of ["cg", "minres", "bicgstab", "gmres", "idrs"] as const) {
    k.sparse.solve(x, M, b, { method, precond: "none" });
    const used = k.memory().used - M.bytes, told: number[] = [];
    for (const norm of k.sparse.steps(x, M, b, { method, precond: "none" })) if (told.push(norm) === 5) break;
    equal(k.memory().used - M.bytes, used, `${method}: memory().used`);
    ok(told.length === 5 && told.every((v) => v > 0 && Number.isFinite(v)), `${method}: ${told.join(" ")}`);
  }
}

const cases = { answers, failures, leastSquares, columns, stepwise };
export const suite: Suite = {
  name: "sparse.krylov",
  cases: flavours().flatMap((variant) => Object.entries(cases).map(([name, body]) => test(`${name}, ${variant}`, () => withKernels(variant, body)))),
};
