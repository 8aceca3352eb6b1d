// Direct methods made ready: factored once, each right-hand side solved and refined.
import { cholesky } from "../cholesky.js";
import type { CsrHandle } from "../csr.js";
import type { FactorHandle } from "../factor.js";
import type { Outcome, Problem } from "../krylov/problem.js";
import { lu } from "../lu.js";
import { qr } from "../qr.js";
import { triangular } from "../triangular.js";
import type { Ready } from "./drive.js";


export type Direct = "cholesky" | "ldl" | "lu" | "qr";

export function factored(op: string, A: CsrHandle<"f64">, kind: Direct): FactorHandle {
  return kind === "lu" ? lu(op, A, {}) : kind === "qr" ? qr(op, A, {}) : cholesky(op, A, kind, {});
}

export function direct(op: string, A: CsrHandle<"f64">, kind: Direct, why: string): Ready {
  const factor = factored(op, A, kind);
  function* solver({ x, b }: Problem): Generator<number, Outcome, boolean | void> {
    factor.refined(x, b);
    return { reason: "stagnation", iterations: 0, matvecs: 0 };
  }
  return { method: kind, precond: "none", why, leastSquares: kind === "qr", solver, free: () => factor.free() };
}

/** A is a triangle: one substitution. */
export function substitution(A: CsrHandle<"f64">, uplo: "lower" | "upper", why: string): Ready {
  function* solver({ op, x, b }: Problem): Generator<number, Outcome, boolean | void> {
    triangular(op, A, uplo, x, b);
    return { reason: "stagnation", iterations: 0, matvecs: 0 };
  }
  return { method: "triangular", precond: "none", why, solver, free: () => {} };
}
