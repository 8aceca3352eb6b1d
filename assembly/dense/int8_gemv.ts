// A few vectors times an int8 matrix without packing the matrix, which is read once: one to four rows, or one column, of the integer
// gemm. Vectors are widened to i16 less their zero point; that of the matrix is a correction, −zero·Σx, where the sums begin.

import {
  gemv_i8_rows_ukr_1x4, gemv_i8_rows_ukr_2x4, gemv_i8_runs_ukr_1x16, gemv_i8_runs_ukr_2x16, gemv_u8_rows_ukr_1x4, gemv_u8_runs_ukr_1x16, sum4,
} from "./int8_gemv_ukernel";

/** k elements of x, `xs` bytes apart, to i16 less `zero`, zero-padded to a multiple of eight. Returns their sum. */
export function widenVector<T>(k: i32, x: usize, xs: i32, zero: i32, dst: usize): i32 {
  const z = i16x8.splat(<i16>zero), ones = i16x8.splat(1);
  let p = 0;
  let sums = i32x4.splat(0);
  if (xs == 1) {
    while (p + 8 <= k) {
      const v = i16x8.sub(v128.load_ext<T>(x), z);
      v128.store(dst, v);
      sums = i32x4.add(sums, i32x4.dot_i16x8_s(v, ones));
      x += 8; dst += 16; p += 8;
    }
  }
  let sum = sum4(sums);
  while (p < k) {
    const v = <i32>load<T>(x) - zero;
    store<i16>(dst, <i16>v);
    sum += v;
    x += <usize>xs; dst += 2; p++;
  }
  while (p & 7) { store<i16>(dst, 0); dst += 2; p++; }
  return sum;
}

/** Rows of M in a strip: more would fall into one set of L1 where ld is a large power of two. */
const STRIP: i32 = 8;

/** Columns of a multiple of 16. */
function stripes<T>(rows: i32, n: i32, k: i32, x: usize, ldx: usize, m: usize, ld: usize, adds: usize, y: usize, ldy: usize): void {
  let p = 0;
  while (p < k) {
    // x is padded: the last row of an odd k pairs with itself, times zero.
    const count = p + 1 == k ? 1 : min(STRIP, (k - p) & ~1);
    const pairs = (count + 1) >> 1, second: usize = count == 1 ? 0 : ld, first = p == 0 ? 1 : 0;
    for (let i = 0; i < rows; i += 2) {
      const px = x + <usize>i * ldx + <usize>p * 2, pm = m + <usize>p * ld, py = y + <usize>i * ldy, add = load<i32>(adds + <usize>i * 4);
      if (!isSigned<T>()) gemv_u8_runs_ukr_1x16(n, pairs, px, ldx, pm, ld, second, py, ldy, first, add, 0);
      else if (i + 1 < rows) gemv_i8_runs_ukr_2x16(n, pairs, px, ldx, pm, ld, second, py, ldy, first, add, load<i32>(adds + <usize>i * 4, 4));
      else gemv_i8_runs_ukr_1x16(n, pairs, px, ldx, pm, ld, second, py, ldy, first, add, 0);
    }
    p += count;
  }
}

/** y[i][j] = adds[i] + Σ x[i][p]·M(p, j) for n ≥ 16 columns: M has k rows of n contiguous elements, `ld` bytes apart; x is from
 *  widenVector, ldx and ldy in bytes. scratch: 64 bytes a row. */
export function gemvRuns<T>(rows: i32, n: i32, k: i32, x: usize, ldx: usize, m: usize, ld: usize, adds: usize, y: usize, ldy: usize, scratch: usize): void {
  const whole = n & ~15, rest = n - whole;
  stripes<T>(rows, whole, k, x, ldx, m, ld, adds, y, ldy);
  if (rest == 0) return;
  // The last 16 columns once more, on the side.
  stripes<T>(rows, 16, k, x, ldx, m + <usize>(n - 16), ld, adds, scratch, 64);
  for (let i = 0; i < rows; i++) memory.copy(y + <usize>i * ldy + <usize>whole * 4, scratch + <usize>i * 64 + <usize>(16 - rest) * 4, <usize>rest * 4);
}

/** The same with M lying across: n rows of k contiguous elements. */
export function gemvRows<T>(rows: i32, n: i32, k: i32, x: usize, ldx: usize, m: usize, ld: usize, adds: usize, y: usize, ldy: usize): void {
  for (let j = 0; j < n; j += 4) {
    const count = min(4, n - j);
    for (let i = 0; i < rows; i += 2) {
      const px = x + <usize>i * ldx, py = y + <usize>i * ldy + <usize>j * 4, add = load<i32>(adds + <usize>i * 4);
      if (!isSigned<T>()) gemv_u8_rows_ukr_1x4(count, k, px, ldx, m, ld, py, ldy, add, 0);
      else if (i + 1 < rows) gemv_i8_rows_ukr_2x4(count, k, px, ldx, m, ld, py, ldy, add, load<i32>(adds + <usize>i * 4, 4));
      else gemv_i8_rows_ukr_1x4(count, k, px, ldx, m, ld, py, ldy, add, 0);
    }
    m += 4 * ld;
  }
}
