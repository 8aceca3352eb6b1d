// Rows and columns of a matrix in any order.
import { clear, int, put, real, rewind, set, starts } from "./base";

/** tPtr ← the columns of the result: row r of it is row rows[r] of A, column j of A is column place[j] of it, −1 none. Entries of the result. */
export function select_count(n: i32, cols: i32, p: usize, idx: usize, rows: usize, place: usize, tPtr: usize): f64 {
  let total: f64 = 0;
  clear(tPtr, (<usize>cols + 1) << 2);
  for (let r = 0; r < n; r++) {
    const i = int(rows, r);
    for (let k = int(p, i), end = int(p, i + 1); k < end; k++) {
      const at = int(place, int(idx, k)) + 1;
      if (at == 0) continue;
      put(tPtr, at, int(tPtr, at) + 1);
      total += 1;
    }
  }
  return total;
}

/** The result by columns, sorted since its rows come in order. tPtr as select_count left it. */
export function select_fill<T>(n: i32, cols: i32, p: usize, idx: usize, values: usize, rows: usize, place: usize, tPtr: usize, tIdx: usize, tVal: usize): void {
  starts(cols, tPtr);
  for (let r = 0; r < n; r++) {
    const i = int(rows, r);
    for (let k = int(p, i), end = int(p, i + 1); k < end; k++) {
      const j = int(place, int(idx, k));
      if (j < 0) continue;
      const at = int(tPtr, j);
      put(tPtr, j, at + 1);
      put(tIdx, at, r);
      set<T>(tVal, at, real<T>(values, k));
    }
  }
  rewind(cols, tPtr);
}
