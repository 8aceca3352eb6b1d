// Operands drawn at random: the i-th number is a function of a key and i.
import { threefry } from "../../core/threefry";

/** Draws of one call of the kernel. */
const BLOCK: i32 = 4096;

/** Draw `first` and the `count` − 1 after it, in whole fours, as rounded normal numbers. `steps` (255 f64) tells where the values from −126 on begin among the
 *  2^52 uniform draws, then infinity; `guide` (4096 bytes) how many of them lie at or below the first draw with given 12 top bits. ws: 32 bytes. */
export function draw_i8_ukr(count: i32, first: i32, stream: i32, k0: i32, k1: i32, steps: usize, guide: usize, out: usize, ws: usize): void {
  let x = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  const four = i32x4.splat(4);
  const end = out + count;
  while (out < end) {
    threefry(x, stream, k0, k1, ws);
    for (let lane: usize = 0; lane < 16; lane += 4) {
      const low = load<u32>(ws + lane);
      const bits = <f64>(((<i64>low) << 20) | <i64>(load<u32>(ws + lane, 16) >> 12));
      let step: usize = load<u8>(guide + (low >> 20));
      while (bits >= load<f64>(steps + (step << 3))) step++;
      store<u8>(out + (lane >> 2), <u8>(step - 127));
    }
    x = i32x4.add(x, four);
    out += 4;
  }
}

/** `out` has room for a multiple of four. */
export function draw(count: i32, first: i32, stream: i32, k0: i32, k1: i32, steps: usize, guide: usize, out: usize, ws: usize): void {
  for (; count > 0; count -= BLOCK) {
    draw_i8_ukr(min(BLOCK, count), first, stream, k0, k1, steps, guide, out, ws);
    first += BLOCK;
    out += BLOCK;
  }
}
