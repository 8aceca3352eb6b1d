// Searches with options drawn at random: right schemes, and one call is as good as many, wherever those end.
import fc from "fast-check";
import { loadSync, type Scheme, type SearchOptions } from "lanewise";
import { describe, expect, it } from "vitest";
import { agree, filed, inside, searched } from "../helpers/flip.search.js";

const k = loadSync(), BLOCK = 100000;

const start = fc.oneof(
  fc.record({ shape: fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 1, max: 3 }))), ring: fc.constantFrom("Z2" as const, "Z3" as const, "ZT" as const) }).map(({ shape: [n, m, p], ring }) => k.flip.standard(n!, m!, p!, ring)),
  fc.record({ target: fc.constantFrom("gt", "ug", "kg", "ss", "uu", "wtb"), n: fc.integer({ min: 2, max: 3 }), ring: fc.constantFrom("Z2" as const, "Z3" as const, "ZT" as const) }).map(({ target, n, ring }) => k.flip.structured(target, n, ring)),
);
const options = fc.record({
  seed: fc.nat(), walkers: fc.integer({ min: 1, max: 4 }), plusAfter: fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 3000, max: 40000 })), distance: fc.integer({ min: 0, max: 6 }), splitAfter: fc.integer({ min: 0, max: 50 }),
  patience: fc.integer({ min: 0, max: 100 }), pathLimit: fc.integer({ min: 1000, max: 300000 }), restarts: fc.constantFrom("start" as const, "best" as const, "back" as const), pool: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
}, { requiredKeys: ["seed"] });

const drop = (o: Record<string, unknown>): SearchOptions => Object.fromEntries(Object.entries(o).filter(([, x]) => x !== undefined)) as unknown as SearchOptions;

describe("flip.search, drawn at random", () => {
  it("in pieces", () => {
    fc.assert(fc.property(start, options, fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 3 }), (s: Scheme, given, cuts) => {
      const o = drop({ ...given, flips: 0 }), round = BLOCK * inside(k.flip.search(s, o).state()).walkers.length, whole = searched(k, s, { ...o, flips: 6 * round }, "whole");
      let part = searched(k, s, o, "none");
      for (const cut of [...cuts].sort((a, b) => a - b)) part = searched(k, s, { ...o, flips: cut * round, resume: filed(part.state()) }, `to round ${cut}`);
      agree(searched(k, s, { ...o, flips: 6 * round, resume: part.state() }, "to the end"), whole, "in pieces");
    }), { numRuns: 15 });
  }, 120_000);

  it("a target in between changes nothing", () => {
    fc.assert(fc.property(start, options, fc.nat({ max: 6 }), (s: Scheme, given, less) => {
      const o = drop({ ...given, flips: 4 * BLOCK * 4, target: Math.max(0, s.rank - less) }), first = searched(k, s, o, "to the target"), { target: _, ...on } = o;
      agree(searched(k, s, { ...on, resume: filed(first.state()) }, "past it"), searched(k, s, on, "without"), "past a target");
      expect(first.rank).toBeLessThanOrEqual(s.rank);
    }), { numRuns: 15 });
  }, 120_000);
});
