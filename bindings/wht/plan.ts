// Which construction gives a Hadamard matrix of order n: a product of few cores, largest first, and a power of two last.
import { primeOf } from "./galois.js";
import { paley1, paley2 } from "./paley.js";
import { isWilliamson, williamson } from "./williamson.js";

export type Core = (order: number) => Int8Array;
/** One factor of the Kronecker product, by its construction; a Sylvester factor has none. */
export interface Factor { readonly order: number; readonly core: Core | undefined }

/** n² entries of an Int8Array: 2³⁰ bytes, which every engine can hold. */
export const MOST = 32768;

const isPowerOfTwo = (n: number): boolean => (n & (n - 1)) === 0;

/** Paley I before Paley II before Williamson. */
function coreOf(n: number): Core | undefined {
  if (n % 4 !== 0) return undefined;
  if (primeOf(n - 1) !== 0) return paley1;
  if (n % 8 === 4 && primeOf(n / 2 - 1) !== 0) return paley2;
  return isWilliamson(n) ? williamson : undefined;
}

/** `cores` cores, none above `limit`, times a power of two. The largest first core wins. */
function product(n: number, cores: number, limit: number): readonly Factor[] | undefined {
  if (cores === 0) return isPowerOfTwo(n) ? (n > 1 ? [{ order: n, core: undefined }] : []) : undefined;
  for (let d = Math.min(n, limit); d >= 12; d--) {
    if (n % d !== 0) continue;
    const core = coreOf(d);
    const rest = core && product(n / d, cores - 1, d);
    if (rest) return [{ order: d, core }, ...rest];
  }
  return undefined;
}

/** The factors of H_n from left to right, or undefined. Fewest cores, so that powers of two are Sylvester's. */
export function plan(n: number): readonly Factor[] | undefined {
  for (let cores = 0; 12 ** cores <= n; cores++) {
    const factors = product(n, cores, n);
    if (factors) return factors;
  }
  return undefined;
}

/** The constructible orders on either side of n. */
export function nearest(n: number): readonly number[] {
  let below = n - 1, above = n + 1;
  while (!plan(below)) below--;
  while (above <= MOST && !plan(above)) above++;
  return above > MOST ? [below] : [below, above];
}
