// A by columns, as places in its rows: made once for a pattern. Row scales.
import { get, set } from "./layout";

/** colPtr (cols + 1), rowIdx and from (nnz): entry p of the columns stands in row rowIdx[p], at position from[p] of the rows. Rows ascend. */
export function columns(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, colPtr: usize, rowIdx: usize, from: usize): void {
  const nnz = get(rowPtr, rows);
  memory.fill(colPtr, 0, (<usize>cols + 1) << 2);
  for (let k = 0; k < nnz; k++) {
    const j = get(colIdx, k) + 1;
    if (j < cols) set(colPtr, j + 1, get(colPtr, j + 1) + 1);
  }
  // colPtr[j + 1] is where column j is filled next, and its end when all is done.
  for (let j = 2; j <= cols; j++) set(colPtr, j, get(colPtr, j) + get(colPtr, j - 1));
  let k = 0;
  for (let i = 0; i < rows; i++) {
    for (const end = get(rowPtr, i + 1); k < end; k++) {
      const j = get(colIdx, k) + 1, p = get(colPtr, j);
      set(colPtr, j, p + 1);
      set(rowIdx, p, i);
      set(from, p, k);
    }
  }
}

/** 2^−e where 2^e ≤ x < 2^(e + 1), for a positive finite x; kept in the range where it and its inverse are normal. */
// @ts-ignore: decorator
@inline
export function power(x: f64): f64 {
  const e = <i32>(reinterpret<u64>(x) >> 52) & 2047;
  return reinterpret<f64>(<u64>(2046 - max(min(e, 2045), 1)) << 52);
}

/** Row scales, powers of two: the largest of every row comes to [1, 2). */
export function equilibrate(rows: i32, rowPtr: usize, values: usize, scale: usize): void {
  let k = get(rowPtr, 0);
  for (let i = 0; i < rows; i++) {
    let most = 0.0;
    for (const end = get(rowPtr, i + 1); k < end; k++) most = max(most, abs(load<f64>(values + (<usize>k << 3))));
    store<f64>(scale + (<usize>i << 3), most > 0.0 ? power(most) : 1.0);
  }
}

/** Scales to the powers of two below them. */
export function powers(n: i32, scale: usize): void {
  for (let i = 0; i < n; i++, scale += 8) store<f64>(scale, 1.0 / power(load<f64>(scale)));
}
