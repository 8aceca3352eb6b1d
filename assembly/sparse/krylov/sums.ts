// Sums of f64 terms that every pass of a Krylov method ends with.

/** s0 + s1 + s2 + s3 over both lanes, in this order. */
// @ts-ignore: decorator
@inline
export function total(s0: v128, s1: v128, s2: v128, s3: v128): f64 {
  const s = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
  return f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
}

/** out[at] += s */
// @ts-ignore: decorator
@inline
export function add(out: usize, at: usize, s: f64): void {
  store<f64>(out + (at << 3), load<f64>(out + (at << 3)) + s);
}
