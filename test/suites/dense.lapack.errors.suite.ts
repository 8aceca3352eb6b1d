// What the factorizations and solves refuse, and how their results live and end.
import { CapacityError, NonFiniteError, NotPositiveDefiniteError, SingularMatrixError, loadSync, type ErrorCode, type Kernels, type Scope } from "lanewise";
import { frozen } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { equal, ok, same, throws } from "./assert.js";
import { kernels } from "./instance.js";
import { type Case, type Suite, test } from "./suite.js";

const NAMES = ["cholesky", "lu", "qr", "triangularSolve", "solve", "lstsq", "inverse"] as const;
type Name = (typeof NAMES)[number];

/** Calls by name with any arguments: types forbid what we try. */
function call(k: Kernels, name: Name): (...args: readonly unknown[]) => unknown {
  return loose((k.dense[name] as (...args: never[]) => unknown).bind(k.dense));
}

interface Wrong { readonly code: ErrorCode; readonly arg?: string; readonly message?: string | RegExp; readonly base?: new (...args: never[]) => Error }

/** The call throws as said and holds no memory afterwards. */
function refuses(k: Kernels, name: Name, want: Wrong, ...args: readonly unknown[]): Error {
  const { used, handles } = k.memory();
  const error = throws(() => call(k, name)(...args), { op: `dense.${name}`, ...want }, name);
  equal(k.memory().used, used, `${name}: memory().used`);
  equal(k.memory().handles, handles, `${name}: memory().handles`);
  return error;
}

function shapes(k: Kernels, s: Scope): void {
  const m = (rows: number, cols: number) => s.matrix("f64", rows, cols);
  refuses(k, "cholesky", { code: "shape", arg: "A", message: "dense.cholesky: A.cols is 4, expected 3 (A is 3×4 and must be square)", base: RangeError }, m(3, 4));
  refuses(k, "lu", { code: "shape", arg: "A" }, m(4, 3));
  refuses(k, "solve", { code: "shape", arg: "A" }, m(3, 1), m(4, 3), m(4, 1));
  refuses(k, "solve", { code: "shape", arg: "B", message: "dense.solve: B.rows is 2, expected 3 (A is 3×3)" }, m(3, 1), m(3, 3), m(2, 1));
  refuses(k, "solve", { code: "shape", arg: "X" }, m(3, 2), m(3, 3), m(3, 1));
  refuses(k, "lstsq", { code: "shape", arg: "A", message: "dense.lstsq: A is 3×4, expected at least as many rows as columns" }, m(4, 1), m(3, 4), m(3, 1));
  refuses(k, "lstsq", { code: "shape", arg: "X" }, m(5, 1), m(5, 3), m(5, 1));
  refuses(k, "inverse", { code: "shape", arg: "X" }, m(3, 4), m(3, 3));
  refuses(k, "triangularSolve", { code: "shape", arg: "T", message: 'dense.triangularSolve: T.rows is 3, expected 2 (B is 2×5, side="left")' }, m(2, 5), m(3, 3), { uplo: "lower" });
  refuses(k, "triangularSolve", { code: "shape", arg: "T" }, m(2, 5), m(5, 4), { uplo: "lower", side: "right" });
}

function operands(k: Kernels, s: Scope): void {
  const A = s.matrix("f64", 3, 3, [4, 1, 0, 1, 4, 1, 0, 1, 4]), B = s.matrix("f64", 3, 2), X = s.matrix("f64", 3, 2);
  for (const name of ["cholesky", "lu", "qr"] as const) {
    refuses(k, name, { code: "dtype", arg: "A", base: TypeError }, s.matrix("i32", 3, 3));
    refuses(k, name, { code: "dtype", arg: "A" }, s.vector("f64", 9));
    refuses(k, name, { code: "dtype", arg: "A" }, undefined);
  }
  refuses(k, "solve", { code: "dtype", arg: "B" }, X, A, s.matrix("f32", 3, 2));
  refuses(k, "solve", { code: "dtype", arg: "X" }, s.matrix("f32", 3, 2), A, B);
  refuses(k, "solve", { code: "alias", arg: "X" }, B, A, B);
  refuses(k, "lstsq", { code: "alias", arg: "X" }, A.sub(0, 0, 3, 2), A, B);
  refuses(k, "inverse", { code: "alias", arg: "X", message: "dense.inverse: X overlaps A, expected separate memory" }, A, A);
  refuses(k, "triangularSolve", { code: "alias", arg: "B" }, A, A, { uplo: "lower" });
  refuses(k, "triangularSolve", { code: "option", arg: "uplo" }, B, A);
  refuses(k, "triangularSolve", { code: "option", arg: "uplo" }, B, A, { side: "left" });
  refuses(k, "triangularSolve", { code: "option", arg: "uplo" }, B, A, { uplo: "L" });
  refuses(k, "triangularSolve", { code: "option", arg: "diag" }, B, A, { uplo: "lower", diag: "unit" });
  refuses(k, "triangularSolve", { code: "option", arg: "alpha" }, B, A, { uplo: "lower", alpha: "1" });
  refuses(k, "triangularSolve", { code: "option", arg: "unit" }, B, A, { uplo: "lower", unit: 1 });
  const gone = s.matrix("f64", 3, 3);
  gone.free();
  refuses(k, "cholesky", { code: "freed", arg: "A", base: ReferenceError }, gone);
  refuses(k, "inverse", { code: "freed", arg: "X" }, gone, A);
  const other = loadSync();
  refuses(k, "qr", { code: "foreign", arg: "A" }, other.matrix("f64", 3, 3));
  refuses(k, "solve", { code: "foreign", arg: "B" }, X, A, other.matrix("f64", 3, 2));
  other.free();
}

