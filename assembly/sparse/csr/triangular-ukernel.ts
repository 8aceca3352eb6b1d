// Inner kernels of triangular systems of sorted rows, in place in x; f64. Rows from … to − 1, upwards or downwards as the system asks.
//
// Contract: the diagonal has no zero unless `unit`, which does not read it. Entries on the other side of it are passed over.
import { int, real, set } from "./base";

/** L·x = b: rows are scalar products with what is known. */
export function trisolve_lower_f64_ukr(from: i32, to: i32, unit: i32, p: usize, idx: usize, values: usize, x: usize): void {
  for (let i = from; i < to; i++) {
    let k = int(p, i), sum = real<f64>(x, i), other = 0.0;
    const end = int(p, i + 1);
    for (; k + 1 < end && int(idx, k + 1) < i; k += 2) {
      sum -= real<f64>(values, k) * real<f64>(x, int(idx, k));
      other += real<f64>(values, k + 1) * real<f64>(x, int(idx, k + 1));
    }
    if (k < end && int(idx, k) < i) {
      sum -= real<f64>(values, k) * real<f64>(x, int(idx, k));
      k++;
    }
    sum -= other;
    set<f64>(x, i, unit ? sum : sum / real<f64>(values, k));
  }
}

/** U·x = b, from the last row up. */
export function trisolve_upper_f64_ukr(from: i32, to: i32, unit: i32, p: usize, idx: usize, values: usize, x: usize): void {
  for (let i = to - 1; i >= from; i--) {
    let k = int(p, i + 1) - 1, sum = real<f64>(x, i), other = 0.0;
    const begin = int(p, i);
    for (; k > begin && int(idx, k - 1) > i; k -= 2) {
      sum -= real<f64>(values, k) * real<f64>(x, int(idx, k));
      other += real<f64>(values, k - 1) * real<f64>(x, int(idx, k - 1));
    }
    if (k >= begin && int(idx, k) > i) {
      sum -= real<f64>(values, k) * real<f64>(x, int(idx, k));
      k--;
    }
    sum -= other;
    set<f64>(x, i, unit ? sum : sum / real<f64>(values, k));
  }
}

/** Lᵀ·x = b, from the last row up: row i of L is column i of Lᵀ. */
export function trisolve_lower_t_f64_ukr(from: i32, to: i32, unit: i32, p: usize, idx: usize, values: usize, x: usize): void {
  for (let i = to - 1; i >= from; i--) {
    let k = int(p, i + 1) - 1, t = real<f64>(x, i);
    const begin = int(p, i);
    while (k >= begin && int(idx, k) > i) k--;
    if (!unit) t /= real<f64>(values, k);
    set<f64>(x, i, t);
    if (k >= begin && int(idx, k) == i) k--;
    for (; k >= begin; k--) set<f64>(x, int(idx, k), real<f64>(x, int(idx, k)) - t * real<f64>(values, k));
  }
}

/** Uᵀ·x = b. */
export function trisolve_upper_t_f64_ukr(from: i32, to: i32, unit: i32, p: usize, idx: usize, values: usize, x: usize): void {
  for (let i = from; i < to; i++) {
    let k = int(p, i), t = real<f64>(x, i);
    const end = int(p, i + 1);
    while (k < end && int(idx, k) < i) k++;
    if (!unit) t /= real<f64>(values, k);
    set<f64>(x, i, t);
    if (k < end && int(idx, k) == i) k++;
    for (; k < end; k++) set<f64>(x, int(idx, k), real<f64>(x, int(idx, k)) - t * real<f64>(values, k));
  }
}
