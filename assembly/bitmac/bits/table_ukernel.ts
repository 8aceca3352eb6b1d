// The innermost loop of a product by tables: 16 look-ups at once, by the bits of 16 lanes.
import { addSums } from "./tile";

// @ts-ignore: decorator
@inline
function look(sum: v128, table: v128, at: v128): v128 { return i8x16.add(sum, i8x16.swizzle(table, at)); }

/** tile[r][j] += scale·Σ table[r][bits of lane j], for four lanes r and 16 lanes j over the eights of k in `b` to `end`, at most 255 runs. After each `run` bytes of b (16 an eight) the
 *  sums, by then up to ±128, move to i16. */
export function bits_table_ukr(t: usize, b: usize, end: usize, run: usize, scale: i32, tile: usize): void {
  let l0 = i64x2.splat(0), h0 = l0, l1 = l0, h1 = l0, l2 = l0, h2 = l0, l3 = l0, h3 = l0;
  const nibble = i8x16.splat(15);
  while (b < end) {
    let c0 = i64x2.splat(0), c1 = c0, c2 = c0, c3 = c0;
    const stop = min(b + run, end);
    while (b < stop) {
      const bits = v128.load(b);
      let at = v128.and(bits, nibble);
      c0 = look(c0, v128.load(t), at);
      c1 = look(c1, v128.load(t, 16), at);
      c2 = look(c2, v128.load(t, 32), at);
      c3 = look(c3, v128.load(t, 48), at);
      at = v128.and(i16x8.shr_u(bits, 4), nibble);
      c0 = look(c0, v128.load(t, 64), at);
      c1 = look(c1, v128.load(t, 80), at);
      c2 = look(c2, v128.load(t, 96), at);
      c3 = look(c3, v128.load(t, 112), at);
      t += 128;
      b += 16;
    }
    l0 = i16x8.add(l0, i16x8.extend_low_i8x16_s(c0)); h0 = i16x8.add(h0, i16x8.extend_high_i8x16_s(c0));
    l1 = i16x8.add(l1, i16x8.extend_low_i8x16_s(c1)); h1 = i16x8.add(h1, i16x8.extend_high_i8x16_s(c1));
    l2 = i16x8.add(l2, i16x8.extend_low_i8x16_s(c2)); h2 = i16x8.add(h2, i16x8.extend_high_i8x16_s(c2));
    l3 = i16x8.add(l3, i16x8.extend_low_i8x16_s(c3)); h3 = i16x8.add(h3, i16x8.extend_high_i8x16_s(c3));
  }
  addSums(tile, scale, l0, h0);
  addSums(tile + 64, scale, l1, h1);
  addSums(tile + 128, scale, l2, h2);
  addSums(tile + 192, scale, l3, h3);
}
