import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../bindings/errors.js";
import { gaussianInt8, normal, uniform } from "../../bindings/gallery/index.js";
import { normalQuantile } from "../../bindings/random/quantile.js";
import { Threefry } from "../../bindings/random/threefry.js";

const seeds = fc.maxSafeNat();

describe("gallery: the generator", () => {
  it("is Threefry-2x32-20: the known answers of Random123", () => {
    const cases: [counter: [number, number], key: [number, number], answer: [number, number]][] = [
      [[0, 0], [0, 0], [0x6b200159, 0x99ba4efe]],
      [[0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0x1cb996fc, 0xbb002be7]],
      [[0x243f6a88, 0x85a308d3], [0x13198a2e, 0x03707344], [0xc4923a9c, 0x483df7a0]],
    ];
    for (const [[low, high], key, answer] of cases) {
      const draw = new Threefry(...key, high).at(low);
      expect([draw.low, draw.high]).toEqual(answer);
    }
  });

  it("gives numbers strictly between 0 and 1", () => {
    fc.assert(fc.property(seeds, fc.nat(), (seed, index) => {
      const u = Threefry.of(seed, "uniform").unit(index);
      expect(u > 0 && u < 1).toBe(true);
    }));
  });

  it("tells seeds apart that differ in any of their 53 bits", () => {
    const draws = Array.from({ length: 53 }, (_, bit) => Threefry.of(2 ** bit, "uniform").unit(0));
    expect(new Set([...draws, Threefry.of(0, "uniform").unit(0)]).size).toBe(54);
  });
});

describe("gallery: the normal quantile", () => {
  it("agrees with published values", () => {
    // AS 241's own check values, and R 4: qnorm.
    const cases: [p: number, x: number][] = [
      [0.25, -0.6744897501960817], [0.001, -3.090232306167813], [1e-20, -9.262340089798408], [0.5, 0], [0.975, 1.959963984540054],
      [0.995, 2.5758293035489], [1e-5, -4.264890793922825], [1e-10, -6.361340902404056],
    ];
    for (const [p, x] of cases) expect(Math.abs(normalQuantile(p) - x)).toBeLessThanOrEqual(4e-15 * Math.abs(x));
  });

  it("is odd about ½ to the bit, and rises", () => {
    fc.assert(fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (a, b) => {
      const p = (k: number): number => (2 * (k % 2 ** 52) + 1) / 2 ** 53;
      expect(normalQuantile(1 - p(a))).toBe(-normalQuantile(p(a)));
      if (p(a) < p(b)) expect(normalQuantile(p(a))).toBeLessThanOrEqual(normalQuantile(p(b)));
    }), { numRuns: 1000 });
  });
});

describe("gallery.uniform and gallery.normal", () => {
  it("are functions of seed and index: a longer draw begins with the shorter one", () => {
    fc.assert(fc.property(seeds, fc.nat(40), fc.nat(40), (seed, a, b) => {
      for (const draw of [uniform, normal]) expect(draw(a + b, 1, { seed }).subarray(0, a)).toEqual(draw(1, a, { seed }));
    }));
  });

  it("in f32 are the f64 numbers, rounded", () => {
    for (const draw of [uniform, normal]) expect(draw(9, 9, { seed: 3, dtype: "f32" })).toEqual(Float32Array.from(draw(9, 9, { seed: 3 })));
  });

  it("differ with the seed and from each other", () => {
    expect(uniform(1, 4, { seed: 1 })).not.toEqual(uniform(1, 4, { seed: 2 }));
    const u = uniform(100, 100);
    const z = normal(100, 100);
    const correlation = u.reduce((s, x, i) => s + x * (z[i] as number), 0) / u.length;
    expect(Math.abs(correlation)).toBeLessThan(0.03);
  });

  it("keep to their range and have their moments", () => {
    const n = 100000;
    const moment = (x: Float64Array, power: number): number => x.reduce((s, v) => s + v ** power, 0) / x.length;
    const u = uniform(n, 1, { low: 2, high: 5, seed: 11 });
    expect(u.every((x) => x > 2 && x < 5)).toBe(true);
    expect(moment(u, 1)).toBeCloseTo(3.5, 2);
    expect(moment(u, 2) - moment(u, 1) ** 2).toBeCloseTo(0.75, 2);
    const z = normal(n, 1, { seed: 11 });
    for (const [power, value, tolerance] of [[1, 0, 0.015], [2, 1, 0.02], [3, 0, 0.05], [4, 3, 0.15]] as const) expect(Math.abs(moment(z, power) - value)).toBeLessThan(tolerance);
    expect(normal(99, 1, { mean: 2, sigma: 3, seed: 11 })).toEqual(z.subarray(0, 99).map((x) => 2 + 3 * x));
  });

  it("refuse sizes, ranges and options that mean nothing", () => {
    expect(() => uniform(-1, 2)).toThrow("gallery.uniform: rows is -1, expected a whole number from 0 to 2147483647");
    expect(() => uniform(1.5, 2)).toThrow(ShapeError);
    expect(() => normal(65536, 65536)).toThrow(ShapeError);
    expect(() => uniform(1, 1, { low: 1, high: 0 })).toThrow(OptionError);
    expect(() => uniform(1, 1, { seed: -1 })).toThrow(OptionError);
    expect(() => normal(1, 1, { sigma: Number.NaN })).toThrow(OptionError);
    expect(() => normal(1, 1, { deviation: 1 } as never)).toThrow("gallery.normal: unknown option deviation");
    expect(() => normal(1, 1, { dtype: "i8" as never })).toThrow(OptionError);
    expect(uniform(0, 7).length).toBe(0);
  });
});

describe("gallery.gaussianInt8", () => {
  it("is round(sigma·z) within ±127 of the normal draw of the same seed", () => {
    const z = normal(1, 5000, { seed: 5 });
    for (const sigma of [24.27, 80]) {
      const expected = Array.from(z, (x) => Math.max(-127, Math.min(127, Math.round(sigma * x))));
      expect(Array.from(gaussianInt8(5000, { sigma, seed: 5 }), (x) => x + 0)).toEqual(expected.map((x) => x + 0));
    }
    expect(gaussianInt8(5000, { seed: 5 })).toEqual(gaussianInt8(5000, { sigma: 24.27, seed: 5 }));
  });

  it("never holds -128", () => {
    const x = gaussianInt8(20000, { sigma: 100, seed: 1 });
    expect([Math.min(...x), Math.max(...x)]).toEqual([-127, 127]);
  });
});
