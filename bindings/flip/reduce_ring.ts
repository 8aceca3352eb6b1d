import * as check from "../check.js";
import { OptionError } from "../errors.js";
import { makeScheme, schemeOf } from "../scheme.js";
import { FACTORS, type Factor } from "./place.js";
import { reduced } from "./rings.js";
import type { Scheme } from "./types.js";

/** A scheme modulo 2 or 3: every coefficient by its residue.
 *
 *  Shapes    as s; terms whose factors vanish stay (`reduce` drops them). Residues are 0, 1 and 0, 1, 2.
 *  Effects   none.
 *  Cost      one pass.
 *  Accuracy  exact. What was right over ZT, Z or Q is right modulo 2 and 3.
 *  Throws    OptionError for a denominator that has no inverse (even, or a multiple of 3), for Z3 to Z2 and back, and for `ring`; as verify for what is
 *            no scheme.
 *  Source    the ring homomorphism.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync(), s = flip.structured("kg", 3, "ZT");
 *  console.log(s.w.indexOf(-1) >= 0, flip.verify(flip.reduceRing(s, "Z3")).ok); // true true */
export function reduceRing(s: Scheme, ring: "Z2" | "Z3"): Scheme {
  const op = "flip.reduceRing", from = schemeOf(op, "s", s);
  if (ring === undefined) throw new OptionError(op, "ring", `ring is undefined, expected "Z2" or "Z3"`);
  const to = check.choice(op, "ring", ring, ["Z2", "Z3"] as const, ring), p = to === "Z2" ? 2 : 3;
  if ((from.ring === "Z2" || from.ring === "Z3") && from.ring !== to) throw new OptionError(op, "s", `s.ring is ${from.ring}, which has no map to ${to}`);
  const residues = (f: Factor): Int32Array => from[f].map((x, e) => {
    let y = x, d = from.denominators?.[f][e] ?? 1;
    // Only a denominator in lowest terms says whether there is a residue.
    while (y % p === 0 && d % p === 0) { y /= p; d /= p; }
    if (d % p === 0) throw new OptionError(op, "s", `s.${f}[${e}] is ${x}/${from.denominators![f][e]}, which has no residue in ${to}`);
    // d is its own inverse modulo 2 and 3.
    return reduced(to, reduced(to, y) * reduced(to, d));
  });
  const [u, v, w] = FACTORS.map(residues) as [Int32Array, Int32Array, Int32Array];
  return makeScheme({ shape: from.shape, ring: to, target: from.target, u, v, w });
}
