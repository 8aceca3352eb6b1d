// Level-1 operations on contiguous vectors.                             BLAS: dot, axpy, scal, nrm2, asum, iamax.
//
// Contract: n ≥ 0 elements, element alignment; y of axpy does not overlap x. Plain mul and add only: the same bits on every
// engine and in every variant. Sums run in 16 (f32) or 8 (f64) chains of T over blocks of 4096 elements and the blocks add up in
// f64: with b = min(n, 4096) the error is within γ(b/16 + 11)·Σ|terms| for f32, whatever the length, and within
// γ(b/8 + n/4096 + 8)·Σ|terms| for f64, as long as no product underflows.
import {
  amax_f32_ukr, amax_f64_ukr, asum_f32_ukr, asum_f64_ukr, axpy_f32_ukr, axpy_f64_ukr, dot_f32_ukr, dot_f64_ukr,
  find_f32_ukr, find_f64_ukr, scale_f32_ukr, scale_f64_ukr, sumsq_f32_ukr, sumsq_f64_ukr,
} from "./level1-ukernel";

/** Elements per kernel call. */
const BLOCK: i32 = 4096;

export function dot<T>(n: i32, x: usize, y: usize): f64 {
  let s: f64 = 0;
  for (; n > 0; n -= BLOCK) {
    const count = min(n, BLOCK);
    s += sizeof<T>() == 4 ? <f64>dot_f32_ukr(count, x, y) : dot_f64_ukr(count, x, y);
    x += <usize>BLOCK * sizeof<T>();
    y += <usize>BLOCK * sizeof<T>();
  }
  return s;
}

/** y ← α·x + y; α = 0 reads and writes nothing, as the reference BLAS. */
export function axpy<T>(n: i32, alpha: T, x: usize, y: usize): void {
  if (alpha == 0) return;
  for (; n > 0; n -= BLOCK) {
    const count = min(n, BLOCK);
    if (sizeof<T>() == 4) axpy_f32_ukr(count, <f32>alpha, x, y);
    else axpy_f64_ukr(count, <f64>alpha, x, y);
    x += <usize>BLOCK * sizeof<T>();
    y += <usize>BLOCK * sizeof<T>();
  }
}

/** x ← α·x, a product even for α = 0: NaN stays NaN and ∞ becomes NaN, as the reference BLAS. */
export function scale<T>(n: i32, alpha: T, x: usize): void {
  for (; n > 0; n -= BLOCK) {
    const count = min(n, BLOCK);
    if (sizeof<T>() == 4) scale_f32_ukr(count, <f32>alpha, x);
    else scale_f64_ukr(count, <f64>alpha, x);
    x += <usize>BLOCK * sizeof<T>();
  }
}

export function asum<T>(n: i32, x: usize): f64 {
  let s: f64 = 0;
  for (; n > 0; n -= BLOCK) {
    const count = min(n, BLOCK);
    s += sizeof<T>() == 4 ? <f64>asum_f32_ukr(count, x) : asum_f64_ukr(count, x);
    x += <usize>BLOCK * sizeof<T>();
  }
  return s;
}

// ‖x‖₂ after Blue 1978 and Anderson 2017 (LAWN 299, Algorithm 978), with one accumulator at a time: the plain sum of squares
// is right unless it lands outside [LOW, ∞), and then all of x, scaled by one power of two, has an accurate sum again.
/** Below this 2³¹ lost squares, each under 2⁻¹⁰⁷⁴, could reach the last bit of the sum. */
const LOW: f64 = reinterpret<f64>(0x03f0000000000000); // 2⁻⁹⁶⁰
/** 2^±600 brings the largest of x into [2⁻⁴⁷⁴, 2⁴²⁴]: its square is normal and 2³¹ of them do not overflow. */
const UP: f64 = reinterpret<f64>(0x6570000000000000);
const DOWN: f64 = reinterpret<f64>(0x1a70000000000000);

export function nrm2<T>(n: i32, x: usize): f64 {
  if (sizeof<T>() == 4) return sqrt(sumsq<T>(n, 1, x));
  const s = sumsq<T>(n, 1, x);
  if (s >= LOW && s < Infinity) return sqrt(s);
  if (s != s) return s;
  const up = s < LOW;
  return sqrt(sumsq<T>(n, up ? UP : DOWN, x)) * (up ? DOWN : UP);
}

function sumsq<T>(n: i32, scale: f64, x: usize): f64 {
  let s: f64 = 0;
  for (; n > 0; n -= BLOCK) {
    const count = min(n, BLOCK);
    s += sizeof<T>() == 4 ? sumsq_f32_ukr(count, x) : sumsq_f64_ukr(count, scale, x);
    x += <usize>BLOCK * sizeof<T>();
  }
  return s;
}

/** Index of the first largest |x_i|; NaN counts as larger than every number; −1 for n = 0. */
export function amax<T>(n: i32, x: usize): i32 {
  if (n == 0) return -1;
  let best: f64 = -1, at = 0;
  for (let i = 0; i < n; i += BLOCK) {
    const block = x + <usize>i * sizeof<T>(), count = min(n - i, BLOCK);
    const m: f64 = sizeof<T>() == 4 ? <f64>amax_f32_ukr(count, block) : amax_f64_ukr(count, block);
    if (m <= best) continue;
    best = m;
    at = i;
    if (m != m) break;
  }
  x += <usize>at * sizeof<T>();
  return at + (sizeof<T>() == 4 ? find_f32_ukr(n - at, <f32>best, x) : find_f64_ukr(n - at, best, x));
}