/** Errors that the numbers decide, with operands and X as they were. */
function numbers(k: Kernels, s: Scope): void {
  const spoilt = (i: number, j: number, value: number) => s.matrix("f32", 3, 3, [4, 1, 0, 1, 4, 1, 0, 1, 4].map((x, at) => (at === i * 3 + j ? value : x)));
  const B = s.matrix("f32", 3, 2, [1, 2, 3, 4, 5, 6]), X = s.matrix("f32", 3, 2, [9, 9, 9, 9, 9, 9]);
  const watch = frozen("X", X);
  for (const name of ["cholesky", "lu", "qr"] as const) {
    const e = refuses(k, name, { code: "not-finite", arg: "A", message: `dense.${name}: A(1, 0) is NaN, expected finite numbers` }, spoilt(1, 0, NaN));
    ok(e instanceof NonFiniteError && e.position === 3, `${name}: position`);
  }
  k.dense.cholesky(spoilt(0, 1, NaN)).free();
  const notB = s.matrix("f32", 3, 2, [1, 2, 3, 4, -Infinity, 6]);
  const e = refuses(k, "solve", { code: "not-finite", arg: "B", message: "dense.solve: B(2, 0) is -Infinity, expected finite numbers" }, X, spoilt(0, 0, 4), notB);
  ok(e instanceof NonFiniteError && e.position === 4, "solve: position");
  refuses(k, "lstsq", { code: "not-finite", arg: "A" }, X, spoilt(2, 2, Infinity), B);

  const pivot = refuses(k, "cholesky", { code: "not-spd", arg: "A", message: "dense.cholesky: pivot 1 is not positive, expected a positive definite A" }, spoilt(1, 1, 0.25));
  ok(pivot instanceof NotPositiveDefiniteError && pivot.pivot === 1, "cholesky: pivot");
  const flat = s.matrix("f32", 3, 3, [1, 2, 3, 2, 4, 6, 1, 1, 1]), zero = s.matrix("f32", 3, 3, [1, 0, 2, 3, 0, 4, 5, 0, 6]);
  for (const [name, args] of [["lu", [zero]], ["solve", [X, zero, B]], ["lstsq", [X, zero, B]], ["inverse", [s.matrix("f32", 3, 3), zero]]] as const) {
    const error = refuses(k, name, { code: "singular", arg: "A" }, ...args);
    ok(error instanceof SingularMatrixError && error.column === 1, `${name}: column`);
  }
  refuses(k, "lu", { code: "singular", message: "dense.lu: the pivot of column 2 is 0, expected a regular A" }, flat);
  const T = s.matrix("f32", 3, 3, [1, 0, 0, 1, 1, 0, 1, 1, 0]);
  const onT = refuses(k, "triangularSolve", { code: "singular", arg: "T", message: "dense.triangularSolve: T(2, 2) is 0, expected a diagonal without zeros" }, X, T, { uplo: "lower" });
  ok(onT instanceof SingularMatrixError && onT.column === 2, "triangularSolve: column");
  watch();
  k.dense.triangularSolve(X, T, { uplo: "lower", unit: true });
  same(k.dense.triangularSolve(X, T, { uplo: "lower", alpha: 0 }).copy(), [0, 0, 0, 0, 0, 0], "α = 0");
}

