// y ← α·A·x + β·y and y ← α·Aᵀ·x + β·y for row-major A.                BLAS: sgemv, dgemv.
//
// Contract: A is m×n with rows lda ≥ n elements apart, vector strides positive, in elements; no alignment beyond the element,
// no load past the last element; y overlaps nothing. β = 0 never reads y; α = 0 never reads A or x.
// Workspace: gemv packs x to ws, n elements, when its stride is not 1. gemv_t sums in ws, n elements, unless y is contiguous and
// β = 0, so that β·y is rounded twice and not once a row; callers with a contiguous y to add to may pass ws = 0 and forgo that.
// Accuracy: |ŷ−y| ≤ γ(k+2)·|α||A||x| + γ(2)·|β||y|, k the length of the sums; with ws = 0 in gemv_t the last factor is γ(k+1).
// Both forms read A once, six rows at a time, a sixth of A apart: out of cache the cost is that stream, and six long runs keep
// the prefetchers fed where six neighbouring short rows do not (131072×128 f32: 8.4 against 3.2 GFLOP/s on Zen 3).
import {
  gemv_f32_ukr_1, gemv_f32_ukr_2, gemv_f32_ukr_6, gemv_f64_ukr_1, gemv_f64_ukr_2, gemv_f64_ukr_6,
  gemvt_f32_ukr_1, gemvt_f32_ukr_2, gemvt_f32_ukr_6, gemvt_f64_ukr_1, gemvt_f64_ukr_2, gemvt_f64_ukr_6,
} from "./gemv-ukernel";
import { gather, scale_matrix, scale_row, scatter } from "./matrix";

/** Bytes of y that stay in the second-level cache while the rows of A stream past them. */
const PANEL: i32 = 65536;

/** Bytes of ws for one call of either form with n columns; less is enough when the rules above need none. */
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
  const separate = ws != 0 && (beta != 0 || incy != 1);
  const out = separate ? ws : y;
  const panel = PANEL / <i32>sizeof<T>();
  for (let j = 0; j < n; j += panel) {
    const columns = min(panel, n - j), offset = <usize>j * sizeof<T>();
    scale_row<T>(columns, separate ? <T>0 : beta, out + offset);
    add_rows<T>(m, columns, alpha, a + offset, <usize>lda * sizeof<T>(), x, <usize>incx * sizeof<T>(), out + offset);
  }
  if (separate) add_scaled<T>(n, ws, beta, y, incy);
}

/** y ← sum + β·y; β = 0 does not read y. */
function add_scaled<T>(n: i32, sum: usize, beta: T, y: usize, incy: i32): void {
  if (beta == 0) { scatter<T>(n, sum, y, incy); return; }
  const S = sizeof<T>(), step = <usize>incy * S, end = sum + <usize>n * S;
  if (incy == 1) {
    const b = v128.splat<T>(beta);
    while (sum + 16 <= end) { v128.store(y, v128.add<T>(v128.load(sum), v128.mul<T>(b, v128.load(y)))); sum += 16; y += 16; }
  }
  while (sum < end) { store<T>(y, <T>(load<T>(sum) + beta * load<T>(y))); sum += S; y += step; }
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
