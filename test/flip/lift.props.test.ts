// Properties of lifting over schemes in random bases: exact, term by term what was given, the same every time, the limits kept.
import fc from "fast-check";
import { loadSync, type Scheme } from "lanewise";
import { describe, expect, it } from "vitest";
import { bent, congruent, laderman, naive, nested, reduced, strassen, wrong } from "../helpers/flip.lift.js";
import { Random } from "../helpers/random.js";

const size = fc.integer({ min: 1, max: 3 });
const base: fc.Arbitrary<Scheme> = fc.oneof(
  fc.tuple(size, size, size).map(([n, m, p]) => naive(n, m, p)), fc.constant(strassen), fc.constant(laderman),
  fc.constantFrom([1, 1, 2], [2, 1, 1], [1, 3, 1]).map(([n, m, p]) => nested(strassen, naive(n!, m!, p!))),
);
const rings = ["ZT", "Z", "Q"] as const;

describe("lift", () => {
  it("is exact, congruent, repeatable, and keeps to its options", () => {
    const k = loadSync();
    fc.assert(fc.property(base, fc.constantFrom(2, 3) as fc.Arbitrary<2 | 3>, fc.integer({ min: 0, max: 1 << 30 }), fc.boolean(), fc.integer({ min: 1, max: 20 }), fc.constantFrom(...rings), (scheme, p, seed, plain, steps, to) => {
      const start = plain ? reduced(scheme, p)! : bent(scheme, new Random(seed), p), { used, handles } = k.memory();
      const got = k.flip.lift(start, { steps, to });
      expect([k.memory().used, k.memory().handles]).toEqual([used, handles]);
      if (plain) expect(got?.ring).toBe("ZT");
      if (got === null) return;
      expect(rings.indexOf(got.ring as "Q")).toBeLessThanOrEqual(rings.indexOf(to));
      expect(wrong(got)).toBe(undefined);
      expect(congruent(got, start, p)).toBe(true);
      expect(k.flip.lift(start, { steps, to })).toEqual(got);
      expect(k.flip.lift(got, { to })).toEqual(got);
    }), { numRuns: 60 });
    k.free();
  });

  it("refuses whatever is wrong modulo p", () => {
    const k = loadSync();
    fc.assert(fc.property(base, fc.constantFrom(2, 3) as fc.Arbitrary<2 | 3>, fc.nat(), (scheme, p, at) => {
      const start = reduced(scheme, p)!, w = start.w.slice();
      w[at % w.length] = (w[at % w.length]! + 1) % p;
      const { used } = k.memory();
      expect(() => k.flip.lift({ ...start, w })).toThrow(/^flip\.lift: s does not verify: /);
      expect(k.memory().used).toBe(used);
    }), { numRuns: 60 });
    k.free();
  });
});
