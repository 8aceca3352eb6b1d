// lanewise/plain: from the caller's arrays to a new array, every copy counted. The one-line use of the package.
import { productProblem } from './harness/data.mjs';

function row(dtype, n) {
  return {
    name: `dense.plain.matmul/${dtype}/${n}`,
    unit: 'GFLOP/s',
    work: 2 * n ** 3,
    op: 'gemm',
    problem: () => productProblem({ dtype, m: n, n, k: n }),
    setup({ plain, problem: { a, b, verify } }) {
      const shape = { m: n, k: n, n };
      let c;
      return { run: () => { c = plain.matmul(a, b, shape); }, check: () => verify(c) };
    },
    variants: 'default', // the instance behind `plain` takes the fastest variant by itself
    peers: [
      { id: 'tfjs', mode: 'roundtrip' }, { id: 'ort', mode: 'roundtrip' }, { id: 'ndarray', mode: 'roundtrip' },
      { id: 'stdlib', mode: 'roundtrip' }, { id: 'plain', mode: 'roundtrip' },
    ],
    ceiling: dtype,
  };
}

export const rows = [...[4, 16, 64, 128, 256, 512, 1024].map((n) => row('f32', n)), ...[16, 256].map((n) => row('f64', n))];
