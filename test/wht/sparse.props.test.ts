// What holds for wht.sparse whatever the problem.
import { loadSync, type SparseWhtOptions } from "lanewise";
import { sparseSpectrum } from "lanewise/gallery";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { denseSpectrum, judge, parity, query, signal, signs, spectrumOf, spread } from "../helpers/wht.sparse.js";

const k = loadSync();
const seeds = fc.nat({ max: 2 ** 31 });
const fronts = fc.constantFrom<("noiseless" | "nso" | "so")[]>("noiseless", "nso", "so");
const hashes = fc.constantFrom<("random" | "identity")[]>("random", "identity");
const orders = fc.integer({ min: 0, max: 13 });

describe("wht.sparse", () => {
  it("without noise, complete means the whole truth and nothing else", () => {
    fc.assert(fc.property(orders, fc.nat({ max: 40 }), fronts, hashes, seeds, fc.boolean(), (n, some, offsets, hash, seed, equal) => {
      const sparsity = Math.min(some, 2 ** n), X = spectrumOf(new Random(seed), n, sparsity, equal ? signs : spread);
      const got = k.wht.sparse(query(signal(X)), { n, sparsity, offsets, hash, seed }), v = judge(got, X);
      expect(got.complete).toBe(got.unresolved === 0);
      expect(v.wrong === 0 || !got.complete).toBe(true);
      expect(v.full).toBe(got.complete);
      if (got.complete) expect(v.error).toBeLessThan(1e-8);
    }), { numRuns: 300 });
  });

  it("agrees with the dense transform of the same vector", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10 }), fc.nat({ max: 12 }), fronts, seeds, (n, some, offsets, seed) => {
      const sparsity = Math.min(some, 2 ** n), X = spectrumOf(new Random(seed), n, sparsity, spread), x = Float64Array.from({ length: 2 ** n }, (_, m) => signal(X)(m));
      const got = k.scope((s) => k.wht.sparse(s.vector("f64", x), { n, sparsity, offsets, seed })), dense = denseSpectrum(x);
      got.indices.forEach((index, i) => expect(Math.abs((got.values[i] as number) - (dense[index] as number))).toBeLessThan(1e-8));
      if (got.complete) expect(dense.filter((v) => Math.abs(v) > 1e-8).length).toBe(got.indices.length);
    }));
  });

  it("the same seed gives the same answer, and what is complete does not hang on the seed", () => {
    fc.assert(fc.property(fc.integer({ min: 10, max: 30 }), fc.integer({ min: 0, max: 30 }), fronts, seeds, seeds, (n, sparsity, offsets, seed, other) => {
      const p = sparseSpectrum(n, sparsity, { seed, values: "normal" }), o: SparseWhtOptions = { n, sparsity, offsets, seed };
      const [a, b, c] = [k.wht.sparse(p.sample, o), k.wht.sparse(p.sample, o), k.wht.sparse(p.sample, { ...o, seed: other })];
      expect(b).toEqual(a);
      if (a.complete && c.complete) expect(c.indices).toEqual(a.indices);
    }), { numRuns: 60 });
  });

  it("moves with the signal: x[m]·(−1)^⟨r, m⟩ has its spectrum at k ⊕ r, x[m ⊕ r] its signs turned", () => {
    fc.assert(fc.property(fc.integer({ min: 8, max: 24 }), fc.integer({ min: 1, max: 20 }), seeds, fc.nat({ max: 255 }), (n, sparsity, seed, r) => {
      const X = spectrumOf(new Random(seed), n, sparsity, spread), x = signal(X), o = { n, sparsity, seed };
      const turned = k.wht.sparse(query((m) => (parity(m & r) ? -x(m) : x(m))), o), moved = k.wht.sparse(query((m) => x(m ^ r)), o);
      if (turned.complete) expect([...turned.indices]).toEqual([...X.keys()].map((i) => (i ^ r) >>> 0).sort((a, b) => a - b));
      if (moved.complete) moved.indices.forEach((i, at) => expect((moved.values[at] as number) * (parity(i & r) ? -1 : 1)).toBeCloseTo(X.get(i) as number, 8));
    }), { numRuns: 60 });
  });

  it("random hashing takes structured supports: low degree, intervals, few bits set or free", () => {
    const cube = (n: number): number[] => Array.from({ length: n }, (_, i) => 2 ** i);
    const n = 20, structures: Record<string, number[]> = {
      "degree at most 2": [0, ...cube(n), ...cube(n).slice(1).map((e, i) => e + 2 ** i)],
      "an interval": Array.from({ length: 40 }, (_, i) => 1000 + i),
      "multiples of a power of two": Array.from({ length: 40 }, (_, i) => i * 2 ** 14),
      "all but one bit": cube(n).map((e) => 2 ** n - 1 - e),
    };
    for (const [name, support] of Object.entries(structures)) {
      let full = 0;
      for (let seed = 0; seed < 20; seed++) {
        const random = new Random(seed), X = new Map(support.map((i) => [i, spread(random)]));
        const got = k.wht.sparse(query(signal(X)), { n, sparsity: support.length, bins: 256, seed }), v = judge(got, X);
        expect(v.wrong === 0 || !got.complete, name).toBe(true);
        full += v.full ? 1 : 0;
      }
      expect(full, name).toBeGreaterThanOrEqual(18);
    }
  });

  // Units as the only offsets under cyclic windows give no independent witnesses: docs/contracts/wht-sparse.md says so.
  const falseUnderNoise = (front: fc.Arbitrary<"noiseless" | "nso" | "so">, bins: boolean, least: number, seed?: number): number => {
    let wrong = 0;
    fc.assert(fc.property(fc.integer({ min: least, max: 18 }), fc.integer({ min: 0, max: 20 }), front, hashes, fc.double({ min: -10, max: 20, noNaN: true }), fc.boolean(), seeds, (n, sparsity, offsets, hash, snrDb, known, seed) => {
      fc.pre(offsets !== "noiseless" || hash !== "identity");
      const X = spectrumOf(new Random(seed), n, sparsity, signs), sigma = Math.sqrt(Math.max(1, sparsity) / 10 ** (snrDb / 10));
      const got = k.wht.sparse(query(signal(X, sigma, seed + 1)), { n, sparsity, offsets, hash, noise: known ? sigma : "estimate", seed, ...(bins && { bins: Math.min(64, 2 ** n) }) });
      if (got.complete && judge(got, X).wrong > 0) wrong++;
    }), { numRuns: 200, ...(seed !== undefined && { seed }) });
    return wrong;
  };

  it("under noise nothing that nso, or so in its own bins, reports as complete is false where K is small against 2^n, over fixed draws", () => {
    expect(falseUnderNoise(fc.constant("nso"), true, 10, 1)).toBe(0);
    expect(falseUnderNoise(fc.constantFrom("nso", "so"), false, 10, 2)).toBe(0);
  });

  // Detection has a level: a false coefficient under `complete` is a matter of a few runs in a thousand, with so in few bins, with the noiseless
  // offsets, and where noise is to be estimated although a quarter of all coefficients is there.
  it("under noise hardly anything is, over any draws, in few bins", () => {
    expect(falseUnderNoise(fronts, true, 6)).toBeLessThanOrEqual(4);
  });
});
