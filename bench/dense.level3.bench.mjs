// The other matrix-matrix operations: syrk, triangularSolve, gemmBatch, solve.
import { productProblem, random, verifyProduct } from './harness/data.mjs';

/** Lower triangle so near the identity that solving in place ten thousand times neither overflows nor underflows. */
function lowerTriangle(dtype, n) {
  const t = random(dtype, n * n, 3);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) t[i * n + j] = j > i ? 0 : i === j ? 1 : (t[i * n + j] / n) * 2 ** -16;
  }
  return t;
}

function syrk(dtype, n) {
  return {
    name: `dense.syrk/${dtype}/${n}`,
    unit: 'GFLOP/s',
    work: n * (n + 1) * n,
    problem() {
      const a = random(dtype, n * n, 1);
      const left = (i, p) => a[i * n + p];
      return { a, verify: (c) => verifyProduct({ dtype, m: n, n, k: n, left, right: (p, j) => a[j * n + p] }, c) };
    },
    setup({ k: kernels, problem: { a, verify } }) {
      const A = kernels.matrix(dtype, n, n, a);
      const C = kernels.matrix(dtype, n, n);
      return {
        run: () => kernels.dense.syrk(C, A),
        check() {
          const c = C.copy();
          for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) c[i * n + j] = c[j * n + i]; // by the lower triangle
          verify(c);
        },
        free: () => [A, C].forEach((handle) => handle.free()),
      };
    },
    ceiling: dtype,
  };
}

function triangularSolve(dtype, n) {
  return {
    name: `dense.triangularSolve/${dtype}/${n}`,
    unit: 'GFLOP/s',
    work: n ** 3,
    problem: () => ({ t: lowerTriangle(dtype, n), b: random(dtype, n * n, 4) }),
    setup({ k: kernels, problem: { t, b } }) {
      const T = kernels.matrix(dtype, n, n, t);
      const B = kernels.matrix(dtype, n, n, b);
      const options = { uplo: 'lower' };
      return {
        run: () => kernels.dense.triangularSolve(B, T, options),
        check() {
          const x = kernels.dense.triangularSolve(B.set(b), T, options).copy();
          const product = { dtype, m: n, n, k: n, left: (i, p) => t[i * n + p], right: (p, j) => x[p * n + j] };
          verifyProduct(product, b);
        },
        free: () => [T, B].forEach((handle) => handle.free()),
      };
    },
    ceiling: dtype,
  };
}

function gemmBatch(dtype, n, batch) {
  const m = n * batch;
  return {
    name: `dense.gemmBatch/${dtype}/${batch}x${n}`,
    unit: 'GFLOP/s',
    work: 2 * n ** 3 * batch,
    problem() {
      const blocks = productProblem({ dtype, m, n, k: n });
      const b = random(dtype, m * n, 2);
      const verify = (c) => {
        for (let block = 0; block < batch; block++) {
          const at = block * n;
          const product = { dtype, m: n, n, k: n, left: (i, p) => blocks.a[(at + i) * n + p], right: (p, j) => b[(at + p) * n + j] };
          verifyProduct(product, c.subarray(at * n, (at + n) * n));
        }
      };
      return { a: blocks.a, b, verify };
    },
    setup({ k: kernels, problem: { a, b, verify } }) {
      const A = kernels.matrix(dtype, m, n, a);
      const B = kernels.matrix(dtype, m, n, b);
      const C = kernels.matrix(dtype, m, n);
      return {
        run: () => kernels.dense.gemmBatch(C, A, B, batch),
        check: () => verify(C.copy()),
        free: () => [A, B, C].forEach((handle) => handle.free()),
      };
    },
    ceiling: dtype,
  };
}

export const rows = [
  ...[256, 1024].flatMap((n) => [syrk('f32', n), syrk('f64', n), triangularSolve('f64', n)]),
  gemmBatch('f32', 8, 256), gemmBatch('f32', 16, 64), gemmBatch('f32', 64, 16),
];
