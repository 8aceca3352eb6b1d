import { OptionError } from "../errors.js";
import { lengthsOf, schemeOf } from "../scheme.js";
import type { Scheme, Stability } from "./types.js";

/** How much a scheme magnifies rounding errors, by the two measures in use.
 *
 *  Shapes    `growth` = max_c Σ_q |w_q[c]|·‖u_q‖₁·‖v_q‖₁: the error bound of a level is proportional to it (m for the classical algorithm, 12 for
 *            Strassen's). `frobenius` = Σ_q ‖u_q‖₂·‖v_q‖₂·‖w_q‖₂ (n·m·p, 14.83). Structured schemes by the same formulas.
 *  Effects   none.
 *  Cost      one pass.
 *  Accuracy  growth is exact for integers below 2^53; frobenius to rounding.
 *  Throws    OptionError (ring Z2 or Z3, where coefficients have no size), and as verify for what is no scheme.
 *  Source    Bini & Lotti 1980, Numer. Math. 36; Ballard, Benson, Druinsky, Lipshitz & Schwartz 2016, SIAM J. Matrix Anal. Appl. 37(4);
 *            Dumas, Pernet & Sedoglavic 2025, arXiv 2506.19405.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync();
 *  console.log(flip.stability(flip.standard(4, 4, 4))); // { growth: 4, frobenius: 64 } */
export function stability(s: Scheme): Stability {
  const op = "flip.stability", scheme = schemeOf(op, "s", s), { rank, ring, denominators: d } = scheme, length = lengthsOf(scheme.shape, scheme.target);
  if (ring === "Z2" || ring === "Z3") throw new OptionError(op, "s", `s.ring is ${ring}, expected ZT, Z or Q: coefficients of a finite field have no size`);
  const sums = new Float64Array(length.w);
  const norms = (f: "u" | "v" | "w", q: number, each: (e: number, x: number) => void): number => {
    let squares = 0;
    for (let e = 0, at = q * length[f]; e < length[f]; e++, at++) {
      const x = Math.abs(scheme[f][at]!) / (d?.[f][at] ?? 1);
      squares += x * x;
      each(e, x);
    }
    return Math.sqrt(squares);
  };
  let frobenius = 0;
  for (let q = 0; q < rank; q++) {
    let u = 0, v = 0;
    const sizes = norms("u", q, (_, x) => { u += x; }) * norms("v", q, (_, x) => { v += x; });
    frobenius += sizes * norms("w", q, (e, x) => { sums[e]! += x * u * v; });
  }
  return { growth: sums.reduce((x, y) => Math.max(x, y), 0), frobenius };
}
