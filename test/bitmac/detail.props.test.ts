// Stepped machines on random small problems: the product, every count beside its closed form, and what the words add up to on the way.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digitsOf, positions, weightOf } from "../../bindings/bitmac/encodings.js";
import { detailed } from "../../bindings/bitmac/engine/detail.js";
import { compress, word26 } from "../../bindings/bitmac/engine/detail_carry.js";
import type { Detailed, FullSpec } from "../../bindings/bitmac/engine/parts.js";
import { type Dense, denseFigures, type Figures, type Shape, type Slice, sliceFigures } from "../helpers/bitmac.detail.js";
import { Random } from "../helpers/random.js";

const size = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const encoding = fc.constantFrom("complement", "sign-magnitude", "mbe", "ent", "naf");
const dense: fc.Arbitrary<Dense> = fc.record({ kind: fc.constantFrom("systolic-os", "systolic-ws", "cube", "adder-tree", "matrix-2d"), pe: fc.constantFrom("mac", "opt1", "opt2"), m: size(5), n: size(5), k: size(6), encoding })
  .map((s) => ({ ...s, k: s.kind === "cube" || s.kind === "adder-tree" || s.pe === "opt2" ? s.k : 1 }));
const slice: fc.Arbitrary<Slice> = fc.record({ kind: fc.constantFrom("opt3", "opt4c", "opt4e"), columns: size(4), rows: size(5), encoding, rule: fc.constantFrom("rtl", "ideal") });
const shape = fc.record({ m: size(9), n: size(9), k: size(27) });
const problem = fc.record({ shape, seed: fc.integer(), zeros: fc.constantFrom(0, 0.5, 0.95, 1), extremes: fc.constantFrom(0, 0.5, 1) });

function operands({ m, n, k }: Shape, seed: number, zeros = 0, extremes = 0): { a: Int8Array; b: Int8Array } {
  const random = new Random(seed), value = (): number => (random.chance(zeros) ? 0 : random.chance(extremes) ? random.pick([-128, 127]) : random.int(-128, 127));
  return { a: Int8Array.from({ length: m * k }, value), b: Int8Array.from({ length: k * n }, value) };
}

/** Σ over the first `terms` of k. */
function dot({ n, k }: Shape, a: Int8Array, b: Int8Array, i: number, j: number, terms = k): number {
  let sum = 0;
  for (let p = 0; p < Math.min(terms, k); p++) sum += a[i * k + p]! * b[p * n + j]!;
  return sum;
}
const product = (s: Shape, a: Int8Array, b: Int8Array): Int32Array => Int32Array.from({ length: s.m * s.n }, (_, at) => dot(s, a, b, Math.floor(at / s.n), at % s.n));

function agrees({ timing: { utilization, ...timing }, uses }: Detailed, want: Figures, spec: unknown): void {
  const have: Figures = { ...timing, ...utilization, ...uses };
  for (const [name, value] of Object.entries(want)) expect(have[name], `${name} of ${JSON.stringify(spec)}`).toBeCloseTo(value, 9);
}

