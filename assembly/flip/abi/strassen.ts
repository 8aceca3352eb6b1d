// Exports of the fast product that are the same in every variant, and all of i32. Strides in elements; operands placed as in strassen/place.ts.
import { narrow } from "../strassen/narrow";
import { place, take, unbasis } from "../strassen/place";
import { product, workspace } from "../strassen/product";

export {
  strassen_i32_ukr_1, strassen_i32_ukr_2, strassen_i32_ukr_3, strassen_i32_ukr_4, strassen_i32_ukr_5,
} from "../strassen/ukernel";
export { strassen_i32_ukr_add, strassen_i32_ukr_forms, strassen_i32_ukr_sum, strassen_i32_ukr_total } from "../strassen/sums";

export function strassen_place_a_i32(rows: i32, cols: i32, a: usize, rs: i32, cs: i32, levels: i32, lm: i32, lk: i32, dst: usize): void {
  place<i32>(false, rows, cols, a, rs, cs, levels, lm, lk, dst);
}

export function strassen_product_i32(levels: i32, lm: i32, lk: i32, ln: i32, a: usize, b: usize, d: usize, accumulate: i32, ws: usize): void {
  product<i32>(levels, lm, lk, ln, a, b, d, accumulate, ws);
}

export function strassen_place_b_f32(rows: i32, cols: i32, b: usize, rs: i32, cs: i32, levels: i32, lk: i32, ln: i32, dst: usize): void {
  place<f32>(true, rows, cols, b, rs, cs, levels, lk, ln, dst);
}

export function strassen_take_c_f32(rows: i32, cols: i32, d: usize, levels: i32, lm: i32, ln: i32, alpha: f32, beta: f32, c: usize, ldc: i32): void {
  take<f32>(rows, cols, d, levels, lm, ln, alpha, beta, c, ldc);
}

/** Takes the basis off the top `levels` of a placed a of `elements` elements, in place: 21 ← 21 + 11 − 22. */
export function strassen_unbasis_a_f32(levels: i32, elements: i32, a: usize): void {
  unbasis<f32>(false, levels, <usize>elements * sizeof<f32>(), a);
}

/** Likewise of a placed b: 12 ← 11 + 22 − 12. */
export function strassen_unbasis_b_f32(levels: i32, elements: i32, b: usize): void {
  unbasis<f32>(true, levels, <usize>elements * sizeof<f32>(), b);
}

export function strassen_product_workspace_f32(levels: i32, lm: i32, lk: i32, ln: i32): f64 { return workspace<f32>(levels, lm, lk, ln); }

export function strassen_place_b_f64(rows: i32, cols: i32, b: usize, rs: i32, cs: i32, levels: i32, lk: i32, ln: i32, dst: usize): void {
  place<f64>(true, rows, cols, b, rs, cs, levels, lk, ln, dst);
}

export function strassen_take_c_f64(rows: i32, cols: i32, d: usize, levels: i32, lm: i32, ln: i32, alpha: f64, beta: f64, c: usize, ldc: i32): void {
  take<f64>(rows, cols, d, levels, lm, ln, alpha, beta, c, ldc);
}

/** Takes the basis off the top `levels` of a placed a of `elements` elements, in place: 21 ← 21 + 11 − 22. */
export function strassen_unbasis_a_f64(levels: i32, elements: i32, a: usize): void {
  unbasis<f64>(false, levels, <usize>elements * sizeof<f64>(), a);
}

/** Likewise of a placed b: 12 ← 11 + 22 − 12. */
export function strassen_unbasis_b_f64(levels: i32, elements: i32, b: usize): void {
  unbasis<f64>(true, levels, <usize>elements * sizeof<f64>(), b);
}

export function strassen_product_workspace_f64(levels: i32, lm: i32, lk: i32, ln: i32): f64 { return workspace<f64>(levels, lm, lk, ln); }

export function strassen_place_b_i32(rows: i32, cols: i32, b: usize, rs: i32, cs: i32, levels: i32, lk: i32, ln: i32, dst: usize): void {
  place<i32>(true, rows, cols, b, rs, cs, levels, lk, ln, dst);
}

export function strassen_take_c_i32(rows: i32, cols: i32, d: usize, levels: i32, lm: i32, ln: i32, alpha: i32, beta: i32, c: usize, ldc: i32): void {
  take<i32>(rows, cols, d, levels, lm, ln, alpha, beta, c, ldc);
}

/** Takes the basis off the top `levels` of a placed a of `elements` elements, in place: 21 ← 21 + 11 − 22. */
export function strassen_unbasis_a_i32(levels: i32, elements: i32, a: usize): void {
  unbasis<i32>(false, levels, <usize>elements * sizeof<i32>(), a);
}

/** Likewise of a placed b: 12 ← 11 + 22 − 12. */
export function strassen_unbasis_b_i32(levels: i32, elements: i32, b: usize): void {
  unbasis<i32>(true, levels, <usize>elements * sizeof<i32>(), b);
}

export function strassen_product_workspace_i32(levels: i32, lm: i32, lk: i32, ln: i32): f64 { return workspace<i32>(levels, lm, lk, ln); }

export function strassen_narrow_f32(rows: i32, k: i32, a: usize, rs: i32, cs: i32, v: usize, alpha: f32, beta: f32, c: usize, ldc: i32, ws: usize): void {
  narrow<f32>(rows, k, a, rs, cs, v, alpha, beta, c, ldc, ws);
}

export function strassen_narrow_f64(rows: i32, k: i32, a: usize, rs: i32, cs: i32, v: usize, alpha: f64, beta: f64, c: usize, ldc: i32, ws: usize): void {
  narrow<f64>(rows, k, a, rs, cs, v, alpha, beta, c, ldc, ws);
}

export function strassen_narrow_i32(rows: i32, k: i32, a: usize, rs: i32, cs: i32, v: usize, alpha: i32, beta: i32, c: usize, ldc: i32, ws: usize): void {
  narrow<i32>(rows, k, a, rs, cs, v, alpha, beta, c, ldc, ws);
}
