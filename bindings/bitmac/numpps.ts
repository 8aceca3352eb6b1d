// INTERIM (numpps).
import { UnsupportedError } from "../errors.js";
import type { Matrix, Vector } from "../types.js";
import type { BitMacContext } from "./context.js";
import type { Encoding, NumPPsOptions, PartialProducts } from "./types.js";

export function numPPs(ctx: BitMacContext, x: Matrix<"i8"> | Vector<"i8">, e: Encoding, o?: NumPPsOptions): PartialProducts {
  throw new UnsupportedError("bitmac.numPPs", "x", String([ctx, x, e, o].length));
}
