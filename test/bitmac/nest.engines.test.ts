// The nests of the engines: written by hand, derived from the plain nest, legal, and the source of the counts of the engines.
import fc from "fast-check";
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import type { BitMacContext } from "../../bindings/bitmac/context.js";
import type { FullSpec } from "../../bindings/bitmac/engine/parts.js";
import { usesOf } from "../../bindings/bitmac/engine/uses.js";
import { NESTS as SHIPPED } from "../../bindings/bitmac/nest/engines.data.js";
import { nestOf } from "../../bindings/bitmac/nest/nest.js";
import { dataModule, readNests } from "../../scripts/nests.mjs";
import { readFileSync } from "node:fs";
import { bare, DERIVATIONS, digitPositions, type Spec, startOf, tabledUses, walkedUses } from "../helpers/bitmac.nest.js";

const NESTS: Record<string, string> = readNests(), encoding = fc.constantFrom("complement", "sign-magnitude", "mbe", "ent", "naf");
const side = fc.integer({ min: 1, max: 9 });
const spec: fc.Arbitrary<Spec> = fc.oneof(
  fc.record({ kind: fc.constantFrom("opt3", "opt4c", "opt4e"), columns: side, rows: side, encoding, rule: fc.constantFrom("rtl", "ideal") }),
  fc.record({ kind: fc.constantFrom("systolic-os", "systolic-ws", "matrix-2d", "cube", "adder-tree"), pe: fc.constantFrom("mac", "opt1", "opt2"), m: side, n: side, k: side, encoding })
    .map((s) => ({ ...s, k: s.pe === "opt2" || s.kind === "cube" || s.kind === "adder-tree" ? s.k : 1 })),
) as fc.Arbitrary<Spec>;
const size = fc.integer({ min: 1, max: 40 });
const none = {} as BitMacContext;

describe("the nests of the engines", () => {
  it("are what scripts/nests.mjs makes of their files", () => {
    expect(readFileSync("bindings/bitmac/nest/engines.data.ts", "utf8")).toBe(dataModule(readNests()));
    // Those of engines; the others are what these are derived from.
    expect(Object.keys(SHIPPED)).toEqual(Object.keys(NESTS).filter((name) => name !== "plain" && name !== "bit-serial"));
  });

  it.each(Object.keys(NESTS))("%s is canonical, legal, and what its steps make of the plain nest", (name) => {
    const k = loadSync(), nest = k.bitmac.notation(NESTS[name]!);
    expect(nest.text).toBe(NESTS[name]);
    expect(nest.check()).toEqual([]);
    let derived = k.bitmac.notation(startOf(name));
    for (const step of DERIVATIONS[name]!) {
      derived = derived.apply(step);
      expect(derived.legal, JSON.stringify(step)).toBe(true);
    }
    expect(derived.text.trim()).toBe(bare(NESTS[name]!));
    k.free();
  });

  it("have a derivation each", () => expect(Object.keys(DERIVATIONS).sort()).toEqual(Object.keys(NESTS).sort()));

  it("take the sizes and the encoding of a specification, and compute the product", () => {
    const k = loadSync(), m = 6, n = 5, depth = 11;
    const a = Int8Array.from({ length: m * depth }, (_, i) => (i * 91) ^ 128), b = Int8Array.from({ length: depth * n }, (_, i) => (i * 57) ^ 128);
    k.scope((s) => {
      const A = s.matrix("i8", m, depth, a), B = s.matrix("i8", depth, n, b), want = s.matrix("i32", m, n);
      k.dense.gemmInt8(want, A, B);
      fc.assert(fc.property(spec, (s) => {
        const { text, legal } = nestOf(none, s as FullSpec);
        expect(legal).toBe(true);
        expect(text).toContain(`, ${s.encoding})`);
        for (const x of "columns" in s ? [`MP(${s.columns})`, `NP(${s.rows})`] : [`${s.kind === "systolic-ws" ? "KR" : "MP"}(${s.m})`, `NP(${s.n})`]) expect(text).toContain(x);
        expect(k.bitmac.notation(text).run(A, B)).toEqual(want.copy());
      }), { numRuns: 100 });
    });
    k.free();
  }, 60000);
});

describe("usesOf", () => {
  it("is the table of uses", () => {
    fc.assert(fc.property(spec, size, size, size, fc.double({ min: 0, max: 1, noNaN: true }), (s, m, n, k, share) => {
      const digits = Math.floor(share * m * k * digitPositions(s.encoding));
      expect(usesOf(s as FullSpec, m, n, k, digits)).toEqual(tabledUses(s, m, n, k, digits));
    }), { numRuns: 2000 });
  }, 60000);

  it("is what the nest does, turn by turn", () => {
    const small = fc.integer({ min: 1, max: 7 });
    fc.assert(fc.property(spec, small, small, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 2, max: 9 }), (s, M, N, K, every) => {
      const sizes = { M, N, K, BW: digitPositions(s.encoding) }, zero = (m: number, k: number, bw: number): boolean => "columns" in s && (m * 31 + k * 7 + bw * 3) % every === 0;
      let digits = 0;
      for (let m = 0; m < M; m++) for (let k = 0; k < K; k++) for (let bw = 0; bw < sizes.BW; bw++) digits += Number(!zero(m, k, bw));
      const walked = walkedUses(nestOf(none, s as FullSpec).text, sizes, {}, zero), got = usesOf(s as FullSpec, M, N, K, digits);
      expect(got.partialProducts).toBe(walked.map ?? 0);
      expect(got.encoderUses).toBe(walked.encode);
      expect(got.compressorOps).toBe(walked.half_reduce ?? 0);
      expect(got.carryPropagatingAdds).toBe(walked.add! + (walked.accumulate ?? 0));
    }), { numRuns: 150 });
  }, 60000);

  it("takes no time", () => {
    const s = { kind: "opt4e", columns: 32, rows: 32, encoding: "ent", rule: "rtl" } as const, start = process.cpuUsage();
    for (let i = 0; i < 1000; i++) usesOf(s, 1024 + i, 768, 3072, 1e7);
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(1);
  });
});
