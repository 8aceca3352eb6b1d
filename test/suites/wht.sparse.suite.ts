// wht.sparse through the public API: the three front ends against the truth and the book, vectors against queries, every small size, wide indices.
import type { Kernels, Scope, SparseSpectrum, SparseWhtOptions } from "lanewise";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { judge, parity, query, signal, signs, sparseByTheBook, type Spectrum, spectrumOf, spread } from "../helpers/wht.sparse.js";
import { close, equal, ok, same } from "./assert.js";
import { hash } from "./hash.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope) => void;
const fronts = ["noiseless", "nso", "so"] as const;

function agrees(what: string, got: SparseSpectrum, X: Spectrum, tolerance: number): void {
  const v = judge(got, X);
  ok(v.full && got.complete, `${what}: ${v.hits} of ${X.size} found, ${v.wrong} others, complete ${got.complete}, ${got.unresolved} bins left`);
  ok(v.error <= tolerance, `${what}: a value is off by ${v.error}, more than ${tolerance}`);
  for (let i = 1; i < got.indices.length; i++) ok((got.indices[i - 1] as number) < (got.indices[i] as number), `${what}: indices ascend`);
}

/** Noise that leaves the weakest of the bins' signals far above it. */
const exact: Body = (k) => {
  for (const offsets of fronts) for (const [n, K, seed] of [[10, 3, 1], [14, 16, 2], [20, 40, 3], [22, 100, 4], [30, 25, 5]] as const) {
    const X = spectrumOf(new Random(seed), n, K, seed % 2 ? signs : spread);
    agrees(`${offsets} n=${n} K=${K}`, k.wht.sparse(query(signal(X)), { n, sparsity: K, offsets, seed }), X, 1e-9);
  }
};

const noisy: Body = (k) => {
  for (const [offsets, n, repeats, snr] of [["nso", 16, 4, 1], ["nso", 14, 2, 4], ["so", 18, 1, 3.2], ["so", 16, 2, 1.6]] as const) for (let seed = 1; seed <= 2; seed++) {
    const K = 20, noise = Math.sqrt(K / snr), X = spectrumOf(new Random(seed), n, K, signs), x = signal(X, noise, seed + 1000);
    const got = k.wht.sparse(query(x), { n, sparsity: K, offsets, repeats, noise, bins: 64, groups: 3, seed });
    agrees(`${offsets} n=${n}`, got, X, 8 * noise / Math.sqrt(got.samples));
    const unknown = k.wht.sparse(query(x), { n, sparsity: K, offsets, repeats, noise: "estimate", bins: 64, groups: 3, seed });
    agrees(`${offsets} n=${n}, noise estimated`, unknown, X, 8 * noise / Math.sqrt(got.samples));
  }
};

const byTheBook: Body = (k) => {
  for (const [n, K, b, repeats, noise] of [[10, 6, 4, 0, 0], [12, 10, 4, 0, 0], [11, 8, 5, 2, 0.5]] as const) for (let seed = 1; seed <= 3; seed++) {
    const X = spectrumOf(new Random(seed), n, K, spread), x = signal(X, noise, seed);
    const book = sparseByTheBook(x, { n, b, groups: 4, repeats, variance: Math.max(1e-12, noise * noise / 2 ** b), gamma: 1.5, seed });
    const got = k.wht.sparse(query(x), { n, sparsity: K, bins: 2 ** b, groups: 4, noise, ...(repeats && { repeats }), seed });
    agrees(`n=${n} seed ${seed}`, got, X, noise + 1e-9);
    same(got.indices, [...book.keys()].sort((a, c) => a - c), "indices of the book");
    close(got.values, [...book].sort((a, c) => a[0] - c[0]).map(([, v]) => v), noise + 1e-9, "values of the book");
  }
};

/** Every n to 6 under every number of bins: from one bin to the dense transform. */
const small: Body = (k) => {
  for (const offsets of fronts) for (const hash of ["random", "identity"] as const) for (let n = 0; n <= 6; n++) for (let b = 0; b <= n; b++) {
    const X = spectrumOf(new Random(n + 10 * b), n, b > 1 ? 2 : 1, spread), x = signal(X), calls = { n, sparsity: X.size, bins: 2 ** b, offsets, hash };
    for (const groups of [1, 3]) {
      const got = k.wht.sparse(query(x), { ...calls, groups, seed: b }), v = judge(got, X);
      equal(v.wrong, 0, `n=${n} b=${b} ${offsets} ${hash}: false coefficients`);
      if (X.size === 1 || b === n) ok(v.full && got.complete && v.error < 1e-9, `n=${n} b=${b} C=${groups} ${offsets} ${hash}: ${v.hits} found, complete ${got.complete}`);
      ok(got.samples <= 2 ** n && got.n === n, `n=${n} b=${b}: ${got.samples} samples`);
    }
  }
  const none = k.wht.sparse(query(() => 0), { n: 12, sparsity: 5 });
  ok(none.complete && none.indices.length === 0 && none.rounds === 0, "of nothing there is nothing");
  const all = spectrumOf(new Random(9), 5, 32, spread);
  agrees("a full spectrum", k.wht.sparse(query(signal(all)), { n: 5, sparsity: 32 }), all, 1e-9);
};

