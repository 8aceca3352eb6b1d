// Transposition by counting (Gustavson 1978, ACM TOMS 4(3)): the order of entries is kept, so that twice sorts every row in linear time,
// and entries at one place stay in the order they came in.
//
// Contract: outputs overlap no input. T = u8 stands for a pattern: no values are read or written.
import { clear, GROUP, int, put, rewind, RUN, starts } from "./base";
import { csr_transpose_f32_ukr, csr_transpose_f64_ukr, csr_transpose_pattern_ukr, triplets_columns_f32_ukr, triplets_columns_f64_ukr } from "./transpose-ukernel";

/** p[1 … n] ← how often each index occurs. */
export function tally(nnz: i32, idx: usize, n: i32, p: usize): void {
  clear(p, (<usize>n + 1) << 2);
  for (let k = 0; k < nnz; k++) {
    const at = int(idx, k) + 1;
    put(p, at, int(p, at) + 1);
  }
  starts(n, p);
}

/** The compressed columns of a matrix of compressed rows: tPtr holds cols + 1, tIdx and tVal nnz. */
export function transpose<T>(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, tPtr: usize, tIdx: usize, tVal: usize): void {
  tally(int(rowPtr, rows), colIdx, cols, tPtr);
  for (let i = 0; i < rows; i += GROUP) {
    const to = min(i + GROUP, rows);
    if (sizeof<T>() == 8) csr_transpose_f64_ukr(i, to, rowPtr, colIdx, values, tPtr, tIdx, tVal);
    else if (sizeof<T>() == 4) csr_transpose_f32_ukr(i, to, rowPtr, colIdx, values, tPtr, tIdx, tVal);
    else csr_transpose_pattern_ukr(i, to, rowPtr, colIdx, tPtr, tIdx);
  }
  rewind(cols, tPtr);
}

/** Triplets in any order into compressed columns. */
export function columns<T>(nnz: i32, cols: i32, row: usize, col: usize, values: usize, tPtr: usize, tIdx: usize, tVal: usize): void {
  tally(nnz, col, cols, tPtr);
  for (let k = 0; k < nnz; k += RUN) {
    const to = min(k + RUN, nnz);
    if (sizeof<T>() == 8) triplets_columns_f64_ukr(k, to, row, col, values, tPtr, tIdx, tVal);
    else triplets_columns_f32_ukr(k, to, row, col, values, tPtr, tIdx, tVal);
  }
  rewind(cols, tPtr);
}
