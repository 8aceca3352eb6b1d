// One recovery, and what many of them come to.
import { problem } from './problem.mjs';

/**
 * Recovers a random problem from its query. Recovered: the indices are the support exactly, and every sign is right. Silent: they are not, though
 * the result says complete. Wrong: it says complete and holds a coefficient that is not there.
 */
export function trial(k, { n, sparsity, snr, seed, options }) {
  const truth = problem({ n, sparsity, snr, seed });
  const found = k.wht.sparse(truth.query, { n, sparsity, noise: truth.sigma, seed, ...options });
  return score(truth, found);
}

export function score(truth, { indices, values, samples, complete }) {
  const signs = new Map(Array.from(truth.indices, (at, i) => [at, truth.values[i]]));
  let right = 0;
  indices.forEach((at, i) => { if (values[i] * (signs.get(at) ?? 0) > 0) right++; });
  const recovered = right === truth.indices.length && right === indices.length;
  const spurious = indices.length - right;
  return { recovered, missed: truth.indices.length - right, false: spurious, samples, complete, silent: complete && !recovered, wrong: complete && spurious > 0 };
}

/** A point of a figure: rates and means over `runs` problems, seeds 0, 1, … for every point alike. */
export function tally(k, runs, setting) {
  const sum = { recovered: 0, complete: 0, silent: 0, wrong: 0, missed: 0, false: 0, samples: 0 };
  for (let seed = 0; seed < runs; seed++) {
    const result = trial(k, { ...setting, seed });
    for (const key of Object.keys(sum)) sum[key] += Number(result[key]);
  }
  const [low, high] = interval(sum.recovered, runs);
  const mean = (x) => Number((x / runs).toPrecision(5));
  return {
    runs, rate: mean(sum.recovered), low, high, complete: mean(sum.complete), silent: sum.silent, wrong: sum.wrong, missed: mean(sum.missed), false: mean(sum.false),
    samples: Math.round(sum.samples / runs), share: Number((sum.samples / runs / 2 ** setting.n).toPrecision(4)),
  };
}

/** 95 % limits of a rate: Wilson 1927. */
export function interval(hits, runs) {
  const z = 1.96;
  const p = hits / runs;
  const middle = (p + (z * z) / (2 * runs)) / (1 + (z * z) / runs);
  const half = (z / (1 + (z * z) / runs)) * Math.sqrt((p * (1 - p)) / runs + (z * z) / (4 * runs * runs));
  return [Math.max(0, middle - half), Math.min(1, middle + half)].map((x) => Number(x.toFixed(4)));
}

/** Bins of a group under noise: the power of two from 2K on. */
export const twice = (sparsity) => 2 ** Math.ceil(Math.log2(2 * sparsity));
