import * as check from "../check.js";
import { ShapeError } from "../errors.js";
import { makeScheme, schemeOf } from "../scheme.js";
import { blank, place } from "./place.js";
import { reduceTerms } from "./reduce.js";
import { dimension, general } from "./rings.js";
import { schemeFrom, termsOf } from "./terms.js";
import type { Scheme } from "./types.js";

/** Without one index of a dimension: what is left of every term multiplies matrices that are 0 there, and is then reduced.
 *
 *  Shapes    dimension `dim` of s is 2 or more, `index` within it; of 0 that is row `index` of A and of C, of 1 a column of A and row of B,
 *            of 2 a column of B and of C. The result is one smaller there. Terms that lose a factor go, the rest is reduced as `reduce` does.
 *  Effects   none.
 *  Cost      as reduce.
 *  Accuracy  exact, over every ring.
 *  Throws    OptionError (dim, index), ShapeError (nothing would be left), UnsupportedError (structured), and as verify for what is no scheme.
 *  Source    Arai, Ichikawa & Hukushima 2024; Kauers & Wood 2025, "Exploring the meta flip graph for matrix multiplication".
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync(), s = flip.project(flip.standard(3, 3, 3), 1, 2);
 *  console.log(s.shape, s.rank, flip.verify(s).ok); // [3, 2, 3] 18 true */
export function project(s: Scheme, dim: 0 | 1 | 2, index: number): Scheme {
  const op = "flip.project", from = general(op, "s", schemeOf(op, "s", s)), d = dimension(op, dim), size = from.shape[d];
  if (size === 1) throw new ShapeError(op, "s", `s.shape[${d}] is 1, expected 2 or more: a dimension would be left without an index`);
  const gone = check.integer(op, "index", index, 0, size - 1), shape = from.shape.map((n, i) => (i === d ? n - 1 : n)) as unknown as Scheme["shape"];
  const to = blank(shape, from.rank, from.denominators !== undefined);
  place(to, shape, 0, from, (e, i) => (e !== d || i < gone ? i : i - 1 - (i === gone ? i : 0)));
  return schemeFrom({ shape, ring: from.ring }, reduceTerms(termsOf(makeScheme({ shape, ring: from.ring, ...to })), from.ring)) as Scheme;
}
