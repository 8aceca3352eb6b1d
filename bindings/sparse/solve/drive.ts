// Runs one method on one right-hand side until the true residual says yes, or somebody or something says stop.
import type { Reason, SolveInfo } from "../../types.js";
import type { ManyOutcome, ManyProblem } from "../krylov/many.js";
import type { Krylov, Outcome } from "../krylov/problem.js";
import type { Settings } from "./settings.js";
import { residual, type System } from "./system.js";

/** A method made ready: what it costs to set up is paid, and every right-hand side shares it. */
export interface Ready {
  readonly method: string;
  readonly precond: string;
  readonly why: string;
  readonly solver: Krylov;
  /** For several right-hand sides at once, where there is a form for that; `solver` then sees to what it leaves. */
  readonly many?: (p: ManyProblem) => Generator<number, ManyOutcome>;
  /** Also right when Aᵀ(b − A·x) vanishes: least squares. */
  readonly leastSquares?: boolean;
  free(): void;
}

export interface Clock { readonly started: number; readonly limit: number }

/** What the world outside says. */
function interruption(s: Settings, clock: Clock): Reason | undefined {
  if (s.signal?.aborted === true) return "aborted";
  return performance.now() - clock.started >= clock.limit ? "time-limit" : undefined;
}

export interface Attempt {
  readonly reason: Reason;
  readonly converged: boolean;
  readonly iterations: number;
  readonly matvecs: number;
  readonly residualNorm: number;
  readonly relativeResidual: number;
  readonly condition: number | undefined;
  readonly history: readonly number[];
}

/** What passes along the iterations of a solve, of one column or of many. */
export class Course {
  iterations = 0;
  stop: Reason | undefined;
  readonly history: number[] = [];
  private readonly sys: System;
  private readonly s: Settings;
  private readonly clock: Clock;

  constructor(sys: System, s: Settings, clock: Clock) {
    this.sys = sys;
    this.s = s;
    this.clock = clock;
  }

  /** Has anybody said stop? */
  look(): Reason | undefined { return this.stop ??= interruption(this.s, this.clock); }

  /** Runs a method to its end, or to where it is stopped: then `otherwise` is its answer. */
  * follow<R>(steps: Generator<number, R>, otherwise: () => R): Generator<number, R> {
    const { sys, s } = this;
    let step = steps.next();
    try {
      while (step.done !== true) {
        this.iterations++;
        if (s.history) this.history.push(step.value);
        yield step.value;
        const { iterations } = this, { value } = step;
        if (s.monitor !== undefined && sys.lender.guard(() => s.monitor!(iterations, value)) === false) this.stop = "aborted";
        sys.alive();
        step = this.look() === undefined ? steps.next() : steps.return(otherwise());
      }
    } finally {
      if (step.done !== true) steps.return(otherwise());
    }
    return step.value;
  }
}

/** Claims of success that the true residual may refute before they count as stagnation. */
const CLAIMS = 6;

