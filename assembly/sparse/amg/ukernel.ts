// The inner loops of a cycle: one pass over some chunks of a SELL-8 matrix, and what is done with the sums as they come.
import { at, Level, Sell } from "./shapes";

/** y ← S·x */
export const MUL: i32 = 0;
/** y ← y + S·x */
export const ADD: i32 = 1;
/** y ← (D + S)·x */
export const SQUARE: i32 = 2;
/** y ← b − (D + S)·x */
export const RESIDUAL: i32 = 3;
/** y ← x + β·w·(b − (D + S)·x); y may be x */
export const RELAX: i32 = 4;
/** y ← x + α·(x − y) + β·w·(b − (D + S)·x) */
export const MOMENTUM: i32 = 5;

/** The elements of x at as many indices as fit a vector. */
// @ts-ignore: decorator
@inline
function gather<T>(x: usize, i: usize): v128 {
  if (sizeof<T>() == 8) return v128.load_lane<f64>(x + (<usize>load<u32>(i, 4) << 3), v128.load_zero<f64>(x + (<usize>load<u32>(i) << 3)), 1);
  let v = v128.load_zero<f32>(x + (<usize>load<u32>(i) << 2));
  v = v128.load_lane<f32>(x + (<usize>load<u32>(i, 4) << 2), v, 1);
  v = v128.load_lane<f32>(x + (<usize>load<u32>(i, 8) << 2), v, 2);
  return v128.load_lane<f32>(x + (<usize>load<u32>(i, 12) << 2), v, 3);
}

// @ts-ignore: decorator
@inline
function finish<T>(mode: i32, s: v128, o: usize, l: Level, x: usize, y: usize, b: usize, alpha: v128, beta: v128): void {
  if (mode == MUL) { v128.store(y + o, s); return; }
  if (mode == ADD) { v128.store(y + o, v128.add<T>(v128.load(y + o), s)); return; }
  const own = v128.load(x + o);
  s = v128.add<T>(s, v128.mul<T>(v128.load(l.d + o), own));
  if (mode == SQUARE) { v128.store(y + o, s); return; }
  s = v128.sub<T>(v128.load(b + o), s);
  if (mode == RESIDUAL) { v128.store(y + o, s); return; }
  let next = v128.add<T>(own, v128.mul<T>(v128.mul<T>(beta, v128.load(l.w + o)), s));
  if (mode == MOMENTUM) next = v128.add<T>(next, v128.mul<T>(alpha, v128.sub<T>(own, v128.load(y + o))));
  v128.store(y + o, next);
}

/** Chunks first … last − 1, from the last to the first if `back`. */
// @ts-ignore: decorator
@inline
export function pass<T>(mode: i32, back: bool, first: i32, last: i32, m: Sell, l: Level, x: usize, y: usize, b: usize, alpha: T, beta: T): void {
  const S = sizeof<T>(), half = <usize>(S == 8 ? 8 : 16);
  const va = v128.splat<T>(alpha), vb = v128.splat<T>(beta);
  const zero = v128.splat<T>(<T>0), ptr = m.ptr, step = back ? -1 : 1, stop = back ? first - 1 : last;
  let c = back ? last - 1 : first;
  while (c != stop) {
    const k = <usize>load<u32>(at(ptr, c)), e = <usize>load<u32>(at(ptr, c), 4), o = <usize>c * 8 * S;
    let i = m.idx + (k << 5), v = m.val + k * 8 * S;
    const end = m.idx + (e << 5);
    let s0 = zero, s1 = zero, s2 = zero, s3 = zero;
    while (i < end) {
      s0 = v128.add<T>(s0, v128.mul<T>(v128.load(v), gather<T>(x, i)));
      s1 = v128.add<T>(s1, v128.mul<T>(v128.load(v, 16), gather<T>(x, i + half)));
      if (S == 8) {
        s2 = v128.add<T>(s2, v128.mul<T>(v128.load(v, 32), gather<T>(x, i + 16)));
        s3 = v128.add<T>(s3, v128.mul<T>(v128.load(v, 48), gather<T>(x, i + 24)));
      }
      i += 32;
      v += 8 * S;
    }
    finish<T>(mode, s0, o, l, x, y, b, va, vb);
    finish<T>(mode, s1, o + 16, l, x, y, b, va, vb);
    if (S == 8) {
      finish<T>(mode, s2, o + 32, l, x, y, b, va, vb);
      finish<T>(mode, s3, o + 48, l, x, y, b, va, vb);
    }
    c += step;
  }
}
