// Flips a CPU second from the naive scheme, ours and native programs in the same rounds.
import { cpuSeconds, median } from '../harness/clock.mjs';
import { ofMasks, right } from './search-check.mjs';
import { askPeer, peersOf } from './search-peers.mjs';
import { wanted } from './search-runs.mjs';

const FORMATS = [
  ['Z2', 3, 55, 2.2], ['Z2', 4, 55, 2.2], ['Z2', 5, 33, 2.2], ['Z2', 8, 29, 2.2], ['ZT', 3, 22], ['ZT', 4, 22], ['Z3', 3, 22], ['Z3', 4, 22], ['ZT', 5], ['Z3', 5], ['Z2', 9], ['ZT', 9],
];
/** The plus transitions that native programs are asked for too. */
const EVERY = { plusAfter: [50000, 50000] };

export function* speed(k, flags) {
  const rounds = flags.quick ? 3 : 7, peers = peersOf();
  for (const [ring, n, bar, over] of FORMATS) {
    const name = `${n}x${n}x${n} ${ring}`, start = k.flip.standard(n, n, n, ring), flips = (flags.quick ? 1e7 : 2e7) / (n > 8 ? 4 : 1);
    if (!wanted(flags, name)) continue;
    const ours = (o) => (seed) => {
      const from = cpuSeconds(), step = k.flip.search(start, { flips, seed, ...o }), seconds = cpuSeconds() - from;
      right(k, step.best, name);
      return step.flips / seconds;
    };
    const theirs = (peer) => (seed) => {
      const { flips: done, seconds, terms } = askPeer(peer, 'speed', ring, [n, n, n], flips, seed);
      if (terms) right(k, ofMasks([n, n, n], terms), `${name} by ${peer.name}`);
      return done / seconds;
    };
    const beside = n > 8 ? [] : peers.filter((peer) => askPeer(peer, 'speed', ring, [n, n, n], 1000, 1) !== undefined);
    const ways = [ours({}), ours(EVERY), ...beside.map(theirs)], rates = ways.map(() => []);
    ways[0](99);
    for (let r = 0; r < rounds; r++) {
      const order = [...ways.keys()];
      for (const i of r % 2 ? order.reverse() : order) rates[i].push(ways[i](r + 1));
    }
    const [main, every, ...others] = rates.map((x) => median(x) / 1e6);
    yield { name, what: `default options; ${every.toFixed(1)} M/s with a plus every 50 000`, ratio: main, bar, unit: 'M flips/s' };
    for (const [i, { name: peer }] of beside.entries()) {
      yield { name, what: `a plus every 50 000, over ${peer}: ${others[i].toFixed(1)} M/s`, ratio: every / others[i], ...(peer === 'flip-cpd' && over ? { bar: over } : {}), unit: 'times' };
    }
  }
}
