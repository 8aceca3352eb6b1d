// From how many coefficients on the dense transform of a vector in memory is faster.
import { localSubject } from '../../harness/local.mjs';
import { measure } from '../../harness/measure.mjs';
import { materialise, problem } from '../problem.mjs';
import { score } from '../trial.mjs';
import { clock, micros } from './time.mjs';

const SPARSITY = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096];

export default {
  name: 'crossover',
  what: 'time of wht.sparse without noise against wht.fwht of the same vector',
  timed: true,
  setup: { offsets: 'noiseless', bins: 'default', dtype: 'f32', dense: 'in place, scale "ortho"', clock: 'CPU, best of three medians of interleaved rounds' },
  async run({ k, quick, say }) {
    const points = [];
    for (const n of quick ? [14] : [14, 15, 16, 17, 18, 19, 20, 21, 22]) {
      say(`n = ${n}`);
      const sizes = quick ? [16] : SPARSITY;
      const sparse = [];
      for (const sparsity of sizes) sparse.push(await subject(k, n, sparsity));
      const subjects = [await transform(k, n), ...sparse];
      const [dense, ...times] = await measure(subjects, clock(quick));
      sizes.forEach((sparsity, i) => {
        const { samples } = sparse[i];
        points.push({ n, sparsity, samples, share: Number((samples / 2 ** n).toPrecision(4)), us: micros(times[i].seconds), dense: micros(dense.seconds), spread: Number(times[i].spread.toPrecision(2)) });
      });
      for (const s of subjects) s.free();
    }
    return points;
  },
};

/** The first seed that is recovered. */
async function subject(k, n, sparsity) {
  for (let seed = 0; ; seed++) {
    const truth = problem({ n, sparsity, seed });
    const x = materialise(k, truth);
    const run = () => k.wht.sparse(x, { n, sparsity, seed });
    const { recovered, samples } = score(truth, run());
    if (recovered) return { ...(await localSubject({ run, free: () => x.free() })), samples };
    x.free();
    if (seed === 20) throw new Error(`crossover: nothing recovered at n = ${n}, K = ${sparsity}`);
  }
}

/** Orthonormal, so that repeated transforms neither grow nor vanish. */
function transform(k, n) {
  const x = materialise(k, problem({ n, sparsity: 64, seed: 0 }));
  return localSubject({ run: () => k.wht.fwht(x, { scale: 'ortho' }), free: () => x.free() });
}
