// What holds for every pattern, and what does not depend on names.
import { loadSync } from "lanewise";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { fillOf, isPermutation, matrixOf, minimumDegreeFill, type Pattern, patternOf, symmetrised } from "../helpers/sparse.order.js";

const k = loadSync();
const patterns: fc.Arbitrary<Pattern> = fc.integer({ min: 0, max: 40 }).chain((n) => fc.array(fc.array(fc.nat({ max: Math.max(0, n - 1) }), { maxLength: 6 }), { minLength: n, maxLength: n }).map((lists) => patternOf(n, lists)));

describe("sparse.ordering", () => {
  it.each(["amd", "colamd", "rcm", "nd"] as const)("%s is a permutation, and the same one every time", (kind) => {
    fc.assert(fc.property(patterns, (p) => k.scope((s) => {
      const A = matrixOf(s, p), perm = k.sparse.ordering(A, kind);
      expect(isPermutation(perm, p.cols)).toBe(true);
      expect(k.sparse.ordering(A, kind)).toEqual(perm);
    })));
  });

  it("amd fills about as exact minimum degree does", () => {
    let got = 0, want = 0;
    fc.assert(fc.property(patterns, (p) => k.scope((s) => {
      const A = matrixOf(s, p), whole = symmetrised(p), fill = fillOf(whole, k.sparse.ordering(A, "amd")), exact = minimumDegreeFill(whole);
      got += fill;
      want += exact;
      expect(fill).toBeLessThanOrEqual(1.25 * exact + 3);
    })));
    expect(got).toBeLessThanOrEqual(1.02 * want);
  });

  it("amd of a forest fills nothing", () => {
    fc.assert(fc.property(fc.nat({ max: 300 }), fc.nat({ max: 2 ** 31 }), (n, seed) => k.scope((s) => {
      const random = new Random(seed), p = symmetrised(patternOf(n, Array.from({ length: n }, (_, i) => (i > 0 && random.int(0, 20) ? [random.int(Math.max(0, i - 30), i - 1)] : []))));
      // A row of more than max(16, 10·√n) entries would come last; none of these is so long.
      expect(fillOf(p, k.sparse.ordering(matrixOf(s, p), "amd"))).toBe(n + p.colIdx.length / 2);
    })));
  });
});

describe("sparse.matching", () => {
  it("undoes any scaling and shuffling of a dominant diagonal", () => {
    fc.assert(fc.property(patterns, fc.nat({ max: 2 ** 31 }), (q, seed) => k.scope((s) => {
      const n = q.rows, random = new Random(seed), to = Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) { const j = random.int(0, i); [to[i], to[j]] = [to[j]!, to[i]!]; }
      const r = to.map(() => 2 ** random.int(-60, 60)), c = to.map(() => 2 ** random.int(-60, 60));
      // Row i is meant for column to[i], whose entry is larger than any other once scaled.
      const p = patternOf(n, Array.from({ length: n }, (_, i) => [...q.colIdx.slice(q.rowPtr[i], q.rowPtr[i + 1]), to[i]!])), values: number[] = [];
      for (let i = 0; i < n; i++) for (let at = p.rowPtr[i]!; at < p.rowPtr[i + 1]!; at++) { const j = p.colIdx[at]!; values.push((j === to[i] ? 4 : 0.5 + random.unit()) * r[i]! * c[j]! * (random.chance(0.5) ? 1 : -1)); }
      const { rows } = k.sparse.matching(matrixOf(s, p, values));
      to.forEach((j, i) => expect(rows[j]).toBe(i));
    })));
  });
});
