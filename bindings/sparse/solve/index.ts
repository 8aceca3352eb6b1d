// solve and steps.
import * as check from "../../check.js";
import { isKernelError, ShapeError } from "../../errors.js";
import type { MatrixHandle } from "../../memory/matrix.js";
import type { VectorHandle } from "../../memory/vector.js";
import type { Matrix, SolveInfo, Vector } from "../../types.js";
import type { SparseContext } from "../context.js";
import type { KrylovMethod } from "../krylov/index.js";
import type { Csr, Operator, SolveOptions } from "../types.js";
import { ways, type Way } from "./choose.js";
import { direct } from "./direct.js";
import { type Attempt, type Clock, drive, infoOf, type Ready, worst } from "./drive.js";
import { iterative } from "./krylov.js";
import { isDirect, settings, type Settings } from "./settings.js";
import { finite, owning, type System, systemOf } from "./system.js";

type Operand = VectorHandle<"f64"> | MatrixHandle<"f64">;

/** Columns of a vector or matrix, and the elements from one row to the next. */
const columns = (x: Operand): readonly [cols: number, stride: number] => (x.kind === "vector" ? [1, 1] : [x.cols, x.stride]);

interface Checked { readonly sys: System; readonly s: Settings; readonly x: Operand; readonly b: Operand }

function checked(ctx: SparseContext, op: string, X: unknown, A: unknown, B: unknown, o: SolveOptions | undefined): Checked {
  const sys = systemOf(ctx, op, A);
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
  const { matrix } = sys;
  return [{ name: method, make: () => direct(sys.op, matrix, method, why) }];
}

/** Every column by one way. */
function* columnwise(sys: System, ready: Ready, s: Settings, clock: Clock, X: Operand, B: Operand): Generator<number, Attempt> {
  const { ctx, op, rows, cols } = sys;
  const [count, ldb] = columns(B), ldx = columns(X)[1];
  return yield* owning(ctx, op, [8 * cols, 8 * rows, 8 * rows, 8 * cols], function* (x, b, r, g): Generator<number, Attempt> {
    let all: Attempt | undefined;
    for (let j = 0; j < count; j++) {
      ctx.raw.lacpy_f64(rows, 1, B.ptr + 8 * j, ldb, b!, 1);
      if (s.x0) ctx.raw.lacpy_f64(cols, 1, X.ptr + 8 * j, ldx, x!, 1);
      let done = false;
      try {
        const one = yield* drive(sys, ready, s, clock, x!, b!, r!, g!);
        done = true;
        all = all === undefined ? one : worst(all, one);
      } finally {
        // Also what an abandoned generator has reached so far; not what a throwing callback left behind.
        if (!X.freed && (done || s.x0 === false)) ctx.raw.lacpy_f64(cols, 1, x!, 1, X.ptr + 8 * j, ldx);
      }
    }
    return all ?? { reason: "zero-rhs", converged: true, iterations: 0, matvecs: 0, residualNorm: 0, relativeResidual: 0, condition: undefined, history: [] };
  });
}

function* run({ sys, s, x, b }: Checked): Generator<number, SolveInfo> {
  const started = performance.now();
  const clock: Clock = { started, limit: s.timeLimitMs };
  const tried: string[] = [];
  const list = wanted(sys, s);
  let setup = 0, best: SolveInfo | undefined;
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
        if (i + 1 >= list.length || !isKernelError(e) || !["singular", "not-spd", "capacity", "option", "unsupported"].includes(e.code)) throw e;
        if (ready === undefined) setup += performance.now() - from;
        tried.push(`${way.name} failed (${e.code})`);
        continue;
      } finally {
        ready?.free();
      }
      const why = [...tried, ready.why].join("; ");
      best = infoOf(attempt, ready, s, setup, performance.now() - started - setup, why);
      if (attempt.converged || i + 1 >= list.length || attempt.reason === "aborted" || attempt.reason === "time-limit") return best;
      tried.push(`${way.name} did not converge (${attempt.reason})`);
    }
    return best!;
  } finally {
    sys.lender.end();
  }
}

export function solve(ctx: SparseContext, x: Vector<"f64"> | Matrix<"f64">, A: Csr<"f64"> | Operator, b: Vector<"f64"> | Matrix<"f64">, o?: SolveOptions): SolveInfo {
  const steps = run(checked(ctx, "sparse.solve", x, A, b, o));
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

export function steps(ctx: SparseContext, x: Vector<"f64">, A: Csr<"f64"> | Operator, b: Vector<"f64">, o?: SolveOptions): Generator<number, SolveInfo> {
  return run(checked(ctx, "sparse.steps", x, A, b, o));
}
