// Structured products from one term for every nonzero, or from one of our records with one for every other: the ranks that are published (Khoruzhii, Gelß & Pokutta 2025), over two elements, or over three where they need halves.
import { grown } from '../../scripts/records/find.mjs';
import { collect, walk, wanted, words } from './search-runs.mjs';

/** Rank at n = 2, 3, 4; those with a 3 behind them are over Z3. */
const CELLS = `
ug 6 17 34 | gt 6 17 34 | sg 6 18 40 | wg 6 18 40 | kg - 14/3 36 | ut 4 10 19 | st 4 10/3 20/3 | wt 4 11 22 | kt 1 6 15 | uu 4 10 19
ul 5 13 27 | us 5 14 28/3 | uw 5 14 29 | uk - 10/3 24 | ss 5/3 14/3 30/3 | sw 5/3 14/3 31/3 | ww 5/3 15 33/3 | sk 3 11 24/3 | kk 1 9 20/3`;
/** What has to be reached at n = 4; the others are told. */
const ASKED = new Set(['gt', 'ug', 'kg', 'ss']);
/** Those at n = 4 that are not reached from nonzeros alone. */
const FROM = { ss: 'ss-3-q', sk: 'sk-4', sw: 'sw-3-q', ww: 'ww-3' };
const RARE = { flips: 1e8, walkers: 1, pathLimit: 2e7, splitAfter: 0, patience: 1000, plusAfter: [20_000, 100_000], distance: 3 };

export function* structured(k, flags) {
  const cells = CELLS.split(/[|\n]/).map((x) => x.trim().split(' ')).filter((x) => x.length > 1);
  for (const n of [2, 3, 4]) for (const [target, ...ranks] of cells) {
    if (ranks[n - 2] === '-') continue;
    const [rank, three] = ranks[n - 2].split('/').map(Number), ring = three ? 'Z3' : 'Z2', name = `${target} ${n}:${rank} ${ring}`;
    if (!wanted(flags, name)) continue;
    const from = n === 4 ? FROM[target] : undefined, start = from ? grown(k.flip, { shape: [n, n, n], target }, from, ring) : k.flip.structured(target, n, ring);
    if (start.rank <= rank) continue; // the naive scheme has it
    const seconds = n < 4 ? 30 : 120, all = collect(k, flags, name, (seed) => walk(k, start, { target: rank, ...(from ? RARE : { seconds }) }, seed), { hits: n < 4 ? 5 : 3, seconds: n < 4 ? 60 : 300, per: from ? undefined : seconds });
    if (all.runs.length === 0) continue; // no time was given, and none is kept
    yield { name, what: `from ${from ? `${from}, ` : ''}${start.rank}; ${words(all)}`, ratio: all.best, ...(n < 4 || ASKED.has(target) ? { bar: rank } : {}), atMost: true, unit: 'terms' };
  }
}
