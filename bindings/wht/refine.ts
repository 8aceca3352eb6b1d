// LSQR on A·R⁻¹ from the answer of the sketch, restarted from the true residual until that is as good as rounding lets it be.
import type { MatrixHandle } from "../memory/matrix.js";
import type { Reason } from "../types.js";
import type { WhtContext } from "./context.js";
import { type Bidiagonal, lsqr, norm2 } from "./lsqr.js";
import { type Preconditioner, precondition, solve } from "./precond.js";
import { type Problem, scaledInto, scratch } from "./sketched.js";
import type { LeastSquaresResult } from "./types.js";

const UNIT = 2 ** -53;

/** x with what was measured of it: r = A·x − b for the scaled b. */
interface Point {
  readonly x: Float64Array;
  /** ‖r‖. */
  readonly residual: number;
  /** R⁻ᵀAᵀr and its norm. */
  readonly z: Float64Array;
  readonly gradient: number;
  /** ‖Aᵀr‖/‖R‖_F. */
  readonly backward: number;
}

interface Outcome {
  readonly point: Point;
  readonly reason: Reason;
  readonly converged: boolean;
  readonly matvecs: number;
  readonly stages: number;
  readonly history: readonly number[];
}

/** A·R⁻¹ and the exact residual, over vectors in kernel memory: u has n elements, t and g have d. */
class Operator implements Bidiagonal {
  passes = 0;
  private readonly ctx: WhtContext;
  private readonly p: Problem;
  private readonly pre: Preconditioner;
  private readonly u: MatrixHandle<"f64">;
  private readonly t: MatrixHandle<"f64">;
  private readonly g: MatrixHandle<"f64">;

  constructor(ctx: WhtContext, p: Problem, pre: Preconditioner, u: MatrixHandle<"f64">, t: MatrixHandle<"f64">, g: MatrixHandle<"f64">) {
    this.ctx = ctx; this.p = p; this.pre = pre; this.u = u; this.t = t; this.g = g;
  }

  step(v: Float64Array, gamma: number, z: Float64Array): number {
    this.t.view.set(v);
    solve(this.ctx, this.pre.R, this.t, false);
    const length = this.pass(gamma);
    solve(this.ctx, this.pre.R, this.g, true);
    z.set(this.g.view);
    return length;
  }

  /** Leaves r in u. */
  at(x: Float64Array): Point {
    scaledInto(this.ctx, this.p, this.u.ptr);
    this.t.view.set(x);
    const residual = this.pass(1), { size } = this.pre, backward = norm2(this.g.view.map((v) => v / size));
    solve(this.ctx, this.pre.R, this.g, true);
    const z = this.g.copy();
    return { x, residual, z, gradient: norm2(z), backward };
  }

  /** x − R⁻¹·y. */
  moved(x: Float64Array, y: Float64Array): Float64Array {
    this.t.view.set(y);
    solve(this.ctx, this.pre.R, this.t, false);
    const { view } = this.t;
    return x.map((v, j) => v - view[j]!);
  }

  private pass(gamma: number): number {
    const { ctx: { raw }, p: { a }, u, t, g } = this;
    this.passes++;
    return Math.sqrt(raw.bidiagonal_f64(a.rows, a.cols, a.ptr, a.stride, t.ptr, gamma, u.ptr, g.ptr));
  }
}

function descend(op: Operator, p: Problem, pre: Preconditioner, norm: number, rtol: number, maxIterations: number): Outcome {
  const history: number[] = [];
  let point = op.at(pre.x), stages = 0;
  const end = (reason: Reason, converged: boolean): Outcome => ({ point, reason, converged, matvecs: 2 * op.passes, stages, history });
  for (;;) {
    const { x, residual, z, gradient } = point;
    if (gradient <= rtol * residual || residual <= rtol * norm) return end("rtol", true);
    if (!Number.isFinite(gradient)) return end("not-finite", false);
    if (history.length >= maxIterations) return end("max-iterations", false);
    const stop = { gradient: rtol * residual / 2, residual: rtol * norm / 2, iterations: maxIterations - history.length };
    const y = lsqr(op, residual, z, stop, (ratio) => history.push(ratio));
    stages++;
    const next = op.at(op.moved(x, y));
    if (next.gradient < gradient) point = next;
    if (next.gradient < gradient / 2 || history.length >= maxIterations) continue;
    const bound = Math.max(rtol, 8 * Math.sqrt(p.a.rows) * UNIT) * (point.residual + pre.size * norm2(point.x));
    return point.backward <= bound ? end("rtol", true) : end("stagnation", false);
  }
}

export function refine(ctx: WhtContext, p: Problem, rtol: number, maxIterations: number): LeastSquaresResult {
  const { a: { rows: n, cols: d }, scale } = p, start = performance.now();
  if (scale === 0 || d === 0) return nothing(ctx, p);
  const { parts: [u, t, g], release } = scratch(ctx, p.op, [[n, 1], [d, 1], [d, 1]]);
  try {
    const pre = precondition(ctx, p, t);
    try {
      const setup = performance.now();
      scaledInto(ctx, p, u.ptr);
      const norm = norm2(u.view);
      const { point, reason, converged, matvecs, stages, history } = descend(new Operator(ctx, p, pre, u, t, g), p, pre, norm, rtol, maxIterations);
      return {
        x: point.x.map((v) => v / scale),
        info: {
          converged, reason, iterations: history.length, matvecs, residualNorm: point.residual / scale, relativeResidual: point.residual / norm,
          history: Float64Array.from(history), method: "lsqr", precond: "srht-qr",
          why: `R from ${pre.rows} of ${n} rows mixed (sketch ${pre.attempts}), LSQR from the sketch's answer in ${stages} ${stages === 1 ? "run" : "runs"}`,
          setupMs: setup - start, solveMs: performance.now() - setup, conditionEstimate: pre.condition,
        },
      };
    } finally {
      pre.free();
    }
  } finally {
    release();
  }
}

/** b = 0 or no columns: x = 0. */
function nothing(ctx: WhtContext, p: Problem): LeastSquaresResult {
  const { b, a: { rows, cols }, scale } = p, zero = scale === 0;
  return {
    x: new Float64Array(cols),
    info: {
      converged: true, reason: zero ? "zero-rhs" : "rtol", iterations: 0, matvecs: 0, residualNorm: ctx.raw.nrm2_f64(rows, b.ptr), relativeResidual: zero ? 0 : 1,
      history: new Float64Array(0), method: "lsqr", precond: "none", why: zero ? "b is 0, so x is 0" : "A has no columns", setupMs: 0, solveMs: 0,
    },
  };
}
