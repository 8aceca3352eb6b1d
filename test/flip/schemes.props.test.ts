// Properties of the operations on schemes: what is right stays right, through any chain of them, and verify agrees with the definition on anything.
import fc from "fast-check";
import { loadSync, type Ring, type Scheme } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { brent, broken, nonzeros, randomScheme, RINGS, strassen, TARGETS, unimodular } from "../helpers/flip.js";
import { flavours } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const dims = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })), draw = fc.nat(2 ** 31 - 1), ring = fc.constantFrom<Ring>(...RINGS);
const ORDERS = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] as const;
type Dim = 0 | 1 | 2;

describe.each(flavours())(`schemes, properties, %s (SEED=${seed})`, (variant) => {
  const k = loadSync({ variant }), f = k.flip;
  afterAll(() => {
    expect(k.memory().handles).toBe(0);
    k.free();
  });

  it("verify is the definition", () => {
    fc.assert(fc.property(dims, ring, draw, fc.nat(80), fc.option(fc.constantFrom(...TARGETS)), (shape, over, d, rank, target) => {
      const random = new Random(d), s = target === null ? randomScheme(random, shape, rank, over) : randomScheme(random, [2, 2, 2], rank, over, target);
      expect(f.verify(s)).toEqual(brent(s));
      const right = broken(random, target === null ? f.standard(...shape, over) : f.structured(target, 2, over));
      expect(f.verify(right)).toEqual(brent(right));
    }), { numRuns: 150, seed });
  });

  it("chains of operations stay right", () => {
    fc.assert(fc.property(ring, draw, fc.array(fc.tuple(fc.nat(6), draw), { maxLength: 6 }), (over, d, steps) => {
      const random = new Random(d), start = strassen();
      let s: Scheme = over === "Z2" || over === "Z3" ? f.reduceRing(start, over) : { ...start, ring: over };
      for (const [kind, draws] of steps) {
        const r = new Random(draws), dim = r.int(0, 2) as Dim, size = s.shape[dim];
        if (kind === 0) s = f.permute(s, r.pick(ORDERS));
        else if (kind === 1 && size < 4) s = f.extend(s, dim);
        else if (kind === 2 && size > 1) s = f.project(s, dim, r.int(0, size - 1));
        else if (kind === 3 && Math.max(...s.shape) < 4) s = f.merge(s, f.permute(f.standard(...s.shape, over), [0, 1, 2]), dim);
        else if (kind === 4 && s.rank < 20) s = f.product(s, f.standard(1, 1, 2, over));
        else if (kind === 5) s = f.sandwich(s, ...(s.shape.map((n) => unimodular(r, n, 2)) as [Int32Array, Int32Array, Int32Array])) ?? s;
        else s = f.reduce(s);
      }
      expect(f.verify(s)).toMatchObject({ ok: true, failed: 0 });
      const wrong = broken(random, s);
      if (s.u.length / s.rank <= 9 && s.rank <= 40) expect(f.verify(wrong)).toEqual(brent(wrong));
    }), { numRuns: 120, seed });
  });

  it("permuting by an order and by its inverse changes nothing; reducing and sandwiching keep the sum of any terms", () => {
    fc.assert(fc.property(dims, ring, draw, fc.nat(12), (shape, over, d, rank) => {
      const random = new Random(d), s = randomScheme(random, shape, rank, over), order = random.pick(ORDERS), inverse = [0, 1, 2].map((i) => order.indexOf(i as Dim)) as unknown as readonly [Dim, Dim, Dim];
      const back = f.permute(f.permute(s, order), inverse);
      expect([...back.u, ...back.v, ...back.w]).toEqual([...s.u, ...s.v, ...s.w]);
      const small = f.reduce(s);
      expect(small.rank).toBeLessThanOrEqual(s.rank);
      expect(f.verify(small).failed).toBe(f.verify(s).failed);
      expect(f.reduce(small).rank).toBe(small.rank);
      const one = s.shape.map((n) => unimodular(random, n, 0)) as [Int32Array, Int32Array, Int32Array];
      expect(f.verify(f.sandwich(s, ...one)!).failed).toBe(f.verify(s).failed);
    }), { numRuns: 150, seed });
  });

  it("a sandwich and its inverse", () => {
    fc.assert(fc.property(dims, fc.constantFrom<Ring>("Z", "Q", "Z2", "Z3"), draw, (shape, over, d) => {
      const random = new Random(d), s = randomScheme(random, shape, 5, over), n = shape[0];
      fc.pre(n > 1);
      const step = unimodular(random, n, 1), undo = step.map((x, e) => (Math.floor(e / n) === e % n ? x : -x)), [, y, z] = shape.map((size) => unimodular(random, size, 0)) as [Int32Array, Int32Array, Int32Array];
      const there = f.sandwich(s, step, y, z)!, back = f.sandwich(there, undo, y, z)!, same = f.sandwich(s, unimodular(random, n, 0), y, z)!;
      expect([...back.u, ...back.v, ...back.w]).toEqual([...same.u, ...same.v, ...same.w]);
    }), { numRuns: 100, seed });
  });

  it("the search over sandwiches is never worse, right, and the same twice", () => {
    fc.assert(fc.property(fc.constantFrom<Ring>("ZT", "Z", "Q"), draw, fc.constantFrom("nnz" as const, "growth" as const, "frobenius" as const), (over, d, minimise) => {
      const random = new Random(d), base = f.extend({ ...strassen(), ring: over }, random.int(0, 2) as Dim), s = f.sandwich(base, ...(base.shape.map((n) => unimodular(random, n, 2)) as [Int32Array, Int32Array, Int32Array])) ?? base;
      const found = f.sandwichSearch(s, { minimise, tries: 3, seed: d }), size = (x: Scheme): number => (minimise === "nnz" ? nonzeros(x) : f.stability(x)[minimise]);
      expect(f.verify(found).ok).toBe(true);
      expect(size(found)).toBeLessThanOrEqual(size(s) * (1 + 1e-6));
      expect([...f.sandwichSearch(s, { minimise, tries: 3, seed: d }).u]).toEqual([...found.u]);
    }), { numRuns: 25, seed });
  });
});
