// solve and steps: every method and preconditioner by name, what "auto" takes, what is reported, and that success is never said wrongly.
import { type Csr, type Kernels, loadSync, type Method, type PrecondKind, type Scope, type SolveInfo, type SolveOptions, type Vector } from "lanewise";
import { convectionDiffusion2d, poisson2d } from "lanewise/gallery";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { equal, fail, match, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

interface System { readonly A: Csr<"f64">; readonly x: Vector<"f64">; readonly b: Vector<"f64">; residual(): number }

/** b = A·x*, x* of mixed signs and sizes; x holds rubbish. */
function system(k: Kernels, s: Scope, A: Csr<"f64">): System {
  const exact = s.vector("f64", Float64Array.from({ length: A.cols }, (_, i) => Math.fround((i * 0.618) % 1) - 0.3)), b = k.sparse.spmv(s.vector("f64", A.rows), A, exact);
  const x = s.vector("f64", new Float64Array(A.cols).fill(NaN)), { rowPtr, colIdx, values } = A.copy();
  const residual = (): number => {
    const v = x.copy(), right = b.copy();
    let r = 0, size = 0;
    for (let i = 0; i < A.rows; i++) {
      let sum = right[i]!;
      for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) sum -= values[e]! * v[colIdx[e]!]!;
      r += sum * sum;
      size += right[i]! ** 2;
    }
    return Math.sqrt(r / size);
  };
  return { A, x, b, residual };
}

const poisson = (s: Scope, n = 24): Csr<"f64"> => s.csr("f64", n * n, n * n, poisson2d(n));
const flow = (s: Scope): Csr<"f64"> => s.csr("f64", 400, 400, convectionDiffusion2d(20));
/** Symmetric, half of the eigenvalues below 0. */
const saddle = (s: Scope, n = 60): Csr<"f64"> => s.csr("f64", n, n, { row: [...Array(n).keys(), ...Array(n - 1).keys()], col: [...Array(n).keys(), ...Array(n - 1).keys()].map((j, e) => (e < n ? j : j + 1)), values: [...Array(n).keys()].map((i): number => (i % 2 ? -3 : 3)).concat(Array<number>(n - 1).fill(1)) }, { symmetry: "upper" });

function solved(k: Kernels, name: string, { A, x, b, residual }: System, o: SolveOptions, converged = true): SolveInfo {
  const { handles } = k.memory(), info = k.sparse.solve(x, A, b, o), truth = residual(), what = `${name} ${Object.entries(o).map(String).join()}: ${info.reason}, ${info.why}`;
  equal(info.converged, converged, `converged (${what}, true residual ${truth})`);
  ok(Math.abs(truth - info.relativeResidual) <= 1e-3 * truth + 1e-14, `${what}: the residual is ${truth}, reported ${info.relativeResidual}`);
  if (converged) ok(truth <= (o.rtol ?? 1e-8) * 1.001, `${what}: the residual is ${truth}`);
  ok(info.why.length > 0 && info.setupMs >= 0 && info.solveMs >= 0, what);
  equal(k.memory().handles, handles, `${what}: handles`);
  return info;
}

function methods(k: Kernels, s: Scope): void {
  const spd = system(k, s, poisson(s)), any = system(k, s, flow(s)), indefinite = system(k, s, saddle(s));
  for (const method of ["cg", "fcg", "minres", "bicgstab", "gmres", "fgmres", "idrs", "lsqr", "lsmr", "cholesky", "ldl", "lu", "qr", "sor", "ssor"] as Method[]) {
    const info = solved(k, "poisson", spd, { method, maxIterations: 20000 });
    equal(info.method, method, "method");
    equal(info.reason, "rtol", "reason");
  }
  for (const method of ["bicgstab", "gmres", "fgmres", "idrs", "lsqr", "lu", "qr", "sor"] as Method[]) solved(k, "flow", any, { method, maxIterations: 20000 });
  for (const method of ["minres", "gmres", "ldl", "lu", "lsmr"] as Method[]) solved(k, "saddle", indefinite, { method, maxIterations: 20000 });
  const info = solved(k, "saddle", indefinite, { method: "cg" }, false);
  equal(info.reason, "indefinite-matrix", "reason");
}

