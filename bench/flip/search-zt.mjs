// CPU time to a rank over coefficients −1, 0, 1: walked directly, and over two elements with every best one lifted.
import { collect, walk, wanted, words } from './search-runs.mjs';
import { timed } from './search-rank.mjs';

export function* zt(k, flags) {
  const naive = (...shape) => k.flip.standard(...shape, 'ZT');
  yield* timed(k, flags, '3x3x3:23 ZT', naive(3, 3, 3), { target: 23 }, { bar: 0.06 });
  const name = '4x4x4:49 ZT', limits = { hits: 10, seconds: 600, per: 120 }, ways = [];
  if (!wanted(flags, name)) return;
  for (const [way, o] of [['walked', {}], ['lifted', { lift: true, pool: 16, pathLimit: 1e6 }]]) {
    const all = collect(k, flags, `${name}, ${way}`, (seed) => walk(k, naive(4, 4, 4), { target: 49, seconds: limits.per, ...o }, seed), limits);
    ways.push({ way, ...all });
    yield { name: `${name}, ${way}`, what: words(all), ratio: all.perHit, unit: 's per hit' };
  }
  const { way, perHit, enough } = ways.reduce((x, y) => (y.perHit < x.perHit ? y : x));
  yield { name, what: `the better way: ${way}`, ratio: perHit, bar: 60, atMost: true, unit: 's per hit', enough };
}
