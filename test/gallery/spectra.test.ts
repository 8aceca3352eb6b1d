import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../bindings/errors.js";
import { sparseSpectrum } from "../../bindings/gallery/index.js";

/** x[m] by its definition, in BigInt. */
function sampleOf(p: ReturnType<typeof sparseSpectrum>, m: bigint): number {
  const wide = p.n > 32;
  return p.values.reduce((sum, v, i) => {
    const k = wide ? BigInt(p.indices[2 * i] as number) | BigInt(p.indices[2 * i + 1] as number) << 32n : BigInt(p.indices[i] as number);
    return sum + ([...(k & m).toString(2)].filter((b) => b === "1").length % 2 ? -v : v);
  }, 0);
}

describe("gallery.sparseSpectrum", () => {
  it("is what it says: different indices of n bits, ascending, and samples by the definition", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 64 }), fc.nat({ max: 30 }), fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.boolean(), (n, some, seed, any, signs) => {
      const sparsity = Math.min(some, n < 5 ? 2 ** n : 30), words = n > 32 ? 2 : 1, m = BigInt.asUintN(n, any);
      const p = sparseSpectrum(n, sparsity, { seed, values: signs ? "signs" : "normal", amplitude: 3 });
      expect([p.indices.length, p.values.length]).toEqual([words * sparsity, sparsity]);
      const keys = Array.from({ length: sparsity }, (_, i) => BigInt(p.indices[words * i] as number) | (words === 2 ? BigInt(p.indices[2 * i + 1] as number) << 32n : 0n));
      for (let i = 0; i < keys.length; i++) expect(keys[i] as bigint < 2n ** BigInt(n) && (i === 0 || (keys[i - 1] as bigint) < (keys[i] as bigint))).toBe(true);
      if (signs) expect(p.values.every((v) => Math.abs(v) === 3)).toBe(true);
      const out = new Float64Array(1);
      p.sample(words === 2 ? Uint32Array.of(Number(m & 0xffffffffn), Number(m >> 32n)) : Uint32Array.of(Number(m)), out);
      expect(out[0]).toBeCloseTo(sampleOf(p, m), 10);
    }));
  });

  it("gives the same noise for the same index, whenever it is asked for, and normal", () => {
    const p = sparseSpectrum(40, 0, { seed: 3, noise: 2 }), indices = Uint32Array.from({ length: 40000 }, (_, i) => (i % 2 ? i % 5 : i)), [a, b] = [new Float64Array(20000), new Float64Array(20000)];
    p.sample(indices, a);
    p.sample(indices.slice().reverse().map((_, i, r) => r[i ^ 1] as number), b);
    expect(b.reverse()).toEqual(a);
    expect(new Set(a).size).toBe(a.length);
    expect(a.reduce((s, v) => s + v, 0) / a.length).toBeCloseTo(0, 1);
    expect(Math.sqrt(a.reduce((s, v) => s + v * v, 0) / a.length)).toBeCloseTo(2, 1);
  });

  it("gives the same bits everywhere", () => {
    const p = sparseSpectrum(40, 20, { seed: 7, values: "normal", noise: 1 }), out = new Float64Array(500);
    p.sample(Uint32Array.from({ length: 1000 }, (_, i) => (i % 2 ? i % 256 : Math.imul(i, 0x9e3779b1))), out);
    let h = 0x811c9dc5;
    for (const part of [p.indices, p.values, out]) for (const byte of new Uint8Array(part.buffer)) h = Math.imul(h ^ byte, 0x01000193);
    expect((h >>> 0).toString(16)).toBe("f0f4070e");
  });

  it("as a whole vector is the same signal", () => {
    for (const n of [0, 1, 5, 11]) {
      const p = sparseSpectrum(n, Math.min(7, 2 ** n), { seed: n, noise: 0.5 }), x = p.vector(), out = new Float64Array(2 ** n);
      p.sample(Uint32Array.from(out, (_, i) => i), out);
      expect(x).toEqual(out);
    }
  });

  it("refuses what it cannot make", () => {
    for (const [n, sparsity] of [[-1, 0], [65, 1], [2.5, 1], [3, 9], [3, -1], [3, 0.5]] as const) expect(() => sparseSpectrum(n, sparsity)).toThrow(ShapeError);
    for (const o of [{ amplitude: 0 }, { noise: -1 }, { noise: NaN }, { values: "all" }, { seed: -1 }, { K: 3 }]) expect(() => sparseSpectrum(8, 2, o as object)).toThrow(OptionError);
    expect(() => sparseSpectrum(31, 2).vector()).toThrow(ShapeError);
  });
});