function preconditioners(k: Kernels, s: Scope): void {
  const spd = system(k, s, poisson(s)), any = system(k, s, flow(s));
  const plain = solved(k, "poisson", spd, { method: "cg", precond: "none" }).iterations;
  for (const precond of ["jacobi", "ssor", "ic0", "dic", "mic0", "ilu0", "ilut", "chebyshev", "polynomial", "spai0", "amg"] as PrecondKind[]) {
    const info = solved(k, "poisson", spd, { method: precond === "ilut" ? "fcg" : "cg", precond });
    equal(info.precond, precond, "precond");
    ok(info.iterations <= plain + 1, `${precond} takes ${info.iterations} iterations, none ${plain}`);
  }
  for (const precond of ["jacobi", "ilu0", "ilut", "spai0"] as PrecondKind[]) for (const method of ["bicgstab", "gmres", "fgmres", "idrs"] as Method[]) solved(k, "flow", any, { method, precond });
  const kept = k.sparse.precond(spd.A, "ic0"), factor = k.sparse.factor(spd.A, "cholesky");
  ok(solved(k, "poisson", spd, { method: "cg", precond: kept }).iterations < plain, "a handle");
  ok(solved(k, "poisson", spd, { method: "gmres", precond: factor }).iterations <= 3, "a factorization");
  kept.free();
  factor.free();
  let calls = 0;
  const own = (z: Vector<"f64">, r: Vector<"f64">): void => {
    calls++;
    k.vector("f64", 200_000).free(); // memory may grow in here
    z.set(r.copy().map((v) => v / 4));
  };
  const info = solved(k, "poisson", spd, { precond: own });
  equal(info.method, "fcg", "method");
  ok(calls >= info.iterations, "calls");
}

function choices(k: Kernels, s: Scope): void {
  const auto = (name: string, A: Csr<"f64">, method: string): void => equal(solved(k, name, system(k, s, A), {}).method, method, `method for ${name}`);
  auto("poisson", poisson(s), "cholesky");
  auto("flow", flow(s), "lu");
  auto("saddle", saddle(s), "lu");
  auto("triangle", s.csr("f64", 3, 3, { row: [0, 1, 1, 2], col: [0, 0, 1, 2], values: [1, 2, 3, 4] }), "triangular");
  auto("zero diagonal", s.csr("f64", 2, 2, { row: [0, 1], col: [1, 0], values: [1, 2] }), "lu");
  auto("tall", s.csr("f64", 3, 2, { row: [0, 1, 2, 2], col: [0, 1, 0, 1], values: [1, 2, 3, 4] }), "qr");
  auto("large", poisson(s, 330), "cg");
  const trap = system(k, s, s.csr("f64", 2, 2, { row: [0, 0, 1, 1], col: [0, 1, 0, 1], values: [1, 3, 3, 1] }));
  match(solved(k, "not definite", trap, {}).why, /cholesky failed \(not-spd\)/, "why");
  const empty = k.sparse.solve(s.vector("f64", 0), s.csr("f64", 0, 0, { row: [], col: [], values: [] }), s.vector("f64", 0));
  equal(empty.converged, true, "n = 0");
  const singular = s.csr("f64", 3, 3, { row: [0, 1, 0, 1], col: [0, 1, 1, 0], values: [1, 1, 1, 1] }), x = s.vector("f64", 3);
  equal(k.sparse.solve(x, singular, s.vector("f64", [2, 2, 0])).converged, true, "singular, consistent");
  const info = k.sparse.solve(x, singular, s.vector("f64", [2, 2, 1]));
  equal(info.converged, false, "singular, inconsistent");
  ok(x.view.every(Number.isFinite), "finite");
}

