// Success against the signal-to-noise ratio.
import { tally, twice } from '../trial.mjs';

const CASES = [[14, 8], [14, 16], [14, 32], [18, 16], [18, 64], [18, 128], [22, 16], [22, 64], [22, 256]];
const FRONTS = [['NSO 2', { offsets: 'nso', repeats: 2 }], ['NSO 4', { offsets: 'nso', repeats: 4 }], ['NSO 8', { offsets: 'nso', repeats: 8 }], ['SO', { offsets: 'so' }]];
const SNR = [-7.5, -5, -2.5, 0, 2.5, 5, 7.5, 10];

export default {
  name: 'snr',
  what: 'full recovery against SNR, for each front end',
  runs: 150,
  setup: { groups: 3, bins: 'the power of two from 2K on', noise: 'σ known' },
  run({ k, runs, quick, say }) {
    const points = [];
    for (const [n, sparsity] of quick ? [[14, 8], [18, 16]] : CASES) {
      for (const [front, options] of FRONTS) {
        say(`n = ${n}, K = ${sparsity}, ${front}`);
        for (const snr of quick ? [-5, 10] : SNR) {
          const bins = twice(sparsity);
          points.push({ n, sparsity, bins, front, snr, ...tally(k, runs, { n, sparsity, snr, options: { groups: 3, bins, ...options } }) });
        }
      }
    }
    return points;
  },
};
