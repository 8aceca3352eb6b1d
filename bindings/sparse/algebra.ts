// Sparse matrices from sparse matrices, and numbers of them.
import * as check from "../check.js";
import { NonFiniteError, OptionError } from "../errors.js";
import { newVector } from "../memory/alloc.js";
import { SIZE } from "../memory/dtypes.js";
import { scratchView } from "../memory/scratch.js";
import type { Float, Vector } from "../types.js";
import { FLOATS, withWorkspace } from "../context.js";
import { newCsr } from "./build.js";
import type { SparseContext } from "./context.js";
import type { CsrHandle } from "./csr.js";
import { operand } from "./operand.js";
import type { Csr } from "./types.js";

/** Two matrices of one dtype. */
function pair(ctx: SparseContext, op: string, A: unknown, B: unknown): readonly [CsrHandle<Float>, CsrHandle<Float>] {
  const a = operand<Float>(ctx, op, "A", A, FLOATS);
  return [a, operand<Float>(ctx, op, "B", B, [a.dtype])];
}

/** A result whose size shows by counting into rowPtr, which `ws` begins with; then written. Freed again if a value of it overflowed. */
function counted<D extends Float>(ctx: SparseContext, op: string, dtype: D, rows: number, cols: number, bytes: number, count: (rowPtr: number, ws: number) => number, fill: (C: CsrHandle<D>) => void): CsrHandle<D> {
  const { arena, raw } = ctx;
  const C = withWorkspace(arena, op, 4 * (rows + 1) + bytes, (ws) => {
    const made = newCsr(ctx, op, dtype, rows, cols, count(ws, ws + 4 * (rows + 1)));
    scratchView(arena, "i32", made.rowPtr, rows + 1).set(scratchView(arena, "i32", ws, rows + 1));
    return made;
  });
  try {
    fill(C);
    const bad = (dtype === "f32" ? raw.csr_finite_f32 : raw.csr_finite_f64)(C.nnz, C.values) - 1;
    if (bad >= 0) throw new NonFiniteError(op, "A", `entry ${bad} of the result is not finite as ${dtype}`, bad);
    return C;
  } catch (e) {
    C.free();
    throw e;
  }
}

/** α·A + β·B.
 *
 *  Shapes    A and B of one size.
 *  Effects   makes a new matrix with the entries of both; what cancels stays as an explicit 0.
 *  Cost      linear: a merge that counts, then one that writes.
 *  Accuracy  α·a + β·b in f64, two or three roundings, one more for f32.
 *  Throws    ShapeError, DtypeError, FreedError, NonFiniteError (a value of the result overflows), OptionError, CapacityError.
 *  Source    Davis 2006, Direct Methods for Sparse Linear Systems, §2.9.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 2, 2, { row: [0], col: [1], values: [1] }), B = k.csr("f64", 2, 2, { row: [0, 1], col: [1, 0], values: [2, 3] });
 *  console.log(k.sparse.add(A, B, { beta: 10 }).toDense().copy()); // Float64Array [0, 21, 30, 0] */
export function add<D extends Float>(ctx: SparseContext, A: Csr<D>, B: Csr<D>, o?: { alpha?: number; beta?: number }): CsrHandle<D> {
  const op = "sparse.add", { raw } = ctx;
  const [a, b] = pair(ctx, op, A, B), { rows, cols } = a;
  const options = check.options(op, o, ["alpha", "beta"]) ?? {};
  const alpha = check.number(op, "alpha", options.alpha, 1), beta = check.number(op, "beta", options.beta, 1);
  check.size(op, "B", "rows", b.rows, rows, () => `A is ${rows}×${cols}`);
  check.size(op, "B", "cols", b.cols, cols, () => `A is ${rows}×${cols}`);
  return counted(ctx, op, A.dtype, rows, cols, 0,
    (rowPtr) => raw.csr_add_count(rows, a.rowPtr, a.colIdx, b.rowPtr, b.colIdx, rowPtr),
    (C) => (A.dtype === "f32" ? raw.csr_add_f32 : raw.csr_add_f64)(rows, alpha, a.rowPtr, a.colIdx, a.values, beta, b.rowPtr, b.colIdx, b.values, C.colIdx, C.values));
}

/** Arrays of an operand: those of a handle, or in scratch. */
interface Arrays { readonly rows: number; readonly cols: number; readonly rowPtr: number; readonly colIdx: number; readonly values: number }

