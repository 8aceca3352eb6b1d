// INTERIM (bits).
import { UnsupportedError } from "../errors.js";
import type { Matrix } from "../types.js";
import type { BitMacContext } from "./context.js";
import type { Width, BitsOptions, BitMatrix } from "./types.js";

export function bits(ctx: BitMacContext, x: Matrix<"i8"> | Matrix<"u8">, width: Width, o?: BitsOptions): BitMatrix {
  throw new UnsupportedError("bitmac.bits", "x", String([ctx, x, width, o].length));
}
