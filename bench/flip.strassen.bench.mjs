// C = A·B by Strassen's recursion at the depth it chooses, beside our own classical gemm. Rates count 2mnk operations whatever was done, so the
// ceiling, which is that of multiplications and additions done, may be exceeded.
import { productProblem } from './harness/data.mjs';

/** Operands and the result, resident. */
function operands(k, { dtype, m, n, k: depth, a, b }) {
  const A = k.matrix(dtype, m, depth, a), B = k.matrix(dtype, depth, n, b), C = k.matrix(dtype, m, n);
  return { A, B, C, free: () => [A, B, C].forEach((handle) => handle.free()) };
}

const ownGemm = (work) => ({
  work,
  setup({ k, problem }) {
    const { A, B, C, free } = operands(k, problem);
    return { run: () => k.dense.gemm(C, A, B), check: () => problem.verify(C.copy()), free };
  },
});

function row({ dtype, shape: [m, n, k], levels }) {
  const square = m === n && n === k, work = 2 * m * n * k;
  return {
    name: `flip.strassen/${dtype}/${square ? n : [m, n, k].join('x')}${levels === undefined ? '' : `/levels-${levels}`}`,
    unit: 'GFLOP/s',
    work,
    problem: () => productProblem({ dtype, m, n, k }),
    setup({ k: kernels, problem }) {
      const { A, B, C, free } = operands(kernels, problem), options = levels === undefined ? {} : { levels };
      return { run: () => kernels.flip.strassen(C, A, B, options), check: () => problem.verify(C.copy()), free };
    },
    beside: dtype === 'i32' ? undefined : { 'own gemm': ownGemm(work) },
    ceiling: dtype === 'i32' ? undefined : dtype,
  };
}

const square = (n) => [n, n, n];

export const rows = [
  ...[256, 512, 1024, 2048].map((n) => row({ dtype: 'f32', shape: square(n) })),
  row({ dtype: 'f32', shape: [777, 777, 777] }), // no size a multiple of a leaf
  row({ dtype: 'f32', shape: [1024, 1536, 512] }), // names are MxNxK
  ...[1, 2, 3, 4].map((levels) => row({ dtype: 'f32', shape: square(1024), levels })),
  ...[512, 1024].map((n) => row({ dtype: 'f64', shape: square(n) })),
  ...[256, 1024].map((n) => row({ dtype: 'i32', shape: square(n) })),
];
