// Schemes that the turn of the three factors maps to themselves.
import { cpuSeconds } from '../harness/clock.mjs';
import { collect, record, wanted, words } from './search-runs.mjs';

const CASES = [[5, 'C3', 93, 25], [3, 'C3', 23], [4, 'C3', 49]];

export function* symmetric(k, flags) {
  for (const [n, symmetry, target, bar] of CASES) {
    const name = `${n}x${n}x${n}:${target} ${symmetry} Z2`;
    if (!wanted(flags, name)) continue;
    const attempt = (seed) => {
      const from = cpuSeconds(), step = k.flip.searchSymmetric(n, { symmetry, flips: 2e8, seed, target });
      return record(k, step, target, cpuSeconds() - from, turnsInto(step.best) ? {} : { turned: false });
    };
    const all = collect(k, flags, name, attempt, { hits: 10, seconds: 900 });
    if (all.runs.some((r) => r.turned === false)) throw new Error(`wrong answer: ${name} is not symmetric`);
    yield { name, what: words(all), ratio: all.perHit, bar, atMost: true, unit: 's per hit', enough: all.enough };
  }
}

/** (u, v, w) → (v, w, u) gives the same terms, over two elements. */
function turnsInto({ rank, u, v, w }) {
  const length = u.length / rank, part = (x, q) => x.subarray(q * length, (q + 1) * length).join('');
  const terms = Array.from({ length: rank }, (_, q) => [part(u, q), part(v, q), part(w, q)]), have = new Set(terms.map(String));
  return terms.every(([x, y, z]) => have.has(String([y, z, x])));
}
