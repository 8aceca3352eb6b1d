import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../bindings/errors.js";
import { hilbert, singularValues, spd, withCondition } from "../../bindings/gallery/index.js";
import { jacobiSingularValues } from "./linear.js";

const seeds = fc.nat();
const sizes = fc.integer({ min: 0, max: 12 });
const conditions = fc.constantFrom(1, 2, 1e3, 1e6, 1e12);

/** Largest |a − b|. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((worst, x, i) => Math.max(worst, Math.abs(x - (b[i] as number))), 0);
}

describe("gallery.singularValues", () => {
  it("fall by one factor from 1 to 1/condition", () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 500 }), conditions, (count, condition) => {
      const s = singularValues(count, condition);
      expect([s.length, s[0], s.at(-1)]).toEqual([count, 1, 1 / condition]);
      const factor = condition ** (1 / (count - 1));
      for (let i = 1; i < count; i++) expect((s[i - 1] as number) / (s[i] as number) / factor).toBeCloseTo(1, 10);
    }));
    expect([...singularValues(1, 50), ...singularValues(0, 50)]).toEqual([1]);
  });

  it("refuse a condition below 1", () => {
    for (const condition of [0.5, Infinity, Number.NaN]) expect(() => singularValues(3, condition)).toThrow(OptionError);
  });
});

describe("gallery.withCondition", () => {
  it("has the singular values it promises, whatever the shape", () => {
    fc.assert(fc.property(sizes, sizes, conditions, seeds, (rows, cols, condition, seed) => {
      const a = withCondition(rows, cols, { condition, seed });
      expect(a.length).toBe(rows * cols);
      // Jacobi works on columns: give it the tall one.
      const tall = rows >= cols ? a : Float64Array.from(a, (_, at) => a[(at % rows) * cols + Math.floor(at / rows)] as number);
      const found = jacobiSingularValues(tall, Math.max(rows, cols), Math.min(rows, cols));
      expect(distance(found, singularValues(Math.min(rows, cols), condition))).toBeLessThan(1e-14);
    }));
  });

  it("is dense and mixed like a random orthogonal matrix", () => {
    for (const n of [8, 33, 200]) {
      const q = withCondition(n, n, { condition: 1, seed: 4 });
      const fourth = q.reduce((sum, x) => sum + x ** 4, 0);
      expect(q.every((x) => x !== 0)).toBe(true);
      // Entries near N(0, 1/n) have a fourth moment of 3/n².
      expect(fourth).toBeGreaterThan(2);
      expect(fourth).toBeLessThan(4.5);
    }
  });

  it("in f32 is the f64 problem, rounded", () => {
    expect(withCondition(5, 7, { seed: 1, dtype: "f32" })).toEqual(Float32Array.from(withCondition(5, 7, { seed: 1 })));
  });
});

describe("gallery.spd", () => {
  it("is symmetric to the bit with the eigenvalues it promises", () => {
    fc.assert(fc.property(sizes, conditions, seeds, (n, condition, seed) => {
      const a = spd(n, { condition, seed });
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) expect(a[i * n + j]).toBe(a[j * n + i]);
      // Of a positive definite matrix the singular values are the eigenvalues; that it is one shows in the next test.
      expect(distance(jacobiSingularValues(a, n, n), singularValues(n, condition))).toBeLessThan(1e-14);
    }));
  });

  it("has a Cholesky factor", () => {
    for (const [n, condition] of [[30, 1e8], [100, 1e10], [64, 1]] as const) {
      const l = spd(n, { condition, seed: 2 });
      for (let j = 0; j < n; j++) {
        let pivot = l[j * n + j] as number;
        for (let p = 0; p < j; p++) pivot -= (l[j * n + p] as number) ** 2;
        expect(pivot).toBeGreaterThan(0);
        l[j * n + j] = Math.sqrt(pivot);
        for (let i = j + 1; i < n; i++) {
          let x = l[i * n + j] as number;
          for (let p = 0; p < j; p++) x -= (l[i * n + p] as number) * (l[j * n + p] as number);
          l[i * n + j] = x / (l[j * n + j] as number);
        }
      }
    }
  });

  it("stays symmetric in f32, and differs with the seed", () => {
    const a = spd(9, { dtype: "f32", seed: 1 });
    for (let i = 0; i < 9; i++) for (let j = 0; j < 9; j++) expect(a[i * 9 + j]).toBe(a[j * 9 + i]);
    expect(a).not.toEqual(spd(9, { dtype: "f32", seed: 2 }));
  });

  it("refuses what means nothing", () => {
    expect(() => spd(-2)).toThrow(ShapeError);
    expect(() => spd(2, { condition: 0 })).toThrow("gallery.spd: condition is 0, expected a finite number of at least 1");
    expect(() => spd(2, { cond: 3 } as never)).toThrow(OptionError);
  });
});

describe("gallery.hilbert", () => {
  it("is 1/(i + j + 1)", () => {
    expect(hilbert(3)).toEqual(new Float64Array([1, 1 / 2, 1 / 3, 1 / 2, 1 / 3, 1 / 4, 1 / 3, 1 / 4, 1 / 5]));
    expect(hilbert(1, 3, { dtype: "f32" })).toEqual(new Float32Array([1, 1 / 2, 1 / 3]));
  });

  it("of order 5 has the condition number 476607.25 (Higham, table 28.1)", () => {
    const s = jacobiSingularValues(hilbert(5), 5, 5);
    expect((s[0] as number) / (s[4] as number)).toBeCloseTo(476607.25, 1);
  });
});
