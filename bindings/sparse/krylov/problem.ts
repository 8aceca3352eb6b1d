// What a Krylov method is given, and what it answers.
import type { Reason } from "../../types.js";
import type { LinearMap, SparseContext } from "../context.js";
import type { CsrHandle } from "../csr.js";

export interface Problem {
  readonly ctx: SparseContext;
  /** Named in errors: "sparse.solve". */
  readonly op: string;
  readonly A: LinearMap;
  /** A as a matrix, where it is one: methods with a form of their own use it. */
  readonly matrix?: CsrHandle<"f64"> | undefined;
  /** z ← M⁻¹·r */
  readonly M?: LinearMap | undefined;
  /** Addresses. x holds the first guess (zeros if there is none) and then the answer. */
  readonly x: number;
  readonly b: number;
  /** Stop when the residual norm, as the method knows it, is at most this. */
  readonly target: number;
  /** Least squares: converged too when ‖Aᵀr‖ is at most rtol·‖A‖·‖r‖, by estimates; default 0. */
  readonly rtol?: number | undefined;
  readonly maxIterations: number;
  /** gmres, fgmres: vectors kept; idrs: dimension of the shadow space. */
  readonly restart: number;
}

/** Why the method stopped by what it knows; whether it is true is for the caller to find out. */
export interface Outcome {
  readonly reason: Reason;
  readonly iterations: number;
  readonly matvecs: number;
  readonly condition?: number | undefined;
  /** Least squares: estimate of ‖Aᵀr‖ / (‖A‖·‖r‖). */
  readonly normal?: number | undefined;
}

/** Yields the residual norm, as it knows it, after every iteration; sent true there, it completes x and ends ("aborted").
 *  Owns its scratch and gives it back however it ends. */
export type Krylov = (p: Problem) => Generator<number, Outcome, boolean | void>;
