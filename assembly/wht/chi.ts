// Norms of Gaussian vectors: χ with an even number of degrees of freedom, from random bits, + − × ÷ and √ alone.
//
// χ²_{2k} = −2·ln(U₁⋯U_k) for uniform U (sums of exponentials). The product keeps its exponent apart, so one logarithm does.
import { random64 } from "../core/rng";

const LN2: f64 = 0.69314718055994530942;

/** ln m for 1 ≤ m < 2: 2·artanh((m′ − 1)/(m′ + 1)), m′ within √2 of 1, to 2⁻⁵⁴. */
function log(m: f64): f64 {
  const half = m > 1.4142135623730951, v = half ? 0.5 * m : m;
  const s = (v - 1) / (v + 1), s2 = s * s;
  let p: f64 = 0;
  for (let k = 19; k >= 1; k -= 2) p = p * s2 + 1 / <f64>k;
  return 2 * s * p + (half ? LN2 : 0);
}

/** out_i ← the norm of a Gaussian vector of d entries, f64, d a multiple of 4; vector i takes words from i·d/4. */
export function chi(n: i32, d: i32, key: u64, out: usize): void {
  const words = d >> 2;
  for (let i = 0; i < n; i++) {
    let product: f64 = 1, exponent: i64 = 0;
    for (let k = 0; k < words; k++) {
      const bits = random64(key, <u64>i * <u64>words + <u64>k);
      product *= (<f64><u32>bits + 0.5) * (<f64><u32>(bits >> 32) + 0.5);
      const raw = reinterpret<u64>(product);
      exponent += <i64>(raw >> 52) - 1087; // 1023, and 64 for two uniforms of 32 bits
      product = reinterpret<f64>((raw & 0x000fffffffffffff) | 0x3ff0000000000000);
    }
    store<f64>(out + (<usize>i << 3), sqrt(-2 * (log(product) + <f64>exponent * LN2)));
  }
}
