// Digits of bytes, plane by plane.
// Every encoding is the difference of two words, field by field: digit i = field i of `plus` − field i of `minus`, in fields of one bit, or of two for radix 4.
import { COMPLEMENT, ENT, MBE, radixBits, SIGN_MAGNITUDE } from "../digits";

// @ts-ignore: decorator
@inline
function plus(e: i32, x: v128): v128 {
  if (e == COMPLEMENT) return x;
  if (e == SIGN_MAGNITUDE) return v128.andnot(i8x16.abs(x), i8x16.shr_s(x, 7));
  // b(2i) + b(2i−1), at most 2.
  if (e == MBE) return i8x16.add(v128.and(x, i8x16.splat(0x55)), v128.and(i8x16.add(x, x), i8x16.splat(0x55)));
  const half = i8x16.shr_s(x, 1);
  return v128.andnot(i8x16.add(x, half), half);
}

// @ts-ignore: decorator
@inline
function minus(e: i32, x: v128): v128 {
  if (e == COMPLEMENT) return i8x16.splat(0);
  if (e == SIGN_MAGNITUDE) return v128.and(i8x16.abs(x), i8x16.shr_s(x, 7));
  // 2·b(2i+1).
  if (e == MBE) return v128.and(x, i8x16.splat(<i8>0xaa));
  // ⌊3x/2⌋ and ⌊x/2⌋: bits of the first alone are digits 1, of the second alone −1 (Prodinger 2000).
  const half = i8x16.shr_s(x, 1);
  return v128.andnot(half, i8x16.add(x, half));
}

/** n vectors of 16 into `positions` planes. */
export function encode_i8_ukr(e: i32, n: i32, x: usize, positions: i32, out: usize, plane: usize): void {
  const end = x + <usize>n * 16, step = radixBits(e), field = i8x16.splat(<i8>(2 * step - 1));
  while (x < end) {
    const v = v128.load(x);
    let p: v128, m: v128;
    if (e == ENT) {
      // |x| + 01010101 less 01010101, the other way round for negative x.
      const bias = i8x16.splat(0x55), word = i8x16.add(i8x16.abs(v), bias), negative = i8x16.shr_s(v, 7);
      p = v128.bitselect(bias, word, negative);
      m = v128.bitselect(word, bias, negative);
    } else {
      p = plus(e, v);
      m = minus(e, v);
    }
    let to = out;
    for (let i = 0; i < positions; i++) {
      // Shifts of lanes of 16 bits: what comes in from the next byte lies above the field.
      v128.store(to, i8x16.sub(v128.and(p, field), v128.and(m, field)));
      p = i16x8.shr_u(p, step);
      m = i16x8.shr_u(m, step);
      to += plane;
    }
    x += 16; out += 16;
  }
}

/** Compact rows in each plane. A plane has 16 bytes more than elements; ws: 16 bytes. */
export function encode(rows: usize, cols: usize, x: usize, stride: usize, e: i32, positions: i32, out: usize, plane: usize, ws: usize): void {
  const whole = cols >> 4, rest = cols & 15;
  for (let i: usize = 0; i < rows; i++) {
    const p = x + i * stride;
    if (whole > 0) encode_i8_ukr(e, <i32>whole, p, positions, out, plane);
    if (rest > 0) {
      v128.store(ws, i8x16.splat(0));
      for (let j: usize = 0; j < rest; j++) store<u8>(ws + j, load<u8>(p + (whole << 4) + j));
      // What is too much here is written over by the next row.
      encode_i8_ukr(e, 1, ws, positions, out + (whole << 4), plane);
    }
    out += cols;
  }
}
