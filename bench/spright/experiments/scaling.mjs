// Samples of the sample-optimal front end against K·log N, at a signal-to-noise ratio where it recovers everything.
import { tally, twice } from '../trial.mjs';

export const design = (sparsity) => ({ groups: 3, bins: twice(sparsity), offsets: 'so', repeats: 1 });
/** dB */
export const SNR = 5;
const SPARSITY = [16, 32, 64, 128, 256, 512, 1024];

/** Settings whose samples are few of 2^n: past a quarter they meet each other, and the whole vector is the end of all growth. */
export function* settings(quick) {
  for (const n of quick ? [18, 20] : [14, 16, 18, 20, 22]) {
    for (const sparsity of quick ? [16, 32] : SPARSITY) if (6 * sparsity * 2 * n <= 2 ** n / 2) yield { n, sparsity };
  }
}

export default {
  name: 'scaling',
  what: 'samples against K·log N, sample-optimal front end',
  runs: 100,
  setup: { groups: 3, bins: '2K', offsets: 'so', repeats: 1, snr: SNR, noise: 'σ known' },
  run({ k, runs, quick, say }) {
    return [...settings(quick)].map(({ n, sparsity }) => {
      say(`n = ${n}, K = ${sparsity}`);
      return { n, sparsity, snr: SNR, ...tally(k, runs, { n, sparsity, snr: SNR, options: design(sparsity) }) };
    });
  },
};