function reports(k: Kernels, s: Scope): void {
  const p = system(k, s, poisson(s)), { A, x, b } = p;
  const heard: number[] = [], info = solved(k, "poisson", p, { method: "cg", history: true, precond: "jacobi", monitor: (i, r) => { heard.push(r); equal(i, heard.length, "iteration"); } });
  same(info.history!, heard, "history");
  equal(info.history!.length, info.iterations, "length of the history");
  ok(info.conditionEstimate! > 100 && info.conditionEstimate! < 300, `condition ${info.conditionEstimate}`);
  const short = solved(k, "poisson", p, { method: "cg", monitor: (i) => i < 5 }, false);
  equal(short.reason, "aborted", "reason");
  equal(short.iterations, 5, "iterations");
  ok(short.relativeResidual < 1, "x is what was reached");
  equal(solved(k, "poisson", p, { method: "cg", maxIterations: 3 }, false).reason, "max-iterations", "reason");
  equal(k.sparse.solve(x, A, b, { method: "cg", timeLimitMs: 0 }).converged, false, "time limit");
  const gone = new AbortController();
  gone.abort();
  equal(k.sparse.solve(x, A, b, { signal: gone.signal }).reason, "aborted", "signal");
  const loose = k.sparse.solve(x, A, b, { method: "cg", rtol: 0, atol: 1e-3 * k.dense.nrm2(b) });
  ok(loose.reason === "atol" && p.residual() <= 1.001e-3, `atol: ${loose.reason}`);
  solved(k, "poisson", p, { method: "cg" });
  const again = solved(k, "poisson", p, { method: "cg", x0: true });
  equal(again.iterations, 0, "iterations from the answer");
  const never = k.sparse.solve(x, A, b, { method: "cg", rtol: 1e-19 });
  ok(!never.converged && never.relativeResidual < 1e-12, `rtol 1e-19: ${never.reason} ${never.relativeResidual}`);
  const nought = k.sparse.solve(x, A, s.vector("f64", A.rows), { method: "gmres" });
  equal(nought.reason, "zero-rhs", "reason");
  ok(x.view.every((v) => v === 0), "x = 0");
}

function stepwise(k: Kernels, s: Scope): void {
  const p = system(k, s, poisson(s)), { used, handles } = k.memory();
  const run = k.sparse.steps(p.x, p.A, p.b, { method: "cg", precond: "jacobi" });
  let count = 0, step = run.next();
  for (; step.done !== true; step = run.next()) { count++; k.vector("f64", 1000).free(); }
  equal(step.value.converged, true, "converged");
  equal(step.value.iterations, count, "iterations");
  p.x.set(new Float64Array(p.A.cols));
  let seen = 0;
  for (const r of k.sparse.steps(p.x, p.A, p.b, { method: "gmres" })) { ok(r >= 0, "residual"); if (++seen === 20) break; }
  ok(p.residual() < 0.9, `left early at ${p.residual()}`);
  ok(k.memory().used <= used + 2 ** 20 && k.memory().handles === handles, "memory");
  throws(() => k.sparse.steps(p.x, p.A, p.b, { rtol: -1 }), { code: "option", op: "sparse.steps", arg: "rtol" }, "checked at once");
}

function operators(k: Kernels, s: Scope): void {
  const p = system(k, s, poisson(s)), { A, x, b, residual } = p, n = A.rows;
  let kept: Vector<"f64"> | undefined;
  const operator = { rows: n, cols: n, apply: (y: Vector<"f64">, v: Vector<"f64">): void => { kept = v; k.sparse.spmv(y, A, v); } };
  for (const method of ["auto", "cg", "minres", "bicgstab", "idrs"] as const) {
    const info = k.sparse.solve(x, operator, b, { method });
    ok(info.converged && residual() <= 1.001e-8, `${method}: ${info.reason}`);
  }
  equal(kept!.freed, true, "vectors die with the solve");
  throws(() => k.sparse.solve(x, operator, b, { method: "lsqr" }), { code: "option" }, "no transpose");
  const both = { ...operator, applyTranspose: operator.apply };
  ok(k.sparse.solve(x, both, b, { method: "lsqr", maxIterations: 20000 }).converged, "lsqr");
  throws(() => k.sparse.solve(x, operator, b, { precond: "ilu0" }), { code: "option", arg: "precond" }, "precond of an operator");
  throws(() => k.sparse.solve(x, operator, b, { method: "lu" }), { code: "shape", arg: "A" }, "lu of an operator");
  const { used, handles } = k.memory();
  const boom = { rows: n, cols: n, apply: (): void => { throw new TypeError("mine"); } };
  try { k.sparse.solve(x, boom, b); fail("no error"); } catch (e) { equal((e as Error).message, "mine", "passes through"); }
  ok(k.memory().used <= used + 65536 && k.memory().handles === handles, "memory");
}

