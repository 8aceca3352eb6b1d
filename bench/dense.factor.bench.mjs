// Blocked factorizations beside the gemm they rest on: cholesky n³/3, lu 2n³/3, qr 4n³/3 operations. The copy of A into the
// result is part of the call, as it is for a caller.
import { positiveDefinite, random, sampledEntries } from './harness/data.mjs';

const roundoff = { f32: 2 ** -24, f64: 2 ** -53 };

/** Sampled entries of got(i, j) against want(i, j), relative to `scale`, with room for n roundings. */
function compare({ dtype, n, scale, got, want }) {
  const tolerance = 8 * n * roundoff[dtype] * scale;
  for (const [i, j] of sampledEntries(n, n, 24)) {
    if (!(Math.abs(got(i, j) - want(i, j)) <= tolerance)) throw new Error(`wrong answer: entry (${i}, ${j}) is ${got(i, j)}, expected ${want(i, j)}`);
  }
}

const sum = (from, to, term) => {
  let total = 0;
  for (let p = from; p < to; p++) total += term(p);
  return total;
};

const methods = {
  cholesky: {
    work: (n) => n ** 3 / 3,
    matrix: (dtype, n) => positiveDefinite(dtype, n),
    check({ a, n, dtype }, result) { // L·Lᵀ = A
      const l = result.l.copy();
      compare({ dtype, n, scale: n, got: (i, j) => sum(0, Math.min(i, j) + 1, (p) => l[i * n + p] * l[j * n + p]), want: (i, j) => a[i * n + j] });
    },
  },
  lu: {
    work: (n) => (2 * n ** 3) / 3,
    matrix: (dtype, n) => random(dtype, n * n),
    check({ a, n, dtype }, result) { // L·U = P·A, pivots as LAPACK's ipiv from 0
      const lu = result.lu.copy();
      const order = Int32Array.from({ length: n }, (_, i) => i);
      result.pivots.copy().forEach((p, i) => { [order[i], order[p]] = [order[p], order[i]]; });
      const got = (i, j) => sum(0, Math.min(i, j + 1), (p) => lu[i * n + p] * lu[p * n + j]) + (i <= j ? lu[i * n + j] : 0);
      compare({ dtype, n, scale: Math.sqrt(n), got, want: (i, j) => a[order[i] * n + j] });
    },
  },
  qr: {
    work: (n) => (4 * n ** 3) / 3,
    matrix: (dtype, n) => random(dtype, n * n),
    check({ a, n, dtype }, result) { // RᵀR = AᵀA, which needs no Q
      const r = result.qr.copy();
      const got = (i, j) => sum(0, Math.min(i, j) + 1, (p) => r[p * n + i] * r[p * n + j]);
      compare({ dtype, n, scale: Math.sqrt(n), got, want: (i, j) => sum(0, n, (p) => a[p * n + i] * a[p * n + j]) });
    },
  },
};

/** gemm of the same size and dtype in the same rounds: the rate a blocked factorization is measured by. */
const ownGemm = (dtype, n) => ({
  work: 2 * n ** 3,
  setup({ k: kernels }) {
    const [A, B] = [1, 2].map((seed) => kernels.matrix(dtype, n, n, random(dtype, n * n, seed)));
    const C = kernels.matrix(dtype, n, n);
    return { run: () => kernels.dense.gemm(C, A, B), free: () => [A, B, C].forEach((handle) => handle.free()) };
  },
});

function row(name, dtype, n) {
  const method = methods[name];
  return {
    name: `dense.${name}/${dtype}/${n}`,
    unit: 'GFLOP/s',
    work: method.work(n),
    problem: () => ({ dtype, n, a: method.matrix(dtype, n) }),
    setup({ k: kernels, problem }) {
      const A = kernels.matrix(dtype, n, n, problem.a);
      const factor = kernels.dense[name].bind(kernels.dense);
      return {
        run: () => factor(A).free(),
        check() {
          const result = factor(A);
          method.check(problem, result);
          result.free();
        },
        free: () => A.free(),
      };
    },
    beside: { 'own gemm': ownGemm(dtype, n) },
    ceiling: dtype,
  };
}

export const rows = Object.keys(methods).flatMap((name) => [
  ...[64, 256, 1024].map((n) => row(name, 'f64', n)),
  row(name, 'f32', 1024),
]);
