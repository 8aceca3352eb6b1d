// The innermost loop of a product of bit planes: how many ones two rows of bits have in common.
//
// Harley–Seal counting (Warren 2013, Hacker's Delight 2nd ed., §5-1; Muła, Kurz & Lemire 2018, Comput. J. 61(1)) across bytes: four vectors of common ones are
// compressed to one of weight 4 before their bits are counted. Eight at a time would save one more count and lose it again, as the engine loads all of them first
// and runs out of registers.
import { addSums } from "./tile";

/** Bits of k that a call takes at most: bytes of counts hold 31 blocks of 32. */
export const CHUNK: i32 = 31 * 32;

/** Two of three, bit by bit; `u` is x ^ y. */
// @ts-ignore: decorator
@inline
function carry(x: v128, y: v128, u: v128, z: v128): v128 { return v128.or(v128.and(x, y), v128.and(u, z)); }

/** tile[r][j] += scale·Σ popcount(a[r] & b[j]) over `blocks` of 32 bits, at most 31: the first `rows` lanes of a panel and the 16 of another. */
export function bits_popcnt_ukr(rows: i32, blocks: i32, a: usize, b: usize, scale: i32, tile: usize): void {
  const end = b + <usize>blocks * 64, last = tile + <usize>rows * 64;
  while (tile < last) {
    let ones = i64x2.splat(0), twos = ones, fours = ones;
    let p = a, q = b;
    while (q < end) {
      let x = v128.and(v128.load8_splat(p), v128.load(q)), y = v128.and(v128.load8_splat(p, 16), v128.load(q, 16));
      let u = v128.xor(x, y);
      const s = carry(x, y, u, ones);
      ones = v128.xor(ones, u);
      x = v128.and(v128.load8_splat(p, 32), v128.load(q, 32));
      y = v128.and(v128.load8_splat(p, 48), v128.load(q, 48));
      u = v128.xor(x, y);
      const t = carry(x, y, u, ones);
      ones = v128.xor(ones, u);
      u = v128.xor(s, t);
      fours = i8x16.add(fours, i8x16.popcnt(carry(s, t, u, twos)));
      twos = v128.xor(twos, u);
      p += 64;
      q += 64;
    }
    const two = i8x16.popcnt(twos);
    const rest = i8x16.add(i8x16.popcnt(ones), i8x16.add(two, two));
    const low = i16x8.add(i16x8.extend_low_i8x16_u(rest), i16x8.shl(i16x8.extend_low_i8x16_u(fours), 2));
    addSums(tile, scale, low, i16x8.add(i16x8.extend_high_i8x16_u(rest), i16x8.shl(i16x8.extend_high_i8x16_u(fours), 2)));
    a++;
    tile += 64;
  }
}
