// What the transform must obey. Small integers make every sum exact, so that identities hold to the bit.
import fc from "fast-check";
import { loadSync, type WhtMatrix, type WhtOrder } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { flavours } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { defined, DTYPES, parity } from "../helpers/wht.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const runs = { numRuns: 120, seed };
const dtype = fc.constantFrom(...DTYPES);
const float = fc.constantFrom("f32" as const, "f64" as const);
const order = fc.constantFrom<WhtOrder>("natural", "dyadic", "sequency");
const bits = fc.integer({ min: 0, max: 11 });
const draw = fc.integer({ min: 0, max: 2 ** 31 });

describe.each(flavours())(`wht.fwht properties, %s (SEED=${seed})`, (variant) => {
  const k = loadSync({ variant });
  afterAll(() => {
    expect(k.memory().handles).toBe(0);
    k.free();
  });
  const integers = (s: number, n: number): number[] => { const r = new Random(s); return Array.from({ length: n }, () => r.int(-4, 4)); };
  const spectrum = (x: number[], o: WhtOrder = "natural"): number[] => k.scope((s) => [...k.wht.fwht(s.vector("f64", x), { order: o }).view]);

  it("columns are the rows of the transpose", () => {
    fc.assert(fc.property(dtype, order, bits, fc.integer({ min: 1, max: 40 }), draw, (d, o, p, cols, seed) => k.scope((s) => {
      const rows = 2 ** Math.min(p, 8), x = integers(seed, rows * cols);
      const A = s.matrix(d, rows, cols, x) as WhtMatrix, B = s.matrix(d, cols, rows, Array.from({ length: rows * cols }, (_, i) => x[(i % rows) * cols + Math.floor(i / rows)] as number)) as WhtMatrix;
      k.wht.fwht(A, { order: o, axis: "cols" });
      k.wht.fwht(B, { order: o });
      for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) expect(A.view[i * cols + j]! + 0).toBe(B.view[j * rows + i]! + 0);
    })), runs);
  });

  it("the sum of squares grows n-fold (Parseval), exactly on integers", () => {
    fc.assert(fc.property(order, bits, draw, (o, p, seed) => {
      const x = integers(seed, 2 ** p), squares = (v: number[]): number => v.reduce((a, b) => a + b * b, 0);
      expect(squares(spectrum(x, o))).toBe(2 ** p * squares(x));
    }), runs);
  });

  it("a dyadic shift is a change of signs: x[i ⊕ s] ↔ (−1)^⟨s,k⟩ X[k]", () => {
    fc.assert(fc.property(bits, draw, draw, (p, seed, t) => {
      const n = 2 ** p, shift = t % n, x = integers(seed, n), X = spectrum(x);
      expect(spectrum(x.map((_, i) => x[i ^ shift] as number))).toEqual(X.map((v, i) => (parity(i & shift) ? -v : v) + 0));
    }), runs);
  });

  it("halves: H of (a, b) is (H(a + b), H(a − b))", () => {
    fc.assert(fc.property(bits, draw, (p, seed) => {
      const n = 2 ** p, x = integers(seed, 2 * n), [a, b] = [x.slice(0, n), x.slice(n)];
      expect(spectrum(x)).toEqual([...spectrum(a.map((v, i) => v + (b[i] as number))), ...spectrum(a.map((v, i) => v - (b[i] as number)))]);
    }), runs);
  });

  it("the error stays within γ(log₂n + 1)·Σ|x|", () => {
    fc.assert(fc.property(float, fc.integer({ min: 0, max: 9 }), fc.constantFrom("none" as const, "ortho" as const), draw, (d, p, scale, seed) => k.scope((s) => {
      const n = 2 ** p, x = new Random(seed).array(d, n, "wide"), u = d === "f32" ? 2 ** -24 : 2 ** -53, f = scale === "none" ? 1 : 1 / Math.sqrt(n);
      const got = k.wht.fwht(s.vector(d, x), { scale }).view, want = defined(x);
      // The doubles of the reference err too, where they are no more exact than the kernel.
      const bound = ((p + 2) * u + (d === "f64" ? n * u : 0)) * 1.01 * f * x.reduce((a: number, b: number) => a + Math.abs(b), 0);
      for (let i = 0; i < n; i++) expect(Math.abs(got[i]! - want[i]! * f)).toBeLessThanOrEqual(bound);
    })), runs);
  });
});
