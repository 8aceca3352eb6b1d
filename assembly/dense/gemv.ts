// y ← α·A·x + β·y and y ← α·Aᵀ·x + β·y for row-major A.                BLAS: sgemv, dgemv.
//
// Contract: A is m×n with rows lda ≥ n elements apart, vector strides positive, in elements; no alignment beyond the element,
// no load past the last element; y overlaps nothing. β = 0 never reads y; α = 0 never reads A or x.
// Workspace: the vector along the rows of A (x of gemv, y of gemv_t) is packed to ws, n elements, when its stride is not 1;
// the vector down the columns is walked in place. With unit strides ws is not touched.
// Accuracy: |ŷ−y| ≤ γ(k+2)·(|α|·|A||x| + |β||y|), k the length of the sums; the order of the additions is not the textbook's.
// Both forms read A once, six rows at a time, a sixth of A apart: out of cache the cost is that stream, and six long runs keep
// the prefetchers fed where six neighbouring short rows do not (131072×128 f32: 8.4 against 3.2 GFLOP/s on Zen 3).
import {
  gemv_f32_ukr_1, gemv_f32_ukr_2, gemv_f32_ukr_6, gemv_f64_ukr_1, gemv_f64_ukr_2, gemv_f64_ukr_6,
  gemvt_f32_ukr_1, gemvt_f32_ukr_2, gemvt_f32_ukr_6, gemvt_f64_ukr_1, gemvt_f64_ukr_2, gemvt_f64_ukr_6,
} from "./gemv-ukernel";
import { gather, scale_matrix, scale_row, scatter } from "./matrix";

/** Bytes of y that stay in the first-level cache while the rows of A stream past them. */
const PANEL: i32 = 16384;

/** Bytes of ws for one call: only strided operands along the rows need it. */
export function gemv_workspace<T>(n: i32, inc: i32): usize {
  return inc == 1 ? 0 : <usize>n * sizeof<T>();
}


export function gemv<T>(m: i32, n: i32, alpha: T, a: usize, lda: i32, x: usize, incx: i32, beta: T, y: usize, incy: i32, ws: usize): void {
  if (alpha == 0 || n == 0) { scale_matrix<T>(m, 1, beta, y, incy); return; }
  if (incx != 1) { gather<T>(n, x, incx, ws); x = ws; }
  const step = <usize>lda * sizeof<T>(), ys = <usize>incy * sizeof<T>();
  const apart = m / 6, far = <usize>apart * step, yFar = <usize>apart * ys;
  for (let i = 0; i < apart; i++) {
    if (sizeof<T>() == 4) gemv_f32_ukr_6(n, <f32>alpha, a, far, x, <f32>beta, y, yFar);
    else gemv_f64_ukr_6(n, <f64>alpha, a, far, x, <f64>beta, y, yFar);
    a += step;
    y += ys;
  }
  a += 5 * far;
  y += 5 * yFar;
  for (m -= 6 * apart; m >= 2; m -= 2) {
    if (sizeof<T>() == 4) gemv_f32_ukr_2(n, <f32>alpha, a, step, x, <f32>beta, y, ys);
    else gemv_f64_ukr_2(n, <f64>alpha, a, step, x, <f64>beta, y, ys);
    a += 2 * step;
    y += 2 * ys;
  }
  if (m == 0) return;
  if (sizeof<T>() == 4) gemv_f32_ukr_1(n, <f32>alpha, a, step, x, <f32>beta, y, ys);
  else gemv_f64_ukr_1(n, <f64>alpha, a, step, x, <f64>beta, y, ys);
}

export function gemv_t<T>(m: i32, n: i32, alpha: T, a: usize, lda: i32, x: usize, incx: i32, beta: T, y: usize, incy: i32, ws: usize): void {
  if (alpha == 0 || m == 0) { scale_matrix<T>(n, 1, beta, y, incy); return; }
  const out = incy == 1 ? y : ws;
  if (incy != 1 && beta != 0) gather<T>(n, y, incy, ws);
  const panel = PANEL / <i32>sizeof<T>();
  for (let j = 0; j < n; j += panel) {
    const columns = min(panel, n - j), offset = <usize>j * sizeof<T>();
    scale_row<T>(columns, beta, out + offset);
    add_rows<T>(m, columns, alpha, a + offset, <usize>lda * sizeof<T>(), x, <usize>incx * sizeof<T>(), out + offset);
  }
  if (incy != 1) scatter<T>(n, ws, y, incy);
}

/** y += α·Aᵀ·x on one panel of columns; strides in bytes. */
function add_rows<T>(m: i32, n: i32, alpha: T, a: usize, step: usize, x: usize, xs: usize, y: usize): void {
  const apart = m / 6, far = <usize>apart * step, xFar = <usize>apart * xs;
  for (let i = 0; i < apart; i++) {
    if (sizeof<T>() == 4) gemvt_f32_ukr_6(n, <f32>alpha, a, far, x, xFar, y);
    else gemvt_f64_ukr_6(n, <f64>alpha, a, far, x, xFar, y);
    a += step;
    x += xs;
  }
  a += 5 * far;
  x += 5 * xFar;
  for (m -= 6 * apart; m >= 2; m -= 2) {
    if (sizeof<T>() == 4) gemvt_f32_ukr_2(n, <f32>alpha, a, step, x, xs, y);
    else gemvt_f64_ukr_2(n, <f64>alpha, a, step, x, xs, y);
    a += 2 * step;
    x += 2 * xs;
  }
  if (m == 0) return;
  if (sizeof<T>() == 4) gemvt_f32_ukr_1(n, <f32>alpha, a, step, x, xs, y);
  else gemvt_f64_ukr_1(n, <f64>alpha, a, step, x, xs, y);
}
