// Register kernels of the fast product: two products that share a running sum, so that the last level of the recursion needs no additions of C.
//
// Contract: a1, a2 hold R rows k-major (R elements a step), b1, b2 hold 32 bytes a step, bEnd ends b1; c1, c2 are whole tiles, rows of 32 bytes one
// after another. c1 (+)= a1·b1, then c2 (+)= a1·b1 + a2·b2; c2 = 0: only the first. acc = 0 stores, otherwise adds.
// Registers and loops as in the classical kernels (dense/ukernel): one step a turn, top-tested, tails of two whole arms.
import { madd } from "../../core/lanes";
import { add, put } from "../../dense/port";

/** One body for every row count: R is a literal at each call, so the comparisons fold away. */
// @ts-ignore: decorator
@inline
function chain<T>(R: i32, a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void {
  const S = sizeof<T>();
  const end2 = b2 + (bEnd - b1);
  let c00 = v128.splat<T>(<T>0), c01 = c00;
  let c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00;
  let c30 = c00, c31 = c00;
  let c40 = c00, c41 = c00;
  let c50 = c00, c51 = c00;
  while (b1 < bEnd) {
    const y0 = v128.load(b1), y1 = v128.load(b1, 16);
    let x = v128.load_splat<T>(a1);
    c00 = madd<T>(x, y0, c00); c01 = madd<T>(x, y1, c01);
    if (R > 1) { x = v128.load_splat<T>(a1, S); c10 = madd<T>(x, y0, c10); c11 = madd<T>(x, y1, c11); }
    if (R > 2) { x = v128.load_splat<T>(a1, 2 * S); c20 = madd<T>(x, y0, c20); c21 = madd<T>(x, y1, c21); }
    if (R > 3) { x = v128.load_splat<T>(a1, 3 * S); c30 = madd<T>(x, y0, c30); c31 = madd<T>(x, y1, c31); }
    if (R > 4) { x = v128.load_splat<T>(a1, 4 * S); c40 = madd<T>(x, y0, c40); c41 = madd<T>(x, y1, c41); }
    if (R > 5) { x = v128.load_splat<T>(a1, 5 * S); c50 = madd<T>(x, y0, c50); c51 = madd<T>(x, y1, c51); }
    a1 += <usize>R * S;
    b1 += 32;
  }
  if (acc1) {
    add<T>(c1, c00, c01);
    if (R > 1) add<T>(c1 + 32, c10, c11);
    if (R > 2) add<T>(c1 + 64, c20, c21);
    if (R > 3) add<T>(c1 + 96, c30, c31);
    if (R > 4) add<T>(c1 + 128, c40, c41);
    if (R > 5) add<T>(c1 + 160, c50, c51);
  } else {
    put(c1, c00, c01);
    if (R > 1) put(c1 + 32, c10, c11);
    if (R > 2) put(c1 + 64, c20, c21);
    if (R > 3) put(c1 + 96, c30, c31);
    if (R > 4) put(c1 + 128, c40, c41);
    if (R > 5) put(c1 + 160, c50, c51);
  }
  if (c2 == 0) return;
  while (b2 < end2) {
    const y0 = v128.load(b2), y1 = v128.load(b2, 16);
    let x = v128.load_splat<T>(a2);
    c00 = madd<T>(x, y0, c00); c01 = madd<T>(x, y1, c01);
    if (R > 1) { x = v128.load_splat<T>(a2, S); c10 = madd<T>(x, y0, c10); c11 = madd<T>(x, y1, c11); }
    if (R > 2) { x = v128.load_splat<T>(a2, 2 * S); c20 = madd<T>(x, y0, c20); c21 = madd<T>(x, y1, c21); }
    if (R > 3) { x = v128.load_splat<T>(a2, 3 * S); c30 = madd<T>(x, y0, c30); c31 = madd<T>(x, y1, c31); }
    if (R > 4) { x = v128.load_splat<T>(a2, 4 * S); c40 = madd<T>(x, y0, c40); c41 = madd<T>(x, y1, c41); }
    if (R > 5) { x = v128.load_splat<T>(a2, 5 * S); c50 = madd<T>(x, y0, c50); c51 = madd<T>(x, y1, c51); }
    a2 += <usize>R * S;
    b2 += 32;
  }
  if (acc2) {
    add<T>(c2, c00, c01);
    if (R > 1) add<T>(c2 + 32, c10, c11);
    if (R > 2) add<T>(c2 + 64, c20, c21);
    if (R > 3) add<T>(c2 + 96, c30, c31);
    if (R > 4) add<T>(c2 + 128, c40, c41);
    if (R > 5) add<T>(c2 + 160, c50, c51);
  } else {
    put(c2, c00, c01);
    if (R > 1) put(c2 + 32, c10, c11);
    if (R > 2) put(c2 + 64, c20, c21);
    if (R > 3) put(c2 + 96, c30, c31);
    if (R > 4) put(c2 + 128, c40, c41);
    if (R > 5) put(c2 + 160, c50, c51);
  }
}

export function strassen_f32_ukr_1(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<f32>(1, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_f32_ukr_2(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<f32>(2, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_f32_ukr_3(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<f32>(3, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_f32_ukr_4(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<f32>(4, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_f32_ukr_5(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<f32>(5, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_f32_ukr_6(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<f32>(6, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_f64_ukr_1(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<f64>(1, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_f64_ukr_2(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<f64>(2, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_f64_ukr_3(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<f64>(3, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_f64_ukr_4(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<f64>(4, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_f64_ukr_5(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<f64>(5, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_f64_ukr_6(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<f64>(6, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_i32_ukr_1(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<i32>(1, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_i32_ukr_2(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<i32>(2, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_i32_ukr_3(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<i32>(3, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_i32_ukr_4(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<i32>(4, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }
export function strassen_i32_ukr_5(a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void { chain<i32>(5, a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); }

/** Sends a tile to the kernel of its row count. Each stays its own wasm function, so tier-up reaches it mid-product. */
// @ts-ignore: decorator
@inline
export function tile<T>(rows: i32, a1: usize, b1: usize, bEnd: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void {
  if (isFloat<T>() && sizeof<T>() == 4) {
    if (ASC_FEATURE_RELAXED_SIMD) { if (rows == 6) { strassen_f32_ukr_6(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); return; } }
    if (rows == 5) strassen_f32_ukr_5(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
    else if (rows == 4) strassen_f32_ukr_4(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
    else if (rows == 3) strassen_f32_ukr_3(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
    else if (rows == 2) strassen_f32_ukr_2(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
    else strassen_f32_ukr_1(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
  } else if (isFloat<T>() && sizeof<T>() == 8) {
    if (ASC_FEATURE_RELAXED_SIMD) { if (rows == 6) { strassen_f64_ukr_6(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2); return; } }
    if (rows == 5) strassen_f64_ukr_5(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
    else if (rows == 4) strassen_f64_ukr_4(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
    else if (rows == 3) strassen_f64_ukr_3(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
    else if (rows == 2) strassen_f64_ukr_2(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
    else strassen_f64_ukr_1(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
  } else {
    if (rows == 5) strassen_i32_ukr_5(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
    else if (rows == 4) strassen_i32_ukr_4(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
    else if (rows == 3) strassen_i32_ukr_3(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
    else if (rows == 2) strassen_i32_ukr_2(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
    else strassen_i32_ukr_1(a1, b1, bEnd, a2, b2, c1, c2, acc1, acc2);
  }
}
