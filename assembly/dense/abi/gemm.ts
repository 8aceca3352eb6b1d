// Exports of gemm. Strides in elements; `lower` 1 computes only tiles that touch the lower triangle; bias and b-packed as in gemm.ts.
import { gemmFused, gemmWorkspace, packMatrix } from "../gemm";
import { padCols } from "../blocking";
import { mirror_lower } from "../matrix";

export {
  gemm_f32_ukr_1x8, gemm_f32_ukr_2x8, gemm_f32_ukr_3x8, gemm_f32_ukr_4x8, gemm_f32_ukr_5x8, gemm_f32_ukr_6x8,
  gemm_f64_ukr_1x4, gemm_f64_ukr_2x4, gemm_f64_ukr_3x4, gemm_f64_ukr_4x4, gemm_f64_ukr_5x4, gemm_f64_ukr_6x4,
} from "../ukernel";
export {
  gemm_f32_direct_1x8, gemm_f32_direct_2x8, gemm_f32_direct_3x8, gemm_f32_direct_4x8,
  gemm_f64_direct_1x4, gemm_f64_direct_2x4, gemm_f64_direct_3x4, gemm_f64_direct_4x4,
} from "../small";

export function gemm_f32(m: i32, n: i32, k: i32, alpha: f32, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, packedB: i32, beta: f32, c: usize, ldc: i32, lower: i32, bias: usize, act: i32, ws: usize): void {
  gemmFused<f32>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, packedB != 0, beta, c, ldc, lower != 0, bias, act, ws);
}

export function gemm_f64(m: i32, n: i32, k: i32, alpha: f64, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, packedB: i32, beta: f64, c: usize, ldc: i32, lower: i32, bias: usize, act: i32, ws: usize): void {
  gemmFused<f64>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, packedB != 0, beta, c, ldc, lower != 0, bias, act, ws);
}

export function gemm_f32_workspace(m: i32, n: i32, k: i32, packedB: i32): usize { return gemmWorkspace<f32>(m, n, k, packedB != 0); }
export function gemm_f64_workspace(m: i32, n: i32, k: i32, packedB: i32): usize { return gemmWorkspace<f64>(m, n, k, packedB != 0); }

/** `batch` products of equal shape; blocks follow each other at element distances sa, sb, sc. */
export function gemm_f32_batch(batch: i32, sa: i32, sb: i32, sc: i32, m: i32, n: i32, k: i32, alpha: f32, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, beta: f32, c: usize, ldc: i32, bias: usize, act: i32, ws: usize): void {
  for (let i = 0; i < batch; i++) {
    gemmFused<f32>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, false, beta, c, ldc, false, bias, act, ws);
    a += <usize>sa * 4; b += <usize>sb * 4; c += <usize>sc * 4;
  }
}

export function gemm_f64_batch(batch: i32, sa: i32, sb: i32, sc: i32, m: i32, n: i32, k: i32, alpha: f64, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, beta: f64, c: usize, ldc: i32, bias: usize, act: i32, ws: usize): void {
  for (let i = 0; i < batch; i++) {
    gemmFused<f64>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, false, beta, c, ldc, false, bias, act, ws);
    a += <usize>sa * 8; b += <usize>sb * 8; c += <usize>sc * 8;
  }
}

/** C (n×n) ← alpha·a·aᵀ + beta·C from the lower triangle of C; both triangles written. */
export function syrk_f32(n: i32, k: i32, alpha: f32, a: usize, rsa: i32, csa: i32, beta: f32, c: usize, ldc: i32, ws: usize): void {
  gemmFused<f32>(n, n, k, alpha, a, rsa, csa, a, csa, rsa, false, beta, c, ldc, true, 0, 0, ws);
  mirror_lower<f32>(n, c, ldc);
}

export function syrk_f64(n: i32, k: i32, alpha: f64, a: usize, rsa: i32, csa: i32, beta: f64, c: usize, ldc: i32, ws: usize): void {
  gemmFused<f64>(n, n, k, alpha, a, rsa, csa, a, csa, rsa, false, beta, c, ldc, true, 0, 0, ws);
  mirror_lower<f64>(n, c, ldc);
}

/** Bytes of b (k×n) packed. */
export function pack_f32_bytes(k: i32, n: i32): f64 { return <f64>k * <f64>padCols<f32>(n) * 4; }
export function pack_f64_bytes(k: i32, n: i32): f64 { return <f64>k * <f64>padCols<f64>(n) * 8; }
export function pack_f32(k: i32, n: i32, b: usize, rs: i32, cs: i32, dst: usize): void { packMatrix<f32>(k, n, b, rs, cs, dst); }
export function pack_f64(k: i32, n: i32, b: usize, rs: i32, cs: i32, dst: usize): void { packMatrix<f64>(k, n, b, rs, cs, dst); }