function columns(k: Kernels, s: Scope): void {
  const A = poisson(s, 12), n = A.rows, right = Float64Array.from({ length: 5 * n }, (_, i) => (i % 5 === 3 ? 0 : ((i * 7919) % 101) - 50));
  const B = s.matrix("f64", n, 5, right), whole = s.matrix("f64", n, 8), X = whole.sub(0, 2, n, 5);
  for (const o of [{}, { method: "cg", precond: "jacobi" }, { method: "cg", precond: "amg" }, { method: "lu" }, { method: "gmres" }] as SolveOptions[]) {
    whole.set(new Float64Array(8 * n).fill(7));
    const info = k.sparse.solve(X, A, B, o);
    ok(info.converged, `${JSON.stringify(o)}: ${info.reason}`);
    const R = k.sparse.spmm(s.matrix("f64", n, 5, right), A, X, { alpha: -1, beta: 1 }).copy();
    for (let j = 0; j < 5; j++) {
      const norm = (v: Float64Array): number => Math.sqrt(v.reduce((sum, e, i) => (i % 5 === j ? sum + e * e : sum), 0));
      ok(norm(R) <= 1.001e-8 * norm(right) + 1e-300, `${JSON.stringify(o)}: column ${j} is off by ${norm(R)}`);
    }
    ok(whole.copy().every((v, i) => (i % 8 >= 2 && i % 8 < 7) || v === 7), "outside X");
  }
}

function refusals(k: Kernels, s: Scope): void {
  const A = poisson(s, 3), x = s.vector("f64", 9), b = s.vector("f64", 9), other = loadSync();
  // Types forbid what we try.
  type Any = any; // eslint-disable-line
  const refuse = (code: string, arg: string, o: Any, X: Any = x, M: Any = A, B: Any = b): void => {
    throws(() => k.sparse.solve(X, M, B, o), { code, op: "sparse.solve", arg }, `${arg} ${Object.entries(o).map(String).join()}`);
  };
  refuse("option", "tolerance", { tolerance: 1 });
  for (const key of ["rtol", "atol", "timeLimitMs"]) { refuse("option", key, { [key]: -1 }); refuse("option", key, { [key]: NaN }); refuse("option", key, { [key]: "1" }); }
  for (const [key, bad] of [["method", "conjugate"], ["precond", "ilu"], ["maxIterations", -1], ["maxIterations", 0.5], ["restart", 0], ["x0", 1], ["history", "yes"], ["monitor", 3], ["signal", {}], ["omega", 2], ["omega", 0]] as const) refuse("option", key, { [key]: bad });
  refuse("option", "precond", { method: "lu", precond: "jacobi" });
  refuse("option", "precond", { method: "lsqr", precond: "jacobi" });
  refuse("option", "x0", { method: "cholesky", x0: true });
  refuse("option", "restart", { method: "cg", restart: 5 });
  refuse("option", "omega", { method: "cg", omega: 1.5 });
  refuse("shape", "x", {}, s.vector("f64", 8));
  refuse("shape", "b", {}, x, A, s.vector("f64", 8));
  refuse("shape", "x", {}, s.matrix("f64", 9, 1));
  refuse("shape", "x", {}, s.matrix("f64", 9, 2), A, s.matrix("f64", 9, 3));
  refuse("dtype", "x", {}, s.vector("f32", 9));
  refuse("dtype", "b", {}, x, A, [1, 2, 3]);
  refuse("dtype", "A", {}, x, { rows: 9, cols: 9 });
  refuse("dtype", "A", {}, x, s.csr("f32", 9, 9, { row: [0], col: [0], values: [1] }));
  refuse("shape", "A", {}, x, { rows: -1, cols: 9, apply: () => {} });
  refuse("alias", "x", {}, x, A, x);
  refuse("not-finite", "b", {}, x, A, s.vector("f64", [1, 2, 3, 4, NaN, 6, 7, 8, 9]));
  refuse("shape", "A", { method: "cg" }, s.vector("f64", 2), s.csr("f64", 9, 2, { row: [0], col: [0], values: [1] }));
  refuse("foreign", "A", {}, x, other.csr("f64", 9, 9, poisson2d(3)));
  refuse("foreign", "x", {}, other.vector("f64", 9));
  const dead = k.sparse.precond(A, "jacobi");
  dead.free();
  refuse("freed", "precond", { precond: dead });
  const small = k.sparse.precond(poisson(s, 2), "jacobi");
  refuse("option", "precond", { precond: small });
  small.free();
  throws(() => k.sparse.solve(x, s.csr("f64", 9, 9, { row: [0], col: [0], values: [1] }), b, { method: "lu" }), { code: "singular" }, "singular by name");
  throws(() => k.sparse.solve(x, saddle(s, 9), b, { method: "cholesky" }), { code: "not-spd" }, "not definite by name");
  other.free();
}

