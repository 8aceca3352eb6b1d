// Which digits of a value are not 0, in closed form, and the encodings by number.
// Where `e` is a constant at the call, one case is left of each function.

export const COMPLEMENT: i32 = 0;
export const SIGN_MAGNITUDE: i32 = 1;
export const MBE: i32 = 2;
export const ENT: i32 = 3;
export const NAF: i32 = 4;

/** Bits of the weight of one digit position. */
// @ts-ignore: decorator
@inline
export function radixBits(e: i32): i32 { return e == MBE || e == ENT ? 2 : 1; }

/** Bit i for position i of radix 2, bit 2i for position i of radix 4. `mask` holds the bits of the width, for complement. */
// @ts-ignore: decorator
@inline
export function terms(e: i32, x: v128, mask: v128): v128 {
  if (e == COMPLEMENT) return v128.and(x, mask);
  if (e == SIGN_MAGNITUDE) return i8x16.abs(x);
  if (e == NAF) {
    // x + ⌊x/2⌋ is ⌊3x/2⌋, and 3x ⊕ x is twice the digits that are not 0. Their bit 7 does not depend on bit 7 of the half.
    const half = v128.and(i16x8.shr_u(x, 1), i8x16.splat(0x7f));
    return v128.xor(half, i8x16.add(x, half));
  }
  // A digit of EN-T is (bits 2i, 2i + 1 of |x| + 01010101) − 1.
  const ones = i8x16.splat(0x55), t = e == MBE ? v128.xor(x, i8x16.add(x, x)) : v128.xor(i8x16.add(i8x16.abs(x), ones), ones);
  // What a shift of lanes of 16 bits brings in from the next byte falls off.
  return v128.and(v128.or(t, i16x8.shr_u(t, 1)), ones);
}
