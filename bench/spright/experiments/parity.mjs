// Beside the rates of the authors' C++ program, which lie next to this project while it is developed.
import { existsSync, readFileSync } from 'node:fs';
import { tally } from '../trial.mjs';

const file = new URL('../../../../shared/data/wht/spright-cpp-snr.json', import.meta.url);

export default {
  name: 'parity',
  what: 'full recovery beside the C++ SPRIGHT at its own settings',
  runs: 200,
  setup: { n: 14, sparsity: 20, groups: 3, bins: 128, snr: 'of one coefficient: ρ²/σ²; that of the other experiments is 13 dB more' },
  /** Why it cannot run, if so. */
  absent: () => (existsSync(file) ? undefined : '../shared/data/wht/spright-cpp-snr.json is absent'),
  run({ k, runs, quick, say }) {
    const rows = JSON.parse(readFileSync(file, 'utf8'));
    return (quick ? rows.slice(-1) : rows).map(({ K: sparsity, N, snrDb, chains, samplesUsed, avgFalse, avgMissed, fullRecovery, iterations }) => {
      say(`${snrDb} dB, ${chains} chains`);
      const setting = { n: Math.log2(N), sparsity, snr: snrDb + 10 * Math.log10(sparsity) };
      const ours = (options) => tally(k, runs, { ...setting, options: { groups: 3, bins: 128, ...options } });
      const nso = { offsets: 'nso', repeats: chains, hash: 'identity' };
      return {
        snr: snrDb, chains, cpp: { runs: iterations, rate: fullRecovery, samples: samplesUsed, false: avgFalse, missed: avgMissed },
        known: ours(nso), estimated: ours({ ...nso, noise: 'estimate' }), so: ours({ offsets: 'so', repeats: chains >= 10 ? 4 : chains >= 5 ? 2 : 1 }),
      };
    });
  },
};
