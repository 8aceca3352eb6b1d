// Exports of the fast product whose leaves depend on the variant: in the base module and again in the relaxed overlay.
import { place } from "../strassen/place";
import { product } from "../strassen/product";

export {
  strassen_f32_ukr_1, strassen_f32_ukr_2, strassen_f32_ukr_3, strassen_f32_ukr_4, strassen_f32_ukr_5,
  strassen_f64_ukr_1, strassen_f64_ukr_2, strassen_f64_ukr_3, strassen_f64_ukr_4, strassen_f64_ukr_5,
} from "../strassen/ukernel";
export {
  strassen_f32_ukr_add, strassen_f32_ukr_forms, strassen_f32_ukr_sum, strassen_f32_ukr_total,
  strassen_f64_ukr_add, strassen_f64_ukr_forms, strassen_f64_ukr_sum, strassen_f64_ukr_total,
} from "../strassen/sums";

export function strassen_place_a_f32(rows: i32, cols: i32, a: usize, rs: i32, cs: i32, levels: i32, lm: i32, lk: i32, dst: usize): void {
  place<f32>(false, rows, cols, a, rs, cs, levels, lm, lk, dst);
}

export function strassen_product_f32(levels: i32, lm: i32, lk: i32, ln: i32, a: usize, b: usize, d: usize, accumulate: i32, ws: usize): void {
  product<f32>(levels, lm, lk, ln, a, b, d, accumulate, ws);
}

export function strassen_place_a_f64(rows: i32, cols: i32, a: usize, rs: i32, cs: i32, levels: i32, lm: i32, lk: i32, dst: usize): void {
  place<f64>(false, rows, cols, a, rs, cs, levels, lm, lk, dst);
}

export function strassen_product_f64(levels: i32, lm: i32, lk: i32, ln: i32, a: usize, b: usize, d: usize, accumulate: i32, ws: usize): void {
  product<f64>(levels, lm, lk, ln, a, b, d, accumulate, ws);
}
