// Counting of partial products: rates over a matrix of 256 KiB, and ratios to loops in JavaScript over a table of 256 entries. CPU time of one thread, interleaved within one
// run; every answer is checked first.
import { gaussianInt8 } from 'lanewise/gallery';
import { interleaved } from '../harness/interleaved.mjs';

const ENCODINGS = ['complement', 'sign-magnitude', 'mbe', 'ent', 'naf'];
const SIDE = 512;
const LENGTH = SIDE * SIDE;
/** 10⁹ values a second. */
const RATE = { total: 10, detail: 3 };
const TIMES = 100;

/** Entry v & 255: by Booth's triplets, not by the package. */
function boothTable() {
  return Uint8Array.from({ length: 256 }, (_, v) => {
    let count = 0;
    for (let i = 0, bits = v << 1; i < 4; i++, bits >>= 2) if ((bits & 7) !== 0 && (bits & 7) !== 7) count++;
    return count;
  });
}

/** One sum over a table, in the ways it is written; the last one is as fast as we can make it. */
function loops(x) {
  const table = boothTable(), plain = Array.from(table);
  return {
    'for...of': () => { let sum = 0; for (const v of x) sum += plain[v & 255]; return sum; },
    reduce: () => x.reduce((sum, v) => sum + plain[v & 255], 0),
    'by index, typed table': () => { let sum = 0; for (let i = 0; i < x.length; i++) sum += table[x[i] & 255]; return sum; },
  };
}

/** All of `detail` in one pass. */
function detailLoop(x, digits) {
  const table = boothTable(), nonzero = Array.from(table, (_, v) => digits.map((plane) => (plane[v] === 0 ? 0 : 1)));
  return () => {
    const histogram = new Uint32Array(5), perDigit = new Uint32Array(4), perChannel = new Float64Array(SIDE);
    let total = 0;
    for (let i = 0; i < SIDE; i++) {
      let row = 0;
      for (let j = 0; j < SIDE; j++) {
        const v = x[i * SIDE + j] & 255, n = table[v], d = nonzero[v];
        row += n;
        histogram[n]++;
        for (let p = 0; p < 4; p++) perDigit[p] += d[p];
      }
      perChannel[i] = row / SIDE;
      total += row;
    }
    return { total, mean: total / x.length, histogram, perDigit, perChannel };
  };
}

function expectSame(what, got, want) {
  if (JSON.stringify(got) !== JSON.stringify(want)) throw new Error(`wrong answer: ${what}`);
}

/** Counts by another way: from the digit planes. */
function check(k, X, e) {
  const { digits } = k.bitmac.encode(X, e), perDigit = digits.map((plane) => plane.reduce((sum, d) => sum + (d === 0 ? 0 : 1), 0));
  const brief = k.bitmac.numPPs(X, e), full = k.bitmac.numPPs(X, e, { detail: true }), total = perDigit.reduce((a, b) => a + b, 0);
  expectSame(e, [brief.total, full.total, [...full.perDigit]], [total, total, perDigit]);
}

export async function bars(k) {
  const x = gaussianInt8(LENGTH, { seed: 1 }), X = k.matrix('i8', SIDE, SIDE, x), rows = [];
  const rate = (name, what, seconds, bar) => rows.push({ name, what, ratio: LENGTH / seconds / 1e9, unit: 'G int8/s', bar });
  try {
    for (const e of ENCODINGS) check(k, X, e);
    const ways = ENCODINGS.flatMap((e) => [[`numPPs ${e}`, 'total and mean', undefined, RATE.total], [`numPPs ${e}`, 'with detail', { detail: true }, RATE.detail]].map((row) => [...row, () => k.bitmac.numPPs(X, e, row[2])]));
    const times = interleaved(ways.map((way) => way[4]), { total: 5, most: 31 });
    ways.forEach(([name, what, , bar], i) => rate(name, what, times[i], bar));

    const count = () => k.bitmac.numPPs(X, 'mbe'), detail = () => k.bitmac.numPPs(X, 'mbe', { detail: true });
    const byTable = loops(x), digits = k.scope((s) => k.bitmac.encode(s.vector('i8', Int8Array.from({ length: 256 }, (_, v) => v)), 'mbe').digits), whole = detailLoop(x, digits);
    for (const [name, loop] of Object.entries(byTable)) expectSame(name, loop(), count().total);
    expectSame('detail', whole(), detail());
    const names = Object.keys(byTable), [ours, inDetail, loop, ...plain] = interleaved([count, detail, whole, ...Object.values(byTable)], { total: 3 });
    // A loop by index takes some four cycles a value: a hundred times that would be sixteen values in less than one cycle, which seven operations on a vector cannot be. The bar
    // stands at the loop as it is usually written; the others are told.
    names.forEach((name, i) => rows.push({ name: 'numPPs mbe over a table loop', what: name, ratio: plain[i] / ours, unit: 'x', ...(i === 0 && { bar: TIMES }) }));
    rows.push({ name: 'numPPs mbe over a table loop', what: 'with detail', ratio: loop / inDetail, unit: 'x' });
  } finally {
    X.free();
  }
  return rows;
}
