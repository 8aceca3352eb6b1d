// log₂ and 2^x to about an ulp of the larger of 1 and the result, the same on every engine and without tables.

/** Of a positive finite number. */
export function log2(x: f64): f64 {
  let e = 0;
  if (x < 2.2250738585072014e-308) { x *= 18014398509481984; e = -54; }
  const bits = reinterpret<i64>(x);
  e += <i32>(bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) { m *= 0.5; e++; }
  const s = (m - 1) / (m + 1), t = s * s;
  // atanh: 2·(s + s³/3 + s⁵/5 + …), |s| ≤ 0.172
  let p = 1.0 / 21;
  p = p * t + 1.0 / 19;
  p = p * t + 1.0 / 17;
  p = p * t + 1.0 / 15;
  p = p * t + 1.0 / 13;
  p = p * t + 1.0 / 11;
  p = p * t + 1.0 / 9;
  p = p * t + 1.0 / 7;
  p = p * t + 1.0 / 5;
  p = p * t + 1.0 / 3;
  p = p * t + 1.0;
  return <f64>e + 2.8853900817779268 * s * p;
}

/** Within the normal numbers: beyond, the nearest power of two. */
export function exp2(x: f64): f64 {
  x = max(-1022.0, min(1023.0, x));
  const k = nearest(x);
  const y = (x - k) * 0.6931471805599453;
  let p: f64 = 1;
  for (let i = 13; i > 0; i--) p = 1 + p * y / <f64>i;
  return p * reinterpret<f64>(<i64>(<i32>k + 1023) << 52);
}
