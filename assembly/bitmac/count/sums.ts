// Sums of bytes, and rows brought together.

/** Sum of the bytes, by four. */
// @ts-ignore: decorator
@inline
export function widened(b: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(b));
}

// @ts-ignore: decorator
@inline
export function sum(a: v128): i32 {
  return i32x4.extract_lane(a, 0) + i32x4.extract_lane(a, 1) + i32x4.extract_lane(a, 2) + i32x4.extract_lane(a, 3);
}

/** The last `n` bytes of a row, and zeros up to `bytes`: zeros have no digits. */
export function padded(n: usize, x: usize, bytes: usize, to: usize): void {
  const end = x + n, stop = to + bytes;
  let p = to;
  while (p < stop) { v128.store(p, i8x16.splat(0)); p += 16; }
  while (x + 16 <= end) { v128.store(to, v128.load(x)); x += 16; to += 16; }
  while (x < end) { store<u8>(to, load<u8>(x)); x++; to++; }
}

/** Copies n bytes, and reads no others. */
// @ts-ignore: decorator
@inline
function copied(n: usize, x: usize, to: usize): void {
  if (n >= 16) {
    const end = x + n - 16, last = to + n - 16;
    while (x < end) { v128.store(to, v128.load(x)); x += 16; to += 16; }
    v128.store(last, v128.load(end));
  } else if (n >= 8) {
    const a = load<u64>(x), b = load<u64>(x + n - 8);
    store<u64>(to, a);
    store<u64>(to + n - 8, b);
  } else {
    const end = x + n;
    while (x < end) { store<u8>(to, load<u8>(x)); x++; to++; }
  }
}

/** Rows side by side at `to`, which has room for `unit` bytes more; zeros up to a multiple of that. Returns how many multiples there are. */
export function gathered(rows: usize, cols: usize, x: usize, stride: usize, unit: usize, to: usize): i32 {
  const start = to, end = to + rows * cols;
  while (to < end) {
    copied(cols, x, to);
    x += stride;
    to += cols;
  }
  const count = (rows * cols + unit - 1) / unit;
  memory.fill(to, 0, start + count * unit - to);
  return <i32>count;
}
