// Sketched least squares against QR, what it says of itself, and what this part of the family refuses.
import { type ErrorCode, type Kernels, type Matrix, NonFiniteError, type Scope, SingularMatrixError, type Vector, loadSync } from "lanewise";
import { frozen, guarded } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { leastSquares, norm } from "../helpers/wht.sketch.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

interface Case { readonly A: Matrix<"f64">; readonly b: Vector<"f64">; readonly x: Float64Array; readonly least: number; residual(x: ArrayLike<number>): number }

function problem(k: Kernels, s: Scope, n: number, d: number, condition: number, noise: number): Case {
  const { a, b: right } = leastSquares(n, d, condition, noise, n + d);
  const A = s.matrix("f64", n, d, a), b = s.vector("f64", right);
  const x = k.dense.lstsq(s.matrix("f64", d, 1), A, s.matrix("f64", n, 1, right)).copy();
  const residual = (v: ArrayLike<number>): number => k.scope((t) => k.dense.nrm2(k.dense.gemv(t.vector("f64", right), A, t.vector("f64", v), { alpha: -1, beta: 1 })));
  return { A, b, x, least: residual(x), residual };
}

const apart = (x: Float64Array, y: Float64Array): number => norm(x.map((v, i) => v - y[i]!)) / norm(y);

function answers(k: Kernels, s: Scope): void {
  for (const [n, d, sketch] of [[1, 1, undefined], [5, 5, undefined], [9, 2, 16], [40, 3, undefined], [300, 7, 40], [1030, 20, undefined], [2049, 33, 264]] as const) {
    const { A, b, x } = problem(k, s, n, d, 1, 0.3);
    const frame = guarded(s, "f64", n, d, A.copy()), unchanged = [frozen("A", A), frozen("b", b)];
    const { used, handles } = k.memory();
    const { x: got, info } = k.wht.lstsqPrecond(frame.matrix, b, { seed: 4, ...(sketch !== undefined && { sketch }) });
    ok(info.converged && info.reason === "rtol", `${n}×${d}: ${info.reason}`);
    ok(apart(got, x) < 1e-12 * (n === d ? 1e3 : 1), `${n}×${d}: x is ${apart(got, x)} from QR's`);
    equal(k.memory().used, used, "memory().used");
    equal(k.memory().handles, handles, "memory().handles");
    same(k.wht.lstsqPrecond(A, b, { seed: 4, ...(sketch !== undefined && { sketch }) }).x, got, "again, through another stride");
    frame.verify();
    for (const check of unchanged) check();
  }
}

function ratios(k: Kernels, s: Scope): void {
  const { A, b, least, residual } = problem(k, s, 4096, 16, 1, 1);
  const before = k.memory();
  for (const [factor, bar] of [[4, 1.4], [8, 1.2], [32, 1.05], [256, 1 + 1e-12]] as const) {
    const ratio = residual(k.wht.lstsqSketch(A, b, { sketch: 16 * factor, seed: 2 })) / least;
    ok(ratio >= 1 - 1e-12 && ratio <= bar, `sketch of ${factor}d: residual ${ratio} of the least`);
  }
  same(k.wht.lstsqSketch(A, b), k.wht.lstsqSketch(A, b, { sketch: 64, seed: 0 }), "defaults");
  equal(k.memory().used, before.used, "memory().used");
  equal(k.memory().handles, before.handles, "memory().handles");
}

function reports(k: Kernels, s: Scope): void {
  const { A, b, least, x } = problem(k, s, 1500, 12, 1, 0.5);
  const { info } = k.wht.lstsqPrecond(A, b);
  ok(Math.abs(info.residualNorm / least - 1) < 1e-12, "residualNorm");
  ok(Math.abs(info.relativeResidual - least / norm(b.view)) < 1e-12, "relativeResidual");
  equal(info.method, "lsqr");
  equal(info.precond, "srht-qr");
  equal(info.history?.length, info.iterations, "history.length");
  ok(info.matvecs >= 2 * info.iterations + 4 && info.setupMs >= 0 && info.solveMs >= 0 && info.why.length > 20, "counts, times and why");
  ok(info.conditionEstimate! >= 1 && info.conditionEstimate! < 100, `condition estimate ${info.conditionEstimate}`);
  const loose = k.wht.lstsqPrecond(A, b, { rtol: 1e-3 });
  ok(loose.info.converged && loose.info.iterations < info.iterations && apart(loose.x, x) < 1e-2, "a larger rtol stops earlier");
  const cut = k.wht.lstsqPrecond(A, b, { maxIterations: 2 });
  ok(!cut.info.converged && cut.info.reason === "max-iterations" && cut.info.iterations === 2, "maxIterations");
  const one = k.wht.lstsqPrecond(A, b, { sketch: 12, maxIterations: 1 });
  ok(!one.info.converged && one.info.reason === "max-iterations" && one.info.iterations === 1, "one iteration of a poor preconditioner");
  const zero = k.wht.lstsqPrecond(A, s.vector("f64", 1500));
  ok(zero.info.converged && zero.info.reason === "zero-rhs" && zero.x.every((v) => v === 0), "b = 0");
  equal(k.wht.lstsqPrecond(s.matrix("f64", 4, 0), s.vector("f64", [3, 0, 4, 0])).info.residualNorm, 5, "no columns");
  equal(k.wht.lstsqSketch(s.matrix("f64", 0, 0), s.vector("f64", 0)).length, 0, "nothing");
}

