// Boolean functions the slow way: every figure by its definition, from a table with one entry per input.
import type { Random } from "./random.js";
import { parity } from "./wht.js";

export type Table = Uint8Array;

export const table = (variables: number, f: (x: number) => number): Table => Uint8Array.from({ length: 2 ** variables }, (_, x) => f(x));
export const randomTable = (random: Random, variables: number): Table => table(variables, () => random.int(0, 1));

export function packed(truth: Table): Uint32Array {
  const words = new Uint32Array(Math.max(1, truth.length / 32));
  truth.forEach((bit, i) => { words[i >> 5] = (words[i >> 5] as number) | bit << (i & 31); });
  return words;
}

export function weight(u: number): number {
  let w = 0;
  for (; u !== 0; u &= u - 1) w++;
  return w;
}

export function spectrum(truth: Table): Int32Array {
  return Int32Array.from(truth, (_, u) => truth.reduce((sum, f, x) => sum + 1 - 2 * (f ^ parity(u & x)), 0));
}

/** Distance to the nearest of all affine functions. */
export function distance(truth: Table): number {
  let least = truth.length;
  for (let u = 0; u < truth.length; u++) {
    const differ = truth.reduce((sum, f, x) => sum + (f ^ parity(u & x)), 0);
    least = Math.min(least, differ, truth.length - differ);
  }
  return least;
}

export function correlation(truth: Table): Int32Array {
  return Int32Array.from(truth, (_, s) => truth.reduce((sum, f, x) => sum + 1 - 2 * (f ^ (truth[x ^ s] as number)), 0));
}

/** Every way to fix t variables leaves the same share of ones, for t up to the result: the definition, not the spectrum. */
export function immunity(truth: Table): number {
  const v = Math.log2(truth.length), ones = truth.reduce((sum, f) => sum + f, 0);
  const holds = (mask: number): boolean => {
    const counts = new Map<number, number>();
    truth.forEach((f, x) => counts.set(x & mask, (counts.get(x & mask) ?? 0) + f));
    return [...counts.values()].every((c) => c * 2 ** weight(mask) === ones);
  };
  let t = 0;
  while (t < v && Array.from(truth, (_, mask) => mask).every((mask) => weight(mask) !== t + 1 || holds(mask))) t++;
  return t;
}

/** Coefficient of u: the sum mod 2 over all inputs within u. */
export function normalForm(truth: Table): Table {
  return truth.map((_, u) => truth.reduce((sum, f, x) => sum ^ ((x & ~u) === 0 ? f : 0), 0));
}

export function approximations(sbox: ArrayLike<number>, inputs: number, outputs: number): Int32Array {
  return Int32Array.from({ length: 2 ** (inputs + outputs) }, (_, at) => {
    const a = at >> outputs, b = at & (2 ** outputs - 1);
    let sum = 0;
    for (let x = 0; x < 2 ** inputs; x++) sum += 1 - 2 * (parity(a & x) ^ parity(b & (sbox[x] as number)));
    return sum;
  });
}

/** Product in GF(2⁸) mod x⁸ + x⁴ + x³ + x + 1. */
function times(a: number, b: number): number {
  let product = 0;
  for (; b > 0; b >>= 1) {
    if (b & 1) product ^= a;
    a = a << 1 ^ (a & 128 ? 0x11b : 0);
  }
  return product;
}

/** The S-box of AES: inversion, then the affine map (FIPS 197, §5.1.1). */
export function aes(): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, x) => {
    let inverse = 1;
    for (let i = 0; i < 254; i++) inverse = times(inverse, x);
    let y = 0x63;
    for (let r = 0; r < 5; r++) y ^= (inverse << r | inverse >> (8 - r)) & 255;
    return y;
  });
}

/** S5 of DES (FIPS 46-3), four rows of 16: the outer bits of the six choose the row. */
export function des5(): number[] {
  const rows = ["2c417ab6853fd0e9", "eb2c47d150fa3986", "421bad78f9c5630e", "b8c71e2d6f09a453"];
  return Array.from({ length: 64 }, (_, x) => parseInt((rows[(x >> 4 & 2) | (x & 1)] as string)[x >> 1 & 15] as string, 16));
}
