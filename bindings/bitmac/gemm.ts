// INTERIM (gemm).
import { UnsupportedError } from "../errors.js";
import type { Matrix } from "../types.js";
import type { BitMacContext } from "./context.js";
import type { BitGemmOptions } from "./types.js";

export function gemm(ctx: BitMacContext, C: Matrix<"i32">, A: Matrix<"i8">, B: Matrix<"i8">, o?: BitGemmOptions): Matrix<"i32"> {
  throw new UnsupportedError("bitmac.gemm", "x", String([ctx, C, A, B, o].length));
}
