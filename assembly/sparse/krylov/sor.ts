// Sweeps of successive over-relaxation over compressed rows.

/** Rows per kernel call. */
const BLOCK: i32 = 256;

/** x_i += w_i·(b_i − A_i·x) for rows i from `first` on, `step` = 1 or −1. */
export function sor_f64_ukr(count: i32, first: i32, step: i32, rowPtr: usize, colIdx: usize, values: usize, w: usize, b: usize, x: usize): void {
  for (let i = first; count > 0; i += step, count--) {
    const at = <usize>i << 3, p = rowPtr + (<usize>i << 2), k = <usize>load<i32>(p), end = colIdx + (<usize>load<i32>(p, 4) << 2);
    let c = colIdx + (k << 2), v = values + (k << 3), s = 0.0, t = 0.0;
    while (c + 8 <= end) {
      s += load<f64>(v) * load<f64>(x + (<usize>load<i32>(c) << 3));
      t += load<f64>(v, 8) * load<f64>(x + (<usize>load<i32>(c, 4) << 3));
      c += 8; v += 16;
    }
    if (c < end) s += load<f64>(v) * load<f64>(x + (<usize>load<i32>(c) << 3));
    store<f64>(x + at, load<f64>(x + at) + load<f64>(w + at) * (load<f64>(b + at) - (s + t)));
  }
}

export function forward(n: i32, rowPtr: usize, colIdx: usize, values: usize, w: usize, b: usize, x: usize): void {
  for (let i = 0; i < n; i += BLOCK) sor_f64_ukr(min(BLOCK, n - i), i, 1, rowPtr, colIdx, values, w, b, x);
}

export function backward(n: i32, rowPtr: usize, colIdx: usize, values: usize, w: usize, b: usize, x: usize): void {
  for (let i = n; i > 0; i -= BLOCK) sor_f64_ukr(min(BLOCK, i), i - 1, -1, rowPtr, colIdx, values, w, b, x);
}

/** w ← ω / w; 1 + the first place of a zero comes back. */
export function relax(n: i32, omega: f64, w: usize): i32 {
  for (let i = 0; i < n; i++) {
    const at = w + (<usize>i << 3), v = load<f64>(at);
    if (v == 0) return i + 1;
    store<f64>(at, omega / v);
  }
  return 0;
}
