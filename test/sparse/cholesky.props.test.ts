// What holds for Cholesky and LDLᵀ whatever the matrix.
import { loadSync, type Vector } from "lanewise";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { backwardError, dense, onGraph, pivots, plus, product, randomEdges, type Symmetric } from "../helpers/sparse.cholesky.js";

const k = loadSync();
afterAll(() => k.free());

const sizes = fc.oneof(fc.constantFrom(0, 1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65), fc.integer({ min: 0, max: 120 }));
const matrices = (sign: (i: number) => number = () => 1): fc.Arbitrary<Symmetric> => fc.tuple(sizes, fc.double({ min: 0, max: 20, noNaN: true }), fc.nat()).map(([n, perRow, seed]) =>
  onGraph(`n=${n} ${perRow.toFixed(1)} a row, seed ${seed}`, n, randomEdges(n, perRow, new Random(seed)), seed, sign));

/** `body` between two looks at the memory. */
function kept(body: () => void): void {
  const { used, handles } = k.memory();
  body();
  expect([k.memory().used, k.memory().handles]).toEqual([used, handles]);
}

function error(a: Symmetric, kind: "cholesky" | "ldl", update?: { w: Float64Array; of: Symmetric }): number {
  return k.scope((s) => {
    const A = k.csr("f64", a.n, a.n, a), f = k.sparse.factor(A, kind), b = product(update?.of ?? a, new Random(a.n).array("f64", a.n)), X = s.vector("f64", a.n);
    if (update) f.update(s.vector("f64", update.w) as Vector<"f64">);
    f.apply(X, s.vector("f64", b));
    const e = backwardError(update?.of ?? a, X.copy(), b);
    f.free();
    A.free();
    return e;
  });
}

describe("sparse.factor", () => {
  it("cholesky of any positive definite matrix is backward stable", () => {
    fc.assert(fc.property(matrices(), (a) => kept(() => expect(error(a, "cholesky")).toBeLessThan(2e-15 * (a.n + 8)))), { numRuns: 300 });
  });

  it("ldl of any dominant matrix: backward stable, inertia by its diagonal", () => {
    fc.assert(fc.property(fc.nat(), (seed) => {
      const sign = (i: number): number => (new Random(seed).split(i).chance(0.4) ? -1 : 1);
      fc.assert(fc.property(matrices(sign), (a) => kept(() => {
        expect(error(a, "ldl")).toBeLessThan(2e-15 * (a.n + 8));
        const A = k.csr("f64", a.n, a.n, a), f = k.sparse.factor(A, "ldl"), negative = pivots(a.n, dense(a)).filter((d) => d < 0).length;
        expect(f.inertia()).toEqual({ positive: a.n - negative, negative, zero: 0 });
        f.free();
        A.free();
      })), { numRuns: 10 });
    }), { numRuns: 20 });
  });

  it("an update is the factorization of the sum", () => {
    fc.assert(fc.property(matrices(), fc.nat(), fc.integer({ min: 0, max: 4 }), (a, seed, entries) => kept(() => {
      const random = new Random(seed), w = new Float64Array(a.n);
      for (let e = 0; e < entries && a.n > 0; e++) w[random.int(0, a.n - 1)] = 2 * random.unit() - 1;
      const of = plus(a, w, 1);
      expect(error(a, "cholesky", { w, of })).toBeLessThan(4e-15 * (a.n + 8));
    })), { numRuns: 150 });
  });
});
