// A flip-graph walk by a native program, which FLIP_PEER names: bench/flip/search-peers.mjs says what it is asked and answers.
import { askPeer, peersOf } from '../flip/search-peers.mjs';

export async function load() {
  const [peer] = peersOf();
  if (!peer) throw new Error('no program given (FLIP_PEER)');
  return {
    version: peer.name,
    walk({ shape, ring, flips }) {
      let seed = 0, terms;
      const speed = () => askPeer(peer, 'speed', ring, shape, flips, ++seed);
      ({ terms } = speed());
      return { result: () => terms, sample: (calls) => Array.from({ length: calls }, () => { const x = speed(); return (x.seconds * flips) / x.flips; }).reduce((x, y) => x + y) };
    },
  };
}