/** What a hostile reader found once. */
function regressions(k: Kernels, s: Scope): void {
  const pair = (values: readonly number[]): Csr<"f64"> => s.csr("f64", 2, 2, { row: [0, 0, 1, 1], col: [0, 1, 0, 1], values });
  const x = s.vector("f64", 2), f = k.sparse.factor(pair([4, 1, 1, 3]), "lu");
  f.refactor(pair([4, -20, 1, 3])).solve(x, s.vector("f64", [-16, 4]));
  ok(Math.abs(x.view[0]! - 1) < 1e-14 && Math.abs(f.logDet().log - Math.log(32)) < 1e-14, "lu refactored with values that are not symmetric");
  f.free();
  const c = k.sparse.factor(pair([4, 1, 1, 3]), "cholesky");
  throws(() => c.refactor(pair([4, -20, 1, 3])), { code: "option", arg: "A" }, "cholesky refactored so");
  c.solve(x, s.vector("f64", [5, 4]));
  ok(Math.abs(x.view[0]! - 1) < 1e-14, "and the old factors are there still");
  c.free();
  const column = (v: number): Csr<"f64"> => s.csr("f64", 3, 1, { row: [0, 1, 2], col: [0, 0, 0], values: [v, v, v] }), one = s.vector("f64", 1);
  for (const tiny of [1e-200, 1e-170]) {
    const info = k.sparse.solve(one, column(tiny), s.vector("f64", [tiny, 2 * tiny, 3 * tiny]), { method: "lsqr" });
    ok(!info.converged || Math.abs(one.view[0]! - 2) < 1e-6, `least squares at ${tiny}: ${one.view[0]}`);
  }
  equal(k.sparse.solve(x, pair([1, 1e-3, 1e-3, 1]), s.vector("f64", [1.7e308, 1.7e308]), { method: "cg" }).converged, false, "a norm that overflows");
  x.set([7, 7]);
  const half = s.csr("f64", 2, 2, { row: [0], col: [0], values: [1] });
  equal(k.sparse.solve(x, half, s.vector("f64", [1, 0])).converged, true, "singular, triangular, consistent");
  const A = poisson(s), n = A.rows, b = s.vector("f64", new Float64Array(n).fill(1)), X = s.vector("f64", n), mine = new RangeError("mine");
  for (const gone of ["A", "b"] as const) {
    const M = poisson(s), right = s.vector("f64", b.copy()), run = k.sparse.steps(X, M, right, { method: "gmres", precond: "none" });
    run.next();
    (gone === "A" ? M : right).free();
    throws(() => run.next(), { code: "freed", arg: gone }, `${gone} freed between steps`);
  }
  const operator = { rows: n, cols: n, apply: (y: Vector<"f64">, v: Vector<"f64">): void => { k.sparse.spmv(y, A, v); } };
  throws(() => k.sparse.solve(X, operator, b, { monitor: () => { k.sparse.norm(A, "2" as never); } }), { code: "option", op: "sparse.norm" }, "an error of the monitor");
  X.set(new Float64Array(n).fill(3));
  try { k.sparse.solve(X, A, b, { method: "cg", x0: true, monitor: () => { throw mine; } }); fail("no error"); } catch (e) { equal(e, mine, "passes through"); }
  ok(X.view.every((v) => v === 3), "x is as it was");
  let calls = 0;
  const B = s.matrix("f64", n, 3, new Float64Array(3 * n).fill(1)), Y = s.matrix("f64", n, 3);
  equal(k.sparse.solve(Y, A, B, { method: "gmres", precond: "none", monitor: () => ++calls < 2 }).reason, "aborted", "reason");
  equal(calls, 2, "calls of the monitor after it said stop");
}

export const suite: Suite = {
  name: "sparse.solve",
  cases: flavours().flatMap((variant) => Object.entries({ methods, preconditioners, choices, reports, stepwise, operators, columns, refusals, regressions })
    .map(([name, job]) => test(`${variant} ${name}`, () => withKernels(variant, job)))),
};
