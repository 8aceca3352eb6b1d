// Exact fractions whose parts fit 32 bits, which is what coefficients of schemes are.

export interface Fraction { readonly n: number; readonly d: number }

export const ZERO: Fraction = { n: 0, d: 1 };
export const ONE: Fraction = { n: 1, d: 1 };
const MOST = 2 ** 31;

function gcd(a: number, b: number): number {
  let x = Math.abs(a), y = Math.abs(b);
  while (y !== 0) {
    const rest = x % y;
    x = y;
    y = rest;
  }
  return x;
}

/** n/d in lowest terms, the sign above; undefined where it does not fit. `d` is not 0. */
export function fraction(n: number, d: number): Fraction | undefined {
  if (d === 1 && (n | 0) === n) return n === 0 ? ZERO : n === 1 ? ONE : { n, d };
  if (!Number.isSafeInteger(n) || !Number.isSafeInteger(d)) return undefined;
  const g = gcd(n, d) * Math.sign(d), top = n / g + 0, bottom = d / g;
  return top >= MOST || top < -MOST || bottom >= MOST ? undefined : { n: top, d: bottom };
}

/** Products beyond 2^53 are wrong, but then too large in any case. */
export function times(a: Fraction, b: Fraction): Fraction | undefined {
  const g = gcd(a.n, b.d), h = gcd(b.n, a.d);
  return g === 0 || h === 0 ? ZERO : fraction((a.n / g) * (b.n / h), (a.d / h) * (b.d / g));
}

export function plus(a: Fraction, b: Fraction): Fraction | undefined {
  const x = a.n * b.d, y = b.n * a.d;
  return Number.isSafeInteger(x) && Number.isSafeInteger(y) ? fraction(x + y, a.d * b.d) : undefined;
}

/** The fraction of a denominator up to 4096 that a double is the nearest to, by its continued fraction; undefined where there is none. */
export function nearest(x: number): Fraction | undefined {
  if ((x | 0) === x) return fraction(x, 1);
  let [n, d, n0, d0] = [1, 0, 0, 1];
  for (let y = x; Number.isFinite(y);) {
    const k = Math.floor(y);
    [n, d, n0, d0] = [k * n + n0, k * d + d0, n, d];
    if (d > 4096) return undefined;
    if (n / d === x) return fraction(n, d);
    y = 1 / (y - k);
  }
  return undefined;
}

/** As files have it: 3, -1/2. */
export function show(n: number, d: number): string { return d === 1 ? String(n) : `${n}/${d}`; }
