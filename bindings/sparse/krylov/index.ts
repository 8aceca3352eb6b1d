// The Krylov methods by name.
import type { Method } from "../types.js";
import { bicgstab } from "./bicgstab.js";
import { cg, fcg } from "./cg.js";
import { fgmres, gmres } from "./gmres.js";
import { idrs } from "./idrs.js";
import { lsmr, lsqr } from "./least.js";
import { minres } from "./minres.js";
import type { Krylov } from "./problem.js";

export type KrylovMethod = Extract<Method, "cg" | "fcg" | "minres" | "bicgstab" | "gmres" | "fgmres" | "idrs" | "lsqr" | "lsmr">;
export const METHODS: Readonly<Record<KrylovMethod, Krylov>> = { cg, fcg, minres, bicgstab, gmres, fgmres, idrs, lsqr, lsmr };
