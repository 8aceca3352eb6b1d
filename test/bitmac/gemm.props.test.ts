// bitmac.gemm on random windows, and the bound that its docstring states.
import fc from "fast-check";
import { loadSync, type Matrix } from "lanewise";
import { describe, expect, it } from "vitest";
import { digitsOf, ENCODINGS, positions, weightOf } from "../../bindings/bitmac/encodings.js";
import { Random } from "../helpers/random.js";

const encoding = fc.constantFrom(...ENCODINGS), size = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });

describe("bitmac.gemm", () => {
  it("gives the bits of gemmInt8 and returns its memory", () => {
    const k = loadSync();
    fc.assert(fc.property(size(40), size(40), size(70), encoding, fc.boolean(), fc.integer(), (m, n, p, encoding, extreme, seed) => k.scope((s) => {
      const random = new Random(seed), value = (): number => (extreme ? random.pick([-128, 127, 0]) : random.int(-128, 127));
      const window = (rows: number, cols: number): Matrix<"i8"> => s.matrix("i8", rows + 1, cols + 5).sub(1, 3, rows, cols).set(Int8Array.from({ length: rows * cols }, value));
      const A = window(m, p), B = window(p, n), C = s.matrix("i32", m + 2, n + 1).sub(2, 1, m, n), want = k.dense.gemmInt8(s.matrix("i32", m, n), A, B).copy(), { used } = k.memory();
      for (const path of ["product", "digits"] as const) {
        C.set(new Int32Array(m * n).fill(-1));
        expect(k.bitmac.gemm(C, A, B, { encoding, path }).copy()).toEqual(want);
        expect(k.memory().used).toBe(used);
      }
    })), { numRuns: 150 });
    k.free();
  });

  it("no digit by its weight, and no sum of the lower ones, is larger than 128", () => {
    for (const e of ENCODINGS) for (let x = -128; x < 128; x++) {
      let sum = 0;
      for (let i = 0; i < positions(e); i++) {
        const share = digitsOf(e, x)[i]! * weightOf(e, i);
        sum += share;
        expect(Math.max(Math.abs(share), Math.abs(sum)), `${e} ${x} ${i}`).toBeLessThanOrEqual(128);
      }
      expect(sum).toBe(x);
    }
  });
});
