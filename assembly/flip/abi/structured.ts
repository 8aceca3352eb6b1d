// Exports of structured products that are the same in every variant, and all of i32.
import { leaf, take, triangle } from "../structured/half";

export function structured_leaf_i32(s: i32, lk: i32, a: usize, b: usize, d: usize, accumulate: i32): void { leaf<i32>(s, lk, a, b, d, accumulate); }

/** C ← alpha·d + beta·C on the lower triangle of the first n rows of a leaf of s×s. */
export function structured_take_f32(n: i32, s: i32, d: usize, alpha: f32, beta: f32, c: usize, ldc: i32): void { take<f32>(n, s, d, alpha, beta, c, ldc); }
export function structured_take_f64(n: i32, s: i32, d: usize, alpha: f64, beta: f64, c: usize, ldc: i32): void { take<f64>(n, s, d, alpha, beta, c, ldc); }
export function structured_take_i32(n: i32, s: i32, d: usize, alpha: i32, beta: i32, c: usize, ldc: i32): void { take<i32>(n, s, d, alpha, beta, c, ldc); }

export function structured_triangle_f32(upper: i32, mirror: i32, rows: i32, cols: i32, a: usize, rs: i32, cs: i32, dst: usize): void { triangle<f32>(upper, mirror, rows, cols, a, rs, cs, dst); }
export function structured_triangle_f64(upper: i32, mirror: i32, rows: i32, cols: i32, a: usize, rs: i32, cs: i32, dst: usize): void { triangle<f64>(upper, mirror, rows, cols, a, rs, cs, dst); }
export function structured_triangle_i32(upper: i32, mirror: i32, rows: i32, cols: i32, a: usize, rs: i32, cs: i32, dst: usize): void { triangle<i32>(upper, mirror, rows, cols, a, rs, cs, dst); }
