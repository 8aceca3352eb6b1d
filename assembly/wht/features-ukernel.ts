// Projections in, features out: cos and sin, or positive exponentials.
//
// Contract: n elements each, any alignment; outputs overlap no input. Values go through f64 lanes and are rounded to f32 once.
import { cosine, exp, quarters, rest, sine, turned } from "./feature-lanes";

/** Two f32 from p as f64; for one (`pair` false) the upper lane is 0. */
// @ts-ignore: decorator
@inline
function wide(p: usize, pair: bool): v128 {
  return f64x2.promote_low_f32x4(pair ? v128.load64_zero(p) : v128.load32_zero(p));
}

// @ts-ignore: decorator
@inline
function narrow(p: usize, v: v128, pair: bool): void {
  const x = f32x4.demote_f64x2_zero(v);
  if (pair) v128.store64_lane(p, x, 0);
  else v128.store32_lane(p, x, 0);
}

/** c ← scale·cos y, s ← scale·sin y. */
export function fourier_f32_ukr(n: i32, y: usize, c: usize, s: usize, scale: f64): void {
  const f = f64x2.splat(scale), end = y + (<usize>n << 2);
  while (y < end) {
    const pair = y + 8 <= end, x = wide(y, pair), q = quarters(x), r = rest(x, q), r2 = f64x2.mul(r, r);
    const a = sine(r, r2), b = cosine(r2);
    narrow(c, f64x2.mul(f, turned(q, b, a, 1)), pair);
    narrow(s, f64x2.mul(f, turned(q, a, b, 0)), pair);
    y += 8; c += 8; s += 8;
  }
}

/** z ← scale·exp(norm·(a·y + shift) − offset), norm f64. */
export function positive_f32_ukr(n: i32, y: usize, norm: usize, a: f64, shift: f64, offset: f64, scale: f64, z: usize): void {
  const f = f64x2.splat(scale), end = y + (<usize>n << 2);
  while (y < end) {
    const pair = y + 8 <= end, w = pair ? v128.load(norm) : v128.load64_zero(norm);
    const t = f64x2.mul(w, f64x2.add(f64x2.mul(wide(y, pair), f64x2.splat(a)), f64x2.splat(shift)));
    narrow(z, f64x2.mul(f, exp(f64x2.sub(t, f64x2.splat(offset)))), pair);
    y += 8; norm += 16; z += 8;
  }
}
