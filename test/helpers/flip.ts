// Schemes for tests: Brent's equations by the definition, tensors from matrices of letters, and schemes made by hand or at random.
import type { Ring, Scheme } from "lanewise";
import type { Random } from "./random.js";

export const RINGS: readonly Ring[] = ["Z2", "Z3", "ZT", "Z", "Q"];
/** One of every letter on either side, outputs whole and packed, and all corners. */
export const TARGETS: readonly string[] = ["ug", "gu", "lg", "sg", "kg", "gk", "wg", "gt", "ut", "lt", "st", "kt", "wt", "uu", "ul", "lu", "ll", "us", "uk", "uw", "ss", "sk", "sw", "kk", "ww", "gta", "utb", "ugc", "uuc"];

interface Place { readonly at: number; readonly sign: number }

/** Where each entry of an n×n matrix is kept: the free entries are numbered as they are met, row by row, and the others follow from them. */
function places(letter: string, n: number): { readonly of: (i: number, j: number) => Place | undefined; readonly count: number } {
  const numbers = new Map<string, number>();
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (letter === "g" || (letter === "k" ? i < j : i <= j)) numbers.set(`${i},${j}`, numbers.size);
  const get = (i: number, j: number): number | undefined => numbers.get(`${i},${j}`);
  const of = (i: number, j: number): Place | undefined => {
    if (letter === "l") return i >= j ? { at: get(j, i)!, sign: 1 } : undefined;
    const direct = get(i, j);
    if (direct !== undefined) return { at: direct, sign: 1 };
    const mirror = get(j, i);
    return letter === "u" || mirror === undefined ? undefined : { at: mirror, sign: letter === "s" ? 1 : -1 };
  };
  return { of, count: numbers.size };
}

export interface Tensor { readonly sizes: readonly [number, number, number]; readonly value: (a: number, b: number, c: number) => bigint }

/** The tensor of a product, by multiplying matrices of letters. */
export function tensor(shape: readonly [number, number, number], target?: string): Tensor {
  const [n, m, p] = shape, sums = new Map<string, bigint>();
  const add = (a: number, b: number, c: number, value: number): void => { const key = `${a},${b},${c}`; sums.set(key, (sums.get(key) ?? 0n) + BigInt(value)); };
  const value = (a: number, b: number, c: number): bigint => sums.get(`${a},${b},${c}`) ?? 0n;
  if (target === undefined) {
    for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) for (let k = 0; k < p; k++) add(i * m + j, j * p + k, k * n + i, 1);
    return { sizes: [n * m, m * p, p * n], value };
  }
  const left = places(target[0]!, n), gram = target[1] === "t", right = gram ? left : places(target[1]!, n), upper = gram || target.startsWith("uu");
  const outputs = upper ? places("u", n) : places("g", n), corner = target[2] ?? "";
  for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) {
    const x = left.of(i, j), y = gram ? right.of(k, j) : right.of(j, k), out = outputs.of(i, k);
    const missing = ("ac".includes(corner || "-") && i === 0 && k === 0) || ("bc".includes(corner || "-") && i === n - 1 && k === n - 1);
    if (x && y && out && !missing) add(x.at, y.at, out.at, x.sign * y.sign);
  }
  return { sizes: [left.count, right.count, outputs.count], value };
}

const divides = (ring: Ring, x: bigint): boolean => (ring === "Z2" ? x % 2n === 0n : ring === "Z3" ? x % 3n === 0n : x === 0n);

