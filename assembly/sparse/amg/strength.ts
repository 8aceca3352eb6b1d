// What is known of a matrix before it is coarsened: its diagonal, its Gershgorin bound, and which entries are strong.
import { at, at8, colOf, endOf, Rows, startOf, valOf } from "./shapes";

/** d ← diagonal of rows first … last − 1. Returns the largest Σ|a_ij| / a_ii of them, or −1 − i for the first a_ii that is not positive. */
export function diagonal(first: i32, last: i32, a: Rows, d: usize): f64 {
  let most: f64 = 0;
  for (let i = first; i < last; i++) {
    let sum: f64 = 0, own: f64 = 0;
    const end = endOf(a, i);
    for (let k = startOf(a, i); k < end; k++) {
      const v = valOf(a, k);
      sum += abs(v);
      if (colOf(a, k) == i) own = v;
    }
    if (!(own > 0)) return -1.0 - <f64>i;
    store<f64>(at8(d, i), own);
    most = max(most, sum / own);
  }
  return most;
}

/** strong[k] ← 1 where a_ij² > ε²·a_ii·a_jj, j ≠ i; lumped ← a_ii + Σ of the weak entries of the row, or a_ii where that falls below a tenth
 *  of it. Vaněk, Mandel & Brezina 1996, Computing 56, (3.1) and (4.1). */
export function strength(first: i32, last: i32, a: Rows, d: usize, epsilon: f64, strong: usize, lumped: usize): void {
  const e2 = epsilon * epsilon;
  for (let i = first; i < last; i++) {
    const own = load<f64>(at8(d, i)), part = 1.0 / own, end = endOf(a, i);
    let rest = own;
    for (let k = startOf(a, i); k < end; k++) {
      const j = colOf(a, k), v = valOf(a, k);
      const is = v * part * v > e2 * load<f64>(at8(d, j)) && j != i;
      store<u8>(strong + k, <u8>is);
      if (!is && j != i) rest += v;
    }
    store<f64>(at8(lumped, i), rest > 0.1 * own ? rest : own);
  }
}

/** y ← f·D⁻¹·A·x on rows first … last − 1; returns the largest |y|. */
export function scaledProduct(first: i32, last: i32, a: Rows, d: usize, f: f64, x: usize, y: usize): f64 {
  let most: f64 = 0;
  for (let i = first; i < last; i++) {
    let sum: f64 = 0;
    const end = endOf(a, i);
    for (let k = startOf(a, i); k < end; k++) sum += valOf(a, k) * load<f64>(at8(x, colOf(a, k)));
    sum *= f / load<f64>(at8(d, i));
    store<f64>(at8(y, i), sum);
    most = max(most, abs(sum));
  }
  return most;
}

/** The largest |a_ij − a_ji| / √(a_ii·a_jj), or −1 if the pattern is not symmetric. Rows sorted; ws: i32[n]: how far each row was read, since
 *  the rows i in ascending order ask row j for its columns in ascending order. */
export function asymmetry(n: i32, a: Rows, d: usize, ws: usize): f64 {
  let most: f64 = 0;
  for (let i = 0; i < n; i++) store<u32>(at(ws, i), <u32>startOf(a, i));
  for (let i = 0; i < n; i++) {
    const end = endOf(a, i);
    for (let k = startOf(a, i); k < end; k++) {
      const j = colOf(a, k), seat = at(ws, j), q = <usize>load<u32>(seat);
      if (q >= endOf(a, j) || colOf(a, q) != i) return -1;
      store<u32>(seat, <u32>(q + 1));
      most = max(most, abs(valOf(a, k) - valOf(a, q)) / (sqrt(load<f64>(at8(d, i))) * sqrt(load<f64>(at8(d, j)))));
    }
  }
  return most;
}
