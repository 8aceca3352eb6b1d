// Sparse transforms of 2^n points, K coefficients ±1 and more at random. The query replays samples taken beforehand: what is timed
// is choosing indices, the small transforms and the peeling, not the caller's sampling.
import { random } from './harness/data.mjs';

const odd = (x) => {
  x ^= x >>> 16; x ^= x >>> 8; x ^= x >>> 4; x ^= x >>> 2; x ^= x >>> 1;
  return (x & 1) === 1;
};

/** Seeded terms on distinct places. */
function spectrum(n, K) {
  const draws = random('f64', 4 * K, 7);
  const terms = new Map();
  for (let i = 0; terms.size < K; i++) terms.set(Math.floor((draws[2 * i] + 0.5) * 2 ** n), Math.sign(draws[2 * i + 1]) * (1 + Math.abs(draws[2 * i + 1])));
  return terms;
}

/** Sum of twelve uniforms less six: near enough to a normal number for noise. */
function noise(count, sigma) {
  const draws = random('f64', 12 * count, 9);
  return Float64Array.from({ length: count }, (_, i) => sigma * draws.subarray(12 * i, 12 * i + 12).reduce((sum, v) => sum + v, 0));
}

function problem({ n, K, sigma = 0 }) {
  const terms = spectrum(n, K);
  const [places, values] = [Uint32Array.from(terms.keys()), Float64Array.from(terms.values())];
  const sample = (index) => places.reduce((sum, place, t) => sum + (odd(index & place) ? -values[t] : values[t]), 0);
  return { n, K, sigma, terms, sample };
}

function verify({ terms, sigma }, found, most) {
  const fail = (what) => { throw new Error(`wrong answer: ${what}`); };
  if (!found.complete || found.unresolved > 0) fail(`${found.unresolved} bins unresolved`);
  if (found.values.length !== terms.size) fail(`${found.values.length} coefficients, expected ${terms.size}`);
  found.indices.forEach((index, i) => {
    if (!(Math.abs(found.values[i] - terms.get(index)) <= 1e-9 + sigma)) fail(`coefficient ${index} is ${found.values[i]}, expected ${terms.get(index)}`);
  });
  if (found.samples > most) fail(`${found.samples} samples, expected at most ${most}`);
}

/** `most`: samples allowed. */
function row({ name, n, K, options, sigma, most, dense = false }) {
  return {
    name: `wht.sparse/${name}`,
    unit: 'calls/ms',
    work: 1e6,
    problem: () => problem({ n, K, sigma }),
    setup({ k, problem: task }) {
      const o = { n, sparsity: K, ...options };
      const batches = [];
      const answers = noise(sigma ? most : 0, sigma);
      let at = 0;
      const take = (indices, out) => {
        for (let i = 0; i < out.length; i++) out[i] = task.sample(indices[i]) + (sigma ? answers[at++] : 0);
        batches.push(out.slice());
      };
      const found = k.wht.sparse(take, o);
      let batch = 0;
      const replay = (_, out) => { out.set(batches[batch]); batch = (batch + 1) % batches.length; };
      return {
        run: () => k.wht.sparse(replay, o),
        check: () => [found, k.wht.sparse(replay, o)].forEach((each) => verify(task, each, most)),
        facts: () => ({ samples: found.samples, share: found.samples / 2 ** n, rounds: found.rounds }),
      };
    },
    beside: dense ? {
      'own fwht': {
        work: 1e6,
        setup({ k }) {
          const X = k.vector('f64', random('f64', 2 ** n));
          return { run: () => k.wht.fwht(X, { scale: 'ortho' }), free: () => X.free() };
        },
      },
    } : undefined,
    variants: 'default', // no sums here that a fused multiply-add would make faster
  };
}

export const rows = [
  row({ name: 'noiseless/2^14/16', n: 14, K: 16, most: 2000, dense: true }),
  row({ name: 'noiseless/2^18/100', n: 18, K: 100, most: 9000, dense: true }),
  row({ name: 'noiseless/2^22/100', n: 22, K: 100, most: 9000, dense: true }),
  row({ name: 'noiseless/2^22/1000', n: 22, K: 1000, most: 120_000, dense: true }),
  row({ name: 'nso/2^20/60', n: 20, K: 60, sigma: 0.5, options: { noise: 0.5, repeats: 6 }, most: 120_000, dense: true }),
  row({ name: 'so/2^20/60', n: 20, K: 60, sigma: 0.5, options: { noise: 0.5, offsets: 'so' }, most: 20_000, dense: true }),
];
