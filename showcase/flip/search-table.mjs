// Schemes found live: from the classical products of 3×3 matrices to 23 of them over two elements, lifted to the integers, checked, and used to multiply.
import { uniform } from 'lanewise/gallery';
import { cpuSeconds } from '../clock.mjs';
import { within } from '../rows.mjs';
import { gap, plainVerify } from './plain.mjs';
import { PlainWalk } from './plain-walk.mjs';

const SEED = 2, WALK = 2e7, PLAIN = 2e6, N = 729;

function timed(run) {
  const start = cpuSeconds(), value = run();
  return { value, seconds: cpuSeconds() - start };
}

/** Flips a second of a walk that has no rank to reach, from the classical scheme. */
function rates(flip, shape) {
  const start = flip.standard(...shape, 'Z2'), options = { seed: SEED, flips: WALK };
  flip.search(start, { ...options, flips: WALK / 10 });
  const { value: { flips }, seconds } = timed(() => flip.search(start, options));
  new PlainWalk(start, 0).walk(0, PLAIN / 10);
  const plain = new PlainWalk(start, SEED), { value: made, seconds: spent } = timed(() => plain.walk(0, PLAIN));
  return { ms: seconds * 1e3, ours: flips / seconds, plain: made / spent, right: flip.verify(plain.scheme(shape)).ok };
}

const name = (shape, rank) => `${shape.join('×')}:${rank}`;

export async function searchTable(k) {
  const { flip } = k, cube = [3, 3, 3];
  flip.search(flip.standard(...cube), { seed: 0, flips: 1e6, target: 23, lift: true }); // warm
  const live = timed(() => flip.search(flip.standard(...cube), { seed: SEED, flips: 1e9, target: 23, lift: true })), { best, flips, history } = live.value;
  const large = timed(() => flip.search(flip.standard(4, 4, 4, 'Z2'), { seed: SEED, flips: 2e8, target: 49 }));

  const [a, b] = [9, 10].map((seed) => uniform(N, N, { seed })), A = k.matrix('f64', N, N, a), B = k.matrix('f64', N, N, b), C = k.matrix('f64', N, N), plan = flip.plan(best, { levels: 2 });
  const product = timed(() => plan.run(C, A, B)), off = gap(N, a, b, C.view);
  for (const handle of [plan, A, B, C]) handle.free();

  const speeds = [cube, [4, 4, 4]].map((shape) => ({ shape, ...rates(flip, shape) }));
  return {
    title: 'Matrix multiplication schemes: searched',
    about: 'A walk on the flip graph exchanges parts of two products that share a factor, until two of them are one. It runs over two elements; what it finds is lifted to '
      + 'coefficients −1, 0, 1, which hold for all numbers.',
    heads: { what: 'operation', shape: 'scheme' },
    rows: [
      { what: 'search, lift', shape: name(cube, best.rank), check: { ok: best.rank === 23 && best.ring === 'ZT' && plainVerify(best), text: `${history[0].rank} → ${best.rank}, ${best.ring}` }, ms: live.seconds * 1e3 },
      { what: `multiply ${N}×${N}`, shape: name(cube, best.rank), check: within(off, 1e-12, (number) => `${number} error`), ms: product.seconds * 1e3 },
      { what: 'search over Z2', shape: name([4, 4, 4], large.value.rank), check: { ok: large.value.rank === 49 && flip.verify(large.value.best).ok, text: `${(large.value.flips / 1e6).toFixed(1)} M flips` }, ms: large.seconds * 1e3 },
      ...speeds.map(({ shape, ms, ours, plain, right }) => ({
        what: 'walk over Z2', shape: shape.join('×'), check: { ok: right, text: 'both right' }, ms, rate: ours / 1e6, unit: 'M flips/s', speedup: ours / plain,
      })),
    ],
    checks: [],
    note: `seed ${SEED}: ${(flips / 1e6).toFixed(2)} M flips to ${name(cube, best.rank)}. vs JS: flips a second of the same walk in plain JavaScript, ${speeds.map(({ plain }) => `${(plain / 1e6).toFixed(1)} M`).join(' and ')}.`,
  };
}
