// Kernels of a few vectors times an int8 matrix that is not packed: sums in i32, wrapping. Vectors are i16, see widenVector.

// @ts-ignore: decorator
@inline
export function sum4(x: v128): i32 {
  return i32x4.extract_lane(x, 0) + i32x4.extract_lane(x, 1) + i32x4.extract_lane(x, 2) + i32x4.extract_lane(x, 3);
}

// @ts-ignore: decorator
@inline
function low<T>(x: v128): v128 { return isSigned<T>() ? i16x8.extend_low_i8x16_s(x) : i16x8.extend_low_i8x16_u(x); }

// @ts-ignore: decorator
@inline
function high<T>(x: v128): v128 { return isSigned<T>() ? i16x8.extend_high_i8x16_s(x) : i16x8.extend_high_i8x16_u(x); }

// @ts-ignore: decorator
@inline
function dot(c: v128, x: v128, y: v128): v128 { return i32x4.add(c, i32x4.dot_i16x8_s(x, y)); }

/** R vectors times `pairs` pairs of rows of M, n columns (a multiple of 16) → y. `second` is the distance of the other row of a
 *  pair, `ld` of rows, ldx of vectors, ldy of results, in bytes; first: the sums begin with add0, add1, else with y. */
// @ts-ignore: decorator
@inline
function strip<T>(R: i32, n: i32, pairs: i32, x: usize, ldx: usize, m: usize, ld: usize, second: usize, y: usize, ldy: usize, first: i32, add0: i32, add1: i32): void {
  const xEnd = x + <usize>pairs * 4, end = m + <usize>n;
  while (m < end) {
    let c0 = i32x4.splat(add0), c1 = c0, c2 = c0, c3 = c0;
    let d0 = i32x4.splat(add1), d1 = d0, d2 = d0, d3 = d0;
    if (!first) {
      c0 = v128.load(y); c1 = v128.load(y, 16); c2 = v128.load(y, 32); c3 = v128.load(y, 48);
      if (R > 1) { const z = y + ldy; d0 = v128.load(z); d1 = v128.load(z, 16); d2 = v128.load(z, 32); d3 = v128.load(z, 48); }
    }
    let px = x, pm = m;
    while (px < xEnd) {
      const v = v128.load32_splat(px), w = R > 1 ? v128.load32_splat(px + ldx) : v;
      const r = v128.load(pm), s = v128.load(pm + second);
      const front = i8x16.shuffle(r, s, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      let b = low<T>(front);
      c0 = dot(c0, v, b); if (R > 1) d0 = dot(d0, w, b);
      b = high<T>(front);
      c1 = dot(c1, v, b); if (R > 1) d1 = dot(d1, w, b);
      const back = i8x16.shuffle(r, s, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      b = low<T>(back);
      c2 = dot(c2, v, b); if (R > 1) d2 = dot(d2, w, b);
      b = high<T>(back);
      c3 = dot(c3, v, b); if (R > 1) d3 = dot(d3, w, b);
      px += 4;
      pm += 2 * ld;
    }
    v128.store(y, c0); v128.store(y, c1, 16); v128.store(y, c2, 32); v128.store(y, c3, 48);
    if (R > 1) { const z = y + ldy; v128.store(z, d0); v128.store(z, d1, 16); v128.store(z, d2, 32); v128.store(z, d3, 48); }
    y += 64;
    m += 16;
  }
}

/** R vectors times four rows of M (fewer repeat the first) → y[r][0..rows). */
// @ts-ignore: decorator
@inline
function quad<T>(R: i32, rows: i32, k: i32, x: usize, ldx: usize, m: usize, ld: usize, y: usize, ldy: usize, add0: i32, add1: i32): void {
  const m1 = rows > 1 ? m + ld : m, m2 = rows > 2 ? m + 2 * ld : m, m3 = rows > 3 ? m + 3 * ld : m;
  const whole = <usize>(k & ~7);
  let c0 = i32x4.splat(0), c1 = c0, c2 = c0, c3 = c0;
  let d0 = c0, d1 = c0, d2 = c0, d3 = c0;
  let p: usize = 0;
  while (p < whole) {
    const v = v128.load(x + 2 * p), w = R > 1 ? v128.load(x + ldx + 2 * p) : v;
    let b = v128.load_ext<T>(m + p);
    c0 = dot(c0, v, b); if (R > 1) d0 = dot(d0, w, b);
    b = v128.load_ext<T>(m1 + p);
    c1 = dot(c1, v, b); if (R > 1) d1 = dot(d1, w, b);
    b = v128.load_ext<T>(m2 + p);
    c2 = dot(c2, v, b); if (R > 1) d2 = dot(d2, w, b);
    b = v128.load_ext<T>(m3 + p);
    c3 = dot(c3, v, b); if (R > 1) d3 = dot(d3, w, b);
    p += 8;
  }
  finish<T>(rows, k, p, x, m, m1, m2, m3, y, add0, c0, c1, c2, c3);
  if (R > 1) finish<T>(rows, k, p, x + ldx, m, m1, m2, m3, y + ldy, add1, d0, d1, d2, d3);
}

/** Lane sums, and the elements past the last eight. */
// @ts-ignore: decorator
@inline
function finish<T>(rows: i32, k: i32, p: usize, x: usize, m: usize, m1: usize, m2: usize, m3: usize, y: usize, add: i32, c0: v128, c1: v128, c2: v128, c3: v128): void {
  let s0 = add + sum4(c0), s1 = add + sum4(c1), s2 = add + sum4(c2), s3 = add + sum4(c3);
  for (; p < <usize>k; p++) {
    const v = <i32>load<i16>(x + 2 * p);
    s0 += v * <i32>load<T>(m + p);
    s1 += v * <i32>load<T>(m1 + p);
    s2 += v * <i32>load<T>(m2 + p);
    s3 += v * <i32>load<T>(m3 + p);
  }
  store<i32>(y, s0);
  if (rows > 1) store<i32>(y, s1, 4);
  if (rows > 2) store<i32>(y, s2, 8);
  if (rows > 3) store<i32>(y, s3, 12);
}

export function gemv_i8_runs_ukr_1x16(n: i32, pairs: i32, x: usize, ldx: usize, m: usize, ld: usize, second: usize, y: usize, ldy: usize, first: i32, add0: i32, add1: i32): void { strip<i8>(1, n, pairs, x, ldx, m, ld, second, y, ldy, first, add0, add1); }
export function gemv_i8_runs_ukr_2x16(n: i32, pairs: i32, x: usize, ldx: usize, m: usize, ld: usize, second: usize, y: usize, ldy: usize, first: i32, add0: i32, add1: i32): void { strip<i8>(2, n, pairs, x, ldx, m, ld, second, y, ldy, first, add0, add1); }
export function gemv_u8_runs_ukr_1x16(n: i32, pairs: i32, x: usize, ldx: usize, m: usize, ld: usize, second: usize, y: usize, ldy: usize, first: i32, add0: i32, add1: i32): void { strip<u8>(1, n, pairs, x, ldx, m, ld, second, y, ldy, first, add0, add1); }
export function gemv_i8_rows_ukr_1x4(rows: i32, k: i32, x: usize, ldx: usize, m: usize, ld: usize, y: usize, ldy: usize, add0: i32, add1: i32): void { quad<i8>(1, rows, k, x, ldx, m, ld, y, ldy, add0, add1); }
export function gemv_i8_rows_ukr_2x4(rows: i32, k: i32, x: usize, ldx: usize, m: usize, ld: usize, y: usize, ldy: usize, add0: i32, add1: i32): void { quad<i8>(2, rows, k, x, ldx, m, ld, y, ldy, add0, add1); }
export function gemv_u8_rows_ukr_1x4(rows: i32, k: i32, x: usize, ldx: usize, m: usize, ld: usize, y: usize, ldy: usize, add0: i32, add1: i32): void { quad<u8>(1, rows, k, x, ldx, m, ld, y, ldy, add0, add1); }
