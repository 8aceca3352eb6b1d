// Raw exports of the other transforms and of the permutations between orders.
import { columns } from "../columns";
import { rows, shift } from "../fwht";
import { order_columns, order_columns_workspace, order_rows, order_rows_workspace } from "../order";

export * from "../order-ukernel";
export * from "../ukernel_f64";
export * from "../ukernel_integer";

export function fwht_f64(m: i32, n: i32, x: usize, ldx: i32, scale: f64): void { rows<f64>(m, n, x, ldx, scale); }
export function fwht_i32(m: i32, n: i32, x: usize, ldx: i32): void { rows<i32>(m, n, x, ldx, 1); }
export function fwht_i16(m: i32, n: i32, x: usize, ldx: i32): void { rows<i16>(m, n, x, ldx, 1); }
export function fwht_columns_f32(n: i32, cols: i32, x: usize, ldx: i32, scale: f32): void { columns<f32>(n, cols, x, ldx, scale); }
export function fwht_columns_f64(n: i32, cols: i32, x: usize, ldx: i32, scale: f64): void { columns<f64>(n, cols, x, ldx, scale); }
export function fwht_columns_i32(n: i32, cols: i32, x: usize, ldx: i32): void { columns<i32>(n, cols, x, ldx, 1); }
export function fwht_columns_i16(n: i32, cols: i32, x: usize, ldx: i32): void { columns<i16>(n, cols, x, ldx, 1); }
export function fwht_shift_i32(m: i32, n: i32, x: usize, ldx: i32, k: i32): void { shift<i32>(m, n, x, ldx, k); }
export function fwht_shift_i16(m: i32, n: i32, x: usize, ldx: i32, k: i32): void { shift<i16>(m, n, x, ldx, k); }

// Permutations between orders, by bytes per element.
export function wht_order_16(m: i32, n: i32, x: usize, ldx: i32, order: i32, back: bool, ws: usize): void { order_rows<u16>(m, n, x, ldx, order, back, ws); }
export function wht_order_32(m: i32, n: i32, x: usize, ldx: i32, order: i32, back: bool, ws: usize): void { order_rows<u32>(m, n, x, ldx, order, back, ws); }
export function wht_order_64(m: i32, n: i32, x: usize, ldx: i32, order: i32, back: bool, ws: usize): void { order_rows<u64>(m, n, x, ldx, order, back, ws); }
export function wht_order_workspace(n: i32, size: i32): usize { return order_rows_workspace(n, size); }
export function wht_order_columns(n: i32, bytes: usize, x: usize, step: usize, order: i32, back: bool, ws: usize): void { order_columns(n, bytes, x, step, order, back, ws); }
export function wht_order_columns_workspace(n: i32, cols: i32, size: i32): usize { return order_columns_workspace(n, cols, size); }
