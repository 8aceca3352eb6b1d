// Inner loops of the vector passes: one block of contiguous f64, every operand read once, sums in four vectors.
//
// Contract: any length, any element alignment; operands are the same vector or apart. A factor of 0 still multiplies: NaN stays NaN.
import { add, total } from "./sums";

/** y ← α·x + β·y; y·y comes back. */
export function krylov_update_f64_ukr(n: i32, alpha: f64, x: usize, beta: f64, y: usize): f64 {
  const end = x + (<usize>n << 3), a = f64x2.splat(alpha), b = f64x2.splat(beta);
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  while (x + 64 <= end) {
    const y0 = f64x2.add(f64x2.mul(a, v128.load(x)), f64x2.mul(b, v128.load(y)));
    const y1 = f64x2.add(f64x2.mul(a, v128.load(x, 16)), f64x2.mul(b, v128.load(y, 16)));
    const y2 = f64x2.add(f64x2.mul(a, v128.load(x, 32)), f64x2.mul(b, v128.load(y, 32)));
    const y3 = f64x2.add(f64x2.mul(a, v128.load(x, 48)), f64x2.mul(b, v128.load(y, 48)));
    v128.store(y, y0); v128.store(y, y1, 16); v128.store(y, y2, 32); v128.store(y, y3, 48);
    s0 = f64x2.add(s0, f64x2.mul(y0, y0));
    s1 = f64x2.add(s1, f64x2.mul(y1, y1));
    s2 = f64x2.add(s2, f64x2.mul(y2, y2));
    s3 = f64x2.add(s3, f64x2.mul(y3, y3));
    x += 64; y += 64;
  }
  let s = total(s0, s1, s2, s3);
  while (x < end) {
    const v = alpha * load<f64>(x) + beta * load<f64>(y);
    store<f64>(y, v);
    s += v * v;
    x += 8; y += 8;
  }
  return s;
}

/** y ← α·x + β·y; y·y and y·w are added to out. */
export function krylov_update2_f64_ukr(n: i32, alpha: f64, x: usize, beta: f64, y: usize, w: usize, out: usize): void {
  const end = x + (<usize>n << 3), a = f64x2.splat(alpha), b = f64x2.splat(beta);
  let s0 = f64x2.splat(0), s1 = s0, t0 = s0, t1 = s0;
  while (x + 32 <= end) {
    const y0 = f64x2.add(f64x2.mul(a, v128.load(x)), f64x2.mul(b, v128.load(y)));
    const y1 = f64x2.add(f64x2.mul(a, v128.load(x, 16)), f64x2.mul(b, v128.load(y, 16)));
    s0 = f64x2.add(s0, f64x2.mul(y0, y0));
    s1 = f64x2.add(s1, f64x2.mul(y1, y1));
    t0 = f64x2.add(t0, f64x2.mul(y0, v128.load(w)));
    t1 = f64x2.add(t1, f64x2.mul(y1, v128.load(w, 16)));
    v128.store(y, y0); v128.store(y, y1, 16);
    x += 32; y += 32; w += 32;
  }
  const zero = f64x2.splat(0);
  let s = total(s0, s1, zero, zero), t = total(t0, t1, zero, zero);
  while (x < end) {
    const v = alpha * load<f64>(x) + beta * load<f64>(y);
    s += v * v;
    t += v * load<f64>(w);
    store<f64>(y, v);
    x += 8; y += 8; w += 8;
  }
  add(out, 0, s);
  add(out, 1, t);
}

/** z ← α·x + β·y + γ·z; z·z comes back. */
export function krylov_combine_f64_ukr(n: i32, alpha: f64, x: usize, beta: f64, y: usize, gamma: f64, z: usize): f64 {
  const end = x + (<usize>n << 3), a = f64x2.splat(alpha), b = f64x2.splat(beta), c = f64x2.splat(gamma);
  let s0 = f64x2.splat(0), s1 = s0;
  while (x + 32 <= end) {
    const z0 = f64x2.add(f64x2.add(f64x2.mul(a, v128.load(x)), f64x2.mul(b, v128.load(y))), f64x2.mul(c, v128.load(z)));
    const z1 = f64x2.add(f64x2.add(f64x2.mul(a, v128.load(x, 16)), f64x2.mul(b, v128.load(y, 16))), f64x2.mul(c, v128.load(z, 16)));
    v128.store(z, z0); v128.store(z, z1, 16);
    s0 = f64x2.add(s0, f64x2.mul(z0, z0));
    s1 = f64x2.add(s1, f64x2.mul(z1, z1));
    x += 32; y += 32; z += 32;
  }
  const zero = f64x2.splat(0);
  let s = total(s0, s1, zero, zero);
  while (x < end) {
    const v = alpha * load<f64>(x) + beta * load<f64>(y) + gamma * load<f64>(z);
    store<f64>(z, v);
    s += v * v;
    x += 8; y += 8; z += 8;
  }
  return s;
}

/** x·y and x·z are added to out. */
export function krylov_dots_f64_ukr(n: i32, x: usize, y: usize, z: usize, out: usize): void {
  const end = x + (<usize>n << 3);
  let s0 = f64x2.splat(0), s1 = s0, t0 = s0, t1 = s0;
  while (x + 32 <= end) {
    const a = v128.load(x), b = v128.load(x, 16);
    s0 = f64x2.add(s0, f64x2.mul(a, v128.load(y)));
    s1 = f64x2.add(s1, f64x2.mul(b, v128.load(y, 16)));
    t0 = f64x2.add(t0, f64x2.mul(a, v128.load(z)));
    t1 = f64x2.add(t1, f64x2.mul(b, v128.load(z, 16)));
    x += 32; y += 32; z += 32;
  }
  const zero = f64x2.splat(0);
  let s = total(s0, s1, zero, zero), t = total(t0, t1, zero, zero);
  while (x < end) {
    s += load<f64>(x) * load<f64>(y);
    t += load<f64>(x) * load<f64>(z);
    x += 8; y += 8; z += 8;
  }
  add(out, 0, s);
  add(out, 1, t);
}

/** x ← x + α·d, then d ← γ·z + β·d: the update of x waits for the pass that reads d anyway. */
export function krylov_step_f64_ukr(n: i32, alpha: f64, x: usize, beta: f64, d: usize, gamma: f64, z: usize): void {
  const end = x + (<usize>n << 3), a = f64x2.splat(alpha), b = f64x2.splat(beta), c = f64x2.splat(gamma);
  while (x + 32 <= end) {
    const d0 = v128.load(d), d1 = v128.load(d, 16);
    v128.store(x, f64x2.add(v128.load(x), f64x2.mul(a, d0)));
    v128.store(x, f64x2.add(v128.load(x, 16), f64x2.mul(a, d1)), 16);
    v128.store(d, f64x2.add(f64x2.mul(c, v128.load(z)), f64x2.mul(b, d0)));
    v128.store(d, f64x2.add(f64x2.mul(c, v128.load(z, 16)), f64x2.mul(b, d1)), 16);
    x += 32; d += 32; z += 32;
  }
  while (x < end) {
    const v = load<f64>(d);
    store<f64>(x, load<f64>(x) + alpha * v);
    store<f64>(d, gamma * load<f64>(z) + beta * v);
    x += 8; d += 8; z += 8;
  }
}
