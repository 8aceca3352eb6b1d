import { ShapeError } from "../errors.js";
import { makeScheme, schemeOf } from "../scheme.js";
import { blank, place } from "./place.js";
import { commonRing, dimension, fits, general } from "./rings.js";
import type { Scheme } from "./types.js";

/** Two schemes side by side along one dimension: their ranks add up.
 *
 *  Shapes    a and b agree in the other two dimensions; dimension `dim` of the result is the sum, a's part first. The ring is the wider of the two
 *            (ZT within Z within Q); Z2 and Z3 merge with themselves only.
 *  Effects   none.
 *  Cost      one pass.
 *  Accuracy  exact, over every ring.
 *  Throws    ShapeError, OptionError (dim, rings), UnsupportedError (structured), CapacityError, and as verify for what is no scheme.
 *  Source    block matrices.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync(), s = flip.merge(flip.standard(2, 2, 2), flip.standard(2, 3, 2), 1);
 *  console.log(s.shape, s.rank, flip.verify(s).ok); // [2, 5, 2] 20 true */
export function merge(a: Scheme, b: Scheme, dim: 0 | 1 | 2): Scheme {
  const op = "flip.merge";
  return merged(op, general(op, "a", schemeOf(op, "a", a)), general(op, "b", schemeOf(op, "b", b)), dimension(op, dim));
}

export function merged(op: string, a: Scheme, b: Scheme, dim: 0 | 1 | 2): Scheme {
  const ring = commonRing(op, a.ring, b.ring), shape = a.shape.map((s, d) => (d === dim ? s + b.shape[d]! : s)) as unknown as Scheme["shape"];
  const wrong = [0, 1, 2].findIndex((d) => d !== dim && a.shape[d] !== b.shape[d]);
  if (wrong >= 0) throw new ShapeError(op, "b", `b.shape[${wrong}] is ${b.shape[wrong]}, expected ${a.shape[wrong]} (a is ${a.shape.join("×")}, dim is ${dim})`);
  fits(op, "b", shape, a.rank + b.rank);
  const to = blank(shape, a.rank + b.rank, (a.denominators ?? b.denominators) !== undefined);
  place(to, shape, 0, a, (_, i) => i);
  place(to, shape, a.rank, b, (d, i) => (d === dim ? i + a.shape[dim] : i));
  return makeScheme({ shape, ring, ...to });
}
