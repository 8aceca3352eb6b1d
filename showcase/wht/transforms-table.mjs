// The transform by itself: single vectors, a batch, and a length that is no power of two.
import { uniform } from 'lanewise/gallery';
import { steady } from '../../bench/harness/wht.mjs';
import { within } from '../rows.mjs';
import { plainAcross, plainRows, refilled, shareOfBound } from './plain.mjs';
import { timedJobs } from './timed.mjs';

const log = Math.log2;
const ofBound = (share) => within(share, 1, (number) => `${number} of bound`);

function transformJob(k, n, batch, what, shape) {
  const x = uniform(batch, n, { dtype: 'f32', seed: n + batch });
  const X = batch === 1 ? k.vector('f32', x) : k.matrix('f32', batch, n, x);
  const share = shareOfBound(k.wht.fwht(X).copy(), plainRows()(Float64Array.from(x), n), x, n, log(n) + 1);
  const rows = plainRows();
  return { what, shape, check: ofBound(share), work: n * batch * log(n), X: X.set(x), run: steady('f32', n, (o) => k.wht.fwht(X, o)), plain: refilled(x, (y) => rows(y, n)) };
}

/** 28·2⁹: H₂₈ takes 252 additions a column by sums of four, nine an element. */
function hadamardJob(k, m, n) {
  const x = uniform(m, n, { dtype: 'f32', seed: m });
  const X = k.vector('f32', x), signs = k.wht.hadamardMatrix(m);
  const want = plainAcross(signs, m, n, plainRows()(Float64Array.from(x), n));
  const share = shareOfBound(k.wht.hadamard(X).copy(), want, x, m * n, log(n) + m + 1);
  const rows = plainRows();
  const plain = refilled(x, (y) => plainAcross(signs, m, n, rows(y, n)));
  return { what: 'of H₂₈ ⊗ H₅₁₂', shape: `${m}·${n}`, check: ofBound(share), work: m * n * (log(n) + 9), X: X.set(x), run: steady('f32', m * n, (o) => k.wht.hadamard(X, o)), plain };
}

export async function transformsTable(k) {
  const jobs = [
    transformJob(k, 2 ** 12, 1, 'of 4096', '2^12'),
    transformJob(k, 2 ** 20, 1, 'of a million', '2^20'),
    transformJob(k, 1024, 4096, 'of 4096 rows of 1024', '4096×1024'),
    hadamardJob(k, 28, 512),
  ];
  const rows = await timedJobs('f32-add', jobs);
  for (const { X } of jobs) X.free();
  return {
    title: 'Walsh–Hadamard transforms in f32, resident and in place',
    about: 'n·log₂n additions a transform, nothing else: the adder is the ceiling. 28·2⁹ = 14336 is a width of Llama-3, transformed whole.',
    heads: { what: 'transform', shape: 'size' },
    rows,
    checks: [],
    note: 'check: largest error over its bound γ(log₂n + 1)·Σ|x|, against plain butterflies in f64. vs JS: radix-4 butterflies over typed arrays.',
  };
}
