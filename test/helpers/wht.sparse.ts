// Sparse Walsh–Hadamard by the book, for n below 31, and what the tests of wht.sparse share: signals, and how an answer compares with the truth.
import type { SparseSpectrum } from "lanewise";
import { Random } from "./random.js";

export type Spectrum = ReadonlyMap<number, number>;
export type Sampler = (m: number) => number;

export function parity(x: number): number {
  let p = 0;
  for (let w = x; w !== 0; w &= w - 1) p ^= 1;
  return p;
}

/** X at `sparsity` random indices of n bits; `value` draws each. */
export function spectrumOf(random: Random, n: number, sparsity: number, value: (r: Random) => number): Spectrum {
  const X = new Map<number, number>();
  while (X.size < sparsity) X.set(random.int(0, 2 ** n - 1), value(random));
  return X;
}

export const signs = (r: Random): number => (r.chance(0.5) ? -1 : 1);
export const spread = (r: Random): number => (1 + 999 * r.unit()) * signs(r);

export function normal(r: Random): number {
  return Math.sqrt(-2 * Math.log(1 - r.unit())) * Math.cos(2 * Math.PI * r.unit());
}

/** x[m] of a spectrum, by its definition, with noise that is a function of (seed, m). */
export function signal(X: Spectrum, sigma = 0, seed = 0): Sampler {
  const noise = new Random(seed);
  return (m) => {
    let sum = sigma === 0 ? 0 : sigma * normal(noise.split(m));
    for (const [k, v] of X) sum += parity(k & m) ? -v : v;
    return sum;
  };
}

/** A query as wht.sparse takes it, one word an index. */
export function query(x: Sampler): (indices: Uint32Array, out: Float64Array) => void {
  return (indices, out) => indices.forEach((m, i) => { out[i] = x(m); });
}

/** The dense transform / 2^n by its definition: the spectrum, all of it. */
export function denseSpectrum(x: ArrayLike<number>): Float64Array {
  const X = Float64Array.from(x);
  for (let h = 1; h < X.length; h *= 2) {
    for (let i = 0; i < X.length; i++) if ((i & h) === 0) { const [a, b] = [X[i] as number, X[i + h] as number]; X[i] = a + b; X[i + h] = a - b; }
  }
  return X.map((v) => v / X.length);
}

export interface BookOptions { n: number; b: number; groups: number; repeats: number; variance: number; gamma: number; seed: number }

/** Li et al. 2015 as it stands: full-rank random M, offsets 0 and e_q (repeats 0, noiseless) or r and r ⊕ e_q, thresholds (1 + γ)·v²·P, peeling. */
export function sparseByTheBook(x: Sampler, o: BookOptions): Map<number, number> {
  const random = new Random(o.seed), B = 2 ** o.b, index = (): number => random.int(0, 2 ** o.n - 1);
  const groups = Array.from({ length: o.groups }, () => {
    let M: number[] = [];
    const image = (): number[] => Array.from({ length: B }, (_, l) => M.reduce((s, m, i) => (l >> i) & 1 ? s ^ m : s, 0));
    do M = Array.from({ length: o.b }, index); while (new Set(image()).size < B);
    const units = Array.from({ length: o.n }, (_, q) => 2 ** q);
    const d = (o.repeats === 0 ? [0] : Array.from({ length: o.repeats }, index)).flatMap((r) => [r, ...units.map((e) => r ^ e)]);
    const U = d.map((offset) => denseSpectrum(image().map((m) => x(m ^ offset))));
    return { d, U, hash: (k: number): number => M.reduce((j, m, i) => j | (parity(m & k) << i), 0) };
  });
  const P = groups[0]?.d.length ?? 0, limit = (1 + o.gamma) * o.variance * P, X = new Map<number, number>();
  for (let round = 0, more = true; more && round < 30; round++) {
    more = false;
    for (const { d, U, hash } of groups) for (let j = 0; j < B; j++) {
      const u = U.map((row) => row[j] as number);
      if (u.reduce((s, v) => s + v * v, 0) <= limit) continue;
      let k = 0;
      for (let q = 0; q < o.n; q++) {
        let vote = 0;
        for (let p = 0; p < P; p += o.n + 1) vote += (u[p] as number) * (u[p + 1 + q] as number);
        if (vote < 0) k += 2 ** q;
      }
      if (hash(k) !== j) continue;
      const s = d.map((offset) => (parity(offset & k) ? -1 : 1)), value = u.reduce((sum, v, p) => sum + v * (s[p] as number), 0) / P;
      if (u.reduce((sum, v, p) => sum + (v - value * (s[p] as number)) ** 2, 0) > limit) continue;
      X.set(k, (X.get(k) ?? 0) + value);
      for (const g of groups) g.U.forEach((row, p) => { const to = g.hash(k); row[to] = (row[to] as number) - value * (parity((g.d[p] as number) & k) ? -1 : 1); });
      more = true;
    }
  }
  return X;
}

export interface Verdict { readonly hits: number; readonly wrong: number; readonly full: boolean; readonly error: number }

/** How many of the true indices are there, how many others, and the largest error of a value. */
export function judge(got: SparseSpectrum, X: Spectrum): Verdict {
  let hits = 0, error = 0;
  got.indices.forEach((k, i) => {
    const v = X.get(k);
    if (v === undefined) return;
    hits++;
    error = Math.max(error, Math.abs((got.values[i] as number) - v));
  });
  const wrong = got.indices.length - hits;
  return { hits, wrong, full: hits === X.size && wrong === 0, error };
}
