// Properties of the fast product over random shapes and depths; a right operand placed once; the shape rule.
import fc from "fast-check";
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { Arena } from "../../bindings/memory/arena.js";
import { packStrassen, strassenMultiplyPacked } from "../../bindings/flip/strassen_packed.js";
import { strassenShape } from "../../bindings/flip/strassen_shape.js";
import { type Fast, exactValues, plainProduct } from "../helpers/flip.strassen.js";
import { Random } from "../helpers/random.js";
import { rawInstance } from "../wasm/raw.js";

const dtype = fc.constantFrom<Fast>("f32", "f64", "i32");
const side = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 41, max: 150 }));

describe("strassen", () => {
  it("is exact on integers of any shape at any depth", () => {
    const k = loadSync();
    fc.assert(fc.property(dtype, side, side, side, fc.integer({ min: 0, max: 5 }), fc.integer(), (type, m, n, kk, levels, seed) => {
      const { used } = k.memory();
      k.scope((s) => {
        const random = new Random(seed), a = exactValues(random, type, m * kk), b = exactValues(random, type, kk * n);
        const C = k.flip.strassen(s.matrix(type, m, n), s.matrix(type, m, kk, a), s.matrix(type, kk, n, b), { levels });
        expect([...C.copy()]).toEqual(plainProduct(type, m, n, kk, { data: a, row: kk, col: 1 }, { data: b, row: n, col: 1 }).map((x) => x + 0));
      });
      expect(k.memory().used).toBe(used);
    }), { numRuns: 150 });
    k.free();
  });

  it("with a right operand placed once, any number of rows", () => {
    const { memory, call } = rawInstance("simd", 64), heap = (call["heap_base"] as () => number)() >>> 0;
    const ctx = { arena: new Arena(memory, heap, 65535 * 65536), raw: call as never };
    new Uint8Array(memory.buffer).fill(255, heap);
    fc.assert(fc.property(dtype, fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 150 }), fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 4 }), fc.boolean(), fc.integer(), (type, m, n, k, levels, trans, seed) => {
      const { used, handles } = ctx.arena, random = new Random(seed), size = type === "f64" ? 8 : 4, block = ctx.arena.block("test", (m * k + k * n + m * n) * size + 64);
      const a = exactValues(random, type, m * k), b = exactValues(random, type, k * n), B = block.ptr + m * k * size, C = B + k * n * size;
      const view = (ptr: number, length: number): Float32Array | Float64Array | Int32Array => new (a.constructor as Float64ArrayConstructor)(memory.buffer, ptr, length);
      view(block.ptr, a.length).set(a);
      view(B, b.length).set(b);
      const placed = packStrassen(ctx, "test", type, k, n, { ptr: B, row: trans ? 1 : n, col: trans ? k : 1 }, { levels });
      expect(String(placed)).toContain(`${k}×${n}`);
      view(B, b.length).fill(0);
      strassenMultiplyPacked(ctx, { op: "test", m, alpha: 1, beta: 0, a: { ptr: block.ptr, row: k, col: 1 }, c: { ptr: C, stride: n } }, placed);
      expect([...view(C, m * n)]).toEqual(plainProduct(type, m, n, k, { data: a, row: k, col: 1 }, { data: b, row: trans ? 1 : n, col: trans ? k : 1 }).map((x) => x + 0));
      placed.free();
      expect(() => placed.checked("test", "B", ctx.arena)).toThrow("was freed");
      ctx.arena.release(block);
      expect([ctx.arena.used, ctx.arena.handles]).toEqual([used, handles]);
    }), { numRuns: 100 });
  });

  it("has leaves that cover the operands, and never more error than asked for", () => {
    const length = fc.integer({ min: 1, max: 6000 });
    fc.assert(fc.property(dtype, length, length, length, fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }), fc.option(fc.double({ min: 1e-16, max: 1e-2, noNaN: true }), { nil: undefined }), (type, m, n, k, levels, errorTarget) => {
      const s = strassenShape(type, m, n, k, { levels, errorTarget }), leaves = 2 ** s.levels, panel = type === "f64" ? 4 : 8;
      expect(s.ln % panel).toBe(0);
      if (s.levels > 0) {
        expect(s.error).toBeLessThanOrEqual(errorTarget ?? Infinity);
        expect(Math.min(s.lm * leaves - m, s.lk * leaves - k, s.ln * leaves - s.cols)).toBeGreaterThanOrEqual(0);
        expect(Math.max(s.lm * leaves - m, s.lk * leaves - k)).toBeLessThan(leaves);
        if (levels === undefined) expect(Math.min(s.lm, s.lk, s.ln)).toBeGreaterThanOrEqual(40);
      } else expect(s.cols).toBe(0);
      if (levels !== undefined) expect(s.levels).toBeLessThanOrEqual(levels);
      expect(s.cols).toBeLessThanOrEqual(n);
    }), { numRuns: 2000 });
    for (const n of [256, 512, 1024, 2048, 4096]) for (const type of ["f32", "f64", "i32"] as const) {
      const s = strassenShape(type, n, n, n), odd = strassenShape(type, n + 1, n + 1, n + 1);
      expect(s.lm, `${type} ${n}`).toBe(64);
      expect(odd.levels, `${type} ${n + 1}`).toBe(s.levels);
      expect(odd.cost / s.cost).toBeLessThan(1.06);
    }
    // All entries; 2000 of them stay below 5e-4, which the slow tests measure.
    expect(strassenShape("f32", 4096, 4096, 4096).error).toBeLessThanOrEqual(8e-4);
  });
});
