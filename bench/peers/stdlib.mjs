// @stdlib/blas: reference BLAS in JavaScript (its sgemm and dgemm ship no native or wasm kernel).
import dgemm from '@stdlib/blas-base-dgemm';
import sgemm from '@stdlib/blas-base-sgemm';

export async function load() {
  return {
    gemm({ dtype, m, n, k, a, b }) {
      const gemm = dtype === 'f32' ? sgemm : dgemm;
      const c = new a.constructor(m * n);
      return { run: () => gemm('row-major', 'no-transpose', 'no-transpose', m, n, k, 1, a, k, b, n, 0, c, n), result: () => c };
    },
  };
}
