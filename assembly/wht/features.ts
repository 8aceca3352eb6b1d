// Random features from structured projections: three rounds of signs and transform stand for a random rotation.
//
// Contract: X m×cols f32, stride ldx; out with stride ldo overlaps X nowhere. Rows are padded with zeros to d2 = 2^k; block b of d2
// projections takes the signs of streams 3b, 3b + 1, 3b + 2 of the seed, first to last applied. Rows go in groups that stay in L1.
import { streamKey } from "../core/rng";
import { chi } from "./chi";
import { fourier_f32_ukr, positive_f32_ukr } from "./features-ukernel";
import { rows } from "./fwht";
import { flipRows } from "./signs";

/** Bytes of padded rows in flight. */
const GROUP: i32 = 16384;
/** Stream of the norms. */
const NORMS: u32 = 0xffffffff;

/** Least order of the transform. Products of H and D reach too few directions in few dimensions. */
const LEAST_FOURIER: i32 = 64;
const LEAST_SIMPLEX: i32 = 16;

// @ts-ignore: decorator
@inline
function order(cols: i32, least: i32): i32 {
  return cols <= least ? least : 1 << (32 - clz(cols - 1));
}

// @ts-ignore: decorator
@inline
function groupRows(d2: i32): i32 {
  return max(1, GROUP / 4 / d2);
}

export function sorf_bytes(cols: i32): f64 {
  const d2 = order(cols, LEAST_FOURIER);
  return <f64>groupRows(d2) * <f64>d2 * 4;
}

export function simplex_bytes(cols: i32, features: i32): f64 {
  const d2 = order(cols, LEAST_SIMPLEX);
  return <f64>features * 8 + <f64>groupRows(d2) * <f64>d2 * 4;
}

/** Y ← H·D·H·D·H·D·X for block b, H orthonormal and the last one times `last`. */
function rotate(m: i32, cols: i32, x: usize, ldx: i32, d2: i32, b: i32, seed: f64, last: f64, y: usize): void {
  for (let i = 0; i < m; i++) {
    const row = y + (<usize>i * <usize>d2 << 2);
    memory.copy(row, x + (<usize>i * <usize>ldx << 2), <usize>cols << 2);
    memory.fill(row + (<usize>cols << 2), 0, <usize>(d2 - cols) << 2);
  }
  const unit = 1 / sqrt<f64>(<f64>d2);
  for (let r = 0; r < 3; r++) {
    flipRows<f32>(m, d2, y, d2, streamKey(seed, 3 * b + r));
    rows<f32>(m, d2, y, d2, <f32>(r == 2 ? unit * last : unit));
  }
}

/** out ← [cos WX, sin WX]/√p, p projections each, W = (√d2/sigma)·(HD)³.                 Yu, Suresh, Choromanski et al. 2016, §4. */
export function sorf(m: i32, cols: i32, x: usize, ldx: i32, p: i32, sigma: f64, seed: f64, out: usize, ldo: i32, ws: usize): void {
  const d2 = order(cols, LEAST_FOURIER), group = groupRows(d2), scale = 1 / sqrt<f64>(<f64>p);
  for (; m > 0; m -= group) {
    const count = min(m, group);
    for (let first = 0; first < p; first += d2) {
      rotate(count, cols, x, ldx, d2, first / d2, seed, sqrt<f64>(<f64>d2) / sigma, ws);
      for (let i = 0; i < count; i++) {
        const c = out + (<usize>i * <usize>ldo + <usize>first << 2);
        fourier_f32_ukr(min(d2, p - first), ws + (<usize>i * <usize>d2 << 2), c, c + (<usize>p << 2), scale);
      }
    }
    x += <usize>group * <usize>ldx << 2;
    out += <usize>group * <usize>ldo << 2;
  }
}

// @ts-ignore: decorator
@inline
function sum(n: i32, y: usize): f64 {
  let s: f64 = 0;
  for (let i = 0; i < n; i++) s += <f64>load<f32>(y + (<usize>i << 2));
  return s;
}

// @ts-ignore: decorator
@inline
function sumsq(n: i32, x: usize): f64 {
  let s: f64 = 0;
  for (let i = 0; i < n; i++) { const v = <f64>load<f32>(x + (<usize>i << 2)); s += v * v; }
  return s;
}

/** out_i ← exp(w_i·x/sigma − ‖x‖²/sigma²)/√f, f features.         Reid, Choromanski, Likhosherstov & Weller 2023, §3 (SimRFs).
 *
 *  w_i = χ_i·Rᵀ·s_i: R the rotation, χ_i the norm of a Gaussian vector, s_i the vertices of a simplex, ⟨s_i, s_j⟩ = −1/(d2 − 1):
 *  with e = (1, …, 1, 0), s_i = √(d2/(d2 − 1))·e_i − (√d2 + 1)/(d2 − 1)^{3/2}·e for i < d2 − 1, and the last one is e/√(d2 − 1). */
export function simplex(m: i32, cols: i32, x: usize, ldx: i32, features: i32, sigma: f64, seed: f64, out: usize, ldo: i32, ws: usize): void {
  const d2 = order(cols, LEAST_SIMPLEX), group = groupRows(d2), scale = 1 / sqrt<f64>(<f64>features);
  const norms = ws, y = ws + (<usize>features << 3);
  chi(features, d2, streamKey(seed, NORMS), norms);
  const n = <f64>(d2 - 1), a = sqrt<f64>(<f64>d2 / n), c = (sqrt<f64>(<f64>d2) + 1) / (n * sqrt<f64>(n));
  for (; m > 0; m -= group) {
    const count = min(m, group);
    for (let first = 0; first < features; first += d2) {
      rotate(count, cols, x, ldx, d2, first / d2, seed, 1, y);
      for (let i = 0; i < count; i++) {
        const row = y + (<usize>i * <usize>d2 << 2), total = sum(d2 - 1, row);
        // The last vertex in the form of the others.
        store<f32>(row + (<usize>(d2 - 1) << 2), <f32>((total / sqrt<f64>(n) + c * total) / a));
        const offset = sumsq(cols, x + (<usize>i * <usize>ldx << 2)) / (sigma * sigma);
        positive_f32_ukr(min(d2, features - first), row, norms + (<usize>first << 3), a / sigma, -c * total / sigma, offset, scale, out + (<usize>i * <usize>ldo + <usize>first << 2));
      }
    }
    x += <usize>group * <usize>ldx << 2;
    out += <usize>group * <usize>ldo << 2;
  }
}
