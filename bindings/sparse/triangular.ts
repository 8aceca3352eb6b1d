import * as check from "../check.js";
import { OptionError, ShapeError, SingularMatrixError } from "../errors.js";
import type { Vector } from "../types.js";
import type { SparseContext } from "./context.js";
import { operand } from "./operand.js";
import type { Csr } from "./types.js";

/** Solves T·x = b, or Tᵀ·x = b, with one triangle of T.                     Sparse BLAS: ussv.
 *
 *  Shapes    T n×n; x and b of n. `uplo` names the triangle; entries of the other are not read.
 *  Effects   writes x only, which may be b, and else must not share elements with it. unit: the diagonal counts as 1 and is not read.
 *  Cost      2·(entries of the triangle) flop, no scratch: rows as scalar products, with trans as columns.
 *  Accuracy  (T + ΔT)·x̂ = b with |ΔT| ≤ γ(r+1)·|T|, r the entries of a row, with trans of a column. The same bits on every engine.
 *  Throws    SingularMatrixError (`column` = the first row without a diagonal entry other than 0), ShapeError, DtypeError, FreedError,
 *            OptionError ("option", "alias", "foreign"). x is not written then.
 *  Source    Higham, ASNA 2nd ed., §8.1; Davis 2006, Direct Methods for Sparse Linear Systems, §3.1.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const L = k.csr("f64", 2, 2, { row: [0, 1, 1], col: [0, 0, 1], values: [2, 1, 4] }), x = k.vector("f64", [2, 9]);
 *  console.log(k.sparse.triangularSolve(x, L, x, { uplo: "lower" }).copy()); // Float64Array [1, 2] */
export function triangularSolve(ctx: SparseContext, x: Vector<"f64">, T: Csr<"f64">, b: Vector<"f64">, o: { uplo: "lower" | "upper"; trans?: boolean; unit?: boolean }): Vector<"f64"> {
  const op = "sparse.triangularSolve", { arena, raw } = ctx;
  const { rows, cols, rowPtr, colIdx, values } = operand(ctx, op, "T", T, ["f64"]);
  const u = check.vector(op, "x", x, arena, ["f64"]), v = check.vector(op, "b", b, arena, ["f64"]);
  const options = check.options(op, o, ["uplo", "trans", "unit"]);
  if (options?.uplo === undefined) throw new OptionError(op, "uplo", 'uplo is undefined, expected one of "lower", "upper"');
  const upper = check.choice(op, "uplo", options.uplo, ["lower", "upper"], "lower") === "upper";
  const trans = check.flag(op, "trans", options.trans), unit = check.flag(op, "unit", options.unit);
  if (rows !== cols) throw new ShapeError(op, "T", `T is ${rows}×${cols}, expected a square matrix`);
  check.size(op, "x", "length", u.length, rows, () => `T is ${rows}×${cols}`);
  check.size(op, "b", "length", v.length, rows, () => `T is ${rows}×${cols}`);
  if (u.ptr !== v.ptr) check.disjoint(op, "x", u, "b", v);
  const zero = unit ? 0 : raw.csr_first_zero_f64(rows, rowPtr, colIdx, values);
  if (zero > 0) throw new SingularMatrixError(op, "T", `the diagonal entry of row ${zero - 1} is 0 or missing`, zero - 1);
  if (u.ptr !== v.ptr) u.view.set(v.view);
  raw.csr_trisolve_f64(rows, upper ? 1 : 0, trans ? 1 : 0, unit ? 1 : 0, rowPtr, colIdx, values, u.ptr);
  return x;
}
