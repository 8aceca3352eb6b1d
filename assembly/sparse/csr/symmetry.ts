// What a square matrix is, in one pass over it.
import { int, put, real } from "./base";

/** Bit 0: (i, j) stands there whenever (j, i) does; bit 1: with the same value. A cursor a row goes through its entries as the mirror images
 *  of them come by: rows and columns ascend alike. next: n i32. */
export function symmetry(n: i32, p: usize, idx: usize, values: usize, next: usize): i32 {
  let same = 3;
  memory.copy(next, p, <usize>n << 2);
  for (let i = 0; i < n; i++) {
    for (let k = int(p, i), end = int(p, i + 1); k < end; k++) {
      const j = int(idx, k), at = int(next, j);
      if (at == int(p, j + 1) || int(idx, at) != i) return 0;
      put(next, j, at + 1);
      if (real<f64>(values, at) != real<f64>(values, k)) same = 1;
    }
  }
  return same;
}

/** Where (i, j) stands in sorted rows, −1 if nowhere. */
export function find(p: usize, idx: usize, i: i32, j: i32): i32 {
  let low = int(p, i), high = int(p, i + 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (int(idx, middle) < j) low = middle + 1;
    else high = middle;
  }
  return low < int(p, i + 1) && int(idx, low) == j ? low : -1;
}

/** out: n elements. */
export function diagonal<T>(n: i32, p: usize, idx: usize, values: usize, out: usize): void {
  for (let i = 0; i < n; i++) {
    const at = find(p, idx, i, i);
    store<T>(out + (<usize>i << alignof<T>()), at < 0 ? <T>0 : load<T>(values + (<usize>at << alignof<T>())));
  }
}