const vectors: Body = (k, s) => {
  for (const offsets of fronts) for (const [n, K] of [[9, 4], [13, 20], [16, 40]] as const) {
    const X = spectrumOf(new Random(n), n, K, (r) => r.int(1, 60) * signs(r)), x = Float64Array.from({ length: 2 ** n }, (_, m) => signal(X)(m)), o: SparseWhtOptions = { n, sparsity: K, offsets, seed: n };
    const asked = k.wht.sparse((indices, out) => indices.forEach((m, i) => { out[i] = x[m] as number; }), o);
    for (const dtype of ["f32", "f64"] as const) {
      const whole = dtype === "f32" ? s.vector("f32", x.length + 3) : s.vector("f64", x.length + 3), v = whole.sub(3, x.length);
      v.set(x);
      const got = k.wht.sparse(v, o);
      agrees(`${dtype} ${offsets} n=${n}`, got, X, 1e-9);
      same(got.indices, asked.indices, "indices");
      same(got.values, asked.values, "values");
      equal(got.samples, asked.samples, "samples");
      same(v.copy(), x, "x stays as it is");
    }
  }
};

/** Samples whose squares overflow or vanish. */
const scales: Body = (k) => {
  const X = spectrumOf(new Random(5), 12, 6, spread);
  for (const factor of [2 ** 1000, 2 ** -1000]) {
    const x = signal(X), got = k.wht.sparse(query((m) => x(m) * factor), { n: 12, sparsity: 6 });
    equal(got.complete && judge(got, X).hits, 6, `found at 2^${Math.log2(factor)}`);
    got.indices.forEach((i, at) => ok(Math.abs((got.values[at] as number) / factor - (X.get(i) as number)) < 1e-9, "value"));
  }
};

/** n > 32: two words an index. */
const wide: Body = (k) => {
  for (const offsets of fronts) for (const n of [32, 33, 40, 53, 63, 64]) {
    const r = new Random(n), K = 8, top = n > 32 ? 2 ** (n - 32) : 1;
    const terms = Array.from({ length: K }, () => ({ low: r.u32(), high: Math.floor(r.unit() * top), v: spread(r) })).sort((a, b) => a.high - b.high || a.low - b.low);
    const words = n > 32 ? 2 : 1;
    const got = k.wht.sparse((indices, out) => {
      equal(indices.length, words * out.length, "words an index");
      for (let i = 0; i < out.length; i++) {
        const l = indices[words * i] as number, h = words === 2 ? (indices[2 * i + 1] as number) : 0;
        ok(h < top, "an index has n bits");
        out[i] = terms.reduce((sum, t) => sum + (parity((l & t.low) >>> 0) ^ parity((h & t.high) >>> 0) ? -t.v : t.v), 0);
      }
    }, { n, sparsity: K, offsets, seed: n });
    ok(got.complete, `n=${n} ${offsets}: complete`);
    same(got.indices, terms.flatMap((t) => (words === 2 ? [t.low, t.high] : [t.low])), `n=${n} ${offsets}: indices`);
    close(got.values, terms.map((t) => t.v), 1e-9, `n=${n} ${offsets}: values`);
  }
};

/** Integer samples and exact arithmetic of powers of two: the same bits on every engine and in every variant. */
const bits: Body = (k) => {
  const X = spectrumOf(new Random(77), 20, 50, (r) => r.int(1, 1000) * signs(r)), noise = new Random(3), x = signal(X), y = (m: number): number => x(m) + noise.split(m).int(-40, 40);
  const golden = { noiseless: "c06216594cb6d2c5 ae702f63eabffe78", nso: "c06216594cb6d2c5 b086d2892e15c7d7", so: "c06216594cb6d2c5 426eb469f27eb664" };
  for (const offsets of fronts) {
    const got = k.wht.sparse(query(offsets === "noiseless" ? x : y), { n: 20, sparsity: 50, offsets, noise: offsets === "noiseless" ? 0 : 24, seed: 5 });
    equal(`${hash(got.indices)} ${hash(got.values)}`, golden[offsets], `${offsets}: hash`);
  }
};

const all: Record<string, Body> = { "without noise": exact, "under noise, known and estimated": noisy, "agrees with the book": byTheBook, "every small size": small, "a vector is a query": vectors, "scales": scales, "wide indices": wide, "same bits": bits };

export const suite: Suite = {
  name: "wht.sparse",
  cases: flavours().flatMap((variant) => Object.entries(all).map(([name, body]) => test(`${variant} ${name}`, () => withKernels(variant, body)))),
};
