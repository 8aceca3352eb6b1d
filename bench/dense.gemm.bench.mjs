// C = A·B, f32 and f64, operands resident on both sides.
import { productProblem } from './harness/data.mjs';

const everyPeer = [
  { id: 'tfjs', mode: 'resident' }, { id: 'ort', mode: 'roundtrip' }, { id: 'ort', mode: 'packed' }, { id: 'jax', mode: 'resident' },
  { id: 'ndarray', mode: 'roundtrip' }, { id: 'stdlib', mode: 'roundtrip' }, { id: 'plain', mode: 'roundtrip' },
];

function row({ dtype, form = 'nn', shape: [m, n, k], packed = false, cold = false, peers = form === 'nn' && !packed ? everyPeer : [] }) {
  const square = m === n && n === k;
  const [transA, transB] = [...form].map((letter) => letter === 't');
  return {
    name: `dense.gemm/${dtype}/${packed ? 'packed' : form}/${square ? n : [m, n, k].join('x')}`,
    unit: 'GFLOP/s',
    work: 2 * m * n * k,
    op: 'gemm',
    problem: () => productProblem({ dtype, m, n, k, transA, transB }),
    setup({ k: kernels, problem: { a, b, verify } }) {
      const A = kernels.matrix(dtype, transA ? k : m, transA ? m : k, a);
      const B = kernels.matrix(dtype, transB ? n : k, transB ? k : n, b);
      const C = kernels.matrix(dtype, m, n);
      const right = packed ? kernels.dense.pack(B) : B;
      const options = transA || transB ? { transA, transB } : undefined;
      const { dense } = kernels;
      return {
        run: options ? () => dense.gemm(C, A, right, options) : () => dense.gemm(C, A, right),
        check: () => verify(C.copy()),
        free: () => [A, B, C, right].forEach((handle) => handle.free()),
      };
    },
    peers,
    ceiling: dtype,
    cold,
  };
}

const square = (n) => [n, n, n];

export const rows = [
  ...[8, 16, 32, 64, 128, 256, 512, 1024, 2048].map((n) => row({ dtype: 'f32', shape: square(n), cold: n === 64 || n === 1024 })),
  row({ dtype: 'f32', shape: [203, 317, 411] }), // no size a multiple of a tile; names are MxNxK
  row({ dtype: 'f32', shape: [64, 64, 4096] }),
  row({ dtype: 'f32', shape: [1024, 1024, 16] }),
  ...['tn', 'nt', 'tt'].map((form) => row({ dtype: 'f32', form, shape: square(512) })),
  ...[32, 256, 1024].map((n) => row({ dtype: 'f32', packed: true, shape: square(n), peers: [{ id: 'tfjs', mode: 'resident' }, { id: 'ort', mode: 'packed' }] })),
  ...[16, 32, 64, 128, 256, 512, 1024].map((n) => row({ dtype: 'f64', shape: square(n), cold: n === 64 || n === 1024 })),
  row({ dtype: 'f64', shape: [203, 317, 411] }),
];
