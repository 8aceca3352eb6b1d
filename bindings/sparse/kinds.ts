// The names of methods and preconditioners.
import type { Method, PrecondKind } from "./types.js";

export const KRYLOV: readonly Method[] = ["cg", "fcg", "minres", "bicgstab", "gmres", "fgmres", "idrs", "lsqr", "lsmr"];
export const STATIONARY: readonly Method[] = ["sor", "ssor"];
export const PRECONDS: readonly PrecondKind[] = ["jacobi", "ssor", "ic0", "dic", "mic0", "ilu0", "ilut", "chebyshev", "polynomial", "spai0", "amg"];
