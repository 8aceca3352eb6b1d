// Identities of Boolean functions, on random tables of up to 15 variables: all exact.
import fc from "fast-check";
import { loadSync } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { packed, randomTable, type Table, weight } from "../helpers/wht.boolean.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const runs = { numRuns: 80, seed };
const draw = fc.tuple(fc.integer({ min: 0, max: 15 }), fc.nat(2 ** 31 - 1));

describe(`wht.boolean properties (SEED=${seed})`, () => {
  const k = loadSync(), b = k.wht.boolean;
  afterAll(() => k.free());
  const property = (name: string, body: (truth: Table, v: number, random: Random) => void): void => {
    it(name, () => fc.assert(fc.property(draw, ([v, s]) => { const random = new Random(s); body(randomTable(random, v), v, random); }), runs));
  };

  property("Parseval: Σ W² = 2^2v, and W(0) counts the ones", (truth, v) => {
    const W = b.walshSpectrum(truth, v);
    expect(W.reduce((sum, w) => sum + w * w, 0)).toBe(2 ** (2 * v));
    expect(W[0]).toBe(2 ** v - 2 * truth.reduce((sum, f) => sum + f, 0));
  });

  property("Σ r(s) = W(0)², r(0) = 2^v", (truth, v) => {
    const r = b.autocorrelation(truth, v), W = b.walshSpectrum(truth, v);
    expect(r[0]).toBe(2 ** v);
    expect(r.reduce((sum, x) => sum + x, 0)).toBe((W[0] as number) ** 2);
  });

  property("packed bits and bytes say the same; the normal form goes back", (truth, v) => {
    const words = packed(truth);
    expect(b.walshSpectrum(words, v)).toEqual(b.walshSpectrum(truth, v));
    expect(b.mobius(b.mobius(words, v), v)).toEqual(words);
  });

  property("adding ⟨u,x⟩ ⊕ c shifts the spectrum by u and keeps nonlinearity; shifting x changes signs only", (truth, v, random) => {
    const u = random.int(0, 2 ** v - 1), c = random.int(0, 1), other = truth.map((f, x) => f ^ weight(x & u) & 1 ^ c);
    const [W, V] = [b.walshSpectrum(truth, v), b.walshSpectrum(other, v)];
    expect(V).toEqual(W.map((_, i) => (1 - 2 * c) * (W[i ^ u] as number)));
    expect(b.nonlinearity(other, v)).toBe(b.nonlinearity(truth, v));
    const shifted = truth.map((_, x) => truth[x ^ u] as number);
    expect(b.walshSpectrum(shifted, v).map(Math.abs)).toEqual(W.map(Math.abs));
    expect(b.correlationImmunity(shifted, v)).toBe(b.correlationImmunity(truth, v));
  });

  property("Siegenthaler: immunity + degree ≤ v for a function that is not constant", (truth, v) => {
    if (v > 8 || truth.every((f) => f === truth[0])) return;
    const form = b.mobius(packed(truth), v), degree = truth.reduce((d, _, u) => ((form[u >> 5] as number) >>> (u & 31) & 1 ? Math.max(d, weight(u)) : d), 0);
    expect(b.correlationImmunity(truth, v) + degree).toBeLessThanOrEqual(v);
  });
});
