// Integer products on random shapes, options and windows, and the algebra they obey exactly.
import fc from "fast-check";
import { loadSync, type Matrix } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { flavours } from "../helpers/guard.kernels.js";
import { int8Values, tryInt8 } from "../helpers/int8.js";
import { Random } from "../helpers/random.js";
import { firstDifferent } from "../helpers/tolerance.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const runs = { numRuns: 300, seed };

/** Mostly small, often at an edge of a tile, now and then past a block. */
const size: fc.Arbitrary<number> = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 20 }) }, { weight: 3, arbitrary: fc.integer({ min: 21, max: 80 }) }, { weight: 1, arbitrary: fc.constantFrom(127, 129, 239, 241, 255, 257, 300) });
const draw: fc.Arbitrary<number> = fc.integer({ min: 0, max: 2 ** 31 });
const spread = fc.constantFrom("any" as const, "extreme" as const, "least" as const, "seven" as const);
const frame = fc.record({ top: fc.nat(2), left: fc.nat(9), right: fc.nat(9), bottom: fc.nat(2) });

describe.each(flavours())(`integer products, %s (SEED=${seed})`, (variant) => {
  const kernels = loadSync({ variant });
  afterAll(() => {
    expect(kernels.memory().handles).toBe(0);
    kernels.free();
  });

  it("random shapes, options and windows match the reference", () => {
    const zero = fc.integer({ min: 0, max: 255 });
    fc.assert(fc.property(fc.record({
      a: fc.constantFrom("i8" as const, "u8" as const), m: size, n: size, k: size, transA: fc.boolean(), transB: fc.boolean(), packed: fc.boolean(), spreadA: spread, spreadB: spread, frame,
    }), zero, zero, fc.option(fc.record({ dtype: fc.constantFrom("i8" as const, "u8" as const), perColumn: fc.boolean(), bias: fc.boolean(), relu: fc.boolean() }), { nil: undefined }), zero, draw, (trial, za, zb, out, zc, s) => {
      const { a, ...rest } = trial;
      tryInt8(kernels, new Random(s), { ...rest, a, zeroA: a === "u8" ? za : za - 128, zeroB: zb - 128, ...(out && { out: { ...out, zeroPoint: out.dtype === "u8" ? zc : zc - 128 } }) });
    }), runs);
  });

  it("(A·B)ᵀ = Bᵀ·Aᵀ", () => {
    fc.assert(fc.property(size, size, size, draw, (m, n, k, s) => kernels.scope((scope) => {
      const random = new Random(s);
      const A = scope.matrix("i8", m, k, int8Values(random, "i8", m * k, "any")), B = scope.matrix("i8", k, n, int8Values(random, "i8", k * n, "any"));
      const C = kernels.dense.gemmInt8(scope.matrix("i32", m, n), A, B, { zeroPointA: 9, zeroPointB: -100 });
      const D = kernels.dense.gemmInt8(scope.matrix("i32", n, m), B, A, { transA: true, transB: true, zeroPointA: -100, zeroPointB: 9 });
      expect(firstDifferent(kernels.dense.transpose(scope.matrix("i32", m, n), D).copy(), C.copy())).toBe(-1);
    })), runs);
  });

  it("a zero point is the same number subtracted everywhere: u8 − 128 is i8", () => {
    fc.assert(fc.property(size, size, size, draw, (m, n, k, s) => kernels.scope((scope) => {
      const random = new Random(s);
      const a = int8Values(random, "u8", m * k, "any"), B = scope.matrix("i8", k, n, int8Values(random, "i8", k * n, "any"));
      const times = (A: Matrix<"i8"> | Matrix<"u8">, zeroPointA: number): Int32Array => kernels.dense.gemmInt8(scope.matrix("i32", m, n), A, B, { zeroPointA }).copy();
      expect(firstDifferent(times(scope.matrix("u8", m, k, a), 128), times(scope.matrix("i8", m, k, Int8Array.from(a, (x) => x - 128)), 0))).toBe(-1);
    })), runs);
  });
});
