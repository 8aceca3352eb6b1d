// Decimal to binary, rounded to nearest even, without a detour by strings for numbers of ordinary length.
// Fast path: Clinger, "How to read floating point numbers accurately", PLDI 1990, §3. Past it, double-double arithmetic whose error bound decides
// whether the rounding is certain: Dekker, "A floating-point technique for extending the available precision", Numer. Math. 18 (1971).

/** Powers of ten that are exact in double precision. */
const POWERS: readonly number[] = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
const EXACT = POWERS.length - 1;
const SPLITTER = 2 ** 27 + 1;
/** Of the double-double result: some 2^-102, with room to spare. */
const RELATIVE_ERROR = 2 ** -98;

/** Most digits of `high`, and of `low`. */
export const HALF = 15;

/** (high·10^k + low)·10^exponent, high and low whole numbers of at most 15 digits, 0 <= k <= 15; NaN where the rounding is not certain. */
export function scaled(high: number, low: number, k: number, exponent: number): number {
  if (k === 0 && exponent >= -EXACT && exponent <= EXACT) return exponent < 0 ? high / (POWERS[-exponent] as number) : high * (POWERS[exponent] as number);
  if (high === 0) return low === 0 ? 0 : NaN;
  const size = exponent < 0 ? -exponent : exponent;
  if (size > 2 * EXACT) return NaN;
  // m + n, the digits, exactly but for n's rounding.
  const shift = POWERS[k] as number;
  const product = high * shift;
  const m = product + low;
  const n = low - (m - product) + productError(high, shift, product);
  // p + q = 10^size, exactly.
  const first = POWERS[size > EXACT ? EXACT : size] as number;
  const second = POWERS[size > EXACT ? size - EXACT : 0] as number;
  const p = first * second;
  const q = productError(first, second, p);
  let x: number;
  let rest: number;
  if (exponent < 0) {
    x = m / p;
    const back = x * p;
    rest = (m - back - productError(x, p, back) + n - x * q) / p;
  } else {
    x = m * p;
    rest = productError(m, p, x) + (m * q + n * p);
  }
  const error = x * RELATIVE_ERROR;
  const value = x + (rest + error);
  return value === x + (rest - error) ? value : NaN;
}

/** a·b − fl(a·b), exactly. */
function productError(a: number, b: number, product: number): number {
  const sa = SPLITTER * a;
  const sb = SPLITTER * b;
  const a1 = sa - (sa - a);
  const b1 = sb - (sb - b);
  const a2 = a - a1;
  const b2 = b - b1;
  return a1 * b1 - product + a1 * b2 + a2 * b1 + a2 * b2;
}
