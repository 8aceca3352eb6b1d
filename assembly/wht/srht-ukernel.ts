// The two ends of a chunk of the sampled transform: rows in with random signs and scale, kept rows out with the signs of H.
//
// Contract: any sizes and strides, no alignment beyond the element.
import { joined, signOf } from "./signs";

/** X(i, :) ← ±scale·A(i, :) with the sign of row first + i, then zeros up to `width` columns. */
// @ts-ignore: decorator
@inline
function fill<T>(count: i32, cols: i32, width: i32, a: usize, lda: i32, x: usize, ldx: i32, scale: T, key: u64, first: i32): void {
  const bytes = <usize>cols * sizeof<T>();
  for (let i = 0; i < count; i++) {
    const s = signOf(key, first + i) ? <T>-scale : scale, f = v128.splat<T>(s);
    let p = a, q = x;
    const end = p + bytes;
    while (p + 16 <= end) { v128.store(q, v128.mul<T>(v128.load(p), f)); p += 16; q += 16; }
    while (p < end) { store<T>(q, <T>(load<T>(p) * s)); p += sizeof<T>(); q += sizeof<T>(); }
    if (width > cols) memory.fill(q, 0, <usize>(width - cols) * sizeof<T>());
    a += <usize>lda * sizeof<T>();
    x += <usize>ldx * sizeof<T>();
  }
}

/** SA(i, :) ← [part > 0]·SA(i, :) ± X(index_i mod c, :), the sign that of H_P at (part, index_i div c). */
// @ts-ignore: decorator
@inline
function gather<T>(m: i32, cols: i32, index: usize, c: i32, part: i32, x: usize, ldx: i32, sa: usize, ldsa: i32): void {
  const bytes = <usize>cols * sizeof<T>(), shift = ctz(c);
  for (let i = 0; i < m; i++) {
    const row = load<i32>(index + (<usize>i << 2)), odd = popcnt((row >> shift) & part) & 1;
    let p = x + <usize>(row & (c - 1)) * <usize>ldx * sizeof<T>(), q = sa;
    const end = q + bytes;
    if (part == 0) memory.copy(q, p, bytes);
    else if (odd) {
      while (q + 16 <= end) { v128.store(q, v128.sub<T>(v128.load(q), v128.load(p))); p += 16; q += 16; }
      while (q < end) { store<T>(q, <T>(load<T>(q) - load<T>(p))); p += sizeof<T>(); q += sizeof<T>(); }
    } else {
      while (q + 16 <= end) { v128.store(q, v128.add<T>(v128.load(q), v128.load(p))); p += 16; q += 16; }
      while (q < end) { store<T>(q, <T>(load<T>(q) + load<T>(p))); p += sizeof<T>(); q += sizeof<T>(); }
    }
    sa += <usize>ldsa * sizeof<T>();
  }
}

export function srht_load_f32_ukr(count: i32, cols: i32, width: i32, a: usize, lda: i32, x: usize, ldx: i32, scale: f32, low: u32, high: u32, first: i32): void {
  fill<f32>(count, cols, width, a, lda, x, ldx, scale, joined(low, high), first);
}
export function srht_load_f64_ukr(count: i32, cols: i32, width: i32, a: usize, lda: i32, x: usize, ldx: i32, scale: f64, low: u32, high: u32, first: i32): void {
  fill<f64>(count, cols, width, a, lda, x, ldx, scale, joined(low, high), first);
}
export function srht_add_f32_ukr(m: i32, cols: i32, index: usize, c: i32, part: i32, x: usize, ldx: i32, sa: usize, ldsa: i32): void {
  gather<f32>(m, cols, index, c, part, x, ldx, sa, ldsa);
}
export function srht_add_f64_ukr(m: i32, cols: i32, index: usize, c: i32, part: i32, x: usize, ldx: i32, sa: usize, ldsa: i32): void {
  gather<f64>(m, cols, index, c, part, x, ldx, sa, ldsa);
}
