// Raw exports of the transpose, by bits per element, and of the triangle passes.
import { mirror_lower, scale_matrix, zero_upper } from "../matrix";
import { transpose } from "../transpose";

export * from "../transpose-ukernel";

export function transpose_8(m: i32, n: i32, a: usize, lda: i32, b: usize, ldb: i32): void { transpose<u8>(m, n, a, lda, b, ldb); }
export function transpose_16(m: i32, n: i32, a: usize, lda: i32, b: usize, ldb: i32): void { transpose<u16>(m, n, a, lda, b, ldb); }
export function transpose_32(m: i32, n: i32, a: usize, lda: i32, b: usize, ldb: i32): void { transpose<u32>(m, n, a, lda, b, ldb); }
export function transpose_64(m: i32, n: i32, a: usize, lda: i32, b: usize, ldb: i32): void { transpose<u64>(m, n, a, lda, b, ldb); }
export function scale_matrix_f32(m: i32, n: i32, beta: f32, c: usize, ldc: i32): void { scale_matrix<f32>(m, n, beta, c, ldc); }
export function scale_matrix_f64(m: i32, n: i32, beta: f64, c: usize, ldc: i32): void { scale_matrix<f64>(m, n, beta, c, ldc); }
export function mirror_lower_f32(n: i32, c: usize, ldc: i32): void { mirror_lower<f32>(n, c, ldc); }
export function mirror_lower_f64(n: i32, c: usize, ldc: i32): void { mirror_lower<f64>(n, c, ldc); }
export function zero_upper_f32(n: i32, c: usize, ldc: i32): void { zero_upper<f32>(n, c, ldc); }
export function zero_upper_f64(n: i32, c: usize, ldc: i32): void { zero_upper<f64>(n, c, ldc); }
