// CPU time to a rank over two elements, from the naive scheme.
import { collect, walk, wanted, words } from './search-runs.mjs';

/** Median and worst time of seeds that all reach it. */
export function* timed(k, flags, name, start, o, { bar, worst, seconds = 600 }) {
  if (!wanted(flags, name)) return;
  walk(k, start, { ...o, target: start.rank - 1 }, 1); // first calls compile
  const all = collect(k, flags, name, (seed) => walk(k, start, o, seed), { seconds, per: o.seconds }), what = words(all);
  yield { name, what, ratio: all.median, bar, atMost: true, unit: 's, median', enough: all.enough };
  if (worst !== undefined) yield { name, what: 'the slowest seed', ratio: all.worst, bar: worst, atMost: true, unit: 's', enough: all.enough };
}

/** What few runs reach: all time over hits. */
export function* rare(k, flags, name, start, o, { bar, hits = 10, seconds = 600, tell = () => '' }) {
  if (!wanted(flags, name)) return;
  const all = collect(k, flags, name, (seed) => walk(k, start, o, seed), { hits, seconds, per: o.seconds });
  yield { name, what: words(all) + tell(all), ratio: all.perHit, bar, atMost: true, unit: 's per hit', enough: all.enough };
}

/** The best rank that was met, and what it took. */
export function* reached(k, flags, name, start, o, { bar, hits = 3, seconds = 600, tell = () => '' }) {
  if (!wanted(flags, name)) return;
  const all = collect(k, flags, name, (seed) => walk(k, start, o, seed), { hits, seconds, per: o.seconds });
  yield { name, what: words(all) + tell(all), ratio: all.best, bar, atMost: true, unit: 'terms' };
}

/** Which hits lift to the integers, found out after the clock of the walk has stopped being what is asked: it takes milliseconds. */
const lifted = (k) => (s) => ({ lifted: k.flip.lift(s)?.ring ?? 'no' });
const liftedWords = ({ runs }) => {
  const count = {};
  for (const { lifted: ring } of runs) if (ring !== undefined) count[ring] = (count[ring] ?? 0) + 1;
  return Object.keys(count).length ? `; lifted: ${Object.entries(count).map(([ring, n]) => `${n} ${ring}`).join(', ')}` : '';
};

export function* rank(k, flags) {
  const naive = (...shape) => k.flip.standard(...shape, 'Z2');
  yield* timed(k, flags, '3x3x3:23 Z2', naive(3, 3, 3), { target: 23 }, { bar: 0.003 });
  yield* timed(k, flags, '4x4x4:49 Z2', naive(4, 4, 4), { target: 49, seconds: 60 }, { bar: 0.6, worst: 10 });
  yield* rare(k, flags, '4x4x4:47 Z2, adaptive', naive(4, 4, 4), { target: 47, adaptive: true, seconds: 120 }, { bar: 20 });
  for (const [shape, target] of [[[3, 4, 5], 47], [[4, 4, 5], 60], [[4, 5, 5], 76]]) {
    yield* reached(k, flags, `${shape.join('x')}:${target} Z2, adaptive`, naive(...shape), { target, adaptive: true, seconds: flags.quick ? 45 : 300, after: lifted(k) }, { bar: target, tell: liftedWords });
  }
  const seconds = flags.quick ? 45 : 300;
  yield* reached(k, flags, `5x5x5:97 Z2, adaptive, ${seconds} s`, naive(5, 5, 5), { target: 97, adaptive: true, seconds }, { bar: 97 });
}
