// Schemes made in code, reduced and bent, and checked in plain exact arithmetic; and plain elimination over p elements.
import type { Ring, Scheme } from "lanewise";
import type { Random } from "./random.js";

type Factor = "u" | "v" | "w";
const FACTORS: readonly Factor[] = ["u", "v", "w"];
type Matrix = readonly (readonly number[])[];

const whole = (x: number, p: number): number => ((x % p) + p) % p;

/** Terms as "a11+a12 . b22-b21 . c11+c12", c in plain order; counted from 1. */
export function written(n: number, m: number, p: number, ...terms: readonly string[]): Scheme {
  const u = new Int32Array(terms.length * n * m), v = new Int32Array(terms.length * m * p), w = new Int32Array(terms.length * p * n);
  terms.forEach((term, q) => {
    for (const [, sign, letter, i, j] of term.matchAll(/([+-]?)([abc])(\d)(\d)/g)) {
      const r = Number(i) - 1, c = Number(j) - 1, one = sign === "-" ? -1 : 1;
      if (letter === "a") u[q * n * m + r * m + c] = one;
      else if (letter === "b") v[q * m * p + r * p + c] = one;
      else w[q * p * n + c * n + r] = one;
    }
  });
  return { shape: [n, m, p], ring: "ZT", rank: terms.length, u, v, w };
}

/** Strassen 1969. */
export const strassen: Scheme = written(2, 2, 2,
  "a11+a22 . b11+b22 . c11+c22", "a21+a22 . b11 . c21-c22", "a11 . b12-b22 . c12+c22", "a22 . b21-b11 . c11+c21",
  "a11+a12 . b22 . c12-c11", "a21-a11 . b11+b12 . c22", "a12-a22 . b21+b22 . c11");

/** Laderman 1976. */
export const laderman: Scheme = written(3, 3, 3,
  "a11+a12+a13-a21-a22-a32-a33 . b22 . c12", "a11-a21 . b22-b12 . c21+c22", "a22 . -b11+b12+b21-b22-b23-b31+b33 . c21", "-a11+a21+a22 . b11-b12+b22 . c12+c21+c22",
  "a21+a22 . b12-b11 . c12+c22", "a11 . b11 . c11+c12+c13+c21+c22+c31+c33", "-a11+a31+a32 . b11-b13+b23 . c13+c31+c33", "-a11+a31 . b13-b23 . c31+c33",
  "a31+a32 . b13-b11 . c13+c33", "a11+a12+a13-a22-a23-a31-a32 . b23 . c13", "a32 . -b11+b13+b21-b22-b23-b31+b32 . c31", "-a13+a32+a33 . b22+b31-b32 . c12+c31+c32",
  "a13-a33 . b22-b32 . c31+c32", "a13 . b31 . c11+c12+c13+c21+c23+c31+c32", "a32+a33 . b32-b31 . c12+c32", "-a13+a22+a23 . b23+b31-b33 . c13+c21+c23",
  "a13-a23 . b23-b33 . c21+c23", "a22+a23 . b33-b31 . c13+c23", "a12 . b21 . c11", "a23 . b32 . c22", "a21 . b13 . c23", "a31 . b12 . c32", "a33 . b33 . c33");

/** One term a product of scalars. */
export function naive(n: number, m: number, p: number): Scheme {
  const terms: string[] = [];
  for (let i = 1; i <= n; i++) for (let j = 1; j <= m; j++) for (let k = 1; k <= p; k++) terms.push(`a${i}${j} . b${j}${k} . c${i}${k}`);
  return written(n, m, p, ...terms);
}

/** Blocks of one scheme multiplied by the other. */
export function nested(s: Scheme, t: Scheme): Scheme {
  const size = ([n, m, p]: readonly number[], f: Factor): [number, number] => f === "u" ? [n!, m!] : f === "v" ? [m!, p!] : [p!, n!];
  const kron = (f: Factor): Int32Array => {
    const [a, b] = size(s.shape, f), [c, d] = size(t.shape, f), out = new Int32Array(s.rank * t.rank * a * b * c * d);
    for (let q = 0; q < s.rank; q++) for (let r = 0; r < t.rank; r++) for (let i = 0; i < a * c; i++) for (let j = 0; j < b * d; j++) {
      out[((q * t.rank + r) * a * c + i) * b * d + j] = s[f][q * a * b + Math.floor(i / c) * b + Math.floor(j / d)]! * t[f][r * c * d + (i % c) * d + (j % d)]!;
    }
    return out;
  };
  return { shape: s.shape.map((x, i) => x * t.shape[i]!) as unknown as Scheme["shape"], ring: s.ring, rank: s.rank * t.rank, u: kron("u"), v: kron("v"), w: kron("w") };
}