/** Scales that overflow a sum of squares, consistent and ill-conditioned problems. */
function hard(k: Kernels, s: Scope): void {
  const { A, b, x } = problem(k, s, 700, 10, 1, 0.4);
  for (const [p, q] of [[2 ** 700, 2 ** 900], [2 ** -700, 2 ** -1000], [2 ** 100, 2 ** -800]] as const) {
    const { x: got, info } = k.wht.lstsqPrecond(s.matrix("f64", 700, 10, A.copy().map((v) => v * p)), s.vector("f64", b.copy().map((v) => v * q)));
    ok(info.converged && apart(got.map((v) => v / q * p), x) < 1e-12, `A·${p}, b·${q}`);
  }
  const exact = problem(k, s, 900, 15, 1, 0);
  const solved = k.wht.lstsqPrecond(exact.A, exact.b);
  ok(solved.info.converged && solved.info.relativeResidual < 1e-14 && apart(solved.x, exact.x) < 1e-12, "a consistent system");
  for (const condition of [1e4, 1e7, 1e10]) {
    const c = problem(k, s, 1200, 12, condition, 1e-3);
    const { x: got, info } = k.wht.lstsqPrecond(c.A, c.b);
    ok(info.converged, `condition ${condition}: ${info.reason}`);
    ok(c.residual(got) <= c.least * (1 + 1e-10), `condition ${condition}: residual ${c.residual(got)}, QR ${c.least}`);
    const kappa = info.conditionEstimate!;
    ok(apart(got, c.x) < 100 * kappa * 2 ** -53 * (1 + kappa * c.least / norm(c.x) / 30), `condition ${condition}: x is ${apart(got, c.x)} from QR's, estimate ${kappa}`);
  }
}

/** Near the edge of full rank new signs and more rows are tried; the answer is still one of the best residual. */
function retries(k: Kernels, s: Scope): void {
  const n = 1200, d = 12, { a, b } = leastSquares(n, d, 1, 1, 3);
  for (let i = 0; i < n; i++) a[i * d + d - 1] = a[i * d]! + a[i * d + d - 1]! / 1e13;
  const { x, info } = k.wht.lstsqPrecond(s.matrix("f64", n, d, a), s.vector("f64", b));
  ok(info.converged && info.why.includes("384 of 1200 rows mixed (sketch 3)") && info.conditionEstimate! > 1e13, info.why);
  const without = k.wht.lstsqPrecond(s.matrix("f64", n, d, a).sub(0, 0, n, d - 1), s.vector("f64", b));
  ok(info.residualNorm <= without.info.residualNorm && x.length === d, "no worse than without the last column");
}

