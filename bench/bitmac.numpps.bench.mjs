// Digits that are not 0, counted: totals and means alone, and with histogram, digit positions and rows.
import { gaussianInt8 } from 'lanewise/gallery';

/** Digits of v that are not 0, by the definitions: Booth's triplets; the digits −1, 0, 1, 2 of |v|; bits. */
const COUNT = {
  complement: (v) => bitsOf(v & 255),
  'sign-magnitude': (v) => bitsOf(Math.abs(v)),
  mbe: (v) => [0, 2, 4, 6].filter((i) => ![0, 7].includes(((v << 1) >> i) & 7)).length,
  ent: (v) => { let count = 0; for (let m = Math.abs(v); m > 0;) { const d = ((m + 1) & 3) - 1; count += d === 0 ? 0 : 1; m = (m - d) >> 2; } return count; },
  naf: (v) => { let count = 0; for (let m = v; m !== 0;) { const d = m & 1 ? 2 - (m & 3) : 0; count += d === 0 ? 0 : 1; m = (m - d) / 2; } return count; },
};
const bitsOf = (x) => { let count = 0; for (; x > 0; x &= x - 1) count++; return count; };

const plain = (encoding, x) => {
  const table = Uint8Array.from({ length: 256 }, (_, i) => COUNT[encoding]((i << 24) >> 24));
  return () => { let sum = 0; for (let i = 0; i < x.length; i++) sum += table[x[i] & 255]; return sum; };
};

function row({ encoding, rows: m, cols: n, detail = false }) {
  return {
    name: `bitmac.numPPs/${encoding}/${m}x${n}${detail ? '/detail' : ''}`,
    unit: 'Gint8/s',
    work: m * n,
    problem: () => ({ x: gaussianInt8(m * n, { seed: 1 }) }),
    setup({ k, problem: { x } }) {
      const X = k.matrix('i8', m, n, x), count = () => k.bitmac.numPPs(X, encoding, { detail });
      return {
        run: count,
        check() {
          const { total, histogram } = count(), want = plain(encoding, x)();
          if (total !== want) throw new Error(`wrong answer: ${total} digits, expected ${want}`);
          if (detail && histogram.reduce((sum, c, i) => sum + c * i, 0) !== want) throw new Error('wrong answer: the histogram');
        },
        free: () => X.free(),
      };
    },
    variants: 'default',
  };
}

const square = (encoding, more) => row({ encoding, rows: 512, cols: 512, ...more });

export const rows = Object.keys(COUNT).flatMap((encoding) => [square(encoding), square(encoding, { detail: true })]);
