// Streams of bytes whose bits are what is counted in detail. Radix 2: the digits that are not 0, and in a second stream bit n − 1 for a value of n of them. Radix 4: both in
// one, digit i at bit 2i, and bit 2n − 1.
import { COMPLEMENT, ENT, MBE, NAF, radixBits, SIGN_MAGNITUDE, terms } from "../digits";
import { sum, widened } from "./sums";

/** Vectors of a panel, bytes of one stream of it. */
export const PANEL: usize = 512;
export const STREAM: usize = PANEL * 16;

// @ts-ignore: decorator
@inline
function spread(e: i32, n: i32, x: usize, mask: v128, panel: usize): i32 {
  const end = x + <usize>n * 16;
  let all = i32x4.splat(0);
  while (x < end) {
    // A vector adds at most 8 to a byte: 31 fit.
    const stop = min(x + 31 * 16, end);
    let bytes = i8x16.splat(0);
    while (x < stop) {
      const t = terms(e, v128.load(x), mask);
      if (radixBits(e) == 2) {
        // Bits 0, 2, 4, 6 as an index.
        const four = v128.and(v128.or(t, i16x8.shr_u(t, 3)), i8x16.splat(15));
        bytes = i8x16.add(bytes, i8x16.swizzle(i8x16(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4), four));
        v128.store(panel, v128.or(t, i8x16.swizzle(i8x16(0, 2, 2, 8, 2, 8, 8, 32, 2, 8, 8, 32, 8, 32, 32, -128), four)));
      } else {
        const count = i8x16.popcnt(t);
        bytes = i8x16.add(bytes, count);
        v128.store(panel, t);
        v128.store(panel, i8x16.swizzle(i8x16(0, 1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0), count), STREAM);
      }
      x += 16; panel += 16;
    }
    all = i32x4.add(all, widened(bytes));
  }
  return sum(all);
}

/** n vectors into the panel; returns their digits that are not 0. */
export function numpps_i8_ukr_spread(e: i32, n: i32, x: usize, bits: i32, panel: usize): i32 {
  const mask = i8x16.splat(<i8>bits);
  if (e == COMPLEMENT) return spread(COMPLEMENT, n, x, mask, panel);
  if (e == SIGN_MAGNITUDE) return spread(SIGN_MAGNITUDE, n, x, mask, panel);
  if (e == MBE) return spread(MBE, n, x, mask, panel);
  if (e == ENT) return spread(ENT, n, x, mask, panel);
  return spread(NAF, n, x, mask, panel);
}
