// Error bounds and comparisons. Notation of Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., chapters 2-3.
import type { Float } from "./random.js";

/** Unit roundoff u: half the gap from 1 to the next number. */
export function unitRoundoff(dtype: Float): number {
  return dtype === "f32" ? 2 ** -24 : 2 ** -53;
}

/** γ_k = k·u / (1 − k·u), the bound of any k roundings in a row (Lemma 3.1). */
export function gamma(dtype: Float, k: number): number {
  const ku = k * unitRoundoff(dtype);
  return ku / (1 - ku);
}

/** Smallest positive number: what one product may lose to underflow (Higham 2.8). */
export function tiny(dtype: Float): number {
  return dtype === "f32" ? 2 ** -149 : 2 ** -1074;
}

export function largest(dtype: Float): number {
  return dtype === "f32" ? (2 - 2 ** -23) * 2 ** 127 : Number.MAX_VALUE;
}

const double = new Float64Array(1);
const long = new BigInt64Array(double.buffer);
const single = new Float32Array(1);
const word = new Int32Array(single.buffer);

/** Position on the number line of the dtype, so that neighbours differ by one and −0 equals +0. */
function ordinal(dtype: Float, x: number): bigint {
  if (dtype === "f32") {
    single[0] = x;
    const bits = word[0] as number;
    return BigInt(bits < 0 ? -(bits & 0x7fffffff) : bits);
  }
  double[0] = x;
  const bits = long[0] as bigint;
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

/** Representable numbers between a and b: 0 for equal (also NaN with NaN), Infinity when only one is NaN. */
export function ulpDistance(dtype: Float, a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity;
  const d = ordinal(dtype, a) - ordinal(dtype, b);
  return Number(d < 0n ? -d : d);
}

/** Does `got` satisfy |got − want| ≤ bound? NaN asks for NaN, an infinity for itself; an infinite bound allows anything. */
export function within(got: number, want: number, bound: number): boolean {
  if (Number.isNaN(want)) return Number.isNaN(got);
  if (!Number.isFinite(want)) return got === want;
  return bound === Infinity || Math.abs(got - want) <= bound;
}

/** Index of the first element outside its bound, or −1. */
export function firstOutside(got: ArrayLike<number>, want: ArrayLike<number>, bound: ArrayLike<number>): number {
  for (let i = 0; i < want.length; i++) if (!within(got[i] as number, want[i] as number, bound[i] as number)) return i;
  return -1;
}

/** Index of the first element that is not the same value (NaN equals NaN; the sign of zero counts), or −1. */
export function firstDifferent(got: ArrayLike<number>, want: ArrayLike<number>): number {
  if (got.length !== want.length) return Math.min(got.length, want.length);
  for (let i = 0; i < want.length; i++) if (!Object.is(got[i], want[i])) return i;
  return -1;
}
