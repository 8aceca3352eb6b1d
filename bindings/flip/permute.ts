import { OptionError } from "../errors.js";
import { lengthsOf, makeScheme, schemeOf, show } from "../scheme.js";
import { FACTORS, type Factor, blank } from "./place.js";
import { general } from "./rings.js";
import type { Order, Scheme } from "./types.js";

/** The same algorithm for the dimensions in another order: all six follow from the cyclic symmetry of tr(A·B·C) and from transposition.
 *
 *  Shapes    `order` is a permutation of 0, 1, 2; dimension i of the result is dimension order[i] of s. With U, V, W the factors of a term as
 *            matrices n×m, m×p, p×n, the one that links dimensions i and i+1 (cyclic) of the result is the one that links order[i] and order[i+1]
 *            in s, transposed where that one runs the other way: [1, 2, 0] is (V, W, U), [2, 1, 0] is (Vᵀ, Uᵀ, Wᵀ), [0, 2, 1] is (Wᵀ, Vᵀ, Uᵀ).
 *            Terms keep their order. Permuting by the inverse of `order` gives s back.
 *  Effects   none; the result shares nothing with s.
 *  Cost      one pass.
 *  Accuracy  exact, over every ring.
 *  Throws    OptionError (order), UnsupportedError (structured s), and as verify for what is no scheme.
 *  Source    Hopcroft & Musinski 1973, "Duality applied to the complexity of matrix multiplication".
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync(), s = flip.permute(flip.standard(2, 3, 4), [2, 0, 1]);
 *  console.log(s.shape, flip.verify(s).ok); // [4, 2, 3] true */
export function permute(s: Scheme, order: Order): Scheme {
  const op = "flip.permute", from = general(op, "s", schemeOf(op, "s", s));
  if (!Array.isArray(order) || order.length !== 3 || [0, 1, 2].some((i) => !order.includes(i))) throw new OptionError(op, "order", `order is ${show(order)}, expected a permutation of 0, 1, 2`);
  const { shape, rank, ring, denominators } = from, next = order.map((d: number) => shape[d]) as unknown as Scheme["shape"];
  const length = lengthsOf(next), to = blank(next, rank, denominators !== undefined);
  FACTORS.forEach((f, i) => {
    const rows = order[i] as number, cols = order[(i + 1) % 3] as number, straight = cols === (rows + 1) % 3;
    const g = FACTORS[straight ? rows : cols] as Factor, n = shape[rows] as number, m = shape[cols] as number;
    const copy = (x: Int32Array, y: Int32Array): void => {
      if (straight) y.set(x);
      else for (let at = 0; at < rank * length[f]; at += length[f]) for (let r = 0; r < n; r++) for (let c = 0; c < m; c++) y[at + r * m + c] = x[at + c * n + r]!;
    };
    copy(from[g], to[f]);
    if (denominators && to.denominators) copy(denominators[g], to.denominators[f]);
  });
  return makeScheme({ shape: next, ring, ...to });
}
