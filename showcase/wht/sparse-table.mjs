// A spectrum of 2²² entries of which a hundred are not zero: found from a fraction of the samples, with the dense transform as judge.
import { normal, uniform } from 'lanewise/gallery';
import { within } from '../rows.mjs';
import { plainRows, refilled } from './plain.mjs';
import { timedJobs } from './timed.mjs';

const BITS = 22, N = 2 ** BITS, TERMS = 100, SIGMA = 2;

/** Index → value: distinct places, values of either sign between 1 and 2. */
function terms() {
  const draws = uniform(2, 2 * TERMS, { seed: 22 });
  const found = new Map();
  for (let i = 0; found.size < TERMS; i++) found.set(Math.floor(((draws[2 * i] + 1) / 2) * N), draws[2 * i + 1] + Math.sign(draws[2 * i + 1]));
  return found;
}

/** Is every coefficient of the dense spectrum found, with its value, and no other? */
export function agreement({ indices, values, complete }, dense, tolerance) {
  const expected = dense.reduce((count, v) => count + (Math.abs(v) > 0.5 ? 1 : 0), 0);
  const right = indices.filter((index, i) => Math.abs(dense[index]) > 0.5 && Math.abs(values[i] - dense[index]) <= tolerance).length;
  return { ok: complete && right === expected && indices.length === expected, text: `${right} of ${expected}` };
}

export async function sparseTable(k) {
  const spectrum = new Float64Array(N);
  for (const [index, value] of terms()) spectrum[index] = value;
  const x = plainRows()(spectrum.slice(), N);

  const X = k.vector('f64', x);
  const dense = k.wht.fwht(X, { scale: 'mean' }).copy();
  const worst = dense.reduce((most, v, i) => Math.max(most, Math.abs(v - spectrum[i])), 0);
  X.set(x);

  const quiet = (indices, out) => { for (let i = 0; i < out.length; i++) out[i] = x[indices[i]]; };
  const noise = normal(1, 2 ** 17, { seed: 5, sigma: SIGMA });
  let at = 0;
  const noisy = (indices, out) => { for (let i = 0; i < out.length; i++) out[i] = x[indices[i]] + noise[at++ % noise.length]; };
  const clean = () => k.wht.sparse(quiet, { n: BITS, sparsity: TERMS });
  const rough = (offsets) => () => {
    at = 0;
    return k.wht.sparse(noisy, { n: BITS, sparsity: TERMS, noise: SIGMA, offsets });
  };
  const found = clean();
  const blurred = ['nso', 'so'].map((offsets) => ({ what: `with noise, ${offsets}`, run: rough(offsets), answer: rough(offsets)() }));
  const rows = plainRows();
  const jobs = await timedJobs('f64-add', [
    {
      what: 'dense', shape: 'all samples', work: N * BITS, check: within(worst, 1e-9, (number) => `${number} off`),
      run: () => k.wht.fwht(X, { scale: 'ortho' }), plain: refilled(x, (y) => rows(y, N)),
    },
    { what: 'sparse', shape: `${found.samples}`, check: agreement(found, dense, 1e-9), run: clean, plain: 0 },
    ...blurred.map(({ what, run, answer }) => ({ what, shape: `${answer.samples}`, check: agreement(answer, dense, 0.1), run, plain: 0 })),
  ]);
  X.free();
  const share = (what, samples, most) => {
    const percent = (100 * samples) / N;
    return { what, check: { ok: percent < most, text: `${percent.toFixed(2)} % < ${most} %` } };
  };
  const unresolved = [found, ...blurred.map(({ answer }) => answer)].map((answer) => answer.unresolved);
  return {
    title: `A spectrum of 2²² entries, ${TERMS} of them not zero, from few samples`,
    about: 'The signal answers questions, x[m] for some m, and every answer has a price: a dense transform asks for all 4194304, the sparse one hashes the '
      + `spectrum into bins and peels them. With noise: of standard deviation ${SIGMA} on every sample, against coefficients of 1 to 2; nso and so are two ways to `
      + 'choose the samples, the second by a code.',
    heads: { what: 'transform', shape: 'samples' },
    rows: jobs,
    checks: [
      share('samples without noise, of all', found.samples, 1),
      ...blurred.map(({ what, answer }, i) => share(`samples ${what}, of all`, answer.samples, [2.5, 1][i])),
      { what: 'bins left unresolved', check: { ok: unresolved.every((count) => count === 0), text: unresolved.join(', ') } },
    ],
    note: 'check: coefficients equal to those of the dense spectrum (1e-9; with noise within 0.1). vs JS: radix-4 butterflies over all of them.',
  };
}
