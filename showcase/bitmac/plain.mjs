// The same in plain JavaScript: products by three loops, digits by a table of all 256 values.

/** C = A·B, m×k by k×n, whole numbers. */
export function plainProduct(a, b, m, k, n, c = new Int32Array(m * n)) {
  c.fill(0);
  for (let i = 0; i < m; i++) for (let p = 0; p < k; p++) {
    const x = a[i * k + p];
    for (let j = 0, from = p * n, to = i * n; j < n; j++) c[to + j] += x * b[from + j];
  }
  return c;
}

/** MBE: two bits and the one below them make a digit −2 … 2. */
function booth(x) {
  let count = 0;
  for (let i = 0, below = 0; i < 8; i += 2) {
    const low = (x >> i) & 1, high = (x >> (i + 1)) & 1;
    if (low + below - 2 * high !== 0) count++;
    below = high;
  }
  return count;
}

/** EN-T: digits −1 … 2 of the magnitude. */
function ent(x) {
  let count = 0;
  for (let rest = Math.abs(x); rest !== 0;) {
    const digit = rest % 4 === 3 ? -1 : rest % 4;
    if (digit !== 0) count++;
    rest = (rest - digit) / 4;
  }
  return count;
}

/** The non-adjacent form. */
function naf(x) {
  let count = 0;
  for (let rest = x; rest !== 0; rest /= 2) {
    if (rest % 2 === 0) continue;
    rest -= Math.abs(rest) % 4 === 1 ? Math.sign(rest) : -Math.sign(rest);
    count++;
  }
  return count;
}

const ones = (x) => x.toString(2).replaceAll('0', '').length;
const COUNTS = { complement: (x) => ones(x & 255), 'sign-magnitude': (x) => ones(Math.abs(x)), mbe: booth, ent, naf };

/** Digits that are not 0 of each int8 value, at its low byte. */
export function plainDigits(encoding) {
  return Uint8Array.from({ length: 256 }, (_, byte) => COUNTS[encoding]((byte << 24) >> 24));
}

export function plainTotal(x, digits) {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += digits[x[i] & 255];
  return total;
}
