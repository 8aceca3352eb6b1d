// 7-bit register kernels: one i32x4.relaxed_dot_i8x16_i7x16_add_s does four products a lane. Exact on every engine as long as one
// operand is 0..127: no 16-bit partial sum saturates (2·127·128 < 2¹⁵) and the sum into i32 wraps. Contract as in int8_ukernel.ts
// with groups of four int8. dot7b: b holds 0..127, a any i8; dot7a the other
// way round.
import { kernel } from "./int8_ukernel";

export function gemm_i8_dot7b_ukr_4x8(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<i8>(4, a, b, bEnd, c, ldc, acc); }
export function gemm_i8_dot7b_ukr_5x8(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<i8>(5, a, b, bEnd, c, ldc, acc); }
export function gemm_i8_dot7a_ukr_4x8(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<u8>(4, a, b, bEnd, c, ldc, acc); }
export function gemm_i8_dot7a_ukr_5x8(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<u8>(5, a, b, bEnd, c, ldc, acc); }
