// Raw exports of the float transforms: they differ under relaxed SIMD in speed, not in bits.
import { columns } from "../columns";
import { rows } from "../fwht";

export * from "../ukernel_real";

export function fwht_f32(m: i32, n: i32, x: usize, ldx: i32, scale: f32): void { rows<f32>(m, n, x, ldx, scale); }
export function fwht_f64(m: i32, n: i32, x: usize, ldx: i32, scale: f64): void { rows<f64>(m, n, x, ldx, scale); }
export function fwht_columns_f32(n: i32, cols: i32, x: usize, ldx: i32, scale: f32): void { columns<f32>(n, cols, x, ldx, scale); }
export function fwht_columns_f64(n: i32, cols: i32, x: usize, ldx: i32, scale: f64): void { columns<f64>(n, cols, x, ldx, scale); }
