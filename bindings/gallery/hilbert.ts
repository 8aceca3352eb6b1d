import type { Arrays, Float } from "../types.js";
import { extent, floats, knownKeys, total } from "./options.js";

/** The Hilbert matrix, element (i, j) = 1/(i + j + 1): symmetric positive definite and, from n = 13 on, singular to double precision.
 *  Shapes    rows·cols elements (cols default rows), row-major.
 *  Accuracy  every element is rounded once ("f32": from f64).
 *  Throws    ShapeError, OptionError.
 *  Source    Higham, Accuracy and Stability of Numerical Algorithms (2002), §28.1.
 *  @example
 *  import { hilbert } from "lanewise/gallery";
 *  console.log(hilbert(2)); // Float64Array(4) [ 1, 0.5, 0.5, 0.3333333333333333 ] */
export function hilbert<D extends Float = "f64">(rows: number, cols: number = rows, o?: { dtype?: D }): Arrays[D] {
  const op = "gallery.hilbert";
  knownKeys(op, o, ["dtype"]);
  const out = floats(op, o?.dtype, total(op, "rows", extent(op, "rows", rows), extent(op, "cols", cols)));
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, at++) out[at] = 1 / (i + j + 1);
  }
  return out;
}