function product<D extends Float>(ctx: SparseContext, op: string, dtype: D, a: Arrays, b: Arrays): CsrHandle<D> {
  const { arena, raw } = ctx, { rows } = a, { cols } = b;
  return counted(ctx, op, dtype, rows, cols, 4 * cols,
    (rowPtr, marks) => raw.csr_multiply_count(rows, cols, a.rowPtr, a.colIdx, b.rowPtr, b.colIdx, rowPtr, marks),
    (C) => withWorkspace(arena, op, 12 * cols + 4 * (C.nnz + 1), (ws) =>
      (dtype === "f32" ? raw.csr_multiply_f32 : raw.csr_multiply_f64)(rows, cols, a.rowPtr, a.colIdx, a.values, b.rowPtr, b.colIdx, b.values, C.rowPtr, C.colIdx, C.values, ws)));
}

/** A·B.
 *
 *  Shapes    A m×k, B k×n.
 *  Effects   makes a new m×n matrix with an entry wherever a product of entries falls, also where they add up to 0.
 *  Cost      2·(multiplications) flop and about as much work for the pattern; scratch of 12 bytes a column of B and 4 an entry of the result.
 *  Accuracy  sums in f64, in the order of the entries of A's row: |ĉ−c| ≤ γ(r)·|A||B|, r the entries of A's row, one rounding more for f32.
 *  Throws    ShapeError, DtypeError, FreedError, NonFiniteError (a value of the result overflows), OptionError ("foreign"), CapacityError.
 *  Source    Gustavson 1978, ACM TOMS 4(3).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 2, 2, { row: [0, 0, 1], col: [0, 1, 1], values: [1, 2, 3] });
 *  console.log(k.sparse.multiply(A, A).toDense().copy()); // Float64Array [1, 8, 0, 9] */
export function multiply<D extends Float>(ctx: SparseContext, A: Csr<D>, B: Csr<D>): CsrHandle<D> {
  const op = "sparse.multiply", [a, b] = pair(ctx, op, A, B);
  check.size(op, "B", "rows", b.rows, a.cols, () => `A is ${a.rows}×${a.cols}`);
  return product(ctx, op, A.dtype, a, b);
}

/** Aᵀ.
 *
 *  Shapes    A m×n, the result n×m.
 *  Effects   makes a new matrix.
 *  Cost      linear, no scratch.
 *  Accuracy  exact.
 *  Throws    DtypeError, FreedError, OptionError ("foreign"), CapacityError.
 *  Source    Gustavson 1978, ACM TOMS 4(3).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 2, 3, { row: [0, 1], col: [2, 0], values: [5, 6] });
 *  console.log(k.sparse.transpose(A).toDense().copy()); // Float64Array [0, 6, 0, 0, 5, 0] */
export function transpose<D extends Float>(ctx: SparseContext, A: Csr<D>): CsrHandle<D> {
  const op = "sparse.transpose", { raw } = ctx;
  const { rows, cols, nnz, rowPtr, colIdx, values } = operand<Float>(ctx, op, "A", A, FLOATS);
  const T = newCsr(ctx, op, A.dtype, cols, rows, nnz);
  (A.dtype === "f32" ? raw.csr_transpose_f32 : raw.csr_transpose_f64)(rows, cols, rowPtr, colIdx, values, T.rowPtr, T.colIdx, T.values);
  return T;
}

/** Aᵀ·A.
 *
 *  Shapes    A m×n, the result n×n, symmetric to the bit.
 *  Effects   makes a new matrix with both halves.
 *  Cost      as multiply, with Aᵀ in scratch. A row of r entries brings r² of the multiplications: a dense row fills the result.
 *  Accuracy  as multiply. The condition of A is squared: sparse.normal, lsqr and qr do without.
 *  Throws    DtypeError, FreedError, NonFiniteError, OptionError ("foreign"), CapacityError.
 *  Source    Gustavson 1978, ACM TOMS 4(3).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 2, 2, { row: [0, 0, 1], col: [0, 1, 1], values: [1, 2, 3] });
 *  console.log(k.sparse.gram(A).toDense().copy()); // Float64Array [1, 2, 2, 13] */
export function gram<D extends Float>(ctx: SparseContext, A: Csr<D>): CsrHandle<D> {
  const op = "sparse.gram", { raw, arena } = ctx;
  const a = operand<Float>(ctx, op, "A", A, FLOATS), { rows, cols, nnz } = a, width = SIZE[A.dtype];
  return withWorkspace(arena, op, width * nnz + 4 * nnz + 4 * (cols + 1), (values) => {
    const colIdx = values + width * nnz, rowPtr = colIdx + 4 * nnz;
    (A.dtype === "f32" ? raw.csr_transpose_f32 : raw.csr_transpose_f64)(rows, cols, a.rowPtr, a.colIdx, a.values, rowPtr, colIdx, values);
    return product(ctx, op, A.dtype, { rows: cols, cols: rows, rowPtr, colIdx, values }, a);
  });
}

