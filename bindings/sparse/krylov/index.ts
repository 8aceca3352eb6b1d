// The Krylov methods by name.
import type { Method } from "../types.js";
import type { Krylov } from "./problem.js";

export type KrylovMethod = Extract<Method, "cg" | "fcg" | "minres" | "bicgstab" | "gmres" | "fgmres" | "idrs" | "lsqr" | "lsmr">;
export const METHODS: Readonly<Record<KrylovMethod, Krylov>> = {} as never;
