// ndarray-gemm: blocked JavaScript over strided views.
import gemm from 'ndarray-gemm';
import ndarray from 'ndarray';

export async function load() {
  return {
    gemm({ m, n, k, a, b }) {
      const A = ndarray(a, [m, k]);
      const B = ndarray(b, [k, n]);
      const C = ndarray(new a.constructor(m * n), [m, n]);
      return { run: () => gemm(C, A, B), result: () => C.data };
    },
  };
}
