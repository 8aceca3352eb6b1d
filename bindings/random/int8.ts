// Rounded normal numbers as int8, by the steps of the map from uniform draws: it never falls, so 254 places tell all of it.
import { normalQuantile } from "./quantile.js";
import type { Threefry } from "./threefry.js";

export interface Int8Steps {
  /** Where value v − 126 begins among the 2^52 uniform draws, for v from 0 to 253; then infinity. */
  readonly steps: Float64Array;
  /** How many steps lie at or below the first draw with given 12 top bits. */
  readonly guide: Uint8Array;
}

/** round(sigma·z), cut off at ±127, for draw number `step` of 2^52. */
export function valueAt(sigma: number, step: number): number {
  return Math.max(-127, Math.min(127, Math.round(sigma * normalQuantile((2 * step + 1) / 0x20000000000000))));
}

/** By bisection over the exact map. */
export function int8Steps(sigma: number): Int8Steps {
  const steps = new Float64Array(255).fill(Infinity);
  const guide = new Uint8Array(4096);
  for (let v = 0, from = 0; v < 254; v++) {
    let to = 2 ** 52;
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      if (valueAt(sigma, middle) < v - 126) from = middle + 1;
      else to = middle;
    }
    steps[v] = from;
  }
  for (let top = 0, v = 0; top < 4096; top++) {
    while (steps[v]! <= top * 2 ** 40) v++;
    guide[top] = v;
  }
  return { steps, guide };
}

/** Draw number `index`. */
export function int8At(draws: Threefry, { steps, guide }: Int8Steps, index: number): number {
  const { low, high } = draws.at(index);
  const step = low * 0x100000 + (high >>> 12);
  let v = guide[low >>> 20]!;
  while (step >= steps[v]!) v++;
  return v - 127;
}
