// What relaxed SIMD changes in the transforms: a part of the additions moves to the pipes of the multiplier. Exact, since a factor of
// ±1 rounds nothing: the same bits, fused or not. Measured: one stage in three is the most that pays, on a CPU with two adders
// and two multipliers.

/** −1 in every lane where there is work to do. Not a literal, because V8 builds a literal vector anew at every use. */
// @ts-ignore: decorator
@inline
export function minusOne<T>(work: bool): v128 {
  return v128.splat<T>(<T>-(<i32>work));
}

/** a − b. */
// @ts-ignore: decorator
@inline
export function minus<T>(a: v128, b: v128, neg: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD && isFloat<T>()) return v128.relaxed_madd<T>(b, neg, a);
  return v128.sub<T>(a, b);
}
