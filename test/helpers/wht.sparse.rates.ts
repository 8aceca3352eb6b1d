// How often wht.sparse recovers everything: one line of figures for some number of seeded runs of a ±1 spectrum.
import type { Kernels, SparseWhtOptions } from "lanewise";
import { sparseSpectrum } from "lanewise/gallery";

export interface Rates {
  readonly full: number;
  readonly complete: number;
  /** Coefficients reported that are not there: in all runs, and in those that said complete. */
  readonly wrong: number;
  readonly wrongComplete: number;
  readonly samples: number;
  readonly line: string;
}

/** SNR = K/σ² in dB; none: without noise. */
export function rates(k: Kernels, runs: number, n: number, K: number, o: Partial<SparseWhtOptions>, snrDb?: number): Rates {
  const noise = snrDb === undefined ? 0 : Math.sqrt(K / 10 ** (snrDb / 10));
  let full = 0, complete = 0, wrong = 0, wrongComplete = 0, samples = 0;
  for (let seed = 1; seed <= runs; seed++) {
    const p = sparseSpectrum(n, K, { seed, noise });
    const got = k.wht.sparse(p.sample, { n, sparsity: K, noise, seed, ...o }), truth = new Set(p.indices);
    const hits = got.indices.filter((i) => truth.has(i)).length, others = got.indices.length - hits;
    if (hits === K && others === 0) full++;
    if (got.complete) { complete++; wrongComplete += others; }
    wrong += others;
    samples += got.samples;
  }
  const line = `n=${n} K=${K} ${snrDb === undefined ? "no noise" : `${snrDb} dB`} ${JSON.stringify(o)}: full ${(full / runs).toFixed(3)}, complete ${(complete / runs).toFixed(3)}, ${wrong} false (${wrongComplete} when complete), ${Math.round(samples / runs)} samples, ${runs} runs`;
  return { full: full / runs, complete: complete / runs, wrong, wrongComplete, samples: samples / runs, line };
}
