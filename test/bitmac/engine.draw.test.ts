// Rounded normal numbers by their steps: the same as by the quantile, also just beside every step.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussianInt8 } from "../../bindings/gallery/index.js";
import { int8At, int8Steps, valueAt } from "../../bindings/random/int8.js";
import { normalQuantile } from "../../bindings/random/quantile.js";
import { Threefry } from "../../bindings/random/threefry.js";

const exact = (sigma: number, u: number): number => Math.max(-127, Math.min(127, Math.round(sigma * normalQuantile(u)))) | 0;

describe("int8Steps", () => {
  it.each([24.27, 5, 10, 30, 50, 127, 0.3, 1e-9, 0, 1e6, Number.MAX_VALUE])("of sigma %d: the map rises over each of them and nowhere else near", (sigma) => {
    const { steps, guide } = int8Steps(sigma);
    expect([steps.length, guide.length, steps[254]]).toEqual([255, 4096, Infinity]);
    for (let v = 0; v < 254; v++) {
      if (v > 0) expect(steps[v]!).toBeGreaterThanOrEqual(steps[v - 1]!);
      for (let d = -40; d < 40; d++) {
        const at = steps[v]! + d;
        if (at >= 0 && at < 2 ** 52 && (valueAt(sigma, at) >= v - 126) !== d >= 0) throw new Error(`sigma ${sigma}, value ${v - 126}: ${d} past the step`);
      }
    }
  });

  it("gives what the quantile gives", () => {
    fc.assert(fc.property(fc.maxSafeNat(), fc.double({ min: 0, max: 200, noNaN: true }), (seed, sigma) => {
      const draws = Threefry.of(seed, "normal"), table = int8Steps(sigma);
      for (let i = 0; i < 300; i++) expect(int8At(draws, table, i)).toBe(exact(sigma, draws.unit(i)));
    }), { numRuns: 40 });
  });

  it("is what the gallery draws with", () => {
    const draws = Threefry.of(11, "normal");
    expect(Array.from(gaussianInt8(20000, { seed: 11 }))).toEqual(Array.from({ length: 20000 }, (_, i) => exact(24.27, draws.unit(i))));
    // Of the first numbers of seed 0: they may never change.
    expect(Array.from(gaussianInt8(12))).toEqual(FIRST);
  });
});
const FIRST: readonly number[] = [44, -11, 1, 20, 17, -56, 33, 14, -3, 34, 19, -9];
