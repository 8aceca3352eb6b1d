// One walk however it is asked for: in one call, in steps, stopped and gone on with. What is compared is where the walk stands, not only its best, which a short walk may never have changed.
import { createHash } from 'node:crypto';
import { right } from './search-check.mjs';
import { wanted } from './search-runs.mjs';

const CASES = [['Z2', 3, 3, 3], ['Z2', 4, 4, 4], ['Z2', 4, 5, 5], ['Z2', 5, 5, 5], ['Z2', 9, 9, 9], ['ZT', 3, 3, 3], ['ZT', 5, 5, 5], ['Z3', 4, 4, 4], ['ZT', 9, 9, 9], ['Z3', 9, 9, 9]];

/** Sixteen digits of a whole checkpoint: every walker's terms, counters and best. */
const mark = (step) => createHash('sha256').update(step.state().json).digest('hex').slice(0, 16);

export function* determinism(k, flags) {
  for (const [ring, ...shape] of CASES) {
    const name = `${shape.join('x')} ${ring}`, start = k.flip.standard(...shape, ring), o = { flips: shape[0] > 5 ? 3e5 : 2e6, seed: 7 };
    if (!wanted(flags, name)) continue;
    const once = k.flip.search(start, o), marks = [mark(once), mark(k.flip.search(start, o))];
    right(k, once.best, name);
    let half, last;
    for (last of k.flip.steps(start, { ...o, every: o.flips / 8 })) half ??= last.flips >= o.flips / 2 ? last.state() : undefined;
    marks.push(mark(last));
    if (half) marks.push(mark(k.flip.search(start, { ...o, resume: JSON.parse(JSON.stringify(half)) })));
    yield { name, what: `rank ${once.rank} after ${once.flips} flips, state ${marks[0]}, ${marks.length} ways`, ratio: marks.filter((m) => m !== marks[0]).length, bar: 0, atMost: true, unit: 'differ', enough: marks.length === 4 };
  }
}
