// Vector passes over whole vectors, a block at a time: sums of blocks add up in order, the same bits on every engine.
import { random64, streamKey } from "../../core/rng";
import { krylov_combine_f64_ukr, krylov_dots_f64_ukr, krylov_step_f64_ukr, krylov_update2_f64_ukr, krylov_update_f64_ukr } from "./vector-ukernel";

/** Elements per kernel call. */
const BLOCK: i32 = 4096;
const BYTES: usize = <usize>BLOCK << 3;

export function update(n: i32, alpha: f64, x: usize, beta: f64, y: usize): f64 {
  let s = 0.0;
  for (; n > 0; n -= BLOCK) {
    s += krylov_update_f64_ukr(min(n, BLOCK), alpha, x, beta, y);
    x += BYTES; y += BYTES;
  }
  return s;
}

export function update2(n: i32, alpha: f64, x: usize, beta: f64, y: usize, w: usize, out: usize): void {
  memory.fill(out, 0, 16);
  for (; n > 0; n -= BLOCK) {
    krylov_update2_f64_ukr(min(n, BLOCK), alpha, x, beta, y, w, out);
    x += BYTES; y += BYTES; w += BYTES;
  }
}

export function combine(n: i32, alpha: f64, x: usize, beta: f64, y: usize, gamma: f64, z: usize): f64 {
  let s = 0.0;
  for (; n > 0; n -= BLOCK) {
    s += krylov_combine_f64_ukr(min(n, BLOCK), alpha, x, beta, y, gamma, z);
    x += BYTES; y += BYTES; z += BYTES;
  }
  return s;
}

export function dots(n: i32, x: usize, y: usize, z: usize, out: usize): void {
  memory.fill(out, 0, 16);
  for (; n > 0; n -= BLOCK) {
    krylov_dots_f64_ukr(min(n, BLOCK), x, y, z, out);
    x += BYTES; y += BYTES; z += BYTES;
  }
}

export function step(n: i32, alpha: f64, x: usize, beta: f64, d: usize, gamma: f64, z: usize): void {
  for (; n > 0; n -= BLOCK) {
    krylov_step_f64_ukr(min(n, BLOCK), alpha, x, beta, d, gamma, z);
    x += BYTES; d += BYTES; z += BYTES;
  }
}

/** Uniform in (−1, 1). */
export function shadow(n: i32, stream: u32, x: usize): void {
  const key = streamKey(0, stream);
  for (let i = 0; i < n; i++) store<f64>(x + (<usize>i << 3), <f64>(<i64>random64(key, i) >> 11 | 1) * reinterpret<f64>(0x3cb0000000000000));
}
