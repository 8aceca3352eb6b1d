// Residues to fractions, and fractions to a scheme with whole u and v.
import { gcd } from "../straightline.js";
import type { Identity } from "./lift_system.js";

export interface Fractions { readonly num: Float64Array; readonly den: Float64Array }

/** The fractions with numerator and denominator up to √(modulus/2) that the residues stand for, each unique; null if one has none.
 *  Half-extended Euclid: Wang 1981, SYMSAC; von zur Gathen & Gerhard, Modern Computer Algebra, §5.10. */
export function reconstruct(x: Int32Array, modulus: number): Fractions | null {
  const bound = Math.floor(Math.sqrt(modulus / 2)), num = new Float64Array(x.length), den = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    let r = modulus, s = (x[i]! + modulus) % modulus, t = 0, u = 1;
    while (s > bound) {
      const q = Math.floor(r / s);
      [r, s] = [s, r - q * s];
      [t, u] = [u, t - q * u];
    }
    if (Math.abs(u) > bound || gcd(s, u) !== 1) return null;
    num[i] = u < 0 ? -s : s;
    den[i] = Math.abs(u);
  }
  return { num, den };
}

/** The same terms with u and v whole and without a common divisor: what they had of it goes to w. */
export function primitive({ num, den }: Fractions, { rank, lengths: { u: U, v: V, w: W } }: Identity): Fractions {
  const n = num.slice(), d = den.slice();
  for (let q = 0; q < rank; q++) {
    let up = 1, down = 1;
    for (const [from, to] of [[q * U, (q + 1) * U], [rank * U + q * V, rank * U + (q + 1) * V]] as const) {
      let divisor = 0, multiple = 1;
      for (let i = from; i < to; i++) if (n[i] !== 0) {
        divisor = gcd(divisor, n[i]!);
        multiple *= d[i]! / gcd(multiple, d[i]!);
      }
      if (divisor === 0) continue;
      for (let i = from; i < to; i++) {
        n[i] = n[i]! / divisor * (multiple / d[i]!);
        d[i] = 1;
      }
      up *= divisor;
      down *= multiple;
    }
    for (let i = rank * (U + V) + q * W, end = i + W; i < end; i++) {
      const a = n[i]! * up, b = d[i]! * down, g = gcd(a, b);
      n[i] = a / g;
      d[i] = b / g;
    }
  }
  return { num: n, den: d };
}

/** Least common multiple; ∞ from 2^31 on. */
export function common(den: Float64Array): number {
  let multiple = 1;
  for (const d of den) if (multiple % d !== 0) {
    multiple *= d / gcd(multiple, d);
    if (multiple >= 2 ** 31) return Infinity;
  }
  return multiple;
}
