// Register kernels of gemm: C[R×NR] (+)= a·b over packed panels, NR = 32 bytes of columns (8 f32 or 4 f64).
//
// Contract: a holds R rows k-major (R elements a step), b holds NR columns k-major (32 bytes a step), bEnd ends b;
// ldc is in BYTES; acc = 0 stores, otherwise adds to C. No alignment, no tails: the driver sends edges to a scratch tile.
//
// The shape is what V8 compiles well, measured: accumulators + 2 loads of b + 1 of a + 1 product stay within 15 registers
// (5 rows; 6 with relaxed madd, which has no product), one step per turn of a top-tested loop, and a tail of two whole arms.
// Goto & van de Geijn 2008, section 4; BLIS "KernelsHowTo".
import { madd } from "../core/lanes";

/** One body for every row count: R is a literal at each call, so the comparisons fold away. */
// @ts-ignore: decorator
@inline
function kernel<T>(R: i32, a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void {
  const S = sizeof<T>();
  let c00 = v128.splat<T>(<T>0), c01 = c00;
  let c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00;
  let c30 = c00, c31 = c00;
  let c40 = c00, c41 = c00;
  let c50 = c00, c51 = c00;
  while (b < bEnd) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load_splat<T>(a);
    c00 = madd<T>(x, b0, c00); c01 = madd<T>(x, b1, c01);
    if (R > 1) { x = v128.load_splat<T>(a, S); c10 = madd<T>(x, b0, c10); c11 = madd<T>(x, b1, c11); }
    if (R > 2) { x = v128.load_splat<T>(a, 2 * S); c20 = madd<T>(x, b0, c20); c21 = madd<T>(x, b1, c21); }
    if (R > 3) { x = v128.load_splat<T>(a, 3 * S); c30 = madd<T>(x, b0, c30); c31 = madd<T>(x, b1, c31); }
    if (R > 4) { x = v128.load_splat<T>(a, 4 * S); c40 = madd<T>(x, b0, c40); c41 = madd<T>(x, b1, c41); }
    if (R > 5) { x = v128.load_splat<T>(a, 5 * S); c50 = madd<T>(x, b0, c50); c51 = madd<T>(x, b1, c51); }
    a += <usize>R * S;
    b += 32;
  }
  const r1 = c + ldc, r2 = r1 + ldc, r3 = r2 + ldc, r4 = r3 + ldc, r5 = r4 + ldc;
  if (acc) {
    add<T>(c, c00, c01);
    if (R > 1) add<T>(r1, c10, c11);
    if (R > 2) add<T>(r2, c20, c21);
    if (R > 3) add<T>(r3, c30, c31);
    if (R > 4) add<T>(r4, c40, c41);
    if (R > 5) add<T>(r5, c50, c51);
  } else {
    put(c, c00, c01);
    if (R > 1) put(r1, c10, c11);
    if (R > 2) put(r2, c20, c21);
    if (R > 3) put(r3, c30, c31);
    if (R > 4) put(r4, c40, c41);
    if (R > 5) put(r5, c50, c51);
  }
}

/** Stores a row of a tile, 32 bytes. */
// @ts-ignore: decorator
@inline
export function put(c: usize, x: v128, y: v128): void {
  v128.store(c, x);
  v128.store(c, y, 16);
}

/** Adds to one. */
// @ts-ignore: decorator
@inline
export function add<T>(c: usize, x: v128, y: v128): void {
  v128.store(c, v128.add<T>(v128.load(c), x));
  v128.store(c, v128.add<T>(v128.load(c, 16), y), 16);
}

export function gemm_f32_ukr_1x8(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<f32>(1, a, b, bEnd, c, ldc, acc); }
export function gemm_f32_ukr_2x8(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<f32>(2, a, b, bEnd, c, ldc, acc); }
export function gemm_f32_ukr_3x8(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<f32>(3, a, b, bEnd, c, ldc, acc); }
export function gemm_f32_ukr_4x8(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<f32>(4, a, b, bEnd, c, ldc, acc); }
export function gemm_f32_ukr_5x8(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<f32>(5, a, b, bEnd, c, ldc, acc); }
export function gemm_f32_ukr_6x8(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<f32>(6, a, b, bEnd, c, ldc, acc); }
export function gemm_f64_ukr_1x4(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<f64>(1, a, b, bEnd, c, ldc, acc); }
export function gemm_f64_ukr_2x4(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<f64>(2, a, b, bEnd, c, ldc, acc); }
export function gemm_f64_ukr_3x4(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<f64>(3, a, b, bEnd, c, ldc, acc); }
export function gemm_f64_ukr_4x4(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<f64>(4, a, b, bEnd, c, ldc, acc); }
export function gemm_f64_ukr_5x4(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<f64>(5, a, b, bEnd, c, ldc, acc); }
export function gemm_f64_ukr_6x4(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<f64>(6, a, b, bEnd, c, ldc, acc); }

/** Sends a tile to the kernel of its row count. Each stays its own wasm function, so tier-up reaches it mid-product. */
// @ts-ignore: decorator
@inline
export function tile<T>(rows: i32, a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void {
  if (sizeof<T>() == 4) {
    if (ASC_FEATURE_RELAXED_SIMD) { if (rows == 6) { gemm_f32_ukr_6x8(a, b, bEnd, c, ldc, acc); return; } }
    if (rows == 5) gemm_f32_ukr_5x8(a, b, bEnd, c, ldc, acc);
    else if (rows == 4) gemm_f32_ukr_4x8(a, b, bEnd, c, ldc, acc);
    else if (rows == 3) gemm_f32_ukr_3x8(a, b, bEnd, c, ldc, acc);
    else if (rows == 2) gemm_f32_ukr_2x8(a, b, bEnd, c, ldc, acc);
    else gemm_f32_ukr_1x8(a, b, bEnd, c, ldc, acc);
  } else {
    if (ASC_FEATURE_RELAXED_SIMD) { if (rows == 6) { gemm_f64_ukr_6x4(a, b, bEnd, c, ldc, acc); return; } }
    if (rows == 5) gemm_f64_ukr_5x4(a, b, bEnd, c, ldc, acc);
    else if (rows == 4) gemm_f64_ukr_4x4(a, b, bEnd, c, ldc, acc);
    else if (rows == 3) gemm_f64_ukr_3x4(a, b, bEnd, c, ldc, acc);
    else if (rows == 2) gemm_f64_ukr_2x4(a, b, bEnd, c, ldc, acc);
    else gemm_f64_ukr_1x4(a, b, bEnd, c, ldc, acc);
  }
}
