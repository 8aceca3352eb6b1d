// Flips a second of a walk from the naive scheme, default options; millions of them. Beside native programs where FLIP_PEER names one (a plus every 50 000), else a walk in plain JavaScript.
import { expands, ofMasks } from './flip/search-check.mjs';

const FLIPS = 2e6;

function row({ ring, shape }) {
  return {
    name: `flip.search/${ring}/${shape.join('x')}`,
    unit: 'Mflip/s',
    work: FLIPS * 1e3,
    op: 'walk',
    problem: () => ({ dtype: ring, shape, ring, flips: FLIPS, verify(terms) { if (terms && !expands(ofMasks(shape, terms))) throw new Error('wrong answer: it does not multiply'); } }),
    setup({ k: { flip } }) {
      const start = flip.standard(...shape, ring);
      let seed = 0;
      return {
        run: () => flip.search(start, { flips: FLIPS, seed: ++seed % 16 }),
        check() {
          const { best, flips, rank } = flip.search(start, { flips: FLIPS, seed: 1 });
          if (flips < FLIPS || best.rank !== rank || !flip.verify(best).ok || !expands(best)) throw new Error('wrong answer: it does not multiply');
        },
      };
    },
    peers: [{ id: process.env.FLIP_PEER ? 'native-walk' : 'plain-walk' }],
    variants: 'default',
  };
}

const FORMATS = { Z2: [[3, 3, 3], [4, 4, 4], [3, 4, 5], [5, 5, 5], [8, 8, 8], [9, 9, 9]], ZT: [[3, 3, 3], [4, 4, 4], [5, 5, 5], [9, 9, 9]], Z3: [[3, 3, 3], [4, 4, 4], [5, 5, 5]] };

export const rows = Object.entries(FORMATS).flatMap(([ring, shapes]) => shapes.map((shape) => row({ ring, shape })));