/** Residues of a scheme, fractions too; undefined where a denominator has none. */
export function reduced(s: Scheme, p: 2 | 3): Scheme | undefined {
  const residues = (f: Factor): Int32Array => s[f].map((x, i) => {
    const d = whole(s.denominators?.[f][i] ?? 1, p);
    return d === 0 ? -99 : whole(x * d, p); // 1 and 2 are their own inverses modulo 3
  });
  const u = residues("u"), v = residues("v"), w = residues("w");
  return [u, v, w].some((x) => x.includes(-99)) ? undefined : { shape: s.shape, ring: `Z${p}` as Ring, rank: s.rank, ...(s.target !== undefined && { target: s.target }), u, v, w };
}

/** A product of elementary matrices modulo p, and its inverse. */
function regular(random: Random, n: number, p: number): [Matrix, Matrix] {
  const x = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => Number(i === j))), y = x.map((row) => [...row]);
  for (let turn = 0; turn < 4 * n; turn++) {
    const i = random.int(0, n - 1), j = random.int(0, n - 1), c = random.int(1, p - 1);
    if (i === j) continue;
    for (let k = 0; k < n; k++) {
      x[i]![k] = (x[i]![k]! + c * x[j]![k]!) % p;
      y[k]![j] = (y[k]![j]! + (p - c) * y[k]![i]!) % p;
    }
  }
  return [x, y];
}

/** XUY, Y⁻¹VZ, Z⁻¹WX⁻¹ modulo p with random X, Y, Z. */
export function bent(s: Scheme, random: Random, p: 2 | 3): Scheme {
  const [n, m, k] = s.shape, [x, xi] = regular(random, n, p), [y, yi] = regular(random, m, p), [z, zi] = regular(random, k, p);
  const times = (f: Factor, left: Matrix, right: Matrix): Int32Array => {
    const rows = left.length, cols = right.length;
    return s[f].map((_, at) => {
      const q = Math.floor(at / (rows * cols)), i = Math.floor(at / cols) % rows, j = at % cols;
      let sum = 0;
      for (let a = 0; a < rows; a++) for (let b = 0; b < cols; b++) sum += left[i]![a]! * s[f][(q * rows + a) * cols + b]! * right[b]![j]!;
      return whole(sum, p);
    });
  };
  return { ...s, ring: `Z${p}` as Ring, u: times("u", x, y), v: times("v", yi, z), w: times("w", zi, xi) };
}

/** Where (i, j) of a structured matrix is kept, and its sign. */
function kept(letter: string, n: number, i: number, j: number): [number, number] | undefined {
  if (letter === "g") return [i * n + j, 1];
  if ((letter === "u" && i > j) || (letter === "l" && i < j) || (letter === "k" && i === j)) return undefined;
  const x = Math.min(i, j), y = Math.max(i, j), skip = letter === "k" ? x + 1 : 0;
  return [(x * (2 * n - x - 1)) / 2 + y - skip, i > j && (letter === "k" || letter === "w") ? -1 : 1];
}

const entries = (letter: string, n: number): number => letter === "g" ? n * n : letter === "k" ? (n * (n - 1)) / 2 : (n * (n + 1)) / 2;

/** A scheme of square matrices used on structured ones, outputs all kept: for targets of two letters but uu and xt. */
export function restricted(s: Scheme, target: string): Scheme {
  const n = s.shape[0], fold = (x: Int32Array, letter: string): Int32Array => {
    const size = entries(letter, n), out = new Int32Array(s.rank * size);
    for (let q = 0; q < s.rank; q++) for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) {
      const [at, sign] = kept(letter, n, i, j) ?? [0, 0];
      out[q * size + at]! += sign * x[q * n * n + i * n + j]!;
    }
    return out;
  };
  const w = s.w.map((_, at) => s.w[Math.floor(at / (n * n)) * n * n + (at % n) * n + Math.floor(at / n) % n]!);
  return { shape: s.shape, ring: "Z", rank: s.rank, target, u: fold(s.u, target[0]!), v: fold(s.v, target[1]!), w };
}

const gcd = (a: bigint, b: bigint): bigint => b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b);

