// What must hold of every engine: against the stepped mode on small products, and what times say of each other.
import fc from "fast-check";
import { type EngineSpec, type Kernels, isKernelError, loadSync } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { differences, encodings, kinds, pes, slices } from "../helpers/bitmac.engine.js";
import { Random } from "../helpers/random.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const k = loadSync();
afterAll(() => k.free());

const slice = fc.record({ kind: fc.constantFrom(...slices), columns: fc.integer({ min: 1, max: 6 }), rows: fc.integer({ min: 1, max: 5 }), encoding: fc.constantFrom(...encodings), rule: fc.constant<"rtl">("rtl") });
const dense = fc.record({ kind: fc.constantFrom(...kinds), pe: fc.constantFrom(...pes), m: fc.integer({ min: 1, max: 5 }), n: fc.integer({ min: 1, max: 5 }), deep: fc.integer({ min: 1, max: 6 }), encoding: fc.constantFrom(...encodings) })
  .map(({ deep, ...s }): EngineSpec => ({ ...s, k: s.kind === "cube" || s.kind === "adder-tree" || s.pe === "opt2" ? deep : 1 }));
const shape = fc.record({ m: fc.integer({ min: 1, max: 9 }), n: fc.integer({ min: 1, max: 9 }), d: fc.integer({ min: 1, max: 21 }), draw: fc.nat() });

const data = (random: Random, length: number): Int8Array => Int8Array.from({ length }, () => (random.chance(0.2) ? 0 : random.int(-128, 127) >> random.int(0, 6)));

/** True once operands can be stepped. */
const stepped = ((): boolean => {
  try {
    return k.scope((s) => k.bitmac.engine({ kind: "opt3", columns: 1 }).run(s.matrix("i8", 1, 1), s.matrix("i8", 1, 1), { detail: "carry-save" })).cycles > 0;
  } catch (e) {
    if (isKernelError(e) && e.code === "unsupported") return false;
    throw e;
  }
})();

describe(`engines (SEED=${seed})`, () => {
  const counts = ["partialProducts", "skippedZeroDigits", "carryPropagatingAdds", "compressorOps", "encoderUses"] as const;

  it.skipIf(!stepped)("count what the stepped mode sees: 200 random small products", () => {
    const ruled = fc.tuple(slice, fc.constantFrom("rtl" as const, "ideal" as const)).map(([spec, rule]) => ({ ...spec, rule }));
    fc.assert(fc.property(fc.oneof(ruled, dense), shape, (spec, { m, n, d, draw }) => k.scope((s) => {
      const random = new Random(draw), A = s.matrix("i8", m, d, data(random, m * d)), B = s.matrix("i8", d, n, data(random, d * n)), C = s.matrix("i32", m, n), D = s.matrix("i32", m, n);
      const engine = k.bitmac.engine(spec), fast = engine.run(A, B, { C }), slow = engine.run(A, B, { detail: "carry-save", C: D });
      expect(differences(fast, slow), `${engine}`).toEqual([]);
      for (const key of counts) expect(fast[key], `${engine}: ${key}`).toBe(slow[key]);
      expect(D.copy()).toEqual(C.copy());
    })), { numRuns: 200, seed });
  });

  const timed = (spec: EngineSpec, m: number, n: number, d: number, a: Int8Array): ReturnType<ReturnType<Kernels["bitmac"]["engine"]>["run"]> =>
    k.scope((s) => k.bitmac.engine(spec).run(s.matrix("i8", m, d, a), s.matrix("i8", d, n)));

  it("bit-slice: what the columns do and wait adds up to the cycles; ideal is never more", () => {
    fc.assert(fc.property(slice, shape, (spec, { m, n, d, draw }) => {
      const r = timed(spec, m, n, d, data(new Random(draw), m * d)), ideal = timed({ ...spec, rule: "ideal" }, m, n, d, data(new Random(draw), m * d));
      const u = r.utilization;
      expect(r.idealCycles).toBe(ideal.cycles);
      expect(ideal.idealCycles).toBe(ideal.cycles);
      expect([ideal.drainCycles, ideal.bubbleCycles]).toEqual([0, 0]);
      expect(r.cycles - r.drainCycles).toBeGreaterThanOrEqual(r.idealCycles);
      expect(u.min <= u.mean + 1e-12 && u.mean <= u.max + 1e-12 && u.max < 1 && r.mapping <= 1).toBe(true);
      expect(u.max * r.cycles).toBeCloseTo(r.cycles - r.drainCycles, 6);
      if (spec.columns === 1) expect(r.syncCycles).toBe(0);
      if (m % spec.columns === 0) expect(u.mean * r.cycles + r.syncCycles + r.drainCycles).toBeCloseTo(r.cycles, 6);
      expect(r.bubbleCycles).toBeLessThanOrEqual(u.max * r.cycles + 1e-9);
    }), { numRuns: 150, seed });
  });

  it("four lanes are never slower than one, nor more than four times as fast", () => {
    fc.assert(fc.property(slice, shape, (spec, { m, n, d, draw }) => {
      const a = data(new Random(draw), m * d), one = timed({ ...spec, kind: "opt4c" }, m, n, d, a), four = timed({ ...spec, kind: "opt4e" }, m, n, d, a);
      expect(four.cycles).toBeLessThanOrEqual(one.cycles);
      expect((four.cycles - four.drainCycles) * 4).toBeGreaterThanOrEqual(one.cycles - one.drainCycles);
    }), { numRuns: 100, seed });
  });

  it("the order of rows within a group does not matter, nor that of B's columns", () => {
    fc.assert(fc.property(slice, shape, (spec, { n, d, draw }) => {
      const m = spec.columns, a = data(new Random(draw), m * d), turned = Int8Array.from(a, (_, i) => a[(m - 1 - Math.floor(i / d)) * d + (i % d)]!);
      expect(differences(timed(spec, m, n, d, turned), timed(spec, m, n, d, a))).toEqual([]);
    }), { numRuns: 60, seed });
  });

  it("arrays: more operands never take less time, and a tile's work is its ideal", () => {
    fc.assert(fc.property(dense, shape, (spec, { m, n, d }) => {
      const r = timed(spec, m, n, d, new Int8Array(m * d)), more = timed(spec, m + 1, n, d, new Int8Array((m + 1) * d));
      expect(more.cycles).toBeGreaterThan(r.cycles - 1);
      expect(r.utilization.max * r.cycles).toBeCloseTo(r.idealCycles, 6);
      expect(r.cycles).toBe(r.idealCycles + r.drainCycles);
    }), { numRuns: 100, seed });
  });
});
