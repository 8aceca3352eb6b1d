// Exports of the products of few bits. Strides in elements; kind 0 unsigned, 1 two's complement, 2 elements −1 and 1.
import { packLeft, packRight, planeBytes } from "../bits/planes";
import { WORKSPACE, product } from "../bits/product";
import { tableProduct, tableWorkspace } from "../bits/table_product";
import { copyAcross, copyValues, firstOutside, sumValues } from "../bits/values";

export { bits_table_ukr } from "../bits/table_ukernel";
export { bits_popcnt_ukr } from "../bits/ukernel";

/** Index of the first element outside [low, high], −1 without one. */
export function bits_outside_i8(rows: i32, cols: i32, x: usize, ld: i32, low: i32, high: i32, kind: i32): f64 { return firstOutside<i8>(rows, cols, x, ld, low, high, kind); }
export function bits_outside_u8(rows: i32, cols: i32, x: usize, ld: i32, low: i32, high: i32, kind: i32): f64 { return firstOutside<u8>(rows, cols, x, ld, low, high, kind); }

/** Bytes of one plane: lanes are rows of a left operand, columns of a right one. */
export function bits_plane_bytes(lanes: i32, k: i32): f64 { return planeBytes(lanes, k); }

/** The lowest `width` planes of x. */
export function bits_left(m: i32, k: i32, x: usize, ld: i32, width: i32, kind: i32, dst: usize): void { packLeft(m, k, x, ld, width, kind, dst); }
export function bits_right(k: i32, n: i32, x: usize, ld: i32, width: i32, kind: i32, dst: usize): void { packRight(k, n, x, ld, width, kind, dst); }

export function bits_copy(rows: i32, cols: i32, x: usize, ld: i32, flip: i32, dst: usize): void { copyValues(rows, cols, x, ld, flip, dst); }
export function bits_across(rows: i32, cols: i32, x: usize, ld: i32, dst: usize): void { copyAcross(rows, cols, x, ld, dst); }
export function bits_sums_i8(rows: i32, cols: i32, x: usize, ld: i32, rowSums: usize, colSums: usize): void { sumValues<i8>(rows, cols, x, ld, rowSums, colSums); }
export function bits_sums_u8(rows: i32, cols: i32, x: usize, ld: i32, rowSums: usize, colSums: usize): void { sumValues<u8>(rows, cols, x, ld, rowSums, colSums); }

export function bits_gemm_workspace(): usize { return WORKSPACE; }

/** C (i32) ← A·B by counting bits. */
export function bits_gemm(
  m: i32, n: i32, k: i32, a: usize, widthA: i32, kindA: i32, rowSums: usize, b: usize, widthB: i32, kindB: i32, colSums: usize, c: usize, ldc: i32, ws: usize,
): void {
  product(m, n, k, a, widthA, kindA, rowSums, b, widthB, kindB, colSums, c, ldc, ws);
}

export function bits_table_workspace(k: i32): f64 { return tableWorkspace(k); }

/** C (i32) ← X·Y or its transpose by tables of X and planes of Y; distances in bytes. */
export function bits_table(
  lanes: i32, others: i32, k: i32, x: usize, lane: usize, step: usize, bias: i32, run: i32, xSums: usize,
  y: usize, width: i32, kind: i32, ySums: usize, c: usize, row: usize, col: usize, ws: usize,
): void {
  tableProduct(lanes, others, k, x, lane, step, bias, run, xSums, y, width, kind, ySums, c, row, col, ws);
}
