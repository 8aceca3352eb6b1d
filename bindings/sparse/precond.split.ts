// CG with DIC, MIC(0) or SSOR in Eisenstat's form: A and the preconditioner in two sweeps over one set of entries.
import { scratchView } from "../memory/scratch.js";
import type { CsrHandle } from "./csr.js";
import { Tridiagonal } from "./krylov/tridiagonal.js";
import type { Krylov, Outcome, Problem } from "./krylov/problem.js";
import { checked } from "./precond.options.js";
import { type Ldu, makeLdu, type Order, taking } from "./precond.ldu.js";
import { modifiedPivots } from "./precond.pivots.js";
import type { PrecondOptions } from "./types.js";

export type SplitKind = "dic" | "mic0" | "ssor";
export interface SplitOptions extends PrecondOptions { order?: Order }

export interface Split {
  readonly solver: Krylov;
  readonly shift: number;
  free(): void;
  toString(): string;
}

/** CG with the preconditioner made and applied by Eisenstat's trick, rows of A side by side that do not know each other. What it made of A is its own: later changes of A do not reach it. */
export function splitCg(op: string, A: CsrHandle<"f64">, kind: SplitKind, o: SplitOptions): Split {
  const { ctx, ctx: { arena, raw } } = A, { order, ...rest } = o, options = checked(op, A, kind, rest, true);
  const long = A.nnz > 12 * A.rows; // then chunks of the natural order are poorly filled
  const ldu = makeLdu(ctx, op, A, order ?? (kind === "ssor" && long ? "chunks" : "auto"), true);
  const { places, chunk, bounds, idx, val, diag } = ldu;
  return taking(ctx, op, (take, blocks) => {
    blocks.push(...ldu.blocks);
    const s = take(8 * places);
    let shift = 0;
    if (kind === "ssor") scratchView(arena, "f64", s, places).set(scratchView(arena, "f64", diag, places).map((a) => a / options.omega));
    else shift = modifiedPivots(ctx, op, ldu, kind === "dic" ? 0 : options.relax, options.shift, s);
    raw.ldu_scale(places, chunk, bounds, idx, val, diag, s);
    return {
      solver: (p) => iterate(p, ldu, s),
      shift,
      free: () => blocks.forEach((b) => arena.release(b)),
      toString: () => `${kind}${shift > 0 ? ` (shift ${shift})` : ""}`,
    };
  });
}

/** The residual r of the split system is (I + L)⁻¹·S times that of A, so its norm is another: their ratio is taken near the target and there, from r alone, and before anything
 *  is called converged the residual of the answer itself is computed. Sent true, it completes the answer and ends. */
function* iterate(p: Problem, ldu: Ldu, s: number): Generator<number, Outcome, boolean | void> {
  const { ctx: { arena, raw }, A, target } = p, { places, chunk, perm, bounds, idx, val, diag } = ldu, n = A.rows, length = (places + 7) & ~7;
  // Vectors a whole number of pages apart would get in each other's way in the cache.
  const stride = length + ((104 - length) & 511);
  const block = arena.block(p.op, 8 * (5 * stride + 2 * n));
  const [x, d, r, t, h] = [0, 1, 2, 3, 4].map((k) => block.ptr + 8 * k * stride) as [number, number, number, number, number];
  const left = block.ptr + 40 * stride, product = left + 8 * n;
  let iterations = 0, checks = 0, alpha = 0, beta = 0, pending = false;
  let lanczos = new Tridiagonal();
  const end = (reason: Outcome["reason"]): Outcome => ({ reason, iterations, matvecs: iterations + checks, condition: lanczos.condition() });
  const residual = (): number => {
    A.apply(product, p.x);
    checks++;
    return raw.precond_residual(n, p.b, product, left);
  };
  /** What has been gathered goes to the answer. */
  const settle = (): void => {
    if (!pending) return;
    raw.eisenstat_collect(places, alpha, x, alpha === 0 ? x : d, t); // d may be no numbers
    raw.ldu_upper(places, chunk, bounds, idx, val, t);
    raw.ldu_put_scaled(places, perm, s, t, p.x);
    alpha = 0;
    pending = false;
  };
  try {
    // A guess of 0, the usual one, needs no product.
    if (raw.nrm2_f64(n, p.x) === 0) scratchView(arena, "f64", product, n).fill(0); else { A.apply(product, p.x); checks++; }
    let norm = raw.precond_residual(n, p.b, product, left), worst = Infinity, goal = target, ratio = 1, square = -1;
    while (norm > target) {
      if (square < 0) { // a fresh start from the residual of the answer so far
        scratchView(arena, "f64", x, 5 * stride).fill(0);
        raw.ldu_take(places, perm, s, left, r);
        raw.ldu_lower(places, chunk, bounds, idx, val, r);
        square = raw.eisenstat_residual(length, 0, t, h, r);
        ratio = norm / Math.sqrt(square);
        alpha = beta = 0;
        goal = target;
        lanczos = new Tridiagonal();
      }
      let known = norm, near = norm <= 10 * goal, failure: Outcome["reason"] | undefined;
      while (known > goal && failure === undefined) {
        if (iterations >= p.maxIterations) { failure = "max-iterations"; break; }
        const energy = raw.eisenstat_step(places, chunk, bounds, idx, val, diag, alpha, beta, x, d, r, t, h);
        alpha = 0;
        pending = true;
        if (!(energy > 0 && energy < Infinity)) { failure = energy < 0 ? "indefinite-matrix" : energy === 0 ? "stagnation" : "not-finite"; break; }
        alpha = square / energy;
        lanczos.push(alpha, beta);
        const next = raw.eisenstat_residual(length, alpha, t, h, r);
        beta = next / square;
        square = next;
        iterations++;
        known = ratio * Math.sqrt(square);
        if (known <= goal || (!near && known <= 10 * goal)) {
          near = true;
          known = raw.eisenstat_norm(places, chunk, bounds, idx, val, s, r);
          if (square > 0) ratio = known / Math.sqrt(square);
        }
        if (yield known) failure = "aborted";
      }
      settle();
      if (failure === "aborted") return end(failure);
      norm = residual();
      if (!(norm > target)) break;
      if (failure !== undefined) return end(failure);
      // The recurrence has drifted from the truth: aim lower, or start again if it is far off.
      if (norm > 0.9 * worst) return end("stagnation");
      worst = norm;
      if (norm > 4 * target) square = -1; else goal /= 2;
    }
    return end(norm <= target ? "rtol" : "not-finite");
  } finally {
    settle();
    arena.release(block);
  }
}

/** Which split CG suits a symmetric matrix with a positive diagonal, from the signs of its entries. */
export function bestSplit(A: CsrHandle<"f64">): { readonly kind: SplitKind | "ic0"; readonly options: SplitOptions; readonly why: string } {
  const shape = A.ctx.raw.precond_shape(A.rows, A.rowPtr, A.colIdx, A.values);
  if (shape === 2) return { kind: "mic0", options: {}, why: "an M-matrix with no negative row sum: MIC(0)" };
  if (shape === 1) return { kind: "dic", options: {}, why: "nearly an M-matrix: incomplete Cholesky of the diagonal" };
  if (shape === 3) return { kind: "ic0", options: {}, why: "no negative entries beside the diagonal: IC(0)" };
  return { kind: "ssor", options: {}, why: "entries of both signs beside the diagonal: SSOR, which cannot break down" };
}
