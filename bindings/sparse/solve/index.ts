// solve and steps.
import * as check from "../../check.js";
import { FreedError, isKernelError, OptionError, ShapeError } from "../../errors.js";
import type { MatrixHandle } from "../../memory/matrix.js";
import type { VectorHandle } from "../../memory/vector.js";
import type { Matrix, SolveInfo, Vector } from "../../types.js";
import type { SparseContext } from "../context.js";
import { PrecondHandle } from "../handle.js";
import type { KrylovMethod } from "../krylov/index.js";
import type { ManyOutcome } from "../krylov/many.js";
import type { Csr, Operator, SolveOptions } from "../types.js";
import { ways, type Way } from "./choose.js";
import { direct } from "./direct.js";
import { type Attempt, type Clock, Course, drive, infoOf, type Ready, worst } from "./drive.js";
import { iterative } from "./krylov.js";
import { isDirect, settings, type Settings } from "./settings.js";
import { finite, owning, type System, systemOf } from "./system.js";

type Operand = VectorHandle<"f64"> | MatrixHandle<"f64">;

/** Columns of a vector or matrix, and the elements from one row to the next. */
const columns = (x: Operand): readonly [cols: number, stride: number] => (x.kind === "vector" ? [1, 1] : [x.cols, x.stride]);

interface Checked { readonly sys: System; readonly s: Settings; readonly x: Operand; readonly b: Operand }

function checked(ctx: SparseContext, op: string, X: unknown, A: unknown, B: unknown, o: SolveOptions | undefined): Checked {
  const known = systemOf(ctx, op, A);
  const sys: System = {
    ...known,
    alive(): void {
      known.alive();
      if (b.freed) throw new FreedError(op, "b", `b (${b.describe()}) was freed`);
      if (s.precond instanceof PrecondHandle) s.precond.alive(op, "precond");
    },
  };
  const x = check.array(op, "x", X, ctx.arena, ["f64"]), b = check.array(op, "b", B, ctx.arena, ["f64"]);
  if (x.kind !== b.kind) throw new ShapeError(op, "x", `x is a ${x.describe()}, b a ${b.describe()}, expected two vectors or two matrices`);
  const why = (): string => `A is ${sys.rows}×${sys.cols}`;
  const length = (v: Operand): number => (v.kind === "vector" ? v.length : v.rows);
  const field = x.kind === "vector" ? "length" : "rows";
  check.size(op, "x", field, length(x), sys.cols, why);
  check.size(op, "b", field, length(b), sys.rows, why);
  if (x.kind === "matrix") check.size(op, "x", "cols", x.cols, columns(b)[0], () => `b is ${b.describe()}`);
  check.disjoint(op, "x", x, "b", b);
  const s = settings(ctx, op, o);
  finite(ctx, op, "b", sys.rows, columns(b)[0], b.ptr, columns(b)[1]);
  if (s.x0) finite(ctx, op, "x", sys.cols, columns(x)[0], x.ptr, columns(x)[1]);
  const leastSquares = s.method === "lsqr" || s.method === "lsmr" || (s.method === "auto" && sys.rows !== sys.cols);
  if (leastSquares && s.precond !== "auto" && s.precond !== "none") throw new OptionError(op, "precond", `precond has no meaning for least squares (A is ${sys.rows}×${sys.cols})`);
  if (sys.A.applyTranspose === undefined && leastSquares) throw new OptionError(op, "A", `A is an operator without applyTranspose, expected one for ${s.method === "auto" ? "least squares" : `method "${s.method}"`}`);
  if (sys.rows !== sys.cols && !["auto", "lsqr", "lsmr", "qr"].includes(s.method)) throw new ShapeError(op, "A", `A is ${sys.rows}×${sys.cols}, expected a square matrix for method "${s.method}" (lsqr, lsmr and qr take any)`);
  return { sys, s, x, b };
}

/** The ways to try: those of "auto", or the one asked for. */
function wanted(sys: System, s: Settings): Way[] {
  const { method, precond, omega } = s;
  if (method === "auto") return ways(sys, s);
  const why = `method "${method}" was asked for`;
  if (!isDirect(method)) return [{ name: method, make: () => iterative(sys, method as KrylovMethod, precond, omega, why) }];
  if (sys.matrix === undefined) throw new ShapeError(sys.op, "A", `A is an operator, expected a matrix for method "${method}"`);
  return [{ name: method, make: () => direct(sys, method, why) }];
}

