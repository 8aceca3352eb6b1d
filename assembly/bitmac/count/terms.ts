// Which digits of sixteen values are not 0. Encodings by number: 0 complement, 1 sign and magnitude, 2 modified Booth, 3 EN-T, 4 non-adjacent form.
// `e` is a constant at every call, so one case is left of each function.

/** Bit i for position i of radix 2, bit 2i for position i of radix 4. `mask` holds the bits of the width, for complement. */
// @ts-ignore: decorator
@inline
export function terms(e: i32, x: v128, mask: v128): v128 {
  if (e == 0) return v128.and(x, mask);
  if (e == 1) return i8x16.abs(x);
  if (e == 4) {
    // x + ⌊x/2⌋ is ⌊3x/2⌋, and 3x ⊕ x is twice the digits that are not 0. Their bit 7 does not depend on bit 7 of the half.
    const half = v128.and(i16x8.shr_u(x, 1), i8x16.splat(0x7f));
    return v128.xor(half, i8x16.add(x, half));
  }
  // A digit of EN-T is (bits 2i, 2i + 1 of |x| + 01010101) − 1.
  const ones = i8x16.splat(0x55), t = e == 2 ? v128.xor(x, i8x16.add(x, x)) : v128.xor(i8x16.add(i8x16.abs(x), ones), ones);
  // What a shift of lanes of 16 bits brings in from the next byte falls off.
  return v128.and(v128.or(t, i16x8.shr_u(t, 1)), ones);
}

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
