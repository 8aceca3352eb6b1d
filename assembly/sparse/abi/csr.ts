// Raw exports that make sparse matrices: checks, sorting, transposition, dense in and out.
import { dense_count, dense_fill, expand, merge, mirror, to_dense } from "../csr/build";
import { finite, half, indices, ordered, pointers, sorted } from "../csr/check";
import { diagonal, symmetry } from "../csr/symmetry";
import { columns, tally, transpose } from "../csr/transpose";

export * from "../csr/transpose-ukernel";

/** Checks: 0, or 1 more than the first position at fault. */
export function csr_pointers(rows: i32, rowPtr: usize): i32 { return pointers(rows, rowPtr); }
export function csr_indices(n: i32, idx: usize, limit: i32): i32 { return indices(n, idx, limit); }
export function csr_finite_f32(n: i32, values: usize): i32 { return finite<f32>(n, values); }
export function csr_finite_f64(n: i32, values: usize): i32 { return finite<f64>(n, values); }
export function csr_sorted(rows: i32, rowPtr: usize, colIdx: usize): i32 { return sorted(rows, rowPtr, colIdx); }
export function triplets_ordered(n: i32, row: usize, col: usize): i32 { return ordered(n, row, col); }
/** side 1: the lower half, −1: the upper. */
export function triplets_half(n: i32, row: usize, col: usize, side: i32): i32 { return half(n, row, col, side); }

export function csr_expand(rows: i32, rowPtr: usize, row: usize): void { expand(rows, rowPtr, row); }
/** rowPtr of triplets. */
export function csr_tally(n: i32, idx: usize, groups: i32, ptr: usize): void { tally(n, idx, groups, ptr); }
export function triplets_mirror_f32(n: i32, row: usize, col: usize, values: usize): i32 { return mirror<f32>(n, row, col, values); }
export function triplets_mirror_f64(n: i32, row: usize, col: usize, values: usize): i32 { return mirror<f64>(n, row, col, values); }
export function triplets_columns_f32(n: i32, cols: i32, row: usize, col: usize, values: usize, tPtr: usize, tIdx: usize, tVal: usize): void { columns<f32>(n, cols, row, col, values, tPtr, tIdx, tVal); }
export function triplets_columns_f64(n: i32, cols: i32, row: usize, col: usize, values: usize, tPtr: usize, tIdx: usize, tVal: usize): void { columns<f64>(n, cols, row, col, values, tPtr, tIdx, tVal); }
export function csr_merge_f32(rows: i32, rowPtr: usize, colIdx: usize, values: usize, refuse: i32): i32 { return merge<f32>(rows, rowPtr, colIdx, values, refuse); }
export function csr_merge_f64(rows: i32, rowPtr: usize, colIdx: usize, values: usize, refuse: i32): i32 { return merge<f64>(rows, rowPtr, colIdx, values, refuse); }

/** tPtr (cols + 1), tIdx, tVal ← Aᵀ, rows sorted. */
export function csr_transpose_f32(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, tPtr: usize, tIdx: usize, tVal: usize): void { transpose<f32>(rows, cols, rowPtr, colIdx, values, tPtr, tIdx, tVal); }
export function csr_transpose_f64(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, tPtr: usize, tIdx: usize, tVal: usize): void { transpose<f64>(rows, cols, rowPtr, colIdx, values, tPtr, tIdx, tVal); }

/** a (rows×cols, rows lda elements apart): entries above drop, counted into rowPtr, then written. */
export function csr_dense_count_f32(rows: i32, cols: i32, a: usize, lda: i32, drop: f64, rowPtr: usize): f64 { return dense_count<f32>(rows, cols, a, lda, drop, rowPtr); }
export function csr_dense_count_f64(rows: i32, cols: i32, a: usize, lda: i32, drop: f64, rowPtr: usize): f64 { return dense_count<f64>(rows, cols, a, lda, drop, rowPtr); }
export function csr_dense_fill_f32(rows: i32, cols: i32, a: usize, lda: i32, drop: f64, colIdx: usize, values: usize): void { dense_fill<f32>(rows, cols, a, lda, drop, colIdx, values); }
export function csr_dense_fill_f64(rows: i32, cols: i32, a: usize, lda: i32, drop: f64, colIdx: usize, values: usize): void { dense_fill<f64>(rows, cols, a, lda, drop, colIdx, values); }
export function csr_to_dense_f32(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, a: usize): void { to_dense<f32>(rows, cols, rowPtr, colIdx, values, a); }
export function csr_to_dense_f64(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, a: usize): void { to_dense<f64>(rows, cols, rowPtr, colIdx, values, a); }

/** Bit 0: the pattern of the square matrix is symmetric, bit 1: its values too. ws: 4n bytes. */
export function csr_symmetry_f64(n: i32, rowPtr: usize, colIdx: usize, values: usize, ws: usize): i32 { return symmetry(n, rowPtr, colIdx, values, ws); }
export function csr_diagonal_f32(n: i32, rowPtr: usize, colIdx: usize, values: usize, out: usize): void { diagonal<f32>(n, rowPtr, colIdx, values, out); }
export function csr_diagonal_f64(n: i32, rowPtr: usize, colIdx: usize, values: usize, out: usize): void { diagonal<f64>(n, rowPtr, colIdx, values, out); }
