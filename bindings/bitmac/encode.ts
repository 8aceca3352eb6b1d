// INTERIM (encode).
import { UnsupportedError } from "../errors.js";
import type { Matrix, Vector } from "../types.js";
import type { BitMacContext } from "./context.js";
import type { Encoding, EncodeOptions, Digits } from "./types.js";

export function encode(ctx: BitMacContext, x: Matrix<"i8"> | Vector<"i8">, e: Encoding, o?: EncodeOptions): Digits {
  throw new UnsupportedError("bitmac.encode", "x", String([ctx, x, e, o].length));
}