/** diag(Aᵀ·A): the squared lengths of the columns.
 *
 *  Shapes    A m×n, the result n.
 *  Effects   makes a new vector.
 *  Cost      2·nnz flop; scratch of 8n bytes.
 *  Accuracy  sums in f64: relative error γ(r), r the entries of a column, one rounding more for f32; ∞ where squares overflow.
 *  Throws    DtypeError, FreedError, OptionError ("foreign"), CapacityError.
 *  Source    Björck 1996, Numerical Methods for Least Squares Problems, §7.1 (column scaling).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.sparse.gramDiagonal(k.csr("f64", 2, 2, { row: [0, 0, 1], col: [0, 1, 1], values: [1, 2, 3] })).copy()); // Float64Array [1, 13] */
export function gramDiagonal<D extends Float>(ctx: SparseContext, A: Csr<D>): Vector<D> {
  const op = "sparse.gramDiagonal", { arena, raw } = ctx;
  const { cols, nnz, colIdx, values, dtype } = operand<Float>(ctx, op, "A", A, FLOATS), f32 = dtype === "f32";
  return withWorkspace(arena, op, 8 * cols, (sums) => {
    const d = newVector(arena, op, A.dtype, cols);
    (f32 ? raw.csr_column_sums_f32 : raw.csr_column_sums_f64)(nnz, cols, colIdx, values, 1, sums);
    (f32 ? raw.csr_combine_f32 : raw.csr_combine_f64)(cols, 1, sums, 0, d.ptr);
    return d;
  });
}

/** The entries (i, i).
 *
 *  Shapes    A m×n, the result min(m, n); 0 where there is no entry.
 *  Effects   makes a new vector.
 *  Cost      one bisection a row.
 *  Accuracy  exact.
 *  Throws    DtypeError, FreedError, OptionError ("foreign"), CapacityError.
 *  Source    –
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.sparse.diagonal(k.csr("f64", 2, 3, { row: [0, 1], col: [0, 2], values: [4, 5] })).copy()); // Float64Array [4, 0] */
export function diagonal<D extends Float>(ctx: SparseContext, A: Csr<D>): Vector<D> {
  const op = "sparse.diagonal", { arena, raw } = ctx;
  const { rows, cols, rowPtr, colIdx, values } = operand<Float>(ctx, op, "A", A, FLOATS), n = Math.min(rows, cols);
  const d = newVector(arena, op, A.dtype, n);
  (A.dtype === "f32" ? raw.csr_diagonal_f32 : raw.csr_diagonal_f64)(n, rowPtr, colIdx, values, d.ptr);
  return d;
}

/** ‖A‖₁ (largest column sum of |a|), ‖A‖_∞ (largest row sum), or ‖A‖_F.
 *
 *  Shapes    A of any size; the norm of nothing is 0.
 *  Effects   none.
 *  Cost      nnz to 2·nnz flop; scratch of 8 bytes a column for "1".
 *  Accuracy  sums in f64: relative error γ(r), r the terms of a sum, in "fro" γ(nnz/4096 + 4096)/2. "fro" is ∞ only if the norm is: it is scaled
 *            where squares would overflow or vanish.
 *  Throws    DtypeError, FreedError, OptionError ("option", "foreign"), CapacityError.
 *  Source    Golub & Van Loan, 4th ed., §2.3; Blue 1978, ACM TOMS 4(1) (scaling).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 2, 2, { row: [0, 1, 1], col: [0, 0, 1], values: [2, -4, 4] });
 *  console.log(k.sparse.norm(A, "1"), k.sparse.norm(A, "inf"), k.sparse.norm(A, "fro")); // 6 8 6 */
export function norm<D extends Float>(ctx: SparseContext, A: Csr<D>, kind: "1" | "inf" | "fro"): number {
  const op = "sparse.norm", { arena, raw } = ctx;
  const { rows, cols, nnz, rowPtr, colIdx, values, dtype } = operand<Float>(ctx, op, "A", A, FLOATS), f32 = dtype === "f32";
  const which = check.choice(op, "kind", kind ?? null, ["1", "inf", "fro"], "1");
  if (which === "fro") return (f32 ? raw.csr_norm_fro_f32 : raw.csr_norm_fro_f64)(nnz, values);
  if (which === "inf") return (f32 ? raw.csr_norm_inf_f32 : raw.csr_norm_inf_f64)(rows, rowPtr, values);
  return withWorkspace(arena, op, 8 * cols, (sums) => {
    (f32 ? raw.csr_column_sums_f32 : raw.csr_column_sums_f64)(nnz, cols, colIdx, values, 0, sums);
    return raw.csr_largest(cols, sums);
  });
}

