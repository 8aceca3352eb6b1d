// Raw exports of gemv on contiguous vectors; strides of A in elements. ws may be 0 (gemv.ts says at what price).
import { gemv, gemv_t } from "../gemv";

export * from "../gemv-ukernel";

export function gemv_f32(m: i32, n: i32, alpha: f32, a: usize, lda: i32, x: usize, beta: f32, y: usize): void { gemv<f32>(m, n, alpha, a, lda, x, 1, beta, y, 1, 0); }
export function gemv_f64(m: i32, n: i32, alpha: f64, a: usize, lda: i32, x: usize, beta: f64, y: usize): void { gemv<f64>(m, n, alpha, a, lda, x, 1, beta, y, 1, 0); }
export function gemv_t_f32(m: i32, n: i32, alpha: f32, a: usize, lda: i32, x: usize, beta: f32, y: usize, ws: usize): void { gemv_t<f32>(m, n, alpha, a, lda, x, 1, beta, y, 1, ws); }
export function gemv_t_f64(m: i32, n: i32, alpha: f64, a: usize, lda: i32, x: usize, beta: f64, y: usize, ws: usize): void { gemv_t<f64>(m, n, alpha, a, lda, x, 1, beta, y, 1, ws); }
/** Bytes that gemv_t wants for n columns when β ≠ 0. */
export function gemv_t_f32_workspace(n: i32): f64 { return <f64>n * 4; }
export function gemv_t_f64_workspace(n: i32): f64 { return <f64>n * 8; }
