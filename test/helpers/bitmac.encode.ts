// Encodings and counts the slow way, one digit at a time, from their definitions.
import type { Encoding } from "lanewise";
import type { Random } from "./random.js";

export const ENCODINGS: readonly Encoding[] = ["complement", "sign-magnitude", "mbe", "ent", "naf"];
export const WIDTHS = [2, 3, 4, 5, 6, 7, 8] as const;

/** Histograms over all 256 values of int8. */
export const HISTOGRAMS: Readonly<Record<Encoding, readonly number[]>> = {
  complement: [1, 8, 28, 56, 70, 56, 28, 8, 1], "sign-magnitude": [1, 15, 42, 70, 70, 42, 14, 2], mbe: [1, 12, 54, 108, 81], ent: [1, 15, 60, 108, 72], naf: [1, 15, 72, 120, 48],
};

/** Mean terms of round(N(0, σ)) cut off at ±127, by numeric integration. */
export const MEANS: readonly (readonly [sigma: number, ...means: number[]])[] = [
  [5, 3.823, 1.463, 1.547, 1.399, 1.396], [10, 3.931, 1.890, 1.926, 1.762, 1.731], [20, 3.976, 2.344, 2.294, 2.115, 2.063], [25, 3.983, 2.495, 2.429, 2.235, 2.172],
  [30, 3.988, 2.619, 2.530, 2.335, 2.259], [40, 3.994, 2.822, 2.672, 2.490, 2.396], [50, 4.002, 3.012, 2.761, 2.598, 2.495],
];

/** Triplets b(2i+1) b(2i) b(2i−1). */
const BOOTH: Readonly<Record<string, number>> = { "000": 0, "001": 1, "010": 1, "011": 2, "100": -2, "101": -1, "110": -1, "111": 0 };

export function planes(e: Encoding, width: number): number {
  return e === "mbe" || e === "ent" ? (width + 1) >> 1 : width;
}

export function weights(e: Encoding, width: number): number[] {
  const w = Array.from({ length: planes(e, width) }, (_, i) => (e === "mbe" || e === "ent" ? 4 : 2) ** i);
  if (e === "complement") w[width - 1] = -(2 ** (width - 1));
  return w;
}

export function digits(e: Encoding, x: number, width: number): number[] {
  const count = planes(e, width), out = new Array<number>(count).fill(0), m = Math.abs(x), sign = Math.sign(x);
  // Ten bits in two's complement, highest first.
  const bits = (x & 0x3ff).toString(2).padStart(10, "0");
  if (e === "complement") return out.map((_, i) => Number(bits[9 - i]));
  if (e === "sign-magnitude") return out.map((_, i) => (Math.floor(m / 2 ** i) % 2 === 1 ? sign : 0));
  if (e === "mbe") return out.map((_, i) => BOOTH[`${bits}0`.slice(8 - 2 * i, 11 - 2 * i)] as number);
  if (e === "ent") {
    for (let i = 0, c = 0; i < count; i++) {
      const t = Math.floor(m / 4 ** i) % 4 + c;
      out[i] = (t >= 3 ? t - 4 : t) * sign + 0;
      c = t >= 3 ? 1 : 0;
    }
    return out;
  }
  for (let n = x, i = 0; n !== 0; n /= 2, i++) {
    if (n % 2 === 0) continue;
    // The remainder of n by 4, as ±1.
    const z = ((n % 4) + 4) % 4 === 1 ? 1 : -1;
    out[i] = z;
    n -= z;
  }
  return out;
}

export interface Counted { readonly total: number; readonly mean: number; readonly histogram: number[]; readonly perDigit: number[]; readonly perChannel: number[] }

export function counted(e: Encoding, rows: number, cols: number, x: ArrayLike<number>, width = 8): Counted {
  const histogram = new Array<number>(most(e, width) + 1).fill(0), perDigit = new Array<number>(planes(e, width)).fill(0), perChannel: number[] = [];
  let total = 0;
  for (let i = 0; i < rows; i++) {
    let row = 0;
    for (let j = 0; j < cols; j++) {
      const d = digits(e, x[i * cols + j] as number, width), n = d.filter((z) => z !== 0).length;
      d.forEach((z, p) => { perDigit[p]! += Number(z !== 0); });
      histogram[n]!++;
      row += n;
    }
    perChannel.push(cols === 0 ? 0 : row / cols);
    total += row;
  }
  return { total, mean: rows * cols === 0 ? 0 : total / (rows * cols), histogram, perDigit, perChannel };
}

/** The most terms of any value of the width. */
function most(e: Encoding, width: number): number {
  const key = `${e} ${width}`, found = known.get(key) ?? Math.max(...Array.from({ length: 2 ** width }, (_, i) => terms(e, i - 2 ** (width - 1), width)));
  known.set(key, found);
  return found;
}

const known = new Map<string, number>();

export function terms(e: Encoding, x: number, width = 8): number {
  return digits(e, x, width).filter((z) => z !== 0).length;
}

/** Values of a width, its extremes among them. */
export function values(random: Random, length: number, width = 8): Int8Array {
  const half = 2 ** (width - 1);
  return Int8Array.from({ length }, () => (random.chance(0.1) ? random.pick([-half, half - 1, 0, -1, 1]) : random.int(-half, half - 1)));
}

/** Mean and deviation of the terms of round(N(0, σ)) cut off at ±127: Simpson's rule over the density of each value. */
export function expected(e: Encoding, sigma: number): { mean: number; deviation: number } {
  const density = (t: number): number => Math.exp(-((t / sigma) ** 2) / 2) / (sigma * Math.sqrt(2 * Math.PI));
  const mass = (low: number, high: number, steps: number): number => {
    const h = (high - low) / steps;
    let sum = density(low) + density(high);
    for (let i = 1; i < steps; i++) sum += density(low + i * h) * (i % 2 ? 4 : 2);
    return sum * h / 3;
  };
  let mean = 0, square = 0;
  for (let x = -127; x <= 127; x++) {
    const p = Math.abs(x) === 127 ? mass(126.5, 126.5 + 12 * sigma, 4000) : mass(x - 0.5, x + 0.5, 16), n = terms(e, x);
    mean += p * n;
    square += p * n * n;
  }
  return { mean, deviation: Math.sqrt(square - mean * mean) };
}