/** Brent's equations one after the other, over one denominator for everything. */
export function brent(s: Scheme): { readonly ok: boolean; readonly equations: number; readonly failed: number } {
  const { sizes: [U, V, W], value } = tensor(s.shape, s.target), d = s.denominators, rank = s.u.length / U;
  const common = d ? [d.u, d.v, d.w].reduce((all, list) => all * list.reduce((x, y) => lcm(x, BigInt(y)), 1n), 1n) : 1n;
  let failed = 0;
  for (let a = 0; a < U; a++) for (let b = 0; b < V; b++) for (let c = 0; c < W; c++) {
    let sum = -common * value(a, b, c);
    for (let q = 0; q < rank; q++) {
      const i = q * U + a, j = q * V + b, k = q * W + c, top = BigInt(s.u[i]!) * BigInt(s.v[j]!) * BigInt(s.w[k]!);
      if (top !== 0n) sum += (top * common) / (BigInt(d?.u[i] ?? 1) * BigInt(d?.v[j] ?? 1) * BigInt(d?.w[k] ?? 1));
    }
    if (!divides(s.ring, sum)) failed++;
  }
  return { ok: failed === 0, equations: U * V * W, failed };
}

function lcm(x: bigint, y: bigint): bigint {
  let a = x, b = y;
  while (b !== 0n) [a, b] = [b, a % b];
  return (x / a) * y;
}

const matrix = (rows: readonly (readonly number[])[]): Int32Array => Int32Array.from(rows.flat());

/** Strassen 1969: rank 7, growth 12, Frobenius 12 + 2√2; w transposed. */
export function strassen(): Scheme {
  return {
    shape: [2, 2, 2], ring: "ZT", rank: 7,
    u: matrix([[1, 0, 0, 1], [0, 0, 1, 1], [1, 0, 0, 0], [0, 0, 0, 1], [1, 1, 0, 0], [-1, 0, 1, 0], [0, 1, 0, -1]]),
    v: matrix([[1, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, -1], [-1, 0, 1, 0], [0, 0, 0, 1], [1, 1, 0, 0], [0, 0, 1, 1]]),
    w: matrix([[1, 0, 0, 1], [0, 1, 0, -1], [0, 0, 1, 1], [1, 1, 0, 0], [-1, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0]]),
  };
}

/** Terms that are right for nothing; about half of the coefficients are 0. */
export function randomScheme(random: Random, shape: readonly [number, number, number], rank: number, ring: Ring, target?: string): Scheme {
  const { sizes } = tensor(shape, target), low = ring === "Z2" ? 0 : ring === "Z3" || ring === "ZT" ? -1 : -5, high = ring === "Z2" || ring === "ZT" ? 1 : ring === "Z3" ? 2 : 5;
  const [u, v, w] = sizes.map((size) => Int32Array.from({ length: rank * size }, () => (random.chance(0.5) ? 0 : random.int(low, high)))) as [Int32Array, Int32Array, Int32Array];
  const over = (x: Int32Array): Int32Array => x.map(() => random.pick([1, 1, 2, 3, 6]));
  return { shape, ring, rank, ...(target === undefined ? {} : { target }), u, v, w, ...(ring === "Q" ? { denominators: { u: over(u), v: over(v), w: over(w) } } : {}) };
}

/** One coefficient changed to another of the ring. */
export function broken(random: Random, s: Scheme): Scheme {
  const f = random.pick(["u", "v", "w"] as const), changed = s[f].slice(), at = random.int(0, changed.length - 1);
  changed[at] = changed[at] === 1 ? 0 : 1;
  return { ...s, [f]: changed };
}

/** A matrix that is invertible over every ring: ±1 added to rows in turn. */
export function unimodular(random: Random, n: number, steps: number): Int32Array {
  const x = Int32Array.from({ length: n * n }, (_, e) => (e % (n + 1) === 0 ? 1 : 0));
  for (let step = 0; step < steps && n > 1; step++) {
    const i = random.int(0, n - 1), j = (i + random.int(1, n - 1)) % n, c = random.pick([-1, 1]);
    for (let k = 0; k < n; k++) x[i * n + k]! += c * x[j * n + k]!;
  }
  return x;
}

/** Coefficients that are not 0. */
export const nonzeros = (s: Scheme): number => [s.u, s.v, s.w].reduce((sum, x) => sum + x.reduce((n, y) => n + Number(y !== 0), 0), 0);
