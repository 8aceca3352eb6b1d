// GELU and SiLU on two f64 lanes, from + − × ÷ and integer operations alone: the same bits on every engine and variant.
//
// f32 values are evaluated in f64 to about 2⁻³⁰ and rounded once, which is within 0.52 ulp of the exact value; the f64 forms are
// within 6 (GELU) and 3 (SiLU) ulp. test/dense/epilogue.accuracy.test.ts measures both against extended arithmetic.
//
// exp     y = n·ln 2 + r, |r| ≤ ln 2 / 2, eʸ = 2ⁿ·Taylor(r).    Cody & Waite 1980, chapter 6; the two parts of ln 2 as in fdlibm.
// GELU    x·Φ(x) = max(x, 0) − |x|·Φ(−|x|) and Φ(−t) = exp(−t²/2)·P(t)/Q(t). The last factor is Mills' ratio over √2π, smooth and
//         completely monotone: one rational minimax fit on [0, 39] in the manner of Cody 1969 (Math. Comp. 23, 631) serves
//         where erf needs three. Its coefficients are positive, so nothing cancels and the tail keeps its relative accuracy.
// SiLU    x/(1 + e⁻ˣ); in f64 on the left x·eˣ/(1 + eˣ), so that nothing overflows.
// Limits  +∞ → +∞, −∞ → 0 of either sign, NaN → NaN, gradual underflow kept. Clamps are pmin(x, c), pmax(x, c): they pass NaN.
// Coefficients lie in read-only tables: a load costs V8 less than building the constant again in every turn (Node 24: 1.7×).

/** 1.5·2⁵²: adding it rounds to the nearest integer and leaves that integer in the low bits. */
const ROUND: f64 = 6755399441055744;
/** 2⁵² + 1023: adding k leaves the biased exponent of 2ᵏ in the low bits. */
const BIAS: f64 = 4503599627371519;
const LOG2E: f64 = 1.4426950408889634;
/** ln 2 to 33 bits, so that n·LN2_HIGH is exact, and the rest of it. */
const LN2_HIGH: f64 = 6.93147180369123816490e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

/** 1/2!, 1/3!, … 1/13!. */
const EXP: usize = memory.data<f64>([
  1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800,
  1.0 / 479001600, 1.0 / 6227020800,
], 16);
/** P and Q of degrees 5 and 6, to 2⁻³³ on [0, 14.5]. */
const P5: usize = memory.data<f64>([
  0.4999999999587414879, 0.5072927956194363523, 0.2503561902337985899, 0.07121771821710295290, 0.01162288600485577888,
  0.0008874265790901197584,
], 16);
const Q6: usize = memory.data<f64>([
  1, 1.812470144119912230, 1.446854447552104473, 0.6565839741998324346, 0.1807464354946432007, 0.02913406579124163413,
  0.002224451373247615476,
], 16);
/** P and Q of degrees 10 and 11, to 2⁻⁵⁹ on [0, 39]. */
const P10: usize = memory.data<f64>([
  0.5, 0.8279393060353229695, 0.6796327627332640281, 0.3573639565003145006, 0.1320558895257448675, 0.03567121481268638595,
  0.007123727864590306428, 0.001039866404334306421, 0.0001065911068986692781, 6.977387737952820866e-6, 2.242370893235290090e-7,
], 16);
const Q11: usize = memory.data<f64>([
  1, 2.453763172873511506, 2.817085276968947294, 2.001516695790196481, 0.9801549941604436194, 0.3483428091993753389,
  0.09198605502846453858, 0.01812259780144455378, 0.002624048248534585270, 0.0002677463614015729424, 0.00001748971738704603316,
  5.620790283191866250e-7,
], 16);

// @ts-ignore: decorator
@inline
function at(table: usize, k: i32): v128 {
  return v128.load64_splat(table + 8 * <usize>k);
}

// @ts-ignore: decorator
@inline
function step(p: v128, s: v128, c: v128): v128 {
  return f64x2.add(f64x2.mul(p, s), c);
}

/** Σ table[k]·xᵏ, even and odd powers as two chains in s = x². The degree, 5..11, is a literal, so the tests fold away. */
// @ts-ignore: decorator
@inline
function poly(table: usize, degree: i32, x: v128, s: v128): v128 {
  let even = at(table, degree & ~1), odd = at(table, (degree - 1) | 1);
  if (degree > 10) odd = step(odd, s, at(table, 9));
  if (degree > 9) even = step(even, s, at(table, 8));
  if (degree > 8) odd = step(odd, s, at(table, 7));
  if (degree > 7) even = step(even, s, at(table, 6));
  if (degree > 6) odd = step(odd, s, at(table, 5));
  if (degree > 5) even = step(even, s, at(table, 4));
  odd = step(odd, s, at(table, 3));
  even = step(even, s, at(table, 2));
  odd = step(odd, s, at(table, 1));
  even = step(even, s, at(table, 0));
  return f64x2.add(even, f64x2.mul(odd, x));
}

