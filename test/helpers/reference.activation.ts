// The activations in double precision, from their definitions, accurate to a few units in the last place far into both tails.
import type { Float } from "./random.js";

export type Activation = "none" | "relu" | "gelu" | "silu";

/** exp(−x²/2): the square is split (Veltkamp, Dekker), for rounding it would cost x²/2 units in the last place. */
function bell(x: number): number {
  const square = x * x;
  const high = x * 134217729 - (x * 134217729 - x);
  const low = x - high;
  const error = low * low - (square - high * high - 2 * (high * low));
  return Math.exp(-square / 2) * (1 - error / 2);
}

/** 1 − Φ(x), x ≥ 0, Φ the normal distribution function: series below 1, continued fraction above (Abramowitz & Stegun 26.2.11, 26.2.14). */
function upperTail(x: number): number {
  if (x > 40) return 0;
  const density = bell(x) / Math.sqrt(2 * Math.PI);
  if (x < 1) {
    let [term, sum] = [x, x];
    for (let n = 3; term > sum * 1e-17; n += 2) {
      term *= (x * x) / n;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = x;
  for (let n = Math.ceil(60 + 600 / (x * x)); n > 0; n--) fraction = x + n / fraction;
  return density / fraction;
}

/** x·Φ(x) (Hendrycks & Gimpel 2016), not the tanh approximation. */
function gelu(x: number): number {
  if (Number.isNaN(x) || x === -Infinity) return NaN;
  return x < 0 ? x * upperTail(-x) : x * (1 - upperTail(x));
}

function silu(x: number): number {
  if (x >= 0) return x / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return (x * e) / (1 + e);
}

export function activate(name: Activation, x: number): number {
  if (name === "relu") return Math.max(x, 0);
  if (name === "gelu") return gelu(x);
  if (name === "silu") return silu(x);
  return x;
}

/** Largest slope: how much an activation can magnify an error of its argument. */
export function steepest(name: Activation): number {
  return name === "gelu" || name === "silu" ? 1.13 : 1;
}

/** Unit roundoffs of its result that an activation may add: 4 ulp, and in f64 as much again for the reference itself. */
export function slack(name: Activation, dtype: Float): number {
  return name === "gelu" || name === "silu" ? (dtype === "f32" ? 8 : 16) : 0;
}