/** One handle each; parts are windows on it; free is idempotent and ends everything. */
function lives(k: Kernels, s: Scope): void {
  const A = s.matrix("f64", 3, 3, [4, 1, 0, 1, 4, 1, 0, 1, 4]), B = s.matrix("f64", 3, 1, [1, 2, 3]);
  const { used, handles } = k.memory();
  const c = k.dense.cholesky(A), l = k.dense.lu(A), q = k.dense.qr(A);
  equal(k.memory().handles, handles + 3, "three results, handles");
  equal(k.memory().used, used + c.bytes + l.bytes + q.bytes, "memory().used");
  same([String(c), String(l), String(q)], ["CholeskyResult<f64> 3×3", "LuResult<f64> 3×3", "QrResult<f64> 3×3"], "toString");
  c.l.free();
  l.pivots.free();
  q.tau.free();
  ok(!c.freed && !c.l.freed && !l.pivots.freed && !q.tau.freed, "freeing a part does nothing");
  const X = c.solve(B);
  equal(k.memory().handles, handles + 4, "solve makes a handle");
  X.free();
  throws(() => q.applyQ(q.qr), { code: "alias", op: "qr.applyQ", arg: "C" });
  throws(() => (q.applyQ as (c: unknown, o: unknown) => unknown)(B, { transpose: true }), { code: "option", op: "qr.applyQ", arg: "transpose" });
  throws(() => q.applyQ(s.matrix("f64", 4, 1)), { code: "shape", op: "qr.applyQ", arg: "C" });
  throws(() => c.solve(s.matrix("f64", 2, 1)), { code: "shape", op: "cholesky.solve", arg: "B", message: "cholesky.solve: B.rows is 2, expected 3 (l is 3×3)" });
  throws(() => l.solve(s.matrix("f64", 3, 1, [1, NaN, 2])), { code: "not-finite", op: "lu.solve", arg: "B" });
  const wide = k.dense.qr(s.matrix("f64", 2, 3, [1, 2, 3, 4, 5, 6])), flat = k.dense.qr(s.matrix("f64", 3, 2, [1, 2, 1, 2, 1, 2]));
  throws(() => wide.solve(s.matrix("f64", 2, 1)), { code: "shape", op: "qr.solve", arg: "qr" });
  throws(() => flat.solve(B), { code: "singular", op: "qr.solve", message: "qr.solve: column 1 of A depends on the columns before it, expected full rank" });
  wide.free();
  flat[Symbol.dispose]();
  const before = k.memory(), held = c.bytes + l.bytes + q.bytes;
  for (const r of [c, l, q]) { r.free(); r.free(); }
  equal(k.memory().handles, before.handles - 3, "handles after free");
  equal(k.memory().used, before.used - held, "used after free");
  same([c.freed, c.l.freed, l.lu.freed, l.pivots.freed, q.qr.freed, q.tau.freed], [true, true, true, true, true, true], "freed");
  equal(String(c), "CholeskyResult<f64> 3×3 (freed)", "toString");
  for (const use of [() => c.solve(B), () => c.logDet(), () => l.solve(B), () => l.rcond, () => l.det(), () => q.solve(B), () => q.applyQ(B), () => c.l.copy(), () => l.pivots.view, () => q.tau.view]) {
    throws(use, { code: "freed", base: ReferenceError }, "use after free");
  }
}

const jobs = { "shapes that do not fit": shapes, "operands and options": operands, "what the numbers decide": numbers, "results and their parts": lives };

/** Memory runs out in the middle: CapacityError, everything still usable, nothing held. */
const capacity: Case = kernels("out of memory leaves everything usable", (k) => {
  const n = 250, A = k.matrix("f64", n, n), X = k.matrix("f64", n, n);
  for (let i = 0; i < n; i++) A.view[i * n + i] = 2;
  const rest: { free(): void }[] = [];
  try { for (;;) rest.push(k.matrix("f64", 10, 1000)); } catch (e) { ok(e instanceof CapacityError, "filled up"); }
  const { used, handles } = k.memory();
  for (const run of [() => k.dense.cholesky(A), () => k.dense.lu(A), () => k.dense.qr(A), () => k.dense.inverse(X, A), () => k.dense.solve(X, A, A.sub(0, 0, n, n))]) {
    throws(run, { code: "capacity" }, "without memory");
    equal(k.memory().used, used, "memory().used");
    equal(k.memory().handles, handles, "memory().handles");
  }
  for (const r of rest) r.free();
  const f = k.dense.lu(A);
  equal(f.det().sign, 1, "det");
  f.free();
}, { max: 6 << 20 });

const cases: readonly Case[] = [...flavours().flatMap((variant) => Object.entries(jobs).map(([name, job]) => test(`${variant} ${name}`, () => withKernels(variant, job)))), capacity];

export const suite: Suite = { name: "dense.lapack.errors", cases };
