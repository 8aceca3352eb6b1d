// The contiguous end of a row's transform: blocks of eight or two vectors in registers, and rows shorter than two vectors.
//
// Contract: [x, end) is whole blocks of 128 (base8) or 32 bytes; every block becomes `scale` times its transform. Measured: a product
// with 1 costs base8 an eighth of its speed, hence its second form. Rows of n < two
// vectors lie back to back and `pairs` transforms each of them. No alignment beyond the element.
// Inside a vector a stage is a round of interleaving, which rotates the index bits (vector, lane), and one butterfly of two
// registers; a last round brings the bits home. Measured on blocks of 16 vectors: 10 % slower, they spill.
import { lanes } from "../core/lanes";
import { zipHigh, zipLow } from "../core/zip";
import { minusOne } from "./lanes";

/** The stages below n inside the two vectors lo and hi, scaled and stored at p. */
// @ts-ignore: decorator
@inline
function finish<T>(p: usize, a: v128, b: v128, n: i32, f: v128, scaled: bool): void {
  let lo = a, hi = b;
  if (lanes<T>() == 8) {
    const u = zipLow<T>(lo, hi), v = zipHigh<T>(lo, hi);
    lo = n > 4 ? v128.add<T>(u, v) : u;
    hi = n > 4 ? v128.sub<T>(u, v) : v;
  }
  if (lanes<T>() >= 4) {
    const u = zipLow<T>(lo, hi), v = zipHigh<T>(lo, hi);
    lo = n > 2 ? v128.add<T>(u, v) : u;
    hi = n > 2 ? v128.sub<T>(u, v) : v;
  }
  const u = zipLow<T>(lo, hi), v = zipHigh<T>(lo, hi), s = v128.add<T>(u, v), d = v128.sub<T>(u, v);
  const r = zipLow<T>(s, d), t = zipHigh<T>(s, d);
  v128.store(p, scaled ? v128.mul<T>(r, f) : r);
  v128.store(p, scaled ? v128.mul<T>(t, f) : t, 16);
}

/** The same stages inside one vector: each a swap and v·(1, −1) + swapped, which takes less of the adder and of the shuffler, where
 *  product and sum are one instruction. */
// @ts-ignore: decorator
@inline
function swapped<T>(p: usize, v: v128, wide: v128, near: v128, f: v128, scaled: bool): void {
  let r = v;
  if (sizeof<T>() == 4) {
    r = v128.relaxed_madd<T>(r, wide, v128.shuffle<u32>(r, r, 2, 3, 0, 1));
    r = v128.relaxed_madd<T>(r, near, v128.shuffle<u32>(r, r, 1, 0, 3, 2));
  } else {
    r = v128.relaxed_madd<T>(r, near, v128.shuffle<u64>(r, r, 1, 0));
  }
  v128.store(p, scaled ? v128.mul<T>(r, f) : r);
}

/** Two vectors that are neighbours. `signs` are those of the stages inside them, +1 −1 by turns and by pairs. */
// @ts-ignore: decorator
@inline
function ends<T>(p: usize, a: v128, b: v128, wide: v128, near: v128, f: v128, scaled: bool): void {
  if (ASC_FEATURE_RELAXED_SIMD && isFloat<T>()) {
    swapped<T>(p, a, wide, near, f, scaled);
    swapped<T>(p + 16, b, wide, near, f, scaled);
  } else {
    finish<T>(p, a, b, lanes<T>(), f, scaled);
  }
}

// @ts-ignore: decorator
@inline
export function base8<T>(x: usize, end: usize, scale: T, scaled: bool): void {
  const f = v128.splat<T>(scale), one = v128.splat<T>(<T><i32>(x < end)), neg = minusOne<T>(x < end);
  const near = zipLow<T>(one, neg), wide = zipLow<u64>(one, neg);
  while (x < end) {
    const a0 = v128.load(x), a4 = v128.load(x, 64), b0 = v128.add<T>(a0, a4), b4 = v128.sub<T>(a0, a4);
    const a2 = v128.load(x, 32), a6 = v128.load(x, 96), b2 = v128.add<T>(a2, a6), b6 = v128.sub<T>(a2, a6);
    const c0 = v128.add<T>(b0, b2), c2 = v128.sub<T>(b0, b2), c4 = v128.add<T>(b4, b6), c6 = v128.sub<T>(b4, b6);
    const a1 = v128.load(x, 16), a5 = v128.load(x, 80), b1 = v128.add<T>(a1, a5), b5 = v128.sub<T>(a1, a5);
    const a3 = v128.load(x, 48), a7 = v128.load(x, 112), b3 = v128.add<T>(a3, a7), b7 = v128.sub<T>(a3, a7);
    const c1 = v128.add<T>(b1, b3), c3 = v128.sub<T>(b1, b3), c5 = v128.add<T>(b5, b7), c7 = v128.sub<T>(b5, b7);
    ends<T>(x, v128.add<T>(c0, c1), v128.sub<T>(c0, c1), wide, near, f, scaled);
    ends<T>(x + 32, v128.add<T>(c2, c3), v128.sub<T>(c2, c3), wide, near, f, scaled);
    ends<T>(x + 64, v128.add<T>(c4, c5), v128.sub<T>(c4, c5), wide, near, f, scaled);
    ends<T>(x + 96, v128.add<T>(c6, c7), v128.sub<T>(c6, c7), wide, near, f, scaled);
    x += 128;
  }
}

// @ts-ignore: decorator
@inline
export function base2<T>(x: usize, end: usize, scale: T): void {
  const f = v128.splat<T>(scale);
  while (x < end) {
    const a = v128.load(x), b = v128.load(x, 16);
    finish<T>(x, v128.add<T>(a, b), v128.sub<T>(a, b), lanes<T>(), f, isFloat<T>());
    x += 32;
  }
}

// @ts-ignore: decorator
@inline
export function pairs<T>(x: usize, end: usize, n: i32, scale: T): void {
  const f = v128.splat<T>(scale);
  while (x < end) {
    const a = v128.load(x), b = v128.load(x, 16);
    finish<T>(x, a, b, n, f, isFloat<T>());
    x += 32;
  }
}
