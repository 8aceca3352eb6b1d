// What every method keeps while it runs: vectors of its own, the counts, and when to stop.
import type { Block } from "../../memory/arena.js";
import { scratchView } from "../../memory/scratch.js";
import type { Reason } from "../../types.js";
import type { Outcome, Problem } from "./problem.js";

/** A residual this much above the smallest so far will not come back. */
const LOST = 1e16;

/** Counts iterations and says when to stop. */
export class Watch {
  iterations = 0;
  private readonly target: number;
  private readonly most: number;
  private readonly patience: number;
  private best = Infinity;
  private since = 0;

  /** No new minimum for 2n + 1000 iterations is a stagnation: conjugate gradients may stand still for thousands. */
  constructor(target: number, maxIterations: number, n: number) {
    this.target = target;
    this.most = maxIterations;
    this.patience = 2 * n + 1000;
  }

  /** Why to stop at this residual norm, if so. */
  stop(norm: number): Reason | undefined {
    if (!(norm < Infinity)) return "not-finite";
    if (norm <= this.target) return "rtol";
    if (this.iterations >= this.most) return "max-iterations";
    if (norm < this.best) {
      this.best = norm;
      this.since = this.iterations;
    } else if (norm > LOST * this.best || this.iterations - this.since > this.patience) return "stagnation";
    return undefined;
  }
}

export class Run extends Watch {
  matvecs = 0;
  /** Addresses of vectors of n zeros, `stride` elements apart. */
  readonly v: readonly number[];
  readonly stride: number;
  /** Address of the scalars. */
  readonly out: number;
  protected readonly p: Problem;
  private readonly block: Block;

  constructor(p: Problem, n: number, vectors: number, scalars: number = 2) {
    super(p.target, p.maxIterations, p.A.cols);
    this.p = p;
    const { arena } = p.ctx;
    // An odd number of cache lines: vectors of 2^k elements would evict each other.
    this.stride = 16 * Math.ceil(n / 16) + 8;
    const elements = vectors * this.stride;
    this.block = arena.block(p.op, 8 * (elements + scalars));
    scratchView(arena, "f64", this.block.ptr, elements + scalars).fill(0);
    this.v = Array.from({ length: vectors }, (_, i) => this.block.ptr + 8 * i * this.stride);
    this.out = this.block.ptr + 8 * elements;
  }

  free(): void { this.p.ctx.arena.release(this.block); }

  product(y: number, x: number): void {
    this.matvecs++;
    this.p.A.apply(y, x);
  }

  /** r ← b − A·x; its norm comes back. */
  residual(r: number): number {
    const { ctx: { raw, arena }, A, x, b } = this.p, rest = raw.asum_f64(A.cols, x) === 0 ? 0 : -1;
    if (rest !== 0) this.product(r, x);
    else scratchView(arena, "f64", r, A.rows).fill(0);
    return Math.sqrt(raw.krylov_update_f64(A.rows, 1, b, rest, r));
  }

  end(reason: Reason, condition?: number, normal?: number): Outcome {
    return { reason, iterations: this.iterations, matvecs: this.matvecs, condition, normal };
  }
}

/** What a number that must be positive and is not means. */
export function unfit(value: number, negative: Reason): Reason {
  return Number.isFinite(value) ? negative : "not-finite";
}

/** Math.hypot has other bits on other engines. */
export function hypotenuse(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}