/** Clears x unless it holds the first guess. r is scratch of as many elements as A has rows, g of as many as it has columns. */
export function* drive(sys: System, ready: Ready, s: Settings, course: Course, x: number, b: number, r: number, g: number): Generator<number, Attempt> {
  const { ctx: { raw }, rows, cols } = sys;
  const size = raw.nrm2_f64(rows, b);
  const target = Math.max(s.rtol * size, s.atol);
  const most = s.maxIterations ?? Math.min(2 * Math.max(rows, cols), 20000);
  let matvecs = 0, condition: number | undefined;
  const answer = (reason: Reason, converged: boolean, norm: number): Attempt =>
    ({ reason, converged, iterations: course.iterations, matvecs, residualNorm: norm, relativeResidual: size === 0 ? 0 : norm / size, condition, history: course.history });
  const clear = (): void => raw.sparse_zero_f64(cols, x);
  const enough = (norm: number): boolean => norm <= target || (ready.leastSquares === true && sys.A.applyTranspose !== undefined && stationary(sys, r, g, b, norm, s.rtol));
  if (!s.x0) clear();
  if (size === 0) {
    clear();
    return answer("zero-rhs", true, 0);
  }
  if (!(size < Infinity)) {
    clear();
    return { ...answer("not-finite", false, size), relativeResidual: 1 };
  }
  const success: Reason = s.rtol * size >= s.atol ? "rtol" : "atol";
  let norm = size, goal = target;
  if (s.x0) {
    norm = residual(sys, x, b, r);
    matvecs++;
    if (!(norm < Infinity)) {
      clear();
      norm = size;
    } else if (enough(norm)) return answer(success, true, norm);
  }
  for (let claim = 0, tight = s.rtol / 10; ; claim++, tight /= 10) {
    const before = norm;
    const stopped = course.look();
    if (stopped !== undefined) return answer(stopped, false, norm);
    const left = most - course.iterations;
    const steps = ready.solver({ ctx: sys.ctx, op: sys.op, A: sys.A, matrix: sys.matrix, M: undefined, x, b, target: goal, rtol: ready.leastSquares === true ? tight : 0, maxIterations: left, restart: s.restart ?? (ready.method === "idrs" ? 4 : 30) });
    const outcome = yield* course.follow<Outcome>(steps, () => ({ reason: course.stop ?? "aborted", iterations: course.iterations, matvecs: course.iterations - most + left }));
    matvecs += outcome.matvecs + 1;
    condition = outcome.condition ?? condition;
    norm = residual(sys, x, b, r);
    // Where A has no entry in a column, its x may be anything without the residual telling.
    if (!(norm < Infinity) || raw.find_nonfinite_f64(cols, 1, x, 1, 0) !== 0) {
      clear();
      return answer("not-finite", false, size);
    }
    if (enough(norm)) return answer(success, true, norm);
    const { reason } = outcome;
    if (norm > size && !s.x0) {
      // Worse than nothing: so nothing it is.
      clear();
      norm = size;
    }
    if (reason !== "rtol" && reason !== "atol" && reason !== "stagnation") return answer(reason, false, norm);
    // The method believes in a residual that is not there: it starts anew from where it is, for a little less.
    if (claim >= CLAIMS || !(norm < 0.5 * before || ready.leastSquares === true)) return answer("stagnation", false, norm);
    goal = target * 0.5;
  }
}

/** ‖Aᵀr‖ ≤ rtol·‖A‖·‖r‖, with the lower bound ‖Aᵀb‖/‖b‖ of ‖A‖. (Paige & Saunders 1982, §6, rule 2.) */
function stationary(sys: System, r: number, g: number, b: number, norm: number, rtol: number): boolean {
  const { ctx: { raw }, rows, cols, A } = sys;
  if (norm === 0) return true;
  const image = (): number => {
    unit(sys, r);
    A.applyTranspose!(g, r);
    return raw.nrm2_f64(cols, g);
  };
  const mine = image();
  raw.lacpy_f64(rows, 1, b, 1, r, 1);
  const size = image();
  return size < Infinity && mine <= rtol * size;
}

/** r / ‖r‖₂, by steps that neither overflow nor vanish: what Aᵀ makes of it is then of the size of A. */
function unit({ ctx: { raw }, rows }: System, r: number): void {
  let size = raw.nrm2_f64(rows, r);
  for (; size < 1e-150; size = raw.nrm2_f64(rows, r)) raw.scale_f64(rows, 2 ** 400, r);
  for (; size > 1e150; size = raw.nrm2_f64(rows, r)) raw.scale_f64(rows, 2 ** -400, r);
  raw.scale_f64(rows, 1 / size, r);
}

/** The worse of two columns. */
export function worst(a: Attempt, b: Attempt): Attempt {
  const worse = a.converged !== b.converged ? !b.converged : b.relativeResidual > a.relativeResidual;
  return { ...(worse ? b : a), matvecs: a.matvecs + b.matvecs };
}

export function infoOf(attempt: Attempt, ready: Ready, s: Settings, setupMs: number, solveMs: number, why: string): SolveInfo {
  const { reason, converged, iterations, matvecs, residualNorm, relativeResidual, condition, history } = attempt;
  return {
    converged, reason, iterations, matvecs, residualNorm, relativeResidual, method: ready.method, precond: ready.precond, why, setupMs, solveMs,
    ...(s.history ? { history: Float64Array.from(history) } : {}),
    ...(condition === undefined ? {} : { conditionEstimate: condition }),
  };
}
