// What this family works with: the instance, and what the composer lends it.
import type { Context } from "../context.js";
import type { Matrix } from "../types.js";

export interface DenseTools {
  gemmInt8(C: Matrix<"i32">, A: Matrix<"i8"> | Matrix<"u8">, B: Matrix<"i8">, o?: { zeroPointA?: number; zeroPointB?: number }): Matrix<"i32">;
  /** True once gemmInt8 has found its 7-bit kernels to be faster here. */
  swift(): boolean;
}

export interface BitMacContext extends Context { readonly dense: DenseTools }
