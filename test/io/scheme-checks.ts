// Whether a scheme is right, by writing its tensor out in whole numbers.
import { targetOf } from "../../bindings/flip/target.js";
import type { Scheme } from "../../bindings/flip/types.js";
import { lengthsOf } from "../../bindings/scheme.js";

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
const lcm = (list: Int32Array | undefined): number => (list ?? new Int32Array()).reduce((x, y) => (x / gcd(x, y)) * y, 1);

export function isRight(s: Scheme): boolean {
  const { u: U, v: V, w: W } = lengthsOf(s.shape, s.target), sums = new Float64Array(U * V * W), scale = { u: lcm(s.denominators?.u), v: lcm(s.denominators?.v), w: lcm(s.denominators?.w) };
  const whole = (f: "u" | "v" | "w", i: number): number => (s[f][i]! * scale[f]) / (s.denominators?.[f][i] ?? 1);
  for (let q = 0; q < s.rank; q++) for (let a = 0; a < U; a++) {
    const x = whole("u", q * U + a);
    if (x !== 0) for (let b = 0; b < V; b++) {
      const y = x * whole("v", q * V + b);
      if (y !== 0) for (let c = 0; c < W; c++) sums[(a * V + b) * W + c]! += y * whole("w", q * W + c);
    }
  }
  for (const { a, b, c, value } of targetOf(s.shape, s.target)) sums[(a * V + b) * W + c]! -= value * scale.u * scale.v * scale.w;
  const modulus = s.ring === "Z2" ? 2 : s.ring === "Z3" ? 3 : 0;
  return sums.every((x) => Number.isSafeInteger(x) && (modulus ? x % modulus : x) === 0);
}

/** The coefficients alone, as text to be compared. */
export function coefficients({ shape, target, u, v, w, denominators: d }: Scheme): string {
  return JSON.stringify([shape, target, ...[u, v, w, d?.u, d?.v, d?.w].map((x) => x && Array.from(x))]);
}
