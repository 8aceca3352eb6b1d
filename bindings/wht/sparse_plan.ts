// Options of wht.sparse, checked and completed.
import type { RawExports } from "../abi.js";
import * as check from "../check.js";
import { OptionError } from "../errors.js";
import type { SparseWhtOptions } from "./types.js";

/** What a recovery runs with. `front` and `identity` as the kernels number them; sigma and gamma negative: to be estimated, by default. */
export interface SparsePlan {
  readonly n: number;
  readonly b: number;
  readonly groups: number;
  readonly width: number;
  readonly front: number;
  readonly repeats: number;
  readonly identity: number;
  readonly sparsity: number;
  readonly sigma: number;
  readonly gamma: number;
  readonly rounds: number;
  readonly seed: number;
}

const FRONTS = ["noiseless", "nso", "so"] as const;
const KEYS = ["n", "sparsity", "groups", "bins", "noise", "offsets", "repeats", "gamma", "hash", "rounds", "seed"];
/** Bins of a group, and bins and samples of all: what kernels count in i32. */
const MOST_BINS = 26;
const MOST_SAMPLES = 2 ** 28;

export function sparsePlan(raw: RawExports, op: string, options: SparseWhtOptions): SparsePlan {
  const o = check.options(op, options, KEYS) ?? ({} as SparseWhtOptions);
  const n = check.integer(op, "n", o.n, 0, 64);
  const sparsity = check.integer(op, "sparsity", o.sparsity, 0, Math.min(2 ** n, 2 ** 32));
  const sigma = noise(op, o.noise);
  const front = FRONTS.indexOf(check.choice(op, "offsets", o.offsets, FRONTS, sigma === 0 ? "noiseless" : "nso"));
  const repeats = check.integer(op, "repeats", o.repeats, 1, front === 2 ? 8 : 64, front === 1 ? 4 : 1);
  const identity = check.choice(op, "hash", o.hash, ["random", "identity"], "random") === "identity" ? 1 : 0;
  const gamma = check.number(op, "gamma", o.gamma, -1);
  if (o.gamma !== undefined && !(gamma >= 0 && gamma < Infinity)) throw new OptionError(op, "gamma", `gamma is ${gamma}, expected a finite number of at least 0`);
  const rounds = check.integer(op, "rounds", o.rounds, 1, 2 ** 31 - 1, 32);
  const seed = check.integer(op, "seed", o.seed, 0, 2 ** 53 - 1, 0);
  let groups = check.integer(op, "groups", o.groups, 1, 64, 3);
  let b = o.bins === undefined ? defaultBins(n, sparsity, groups, sigma !== 0) : binsOf(op, n, o.bins);
  const widthFor = (bits: number): number => raw.wht_sparse_offsets(n, bits, front, repeats, identity);
  // Sparse sampling that would take as many samples as there are: the dense transform, one group of 2^n bins.
  if (o.bins === undefined && o.groups === undefined && n <= MOST_BINS && groups * 2 ** b * widthFor(b) >= 2 ** n) { groups = 1; b = n; }
  const width = widthFor(b);
  const samples = groups * 2 ** b * width;
  if (samples > MOST_SAMPLES) throw new OptionError(op, o.bins === undefined ? "sparsity" : "bins", `${groups}·${2 ** b}·${width} is ${samples} samples, expected at most ${MOST_SAMPLES}`);
  return { n, b, groups, width, front, repeats, identity, sparsity, sigma, gamma, rounds, seed };
}

/** Standard deviation of a sample; −1: to be estimated. */
function noise(op: string, x: unknown): number {
  if (x === undefined) return 0;
  if (x === "estimate") return -1;
  if (typeof x !== "number" || !(x >= 0 && x < Infinity)) throw new OptionError(op, "noise", `noise is ${String(x)}, expected a finite number of at least 0, or "estimate"`);
  return x;
}

function binsOf(op: string, n: number, bins: unknown): number {
  const b = Math.round(Math.log2(bins as number));
  if (typeof bins !== "number" || !(b >= 0 && b <= Math.min(n, MOST_BINS)) || 2 ** b !== bins) {
    throw new OptionError(op, "bins", `bins is ${String(bins)}, expected a power of two from 1 to 2^${Math.min(n, MOST_BINS)} (n is ${n})`);
  }
  return b;
}

/** log₂ of the bins of a group: B >= K (2K under noise), and such that no two of K coefficients share a bin in every group but in one run of 400. */
function defaultBins(n: number, sparsity: number, groups: number, noisy: boolean): number {
  let b = 0;
  while (b < n && (2 ** b < (noisy ? 2 : 1) * sparsity || 2 ** (b * groups) < 200 * sparsity * (sparsity - 1))) b++;
  return b;
}
