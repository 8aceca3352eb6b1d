// Which digits of numbers are not 0, as bits of a byte.
import { terms } from "../digits";

/** `vectors` of 16 numbers. */
export function cycles_masks_i8_ukr(encoding: i32, vectors: i32, x: usize, out: usize): void {
  const end = x + ((<usize>vectors) << 4), every = i8x16.splat(-1);
  while (x < end) {
    v128.store(out, terms(encoding, v128.load(x), every));
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
