// GELU and SiLU to any precision in BigInt fixed point (value·2^bits), independent of the kernels and of Math: series only.
import type { Float } from "./random.js";

const double = new Float64Array(1);
const long = new BigUint64Array(double.buffer);

/** x·2^bits exactly, or rounded down where bits are too few. */
export function fixed(x: number, bits: number): bigint {
  double[0] = x;
  const word = long[0] as bigint, field = Number((word >> 52n) & 2047n);
  const mantissa = (word & 0xfffffffffffffn) | (field === 0 ? 0n : 1n << 52n);
  const shift = bits + (field === 0 ? 1 : field) - 1075;
  const size = shift >= 0 ? mantissa << BigInt(shift) : mantissa >> BigInt(-shift);
  return word >> 63n === 1n ? -size : size;
}

const multiply = (a: bigint, b: bigint, bits: number): bigint => (a * b) >> BigInt(bits);
const divide = (a: bigint, b: bigint, bits: number): bigint => (a << BigInt(bits)) / b;

/** eʸ for y ≤ 0: halved until small, Taylor, squared back. */
function exp(y: bigint, bits: number): bigint {
  const one = 1n << BigInt(bits), halvings = 20;
  const r = y >> BigInt(halvings);
  let sum = one, term = one;
  for (let n = 1n; term !== 0n && term !== -1n; n++) { term = multiply(term, r, bits) / n; sum += term; }
  for (let i = 0; i < halvings; i++) sum = multiply(sum, sum, bits);
  return sum;
}

function sqrt(x: bigint, bits: number): bigint {
  const square = x << BigInt(bits);
  let root = 1n << BigInt((square.toString(2).length + 1) >> 1);
  for (let next = (root + square / root) >> 1n; next < root; next = (root + square / root) >> 1n) root = next;
  return root;
}

const circle = new Map<number, bigint>();

/** √(2π), π by Machin's formula. */
function rootTwoPi(bits: number): bigint {
  let known = circle.get(bits);
  if (known === undefined) {
    const arctan = (inverse: bigint): bigint => {
      let power = (1n << BigInt(bits)) / inverse, sum = power;
      for (let n = 3n, sign = -1n; power !== 0n; n += 2n, sign = -sign) { power /= inverse * inverse; sum += sign * (power / n); }
      return sum;
    };
    known = sqrt(2n * 4n * (4n * arctan(5n) - arctan(239n)), bits);
    circle.set(bits, known);
  }
  return known;
}

/** Φ(−t) = ½ − φ(t)·(t + t³/3 + t⁵/(3·5) + …), t ≥ 0 (Abramowitz & Stegun 26.2.11). */
function lowerTail(t: bigint, bits: number): bigint {
  const square = multiply(t, t, bits);
  let sum = t, term = t;
  for (let n = 3n; term !== 0n; n += 2n) { term = multiply(term, square, bits) / n; sum += term; }
  return (1n << BigInt(bits - 1)) - divide(multiply(exp(-square >> 1n, bits), sum, bits), rootTwoPi(bits), bits);
}

/** 128 bits below the last place of a result at least. `depth`: bits that cancel or that exp shrinks by. A multiple of 64, to share constants. */
function precision(x: number, depth: number): number {
  const small = x === 0 ? 0 : Math.max(0, -Math.floor(Math.log2(Math.abs(x))));
  return Math.ceil((192 + Math.min(1074, small) + Math.min(2400, depth)) / 64) * 64;
}

export interface Exact { readonly value: bigint; readonly bits: number }

export function geluExact(x: number): Exact {
  // e^(−x²/2) is that small, and for x < 0 the difference from ½ is once more.
  const bits = precision(x, x * x * (x < 0 ? 1.4427 : 0.7214));
  const v = fixed(x, bits), tail = lowerTail(v < 0n ? -v : v, bits);
  return { value: multiply(v, x < 0 ? tail : (1n << BigInt(bits)) - tail, bits), bits };
}

export function siluExact(x: number): Exact {
  const bits = precision(x, x < 0 ? -x * 1.4427 : 0);
  const v = fixed(x, bits), one = 1n << BigInt(bits), e = exp(v < 0n ? v : -v, bits);
  return { value: divide(x < 0 ? multiply(v, e, bits) : v, one + e, bits), bits };
}

/** |got − exact| in units in the last place of the exact value in the dtype. */
export function ulpError(dtype: Float, got: number, { value, bits }: Exact): number {
  const size = value < 0n ? -value : value;
  const [digits, least] = dtype === "f32" ? [24, -149] : [53, -1074];
  const exponent = Math.max(size.toString(2).length - bits - digits, least);
  const error = fixed(got, bits) - value;
  const scaled = (error < 0n ? -error : error) << 32n;
  const shift = BigInt(bits + exponent);
  return Number(shift >= 0n ? scaled >> shift : scaled << -shift) / 2 ** 32;
}
