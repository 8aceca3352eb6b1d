import { ShapeError, UnsupportedError } from "../errors.js";
import { lengthsOf, schemeOf } from "../scheme.js";
import { gcd } from "../straightline.js";
import { diagonals, eachNonzero } from "./target.js";
import { characteristic, termsOf, unit } from "./terms.js";
import type { Gamma, Scheme } from "./types.js";

const LOG2_7: number = Math.log2(7);

/** A share of the products, and their factor as a fraction, or as a number where there is none. */
interface Share { readonly count: number; readonly factor: readonly [number, number] | number }

/** Factors of products in which one operand has structure: the best that the literature has by recursion of one scheme. ug and A·Aᵀ: 22/37 (4×4, 34
 *  products, 12 of them recursive); sg: 40/49 (4×4, rank 40); wg: 16/(n^log₂7 − 2) (3×3). A triangle below is one above, mirrored. */
const KNOWN: Readonly<Record<string, Share["factor"]>> = {
  u: [22, 37], l: [22, 37], t: [22, 37], s: [40, 49], w: 16 / (3 ** LOG2_7 - 2),
};

/** (rank − self − Σ count·(1 − factor)) / (n^log₂7 − self). */
export function gammaOf(n: number, rank: number, self: number, shares: readonly Share[]): Gamma {
  if (self >= n ** LOG2_7) return { factor: Infinity, recursive: self, exact: "∞" };
  const power = Math.log2(n), used = shares.filter((s) => s.count > 0);
  const fractions = Number.isInteger(power) ? used.map((s) => s.factor) : [NaN];
  let top = rank - self, bottom = 1;
  if (fractions.every((f) => typeof f !== "number")) {
    used.forEach(({ count, factor }) => { const [x, y] = factor as readonly [number, number]; top = top * y - count * (y - x) * bottom; bottom *= y; });
    bottom *= 7 ** power - self;
    const g = gcd(top, bottom);
    return { factor: top / bottom, recursive: self, exact: bottom === g ? `${top / g}` : `${top / g}/${bottom / g}` };
  }
  const saved = used.reduce((sum, { count, factor }) => sum + count * (1 - (typeof factor === "number" ? factor : factor[0] / factor[1])), 0);
  const factor = (rank - self - saved) / (n ** LOG2_7 - self);
  return { factor, recursive: self, exact: factor.toFixed(12) };
}

/** The cost of a structured product by a recursive scheme, as a share of a general product of the same size, where both use exponent log₂ 7.
 *
 *  Shapes    s structured, n ≥ 2. `factor` = (r − q − Σ qⱼ·(1 − γⱼ)) / (n^log₂7 − q): q (`recursive`) of the r products are the same structured product of
 *            blocks again, qⱼ are products of another structure with factor γⱼ, the rest are general. `exact` is the factor as a fraction in lowest
 *            terms where n is a power of 2 and all γⱼ are fractions, else 12 decimals;
 *            ∞ if q ≥ n^log₂7, where the recursion has no smaller exponent. What the terms say:
 *            A·Aᵀ, A general: q counts U_q proportional to V_q, products X·Xᵀ.
 *            Two kinds: q counts U_q and V_q over blocks of the diagonal only, of those operands that have structure; if both have and only one is so,
 *            γⱼ is that of its kind by a general matrix.
 *            A·Aᵀ with structure: q counts X·Xᵀ over the diagonal; X·Xᵀ over other blocks is A·Aᵀ, one side over the diagonal as before. Skew-symmetric
 *            matrices have no diagonal, so nothing recurs.
 *            γⱼ are the best of the literature: 22/37 triangular and A·Aᵀ, 40/49 symmetric, 16/(3^log₂7 − 2) skew with a diagonal.
 *            An output that a corner suffix leaves out counts as its n classical products.
 *  Effects   none.
 *  Cost      one pass.
 *  Accuracy  a count of products: additions and the last levels are not in it. For s, k and w it supposes that blocks below the diagonal come as
 *            ±(block above)ᵀ, which the entries of a scheme do not show.
 *  Throws    UnsupportedError (general s), ShapeError (n = 1), and as verify for what is no scheme.
 *  Source    Rybin et al. 2025, "XXᵀ can be faster" (26/41); Khoruzhii, Gelß & Pokutta 2025 (22/37).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync(), g = flip.gamma(flip.structured("gt", 2));
 *  console.log(g.exact, g.recursive); // 2/3 4 */
export function gamma(s: Scheme): Gamma {
  const op = "flip.gamma", scheme = schemeOf(op, "s", s), { target, shape, ring } = scheme, n = shape[0];
  if (target === undefined) throw new UnsupportedError(op, "s", "s is a general product, expected a structured scheme");
  if (n === 1) throw new ShapeError(op, "s", "s.shape is 1×1×1, expected n of 2 or more: there is no recursion");
  const gram = target[1] === "t", left = target[0] as string, right = gram ? left : target[1] as string, p = characteristic(ring);
  const onDiagonal = (letter: string): ((at: readonly number[]) => boolean) => { const list = diagonals(letter, n); return (at) => letter !== "g" && at.every((e) => list[e]); };
  const leftOnly = onDiagonal(left), rightOnly = onDiagonal(right), counts = new Map<string, number>();
  let self = 0, rank = 0;
  const count = (u: readonly number[], v: readonly number[], square: boolean): void => {
    const l = leftOnly(u), r = rightOnly(v), kind = gram && square && left !== "k" ? "t" : l ? left : r ? right : "";
    rank++;
    if (gram && left === "g" ? square : gram ? square && l : (l || left === "g") && (r || right === "g") && (l || r)) self++;
    else if (kind !== "") counts.set(kind, (counts.get(kind) ?? 0) + 1);
  };
  // Terms with a zero factor cost nothing.
  for (const [u, v] of termsOf(scheme).filter((t) => t.every((x) => x.at.length > 0))) count(u.at, v.at, unit(u, p).key === unit(v, p).key);
  if (target.length === 3) {
    const last = lengthsOf(shape, target).w - 1, first = target[2] !== "b", end = target[2] !== "a";
    eachNonzero(shape, target.slice(0, 2), (a, b, c) => { if ((c === 0 && first) || (c === last && end)) count([a], [b], a === b); });
  }
  return gammaOf(n, rank, self, [...counts].map(([kind, q]) => ({ count: q, factor: KNOWN[kind]! })));
}
