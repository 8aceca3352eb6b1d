// Exports of the 7-bit integer gemm, in the relaxed overlay only. shift brings an operand into eight bits (and one of them, b with
// a7 = 0, a with a7 = 1, into 0..127), off is shift − zero point. b packed: its own shift counts, offB only.
import { int8Blocked, int8Workspace } from "../int8";
import { SOUND, dot7Sound } from "../int8_sound";
import { packBlockA, packBlockB } from "../int8_panels";
import { Requantization, requantization, requantizationBytes } from "../int8_requantize";

export { gemm_i8_dot7a_ukr_4x8, gemm_i8_dot7a_ukr_5x8, gemm_i8_dot7b_ukr_4x8, gemm_i8_dot7b_ukr_5x8 } from "../int8_dot7";

/** 1 if the engine runs the kernels right; ask before and after they are warm, as compilers differ. */
export function gemm_i8_dot7_sound(ws: usize): i32 { return dot7Sound(ws); }
export function gemm_i8_dot7_sound_workspace(): usize { return SOUND; }

export function gemm_i8_dot7_workspace(m: i32, n: i32, k: i32, packedB: i32, requantized: i32): usize {
  return (requantized ? requantizationBytes(n) : 0) + int8Workspace<i8>(m, n, k, packedB != 0, requantized != 0);
}

// @ts-ignore: decorator
@inline
function product(
  m: i32, n: i32, k: i32, a: usize, rsa: i32, csa: i32, unsignedA: i32, shiftA: i32, offA: i32, b: usize, rsb: i32, csb: i32, packedB: i32, shiftB: i32, offB: i32,
  a7: i32, c: usize, ldc: i32, q: Requantization | null, ws: usize,
): void {
  if (a7) int8Blocked<u8>(m, n, k, a, rsa, csa, unsignedA != 0, shiftA, offA, b, rsb, csb, packedB != 0, shiftB, offB, c, ldc, q, ws);
  else int8Blocked<i8>(m, n, k, a, rsa, csa, unsignedA != 0, shiftA, offA, b, rsb, csb, packedB != 0, shiftB, offB, c, ldc, q, ws);
}

/** As gemm_i8, to the same bits. m > 12, k > 0. */
export function gemm_i8_dot7(
  m: i32, n: i32, k: i32, a: usize, rsa: i32, csa: i32, unsignedA: i32, shiftA: i32, offA: i32, b: usize, rsb: i32, csb: i32, packedB: i32, shiftB: i32, offB: i32,
  a7: i32, c: usize, ldc: i32, ws: usize,
): void {
  product(m, n, k, a, rsa, csa, unsignedA, shiftA, offA, b, rsb, csb, packedB, shiftB, offB, a7, c, ldc, null, ws);
}

/** As gemm_i8_requantized, to the same bits. m > 12, k > 0. */
export function gemm_i8_dot7_requantized(
  m: i32, n: i32, k: i32, a: usize, rsa: i32, csa: i32, unsignedA: i32, shiftA: i32, offA: i32, b: usize, rsb: i32, csb: i32, packedB: i32, shiftB: i32, offB: i32,
  a7: i32, c: usize, ldc: i32, unsignedC: i32, scales: usize, scale: f64, bias: usize, zeroC: i32, relu: i32, ws: usize,
): void {
  const q = requantization(ws, n, c, ldc, unsignedC != 0, scales, scale, bias, zeroC, relu != 0);
  product(m, n, k, a, rsa, csa, unsignedA, shiftA, offA, b, rsb, csb, packedB, shiftB, offB, a7, 0, 0, q, ws + requantizationBytes(n));
}

export function gemm_i8_dot7_pack_a(m: i32, k: i32, a: usize, rs: i32, cs: i32, below: i32, shift: i32, dst: usize): void { packBlockA<i8, i8>(m, k, a, rs, cs, below, shift, dst); }
export function gemm_u8_dot7_pack_a(m: i32, k: i32, a: usize, rs: i32, cs: i32, below: i32, shift: i32, dst: usize): void { packBlockA<i8, u8>(m, k, a, rs, cs, below, shift, dst); }
export function gemm_i8_dot7_pack_b(k: i32, n: i32, b: usize, rs: i32, cs: i32, right: i32, shift: i32, dst: usize, stride: usize): void { packBlockB<i8>(k, n, b, rs, cs, right, shift, dst, stride); }
