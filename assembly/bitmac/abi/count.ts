// Raw exports: digits of i8 that are not 0.
import { detail, WORKSPACE } from "../count/detail";
import { total, TOTAL_WORKSPACE } from "../count/total";

export { numpps_i8_ukr } from "../count/total";
export { numpps_i8_ukr_add, numpps_i8_ukr_count } from "../count/bits";
export { numpps_i8_ukr_rows } from "../count/rows";
export { numpps_i8_ukr_spread } from "../count/spread";

/** Bytes. */
export function numpps_i8_workspace(): i32 { return <i32>TOTAL_WORKSPACE; }
export function numpps_i8_detail_workspace(): i32 { return <i32>WORKSPACE; }

export function numpps_i8(rows: usize, cols: usize, x: usize, stride: usize, e: i32, bits: i32, ws: usize): f64 {
  return total(rows, cols, x, stride, e, bits, ws);
}

export function numpps_i8_detail(rows: usize, cols: usize, x: usize, stride: usize, e: i32, bits: i32, means: usize, counts: usize, ws: usize): f64 {
  return detail(rows, cols, x, stride, e, bits, means, counts, ws);
}
