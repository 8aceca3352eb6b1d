import * as check from "../check.js";
import { ShapeError } from "../errors.js";
import type { Float, Matrix } from "../types.js";
import { type Context, withWorkspace } from "../context.js";
import { finite, operand, rightHandSide, square, unknowns } from "./factor.js";
import { singular } from "./lu.js";
import { dependent } from "./qr.js";

/** X ← A⁻¹·B by LU and one step of iterative refinement.                    LAPACK: sgesv, dgesv with sgerfs, dgerfs.
 *
 *  Shapes    A n×n, B n×p, X n×p.
 *  Effects   writes X only, after everything that can throw; X must not share elements with A or B. To use one factorization for
 *            several B, take `lu`.
 *  Cost      2n³/3 + 6n²p flop; workspace n² + np elements, n indices and that of `lu`; nothing is left allocated.
 *  Accuracy  |A·X̂ − B| ≤ 2γ(n + 1)·(|A||X̂| + |B|) per element, unless A is so ill-conditioned or badly scaled that LU tells nothing of
 *            it; tested at that bound, with condition numbers up to 1/(100nu).
 *  Throws    SingularMatrixError (`column` = 0-based column whose pivot is exactly 0), NonFiniteError (A or B), ShapeError, DtypeError,
 *            FreedError, OptionError ("alias", "foreign"), CapacityError.
 *  Source    Skeel 1980, Math. Comp. 35; Higham, ASNA 2nd ed., §12.1–12.2, thm 12.4.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("f64", 2, 2, [1, 2, 3, 5]), B = k.matrix("f64", 2, 1, [5, 13]);
 *  console.log(k.dense.solve(k.matrix("f64", 2, 1), A, B).copy()); // Float64Array [1, 2] */
export function solve<D extends Float>(ctx: Context, X: Matrix<D>, A: Matrix<D>, B: Matrix<D>): Matrix<D> {
  const op = "dense.solve";
  const { arena, raw } = ctx;
  const a = operand(ctx, op, A);
  square(op, "A", a);
  const n = a.rows;
  const b = rightHandSide(ctx, op, B, a.dtype, n, () => `A is ${n}×${n}`);
  const x = unknowns(ctx, op, X, a, b);
  finite(ctx, op, "A", a);
  const f32 = a.dtype === "f32";
  const status = withWorkspace(arena, op, (f32 ? raw.gesv_f32_workspace : raw.gesv_f64_workspace)(n, b.cols), (ws) =>
    (f32 ? raw.gesv_f32 : raw.gesv_f64)(n, b.cols, a.ptr, a.stride, b.ptr, b.stride, x.ptr, x.stride, ws));
  if (status !== 0) throw singular(op, status);
  return X;
}

/** X ← the X that minimises ‖A·X − B‖₂ column by column, by Householder QR.  LAPACK: sgels, dgels.
 *
 *  Shapes    A m×n with m ≥ n, B m×p, X n×p.
 *  Effects   writes X only, after everything that can throw; X must not share elements with A or B.
 *  Cost      2n²(m − n/3) + 4mnp flop; workspace mn + mp elements and that of `qr`; nothing is left allocated.
 *  Accuracy  X̂ solves a problem with A and B perturbed by γ̃(mn) relative to the norm of each column; tested as
 *            ‖Aᵀ(B − A·x̂)‖∞ ≤ 8√m·u·‖A‖_F(‖B − A·x̂‖₂ + ‖A‖_F‖x̂‖₂) for every column.
 *  Throws    SingularMatrixError (`column` = 0-based first j with |r_jj| ≤ 2u·max(m, n)·max|r_ii|: A has no full rank), NonFiniteError (A or
 *            B), ShapeError, DtypeError, FreedError, OptionError ("alias", "foreign"), CapacityError.
 *  Source    Golub & Van Loan, 4th ed., §5.3.2; Higham, ASNA 2nd ed., thm 20.3.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("f64", 3, 1, [1, 1, 1]), B = k.matrix("f64", 3, 1, [1, 2, 6]);
 *  console.log(k.dense.lstsq(k.matrix("f64", 1, 1), A, B).copy()[0].toFixed(12)); // 3.000000000000 */
export function lstsq<D extends Float>(ctx: Context, X: Matrix<D>, A: Matrix<D>, B: Matrix<D>): Matrix<D> {
  const op = "dense.lstsq";
  const { arena, raw } = ctx;
  const a = operand(ctx, op, A);
  const { rows: m, cols: n } = a;
  if (m < n) throw new ShapeError(op, "A", `A is ${m}×${n}, expected at least as many rows as columns`);
  const b = rightHandSide(ctx, op, B, a.dtype, m, () => `A is ${m}×${n}`);
  const x = unknowns(ctx, op, X, a, b);
  finite(ctx, op, "A", a);
  const f32 = a.dtype === "f32";
  const status = withWorkspace(arena, op, (f32 ? raw.gels_f32_workspace : raw.gels_f64_workspace)(m, n, b.cols), (ws) =>
    (f32 ? raw.gels_f32 : raw.gels_f64)(m, n, b.cols, a.ptr, a.stride, b.ptr, b.stride, x.ptr, x.stride, ws));
  if (status !== 0) throw dependent(op, status);
  return X;
}

/** X ← A⁻¹. To solve systems use `solve` or `lu`: cheaper and more accurate.  LAPACK: sgetri, dgetri.
 *
 *  Shapes    A n×n, X n×n.
 *  Effects   writes X only, after everything that can throw; X must not share elements with A.
 *  Cost      2n³ flop, nearly all in gemm; workspace n² elements, n indices and that of `lu`; nothing is left allocated.
 *  Accuracy  |A·X̂ − I| ≤ 3γ(n)·Pᵀ|L̂||Û||X̂| per element with the factors of `lu`; tested at that bound. (|X̂·A − I| has no such bound.)
 *  Throws    SingularMatrixError (`column` = 0-based column whose pivot is exactly 0), NonFiniteError, ShapeError, DtypeError, FreedError,
 *            OptionError ("alias", "foreign"), CapacityError.
 *  Source    Higham, ASNA 2nd ed., §14.3.1.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.dense.inverse(k.matrix("f64", 2, 2), k.matrix("f64", 2, 2, [0, 2, 4, 0])).copy()); // Float64Array [0, 0.25, 0.5, 0] */
export function inverse<D extends Float>(ctx: Context, X: Matrix<D>, A: Matrix<D>): Matrix<D> {
  const op = "dense.inverse";
  const { arena, raw } = ctx;
  const a = operand(ctx, op, A);
  square(op, "A", a);
  const n = a.rows;
  const x = check.matrix<Float>(op, "X", X, arena, [a.dtype]);
  check.size(op, "X", "rows", x.rows, n, () => `A is ${n}×${n}`);
  check.size(op, "X", "cols", x.cols, n, () => `A is ${n}×${n}`);
  check.disjoint(op, "X", x, "A", a);
  finite(ctx, op, "A", a);
  const f32 = a.dtype === "f32";
  const status = withWorkspace(arena, op, (f32 ? raw.getri_f32_workspace : raw.getri_f64_workspace)(n), (ws) =>
    (f32 ? raw.getri_f32 : raw.getri_f64)(n, a.ptr, a.stride, x.ptr, x.stride, ws));
  if (status !== 0) throw singular(op, status);
  return X;
}
