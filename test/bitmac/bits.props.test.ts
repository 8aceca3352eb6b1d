// Identities of products of few bits on random matrices; all are exact.
import fc from "fast-check";
import { type BitMatrix, loadSync, type Matrix, type Scope } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { type Bits, FORMS, limitsOf, valuesOf } from "../helpers/bitmac.bits.js";
import { flavours } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const form = fc.constantFrom(...FORMS), size = fc.oneof(fc.nat(40), fc.nat(140));
const shape = fc.record({ m: size, n: size, k: fc.nat(300), fa: form, fb: form, draw: fc.nat(2 ** 31 - 1) });

describe.each(flavours())(`properties of few bits, %s (SEED=${seed})`, (variant) => {
  const k = loadSync({ variant });
  afterAll(() => {
    expect(k.memory().handles).toBe(0);
    k.free();
  });
  const bitsOf = (s: Scope, f: Bits, rows: number, cols: number, values: readonly number[]): BitMatrix =>
    s.use(k.bitmac.bits(s.matrix(limitsOf(f)[1] > 127 ? "u8" : "i8", rows, cols, values) as Matrix<"i8">, f.width, f.binary ? { binary: true } : { signed: f.signed }));
  const product = (s: Scope, A: BitMatrix, B: BitMatrix): number[] => [...k.bitmac.gemmBits(s.matrix("i32", A.rows, B.cols), A, B).copy()];
  const across = (rows: number, cols: number, x: readonly number[]): number[] => Array.from({ length: rows * cols }, (_, at) => x[at % rows * cols + Math.floor(at / rows)]!);

  it("is gemmInt8 of the same values", () => {
    fc.assert(fc.property(shape, ({ m, n, k: inner, fa, fb, draw }) => k.scope((s) => {
      const random = new Random(draw), a = valuesOf(random, fa, m * inner), b = valuesOf(random, fb, inner * n), less = limitsOf(fb)[1] > 127 ? 128 : 0;
      const C = k.dense.gemmInt8(s.matrix("i32", m, n), s.matrix(limitsOf(fa)[1] > 127 ? "u8" : "i8", m, inner, a) as Matrix<"i8">, s.matrix("i8", inner, n, b.map((v) => v - less)), { zeroPointB: 0 - less });
      expect(product(s, bitsOf(s, fa, m, inner, a), bitsOf(s, fb, inner, n, b))).toEqual([...C.copy()]);
    })), { numRuns: 200, seed });
  });

  it("(A·B)ᵀ = Bᵀ·Aᵀ", () => {
    fc.assert(fc.property(shape, ({ m, n, k: inner, fa, fb, draw }) => k.scope((s) => {
      const random = new Random(draw), a = valuesOf(random, fa, m * inner), b = valuesOf(random, fb, inner * n);
      const C = product(s, bitsOf(s, fa, m, inner, a), bitsOf(s, fb, inner, n, b));
      expect(product(s, bitsOf(s, fb, n, inner, across(inner, n, b)), bitsOf(s, fa, inner, m, across(m, inner, a)))).toEqual(across(m, n, C));
    })), { numRuns: 150, seed });
  });

  it("a wider form of the same values, and k in two parts, change nothing", () => {
    fc.assert(fc.property(shape, fc.nat(300), ({ m, n, k: inner, fa, fb, draw }, cut) => k.scope((s) => {
      const random = new Random(draw), a = valuesOf(random, fa, m * inner), b = valuesOf(random, fb, inner * n), B = bitsOf(s, fb, inner, n, b), C = product(s, bitsOf(s, fa, m, inner, a), B);
      if (limitsOf(fa)[1] <= 127) expect(product(s, bitsOf(s, { width: 8, signed: true, binary: false }, m, inner, a), B)).toEqual(C);
      const at = Math.min(cut, inner), part = (from: number, to: number): number[] =>
        product(s, bitsOf(s, fa, m, to - from, a.filter((_, i) => i % inner >= from && i % inner < to)), bitsOf(s, fb, to - from, n, b.slice(from * n, to * n)));
      const rest = part(at, inner);
      expect(part(0, at).map((v, i) => v + rest[i]!)).toEqual(C);
    })), { numRuns: 100, seed });
  });
});
