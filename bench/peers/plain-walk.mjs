// A flip-graph walk in plain JavaScript, that of the scripts which make the catalogue: Z2, factors of up to 31 entries.
import { search } from '../../scripts/catalog/walk.mjs';

const naive = ([n, m, p]) => {
  const terms = [];
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) for (let k = 0; k < p; k++) terms.push([1 << i * m + j, 1 << j * p + k, 1 << k * n + i]);
  return terms;
};

export async function load() {
  return {
    walk({ shape, ring, flips }) {
      const [n, m, p] = shape, start = naive(shape);
      if (ring !== 'Z2' || Math.max(n * m, m * p, p * n) > 31) return undefined;
      let seed = 0;
      return {
        run: () => search(start, { rank: 0, seed: ++seed, flips, after: 50000 }, () => undefined),
        result: () => search(start, { rank: start.length - 1, seed: 1, flips, after: 50000, polish: flips }, (terms) => terms),
      };
    },
  };
}
