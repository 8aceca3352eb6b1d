// Raw exports of algebra with sparse matrices. Results that are not known in size are counted first: entries as f64, rows into rowPtr.
import { add_count, add_fill } from "../csr/add";
import { multiply, multiply_count } from "../csr/multiply";
import { select_count, select_fill } from "../csr/select";
import { column_sums, largest, norm_fro, norm_inf } from "../csr/sums";
import { first_zero, trisolve } from "../csr/triangular";

export * from "../csr/multiply-ukernel";
export * from "../csr/triangular-ukernel";

/** α·A + β·B; p, a, va and q, b, vb are their arrays. */
export function csr_add_count(rows: i32, p: usize, a: usize, q: usize, b: usize, rowPtr: usize): f64 { return add_count(rows, p, a, q, b, rowPtr); }
export function csr_add_f32(rows: i32, alpha: f64, p: usize, a: usize, va: usize, beta: f64, q: usize, b: usize, vb: usize, colIdx: usize, values: usize): void { add_fill<f32>(rows, alpha, p, a, va, beta, q, b, vb, colIdx, values); }
export function csr_add_f64(rows: i32, alpha: f64, p: usize, a: usize, va: usize, beta: f64, q: usize, b: usize, vb: usize, colIdx: usize, values: usize): void { add_fill<f64>(rows, alpha, p, a, va, beta, q, b, vb, colIdx, values); }

/** A·B, rows those of A and cols those of B. marks: 4·cols bytes; ws: 12·cols + 4·(nnz + 1) bytes, nnz that of the product. */
export function csr_multiply_count(rows: i32, cols: i32, p: usize, a: usize, q: usize, b: usize, rowPtr: usize, marks: usize): f64 { return multiply_count(rows, cols, p, a, q, b, rowPtr, marks); }
export function csr_multiply_f32(rows: i32, cols: i32, p: usize, a: usize, va: usize, q: usize, b: usize, vb: usize, rowPtr: usize, colIdx: usize, values: usize, ws: usize): void { multiply<f32>(rows, cols, p, a, va, q, b, vb, rowPtr, colIdx, values, ws); }
export function csr_multiply_f64(rows: i32, cols: i32, p: usize, a: usize, va: usize, q: usize, b: usize, vb: usize, rowPtr: usize, colIdx: usize, values: usize, ws: usize): void { multiply<f64>(rows, cols, p, a, va, q, b, vb, rowPtr, colIdx, values, ws); }

/** The matrix of rows rows[0 … n − 1], its columns moved to place[j] (−1: left out), by columns: cols of them. */
export function csr_select_count(n: i32, cols: i32, rowPtr: usize, colIdx: usize, rows: usize, place: usize, tPtr: usize): f64 { return select_count(n, cols, rowPtr, colIdx, rows, place, tPtr); }
export function csr_select_f32(n: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, rows: usize, place: usize, tPtr: usize, tIdx: usize, tVal: usize): void { select_fill<f32>(n, cols, rowPtr, colIdx, values, rows, place, tPtr, tIdx, tVal); }
export function csr_select_f64(n: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, rows: usize, place: usize, tPtr: usize, tIdx: usize, tVal: usize): void { select_fill<f64>(n, cols, rowPtr, colIdx, values, rows, place, tPtr, tIdx, tVal); }

/** sums (cols f64): of sizes, or of squares. */
export function csr_column_sums_f32(nnz: i32, cols: i32, colIdx: usize, values: usize, squares: i32, sums: usize): void { column_sums<f32>(nnz, cols, colIdx, values, squares, sums); }
export function csr_column_sums_f64(nnz: i32, cols: i32, colIdx: usize, values: usize, squares: i32, sums: usize): void { column_sums<f64>(nnz, cols, colIdx, values, squares, sums); }
/** The largest of n f64, at least 0. */
export function csr_largest(n: i32, sums: usize): f64 { return largest(n, sums); }
export function csr_norm_inf_f32(rows: i32, rowPtr: usize, values: usize): f64 { return norm_inf<f32>(rows, rowPtr, values); }
export function csr_norm_inf_f64(rows: i32, rowPtr: usize, values: usize): f64 { return norm_inf<f64>(rows, rowPtr, values); }
export function csr_norm_fro_f32(nnz: i32, values: usize): f64 { return norm_fro<f32>(nnz, values); }
export function csr_norm_fro_f64(nnz: i32, values: usize): f64 { return norm_fro<f64>(nnz, values); }

/** 0, or 1 more than the first row without a diagonal entry other than 0. */
export function csr_first_zero_f64(n: i32, rowPtr: usize, colIdx: usize, values: usize): i32 { return first_zero(n, rowPtr, colIdx, values); }
/** Solves in place in x with one triangle of the matrix. */
export function csr_trisolve_f64(n: i32, upper: i32, trans: i32, unit: i32, rowPtr: usize, colIdx: usize, values: usize, x: usize): void { trisolve(n, upper, trans, unit, rowPtr, colIdx, values, x); }
