// Partial products of plain arrays.
import type { Encoding, NumPPsOptions, PartialProducts } from "../bitmac/types.js";
import { DtypeError } from "../errors.js";
import { inNameOf, kernels, nameOf } from "./instance.js";

/** The partial products that multiplying by the elements of x takes: their digits that are not 0.
 *
 *  Shapes    x int8 values; the result as bitmac.numPPs of `lanewise`: `total` and `mean`, with `detail` the counts by value and by position too.
 *  Effects   leaves x as it is; nothing stays in wasm memory.
 *  Cost      as bitmac.numPPs, and a copy of x in.
 *  Accuracy  exact.
 *  Throws    DtypeError, OptionError, CapacityError, UnsupportedError (an engine without SIMD).
 *  Source    as bitmac.numPPs.
 *  @example
 *  import { numPPs } from "lanewise/plain";
 *  console.log(numPPs(Int8Array.of(91, 124, -128, 0), "mbe")); // { total: 7, mean: 1.75 } */
export function numPPs(x: Int8Array, e: Encoding, o?: NumPPsOptions): PartialProducts {
  const op = "plain.numPPs";
  // By its tag: so are those of another realm.
  if (Object.prototype.toString.call(x) !== "[object Int8Array]") throw new DtypeError(op, "x", `x is ${nameOf(x)}, expected an Int8Array`);
  const k = kernels();
  return k.scope((s) => inNameOf(op, "bitmac.numPPs", () => k.bitmac.numPPs(inNameOf(op, "vector", () => s.vector("i8", x)), e, o)));
}
