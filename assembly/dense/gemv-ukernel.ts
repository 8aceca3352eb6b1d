// Register kernels of gemv: R rows of A against one vector, R in {1, 2, 6}.
//
// Contract: rows lda BYTES apart, strides of x and y in BYTES, no alignment, tails included; every kernel is an export and
// stays a call, so tier-up reaches it in the middle of a large product. Six row streams measured best from memory and
// within 5 % of four in cache; eight rows a power of two apart fill the ways of one L1 set and push x or y out of it.
import { madd } from "../core/lanes";

// @ts-ignore: decorator
@inline
function sum<T>(v: v128): T {
  if (sizeof<T>() == 8) return <T>(v128.extract_lane<T>(v, 0) + v128.extract_lane<T>(v, 1));
  return <T>(v128.extract_lane<T>(v, 0) + v128.extract_lane<T>(v, 1) + (v128.extract_lane<T>(v, 2) + v128.extract_lane<T>(v, 3)));
}

// @ts-ignore: decorator
@inline
function finish<T>(y: usize, dot: T, alpha: T, beta: T): void {
  if (beta == 0) store<T>(y, <T>(alpha * dot));
  else store<T>(y, <T>(alpha * dot + beta * load<T>(y)));
}

/** R rows against x, 64 bytes in flight: with fewer than four rows a row gets several chains. lda and incy in bytes. */
// @ts-ignore: decorator
@inline
function rows<T>(R: i32, n: i32, alpha: T, a: usize, lda: usize, x: usize, beta: T, y: usize, incy: usize): void {
  const S = sizeof<T>();
  const end = x + <usize>n * S;
  const vEnd = x + ((<usize>n * S) & ~15);
  let c0 = v128.splat<T>(<T>0), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0;
  let a1 = a + lda, a2 = a1 + lda, a3 = a2 + lda, a4 = a3 + lda, a5 = a4 + lda;
  if (R == 1) {
    while (x + 64 <= vEnd) {
      c0 = madd<T>(v128.load(a), v128.load(x), c0);
      c1 = madd<T>(v128.load(a, 16), v128.load(x, 16), c1);
      c2 = madd<T>(v128.load(a, 32), v128.load(x, 32), c2);
      c3 = madd<T>(v128.load(a, 48), v128.load(x, 48), c3);
      x += 64; a += 64;
    }
    c0 = v128.add<T>(v128.add<T>(c0, c1), v128.add<T>(c2, c3));
  }
  if (R == 2) {
    while (x + 32 <= vEnd) {
      const x0 = v128.load(x), x1 = v128.load(x, 16);
      c0 = madd<T>(v128.load(a), x0, c0); c2 = madd<T>(v128.load(a, 16), x1, c2);
      c1 = madd<T>(v128.load(a1), x0, c1); c3 = madd<T>(v128.load(a1, 16), x1, c3);
      x += 32; a += 32; a1 += 32;
    }
    c0 = v128.add<T>(c0, c2);
    c1 = v128.add<T>(c1, c3);
  }
  while (x < vEnd) {
    const x0 = v128.load(x);
    c0 = madd<T>(v128.load(a), x0, c0); a += 16;
    if (R > 1) { c1 = madd<T>(v128.load(a1), x0, c1); a1 += 16; }
    if (R > 2) {
      c2 = madd<T>(v128.load(a2), x0, c2); a2 += 16; c3 = madd<T>(v128.load(a3), x0, c3); a3 += 16;
      c4 = madd<T>(v128.load(a4), x0, c4); a4 += 16; c5 = madd<T>(v128.load(a5), x0, c5); a5 += 16;
    }
    x += 16;
  }
  let t0 = sum<T>(c0), t1 = sum<T>(c1), t2 = sum<T>(c2), t3 = sum<T>(c3), t4 = sum<T>(c4), t5 = sum<T>(c5);
  while (x < end) {
    const x0 = load<T>(x);
    t0 += load<T>(a) * x0; a += S;
    if (R > 1) { t1 += load<T>(a1) * x0; a1 += S; }
    if (R > 2) {
      t2 += load<T>(a2) * x0; a2 += S; t3 += load<T>(a3) * x0; a3 += S;
      t4 += load<T>(a4) * x0; a4 += S; t5 += load<T>(a5) * x0; a5 += S;
    }
    x += S;
  }
  finish<T>(y, t0, alpha, beta);
  if (R > 1) finish<T>(y + incy, t1, alpha, beta);
  if (R > 2) {
    finish<T>(y + 2 * incy, t2, alpha, beta); finish<T>(y + 3 * incy, t3, alpha, beta);
    finish<T>(y + 4 * incy, t4, alpha, beta); finish<T>(y + 5 * incy, t5, alpha, beta);
  }
}