/** A list of rows or columns of A as Int32Array, each from 0 to limit − 1; `distinct`: none twice. */
function indices(op: string, arg: string, list: ArrayLike<number> | null, limit: number, distinct: boolean): Int32Array {
  if (list === null) return Int32Array.from({ length: limit }, (_, i) => i);
  if (typeof list !== "object" || typeof list?.length !== "number") throw new OptionError(op, arg, `${arg} is ${check.kindOf(list)}, expected an array of whole numbers`);
  const out = new Int32Array(list.length), seen = distinct ? new Uint8Array(limit) : undefined;
  for (let k = 0; k < out.length; k++) {
    const i = out[k] = check.integer(op, `${arg}[${k}]`, list[k] ?? NaN, 0, limit - 1);
    if (seen !== undefined && seen[i]!++ > 0) throw new OptionError(op, arg, `${arg} holds ${i} twice`);
  }
  return out;
}

function select<D extends Float>(ctx: SparseContext, op: string, A: CsrHandle<Float>, dtype: D, rows: Int32Array, cols: Int32Array): CsrHandle<D> {
  const { arena, raw } = ctx, f32 = dtype === "f32", m = rows.length, n = cols.length, { rowPtr, colIdx, values } = A;
  return withWorkspace(arena, op, 4 * (m + A.cols + n + 1), (ws) => {
    const place = ws + 4 * m, tPtr = place + 4 * A.cols;
    scratchView(arena, "i32", ws, m).set(rows);
    const at = scratchView(arena, "i32", place, A.cols).fill(-1);
    cols.forEach((j, to) => { at[j] = to; });
    const nnz = raw.csr_select_count(m, n, rowPtr, colIdx, ws, place, tPtr);
    const C = newCsr(ctx, op, dtype, m, n, nnz);
    try {
      return withWorkspace(arena, op, (4 + SIZE[dtype]) * nnz, (tVal) => {
        const tIdx = tVal + SIZE[dtype] * nnz;
        (f32 ? raw.csr_select_f32 : raw.csr_select_f64)(m, n, rowPtr, colIdx, values, ws, place, tPtr, tIdx, tVal);
        (f32 ? raw.csr_transpose_f32 : raw.csr_transpose_f64)(n, m, tPtr, tIdx, tVal, C.rowPtr, C.colIdx, C.values);
        return C;
      });
    } catch (e) {
      C.free();
      throw e;
    }
  });
}

/** P·A·Q: row i of the result is row rows[i] of A, column j is column cols[j].
 *
 *  Shapes    rows and cols are permutations of A's, null leaves them in order.
 *  Effects   makes a new matrix.
 *  Cost      linear; scratch of the size of A.
 *  Accuracy  exact.
 *  Throws    OptionError (no permutation; "foreign"), DtypeError, FreedError, CapacityError.
 *  Source    Davis 2006, Direct Methods for Sparse Linear Systems, §2.11.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 2, 2, { row: [0, 1], col: [0, 1], values: [1, 2] });
 *  console.log(k.sparse.permute(A, [1, 0], null).toDense().copy()); // Float64Array [0, 2, 1, 0] */
export function permute<D extends Float>(ctx: SparseContext, A: Csr<D>, rows: ArrayLike<number> | null, cols: ArrayLike<number> | null): CsrHandle<D> {
  const op = "sparse.permute", a = operand<Float>(ctx, op, "A", A, FLOATS);
  const whole = (arg: string, list: ArrayLike<number> | null, n: number): Int32Array => {
    const p = indices(op, arg, list, n, true);
    if (p.length !== n) throw new OptionError(op, arg, `${arg} has ${p.length} entries, expected a permutation of 0 … ${n - 1}`);
    return p;
  };
  return select(ctx, op, a, A.dtype, whole("rows", rows, a.rows), whole("cols", cols, a.cols));
}

/** A(rows, cols): the rows and columns of two lists.
 *
 *  Shapes    the result has rows.length rows and cols.length columns. Rows may repeat, columns are distinct; either in any order.
 *  Effects   makes a new matrix.
 *  Cost      linear in the rows taken; scratch of the size of the result.
 *  Accuracy  exact.
 *  Throws    OptionError (an index out of range, a column twice; "foreign"), DtypeError, FreedError, CapacityError.
 *  Source    –
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 2, 2, { row: [0, 0, 1], col: [0, 1, 1], values: [1, 2, 3] });
 *  console.log(k.sparse.submatrix(A, [0, 1, 0], [1]).copy().values); // Float64Array [2, 3, 2] */
export function submatrix<D extends Float>(ctx: SparseContext, A: Csr<D>, rows: ArrayLike<number>, cols: ArrayLike<number>): CsrHandle<D> {
  const op = "sparse.submatrix", a = operand<Float>(ctx, op, "A", A, FLOATS);
  return select(ctx, op, a, A.dtype, indices(op, "rows", rows ?? 0 as never, a.rows, false), indices(op, "cols", cols ?? 0 as never, a.cols, true));
}
