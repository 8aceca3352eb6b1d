// Transposes of one small block, B ← Aᵀ, by element size: the bits are moved, never interpreted.
//
// Contract: A is rows×cols, strides in BYTES, any size including edges, no alignment; A and B do not overlap.
// Full tiles go through registers (8×8 for 1 and 2 bytes, 4×4 for 4, 2×2 for 8), the edges element by element.

import { zipHigh, zipLow } from "../core/zip";

// @ts-ignore: decorator
@inline
function tile8(a: usize, lda: usize, b: usize, ldb: usize): void {
  const r0 = v128.load64_zero(a), r1 = v128.load64_zero(a + lda), r2 = v128.load64_zero(a + 2 * lda), r3 = v128.load64_zero(a + 3 * lda);
  a += 4 * lda;
  const r4 = v128.load64_zero(a), r5 = v128.load64_zero(a + lda), r6 = v128.load64_zero(a + 2 * lda), r7 = v128.load64_zero(a + 3 * lda);
  const s0 = zipLow<u8>(r0, r4), s1 = zipLow<u8>(r1, r5), s2 = zipLow<u8>(r2, r6), s3 = zipLow<u8>(r3, r7);
  const t0 = zipLow<u8>(s0, s2), t1 = zipHigh<u8>(s0, s2), t2 = zipLow<u8>(s1, s3), t3 = zipHigh<u8>(s1, s3);
  pair(b, ldb, zipLow<u8>(t0, t2));
  pair(b + 2 * ldb, ldb, zipHigh<u8>(t0, t2));
  pair(b + 4 * ldb, ldb, zipLow<u8>(t1, t3));
  pair(b + 6 * ldb, ldb, zipHigh<u8>(t1, t3));
}

/** Two rows of eight bytes. */
// @ts-ignore: decorator
@inline
function pair(b: usize, ldb: usize, v: v128): void {
  v128.store64_lane(b, v, 0);
  v128.store64_lane(b + ldb, v, 1);
}

// @ts-ignore: decorator
@inline
function tile16(a: usize, lda: usize, b: usize, ldb: usize): void {
  const r0 = v128.load(a), r1 = v128.load(a + lda), r2 = v128.load(a + 2 * lda), r3 = v128.load(a + 3 * lda);
  a += 4 * lda;
  const r4 = v128.load(a), r5 = v128.load(a + lda), r6 = v128.load(a + 2 * lda), r7 = v128.load(a + 3 * lda);
  const s0 = zipLow<u16>(r0, r4), s1 = zipHigh<u16>(r0, r4), s2 = zipLow<u16>(r1, r5), s3 = zipHigh<u16>(r1, r5);
  const s4 = zipLow<u16>(r2, r6), s5 = zipHigh<u16>(r2, r6), s6 = zipLow<u16>(r3, r7), s7 = zipHigh<u16>(r3, r7);
  const t0 = zipLow<u16>(s0, s4), t1 = zipHigh<u16>(s0, s4), t2 = zipLow<u16>(s2, s6), t3 = zipHigh<u16>(s2, s6);
  v128.store(b, zipLow<u16>(t0, t2));
  v128.store(b + ldb, zipHigh<u16>(t0, t2));
  v128.store(b + 2 * ldb, zipLow<u16>(t1, t3));
  v128.store(b + 3 * ldb, zipHigh<u16>(t1, t3));
  b += 4 * ldb;
  const t4 = zipLow<u16>(s1, s5), t5 = zipHigh<u16>(s1, s5), t6 = zipLow<u16>(s3, s7), t7 = zipHigh<u16>(s3, s7);
  v128.store(b, zipLow<u16>(t4, t6));
  v128.store(b + ldb, zipHigh<u16>(t4, t6));
  v128.store(b + 2 * ldb, zipLow<u16>(t5, t7));
  v128.store(b + 3 * ldb, zipHigh<u16>(t5, t7));
}

// @ts-ignore: decorator
@inline
function tile32(a: usize, lda: usize, b: usize, ldb: usize): void {
  const r0 = v128.load(a), r1 = v128.load(a + lda), r2 = v128.load(a + 2 * lda), r3 = v128.load(a + 3 * lda);
  const s0 = zipLow<u32>(r0, r2), s1 = zipHigh<u32>(r0, r2), s2 = zipLow<u32>(r1, r3), s3 = zipHigh<u32>(r1, r3);
  v128.store(b, zipLow<u32>(s0, s2));
  v128.store(b + ldb, zipHigh<u32>(s0, s2));
  v128.store(b + 2 * ldb, zipLow<u32>(s1, s3));
  v128.store(b + 3 * ldb, zipHigh<u32>(s1, s3));
}

// @ts-ignore: decorator
@inline
function tile64(a: usize, lda: usize, b: usize, ldb: usize): void {
  const r0 = v128.load(a), r1 = v128.load(a + lda);
  v128.store(b, zipLow<u64>(r0, r1));
  v128.store(b + ldb, zipHigh<u64>(r0, r1));
}

/** Rows and columns of one register tile. */
// @ts-ignore: decorator
@inline
function side<T>(): i32 {
  return sizeof<T>() <= 2 ? 8 : sizeof<T>() == 4 ? 4 : 2;
}

// @ts-ignore: decorator
@inline
function tile<T>(a: usize, lda: usize, b: usize, ldb: usize): void {
  if (sizeof<T>() == 1) tile8(a, lda, b, ldb);
  else if (sizeof<T>() == 2) tile16(a, lda, b, ldb);
  else if (sizeof<T>() == 4) tile32(a, lda, b, ldb);
  else tile64(a, lda, b, ldb);
}

// @ts-ignore: decorator
@inline
function block<T>(rows: i32, cols: i32, a: usize, lda: usize, b: usize, ldb: usize): void {
  const S = sizeof<T>(), N = side<T>();
  const m = rows - rows % N, n = cols - cols % N;
  for (let j = 0; j < n; j += N) {
    const from = a + <usize>j * S, to = b + <usize>j * ldb;
    for (let i = 0; i < m; i += N) tile<T>(from + <usize>i * lda, lda, to + <usize>i * S, ldb);
  }
  for (let i = 0; i < rows; i++) {
    for (let j = i < m ? n : 0; j < cols; j++) store<T>(b + <usize>j * ldb + <usize>i * S, load<T>(a + <usize>i * lda + <usize>j * S));
  }
}

export function transpose_8_ukr(rows: i32, cols: i32, a: usize, lda: usize, b: usize, ldb: usize): void { block<u8>(rows, cols, a, lda, b, ldb); }
export function transpose_16_ukr(rows: i32, cols: i32, a: usize, lda: usize, b: usize, ldb: usize): void { block<u16>(rows, cols, a, lda, b, ldb); }
export function transpose_32_ukr(rows: i32, cols: i32, a: usize, lda: usize, b: usize, ldb: usize): void { block<u32>(rows, cols, a, lda, b, ldb); }
export function transpose_64_ukr(rows: i32, cols: i32, a: usize, lda: usize, b: usize, ldb: usize): void { block<u64>(rows, cols, a, lda, b, ldb); }
