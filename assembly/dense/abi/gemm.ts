// Exports of gemm that are the same in every variant: the direct paths, sizes, packing. Strides in elements.
import { blockedWorkspace, packMatrix } from "../blocked";
import { padCols } from "../blocking";
import { gemmDirect, gemm_workspace } from "../gemm";

export {
  gemm_f32_direct_1x8, gemm_f32_direct_2x8, gemm_f32_direct_3x8, gemm_f32_direct_4x8,
  gemm_f64_direct_1x4, gemm_f64_direct_2x4, gemm_f64_direct_3x4, gemm_f64_direct_4x4,
} from "../small";

/** 1 when the product was empty, thin or small and is done; 0 leaves it to gemm_blocked_f32, on the same scratch. */
export function gemm_direct_f32(m: i32, n: i32, k: i32, alpha: f32, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, beta: f32, c: usize, ldc: i32, ws: usize): i32 {
  return gemmDirect<f32>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, beta, c, ldc, ws) ? 1 : 0;
}

export function gemm_direct_f64(m: i32, n: i32, k: i32, alpha: f64, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, beta: f64, c: usize, ldc: i32, ws: usize): i32 {
  return gemmDirect<f64>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, beta, c, ldc, ws) ? 1 : 0;
}

/** Bytes. */
export function gemm_f32_workspace(m: i32, n: i32, k: i32): f64 { return <f64>gemm_workspace<f32>(m, n, k); }
export function gemm_f64_workspace(m: i32, n: i32, k: i32): f64 { return <f64>gemm_workspace<f64>(m, n, k); }
export function gemm_f32_packed_workspace(m: i32, n: i32, k: i32): f64 { return <f64>blockedWorkspace<f32>(m, n, k, true); }
export function gemm_f64_packed_workspace(m: i32, n: i32, k: i32): f64 { return <f64>blockedWorkspace<f64>(m, n, k, true); }

/** gemm_direct for `batch` equal blocks that follow each other at element distances sa, sb, sc. */
export function gemm_direct_batch_f32(batch: i32, sa: i32, sb: i32, sc: i32, m: i32, n: i32, k: i32, alpha: f32, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, beta: f32, c: usize, ldc: i32, ws: usize): i32 {
  for (let i = 0; i < batch; i++) {
    if (!gemmDirect<f32>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, beta, c, ldc, ws)) return 0;
    a += <usize>sa * 4; b += <usize>sb * 4; c += <usize>sc * 4;
  }
  return 1;
}

export function gemm_direct_batch_f64(batch: i32, sa: i32, sb: i32, sc: i32, m: i32, n: i32, k: i32, alpha: f64, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, beta: f64, c: usize, ldc: i32, ws: usize): i32 {
  for (let i = 0; i < batch; i++) {
    if (!gemmDirect<f64>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, beta, c, ldc, ws)) return 0;
    a += <usize>sa * 8; b += <usize>sb * 8; c += <usize>sc * 8;
  }
  return 1;
}

/** Bytes of b (k×n) packed. */
export function pack_f32_bytes(k: i32, n: i32): f64 { return <f64>k * <f64>padCols<f32>(n) * 4; }
export function pack_f64_bytes(k: i32, n: i32): f64 { return <f64>k * <f64>padCols<f64>(n) * 8; }
export function pack_f32(k: i32, n: i32, b: usize, rs: i32, cs: i32, dst: usize): void { packMatrix<f32>(k, n, b, rs, cs, dst); }
export function pack_f64(k: i32, n: i32, b: usize, rs: i32, cs: i32, dst: usize): void { packMatrix<f64>(k, n, b, rs, cs, dst); }