/** The first wrong Brent equation of a general or two-letter scheme over Z or Q, in whole numbers of any size; undefined if all hold. */
export function wrong(s: Scheme): string | undefined {
  const [n, m, p] = s.shape, lengths = FACTORS.map((f) => s[f].length / s.rank) as [number, number, number];
  const den = (f: Factor, i: number): bigint => BigInt(s.denominators?.[f][i] ?? 1);
  let scale = 1n;
  for (const f of FACTORS) {
    let all = 1n;
    for (let i = 0; i < s[f].length; i++) all = all / gcd(all, den(f, i)) * den(f, i);
    scale *= all;
  }
  const sums = new Map<string, bigint>(), add = (key: string, x: bigint): void => { sums.set(key, (sums.get(key) ?? 0n) + x); };
  const list = (f: Factor, q: number): [number, bigint, bigint][] => Array.from({ length: lengths[FACTORS.indexOf(f)]! }, (_, i) => q * lengths[FACTORS.indexOf(f)]! + i)
    .filter((at) => s[f][at] !== 0).map((at) => [at - q * lengths[FACTORS.indexOf(f)]!, BigInt(s[f][at]!), den(f, at)]);
  for (let q = 0; q < s.rank; q++) for (const [a, x, dx] of list("u", q)) for (const [b, y, dy] of list("v", q)) for (const [c, z, dz] of list("w", q)) add(`${a},${b},${c}`, x * y * z * scale / (dx * dy * dz));
  const [left, right] = s.target ?? "gg";
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) for (let k = 0; k < p; k++) {
    const a = s.target === undefined ? [i * m + j, 1] : kept(left!, n, i, j), b = s.target === undefined ? [j * p + k, 1] : kept(right!, n, j, k);
    if (a && b) add(`${a[0]},${b[0]},${s.target === undefined ? k * n + i : i * n + k}`, -scale * BigInt(a[1]! * b[1]!));
  }
  for (const [key, sum] of sums) if (sum !== 0n) return `equation ${key} is off by ${sum}/${scale}`;
  return undefined;
}

/** Rows reduced one after the other: which depend on earlier ones, and a test of what is in their span. */
export function plainElimination(p: number, rows: readonly (readonly number[])[]): { pivots: boolean[]; spans(e: readonly number[]): boolean } {
  const basis: { at: number; row: number[] }[] = [];
  const rest = (x: readonly number[]): number[] => basis.reduce<number[]>((y, { at, row }) => {
    const d = y[at]!;
    return d === 0 ? y : y.map((c, i) => whole(c - d * row[i]!, p));
  }, [...x]);
  const pivots = rows.map((x) => {
    const row = rest(x), at = row.findIndex((c) => c !== 0);
    if (at >= 0) basis.push({ at, row: row.map((c) => (c * row[at]!) % p) });
    return at >= 0;
  });
  return { pivots, spans: (e) => rest(e).every((c) => c === 0) };
}

/** Digits to planes of bits, and back. */
export function planes(p: number, digits: readonly number[], bytes: number): Uint8Array {
  const out = new Uint8Array(bytes * (p - 1));
  digits.forEach((d, i) => {
    if (d !== 0) out[i >> 3]! |= 1 << (i & 7);
    if (d === 2) out[bytes + (i >> 3)]! |= 1 << (i & 7);
  });
  return out;
}

export function digitsOf(p: number, from: Uint8Array): number[] {
  const bytes = from.length / (p - 1), bit = (i: number): number => from[i >> 3]! >> (i & 7) & 1;
  return Array.from({ length: bytes * 8 }, (_, i) => p === 2 ? bit(i) : bit(i) + bit(8 * bytes + i));
}

/** Every term, expanded, is modulo p what it was. */
export function congruent(got: Scheme, start: Scheme, p: 2 | 3): boolean {
  const [U, V, W] = FACTORS.map((f) => start[f].length / start.rank) as [number, number, number];
  const d = (f: Factor, i: number): number => got.denominators?.[f][i] ?? 1;
  for (let q = 0; q < start.rank; q++) for (let a = q * U; a < (q + 1) * U; a++) for (let b = q * V; b < (q + 1) * V; b++) for (let c = q * W; c < (q + 1) * W; c++) {
    if (!got.denominators) {
      if ((got.u[a]! * got.v[b]! * got.w[c]! - start.u[a]! * start.v[b]! * start.w[c]!) % p !== 0) return false;
      continue;
    }
    const num = BigInt(got.u[a]!) * BigInt(got.v[b]!) * BigInt(got.w[c]!), den = BigInt(d("u", a)) * BigInt(d("v", b)) * BigInt(d("w", c)), g = gcd(num, den);
    const below = whole(Number(den / g % BigInt(p)), p);
    if (below === 0 || whole(Number(num / g % BigInt(p)) * below - start.u[a]! * start.v[b]! * start.w[c]!, p) !== 0) return false;
  }
  return true;
}
