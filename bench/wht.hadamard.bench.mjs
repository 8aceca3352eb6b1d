// y = (H_m ⊗ H_2^k)·x of one vector beside the transforms of its m rows alone. Both rates count elements, so that their ratio is one
// of times.
import { random, sampledEntries } from './harness/data.mjs';
import { steady } from './harness/wht.mjs';

const odd = (bits) => {
  let p = 0;
  for (; bits !== 0; bits &= bits - 1) p ^= 1;
  return p === 1;
};

/** Sampled entries against the defining sum: entry (i, a) is Σ H_m[i, j]·(−1)^⟨a, b⟩·x[j, b]. */
function verify(signs, m, n, x, y) {
  const size = x.reduce((sum, v) => sum + Math.abs(v), 0);
  for (const [i, a] of sampledEntries(m, n)) {
    let want = 0;
    for (let j = 0; j < m; j++) for (let b = 0; b < n; b++) want += (odd(a & b) ? -1 : 1) * signs[i * m + j] * x[j * n + b];
    const got = y[i * n + a];
    if (!(Math.abs(got - want) <= 2 * (Math.log2(n) + m + 2) * 2 ** -24 * size)) throw new Error(`wrong answer: entry (${i}, ${a}) is ${got}, expected ${want}`);
  }
}

function row(m, n) {
  const name = `${m}x2^${Math.log2(n)}`;
  return {
    name: `wht.hadamard/f32/${name}`,
    unit: 'Gelement/s',
    work: m * n,
    problem: () => ({ x: random('f32', m * n) }),
    setup({ k, problem: { x } }) {
      const X = k.vector('f32', x);
      return {
        run: steady('f32', m * n, (o) => k.wht.hadamard(X, o), { base: m }),
        check: () => verify(k.wht.hadamardMatrix(m), m, n, x, k.wht.hadamard(X.set(x), { base: m }).copy()),
        free: () => X.free(),
      };
    },
    beside: {
      'rows alone': {
        work: m * n,
        setup({ k, problem: { x } }) {
          const X = k.matrix('f32', m, n, x);
          return { run: steady('f32', n, (o) => k.wht.fwht(X, o)), free: () => X.free() };
        },
      },
    },
  };
}

export const rows = [row(28, 512), row(28, 1024), row(12, 1024), row(20, 256), row(20, 1024), row(40, 128)];
