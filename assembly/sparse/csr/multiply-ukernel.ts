// Inner kernels of A·B, for rows from … to − 1 of the product.
import { int, put, real, set } from "./base";

/** The columns of each row in the order they turn up, idx from entry k on, none with idx = 0; the entries after the last row. marks (columns of B
 *  i32) tells what a row has met: row + 1. */
export function csr_multiply_pattern_ukr(from: i32, to: i32, p: usize, a: usize, q: usize, b: usize, marks: usize, k: f64, rowPtr: usize, idx: usize): f64 {
  for (let i = from; i < to; i++) {
    for (let s = int(p, i), end = int(p, i + 1); s < end; s++) {
      const r = int(a, s);
      for (let t = int(q, r), stop = int(q, r + 1); t < stop; t++) {
        const j = int(b, t);
        if (int(marks, j) == i + 1) continue;
        put(marks, j, i + 1);
        if (idx) put(idx, <i32>k, j);
        k += 1;
      }
    }
    if (idx == 0) put(rowPtr, i + 1, <i32>min(k, 2147483647.0));
  }
  return k;
}

/** The values of rows whose columns stand in idx: each row is summed in `sums` (columns of B, f64). */
// @ts-ignore: decorator
@inline
function numeric<T>(from: i32, to: i32, p: usize, a: usize, va: usize, q: usize, b: usize, vb: usize, rowPtr: usize, idx: usize, values: usize, sums: usize): void {
  for (let i = from; i < to; i++) {
    const begin = int(rowPtr, i), stop = int(rowPtr, i + 1);
    for (let k = begin; k < stop; k++) set<f64>(sums, int(idx, k), 0);
    for (let s = int(p, i), end = int(p, i + 1); s < end; s++) {
      const r = int(a, s), v = real<T>(va, s);
      for (let t = int(q, r), last = int(q, r + 1); t < last; t++) {
        const j = int(b, t);
        set<f64>(sums, j, real<f64>(sums, j) + v * real<T>(vb, t));
      }
    }
    for (let k = begin; k < stop; k++) set<T>(values, k, real<f64>(sums, int(idx, k)));
  }
}

export function csr_multiply_f32_ukr(from: i32, to: i32, p: usize, a: usize, va: usize, q: usize, b: usize, vb: usize, rowPtr: usize, idx: usize, values: usize, sums: usize): void { numeric<f32>(from, to, p, a, va, q, b, vb, rowPtr, idx, values, sums); }
export function csr_multiply_f64_ukr(from: i32, to: i32, p: usize, a: usize, va: usize, q: usize, b: usize, vb: usize, rowPtr: usize, idx: usize, values: usize, sums: usize): void { numeric<f64>(from, to, p, a, va, q, b, vb, rowPtr, idx, values, sums); }
