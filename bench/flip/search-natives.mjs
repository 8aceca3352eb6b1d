// Times to a rank of native programs (FLIP_PEER), each by its own walk with its own defaults: told, not asked for.
import { ofMasks, right } from './search-check.mjs';
import { askPeer, peersOf } from './search-peers.mjs';
import { buildOf, collect, wanted, words } from './search-runs.mjs';

const CASES = [['Z2', [3, 3, 3], 23, 1e8], ['ZT', [3, 3, 3], 23, 1e8], ['Z2', [4, 4, 4], 49, 3e8], ['Z2', [4, 4, 4], 47, 3e8], ['ZT', [4, 4, 4], 49, 1e8]];

export function* natives(k, flags) {
  for (const peer of peersOf()) for (const [ring, shape, target, flips] of CASES) {
    const name = `${shape.join('x')}:${target} ${ring}`;
    if (!wanted(flags, name) || !askPeer(peer, 'rank', ring, shape, 1, 1, 1)) continue;
    const attempt = (seed) => {
      const { seconds, hit, best, flips: done, terms, valid } = askPeer(peer, 'rank', ring, shape, target, seed, flips);
      if (terms) right(k, ofMasks(shape, terms), `${name} by ${peer.name}`);
      else if (valid === 0) throw new Error(`wrong answer: ${name} by ${peer.name}, by its own check`);
      return { seconds, hit: Boolean(hit), rank: best, flips: done };
    };
    const all = collect(k, flags, `${name}, ${peer.name}`, attempt, { seconds: 300, build: buildOf(peer.program) });
    yield { name, what: `${peer.name}: ${words(all)}`, ratio: all.hits * 2 > all.runs.length ? all.median : all.perHit, unit: all.hits * 2 > all.runs.length ? 's, median' : 's per hit' };
  }
}
