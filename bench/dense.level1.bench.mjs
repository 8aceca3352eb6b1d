// Vector operations, inside L1 and from memory. Rates count the operands' elements, 4 or 8 bytes each, read and written once.
import { random } from './harness/data.mjs';

const bytes = { f32: 4, f64: 8 };
const roundoff = { f32: 2 ** -24, f64: 2 ** -53 };

function near(got, want, scale, dtype, n) {
  if (!(Math.abs(got - want) <= 2 * (n + 4) * roundoff[dtype] * scale)) throw new Error(`wrong answer: ${got}, expected ${want}`);
}

function dot(dtype, n) {
  return {
    name: `dense.dot/${dtype}/${n}`,
    unit: 'GB/s',
    work: 2 * n * bytes[dtype],
    op: 'dot',
    problem() {
      const x = random(dtype, n, 1);
      const y = random(dtype, n, 2);
      let want = 0;
      let scale = 0;
      for (let i = 0; i < n; i++) {
        want += x[i] * y[i];
        scale += Math.abs(x[i] * y[i]);
      }
      return { dtype, x, y, verify: (got) => near(got, want, scale, dtype, n) };
    },
    setup({ k: kernels, problem: { x, y, verify } }) {
      const X = kernels.vector(dtype, x);
      const Y = kernels.vector(dtype, y);
      const { dense } = kernels;
      return { run: () => dense.dot(X, Y), check: () => verify(dense.dot(X, Y)), free: () => [X, Y].forEach((handle) => handle.free()) };
    },
    peers: [{ id: 'plain', mode: 'resident' }],
  };
}

function axpy(dtype, n) {
  const alpha = 1 / 1024; // added millions of times: small, so that nothing overflows
  return {
    name: `dense.axpy/${dtype}/${n}`,
    unit: 'GB/s',
    work: 3 * n * bytes[dtype],
    op: 'axpy',
    problem() {
      const x = random(dtype, n, 1);
      const y = random(dtype, n, 2);
      const verify = (got) => got.forEach((value, i) => near(value, y[i] + alpha * x[i], 1, dtype, 1));
      return { dtype, alpha, x, y, verify };
    },
    setup({ k: kernels, problem: { x, y, verify } }) {
      const X = kernels.vector(dtype, x);
      const Y = kernels.vector(dtype, y);
      const { dense } = kernels;
      return {
        run: () => dense.axpy(Y, alpha, X),
        check: () => verify(dense.axpy(Y.set(y), alpha, X).copy()),
        free: () => [X, Y].forEach((handle) => handle.free()),
      };
    },
    peers: [{ id: 'plain', mode: 'resident' }],
  };
}

function transpose(dtype, n) {
  return {
    name: `dense.transpose/${dtype}/${n}`,
    unit: 'GB/s',
    work: 2 * n * n * bytes[dtype],
    problem: () => ({ a: random(dtype, n * n, 1) }),
    setup({ k: kernels, problem: { a } }) {
      const A = kernels.matrix(dtype, n, n, a);
      const B = kernels.matrix(dtype, n, n);
      return {
        run: () => kernels.dense.transpose(B, A),
        check() {
          const b = B.copy();
          for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (b[j * n + i] !== a[i * n + j]) throw new Error(`wrong answer at (${j}, ${i})`);
        },
        free: () => [A, B].forEach((handle) => handle.free()),
      };
    },
  };
}

export const rows = [
  ...['f32', 'f64'].flatMap((dtype) => [1024, 1 << 22].flatMap((n) => [dot(dtype, n), axpy(dtype, n)])),
  ...[256, 2048].map((n) => transpose('f32', n)),
];
