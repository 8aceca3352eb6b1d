// Squares and differences in a finite field, which is all that Paley's matrices need of it.
// An element is a number below q whose digits in base p are the coefficients of a polynomial, lowest first.

/** The prime that q ≥ 2 is a power of, or 0. */
export function primeOf(q: number): number {
  let p = 2;
  while (p * p <= q && q % p !== 0) p++;
  if (p * p > q) return q;
  while (q % p === 0) q /= p;
  return q === 1 ? p : 0;
}

/** a + s·b, digit by digit. */
function addScaled(a: number, b: number, s: number, p: number): number {
  let sum = 0;
  for (let unit = 1; a > 0 || b > 0; unit *= p) {
    sum += ((a % p + s * (b % p)) % p) * unit;
    a = Math.floor(a / p);
    b = Math.floor(b / p);
  }
  return sum;
}

export const subtract = (a: number, b: number, p: number): number => addScaled(a, b, p - 1, p);

/** χ over GF(q), q odd: 1 for a square, −1 for another, 0 for 0. The field is the polynomials mod the first primitive one,
 *  x^k = r(x) with r counted upwards, so that the powers of x are all elements in turn, squares and others. */
export function quadraticCharacter(q: number): Int8Array {
  const p = primeOf(q), top = q / p;
  const chi = new Int8Array(q);
  for (let r = 1; r < q; r++) {
    let power = 1, sign = 1, steps = 0;
    do {
      chi[power] = sign;
      sign = -sign;
      const lead = Math.floor(power / top);
      power = addScaled((power - lead * top) * p, r, lead, p);
    } while (power > 1 && ++steps < q - 1);
    if (power === 1 && steps === q - 2) return chi;
  }
  throw new RangeError(`${q} is no power of an odd prime`);
}
