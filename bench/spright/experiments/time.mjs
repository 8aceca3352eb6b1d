// Time of the sample-optimal front end against K·log² N, samples from a vector in memory.
import { localSubject } from '../../harness/local.mjs';
import { measure } from '../../harness/measure.mjs';
import { materialise, problem, unitNoise } from '../problem.mjs';
import { score } from '../trial.mjs';
import { design, settings, SNR } from './scaling.mjs';

export const clock = (quick) => (quick ? { rounds: 1, minMs: 1, warmMs: 1 } : { rounds: 5, minMs: 20, warmMs: 120 });
export const micros = (seconds) => Number((seconds * 1e6).toPrecision(4));

export default {
  name: 'time',
  what: 'time against K·log² N, sample-optimal front end, vector in memory',
  timed: true,
  setup: { groups: 3, bins: '2K', offsets: 'so', repeats: 1, snr: SNR, noise: 'σ known', dtype: 'f32', clock: 'CPU, best of three medians of interleaved rounds' },
  async run({ k, quick, say }) {
    const points = [];
    const all = [...settings(quick)];
    for (const n of new Set(all.map((s) => s.n))) {
      say(`n = ${n}`);
      const unit = unitNoise(n, 0);
      const mine = all.filter((s) => s.n === n);
      const subjects = [];
      for (const { sparsity } of mine) subjects.push(await subject(k, n, sparsity, unit));
      const times = await measure(subjects, clock(quick));
      mine.forEach(({ sparsity }, i) => points.push({ n, sparsity, snr: SNR, samples: subjects[i].samples, us: micros(times[i].seconds), spread: Number(times[i].spread.toPrecision(2)) }));
      for (const s of subjects) s.free();
    }
    return points;
  },
};

/** The first seed that is recovered, so that what is timed is a whole recovery. */
async function subject(k, n, sparsity, unit) {
  for (let seed = 0; ; seed++) {
    const truth = problem({ n, sparsity, snr: SNR, seed });
    const x = materialise(k, truth, unit);
    const run = () => k.wht.sparse(x, { n, sparsity, noise: truth.sigma, seed, ...design(sparsity) });
    const { recovered, samples } = score(truth, run());
    if (recovered) return { ...(await localSubject({ run, free: () => x.free() })), samples };
    x.free();
    if (seed === 20) throw new Error(`time: nothing recovered at n = ${n}, K = ${sparsity}`);
  }
}
