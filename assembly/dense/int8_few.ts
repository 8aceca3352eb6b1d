// A few rows times a packed matrix: the packed int8 are widened inside the kernel, so each is read once from memory and never
// copied. A row holds i16, four a step (8 bytes), b eight columns of four int8 a step (32 bytes).
import { NR, bytesPanel, groups } from "./int8_blocking";
import { mergeInt8Tile } from "./int8_macro";

/** Sums of even and odd lanes, side by side. */
// @ts-ignore: decorator
@inline
function fold(x: v128, y: v128, add: v128): v128 {
  return i32x4.add(add, i32x4.add(i32x4.shuffle(x, y, 0, 2, 4, 6), i32x4.shuffle(x, y, 1, 3, 5, 7)));
}

// @ts-ignore: decorator
@inline
function dot(c: v128, x: v128, w: v128): v128 { return i32x4.add(c, i32x4.dot_i16x8_s(x, w)); }

/** A panel times one row: c[8] = add + a·b. Two groups of k a step: packed panels and widened rows have room for that. */
export function gemm_i8_few_ukr_1x8(a: usize, b: usize, bEnd: usize, c: usize, add: i32): void {
  let c0 = i32x4.splat(0), c1 = c0, c2 = c0, c3 = c0;
  let d0 = c0, d1 = c0, d2 = c0, d3 = c0;
  while (b < bEnd) {
    const x = v128.load64_splat(a), y = v128.load64_splat(a, 8);
    c0 = dot(c0, x, v128.load8x8_s(b)); c1 = dot(c1, x, v128.load8x8_s(b, 8));
    c2 = dot(c2, x, v128.load8x8_s(b, 16)); c3 = dot(c3, x, v128.load8x8_s(b, 24));
    d0 = dot(d0, y, v128.load8x8_s(b, 32)); d1 = dot(d1, y, v128.load8x8_s(b, 40));
    d2 = dot(d2, y, v128.load8x8_s(b, 48)); d3 = dot(d3, y, v128.load8x8_s(b, 56));
    a += 16;
    b += 64;
  }
  const s = i32x4.splat(add);
  v128.store(c, fold(i32x4.add(c0, d0), i32x4.add(c1, d1), s));
  v128.store(c, fold(i32x4.add(c2, d2), i32x4.add(c3, d3), s), 16);
}

/** A panel times two rows, `lda` apart: c[8] = add0 + a·b, and the same of the second row at c + ldc. Strides in bytes. */
export function gemm_i8_few_ukr_2x8(a: usize, lda: usize, b: usize, bEnd: usize, c: usize, ldc: usize, add0: i32, add1: i32): void {
  let c0 = i32x4.splat(0), c1 = c0, c2 = c0, c3 = c0;
  let d0 = c0, d1 = c0, d2 = c0, d3 = c0;
  while (b < bEnd) {
    const x = v128.load64_splat(a), y = v128.load64_splat(a + lda);
    let w = v128.load8x8_s(b);
    c0 = dot(c0, x, w); d0 = dot(d0, y, w);
    w = v128.load8x8_s(b, 8);
    c1 = dot(c1, x, w); d1 = dot(d1, y, w);
    w = v128.load8x8_s(b, 16);
    c2 = dot(c2, x, w); d2 = dot(d2, y, w);
    w = v128.load8x8_s(b, 24);
    c3 = dot(c3, x, w); d3 = dot(d3, y, w);
    a += 8;
    b += 32;
  }
  v128.store(c, fold(c0, c1, i32x4.splat(add0)));
  v128.store(c, fold(c2, c3, i32x4.splat(add0)), 16);
  c += ldc;
  v128.store(c, fold(d0, d1, i32x4.splat(add1)));
  v128.store(c, fold(d2, d3, i32x4.splat(add1)), 16);
}

/** C[m×n] = adds[i] + a·b; rows of a are `lda` bytes apart, zero-padded to a multiple of eight; ldc in bytes, `scratch` 64 bytes. */
export function fewRows(m: i32, n: i32, k: i32, a: usize, lda: usize, b: usize, adds: usize, c: usize, ldc: usize, scratch: usize): void {
  const stride = bytesPanel<i8>(k), length = <usize>groups<i8>(k) * 32;
  for (let j = 0; j < n; j += NR) {
    const cols = min(NR, n - j);
    for (let i = 0; i < m; i += 2) {
      const row = a + <usize>i * lda, at = c + <usize>i * ldc + <usize>j * 4;
      const to = cols == NR ? at : scratch, ld = cols == NR ? ldc : 32;
      const add = load<i32>(adds + <usize>i * 4);
      if (i + 1 < m) gemm_i8_few_ukr_2x8(row, lda, b, b + length, to, ld, add, load<i32>(adds + <usize>i * 4, 4));
      else gemm_i8_few_ukr_1x8(row, b, b + length, to, add);
      if (cols < NR) mergeInt8Tile(min(2, m - i), cols, scratch, at, ldc, 0);
    }
    b += stride;
  }
}
