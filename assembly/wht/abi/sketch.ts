// Raw exports of rotations, sketches, random features and dyadic convolution. `seed` is a whole number below 2^53.
import { streamKey } from "../../core/rng";
import { bidiagonal } from "../bidiagonal";
import { dyadic } from "../convolve";
import { simplex, simplex_bytes, sorf, sorf_bytes } from "../features";
import { randomized } from "../randomized";
import { flipRows } from "../signs";
import { srht, srht_bytes } from "../srht";

export { bidiagonal_f64_ukr4 } from "../bidiagonal";
export { dyadic_product_f32_ukr, dyadic_product_f64_ukr } from "../convolve";
export * from "../features-ukernel";
export { flip_f32_ukr, flip_f32_ukr4, flip_f64_ukr, flip_f64_ukr4 } from "../signs";
export * from "../srht-ukernel";

export function signs_f32(m: i32, n: i32, seed: f64, stream: u32, x: usize, ldx: i32): void { flipRows<f32>(m, n, x, ldx, streamKey(seed, stream)); }
export function signs_f64(m: i32, n: i32, seed: f64, stream: u32, x: usize, ldx: i32): void { flipRows<f64>(m, n, x, ldx, streamKey(seed, stream)); }
export function randomized_f32(m: i32, dim: i32, block: i32, rounds: i32, seed: f64, inverse: i32, x: usize, ldx: i32): void {
  randomized<f32>(m, dim, block, rounds, seed, inverse != 0, x, ldx);
}
export function randomized_f64(m: i32, dim: i32, block: i32, rounds: i32, seed: f64, inverse: i32, x: usize, ldx: i32): void {
  randomized<f64>(m, dim, block, rounds, seed, inverse != 0, x, ldx);
}
export function srht_f32(n: i32, d: i32, m: i32, a: usize, lda: i32, sa: usize, ldsa: i32, seed: f64, ws: usize): void {
  srht<f32>(n, d, m, a, lda, sa, ldsa, seed, ws);
}
export function srht_f64(n: i32, d: i32, m: i32, a: usize, lda: i32, sa: usize, ldsa: i32, seed: f64, ws: usize): void {
  srht<f64>(n, d, m, a, lda, sa, ldsa, seed, ws);
}
export function srht_f32_workspace(n: i32, d: i32, m: i32): f64 { return srht_bytes<f32>(n, d, m); }
export function srht_f64_workspace(n: i32, d: i32, m: i32): f64 { return srht_bytes<f64>(n, d, m); }
/** ‖ũ‖² comes back. */
export function bidiagonal_f64(n: i32, d: i32, a: usize, lda: i32, v: usize, gamma: f64, u: usize, z: usize): f64 { return bidiagonal(n, d, a, lda, v, gamma, u, z); }
/** Scratch: n elements, none if x = y. */
export function dyadic_f32(n: i32, z: usize, x: usize, y: usize, ws: usize): void { dyadic<f32>(n, z, x, y, ws); }
export function dyadic_f64(n: i32, z: usize, x: usize, y: usize, ws: usize): void { dyadic<f64>(n, z, x, y, ws); }
export function sorf_f32(m: i32, cols: i32, x: usize, ldx: i32, p: i32, sigma: f64, seed: f64, out: usize, ldo: i32, ws: usize): void {
  sorf(m, cols, x, ldx, p, sigma, seed, out, ldo, ws);
}
export function sorf_f32_workspace(cols: i32): f64 { return sorf_bytes(cols); }
export function simplex_f32(m: i32, cols: i32, x: usize, ldx: i32, features: i32, sigma: f64, seed: f64, out: usize, ldo: i32, ws: usize): void {
  simplex(m, cols, x, ldx, features, sigma, seed, out, ldo, ws);
}
export function simplex_f32_workspace(cols: i32, features: i32): f64 { return simplex_bytes(cols, features); }