function refusals(k: Kernels, s: Scope): void {
  const A = s.matrix("f64", 6, 2, [1, 0, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5]), b = s.vector("f64", [1, 2, 3, 4, 5, 7]), X = s.matrix("f32", 3, 4), v = s.vector("f32", 8);
  const other = loadSync(), gone = s.matrix("f64", 6, 2);
  gone.free();
  const w = k.wht as unknown as Record<string, (...args: never[]) => unknown>;
  const cases: readonly (readonly [string, ErrorCode, string, readonly unknown[], RegExp?])[] = [
    ["randomized", "option", "dim", [36, { seed: 1 }], /12, 20, 28 or 40 times a power of two/], ["randomized", "option", "dim", [0, { seed: 1 }]], ["randomized", "option", "seed", [8, {}]], ["randomized", "option", "seed", [8]],
    ["randomized", "option", "seed", [8, { seed: 2 ** 53 }]], ["randomized", "option", "block", [96, { seed: 1, block: 48 }], /power of two/], ["randomized", "option", "block", [96, { seed: 1, block: 64 }], /divisor of dim/],
    ["randomized", "option", "rounds", [8, { seed: 1, rounds: 0 }]], ["randomized", "option", "blocks", [8, { seed: 1, blocks: 4 }]],
    ["srht", "option", "rows", [{ rows: 0, sketch: 1, seed: 1 }]], ["srht", "option", "sketch", [{ rows: 5, sketch: 9, seed: 1 }]], ["srht", "option", "seed", [{ rows: 5, sketch: 8 }]], ["srht", "option", "rows", []],
    ["lstsqSketch", "shape", "A", [s.matrix("f64", 2, 3), b]], ["lstsqSketch", "shape", "b", [A, s.vector("f64", 5)]], ["lstsqSketch", "dtype", "A", [X, b]], ["lstsqSketch", "dtype", "b", [A, v]],
    ["lstsqSketch", "option", "sketch", [A, b, { sketch: 1 }]], ["lstsqSketch", "option", "sketch", [A, b, { sketch: 9 }]], ["lstsqSketch", "option", "rtol", [A, b, { rtol: 1 }]], ["lstsqSketch", "freed", "A", [gone, b]],
    ["lstsqPrecond", "option", "rtol", [A, b, { rtol: 0 }]], ["lstsqPrecond", "option", "maxIterations", [A, b, { maxIterations: 1.5 }]], ["lstsqPrecond", "foreign", "b", [A, other.vector("f64", 6)]],
    ["sorf", "option", "features", [X, { features: 3, sigma: 1, seed: 1 }], /even/], ["sorf", "option", "sigma", [X, { features: 4, sigma: 0, seed: 1 }]], ["sorf", "option", "sigma", [X, { features: 4, seed: 1 }]], ["sorf", "dtype", "X", [A, { features: 4, sigma: 1, seed: 1 }]],
    ["simplexFeatures", "shape", "X", [s.matrix("f32", 2, 0), { features: 4, sigma: 1, seed: 1 }]], ["simplexFeatures", "option", "features", [X, { features: 0, sigma: 1, seed: 1 }]], ["simplexFeatures", "option", "gamma", [X, { features: 1, sigma: 1, seed: 1, gamma: 1 }]],
    ["dyadicConvolve", "shape", "x", [s.vector("f32", 6), s.vector("f32", 6), s.vector("f32", 6)]], ["dyadicConvolve", "shape", "y", [v, v, s.vector("f32", 4)]], ["dyadicConvolve", "dtype", "z", [b.sub(0, 4), s.vector("f32", 4), s.vector("f32", 4)]],
    ["dyadicConvolve", "alias", "z", [v.sub(0, 4), v.sub(2, 4), s.vector("f32", 4)]], ["dyadicConvolve", "alias", "z", [v.sub(0, 4), v.sub(0, 4), v.sub(1, 4)]],
  ];
  for (const [name, code, arg, args, message] of cases) {
    const { used, handles } = k.memory();
    throws(() => loose(w[name]!)(...args), { op: `wht.${name}`, code, arg, ...(message && { message }) }, `${name}(${args.length})`);
    equal(k.memory().used, used, `${name}: memory().used`);
    equal(k.memory().handles, handles, `${name}: memory().handles`);
  }
  throws(() => k.wht.randomized(4, { seed: 1 }).apply(X.sub(0, 0, 3, 3)), { op: "wht.randomized.apply", code: "shape", arg: "x" });
  throws(() => k.wht.randomized(4, { seed: 1 }).invert(v), { op: "wht.randomized.invert", code: "shape", arg: "x" });
  throws(() => k.wht.randomized(4, { seed: 1 }).apply(s.vector("i32", 4) as never), { op: "wht.randomized.apply", code: "dtype", arg: "x" });
  const S = k.wht.srht({ rows: 3, sketch: 2, seed: 1 });
  throws(() => S.apply(s.matrix("f32", 2, 3), X), { op: "wht.srht.apply", code: "shape", arg: "SA" });
  throws(() => S.apply(s.matrix("f32", 2, 4), X.sub(0, 0, 2, 4)), { op: "wht.srht.apply", code: "shape", arg: "A" });
  throws(() => S.apply(X.sub(0, 0, 2, 4), X), { op: "wht.srht.apply", code: "alias", arg: "SA" });
  other.free();
}

function numbers(k: Kernels, s: Scope): void {
  const a = new Float64Array(600).map((_, i) => Math.sin(i * i)), A = (f: (x: Float64Array) => void): Matrix<"f64"> => { const c = a.slice(); f(c); return s.matrix("f64", 200, 3, c); };
  const b = s.vector("f64", 200).set(a.subarray(0, 200));
  for (const name of ["lstsqSketch", "lstsqPrecond"] as const) {
    const { handles } = k.memory();
    const bad = throws(() => k.wht[name](A((c) => { c[7] = -Infinity; }), b), { op: `wht.${name}`, code: "not-finite", arg: "A", message: `wht.${name}: A(2, 1) is -Infinity, expected finite numbers` });
    ok(bad instanceof NonFiniteError && bad.position === 7, "position in A");
    const badB = throws(() => k.wht[name](A(() => {}), s.vector("f64", b.copy().fill(NaN, 9, 11))), { op: `wht.${name}`, code: "not-finite", arg: "b", message: `wht.${name}: b(9) is NaN, expected finite numbers` });
    ok(badB instanceof NonFiniteError && badB.position === 9, "position in b");
    const flat = throws(() => k.wht[name](A((c) => { for (let i = 0; i < 200; i++) c[3 * i + 2] = c[3 * i]! - 2 * c[3 * i + 1]!; }), b), { op: `wht.${name}`, code: "singular", arg: "A" });
    ok(flat instanceof SingularMatrixError && flat.column === 2, "column");
    equal(k.memory().handles, handles + 4, "handles: the operands");
  }
}

const jobs = { "reach QR": answers, "residuals of sketches": ratios, "reports": reports, "hard problems": hard, "retries": retries, "refusals": refusals, "what the numbers decide": numbers };

export const suite: Suite = {
  name: "wht.lstsq",
  cases: flavours().flatMap((variant) => Object.entries(jobs).map(([name, job]) => test(`${variant} ${name}`, () => withKernels(variant, job)))),
};
