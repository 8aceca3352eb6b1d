// Sparse Walsh–Hadamard spectra: signals given by a few coefficients, sampled where they are asked for.
import { ShapeError } from "../errors.js";
import { choice, extent, finite, seedOf } from "./options.js";
import type { Seeded } from "./options.js";
import { normalQuantile } from "../random/quantile.js";
import { Threefry } from "../random/threefry.js";

export interface SpectrumOptions extends Seeded {
  /** "signs": every coefficient is ±amplitude (default). "normal": normal numbers of that standard deviation. */
  values?: "signs" | "normal";
  /** Default 1. */
  amplitude?: number;
  /** Standard deviation of the normal noise on every sample, default 0. */
  noise?: number;
}

/** x[m] = Σ values[i]·(−1)^⟨indices[i], m⟩ + noise. */
export interface SpectrumProblem {
  readonly n: number;
  /** Ascending; for n > 32 two words an index, low word first. */
  readonly indices: Uint32Array;
  readonly values: Float64Array;
  /** x at `indices` (words as above) into `out`. The same index gives the same sample, noise included, whenever it is asked for. */
  readonly sample: (indices: Uint32Array, out: Float64Array) => void;
  /** All of x, n at most 30. Equal to the samples but for rounding. */
  readonly vector: () => Float64Array;
}

/** A signal of length 2^n whose Walsh–Hadamard spectrum has `sparsity` coefficients, at uniformly random indices.
 *  Shapes    n from 0 to 64; sparsity at most 2^n.
 *  Cost      sparsity operations a sample; `vector` n·2^n.
 *  Throws    ShapeError, OptionError.
 *  Source    Threefry-2x32-20 (Salmon et al. 2011); AS 241 (Wichura 1988).
 *  @example
 *  import { sparseSpectrum } from "lanewise/gallery";
 *  const p = sparseSpectrum(40, 3, { seed: 1 });
 *  const out = new Float64Array(1);
 *  p.sample(Uint32Array.of(0, 0), out); // two words an index: x[0] is the sum of all coefficients
 *  console.log(p.indices.length, out[0] === p.values.reduce((sum, v) => sum + v, 0)); // 6 true */
export function sparseSpectrum(n: number, sparsity: number, o?: SpectrumOptions): SpectrumProblem {
  const op = "gallery.sparseSpectrum";
  const seed = seedOf(op, o, ["values", "amplitude", "noise"]);
  if (extent(op, "n", n) > 64) throw new ShapeError(op, "n", `n is ${n}, expected a whole number from 0 to 64`);
  if (n < 31 && extent(op, "sparsity", sparsity) > (1 << n)) throw new ShapeError(op, "sparsity", `sparsity is ${sparsity}, expected at most ${1 << n} (n is ${n})`);
  const kind = choice(op, "values", o?.values, ["signs", "normal"]);
  const amplitude = finite(op, "amplitude", o?.amplitude, 1, 0, true);
  const sigma = finite(op, "noise", o?.noise, 0, 0);
  const support = draw(n, extent(op, "sparsity", sparsity), Threefry.of(seed, "spectrumIndices"));
  const draws = Threefry.of(seed, "spectrumValues");
  const values = Float64Array.from(support, (_, i) => amplitude * (kind === "signs" ? (draws.unit(i) < 0.5 ? -1 : 1) : normalQuantile(draws.unit(i))));
  const low = Uint32Array.from(support, (k) => k[0]);
  const high = Uint32Array.from(support, (k) => k[1]);
  const noise = noiseOf(seed, sigma);
  const words = n > 32 ? 2 : 1;
  const sample = (indices: Uint32Array, out: Float64Array): void => {
    for (let i = 0; i < out.length; i++) {
      const l = indices[words * i] as number;
      const h = words === 2 ? (indices[2 * i + 1] as number) : 0;
      let sum = 0;
      for (let t = 0; t < values.length; t++) sum += odd((l & (low[t] as number)) ^ (h & (high[t] as number))) ? -(values[t] as number) : (values[t] as number);
      out[i] = sum + noise(l, h);
    }
  };
  const vector = (): Float64Array => {
    if (n > 30) throw new ShapeError(op, "n", `n is ${n}, expected at most 30 for a whole vector`);
    const x = new Float64Array(1 << n);
    low.forEach((k, i) => { x[k] = values[i] as number; });
    transform(x);
    if (sigma > 0) for (let m = 0; m < x.length; m++) x[m] = (x[m] as number) + noise(m, 0);
    return x;
  };
  return { n, indices: words === 1 ? low : Uint32Array.from(support.flat()), values, sample, vector };
}

/** `count` different indices of n bits as pairs of words, ascending. */
function draw(n: number, count: number, draws: Threefry): [low: number, high: number][] {
  const mask = (bits: number): number => (bits <= 0 ? 0 : 0xffffffff >>> (32 - Math.min(32, bits)));
  const taken = new Map<string, [number, number]>();
  for (let i = 0; taken.size < count; i++) {
    const { low, high } = draws.at(i);
    const k: [number, number] = [(low & mask(n)) >>> 0, (high & mask(n - 32)) >>> 0];
    taken.set(k.join(), k);
  }
  return [...taken.values()].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
}

/** Noise of every index, under a key that no other draw of the gallery has: seeds have no bits where this one has ones. */
function noiseOf(seed: number, sigma: number): (low: number, high: number) => number {
  if (sigma === 0) return () => 0;
  let draws = new Threefry(~seed, ~(seed / 0x100000000), 0);
  let held = 0;
  return (low, high) => {
    if (high !== held) draws = new Threefry(~seed, ~(seed / 0x100000000), (held = high));
    return sigma * normalQuantile(draws.unit(low));
  };
}

/** Parity of the bits of a word. */
function odd(word: number): boolean {
  let w = word ^ (word >>> 16);
  w ^= w >>> 8;
  w ^= w >>> 4;
  return ((0x6996 >>> (w & 15)) & 1) === 1;
}

/** The unnormalised Walsh–Hadamard transform in natural order, in place. */
function transform(x: Float64Array): void {
  for (let h = 1; h < x.length; h *= 2) {
    for (let block = 0; block < x.length; block += 2 * h) {
      for (let i = block; i < block + h; i++) {
        const a = x[i] as number;
        const b = x[i + h] as number;
        x[i] = a + b;
        x[i + h] = a - b;
      }
    }
  }
}
