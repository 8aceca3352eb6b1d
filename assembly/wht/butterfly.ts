// Radix-2, 4 and 8 butterflies across rows of memory: H_2, H_4, H_8 applied to that many streams `h` bytes apart.
//
// Contract: `count` groups `step` bytes apart; in each, `width` bytes (a multiple of 32, of 16 for radix 8) of every stream are
// replaced in place. Streams of one group do not overlap. No alignment beyond the element.
// Stages of the transform commute, so passes may come in any order and a pass need not know where it stands.
// Measured: 8 streams are the most that 15 registers carry (radix 16 spills, and at strides of 4 KiB thrashes one set of L1).
import { minus, minusOne } from "./lanes";

// @ts-ignore: decorator
@inline
export function radix8<T>(x: usize, h: usize, width: usize, count: i32, step: usize, scale: T, scaled: bool): void {
  const f = v128.splat<T>(scale), neg = minusOne<T>(count > 0), half: usize = 4 * h;
  while (count > 0) {
    let p = x;
    const end = p + width;
    while (p < end) {
      const p1 = p + h, p2 = p1 + h, p3 = p2 + h, q = p + half, q1 = q + h, q2 = q1 + h, q3 = q2 + h;
      const a0 = v128.load(p), a4 = v128.load(q), a2 = v128.load(p2), a6 = v128.load(q2);
      const b0 = v128.add<T>(a0, a4), b4 = v128.sub<T>(a0, a4), b2 = v128.add<T>(a2, a6), b6 = v128.sub<T>(a2, a6);
      const c0 = v128.add<T>(b0, b2), c2 = v128.sub<T>(b0, b2), c4 = v128.add<T>(b4, b6), c6 = v128.sub<T>(b4, b6);
      const a1 = v128.load(p1), a5 = v128.load(q1), a3 = v128.load(p3), a7 = v128.load(q3);
      const b1 = v128.add<T>(a1, a5), b5 = v128.sub<T>(a1, a5), b3 = v128.add<T>(a3, a7), b7 = v128.sub<T>(a3, a7);
      const c1 = v128.add<T>(b1, b3), c3 = v128.sub<T>(b1, b3), c5 = v128.add<T>(b5, b7), c7 = v128.sub<T>(b5, b7);
      put<T>(p, v128.add<T>(c0, c1), f, scaled);
      put<T>(p1, minus<T>(c0, c1, neg), f, scaled);
      put<T>(p2, v128.add<T>(c2, c3), f, scaled);
      put<T>(p3, minus<T>(c2, c3, neg), f, scaled);
      put<T>(q, v128.add<T>(c4, c5), f, scaled);
      put<T>(q1, minus<T>(c4, c5, neg), f, scaled);
      put<T>(q2, v128.add<T>(c6, c7), f, scaled);
      put<T>(q3, minus<T>(c6, c7, neg), f, scaled);
      p += 16;
    }
    x += step;
    count--;
  }
}

// @ts-ignore: decorator
@inline
function put<T>(p: usize, v: v128, f: v128, scaled: bool): void {
  v128.store(p, scaled ? v128.mul<T>(v, f) : v);
}

/** Two vectors of each stream a turn: eight values in registers here too. */
// @ts-ignore: decorator
@inline
export function radix4<T>(x: usize, h: usize, width: usize, count: i32, step: usize): void {
  while (count > 0) {
    let p = x;
    const end = p + width;
    while (p < end) {
      const p1 = p + h, p2 = p1 + h, p3 = p2 + h;
      const a0 = v128.load(p), a2 = v128.load(p2), b0 = v128.add<T>(a0, a2), b2 = v128.sub<T>(a0, a2);
      const a1 = v128.load(p1), a3 = v128.load(p3), b1 = v128.add<T>(a1, a3), b3 = v128.sub<T>(a1, a3);
      const d0 = v128.load(p, 16), d2 = v128.load(p2, 16), e0 = v128.add<T>(d0, d2), e2 = v128.sub<T>(d0, d2);
      const d1 = v128.load(p1, 16), d3 = v128.load(p3, 16), e1 = v128.add<T>(d1, d3), e3 = v128.sub<T>(d1, d3);
      v128.store(p, v128.add<T>(b0, b1));
      v128.store(p1, v128.sub<T>(b0, b1));
      v128.store(p2, v128.add<T>(b2, b3));
      v128.store(p3, v128.sub<T>(b2, b3));
      v128.store(p, v128.add<T>(e0, e1), 16);
      v128.store(p1, v128.sub<T>(e0, e1), 16);
      v128.store(p2, v128.add<T>(e2, e3), 16);
      v128.store(p3, v128.sub<T>(e2, e3), 16);
      p += 32;
    }
    x += step;
    count--;
  }
}

// @ts-ignore: decorator
@inline
export function radix2<T>(x: usize, h: usize, width: usize, count: i32, step: usize): void {
  while (count > 0) {
    let p = x;
    const end = p + width;
    while (p < end) {
      const q = p + h;
      const a = v128.load(p), b = v128.load(q), c = v128.load(p, 16), d = v128.load(q, 16);
      v128.store(p, v128.add<T>(a, b));
      v128.store(q, v128.sub<T>(a, b));
      v128.store(p, v128.add<T>(c, d), 16);
      v128.store(q, v128.sub<T>(c, d), 16);
      p += 32;
    }
    x += step;
    count--;
  }
}
