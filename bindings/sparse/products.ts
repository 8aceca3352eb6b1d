// Products of a sparse matrix with vectors and dense matrices.
import * as check from "../check.js";
import { SIZE } from "../memory/dtypes.js";
import type { Float, Matrix, Vector } from "../types.js";
import { FLOATS, withWorkspace } from "../context.js";
import type { LinearMap, SparseContext } from "./context.js";
import type { CsrHandle } from "./csr.js";
import { operand } from "./operand.js";
import type { Csr } from "./types.js";

/** A as the Krylov methods see it: products in the format that suits it, counted towards choosing one, or chosen at once if many are to come. */
export function mapOf(A: CsrHandle<"f64">, { many = false }: { many?: boolean } = {}): LinearMap {
  const { ctx: { raw }, rows, cols, rowPtr, colIdx, values } = A;
  return {
    rows, cols,
    apply: (y, x) => raw.csr_product_f64(rows, rowPtr, colIdx, values, A.packed(many), x, y),
    applyTranspose: (y, x) => raw.csr_spmv_t_f64(rows, cols, rowPtr, colIdx, values, x, y),
  };
}

interface Terms { readonly alpha: number; readonly beta: number; readonly trans: boolean }

function terms(op: string, o: { alpha?: number; beta?: number; trans?: boolean } | undefined): Terms {
  const options = check.options(op, o, ["alpha", "beta", "trans"]) ?? {};
  return { alpha: check.number(op, "alpha", options.alpha, 1), beta: check.number(op, "beta", options.beta, 0), trans: check.flag(op, "trans", options.trans) };
}

/** y ← α·op(A)·x + β·y.                                                     Sparse BLAS: usmv.
 *
 *  Shapes    op(A) = A, or Aᵀ with trans; y has its rows, x its columns.
 *  Effects   writes y only, which must not share elements with x. β = 0 never reads y, α = 0 reads neither A nor x. The 12th product with an
 *            f64 matrix copies it once into the format that its pattern suits, if one is faster (`A.format`): diagonals, blocks of 2×2 or 3×3,
 *            or SELL-8; the copy counts in `A.bytes`, ends with A and follows setValues. Short of memory there is none.
 *  Cost      2·nnz flop; with trans, or with α, β other than 1, 0 on a copy, scratch of 8 bytes an element of y. The copy costs six to twenty products.
 *  Accuracy  sums in f64 for f32 too: |ŷ−y| ≤ γ(m+2)·(|α||A||x| + |βy|), m the entries of a row, plus one rounding to f32. NaN and ∞ as in the
 *            textbook sum. The order of a sum changes with the format, so may the last bits; else the same bits on every engine.
 *  Throws    ShapeError, DtypeError, FreedError, OptionError ("option", "alias", "foreign"), CapacityError.
 *  Source    Kreutzer et al. 2014, SIAM J. Sci. Comput. 36(5) (SELL-C-σ); Saad 2003, Iterative Methods, 2nd ed., §3.4.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 2, 3, { rowPtr: [0, 2, 3], colIdx: [0, 2, 1], values: [1, 2, 3] });
 *  console.log(k.sparse.spmv(k.vector("f64", 2), A, k.vector("f64", [1, 10, 100])).copy()); // Float64Array [201, 30]
 *  console.log(k.sparse.spmv(k.vector("f64", 3), A, k.vector("f64", [1, 10]), { trans: true }).copy()); // Float64Array [1, 30, 2] */
export function spmv<D extends Float>(ctx: SparseContext, y: Vector<D>, A: Csr<D>, x: Vector<D>, o?: { alpha?: number; beta?: number; trans?: boolean }): Vector<D> {
  const op = "sparse.spmv", { arena, raw } = ctx;
  const a = operand<Float>(ctx, op, "A", A, FLOATS), { rows, cols, rowPtr, colIdx, values, dtype } = a, f32 = dtype === "f32";
  const v = check.vector(op, "y", y, arena, [dtype]), u = check.vector(op, "x", x, arena, [dtype]);
  const { alpha, beta, trans } = terms(op, o), why = (): string => `A is ${rows}×${cols}, trans=${trans}`;
  const n = trans ? cols : rows;
  check.size(op, "y", "length", v.length, n, why);
  check.size(op, "x", "length", u.length, trans ? rows : cols, why);
  check.disjoint(op, "y", v, "x", u);
  if (alpha === 0) { scale(v.view, beta); return y; }
  const packed = f32 || trans ? 0 : (a as unknown as CsrHandle<"f64">).packed();
  if (packed !== 0 && alpha === 1 && beta === 0) raw.csr_product_f64(rows, rowPtr, colIdx, values, packed, u.ptr, v.ptr);
  else if (packed === 0 && !trans) (f32 ? raw.csr_spmv_f32 : raw.csr_spmv_f64)(rows, rowPtr, colIdx, values, alpha, u.ptr, beta, v.ptr);
  else withWorkspace(arena, op, 8 * n, (sums) => {
    if (trans) (f32 ? raw.csr_spmv_t_f32 : raw.csr_spmv_t_f64)(rows, cols, rowPtr, colIdx, values, u.ptr, sums);
    else raw.csr_product_f64(rows, rowPtr, colIdx, values, packed, u.ptr, sums);
    (f32 ? raw.csr_combine_f32 : raw.csr_combine_f64)(n, alpha, sums, beta, v.ptr);
  });
  return y;
}

