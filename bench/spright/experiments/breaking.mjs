// The noiseless transform under noise, beside the two that are made for it.
import { tally, twice } from '../trial.mjs';

const SERIES = [
  ['SparseFHT', { offsets: 'noiseless', noise: 0 }],
  ['SparseFHT, told σ', { offsets: 'noiseless' }],
  ['SPRIGHT, NSO 4', { offsets: 'nso', repeats: 4 }],
  ['SPRIGHT, SO', { offsets: 'so' }],
];

export default {
  name: 'breaking',
  what: 'the noiseless SparseFHT under noise, beside SPRIGHT',
  runs: 200,
  setup: { groups: 3, bins: '2K' },
  run({ k, runs, quick, say }) {
    const points = [];
    const [n, sparsity] = quick ? [14, 8] : [18, 64];
    for (const [series, options] of SERIES) {
      say(series);
      for (let snr = -10; snr <= (quick ? 40 : 60); snr += quick ? 25 : snr < 20 ? 2.5 : 10) {
        points.push({ n, sparsity, series, snr, ...tally(k, runs, { n, sparsity, snr, options: { groups: 3, bins: twice(sparsity), ...options } }) });
      }
    }
    return points;
  },
};