describe("stepped machines", () => {
  it("dense arrays: product, cycles, uses", () => {
    fc.assert(fc.property(dense, problem, (spec, { shape, seed, zeros, extremes }) => {
      const { a, b } = operands(shape, seed, zeros, extremes), got = detailed("t", spec, a, b, shape.m, shape.n, shape.k), { trace, timing } = got;
      expect(got.product).toEqual(product(shape, a, b));
      agrees(got, denseFigures(spec, shape, positions(spec.encoding)), spec);
      expect([trace.sum.length, trace.carry.length]).toEqual([timing.cycles * trace.lanes, timing.cycles * trace.lanes]);
      expect(Math.max(...trace.ready)).toBe(timing.cycles);
      if (spec.pe !== "opt1") expect(trace.carry.every((x) => x === 0)).toBe(true);
    }), { numRuns: 400 });
  });

  it("bit-slice engines: product, cycles, uses", () => {
    fc.assert(fc.property(slice, problem, (spec, { shape, seed, zeros, extremes }) => {
      const { a, b } = operands(shape, seed, zeros, extremes), got = detailed("t", spec, a, b, shape.m, shape.n, shape.k), { trace, timing } = got;
      expect(got.product).toEqual(product(shape, a, b));
      agrees(got, sliceFigures(spec, shape, positions(spec.encoding), a, (x) => digitsOf(spec.encoding, x).map((d) => d !== 0)), spec);
      expect([trace.sum.length, trace.carry.length]).toEqual([timing.cycles * trace.lanes, timing.cycles * trace.lanes]);
      // The last result is final in the last draining cycle; one more closes the run.
      expect(Math.max(...trace.ready)).toBe(timing.cycles - (spec.rule === "rtl" ? 1 : 0));
    }), { numRuns: 400 });
  });

  it("both words of every output add up to the products that are in, after every cycle", () => {
    fc.assert(fc.property(fc.constantFrom("systolic-os", "matrix-2d", "adder-tree"), fc.constantFrom("mac", "opt1"), encoding, shape, size(6), fc.integer(), (kind, pe, encoding, s, deep, seed) => {
      const k = kind === "adder-tree" ? deep : 1, { a, b } = operands(s, seed), { trace, timing } = detailed("t", { kind, pe, m: s.m, n: s.n, k, encoding }, a, b, s.m, s.n, s.k);
      for (let t = 0; t < timing.cycles; t++) for (let i = 0; i < s.m; i++) for (let j = 0; j < s.n; j++) {
        const at = t * trace.lanes + i * s.n + j, late = kind === "systolic-os" ? i + j : Math.ceil(Math.log2(k));
        expect((trace.sum[at]! + trace.carry[at]!) | 0, `${t} ${i} ${j}`).toBe(dot(s, a, b, i, j, Math.max(0, t - late) * k));
        if (t === trace.ready[i * s.n + j]! - 1) expect(dot(s, a, b, i, j)).toBe((trace.sum[at]! + trace.carry[at]!) | 0);
      }
    }), { numRuns: 60 });
  });

  it("a cube's chain and a weight-stationary column hold the sums of the elements above", () => {
    fc.assert(fc.property(fc.constantFrom("mac", "opt1"), encoding, shape, size(6), fc.integer(), (pe, encoding, s, deep, seed) => {
      const { a, b } = operands(s, seed), cube = detailed("t", { kind: "cube", pe, m: s.m, n: s.n, k: deep, encoding }, a, b, s.m, s.n, s.k).trace;
      for (let i = 0; i < s.m; i++) for (let j = 0; j < s.n; j++) for (let c = 0; c < deep; c++) {
        const at = (i + j + c + 1) * cube.lanes + (i * s.n + j) * deep + c;
        expect((cube.sum[at]! + cube.carry[at]!) | 0, `cube ${i} ${j} ${c}`).toBe(dot(s, a, b, i, j, c + 1));
      }
      const ws = detailed("t", { kind: "systolic-ws", pe, m: s.k, n: s.n, k: 1, encoding }, a, b, s.m, s.n, s.k).trace;
      for (let i = 0; i < s.m; i++) for (let j = 0; j < s.n; j++) for (let r = 0; r < s.k; r++) {
        const at = (s.n + 1 + i + j + r + 1) * ws.lanes + r * s.n + j;
        expect((ws.sum[at]! + ws.carry[at]!) | 0, `ws ${i} ${j} ${r}`).toBe(dot(s, a, b, i, j, r + 1));
      }
    }), { numRuns: 60 });
  });

  it("a bit-slice pair holds one position at a time: where each stands complete, their weighted sum is the result", () => {
    fc.assert(fc.property(fc.constantFrom("opt3", "opt4c"), encoding, shape, fc.integer(), (kind, encoding, s, seed) => {
      const { a, b } = operands(s, seed, 0.3), { trace, product } = detailed("t", { kind, columns: 1, rows: s.n, encoding, rule: "rtl" }, a, b, s.m, s.n, s.k);
      let start = 0;
      for (let i = 0; i < s.m; i++) {
        const sums = new Float64Array(s.n);
        let issued = 0;
        for (let bw = 0; bw < positions(encoding); bw++) {
          for (let p = 0; p < s.k; p += 4) issued += Math.max(1, Array.from(a.subarray(i * s.k + p, i * s.k + Math.min(p + 4, s.k)), (x) => digitsOf(encoding, x)[bw]).filter((d) => d !== 0).length);
          const at = (start + issued + 3 - 1) * trace.lanes;
          for (let j = 0; j < s.n; j++) sums[j]! += weightOf(encoding, bw) * word26(trace.sum[at + j]! + trace.carry[at + j]!);
        }
        expect([...sums].map((x) => x + 0)).toEqual([...product.subarray(i * s.n, (i + 1) * s.n)]);
        start += issued + 4;
      }
    }), { numRuns: 60 });
  });

  it("a compressor keeps the sum modulo 2³²", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 40 }), (xs) => {
      const list = Int32Array.from({ length: Math.max(2, xs.length) }, (_, i) => xs[i] ?? 99);
      compress(list, xs.length);
      expect((list[0]! + list[1]!) | 0).toBe(xs.reduce((x, y) => (x + y) | 0, 0));
    }));
    expect([word26(2 ** 25), word26(2 ** 25 - 1), word26(-1)]).toEqual([-(2 ** 25), 2 ** 25 - 1, -1]);
  });

  it("refuses what is too large to trace", () => {
    const ones = new Int8Array(600 * 600).fill(1), zeros = new Int8Array(3000);
    const dense = { kind: "systolic-os", pe: "mac", m: 16, n: 16, k: 1, encoding: "mbe" } as const, slice = { kind: "opt4c", columns: 16, rows: 16, encoding: "ent", rule: "rtl" } as const;
    const no = (spec: FullSpec, m: number, n: number, k: number, cycles: number, lanes: number): void => {
      expect(() => detailed("bitmac.run", spec, k > 1 ? ones : zeros, k > 1 ? ones : zeros, m, n, k)).toThrow(expect.objectContaining({
        code: "option", op: "bitmac.run", arg: "detail", message: `bitmac.run: detail is "carry-save" and the product takes more than ${cycles} cycles on ${lanes} accumulators, expected a smaller product or detail "counts"`,
      }));
    };
    no(dense, 600, 600, 600, 16384, 256);
    no(slice, 600, 600, 600, 16384, 256);
    no({ ...slice, columns: 1, rows: 2048 }, 3, 500, 600, 2048, 2048);
    no(slice, 3000, 3000, 1, 16384, 256);
    // Arrays that have no room for one cycle are never made.
    for (const spec of [{ ...dense, m: 65536, n: 65536 }, { ...dense, kind: "cube", m: 65536, n: 1, k: 4096 }, { ...slice, columns: 65536, rows: 65536 }] as const) no(spec, 1, 1, 1, 0, spec.kind === "cube" ? 2 ** 28 : 2 ** 32);
  });
});
