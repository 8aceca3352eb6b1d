// Does the engine compile the 7-bit kernels right? The baseline compiler of V8 11 gives one temporary the register of the accumulator
// (sums come out doubled), and engines shipped with it. Every kernel is run on data that reaches both ends and held to scalar sums.
import { gemm_i8_dot7a_ukr_4x8, gemm_i8_dot7a_ukr_5x8, gemm_i8_dot7b_ukr_4x8, gemm_i8_dot7b_ukr_5x8 } from "./int8_dot7";

const GROUPS: i32 = 9;

/** Bytes of scratch. */
export const SOUND: usize = 1024;

// @ts-ignore: decorator
@inline
function fill(p: usize, bytes: i32, mask: i32): void {
  for (let i = 0; i < bytes; i++) store<u8>(p + <usize>i, <u8>((i * 37 + 128) & mask));
}

function right(rows: i32, a: usize, b: usize, c: usize): bool {
  for (let i = 0; i < rows; i++) for (let j = 0; j < 8; j++) {
    let sum = 0;
    for (let t = 0; t < GROUPS; t++) for (let l = 0; l < 4; l++) {
      sum += <i32>load<i8>(a + <usize>((t * rows + i) * 4 + l)) * <i32>load<i8>(b + <usize>((t * 8 + j) * 4 + l));
    }
    if (load<i32>(c + <usize>(i * 8 + j) * 4) != sum) return false;
  }
  return true;
}

/** 1 if all four agree. */
export function dot7Sound(ws: usize): i32 {
  const a = ws, b = ws + 192, c = b + <usize>GROUPS * 32;
  fill(a, GROUPS * 20, 127);
  fill(b, GROUPS * 32, 255);
  gemm_i8_dot7a_ukr_4x8(a, b, c, c, 32, 0);
  if (!right(4, a, b, c)) return 0;
  gemm_i8_dot7a_ukr_5x8(a, b, c, c, 32, 0);
  if (!right(5, a, b, c)) return 0;
  fill(a, GROUPS * 20, 255);
  fill(b, GROUPS * 32, 127);
  gemm_i8_dot7b_ukr_4x8(a, b, c, c, 32, 0);
  if (!right(4, a, b, c)) return 0;
  gemm_i8_dot7b_ukr_5x8(a, b, c, c, 32, 0);
  return right(5, a, b, c) ? 1 : 0;
}
