// Least squares of many rows by sketching: the residual against the least one, the answer against Householder QR.
import { normal, uniform } from 'lanewise/gallery';
import { secondsOf } from '../clock.mjs';
import { within } from '../rows.mjs';

const ROWS = 2 ** 15, COLS = 200;

const norm = (v) => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));

/** b − A·x and Aᵀ·r by plain loops. */
function residual(A, b, x) {
  const r = Float64Array.from(b);
  for (let i = 0; i < r.length; i++) for (let j = 0; j < x.length; j++) r[i] -= A[i * x.length + j] * x[j];
  const gradient = new Float64Array(x.length);
  for (let i = 0; i < r.length; i++) for (let j = 0; j < x.length; j++) gradient[j] += A[i * x.length + j] * r[i];
  return { r, length: norm(r), gradient: norm(gradient) };
}

export async function lstsqTable(k) {
  const a = uniform(ROWS, COLS, { seed: 15 }).map((v, at) => v * 10 ** (-4 * ((at % COLS) / COLS))); // columns fall off by 10⁴
  const b = normal(1, ROWS, { seed: 3, sigma: 0.001 });
  for (let i = 0; i < ROWS; i++) for (let j = 0; j < COLS; j++) b[i] += a[i * COLS + j];
  const A = k.matrix('f64', ROWS, COLS, a), B = k.vector('f64', b), right = k.matrix('f64', ROWS, 1, b), X = k.matrix('f64', COLS, 1);

  const runs = [
    () => k.dense.lstsq(X, A, right),
    () => k.wht.lstsqSketch(A, B),
    () => k.wht.lstsqSketch(A, B, { sketch: 8 * COLS }),
    () => k.wht.lstsqPrecond(A, B),
  ];
  const answers = runs.map((run) => run()).map((found) => found.copy?.() ?? found.x ?? found);
  const [least, rough, better, best] = answers.map((x) => residual(a, b, x));
  const gap = norm(best.r.map((v, i) => v - least.r[i])) / norm(b);
  const seconds = await secondsOf(runs, { rounds: 1, minMs: 5, warmMs: 50 });
  for (const handle of [A, B, right, X]) handle.free();

  const row = (i, what, shape, check) => ({ what, shape, check, ms: seconds[i] * 1e3, speedup: seconds[0] / seconds[i] });
  const ratio = (found, most) => within(found.length / least.length, most, (number) => `${number} residual`);
  return {
    title: `Least squares of ${ROWS}×${COLS} in f64 by sketching`,
    about: 'Random signs, a Walsh–Hadamard transform down the columns and a few rows of it keep every length nearly as it was: the small problem answers '
      + 'for the large one (sketch), or its triangle makes LSQR converge at once, to the accuracy of QR (preconditioned).',
    heads: { what: 'method', shape: 'rows', speedup: 'vs QR' },
    rows: [
      row(0, 'Householder QR', `${ROWS}`, within(least.gradient / (norm(a) * norm(b)), 1e-13, (number) => `${number} |Aᵀr|`)),
      row(1, 'sketch', `${4 * COLS}`, ratio(rough, 1.25)),
      row(2, 'sketch', `${8 * COLS}`, ratio(better, 1.1)),
      row(3, 'preconditioned', `${ROWS}`, within(gap, 1e-12, (number) => `${number} from QR`)),
    ],
    checks: [],
    note: 'check: of QR |Aᵀr| over |A||b|, at most 1e-13; of sketches the residual over the least one, at most 1.25 and 1.1; preconditioned: '
      + 'distance of A·x from that of QR over |b|, at most 1e-12.',
  };
}
