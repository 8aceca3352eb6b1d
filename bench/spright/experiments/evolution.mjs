// Where peeling stops working: density evolution against recovery without noise.
import { tally } from '../trial.mjs';

/** Shares of the threshold. */
const LOADS = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1];

/**
 * The largest K/B from which peeling empties the graph as B grows: p ← (1 − exp(−λp))^(C−1) has no fixed point in (0, 1] while
 * λ < min over p of −ln(1 − p^(1/(C−1)))/p. Scheibler et al. 2015; the point where a random
 * hypergraph gets a 2-core: Molloy 2005.
 */
export function threshold(groups) {
  let least = Infinity;
  for (let i = 1; i < 100000; i++) {
    const p = i / 100000;
    least = Math.min(least, -Math.log(1 - p ** (1 / (groups - 1))) / p);
  }
  return Number(least.toFixed(3));
}

export default {
  name: 'evolution',
  what: 'full recovery without noise round the threshold of density evolution',
  runs: 100,
  setup: { n: 22, offsets: 'noiseless', rounds: 1000 },
  run({ k, runs, quick, say }) {
    const points = [];
    const n = 22;
    for (const groups of quick ? [3, 4] : [2, 3, 4, 5, 6]) for (const bins of quick ? [64] : [128, 512]) {
      say(`C = ${groups}, B = ${bins}`);
      const limit = threshold(groups);
      for (const load of quick ? [0.5, 1.1] : LOADS) {
        const sparsity = Math.round(load * limit * bins);
        const { missed, ...rest } = tally(k, runs, { n, sparsity, options: { groups, bins, rounds: 1000 } });
        points.push({ groups, threshold: limit, bins, sparsity, load: Number((sparsity / bins).toFixed(4)), found: Number((1 - missed / sparsity).toFixed(4)), ...rest });
      }
    }
    return points;
  },
};