/** eʳ for |r| ≤ 0.35: 1 + (r + r²·poly), to 2⁻³² with degree 6 and to 0.6 ulp with degree 11. */
// @ts-ignore: decorator
@inline
function taylor(degree: i32, r: v128): v128 {
  const s = f64x2.mul(r, r);
  return f64x2.add(f64x2.splat(1), f64x2.add(r, f64x2.mul(s, poly(EXP, degree, r, s))));
}

/** eʸ for |y| ≤ 700, as exactly as f32 needs. */
// @ts-ignore: decorator
@inline
function exp32(y: v128): v128 {
  const t = f64x2.add(f64x2.mul(y, f64x2.splat(LOG2E)), f64x2.splat(ROUND));
  const n = f64x2.sub(t, f64x2.splat(ROUND));
  const r = f64x2.sub(y, f64x2.mul(n, f64x2.splat(LN2_HIGH + LN2_LOW)));
  return i64x2.add(taylor(6, r), i64x2.shl(t, 52));
}

/** f32 GELU of two promoted values. */
// @ts-ignore: decorator
@inline
export function gelu32(x: v128): v128 {
  const t = f64x2.pmin(f64x2.abs(x), f64x2.splat(20));
  const s = f64x2.mul(t, t);
  const e = exp32(f64x2.mul(s, f64x2.splat(-0.5)));
  const tail = f64x2.div(f64x2.mul(f64x2.mul(t, e), poly(P5, 5, t, s)), poly(Q6, 6, t, s));
  return f64x2.sub(f64x2.pmax(x, f64x2.splat(0)), tail);
}

/** f32 SiLU of two promoted values. */
// @ts-ignore: decorator
@inline
export function silu32(x: v128): v128 {
  const left = f64x2.pmax(x, f64x2.splat(-200));
  const e = exp32(f64x2.neg(f64x2.pmin(left, f64x2.splat(200))));
  return f64x2.div(left, f64x2.add(f64x2.splat(1), e));
}

/** 2ᵏ for whole −1022 ≤ k ≤ 1023. */
// @ts-ignore: decorator
@inline
function power2(k: v128): v128 {
  return i64x2.shl(f64x2.add(k, f64x2.splat(BIAS)), 52);
}

/** n = round(y / ln 2). */
// @ts-ignore: decorator
@inline
function quotient(y: v128): v128 {
  return f64x2.nearest(f64x2.mul(y, f64x2.splat(LOG2E)));
}

/** y − n·ln 2. */
// @ts-ignore: decorator
@inline
function remainder(y: v128, n: v128): v128 {
  return f64x2.sub(f64x2.sub(y, f64x2.mul(n, f64x2.splat(LN2_HIGH))), f64x2.mul(n, f64x2.splat(LN2_LOW)));
}

/** v·2ⁿ for −2000 < n ≤ 0 in two factors: only the second can round, so a subnormal result is rounded once. */
// @ts-ignore: decorator
@inline
function scale2(v: v128, n: v128): v128 {
  const half = f64x2.nearest(f64x2.mul(n, f64x2.splat(0.5)));
  return f64x2.mul(f64x2.mul(v, power2(half)), power2(f64x2.sub(n, half)));
}

/** f64 GELU. t² is split after 26 bits of t, so that the large argument of exp is exact and its small rest joins r. */
// @ts-ignore: decorator
@inline
export function gelu64(x: v128): v128 {
  const t = f64x2.pmin(f64x2.abs(x), f64x2.splat(40));
  const s = f64x2.mul(t, t);
  const head = v128.and(t, i64x2.splat(0xfffffffff8000000));
  const rest = f64x2.mul(f64x2.sub(t, head), f64x2.add(t, head));
  const y = f64x2.mul(f64x2.mul(head, head), f64x2.splat(-0.5));
  const n = quotient(y);
  const e = taylor(11, f64x2.sub(remainder(y, n), f64x2.mul(rest, f64x2.splat(0.5))));
  const tail = f64x2.div(f64x2.mul(f64x2.mul(t, e), poly(P10, 10, t, s)), poly(Q11, 11, t, s));
  return f64x2.sub(f64x2.pmax(x, f64x2.splat(0)), scale2(tail, n));
}

/** f64 SiLU: the power of two of eˣ is applied last, to the quotient. */
// @ts-ignore: decorator
@inline
export function silu64(x: v128): v128 {
  const left = f64x2.pmax(x, f64x2.splat(-760));
  const y = f64x2.neg(f64x2.pmin(f64x2.abs(left), f64x2.splat(760)));
  const n = quotient(y);
  const e = taylor(11, remainder(y, n));
  const negative = f64x2.lt(x, f64x2.splat(0));
  const top = v128.bitselect(f64x2.mul(left, e), left, negative);
  return scale2(f64x2.div(top, f64x2.add(f64x2.splat(1), scale2(e, n))), v128.and(n, negative));
}
