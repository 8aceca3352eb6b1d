// Raw exports of the dense transforms, natural order, in place.
import { columns, rows } from "../fwht";

export function fwht_f32(m: i32, n: i32, x: usize, ldx: i32, scale: f32): void { rows<f32>(m, n, x, ldx, scale); }
export function fwht_f64(m: i32, n: i32, x: usize, ldx: i32, scale: f64): void { rows<f64>(m, n, x, ldx, scale); }
export function fwht_i32(m: i32, n: i32, x: usize, ldx: i32): void { rows<i32>(m, n, x, ldx, 1); }
export function fwht_i16(m: i32, n: i32, x: usize, ldx: i32): void { rows<i16>(m, n, x, ldx, 1); }
export function fwht_columns_f32(n: i32, cols: i32, x: usize, ldx: i32, scale: f32): void { columns<f32>(n, cols, x, ldx, scale); }
export function fwht_columns_f64(n: i32, cols: i32, x: usize, ldx: i32, scale: f64): void { columns<f64>(n, cols, x, ldx, scale); }
export function fwht_columns_i32(n: i32, cols: i32, x: usize, ldx: i32): void { columns<i32>(n, cols, x, ldx, 1); }
export function fwht_columns_i16(n: i32, cols: i32, x: usize, ldx: i32): void { columns<i16>(n, cols, x, ldx, 1); }
