// y = A·x and y = Aᵀ·x, resident. Past the caches the matrix is read once from memory: the ceiling there is reading.
import { random, verifyProduct } from './harness/data.mjs';

function problem({ dtype, m, n, trans }) {
  const a = random(dtype, m * n, 1);
  const x = random(dtype, trans ? m : n, 2);
  const left = trans ? (i, p) => a[p * n + i] : (i, p) => a[i * n + p];
  const shape = { dtype, m: trans ? n : m, n: 1, k: x.length, left, right: (p) => x[p] };
  return { dtype, m, n, trans, a, x, verify: (y) => verifyProduct(shape, y) };
}

function row({ dtype, m, n, trans }) {
  return {
    name: `dense.gemv/${dtype}/${trans ? 't' : 'n'}/${m}x${n}`,
    unit: 'GFLOP/s',
    work: 2 * m * n,
    op: 'gemv',
    problem: () => problem({ dtype, m, n, trans }),
    setup({ k: kernels, problem: { a, x, verify } }) {
      const A = kernels.matrix(dtype, m, n, a);
      const X = kernels.vector(dtype, x);
      const Y = kernels.vector(dtype, trans ? n : m);
      const { dense } = kernels;
      const options = { trans };
      return {
        run: trans ? () => dense.gemv(Y, A, X, options) : () => dense.gemv(Y, A, X),
        check: () => verify(Y.copy()),
        free: () => [A, X, Y].forEach((handle) => handle.free()),
      };
    },
    peers: [{ id: 'tfjs', mode: 'resident' }, ...(trans ? [] : [{ id: 'tfjs', mode: 'packed' }]), { id: 'plain', mode: 'resident' }],
    ceiling: m * n >= 1 << 22 ? 'read' : undefined,
    ceilingBytes: m * n * (dtype === 'f32' ? 4 : 8),
    ceilingScale: dtype === 'f32' ? 0.5 : 0.25, // GFLOP/s of a byte read: two operations an element
  };
}

export const rows = ['f32', 'f64'].flatMap((dtype) => [false, true].flatMap((trans) => [
  row({ dtype, m: 64, n: 64, trans }),
  row({ dtype, m: 768, n: 3072, trans }),
  row({ dtype, m: dtype === 'f32' ? 4096 : 2048, n: dtype === 'f32' ? 4096 : 2048, trans }),
]));
