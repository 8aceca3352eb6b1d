// What this family works with: the instance, and what the composer lends it.
import type { Context } from "../context.js";
import type { Matrix } from "../types.js";

export interface DenseTools {
  gemmInt8(C: Matrix<"i32">, A: Matrix<"i8"> | Matrix<"u8">, B: Matrix<"i8">, o?: { zeroPointA?: number; zeroPointB?: number }): Matrix<"i32">;
  /** "known" once gemmInt8 has found its kernels of 7 bits to be faster here, "open" while it has still to find out, by being called. */
  sevenBitSpeed(): "known" | "open" | "none";
  /** Products that gemmInt8 thinks of them for. */
  sevenBitShape(m: number, n: number, k: number): boolean;
}

export interface BitMacContext extends Context { readonly dense: DenseTools }
