// Steps between what is given and sorted rows.
import { int, put, real, set } from "./base";

/** row[k] ← the row of entry k. */
export function expand(rows: i32, p: usize, row: usize): void {
  for (let i = 0; i < rows; i++) for (let k = int(p, i), end = int(p, i + 1); k < end; k++) put(row, k, i);
}

/** Appends (j, i) for every (i, j) off the diagonal; the new number of entries. */
export function mirror<T>(n: i32, row: usize, col: usize, values: usize): i32 {
  let to = n;
  for (let k = 0; k < n; k++) {
    const i = int(row, k), j = int(col, k);
    if (i == j) continue;
    put(row, to, j);
    put(col, to, i);
    set<T>(values, to++, real<T>(values, k));
  }
  return to;
}

/** Adds entries at one place of sorted rows, in their order, each sum rounded once; the entries left. With `refuse` only finds them: −1 − the
 *  position of the first. */
export function merge<T>(rows: i32, p: usize, idx: usize, values: usize, refuse: i32): i32 {
  let to = 0, k = 0;
  for (let i = 0; i < rows; i++) {
    const end = int(p, i + 1);
    while (k < end) {
      const j = int(idx, k);
      let sum = real<T>(values, k);
      for (k++; k < end && int(idx, k) == j; k++) {
        if (refuse) return -1 - k;
        sum += real<T>(values, k);
      }
      put(idx, to, j);
      set<T>(values, to++, sum);
    }
    put(p, i + 1, to);
  }
  return to;
}

/** Entries of a dense matrix above `drop` in size, and all that are not finite. */
export function dense_count<T>(rows: i32, cols: i32, a: usize, lda: i32, drop: f64, p: usize): f64 {
  let total: f64 = 0;
  put(p, 0, 0);
  for (let i = 0; i < rows; i++) {
    let n = 0;
    const row = a + (<usize>i * <usize>lda << alignof<T>());
    for (let j = 0; j < cols; j++) n += i32(!(abs(real<T>(row, j)) <= drop));
    total += n;
    put(p, i + 1, <i32>min(total, 2147483647.0));
  }
  return total;
}

export function dense_fill<T>(rows: i32, cols: i32, a: usize, lda: i32, drop: f64, idx: usize, values: usize): void {
  let k = 0;
  for (let i = 0; i < rows; i++) {
    const row = a + (<usize>i * <usize>lda << alignof<T>());
    for (let j = 0; j < cols; j++) {
      const v = real<T>(row, j);
      if (abs(v) <= drop) continue;
      put(idx, k, j);
      set<T>(values, k++, v);
    }
  }
}

export function to_dense<T>(rows: i32, cols: i32, p: usize, idx: usize, values: usize, a: usize): void {
  memory.fill(a, 0, (<usize>rows * <usize>cols) << alignof<T>());
  for (let i = 0; i < rows; i++) {
    const row = a + (<usize>i * <usize>cols << alignof<T>());
    for (let k = int(p, i), end = int(p, i + 1); k < end; k++) set<T>(row, int(idx, k), real<T>(values, k));
  }
}
