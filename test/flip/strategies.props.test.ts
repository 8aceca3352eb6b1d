// The pieces of strategies alone: moves keep schemes right and within their bounds, families keep the best of every format, ladders climb one by one.
import fc from "fast-check";
import { loadSync, type Ring, type Scheme } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { Random } from "../../bindings/flip/random.js";
import { Adaptive, ladderOf } from "../../bindings/flip/strategy/adaptive.js";
import { Family, type Shape } from "../../bindings/flip/strategy/family.js";
import { MOVES, moved, walkable } from "../../bindings/flip/strategy/moves.js";
import { descend, fromPool, levelsOf } from "../../bindings/flip/walk/source.js";
import { brent, strassen } from "../helpers/flip.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const k = loadSync(), f = k.flip;
afterAll(() => k.free());

const over = (s: Scheme, ring: Ring): Scheme => (ring === "Z2" || ring === "Z3" ? f.reduceRing(s, ring) : { ...s, ring });
const bounds = { low: [1, 2, 1] as Shape, high: [4, 3, 4] as Shape };

describe(`strategies, pieces (SEED=${seed})`, () => {
  it("chains of moves stay right and within bounds", () => {
    fc.assert(fc.property(fc.constantFrom<Ring>("Z2", "Z3", "ZT", "Z"), fc.nat(2 ** 31 - 1), fc.array(fc.constantFrom(...MOVES), { minLength: 1, maxLength: 8 }), (ring, draw, moves) => {
      const random = new Random(draw), family = new Family([over(strassen(), ring), f.standard(1, 2, 1, ring)]);
      let s = over(strassen(), ring);
      for (const move of moves) {
        const to = moved(move, s, family, bounds, random);
        if (to === undefined) continue;
        expect([to.ring, brent(to).ok]).toEqual([ring, true]);
        to.shape.forEach((n, d) => { expect(n).toBeGreaterThanOrEqual(bounds.low[d]!); expect(n).toBeLessThanOrEqual(bounds.high[d]!); });
        if (move === "sandwich") expect([to.shape, to.rank]).toEqual([s.shape, s.rank]);
        if (move === "permute") expect([[...to.shape].sort(), to.rank]).toEqual([[...s.shape].sort(), s.rank]);
        family.take(to);
        expect(family.at(to.shape)!.rank).toBeLessThanOrEqual(to.rank);
        s = to;
      }
    }), { numRuns: 60, seed });
  });

  it("the same draws make the same moves", () => {
    for (const move of MOVES) {
      const [a, b] = [0, 1].map(() => moved(move, strassen(), new Family([strassen()]), { low: [1, 1, 1], high: [4, 4, 4] }, new Random(77)));
      expect(a).toEqual(b);
      expect(a).toBeDefined();
    }
  });

  it("no move leads out of bounds, or past what a walk has room for", () => {
    const fixed = { low: [2, 2, 2] as Shape, high: [2, 2, 2] as Shape }, family = new Family([strassen()]);
    for (const move of ["project", "extend", "merge", "product"] as const) expect(moved(move, strassen(), family, fixed, new Random(1))).toBeUndefined();
    expect([[16, 16, 16], [2, 128, 2], [17, 16, 1], [1, 1, 256]].map(walkable)).toEqual([true, true, false, true]);
    const wide = f.standard(2, 128, 1, "Z2");
    expect(moved("extend", wide, family, { low: [1, 1, 1], high: [2, 128, 2] }, new Random(1))?.shape).toEqual([2, 128, 2]);
    expect(moved("extend", f.standard(2, 128, 2, "Z2"), family, { low: [1, 1, 1], high: [3, 128, 3] }, new Random(1))).toBeUndefined();
  });

  it("projects where the fewest terms stay, merges and multiplies with the family", () => {
    const low = [1, 1, 1] as Shape, high = [4, 4, 4] as Shape, random = new Random(3), s = f.extend(strassen(), 1), family = new Family([strassen()]);
    expect(moved("project", s, family, { low: [2, 2, 2], high }, random)!.rank).toBe(7);
    expect(moved("merge", strassen(), family, { low, high }, random)!.rank).toBe(14);
    expect([moved("product", strassen(), family, { low, high }, random)!].map((x) => [x.rank, ...x.shape])).toEqual([[49, 4, 4, 4]]);
  });

  it("a family has one scheme of a format, in any order", () => {
    const family = new Family([f.standard(3, 2, 4)]);
    expect(family.take(f.standard(4, 3, 2))).toBe(false);
    expect(family.take(f.best(4, 3, 2))).toBe(true);
    expect(family.schemes.map((x) => [...x.shape, x.rank])).toEqual([[2, 3, 4, 20]]);
    for (const shape of [[2, 3, 4], [4, 2, 3], [3, 4, 2]] as const) expect([family.at(shape)!.shape, f.verify(family.at(shape)!).ok]).toEqual([shape, true]);
    expect(family.at([2, 2, 2])).toBeUndefined();
  });

  it("a pool begins with what it is given, and goes down when it is full or is told to", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 20, max: 24 }), { minLength: 1, maxLength: 9 }), fc.array(fc.integer({ min: 15, max: 24 }), { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (given, met, size) => {
      const of = (rank: number): { rank: number; terms: Int32Array } => ({ rank, terms: Int32Array.of(rank) }), ranks = (list: readonly { readonly rank: number }[]): number[] => list.map((m) => m.rank);
      const levels = levelsOf(given.map(of)), pool = fromPool(size, levels), level = Math.max(...given), better = given.filter((r) => r < level);
      expect([levels.level, ranks(levels.members), ranks(levels.next)]).toEqual([level, given, better]);
      for (const r of met) expect(pool.found(of(r))).toBe(r < level);
      const next = [...better, ...met.filter((r) => r < level)].slice(0, size);
      expect(pool.settle()).toBe(next.length === size);
      if (levels.level === level) {
        expect([ranks(levels.members), ranks(levels.next)]).toEqual([given, next]);
        if (next.length > 0) descend(levels);
      }
      if (next.length > 0) expect([levels.level, ranks(levels.members), ranks(levels.next)]).toEqual([Math.max(...next), next, next.filter((r) => r < levels.level)]);
    }), { seed });
  });

  it("routes: pools are handed on whole, a good start stays, budgets grow", () => {
    const start = f.standard(4, 4, 5, "Z2"), route = new Adaptive(start, "Z2", 1, 3), two = over(strassen(), "Z2"), naive = f.standard(2, 2, 2, "Z2");
    expect([route.first.start.rank, route.first.rank, route.first.flips]).toEqual([8, 7, 3000 * 64]);
    const leg = route.next(two, [naive, two, two]);
    expect([leg.start.shape, leg.start.rank, leg.members!.map((s) => s.rank), leg.rank]).toEqual([[2, 2, 3], 12, [12, 11, 11], 11]);
    expect(route.next(undefined, undefined).members!.map((s) => s.rank)).toEqual([18]);
    // Four climbs are as long as each other, the next four twice as long.
    const climbs = Array.from({ length: 40 }, () => route.next(undefined, undefined)).filter((l) => l.start.rank === 8).map((l) => l.flips / (3000 * 64));
    expect(climbs.slice(0, 5)).toEqual([1, 1, 1, 2, 2]);
    const known = new Adaptive(f.merge(two, two, 1), "Z2", 1, 2);
    expect([known.first.start.rank, known.next(undefined, [f.standard(2, 2, 2, "Z2")]).start.rank]).toEqual([7, 11]);
  });

  it("a ladder grows by one index a rung, the dimension that is furthest behind", () => {
    fc.assert(fc.property(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })), (to) => {
      const rungs = ladderOf(to);
      expect(rungs[0]!.shape).toEqual(to.map((n) => Math.min(n, 2)));
      expect(rungs.at(-1)!.shape).toEqual(to);
      rungs.slice(1).forEach(({ shape, grown }, i) => expect(shape.map((n, d) => n - rungs[i]!.shape[d]!)).toEqual([0, 1, 2].map((d) => Number(d === grown))));
    }), { seed });
    expect(ladderOf([4, 4, 4]).map(({ shape }) => shape.join(""))).toEqual(["222", "322", "332", "333", "433", "443", "444"]);
  });
});
