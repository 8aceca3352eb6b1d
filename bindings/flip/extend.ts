import { schemeOf } from "../scheme.js";
import { merged } from "./merge.js";
import { dimension, general } from "./rings.js";
import { naive } from "./standard.js";
import type { Scheme } from "./types.js";

/** One more index in a dimension, multiplied the classical way: the rank grows by the product of the two other dimensions.
 *
 *  Shapes    dimension `dim` of the result is one larger; the terms of s come first.
 *  Effects   none.
 *  Cost      one pass.
 *  Accuracy  exact, over every ring.
 *  Throws    OptionError (dim), ShapeError (past 128), UnsupportedError (structured), CapacityError, and as verify for what is no scheme.
 *  Source    Arai, Ichikawa & Hukushima 2024, "Adaptive flip graph algorithm for matrix multiplication".
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync(), s = flip.extend(flip.standard(2, 2, 2), 2);
 *  console.log(s.shape, s.rank, flip.verify(s).ok); // [2, 2, 3] 12 true */
export function extend(s: Scheme, dim: 0 | 1 | 2): Scheme {
  const op = "flip.extend", from = general(op, "s", schemeOf(op, "s", s)), d = dimension(op, dim);
  return merged(op, from, naive(op, from.shape.map((n, i) => (i === d ? 1 : n)) as unknown as Scheme["shape"], from.ring), d);
}
