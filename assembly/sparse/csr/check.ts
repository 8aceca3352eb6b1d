// Checks of arrays that come from outside. Each answers 0, or 1 more than the first position at fault.
import { int, real } from "./base";

export function pointers(rows: i32, p: usize): i32 {
  for (let i = 0; i < rows; i++) if (int(p, i + 1) < int(p, i)) return i + 1;
  return 0;
}

/** Every index in 0 … limit − 1. */
export function indices(n: i32, idx: usize, limit: i32): i32 {
  for (let k = 0; k < n; k++) if (<u32>int(idx, k) >= <u32>limit) return k + 1;
  return 0;
}

/** Every value finite: 0·v is 0 then. */
export function finite<T>(n: i32, p: usize): i32 {
  const block = 4096;
  for (let from = 0; from < n; from += block) {
    const to = min(from + block, n);
    let zero = 0.0;
    for (let k = from; k < to; k++) zero += 0.0 * real<T>(p, k);
    if (zero != 0.0) for (let k = from; k < to; k++) if (0.0 * real<T>(p, k) != 0.0) return k + 1;
  }
  return 0;
}

/** Entries on one side of the diagonal: side·(col − row) ≤ 0. */
export function half(n: i32, row: usize, col: usize, side: i32): i32 {
  for (let k = 0; k < n; k++) if (side > 0 ? int(col, k) > int(row, k) : int(col, k) < int(row, k)) return k + 1;
  return 0;
}

/** Columns ascending in every row, none twice. */
export function sorted(rows: i32, p: usize, idx: usize): i32 {
  for (let i = 0; i < rows; i++) for (let k = int(p, i) + 1, end = int(p, i + 1); k < end; k++) if (int(idx, k) <= int(idx, k - 1)) return k + 1;
  return 0;
}

/** Entries in the order of their rows, and of their columns in a row, none twice. */
export function ordered(n: i32, row: usize, col: usize): i32 {
  for (let k = 1; k < n; k++) {
    const step = int(row, k) - int(row, k - 1);
    if (step < 0 || (step == 0 && int(col, k) <= int(col, k - 1))) return k + 1;
  }
  return 0;
}
