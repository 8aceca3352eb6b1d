// The encodings, one value at a time: how many digits, what they weigh, which they are.
import * as check from "../check.js";
import { OptionError } from "../errors.js";
import type { Encoding } from "./types.js";

/** In the order of their numbers in the kernels. */
export const ENCODINGS = ["complement", "sign-magnitude", "mbe", "ent", "naf"] as const;

export function encodingOf(op: string, arg: string, x: unknown, otherwise?: Encoding): Encoding {
  if (x === undefined && otherwise === undefined) throw new OptionError(op, arg, `${arg} is undefined, expected one of ${ENCODINGS.map((e) => `"${e}"`).join(", ")}`);
  return check.choice(op, arg, x, ENCODINGS, otherwise ?? "mbe");
}

/** Bits of the weight of one digit position: radix 4 takes two. */
export function radixBits(e: Encoding): 1 | 2 {
  return e === "mbe" || e === "ent" ? 2 : 1;
}

/** Digit positions of values of `width` bits. Sign and magnitude of −2^(width−1) takes all of them. */
export function positions(e: Encoding, width = 8): number {
  return Math.ceil(width / radixBits(e));
}

/** The most digits of a value of `width` bits, 2 or more, that are not 0. In non-adjacent form every second one is 0. */
export function mostTerms(e: Encoding, width = 8): number {
  return e === "complement" ? width : e === "sign-magnitude" ? width - 1 : Math.ceil(width / 2);
}

/** Weight of position i. The top bit of two's complement weighs less than nothing. */
export function weightOf(e: Encoding, i: number, width = 8): number {
  const weight = 2 ** (i * radixBits(e));
  return e === "complement" && i === width - 1 ? -weight : weight;
}

/** The digits of x, lowest weight first. */
export function digitsOf(e: Encoding, x: number, width = 8): number[] {
  const count = positions(e, width);
  const sign = x < 0 ? -1 : 1;
  const magnitude = Math.abs(x);
  const bit = (i: number): number => (i < 0 ? 0 : (x >> i) & 1);
  if (e === "complement") return Array.from({ length: count }, (_, i) => bit(i));
  if (e === "sign-magnitude") return Array.from({ length: count }, (_, i) => sign * ((magnitude >> i) & 1) || 0);
  if (e === "mbe") return Array.from({ length: count }, (_, i) => bit(2 * i - 1) + bit(2 * i) - 2 * bit(2 * i + 1));
  const digits: number[] = [];
  let rest = e === "naf" ? x : magnitude;
  for (let i = 0; i < count; i++) {
    // EN-T: what is left stands for 4·rest + digit with digits −1, 0, 1, 2. Non-adjacent form: an odd rest leaves ±1 so that the next digit is 0.
    const digit = e === "ent" ? ((rest + 1) & 3) - 1 : rest & 1 ? 2 - (rest & 3) : 0;
    digits.push(e === "ent" ? sign * digit || 0 : digit);
    rest = e === "ent" ? (rest - digit) >> 2 : (rest - digit) / 2;
  }
  return digits;
}
