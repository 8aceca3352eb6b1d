// sin, cos and exp of f32 values on two f64 lanes, from + − × and integer operations alone: the same bits on every engine.
//
// Evaluated to 2⁻³² and rounded to f32 once by the caller: within 0.51 ulp. test/wht/features.kernels.test.ts measures it.
// Reduction after Cody & Waite 1980, chapters 6 and 8: the constant in two parts, the first short enough that n times it is exact.

/** 1.5·2⁵²: adding it rounds to the nearest integer and leaves that integer in the low bits. */
const ROUND: f64 = 6755399441055744;
/** π/2 to 33 bits and the rest of it. */
const QUARTER_HIGH: f64 = 1.57079632673412561417;
const QUARTER_LOW: f64 = 6.07710050650619224932e-11;
/** Beyond this an f32 has a spacing of 128: its phase is noise, and the reduction is kept exact enough to stay within [−1, 1]. */
const FAR: f64 = 1073741824;
/** e^±200 is past both ends of f32. */
const STEEP: f64 = 200;

// @ts-ignore: decorator
@inline
function step(p: v128, s: v128, c: f64): v128 {
  return f64x2.add(f64x2.mul(p, s), f64x2.splat(c));
}

// @ts-ignore: decorator
@inline
function clamp(x: v128, bound: f64): v128 {
  return f64x2.pmax(f64x2.pmin(x, f64x2.splat(bound)), f64x2.splat(-bound));
}

/** n = round(x/(π/2)), in the low bits. */
// @ts-ignore: decorator
@inline
export function quarters(x: v128): v128 {
  return f64x2.add(f64x2.mul(clamp(x, FAR), f64x2.splat(0.63661977236758134308)), f64x2.splat(ROUND));
}

/** x − n·π/2, in [−π/4, π/4]. */
// @ts-ignore: decorator
@inline
export function rest(x: v128, quarters: v128): v128 {
  const n = f64x2.sub(quarters, f64x2.splat(ROUND));
  return f64x2.sub(f64x2.sub(clamp(x, FAR), f64x2.mul(n, f64x2.splat(QUARTER_HIGH))), f64x2.mul(n, f64x2.splat(QUARTER_LOW)));
}

/** sin r for |r| ≤ π/4, Taylor to r¹¹. */
// @ts-ignore: decorator
@inline
export function sine(r: v128, s: v128): v128 {
  let p = step(f64x2.splat(-1.0 / 39916800), s, 1.0 / 362880);
  p = step(p, s, -1.0 / 5040);
  p = step(p, s, 1.0 / 120);
  p = step(p, s, -1.0 / 6);
  return f64x2.add(r, f64x2.mul(f64x2.mul(r, s), p));
}

/** cos r for |r| ≤ π/4, Taylor to r¹². */
// @ts-ignore: decorator
@inline
export function cosine(s: v128): v128 {
  let p = step(f64x2.splat(1.0 / 479001600), s, -1.0 / 3628800);
  p = step(p, s, 1.0 / 40320);
  p = step(p, s, -1.0 / 720);
  p = step(p, s, 1.0 / 24);
  p = step(p, s, -0.5);
  return step(p, s, 1);
}

/** Swapped in odd quarters, and signed: sine in the second half of the turn, cosine in its middle. */
// @ts-ignore: decorator
@inline
export function turned(quarters: v128, even: v128, odd: v128, shift: i64): v128 {
  const one = i64x2.splat(1);
  const swap = i64x2.eq(v128.and(quarters, one), one);
  const sign = i64x2.shl(i64x2.shr_u(i64x2.add(quarters, i64x2.splat(shift)), 1), 63);
  return v128.xor(v128.bitselect(odd, even, swap), sign);
}

/** eˣ, x first brought into ±200; Taylor to r⁹ for |r| ≤ ln 2 / 2. */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const y = clamp(x, STEEP);
  const t = f64x2.add(f64x2.mul(y, f64x2.splat(1.4426950408889634)), f64x2.splat(ROUND));
  const r = f64x2.sub(y, f64x2.mul(f64x2.sub(t, f64x2.splat(ROUND)), f64x2.splat(0.69314718055994530942)));
  let p = step(f64x2.splat(1.0 / 362880), r, 1.0 / 40320);
  p = step(p, r, 1.0 / 5040);
  p = step(p, r, 1.0 / 720);
  p = step(p, r, 1.0 / 120);
  p = step(p, r, 1.0 / 24);
  p = step(p, r, 1.0 / 6);
  p = step(p, r, 0.5);
  p = step(p, r, 1);
  return i64x2.add(step(p, r, 1), i64x2.shl(t, 52));
}
