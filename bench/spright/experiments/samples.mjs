// Success against the number of samples at a fixed signal-to-noise ratio: more offsets, or more bins.
import { tally, twice } from '../trial.mjs';

const SERIES = [['NSO, B = K', 'nso', 1], ['NSO, B = 2K', 'nso', 2], ['NSO, B = 4K', 'nso', 4], ['SO, B = K', 'so', 1], ['SO, B = 2K', 'so', 2], ['SO, B = 4K', 'so', 4]];
const REPEATS = { nso: [1, 2, 3, 4, 6, 8, 12], so: [1, 2, 3, 4, 6] };

export default {
  name: 'samples',
  what: 'full recovery against samples, at fixed SNR',
  runs: 100,
  setup: { groups: 3, noise: 'σ known', repeats: REPEATS },
  run({ k, runs, quick, say }) {
    const points = [];
    const sparsity = quick ? 16 : 64;
    for (const n of quick ? [18] : [18, 22]) for (const snr of quick ? [5] : [-2.5, 0, 5]) {
      for (const [series, offsets, factor] of SERIES) {
        say(`n = ${n}, ${snr} dB, ${series}`);
        for (const repeats of quick ? [1, 2] : REPEATS[offsets]) {
          const bins = (twice(sparsity) / 2) * factor;
          points.push({ n, sparsity, snr, series, front: offsets, bins, repeats, ...tally(k, runs, { n, sparsity, snr, options: { groups: 3, bins, offsets, repeats } }) });
        }
      }
    }
    return points;
  },
};
