// The classical algorithms as schemes: one term for every nonzero of the target.
import * as check from "../check.js";
import { OptionError, ShapeError } from "../errors.js";
import { MAX_DIMENSION, RINGS, isTarget, lengthsOf, makeScheme } from "../scheme.js";
import { blank } from "./place.js";
import { fits, reduced } from "./rings.js";
import { eachNonzero } from "./target.js";
import type { Ring, Scheme } from "./types.js";

/** One term e_a ⊗ e_b ⊗ ±e_c a nonzero. */
export function naive(op: string, shape: Scheme["shape"], ring: Ring, target?: string): Scheme {
  const length = lengthsOf(shape, target);
  let rank = 0;
  eachNonzero(shape, target, () => { rank++; });
  fits(op, target === undefined ? "n" : "target", shape, rank, target);
  const to = blank(shape, rank, false, target);
  let q = 0;
  eachNonzero(shape, target, (a, b, c, value) => {
    to.u[q * length.u + a] = 1;
    to.v[q * length.v + b] = 1;
    to.w[q++ * length.w + c] = reduced(ring, value);
  });
  return makeScheme({ shape, ring, target, ...to });
}

/** The classical algorithm of n·m·p multiplications.
 *
 *  Shapes    A n×m, B m×p; 1 to 128 each. Term (i·m + j)·p + k is a[i][j]·b[j][k], for c[i][k]. `ring` is "ZT" by default.
 *  Effects   none.
 *  Cost      rank·(n·m + m·p + p·n) entries; at most 2^28.
 *  Accuracy  exact.
 *  Throws    OptionError (dimensions, ring), ShapeError (rank above 2^20), CapacityError.
 *  Source    the definition.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync(), s = flip.standard(2, 2, 2);
 *  console.log(s.rank, s.ring, s.u.subarray(0, 4)); // 8 ZT Int32Array [1, 0, 0, 0] */
export function standard(n: number, m: number, p: number, ring?: Ring): Scheme {
  const op = "flip.standard", size = (arg: string, x: number): number => check.integer(op, arg, x, 1, MAX_DIMENSION);
  return naive(op, [size("n", n), size("m", m), size("p", p)], check.choice(op, "ring", ring, RINGS, "ZT"));
}

/** The classical algorithm of a product with structure: one term for every nonzero of its tensor.
 *
 *  Shapes    A and B n×n, 1 ≤ n ≤ 128. `target` names their kinds by two letters: g general, u upper and l lower triangular, s symmetric, k skew-symmetric,
 *            w skew-symmetric but for a free diagonal; a second letter t stands for Aᵀ ("gt" is A·Aᵀ). A third letter leaves out outputs: a c[0][0],
 *            b c[n−1][n−1], c both. u and v of a scheme are indexed by the free entries: i·n + j for g, packed rows of the upper triangle (i ≤ j)
 *            for u, s, w, and by the same places mirrored for l; strictly above the diagonal for k. w is indexed by c[i][k] in row-major order, NOT
 *            transposed, and by the packed upper triangle for A·Aᵀ and "uu", whose other half is known.
 *  Effects   none.
 *  Cost      as standard.
 *  Accuracy  exact. Skew entries below the diagonal have sign −1: 1 in Z2, 2 in Z3.
 *  Throws    OptionError (target, n, ring), ShapeError (k of size 1 has no entries; rank above 2^20), CapacityError.
 *  Source    Khoruzhii, Gelß & Pokutta 2025, "Faster algorithms for structured matrix multiplication via flip graph search".
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync();
 *  console.log(["ug", "gt", "gtc", "sk"].map((t) => flip.structured(t, 4).rank)); // [40, 40, 32, 48] */
export function structured(target: string, n: number, ring?: Ring): Scheme {
  const op = "flip.structured";
  if (typeof target !== "string" || !isTarget(target)) throw new OptionError(op, "target", `target is ${typeof target === "string" ? JSON.stringify(target) : typeof target}, expected a letter of g, u, l, s, k, w, one of those or t, and a, b, c or nothing; not gg`);
  const size = check.integer(op, "n", n, 1, MAX_DIMENSION);
  if (size === 1 && target.slice(0, 2).includes("k")) throw new ShapeError(op, "n", `n is 1, expected 2 or more: a skew-symmetric matrix of size 1 is 0`);
  return naive(op, [size, size, size], check.choice(op, "ring", ring, RINGS, "ZT"), target);
}
