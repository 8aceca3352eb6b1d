// Seeded generators. Counter-based: the n-th draw is a hash of (seed, n), so a stream can be split and replayed anywhere.
// The mixer is C. Wellons' lowbias32 (hash-prospector), applied to a Weyl sequence as in SplitMix (Steele et al. 2014).

export type Float = "f32" | "f64";
export type FloatArray = Float32Array | Float64Array;

/** What the entries of a generated operand look like. */
export type Kind =
  | "uniform" // [-1, 1): the everyday case
  | "integers" // -4 … 4: small products and sums are exact, so results must agree to the bit
  | "wide" // exponents spread over 2^±30: cancellation and absorption
  | "denormal" // around and below the smallest normal number of the dtype
  | "special"; // uniform with a few NaN, ±Infinity, -0 and denormals sown in

const GOLDEN = 0x9e3779b9;

function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

export class Random {
  readonly seed: number;
  private counter = 0;

  constructor(seed: number) {
    this.seed = seed >>> 0;
  }

  /** A stream of its own, a function of this seed and the label only. */
  split(label: number): Random {
    return new Random(mix(this.seed ^ mix(label + GOLDEN)));
  }

  u32(): number {
    this.counter = (this.counter + GOLDEN) | 0;
    return mix(mix(this.counter) ^ this.seed);
  }

  /** Uniform in [0, 1) with 53 bits. */
  unit(): number {
    return ((this.u32() >>> 5) * 0x4000000 + (this.u32() >>> 6)) / 2 ** 53;
  }

  /** Integer in [low, high]. */
  int(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.int(0, from.length - 1)] as T;
  }

  value(kind: Kind, dtype: Float): number {
    const x = 2 * this.unit() - 1;
    if (kind === "integers") return this.int(-4, 4);
    if (kind === "wide") return x * 2 ** this.int(-30, 30);
    if (kind === "denormal") return x * 2 ** (this.int(-6, 2) + (dtype === "f32" ? -126 : -1022));
    if (kind === "special" && this.chance(0.02)) return this.pick([NaN, Infinity, -Infinity, -0, dtype === "f32" ? 1e-42 : 1e-320]);
    return x;
  }

  /** `length` values rounded to the dtype. */
  array(dtype: Float, length: number, kind: Kind = "uniform"): FloatArray {
    const out = dtype === "f32" ? new Float32Array(length) : new Float64Array(length);
    for (let i = 0; i < length; i++) out[i] = this.value(kind, dtype);
    return out;
  }
}
