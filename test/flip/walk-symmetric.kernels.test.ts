// The symmetric walks alone: the same walk as the plain twin, term for term; the product unchanged; nothing written beside walker and scratch, and scratch may hold anything.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isProduct, PlainWalk, reversed, type Term, type WalkRules } from "../helpers/flip.walk-symmetric.js";
import { Ground } from "../helpers/vector.ground.js";
import { loadSync } from "lanewise";

const START = 65536, HEADER = 128;
type Rules = Omit<WalkRules, "fold" | "bits" | "key">;

/** One term of each orbit of a search that makes no flip, then its cubes. */
function startOf(n: number, fold: 3 | 6): Term[] {
  const k = loadSync(), { best: { u, v, w, rank } } = k.flip.searchSymmetric(n, { symmetry: fold === 3 ? "C3" : "C3xZ2", flips: 0, seed: 1 }), N = n * n;
  k.free();
  const mask = (x: Int32Array, t: number): bigint => x.slice(t * N, (t + 1) * N).reduce((sum, e, i) => sum | BigInt(e) << BigInt(i), 0n), orbits: Term[] = [], all: Term[] = [];
  for (let t = 0; t < rank; t++) {
    const term = [mask(u, t), mask(v, t), mask(w, t)] as const;
    if (term[0] === term[1] && term[0] === term[2]) all.push(term); else { orbits.push(term); t += fold - 1; }
  }
  return [...orbits, ...all];
}

describe("symmetric walks", () => {
  const ground = new Ground("simd", 16), view = new DataView(ground.raw.memory.buffer);
  const i32 = (at: number): number => view.getInt32(START + at, true), f64 = (at: number): number => view.getFloat64(START + at, true);

  function terms(at: number, capacity: number, rank: number, fold: number): Term[] {
    const list: Term[] = [];
    for (let t = 0, left = rank; left > 0; t++) {
      const [u, v, w] = [0, 1, 2].map((f) => view.getBigUint64(at + 8 * (f * capacity + t), true)) as [bigint, bigint, bigint];
      list.push([u, v, w]);
      left -= u === v && u === w ? 1 : fold;
    }
    return list;
  }

  function compare(n: number, fold: 3 | 6, key: bigint, rules: Omit<Rules, "capacity"> & { readonly room?: number }, blocks: readonly number[], from: readonly Term[] = startOf(n, fold)): PlainWalk {
    const rank = from.reduce((sum, [u, v, w]) => sum + (u === v && u === w ? 1 : fold), 0), capacity = rank + (rules.room ?? rules.distance + fold);
    const twin = new PlainWalk({ ...rules, fold, bits: n * n, capacity, key }, from), name = fold === 3 ? "c3" : "c3z2", what = `${n}×${n}×${n}, ${name}, key ${key}`;
    const bytes = HEADER + 48 * capacity, ws = START + Math.ceil(bytes / 64) * 64 + 64, scratch = ground.call("walk_symmetric_workspace", capacity);
    expect(ws + scratch).toBeLessThan(ground.end);
    const head = new Int32Array(32), words = new BigUint64Array(6 * capacity);
    head.set([rank, rank, capacity, 0, n * n, n * n, n * n, ...rules.plus, rules.distance, rules.split, rules.patience]);
    new BigUint64Array(head.buffer)[8] = key;
    from.forEach((t, q) => t.forEach((x, f) => { words[f * capacity + q] = x; }));
    ground.put(START, head);
    ground.put(START + HEADER, words);
    ground.mark();
    for (const flips of blocks) {
      const event = ground.call(`walk_${name}_run`, START, ws, flips);
      expect(event, what).toBe(twin.run(flips));
      expect([i32(0), i32(4), f64(80), f64(88), i32(48), i32(52), i32(56), view.getBigUint64(START + 72, true)], what).toEqual([twin.rank, twin.best, twin.flips, twin.expansions, twin.plusIn, twin.splitting, twin.stuck, twin.counter]);
      const now = terms(START + HEADER, capacity, twin.rank, fold);
      expect(now, what).toEqual(twin.terms());
      expect(isProduct(n, fold, now), what).toBe(true);
      if (event === 1) {
        expect([i32(12), f64(96)], what).toEqual([twin.best, twin.bestAt]);
        expect(terms(START + HEADER + 24 * capacity, capacity, twin.best, fold), what).toEqual(twin.bestTerms);
      }
      if (event === 2) break;
    }
    const before = twin.rank;
    twin.read(twin.terms());
    twin.settle(true);
    expect(ground.call(`walk_${name}_reduce`, START, ws), what).toBe(twin.rank);
    expect(twin.rank).toBeLessThanOrEqual(before);
    expect(terms(START + HEADER, capacity, twin.rank, fold), what).toEqual(twin.terms());
    ground.restore(what, { ptr: START, bytes }, { ptr: ws, bytes: scratch });
    return twin;
  }

  const often = { plus: [50, 150], distance: 7, split: 0, patience: 5 } as const, split = { plus: [60, 60], distance: 12, split: 25, patience: 2 } as const;
  it.each([[1, 3], [2, 3], [2, 6], [3, 3], [3, 6], [4, 3], [4, 6], [5, 3], [6, 6], [8, 3], [8, 6]] as const)("the walk of the twin: %i, orbits of %i", (n, fold) => {
    const blocks = n > 5 ? [1, 250, 400] : [1, 2, 97, 400, 1500, 1500];
    for (const rules of [often, split]) for (const key of [1n, 0xfedcba9876543210n]) compare(n, fold, key, rules, blocks);
  });

  it("past the inner loop's burst, and where there is no room for a plus", () => {
    expect(compare(3, 3, 5n, { plus: [17000, 20000], distance: 6, split: 100, patience: 3 }, [40000, 40000, 40000, 40000, 40000]).flips).toBeGreaterThan(16384);
    expect(compare(4, 6, 6n, { ...often, room: 0 }, [500, 500, 500]).flips).toBeGreaterThan(0);
  });

  it("cubes come, go and cancel", () => {
    // x⊗x⊗y and x⊗x⊗(x + y) are x⊗x⊗x when they meet, which is a cube, and two of that are nothing.
    for (const fold of [3, 6] as const) for (const there of [true, false]) for (const key of [1n, 2n, 3n]) {
      const plain = startOf(4, fold), x = 0b1011n, y = 0b1001_0000n, seen = plain.filter(([u, v, w]) => u === v && u === w).length;
      const pair: Term[] = [[x, x, y], [x, x ^ y, x]], cubes: Term[] = (fold === 3 ? [x] : [x, reversed(x, 16)]).map((z) => [z, z, z]);
      // Without those cubes the sum is another tensor: only its reduction is looked at.
      const from = there ? [...pair, ...plain, ...cubes] : [...pair, ...plain], twin = new PlainWalk({ fold, bits: 16, capacity: 200, key, plus: [1, 1], distance: 0, split: 0, patience: 0 }, from);
      twin.settle(true);
      expect(twin.cubes.length).toBe(there ? seen : seen + cubes.length);
      if (there) compare(4, fold, key, { plus: [10, 30], distance: 13, split: 5, patience: 4 }, [300, 300, 300, 300], from);
    }
  });

  it("any key, any rules", () => {
    fc.assert(fc.property(fc.bigInt(0n, (1n << 64n) - 1n), fc.integer({ min: 2, max: 4 }), fc.boolean(), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 60 }), fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 5 }),
      (key, n, both, plus, distance, splitting, blocks) => { compare(n, both ? 6 : 3, key, { plus: [plus, 2 * plus], distance, split: splitting, patience: 2 }, blocks); }), { numRuns: 25 });
  });
});
