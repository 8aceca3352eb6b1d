// Exports of the integer gemm. Strides in elements, unsignedA 1 for u8, packedB 1 for b from pack_i8 (zeroB then less its shift).
import { int8Product, int8Workspace } from "../int8";
import { int8Range, packInt8, packedInt8Bytes } from "../int8_packed";
import { packBlockA, packBlockB, widenPanel } from "../int8_panels";
import { requantization, requantizationBytes } from "../int8_requantize";

export { gemm_i8_ukr_4x8, gemm_i8_ukr_5x8 } from "../int8_ukernel";
export { gemm_i8_few_ukr_1x8, gemm_i8_few_ukr_2x8 } from "../int8_few";
export {
  gemv_i8_rows_ukr_1x4, gemv_i8_rows_ukr_2x4, gemv_i8_runs_ukr_1x16, gemv_i8_runs_ukr_2x16, gemv_u8_rows_ukr_1x4, gemv_u8_runs_ukr_1x16,
} from "../int8_gemv_ukernel";

export function gemm_i8_workspace(m: i32, n: i32, k: i32, packedB: i32, requantized: i32): usize {
  return (requantized ? requantizationBytes(n) : 0) + int8Workspace<i16>(m, n, k, packedB != 0, requantized != 0);
}

/** C (i32) ← (A − zeroA)·(B − zeroB). */
export function gemm_i8(
  m: i32, n: i32, k: i32, a: usize, rsa: i32, csa: i32, unsignedA: i32, zeroA: i32, b: usize, rsb: i32, csb: i32, packedB: i32, zeroB: i32,
  c: usize, ldc: i32, ws: usize,
): void {
  int8Product(m, n, k, a, rsa, csa, unsignedA != 0, zeroA, b, rsb, csb, packedB != 0, zeroB, c, ldc, null, ws);
}

/** C (i8, or u8 with unsignedC) ← saturate(round(scale·(product + bias)) + zeroC); scales (f32) and bias (i32) have n entries or are 0. */
export function gemm_i8_requantized(
  m: i32, n: i32, k: i32, a: usize, rsa: i32, csa: i32, unsignedA: i32, zeroA: i32, b: usize, rsb: i32, csb: i32, packedB: i32, zeroB: i32,
  c: usize, ldc: i32, unsignedC: i32, scales: usize, scale: f64, bias: usize, zeroC: i32, relu: i32, ws: usize,
): void {
  const q = requantization(ws, n, c, ldc, unsignedC != 0, scales, scale, bias, zeroC, relu != 0);
  int8Product(m, n, k, a, rsa, csa, unsignedA != 0, zeroA, b, rsb, csb, packedB != 0, zeroB, 0, 0, q, ws + requantizationBytes(n));
}

/** Bytes of b (k×n) packed. */
export function pack_i8_bytes(k: i32, n: i32): f64 { return packedInt8Bytes(k, n); }
export function pack_i8(k: i32, n: i32, b: usize, rs: i32, cs: i32, shift: i32, dst: usize): void { packInt8(k, n, b, rs, cs, shift, dst); }

/** Least and greatest element of a non-empty matrix, in the low and the high half. */
export function range_i8(rows: i32, cols: i32, x: usize, ld: i32): i32 { return int8Range<i8>(rows, cols, x, ld); }
export function range_u8(rows: i32, cols: i32, x: usize, ld: i32): i32 { return int8Range<u8>(rows, cols, x, ld); }

// The packing kernels, for tests; being exports also keeps them functions of their own, so that tier-up reaches them in a product.
export function gemm_i8_pack_a(m: i32, k: i32, a: usize, rs: i32, cs: i32, below: i32, zero: i32, dst: usize): void { packBlockA<i16, i8>(m, k, a, rs, cs, below, zero, dst); }
export function gemm_u8_pack_a(m: i32, k: i32, a: usize, rs: i32, cs: i32, below: i32, zero: i32, dst: usize): void { packBlockA<i16, u8>(m, k, a, rs, cs, below, zero, dst); }
export function gemm_i8_pack_b(k: i32, n: i32, b: usize, rs: i32, cs: i32, right: i32, zero: i32, dst: usize, stride: usize): void { packBlockB<i16>(k, n, b, rs, cs, right, zero, dst, stride); }
export function gemm_i8_widen(k: i32, src: usize, zero: i32, dst: usize): void { widenPanel(k, src, zero, dst); }
