// Least squares of n×d by sketching beside Householder QR of the whole matrix. Columns fall off by 10⁴, so that A is not
// conditioned like noise; b is in its range but for noise.
import { random } from './harness/data.mjs';

function problem(n, d) {
  const a = random('f64', n * d, 1);
  for (let j = 0; j < d; j++) {
    const scale = 10 ** ((-4 * j) / d);
    for (let i = 0; i < n; i++) a[i * d + j] *= scale;
  }
  const b = random('f64', n, 2);
  for (let i = 0; i < n; i++) for (let j = 0, at = i * d; j < d; j++) b[i] += a[at + j];
  return { n, d, a, b };
}

/** ‖b − A·x‖₂, and ‖A·(x − y)‖₂/‖b‖₂. */
function measures(k, A, b, x, y) {
  return k.scope((s) => {
    const r = s.vector('f64', b);
    k.dense.gemv(r, A, s.vector('f64', x), { alpha: -1, beta: 1 });
    const residual = k.dense.nrm2(r);
    k.dense.gemv(r, A, s.vector('f64', x.map((v, i) => v - y[i])));
    return { residual, gap: k.dense.nrm2(r) / k.dense.nrm2(s.vector('f64', b)) };
  });
}

function byQr(k, A, b, d) {
  return k.scope((s) => k.dense.lstsq(s.matrix('f64', d, 1), A, s.matrix('f64', b.length, 1, b)).copy());
}

/** `solve(k, A, b)` gives x; `most`: the residual allowed over the least; `gap`: how far A·x may be from that of QR. */
function row(name, n, d, solve, { most, gap = Infinity }) {
  return {
    name: `wht.${name}/f64/${n}x${d}`,
    unit: 'calls/s',
    work: 1e9,
    problem: () => problem(n, d),
    setup({ k, problem: { a, b } }) {
      const A = k.matrix('f64', n, d, a), B = k.vector('f64', b);
      const facts = {};
      return {
        run: () => solve(k, A, B, d),
        check() {
          const x = solve(k, A, B, d), exact = byQr(k, A, b, d);
          const got = measures(k, A, b, x, exact);
          facts.residual = got.residual / measures(k, A, b, exact, exact).residual;
          facts.gap = got.gap;
          if (!(facts.residual <= most)) throw new Error(`the residual is ${facts.residual} of the least, expected at most ${most}`);
          if (!(facts.gap <= gap)) throw new Error(`A·x is ${facts.gap} of ‖b‖ from that of QR, expected at most ${gap}`);
        },
        facts: () => facts,
        free: () => [A, B].forEach((handle) => handle.free()),
      };
    },
    beside: {
      'own qr': {
        work: 1e9,
        setup({ k, problem: { a, b } }) {
          const A = k.matrix('f64', n, d, a);
          const [X, B] = [k.matrix('f64', d, 1), k.matrix('f64', n, 1, b)];
          return { run: () => k.dense.lstsq(X, A, B), free: () => [A, X, B].forEach((handle) => handle.free()) };
        },
      },
    },
    variants: 'default',
    maxMs: 10_000, // the QR too in rounds
  };
}

const sketched = (times) => (k, A, b, d) => k.wht.lstsqSketch(A, b, { sketch: times * d });
const preconditioned = (k, A, b) => k.wht.lstsqPrecond(A, b).x;

export const rows = [200, 500].flatMap((d) => [
  row('lstsqSketch/4d', 65536, d, sketched(4), { most: 1.25 }),
  row('lstsqSketch/8d', 65536, d, sketched(8), { most: 1.1 }),
  row('lstsqPrecond', 65536, d, preconditioned, { most: 1 + 1e-12, gap: 1e-12 }),
]);