/** All columns at once by a form for that. What it reached is in X, and the columns are then checked, and finished, one by one. */
function* together(sys: System, ready: Ready, s: Settings, course: Course, X: Operand, B: Operand): Generator<number, number> {
  const { ctx, ctx: { raw }, op, rows, cols, A, matrix } = sys, [count, ldb] = columns(B), ldx = columns(X)[1];
  const targets = yield* owning(ctx, op, [8 * rows], function* (b): Generator<number, Float64Array> {
    return Float64Array.from({ length: count }, (_, j) => {
      raw.lacpy_f64(rows, 1, B.ptr + 8 * j, ldb, b!, 1);
      return Math.max(s.rtol * raw.nrm2_f64(rows, b!), s.atol);
    });
  });
  const maxIterations = s.maxIterations ?? Math.min(2 * rows, 20000);
  return yield* owning(ctx, op, [8 * cols * count], function* (x): Generator<number, number> {
    if (s.x0) raw.lacpy_f64(cols, count, X.ptr, ldx, x!, count); else raw.sparse_zero_f64(cols * count, x!);
    const steps = ready.many!({ ctx, op, A, matrix, columns: count, x: x!, ldx: count, b: B.ptr, ldb, targets, maxIterations });
    const { matvecs } = yield* course.follow<ManyOutcome>(steps, () => ({ columns: [], iterations: course.iterations, matvecs: course.iterations * count }));
    if (!X.freed) raw.lacpy_f64(cols, count, x!, count, X.ptr, ldx);
    return matvecs;
  });
}

/** Every column by one way. */
function* columnwise(sys: System, ready: Ready, s: Settings, clock: Clock, X: Operand, B: Operand): Generator<number, Attempt> {
  const { ctx, op, rows, cols } = sys;
  const [count, ldb] = columns(B), ldx = columns(X)[1], many = ready.many !== undefined && count > 1;
  const before = new Course(sys, s, clock);
  const matvecs = many ? yield* together(sys, ready, s, before, X, B) : 0;
  const one = many ? { ...s, x0: true, maxIterations: Math.max(0, (s.maxIterations ?? Math.min(2 * rows, 20000)) - before.iterations) } : s;
  return yield* owning(ctx, op, [8 * cols, 8 * rows, 8 * rows, 8 * cols], function* (x, b, r, g): Generator<number, Attempt> {
    let all: Attempt | undefined;
    for (let j = 0; j < count; j++) {
      ctx.raw.lacpy_f64(rows, 1, B.ptr + 8 * j, ldb, b!, 1);
      if (one.x0) ctx.raw.lacpy_f64(cols, 1, X.ptr + 8 * j, ldx, x!, 1);
      const course = new Course(sys, one, clock);
      course.stop = before.stop;
      let attempt: Attempt | undefined, threw = false;
      try {
        attempt = yield* drive(sys, ready, one, course, x!, b!, r!, g!);
      } catch (e) {
        threw = true;
        throw e;
      } finally {
        // Also what an abandoned generator has reached; not what a throw left behind.
        if (!X.freed && !threw) ctx.raw.lacpy_f64(cols, 1, x!, 1, X.ptr + 8 * j, ldx);
      }
      before.stop ??= course.stop;
      all = all === undefined ? attempt : worst(all, attempt);
    }
    if (all === undefined) return { reason: "zero-rhs", converged: true, iterations: 0, matvecs: 0, residualNorm: 0, relativeResidual: 0, condition: undefined, history: [] };
    return { ...all, iterations: all.iterations + before.iterations, matvecs: all.matvecs + matvecs, history: [...before.history, ...all.history] };
  });
}

function* run({ sys, s, x, b }: Checked): Generator<number, SolveInfo> {
  const started = performance.now();
  const clock: Clock = { started, limit: s.timeLimitMs };
  const tried: string[] = [];
  const list = wanted(sys, s);
  let setup = 0, best: SolveInfo | undefined;
  sys.alive();
  try {
    for (const [i, way] of list.entries()) {
      const from = performance.now();
      let ready: Ready | undefined, attempt: Attempt;
      try {
        ready = way.make();
        setup += performance.now() - from;
        attempt = yield* columnwise(sys, ready, s, clock, x, b);
      } catch (e) {
        // A factorization that does not exist, or does not fit, is no answer to "auto".
        if (sys.lender.thrown === e || !isKernelError(e)) throw e;
        if (i + 1 >= list.length && best !== undefined) return { ...best, why: `${tried.join("; ")}; ${way.name} failed (${e.code})` };
        if (i + 1 >= list.length || !["singular", "not-spd", "capacity", "option", "unsupported"].includes(e.code)) throw e;
        if (ready === undefined) setup += performance.now() - from;
        tried.push(`${way.name} failed (${e.code})`);
        continue;
      } finally {
        ready?.free();
      }
      const why = [...tried, ready.why].join("; ");
      best = infoOf(attempt, ready, s, setup, performance.now() - started - setup, why);
      if (attempt.converged || i + 1 >= list.length || attempt.reason === "aborted" || attempt.reason === "time-limit") return best;
      tried.push(`${way.name} did not get there (${attempt.reason})`);
    }
    return best!;
  } finally {
    sys.lender.end();
  }
}

