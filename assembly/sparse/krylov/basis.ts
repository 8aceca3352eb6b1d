// A vector against the columns of a basis: V holds k vectors of n, `stride` elements apart. Four columns at a time over a block that stays in L1.
import { total } from "./sums";

/** Elements per block: w and four columns of V are 20 kB. */
const BLOCK: i32 = 512;

/** h[0…3] += v_j·w for four columns; with fewer, the last ones are one and the same column and only the first `count` are stored. */
export function krylov_project_f64_ukr(n: i32, count: i32, v0: usize, step: usize, w: usize, h: usize): void {
  const last = <usize>(count - 1), end = w + (<usize>n << 3);
  let v1 = v0 + min<usize>(1, last) * step, v2 = v0 + min<usize>(2, last) * step, v3 = v0 + min<usize>(3, last) * step;
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, t0 = s0, t1 = s0, t2 = s0, t3 = s0;
  while (w + 32 <= end) {
    const a = v128.load(w), b = v128.load(w, 16);
    s0 = f64x2.add(s0, f64x2.mul(a, v128.load(v0))); t0 = f64x2.add(t0, f64x2.mul(b, v128.load(v0, 16)));
    s1 = f64x2.add(s1, f64x2.mul(a, v128.load(v1))); t1 = f64x2.add(t1, f64x2.mul(b, v128.load(v1, 16)));
    s2 = f64x2.add(s2, f64x2.mul(a, v128.load(v2))); t2 = f64x2.add(t2, f64x2.mul(b, v128.load(v2, 16)));
    s3 = f64x2.add(s3, f64x2.mul(a, v128.load(v3))); t3 = f64x2.add(t3, f64x2.mul(b, v128.load(v3, 16)));
    w += 32; v0 += 32; v1 += 32; v2 += 32; v3 += 32;
  }
  const zero = f64x2.splat(0);
  let d0 = total(s0, t0, zero, zero), d1 = total(s1, t1, zero, zero), d2 = total(s2, t2, zero, zero), d3 = total(s3, t3, zero, zero);
  while (w < end) {
    const a = load<f64>(w);
    d0 += a * load<f64>(v0); d1 += a * load<f64>(v1); d2 += a * load<f64>(v2); d3 += a * load<f64>(v3);
    w += 8; v0 += 8; v1 += 8; v2 += 8; v3 += 8;
  }
  store<f64>(h, load<f64>(h) + d0);
  if (count > 1) store<f64>(h, load<f64>(h, 8) + d1, 8);
  if (count > 2) store<f64>(h, load<f64>(h, 16) + d2, 16);
  if (count > 3) store<f64>(h, load<f64>(h, 24) + d3, 24);
}

/** w += α·Σ h_j·v_j over up to four columns; w·w comes back. */
export function krylov_expand_f64_ukr(n: i32, count: i32, alpha: f64, v0: usize, step: usize, h: usize, w: usize): f64 {
  const last = <usize>(count - 1), end = w + (<usize>n << 3);
  let v1 = v0 + min<usize>(1, last) * step, v2 = v0 + min<usize>(2, last) * step, v3 = v0 + min<usize>(3, last) * step;
  const h0 = alpha * load<f64>(h), h1 = count > 1 ? alpha * load<f64>(h, 8) : 0, h2 = count > 2 ? alpha * load<f64>(h, 16) : 0, h3 = count > 3 ? alpha * load<f64>(h, 24) : 0;
  const a0 = f64x2.splat(h0), a1 = f64x2.splat(h1), a2 = f64x2.splat(h2), a3 = f64x2.splat(h3);
  let s0 = f64x2.splat(0), s1 = s0;
  while (w + 32 <= end) {
    let x = f64x2.add(v128.load(w), f64x2.mul(a0, v128.load(v0))), y = f64x2.add(v128.load(w, 16), f64x2.mul(a0, v128.load(v0, 16)));
    x = f64x2.add(x, f64x2.mul(a1, v128.load(v1))); y = f64x2.add(y, f64x2.mul(a1, v128.load(v1, 16)));
    x = f64x2.add(x, f64x2.mul(a2, v128.load(v2))); y = f64x2.add(y, f64x2.mul(a2, v128.load(v2, 16)));
    x = f64x2.add(x, f64x2.mul(a3, v128.load(v3))); y = f64x2.add(y, f64x2.mul(a3, v128.load(v3, 16)));
    v128.store(w, x); v128.store(w, y, 16);
    s0 = f64x2.add(s0, f64x2.mul(x, x)); s1 = f64x2.add(s1, f64x2.mul(y, y));
    w += 32; v0 += 32; v1 += 32; v2 += 32; v3 += 32;
  }
  const zero = f64x2.splat(0);
  let s = total(s0, s1, zero, zero);
  while (w < end) {
    const x = load<f64>(w) + h0 * load<f64>(v0) + h1 * load<f64>(v1) + h2 * load<f64>(v2) + h3 * load<f64>(v3);
    store<f64>(w, x);
    s += x * x;
    w += 8; v0 += 8; v1 += 8; v2 += 8; v3 += 8;
  }
  return s;
}

/** h ← Vᵀ·w, a block at a time. */
export function project(n: i32, k: i32, v: usize, stride: i32, w: usize, h: usize): void {
  memory.fill(h, 0, <usize>k << 3);
  for (; n > 0; n -= BLOCK) {
    projectBlock(min(n, BLOCK), k, v, <usize>stride << 3, w, h);
    v += <usize>BLOCK << 3; w += <usize>BLOCK << 3;
  }
}

/** w ← w + α·V·h; w·w comes back. */
export function expand(n: i32, k: i32, alpha: f64, v: usize, stride: i32, h: usize, w: usize): f64 {
  let s = 0.0;
  for (; n > 0; n -= BLOCK) {
    s += expandBlock(min(n, BLOCK), k, alpha, v, <usize>stride << 3, h, w);
    v += <usize>BLOCK << 3; w += <usize>BLOCK << 3;
  }
  return s;
}

/** w ← w − V·h, then g ← Vᵀ·w, while a block of V is at hand: both halves of a second Gram–Schmidt pass in one. w·w comes back. */
export function reproject(n: i32, k: i32, v: usize, stride: i32, h: usize, w: usize, g: usize): f64 {
  let s = 0.0;
  memory.fill(g, 0, <usize>k << 3);
  for (; n > 0; n -= BLOCK) {
    const m = min(n, BLOCK);
    s += expandBlock(m, k, -1, v, <usize>stride << 3, h, w);
    projectBlock(m, k, v, <usize>stride << 3, w, g);
    v += <usize>BLOCK << 3; w += <usize>BLOCK << 3;
  }
  return s;
}

function projectBlock(m: i32, k: i32, v: usize, step: usize, w: usize, h: usize): void {
  for (; k > 0; k -= 4) {
    krylov_project_f64_ukr(m, min(k, 4), v, step, w, h);
    v += 4 * step; h += 32;
  }
}

function expandBlock(m: i32, k: i32, alpha: f64, v: usize, step: usize, h: usize, w: usize): f64 {
  let s = 0.0;
  for (; k > 0; k -= 4) {
    s = krylov_expand_f64_ukr(m, min(k, 4), alpha, v, step, h, w);
    v += 4 * step; h += 32;
  }
  return s;
}
