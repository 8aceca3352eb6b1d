// factor, precond and amg: the options checked, then the one that is asked for.
import * as check from "../check.js";
import { amg as makeAmg } from "./amg/index.js";
import { cholesky } from "./cholesky.js";
import type { SparseContext } from "./context.js";
import { PRECONDS } from "./kinds.js";
import { lu } from "./lu.js";
import { operand } from "./operand.js";
import { precond as makePrecond } from "./precond.js";
import { qr } from "./qr.js";
import type { Amg, AmgOptions, Csr, Factor, FactorOptions, Precond, PrecondKind, PrecondOptions } from "./types.js";

const FACTORS = ["cholesky", "ldl", "lu", "qr"] as const;

export function factor(ctx: SparseContext, A: Csr<"f64">, kind: "cholesky" | "ldl" | "lu" | "qr", o?: FactorOptions): Factor {
  const op = "sparse.factor";
  const a = operand(ctx, op, "A", A, ["f64"]);
  const k = check.choice(op, "kind", kind, FACTORS, kind);
  const options = check.options(op, o, ["order", "pivotTolerance", "match"]) ?? {};
  return k === "lu" ? lu(op, a, options) : k === "qr" ? qr(op, a, options) : cholesky(op, a, k, options);
}

export function precond(ctx: SparseContext, A: Csr<"f64">, kind: PrecondKind, o?: PrecondOptions): Precond {
  const op = "sparse.precond";
  const a = operand(ctx, op, "A", A, ["f64"]);
  const k = check.choice(op, "kind", kind, PRECONDS, kind);
  if (k === "amg") return makeAmg(op, a, check.options(op, o as AmgOptions | undefined, ["coarsen", "relax", "cycle", "sweeps", "nearNullspace", "bootstrap"]) ?? {});
  return makePrecond(op, a, k, check.options(op, o, ["omega", "shift", "relax", "dropTolerance", "fillFactor", "degree"]) ?? {});
}

export function amg(ctx: SparseContext, A: Csr<"f64">, o?: AmgOptions): Amg {
  const op = "sparse.amg";
  const a = operand(ctx, op, "A", A, ["f64"]);
  return makeAmg(op, a, check.options(op, o, ["coarsen", "relax", "cycle", "sweeps", "nearNullspace", "bootstrap"]) ?? {});
}