/** Solves A·x = b, or min ‖b − A·x‖₂ where A is rectangular, by the method that suits A or the one asked for.
 *
 *  Shapes    A m×n sparse f64, or an operator; x n and b m, or matrices n×p and m×p, whose columns share the factor or preconditioner.
 *  Effects   writes x; x and b must not share elements. x is a first guess only with `x0: true`. When the answer would not be finite, x is 0.
 *            Functions of the user (operator, preconditioner, monitor) may use the instance; what they throw passes through.
 *  Stop      converged ⇔ ‖b − A·x‖₂ ≤ max(rtol·‖b‖₂, atol), recomputed at the end, whatever the method believes; where A is rectangular also when
 *            ‖Aᵀr‖ ≤ rtol·‖A‖·‖r‖ with the lower bound ‖Aᵀb‖/‖b‖ for ‖A‖. Otherwise `reason` says why not: that is an answer, not an error.
 *            b = 0 gives x = 0. `signal`, `timeLimitMs` and `monitor` are looked at after every iteration, not inside a factorization (in Workers whose clock stands still a time limit does not pass); an
 *            AbortSignal that a timer fires cannot fire inside this call: use `steps`. With p columns, the answer is that of the worst.
 *  Auto      triangular → substitution; rectangular → QR or LSQR; symmetric with positive diagonal → Cholesky where its predicted flops are
 *            cheap, else CG with an incomplete factorization, or with multigrid where rows are many and short; otherwise LU, or BiCGSTAB with
 *            ILUT (MINRES if symmetric) where LU would fill in. When that fails the next best is tried; `why` tells all of it.
 *  Cost      of the method; workspace 2m + 2n elements beyond its own. Nothing is left allocated.
 *  Accuracy  a residual at the tolerance is no error at the tolerance: the error may be larger by the condition number, of which
 *            `conditionEstimate` is a lower bound where CG ran. Direct methods refine to a componentwise backward error of a few ulp.
 *  Throws    ShapeError, DtypeError, OptionError (unknown options, and those the method would ignore), NonFiniteError, FreedError,
 *            CapacityError; a method asked for by name also SingularMatrixError, NotPositiveDefiniteError. Nothing is written then.
 *  Source    Saad, Iterative Methods for Sparse Linear Systems, 2nd ed.; Davis, Direct Methods for Sparse Linear Systems.
 *  @example
 *  import { loadSync } from "lanewise";
 *  import { poisson2d } from "lanewise/gallery";
 *  const k = loadSync();
 *  const A = k.csr("f64", 900, 900, poisson2d(30)), x = k.vector("f64", 900), b = k.vector("f64", new Float64Array(900).fill(1));
 *  const { converged, method } = k.sparse.solve(x, A, b);
 *  console.log(converged, method); // true cholesky */
export function solve(ctx: SparseContext, x: Vector<"f64"> | Matrix<"f64">, A: Csr<"f64"> | Operator, b: Vector<"f64"> | Matrix<"f64">, o?: SolveOptions): SolveInfo {
  const steps = run(checked(ctx, "sparse.solve", x, A, b, o));
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As solve, one iteration at a time: yields the residual norm as the method knows it, and returns what solve returns.
 *
 *  Shapes    as solve, for one right-hand side.
 *  Effects   arguments are checked at once; work starts with the first `next()`. x is written at the end, also when the generator is left
 *            early. A and b must stay as they are meanwhile; other use of the instance between steps is fine.
 *  Cost      as solve. Memory of its own is given back at the end, or by `return()` (which `break` in a for…of calls).
 *  Accuracy  as solve.
 *  Throws    as solve.
 *  Source    as solve.
 *  @example
 *  import { loadSync } from "lanewise";
 *  import { poisson2d } from "lanewise/gallery";
 *  const k = loadSync();
 *  const A = k.csr("f64", 900, 900, poisson2d(30)), x = k.vector("f64", 900), b = k.vector("f64", new Float64Array(900).fill(1));
 *  const run = k.sparse.steps(x, A, b, { method: "cg" });
 *  let step = run.next();
 *  while (!step.done) step = run.next(); // a page would wait for a frame here now and then
 *  console.log(step.value.converged, step.value.method); // true cg */
export function steps(ctx: SparseContext, x: Vector<"f64">, A: Csr<"f64"> | Operator, b: Vector<"f64">, o?: SolveOptions): Generator<number, SolveInfo> {
  return run(checked(ctx, "sparse.steps", x, A, b, o));
}
