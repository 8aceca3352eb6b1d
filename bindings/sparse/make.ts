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

/** A factorization of a sparse matrix, kept for many right-hand sides.
 *
 *  Kinds     "cholesky" A = L·Lᵀ, symmetric positive definite; "ldl" A = L·D·Lᵀ, symmetric, no interchanges beyond the order: for quasi-definite
 *            matrices and those whose pivots stay away from 0; "lu" with threshold partial pivoting, any regular A; "qr" least squares
 *            (m ≥ n) and least-norm solutions (m < n), A of full rank.
 *  Shapes    A m×n (square but for qr). `solve(X, B)` takes vectors or matrices of any number of columns; X may be B where A is square.
 *  Effects   leaves A as it is and keeps a copy of it: A may be freed. One handle. `refactor(B)` takes new values on the same pattern and keeps
 *            order and analysis; `apply(z, r)` is one solve without refinement; `rcond` is made on first use.
 *  Cost      order by fill-reducing permutation ("amd", "colamd", "nd" or "rcm", "natural" none), analysis, then flops of the factors:
 *            Cholesky and LDLᵀ multifrontal in dense 4×4 tiles, LU left-looking. `nnz` tells the entries.
 *  Accuracy  `solve` refines until the componentwise backward error is a few ulp or stops to halve.
 *  Throws    SingularMatrixError (column of A), NotPositiveDefiniteError (pivot: row of A), ShapeError, OptionError, DtypeError, FreedError,
 *            CapacityError (bytes wanted). UnsupportedError: `inertia` of lu and qr, `update` of any but cholesky.
 *  Source    Davis, Direct Methods for Sparse Linear Systems (2006); Duff & Reid 1983 (multifrontal); Gilbert & Peierls 1988 (LU);
 *            Arioli, Demmel & Duff 1989 (refinement); Davis & Hager 1999 (update).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 2, 2, { row: [0, 0, 1, 1], col: [0, 1, 0, 1], values: [4, 1, 1, 3] });
 *  const f = k.sparse.factor(A, "cholesky"), x = k.vector("f64", 2);
 *  f.solve(x, k.vector("f64", [9, 5]));
 *  console.log(x.copy(), Math.exp(f.logDet().log).toFixed(9)); // Float64Array [2, 1] 11.000000000 */
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
  if (k === "amg") return makeAmg(op, a, check.options(op, o as AmgOptions | undefined, ["coarsen", "relax", "cycle", "sweeps", "nearNullspace", "blockSize", "precision", "bootstrap"]) ?? {});
  return makePrecond(op, a, k, check.options(op, o, ["omega", "shift", "relax", "dropTolerance", "fillFactor", "degree"]) ?? {});
}

export function amg(ctx: SparseContext, A: Csr<"f64">, o?: AmgOptions): Amg {
  const op = "sparse.amg";
  const a = operand(ctx, op, "A", A, ["f64"]);
  return makeAmg(op, a, check.options(op, o, ["coarsen", "relax", "cycle", "sweeps", "nearNullspace", "blockSize", "precision", "bootstrap"]) ?? {});
}
