// Inner kernels of transposition: rows, or entries, from … to − 1, into the columns whose cursors stand in tPtr.
//
// Contract: outputs overlap no input. T = u8 stands for a pattern: no values are read or written.
import { int, put, real, set } from "./base";

// @ts-ignore: decorator
@inline
function move<T>(values: usize, k: i32, out: usize, at: i32): void {
  if (sizeof<T>() > 1) set<T>(out, at, real<T>(values, k));
}

// @ts-ignore: decorator
@inline
function entries<T>(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, tPtr: usize, tIdx: usize, tVal: usize): void {
  let k = int(rowPtr, from);
  for (let i = from; i < to; i++) {
    for (const end = int(rowPtr, i + 1); k < end; k++) {
      const j = int(colIdx, k), at = int(tPtr, j);
      put(tPtr, j, at + 1);
      put(tIdx, at, i);
      move<T>(values, k, tVal, at);
    }
  }
}

// @ts-ignore: decorator
@inline
function triplets<T>(from: i32, to: i32, row: usize, col: usize, values: usize, tPtr: usize, tIdx: usize, tVal: usize): void {
  for (let k = from; k < to; k++) {
    const j = int(col, k), at = int(tPtr, j);
    put(tPtr, j, at + 1);
    put(tIdx, at, int(row, k));
    move<T>(values, k, tVal, at);
  }
}

export function csr_transpose_f32_ukr(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, tPtr: usize, tIdx: usize, tVal: usize): void { entries<f32>(from, to, rowPtr, colIdx, values, tPtr, tIdx, tVal); }
export function csr_transpose_f64_ukr(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, tPtr: usize, tIdx: usize, tVal: usize): void { entries<f64>(from, to, rowPtr, colIdx, values, tPtr, tIdx, tVal); }
export function csr_transpose_pattern_ukr(from: i32, to: i32, rowPtr: usize, colIdx: usize, tPtr: usize, tIdx: usize): void { entries<u8>(from, to, rowPtr, colIdx, 0, tPtr, tIdx, 0); }
export function triplets_columns_f32_ukr(from: i32, to: i32, row: usize, col: usize, values: usize, tPtr: usize, tIdx: usize, tVal: usize): void { triplets<f32>(from, to, row, col, values, tPtr, tIdx, tVal); }
export function triplets_columns_f64_ukr(from: i32, to: i32, row: usize, col: usize, values: usize, tPtr: usize, tIdx: usize, tVal: usize): void { triplets<f64>(from, to, row, col, values, tPtr, tIdx, tVal); }