/** y ← β·y, which β = 0 does not read. */
function scale(y: Float32Array | Float64Array, beta: number): void {
  if (beta === 0) y.fill(0);
  else for (let i = 0; i < y.length; i++) y[i]! *= beta;
}

/** Y ← α·op(A)·X + β·Y.                                                     Sparse BLAS: usmm.
 *
 *  Shapes    op(A) = A, or Aᵀ with trans, m×k; X k×n, Y m×n, dense, windows too.
 *  Effects   writes Y only, which must not share elements with X. β = 0 never reads Y, α = 0 reads neither A nor X.
 *  Cost      2·nnz·n flop, eight columns at a time; with trans, Aᵀ is made in scratch of the size of A.
 *  Accuracy  as spmv; sums run in the order of the columns of op(A).
 *  Throws    ShapeError, DtypeError, FreedError, OptionError ("option", "alias", "foreign"), CapacityError.
 *  Source    Saad 2003, Iterative Methods, 2nd ed., §3.4.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 2, 2, { row: [0, 1], col: [1, 0], values: [2, 3] });
 *  console.log(k.sparse.spmm(k.matrix("f64", 2, 2), A, k.matrix("f64", 2, 2, [1, 2, 3, 4])).copy()); // Float64Array [6, 8, 3, 6] */
export function spmm<D extends Float>(ctx: SparseContext, Y: Matrix<D>, A: Csr<D>, X: Matrix<D>, o?: { alpha?: number; beta?: number; trans?: boolean }): Matrix<D> {
  const op = "sparse.spmm", { arena, raw } = ctx;
  const a = operand<Float>(ctx, op, "A", A, FLOATS), { rows, cols, nnz, rowPtr, colIdx, values, dtype } = a, f32 = dtype === "f32", width = SIZE[dtype];
  const y = check.matrix(op, "Y", Y, arena, [dtype]), x = check.matrix(op, "X", X, arena, [dtype]);
  const { alpha, beta, trans } = terms(op, o), why = (): string => `A is ${rows}×${cols}, trans=${trans}`;
  check.size(op, "Y", "rows", y.rows, trans ? cols : rows, why);
  check.size(op, "X", "rows", x.rows, trans ? rows : cols, why);
  check.size(op, "Y", "cols", y.cols, x.cols, () => `X is ${x.rows}×${x.cols}`);
  check.disjoint(op, "Y", y, "X", x);
  if (alpha === 0) {
    for (let i = 0; i < y.rows; i++) scale(y.view.subarray(i * y.stride, i * y.stride + y.cols), beta);
    return Y;
  }
  const run = (p: number, idx: number, v: number): void =>
    (f32 ? raw.csr_spmm_f32 : raw.csr_spmm_f64)(y.rows, y.cols, p, idx, v, alpha, x.ptr, x.stride, beta, y.ptr, y.stride);
  if (!trans) run(rowPtr, colIdx, values);
  else withWorkspace(arena, op, width * nnz + 4 * nnz + 4 * (cols + 1), (v) => {
    const idx = v + width * nnz, p = idx + 4 * nnz;
    (f32 ? raw.csr_transpose_f32 : raw.csr_transpose_f64)(rows, cols, rowPtr, colIdx, values, p, idx, v);
    run(p, idx, v);
  });
  return Y;
}

/** y ← Aᵀ·A·x, A read once and AᵀA never formed.
 *
 *  Shapes    A m×n; x and y of n.
 *  Effects   writes y only, which must not share elements with x.
 *  Cost      4·nnz flop; scratch of 8n bytes for f32.
 *  Accuracy  |ŷ−y| ≤ γ(m+r+2)·|Aᵀ||A||x|, r the entries of the longest row, plus one rounding to f32. The same bits on every engine.
 *  Throws    ShapeError, DtypeError, FreedError, OptionError ("alias", "foreign"), CapacityError.
 *  Source    Björck 1996, Numerical Methods for Least Squares Problems, §7.1.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 2, 2, { row: [0, 0, 1], col: [0, 1, 1], values: [1, 2, 3] });
 *  console.log(k.sparse.normal(k.vector("f64", 2), A, k.vector("f64", [1, 1])).copy()); // Float64Array [3, 15] */
export function normal<D extends Float>(ctx: SparseContext, y: Vector<D>, A: Csr<D>, x: Vector<D>): Vector<D> {
  const op = "sparse.normal", { arena, raw } = ctx;
  const a = operand<Float>(ctx, op, "A", A, FLOATS), { rows, cols, rowPtr, colIdx, values, dtype } = a;
  const v = check.vector(op, "y", y, arena, [dtype]), u = check.vector(op, "x", x, arena, [dtype]);
  check.size(op, "y", "length", v.length, cols, () => `A is ${rows}×${cols}`);
  check.size(op, "x", "length", u.length, cols, () => `A is ${rows}×${cols}`);
  check.disjoint(op, "y", v, "x", u);
  if (dtype === "f64") raw.csr_normal_f64(rows, cols, rowPtr, colIdx, values, u.ptr, v.ptr);
  else withWorkspace(arena, op, 8 * cols, (sums) => {
    raw.csr_normal_f32(rows, cols, rowPtr, colIdx, values, u.ptr, sums);
    raw.csr_combine_f32(cols, 1, sums, 0, v.ptr);
  });
  return y;
}
