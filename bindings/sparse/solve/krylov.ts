// Iterative methods made ready: the preconditioner made, or the special form of CG that contains it.
import { OptionError } from "../../errors.js";
import { amg } from "../amg/index.js";
import type { LinearMap } from "../context.js";
import { PrecondHandle } from "../handle.js";
import { type KrylovMethod, METHODS } from "../krylov/index.js";
import { leanCg } from "../krylov/lean.js";
import { cgMany } from "../krylov/many.js";
import { sor } from "../krylov/sor.js";
import { symmetryOf } from "../operand.js";
import { bestSplit, precond, splitCg } from "../precond.js";
import type { PrecondKind } from "../types.js";
import type { Ready } from "./drive.js";
import { isStationary, type Settings } from "./settings.js";
import type { System } from "./system.js";

type Named = Settings["precond"];

const nothing = (): void => {};

/** z ← f(r) of the user. */
function userPrecond(sys: System, f: Exclude<Named, string | PrecondHandle>): LinearMap {
  const { lender, rows, ctx, op } = sys;
  return {
    rows, cols: rows,
    apply: (z, r) => {
      lender.guard(() => f(lender.vector(z, rows), lender.vector(r, rows)));
      ctx.arena.open(op);
    },
  };
}

/** "auto" for a method that was asked for: what suits it, or none where nothing is known of A. */
function suited(sys: System, method: KrylovMethod): PrecondKind | "split" | "none" {
  if (sys.matrix === undefined || method === "lsqr" || method === "lsmr") return "none";
  const { positiveDiagonal, zeroDiagonals } = symmetryOf(sys.matrix);
  if (method === "cg") return positiveDiagonal ? "split" : "none";
  if (method === "fcg" || method === "minres") return positiveDiagonal ? "jacobi" : "none";
  return zeroDiagonals === 0 ? "ilut" : "none";
}

export function iterative(sys: System, method: KrylovMethod | "sor" | "ssor", p: Named, omega: number | undefined, why: string): Ready {
  const { op, matrix } = sys;
  if (isStationary(method)) {
    if (matrix === undefined) throw new OptionError(op, "method", `method "${method}" needs a matrix, A is an operator`);
    return { method, precond: "none", why, solver: sor(omega ?? 1, method === "ssor"), free: nothing };
  }
  const leastSquares = sys.rows !== sys.cols; // a square system is solved, or it is not
  const withM = (M: LinearMap | undefined, name: string, free = nothing): Ready => {
    const run = METHODS[method];
    return { method, precond: name, why, leastSquares, solver: (q) => run({ ...q, M }), free };
  };
  if (typeof p === "function") return withM(userPrecond(sys, p), "function");
  if (p instanceof PrecondHandle) {
    if (p.rows !== sys.rows || p.cols !== sys.rows) throw new OptionError(op, "precond", `precond is ${p.rows}×${p.cols}, expected ${sys.rows}×${sys.rows} as A`);
    return withM(p.map, p.kind);
  }
  const kind = p === "auto" ? suited(sys, method) : p;
  if (matrix === undefined) {
    if (kind !== "none") throw new OptionError(op, "precond", `precond "${kind}" is made of a matrix, A is an operator: pass a function`);
    return withM(undefined, "none");
  }
  if (kind === "split") return split(sys, why);
  if (method === "cg" && (kind === "none" || kind === "jacobi")) {
    const { solver, free } = leanCg(matrix, kind === "jacobi");
    return { method, precond: kind, why, solver, many: (q) => cgMany({ ...q, jacobi: kind === "jacobi" }), free };
  }
  if (method === "cg" && (kind === "dic" || kind === "mic0" || kind === "ssor")) return splitWith(sys, kind, omega === undefined ? {} : { omega }, why);
  if (kind === "none") return withM(undefined, "none");
  const M = kind === "amg" ? amg(op, matrix, {}) : precond(op, matrix, kind, omega === undefined ? {} : { omega });
  return withM(M.map, kind, () => M.free());
}

function splitWith(sys: System, kind: "dic" | "mic0" | "ssor", o: object, why: string): Ready {
  const made = splitCg(sys.op, sys.matrix!, kind, o);
  return { method: "cg", precond: kind, why, solver: made.solver, free: () => made.free() };
}

/** CG with the incomplete factorization or relaxation that suits the matrix. */
function split(sys: System, why: string): Ready {
  const { kind, options, why: because } = bestSplit(sys.matrix!);
  if (kind === "ic0") return iterative(sys, "cg", kind, undefined, `${why}, ${because}`);
  return splitWith(sys, kind, options, `${why}, ${because}`);
}

