// INTERIM (gemm_bits).
import { UnsupportedError } from "../errors.js";
import type { Matrix } from "../types.js";
import type { BitMacContext } from "./context.js";
import type { BitMatrix } from "./types.js";

export function gemmBits(ctx: BitMacContext, C: Matrix<"i32">, A: BitMatrix, B: BitMatrix): Matrix<"i32"> {
  throw new UnsupportedError("bitmac.gemmBits", "x", String([ctx, C, A, B].length));
}
