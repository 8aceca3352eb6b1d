// α·A + β·B of sorted rows: a merge that first counts, then writes.
import { int, put, real, set } from "./base";

/** One row; k entries are written so far. Without idx it only counts. */
// @ts-ignore: decorator
@inline
function row<T>(write: bool, i: i32, alpha: f64, p: usize, a: usize, va: usize, beta: f64, q: usize, b: usize, vb: usize, k: i32, idx: usize, values: usize): i32 {
  let x = int(p, i), y = int(q, i);
  const xEnd = int(p, i + 1), yEnd = int(q, i + 1);
  while (x < xEnd || y < yEnd) {
    const left = x < xEnd ? int(a, x) : i32.MAX_VALUE, right = y < yEnd ? int(b, y) : i32.MAX_VALUE;
    if (write) {
      put(idx, k, min(left, right));
      set<T>(values, k, left < right ? alpha * real<T>(va, x) : left > right ? beta * real<T>(vb, y) : alpha * real<T>(va, x) + beta * real<T>(vb, y));
    }
    k++;
    x += i32(left <= right);
    y += i32(right <= left);
  }
  return k;
}

/** rowPtr ← the rows of the sum; its entries. */
export function add_count(rows: i32, p: usize, a: usize, q: usize, b: usize, rowPtr: usize): f64 {
  let total: f64 = 0;
  put(rowPtr, 0, 0);
  for (let i = 0; i < rows; i++) {
    total += row<f64>(false, i, 0, p, a, 0, 0, q, b, 0, 0, 0, 0);
    put(rowPtr, i + 1, <i32>min(total, 2147483647.0));
  }
  return total;
}

export function add_fill<T>(rows: i32, alpha: f64, p: usize, a: usize, va: usize, beta: f64, q: usize, b: usize, vb: usize, idx: usize, values: usize): void {
  let k = 0;
  for (let i = 0; i < rows; i++) k = row<T>(true, i, alpha, p, a, va, beta, q, b, vb, k, idx, values);
}
