// Direct methods made ready: factored once, each right-hand side solved and refined.
import { cholesky } from "../cholesky.js";
import type { Outcome, Problem } from "../krylov/problem.js";
import { lu } from "../lu.js";
import { qr } from "../qr.js";
import { triangularSolve } from "../triangular.js";
import type { Vector } from "../../types.js";
import type { Ready } from "./drive.js";
import type { System } from "./system.js";

export type Direct = "cholesky" | "ldl" | "lu" | "qr";

/** One step, after which the true residual decides. */
function once(sys: System, run: (x: Vector<"f64">, b: Vector<"f64">) => void): Ready["solver"] {
  return function* ({ x, b }: Problem): Generator<number, Outcome> {
    run(sys.lender.vector(x, sys.cols), sys.lender.vector(b, sys.rows));
    return { reason: "breakdown", iterations: 0, matvecs: 0 };
  };
}

export function direct(sys: System, kind: Direct, why: string): Ready {
  const { op, matrix } = sys, A = matrix!;
  const factor = kind === "lu" ? lu(op, A, {}) : kind === "qr" ? qr(op, A, {}) : cholesky(op, A, kind, {});
  return { method: kind, precond: "none", why, leastSquares: sys.rows !== sys.cols, solver: once(sys, (x, b) => factor.solve(x, b)), free: () => factor.free() };
}

/** All of A is in one triangle. */
export function substitution(sys: System, uplo: "lower" | "upper", why: string): Ready {
  return { method: "triangular", precond: "none", why, solver: once(sys, (x, b) => { triangularSolve(sys.ctx, x, sys.matrix!, b, { uplo }); }), free: () => {} };
}
