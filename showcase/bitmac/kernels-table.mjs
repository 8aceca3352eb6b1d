// Counting digits, products through digits and products of signs, beside plain JavaScript.
import { gaussianInt8 } from 'lanewise/gallery';
import { secondsOf } from '../clock.mjs';
import { plainDigits, plainProduct, plainTotal } from './plain.mjs';

const ENCODINGS = ['complement', 'sign-magnitude', 'mbe', 'ent', 'naf'];
const COUNT = 2 ** 20, SIDE = 128, SIGNS = 512;
/** Rows that the plain loops take of a product too long for them. */
const BAND = 16;

const same = (got, expected) => ({ ok: got.length === expected.length && got.every((x, i) => x === expected[i]), text: 'exact' });

function counts(k, s) {
  const x = gaussianInt8(COUNT), X = s.vector('i8', x);
  return ENCODINGS.map((encoding) => {
    const digits = plainDigits(encoding), expected = plainTotal(x, digits), { total, mean } = k.bitmac.numPPs(X, encoding);
    return {
      what: `numPPs ${encoding}`, shape: '2²⁰ values', check: { ok: total === expected, text: `mean ${mean.toFixed(3)}` }, work: COUNT,
      run: () => k.bitmac.numPPs(X, encoding), plain: () => plainTotal(x, digits),
    };
  });
}

function digitProducts(k, s) {
  const [a, b] = [1, 2].map((seed) => gaussianInt8(SIDE ** 2, { seed })), expected = plainProduct(a, b, SIDE, SIDE, SIDE), c = new Int32Array(SIDE ** 2);
  const A = s.matrix('i8', SIDE, SIDE, a), B = s.matrix('i8', SIDE, SIDE, b), C = s.matrix('i32', SIDE, SIDE);
  return ['product', 'digits'].map((path) => {
    const checks = ENCODINGS.map((encoding) => same(k.bitmac.gemm(C, A, B, { encoding, path }).copy(), expected));
    return {
      what: `gemm by ${path}`, shape: `${SIDE}³`, check: { ok: checks.every(({ ok }) => ok), text: 'all encodings' }, work: 2 * SIDE ** 3,
      run: () => k.bitmac.gemm(C, A, B, { encoding: 'ent', path }), plain: () => plainProduct(a, b, SIDE, SIDE, SIDE, c),
    };
  });
}

function signProduct(k, s) {
  const [a, b] = [3, 4].map((seed) => gaussianInt8(SIGNS ** 2, { seed }).map((x) => (x < 0 ? -1 : 1)));
  const [A, B] = [a, b].map((x) => s.use(k.bitmac.bits(s.matrix('i8', SIGNS, SIGNS, x), 1, { binary: true }))), C = s.matrix('i32', SIGNS, SIGNS), c = new Int32Array(BAND * SIGNS);
  return {
    what: 'gemmBits ±1', shape: `${SIGNS}³`, check: same(k.bitmac.gemmBits(C, A, B).copy(), plainProduct(a, b, SIGNS, SIGNS, SIGNS)), work: 2 * SIGNS ** 3,
    run: () => k.bitmac.gemmBits(C, A, B), plain: () => plainProduct(a, b, BAND, SIGNS, SIGNS, c), times: SIGNS / BAND,
  };
}

export async function kernelsTable(k) {
  return k.scope(async (s) => {
    const jobs = [...counts(k, s), ...digitProducts(k, s), signProduct(k, s)];
    const seconds = await secondsOf(jobs.flatMap(({ run, plain }) => [run, plain]), { rounds: 1, minMs: 5, warmMs: 20 });
    return {
      title: 'Digits counted, and products of digits and bits',
      about: 'numPPs counts the digits that are not 0, which are the partial products a bit-slice engine forms, by closed formulas on 16 bytes at a time. gemm by digits is one '
        + 'product for every position of the digits, summed by weight, as the hardware does it. gemmBits multiplies matrices of −1 and 1, a bit each.',
      heads: { what: 'operation', shape: 'size' },
      rows: jobs.map(({ what, shape, check, work, times = 1 }, i) => {
        const [ours, plain] = [seconds[2 * i], seconds[2 * i + 1] * times];
        return { what, shape, check, ms: ours * 1e3, rate: work / ours / 1e9, unit: 'Gop/s', speedup: plain / ours };
      }),
      checks: [],
      note: 'check: equal to plain loops, for gemm through each of the five encodings. '
        + 'Gop/s: values counted, or multiplications and additions. vs JS: a table of 256 counts; three loops over whole numbers.',
    };
  });
}
