// Norms and column sums.
import { clear, int, real, set } from "./base";

/** sums (cols f64) ← Σ|a| of each column, or Σa² with squares. */
export function column_sums<T>(nnz: i32, cols: i32, idx: usize, values: usize, squares: i32, sums: usize): void {
  clear(sums, <usize>cols << 3);
  for (let k = 0; k < nnz; k++) {
    const j = int(idx, k), v = real<T>(values, k);
    set<f64>(sums, j, real<f64>(sums, j) + (squares ? v * v : abs(v)));
  }
}

export function largest(n: i32, sums: usize): f64 {
  let most = 0.0;
  for (let i = 0; i < n; i++) most = max(most, real<f64>(sums, i));
  return most;
}

export function norm_inf<T>(rows: i32, p: usize, values: usize): f64 {
  let most = 0.0;
  for (let i = 0; i < rows; i++) {
    let sum = 0.0;
    for (let k = int(p, i), end = int(p, i + 1); k < end; k++) sum += abs(real<T>(values, k));
    most = max(most, sum);
  }
  return most;
}

/** √Σa², scaled by a power of two if the sum leaves the range in which it is accurate. */
export function norm_fro<T>(nnz: i32, values: usize): f64 {
  const sum = squares<T>(nnz, values, 1);
  if (sum >= 1e-280 && sum < Infinity) return Math.sqrt(sum);
  let most = 0.0;
  for (let k = 0; k < nnz; k++) most = max(most, abs(real<T>(values, k)));
  if (most == 0) return 0;
  const scale = most > 1 ? reinterpret<f64>(<u64>(1023 - 600) << 52) : reinterpret<f64>(<u64>(1023 + 600) << 52);
  return Math.sqrt(squares<T>(nnz, values, scale)) / scale;
}

/** In blocks, so that the error does not grow with all of nnz. */
function squares<T>(nnz: i32, values: usize, scale: f64): f64 {
  let total = 0.0;
  for (let from = 0; from < nnz; from += 4096) {
    let sum = 0.0;
    for (let k = from, to = min(from + 4096, nnz); k < to; k++) {
      const v = scale * real<T>(values, k);
      sum += v * v;
    }
    total += sum;
  }
  return total;
}
