// Exports of blocked gemm, in the base module and again in the relaxed overlay. Strides in elements; b packed or not as in blocked.ts;
// `lower` 1 computes only tiles that touch the lower triangle.
import { gemmBlocked } from "../blocked";

export {
  gemm_f32_ukr_1x8, gemm_f32_ukr_2x8, gemm_f32_ukr_3x8, gemm_f32_ukr_4x8, gemm_f32_ukr_5x8,
  gemm_f64_ukr_1x4, gemm_f64_ukr_2x4, gemm_f64_ukr_3x4, gemm_f64_ukr_4x4, gemm_f64_ukr_5x4,
} from "../ukernel";

export function gemm_blocked_f32(m: i32, n: i32, k: i32, alpha: f32, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, packedB: i32, beta: f32, c: usize, ldc: i32, lower: i32, ws: usize): void {
  gemmBlocked<f32>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, packedB != 0, beta, c, ldc, lower != 0, ws);
}

export function gemm_blocked_f64(m: i32, n: i32, k: i32, alpha: f64, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, packedB: i32, beta: f64, c: usize, ldc: i32, lower: i32, ws: usize): void {
  gemmBlocked<f64>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, packedB != 0, beta, c, ldc, lower != 0, ws);
}