/** y += Σ (α·x_r)·row_r over R rows and the columns y..end. lda and incx in bytes. */
// @ts-ignore: decorator
@inline
function cols<T>(R: i32, n: i32, alpha: T, a: usize, lda: usize, x: usize, incx: usize, y: usize): void {
  const S = sizeof<T>();
  const end = y + <usize>n * S;
  const vEnd = y + ((<usize>n * S) & ~15);
  const s0 = <T>(alpha * load<T>(x));
  const s1 = R > 1 ? <T>(alpha * load<T>(x + incx)) : s0;
  const s2 = R > 2 ? <T>(alpha * load<T>(x + 2 * incx)) : s0, s3 = R > 2 ? <T>(alpha * load<T>(x + 3 * incx)) : s0;
  const s4 = R > 2 ? <T>(alpha * load<T>(x + 4 * incx)) : s0, s5 = R > 2 ? <T>(alpha * load<T>(x + 5 * incx)) : s0;
  const x0 = v128.splat<T>(s0), x1 = v128.splat<T>(s1), x2 = v128.splat<T>(s2);
  const x3 = v128.splat<T>(s3), x4 = v128.splat<T>(s4), x5 = v128.splat<T>(s5);
  let a1 = a + lda, a2 = a1 + lda, a3 = a2 + lda, a4 = a3 + lda, a5 = a4 + lda;
  while (y + 32 <= vEnd) {
    let y0 = madd<T>(v128.load(a), x0, v128.load(y)), y1 = madd<T>(v128.load(a, 16), x0, v128.load(y, 16));
    a += 32;
    if (R > 1) { y0 = madd<T>(v128.load(a1), x1, y0); y1 = madd<T>(v128.load(a1, 16), x1, y1); a1 += 32; }
    if (R > 2) {
      y0 = madd<T>(v128.load(a2), x2, y0); y1 = madd<T>(v128.load(a2, 16), x2, y1); a2 += 32;
      y0 = madd<T>(v128.load(a3), x3, y0); y1 = madd<T>(v128.load(a3, 16), x3, y1); a3 += 32;
      y0 = madd<T>(v128.load(a4), x4, y0); y1 = madd<T>(v128.load(a4, 16), x4, y1); a4 += 32;
      y0 = madd<T>(v128.load(a5), x5, y0); y1 = madd<T>(v128.load(a5, 16), x5, y1); a5 += 32;
    }
    v128.store(y, y0);
    v128.store(y, y1, 16);
    y += 32;
  }
  if (y < vEnd) {
    let y0 = madd<T>(v128.load(a), x0, v128.load(y));
    a += 16;
    if (R > 1) { y0 = madd<T>(v128.load(a1), x1, y0); a1 += 16; }
    if (R > 2) {
      y0 = madd<T>(v128.load(a2), x2, y0); a2 += 16; y0 = madd<T>(v128.load(a3), x3, y0); a3 += 16;
      y0 = madd<T>(v128.load(a4), x4, y0); a4 += 16; y0 = madd<T>(v128.load(a5), x5, y0); a5 += 16;
    }
    v128.store(y, y0);
    y += 16;
  }
  while (y < end) {
    let t = <T>(load<T>(y) + load<T>(a) * s0);
    a += S;
    if (R > 1) { t += load<T>(a1) * s1; a1 += S; }
    if (R > 2) {
      t += load<T>(a2) * s2; a2 += S; t += load<T>(a3) * s3; a3 += S;
      t += load<T>(a4) * s4; a4 += S; t += load<T>(a5) * s5; a5 += S;
    }
    store<T>(y, t);
    y += S;
  }
}

export function gemv_f32_ukr_1(n: i32, alpha: f32, a: usize, lda: usize, x: usize, beta: f32, y: usize, incy: usize): void { rows<f32>(1, n, alpha, a, lda, x, beta, y, incy); }
export function gemv_f32_ukr_2(n: i32, alpha: f32, a: usize, lda: usize, x: usize, beta: f32, y: usize, incy: usize): void { rows<f32>(2, n, alpha, a, lda, x, beta, y, incy); }
export function gemv_f32_ukr_6(n: i32, alpha: f32, a: usize, lda: usize, x: usize, beta: f32, y: usize, incy: usize): void { rows<f32>(6, n, alpha, a, lda, x, beta, y, incy); }
export function gemv_f64_ukr_1(n: i32, alpha: f64, a: usize, lda: usize, x: usize, beta: f64, y: usize, incy: usize): void { rows<f64>(1, n, alpha, a, lda, x, beta, y, incy); }
export function gemv_f64_ukr_2(n: i32, alpha: f64, a: usize, lda: usize, x: usize, beta: f64, y: usize, incy: usize): void { rows<f64>(2, n, alpha, a, lda, x, beta, y, incy); }
export function gemv_f64_ukr_6(n: i32, alpha: f64, a: usize, lda: usize, x: usize, beta: f64, y: usize, incy: usize): void { rows<f64>(6, n, alpha, a, lda, x, beta, y, incy); }
export function gemvt_f32_ukr_1(n: i32, alpha: f32, a: usize, lda: usize, x: usize, incx: usize, y: usize): void { cols<f32>(1, n, alpha, a, lda, x, incx, y); }
export function gemvt_f32_ukr_2(n: i32, alpha: f32, a: usize, lda: usize, x: usize, incx: usize, y: usize): void { cols<f32>(2, n, alpha, a, lda, x, incx, y); }
export function gemvt_f32_ukr_6(n: i32, alpha: f32, a: usize, lda: usize, x: usize, incx: usize, y: usize): void { cols<f32>(6, n, alpha, a, lda, x, incx, y); }
export function gemvt_f64_ukr_1(n: i32, alpha: f64, a: usize, lda: usize, x: usize, incx: usize, y: usize): void { cols<f64>(1, n, alpha, a, lda, x, incx, y); }
export function gemvt_f64_ukr_2(n: i32, alpha: f64, a: usize, lda: usize, x: usize, incx: usize, y: usize): void { cols<f64>(2, n, alpha, a, lda, x, incx, y); }
export function gemvt_f64_ukr_6(n: i32, alpha: f64, a: usize, lda: usize, x: usize, incx: usize, y: usize): void { cols<f64>(6, n, alpha, a, lda, x, incx, y); }
