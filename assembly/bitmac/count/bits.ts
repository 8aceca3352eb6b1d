// How many bytes have each bit set: the method of Harley and Seal (Warren, Hacker's Delight, 2nd ed., 5-1) on all bits at once.
import { sum, widened } from "./sums";

// @ts-ignore: decorator
@inline
function carry(a: v128, b: v128, c: v128): v128 {
  return v128.or(v128.and(a, b), v128.and(v128.xor(a, b), c));
}

// @ts-ignore: decorator
@inline
function parity(a: v128, b: v128, c: v128): v128 {
  return v128.xor(v128.xor(a, b), c);
}

/** Adds n·8 vectors, bit by bit, to the three of `state`, which weigh 1, 2, 4. What weighs 8 comes out: n vectors, over the first ones. */
export function numpps_i8_ukr_add(n: i32, p: usize, state: usize): void {
  const end = p + <usize>n * 128;
  let out = p, ones = v128.load(state), twos = v128.load(state, 16), fours = v128.load(state, 32);
  while (p < end) {
    let a = v128.load(p), b = v128.load(p, 16);
    let twosA = carry(ones, a, b);
    ones = parity(ones, a, b);
    a = v128.load(p, 32); b = v128.load(p, 48);
    let twosB = carry(ones, a, b);
    ones = parity(ones, a, b);
    const foursA = carry(twos, twosA, twosB);
    twos = parity(twos, twosA, twosB);
    a = v128.load(p, 64); b = v128.load(p, 80);
    twosA = carry(ones, a, b);
    ones = parity(ones, a, b);
    a = v128.load(p, 96); b = v128.load(p, 112);
    twosB = carry(ones, a, b);
    ones = parity(ones, a, b);
    const foursB = carry(twos, twosA, twosB);
    twos = parity(twos, twosA, twosB);
    v128.store(out, carry(fours, foursA, foursB));
    fours = parity(fours, foursA, foursB);
    p += 128; out += 16;
  }
  v128.store(state, ones);
  v128.store(state, twos, 16);
  v128.store(state, fours, 32);
}

/** Adds how many of the n ≤ 255 vectors' bytes have bit j to counts[j], times `weight`. */
export function numpps_i8_ukr_count(n: i32, p: usize, weight: u32, counts: usize): void {
  const end = p + <usize>n * 16;
  for (let j = 0; j < 8; j++) {
    let bytes = i8x16.splat(0), q = p;
    while (q < end) {
      bytes = i8x16.add(bytes, v128.and(i16x8.shr_u(v128.load(q), j), i8x16.splat(1)));
      q += 16;
    }
    store<u32>(counts, load<u32>(counts) + weight * <u32>sum(widened(bytes)));
    counts += 4;
  }
}
