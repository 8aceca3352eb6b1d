// Which digits of a number are not 0, as bits of a byte: bit i for position i, in radix 4 bit 2i.

export const COMPLEMENT: i32 = 0;
export const SIGN_MAGNITUDE: i32 = 1;
export const MBE: i32 = 2;
export const ENT: i32 = 3;

// @ts-ignore: decorator
@inline
export function radixBits(encoding: i32): i32 { return encoding == MBE || encoding == ENT ? 2 : 1; }

// @ts-ignore: decorator
@inline
function mask(encoding: i32, x: v128): v128 {
  if (encoding == COMPLEMENT) return x;
  const quarters = i8x16.splat(0x55);
  let t: v128;
  if (encoding == MBE) {
    // t: bits that differ from the one below them. A digit is 0 where its three bits are alike.
    t = v128.xor(x, i8x16.add(x, x));
  } else {
    const m = i8x16.abs(x);
    if (encoding == SIGN_MAGNITUDE) return m;
    if (encoding != ENT) {
      // Non-adjacent form: the bits in which m and 3m differ, one place down (Reitwiesner 1960). |x| ≤ 128 keeps it in a byte.
      const half = v128.and(i16x8.shr_u(m, 1), i8x16.splat(0x7f));
      return v128.xor(half, i8x16.add(m, half));
    }
    // EN-T: digit i is ((m + 0x55) >> 2i & 3) − 1.
    t = v128.xor(i8x16.add(m, quarters), quarters);
  }
  return v128.and(v128.or(t, i16x8.shr_u(t, 1)), quarters);
}

/** `vectors` of 16 numbers. */
export function cycles_masks_i8_ukr(encoding: i32, vectors: i32, x: usize, out: usize): void {
  const end = x + ((<usize>vectors) << 4);
  while (x < end) {
    v128.store(out, mask(encoding, v128.load(x)));
    x += 16;
    out += 16;
  }
}

/** n numbers, and zeros up to the next multiple of 16. */
export function masks(encoding: i32, n: i32, x: usize, out: usize): void {
  const whole = n & ~15;
  if (whole > 0) cycles_masks_i8_ukr(encoding, whole >> 4, x, out);
  if (whole == n) return;
  out += whole;
  v128.store(out, i64x2.splat(0));
  for (let i = whole; i < n; i++) store<u8>(out + (i - whole), load<u8>(x + i));
  cycles_masks_i8_ukr(encoding, 1, out, out);
}
