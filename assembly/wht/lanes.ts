// What the transforms add to core lanes.

/** a − b. With relaxed SIMD as (−1)·b + a, exact like the subtraction whether or not it is fused, and on the pipes of the multiplier:
 *  half of a butterfly's work leaves the adder. */
// @ts-ignore: decorator
@inline
export function minus<T>(a: v128, b: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD && isFloat<T>()) return v128.relaxed_madd<T>(b, v128.splat<T>(<T>-1), a);
  return v128.sub<T>(a, b);
}
