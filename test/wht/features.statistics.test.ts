// Random features as estimates of the kernel: no bias that shows, errors that fall as 1/√features, less variance than simpler couplings.
import { type Kernels, loadSync } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { norm, rotated } from "../helpers/wht.sketch.js";

const k: Kernels = loadSync();
afterAll(() => k.free());

/** Two points, `apart` from each other, both of length `length` about. */
function points(cols: number, length: number, apart: number, seed: number): [Float32Array, Float32Array] {
  const random = new Random(seed), draw = (size: number): Float32Array => { const v = Float32Array.from({ length: cols }, () => 2 * random.unit() - 1), n = norm(v); return v.map((x) => x / n * size); };
  const x = draw(length), step = draw(apart);
  return [x, x.map((v, i) => v + step[i]!)];
}

const kernel = (x: Float32Array, y: Float32Array): number => Math.exp(-(norm(x.map((v, i) => v - y[i]!)) ** 2) / 2);

type Map = "sorf" | "simplexFeatures";

function estimate(map: Map, x: Float32Array, y: Float32Array, features: number, seed: number): number {
  return k.scope((s) => {
    const F = s.use(k.wht[map](s.matrix("f32", 2, x.length, [...x, ...y]), { features, sigma: 1, seed }));
    return k.dense.dot(F.row(0), F.row(1));
  });
}

interface Moments { readonly mean: number; readonly deviation: number }

function moments(values: ArrayLike<number>): Moments {
  let mean = 0, square = 0;
  for (let i = 0; i < values.length; i++) { mean += values[i]! / values.length; square += values[i]! ** 2 / values.length; }
  return { mean, deviation: Math.sqrt(square - mean * mean) };
}

const over = (seeds: number, f: (seed: number) => number): Float64Array => Float64Array.from({ length: seeds }, (_, seed) => f(seed));

describe.each([["sorf", 64, 0.5], ["simplexFeatures", 16, 0.6]] as const)("%s", (map, cols, length) => {
  it("estimates the Gaussian kernel without bias beyond what is said", () => {
    for (const apart of [0.5, 1, 1.5]) {
      const [x, y] = points(cols, length, apart, 3), want = kernel(x, y), seeds = 3000;
      const { mean, deviation } = moments(over(seeds, (seed) => estimate(map, x, y, 128, seed)));
      const bias = map === "sorf" ? apart ** 4 / (4 * 66) : 8 / cols ** 2 * norm(x.map((v, i) => v + y[i]!)) ** 4 / 24;
      expect(Math.abs(mean - want), `mean ${mean}, kernel ${want}, deviation ${deviation}`).toBeLessThan(bias + 4.5 * deviation / Math.sqrt(seeds));
    }
  });

  it("has a mean error that falls as 1/√features", () => {
    const error = (features: number): number => {
      let sum = 0;
      for (let pair = 0; pair < 40; pair++) for (let seed = 0; seed < 10; seed++) {
        const [x, y] = points(cols, length, 0.9, 100 + pair);
        sum += Math.abs(estimate(map, x, y, features, 1000 * pair + seed) - kernel(x, y)) / 400;
      }
      return sum;
    };
    // From one block on: within a block the coupling does better than independent draws.
    const [few, some, many] = [error(128), error(512), error(2048)];
    for (const ratio of [few / some, some / many]) expect(Math.abs(ratio - 2), `${few} ${some} ${many}`).toBeLessThan(0.45);
  });
});

it("sorf maps onto the unit sphere", () => {
  const [x] = points(10, 3, 1, 5);
  expect(Math.abs(estimate("sorf", x, x, 256, 1) - 1)).toBeLessThan(1e-6);
});

it("simplex coupling has less variance than orthogonal, and that less than independent directions", () => {
  const cols = 16, [x, y] = points(cols, 0.5, 0.2, 7), want = kernel(x, y), seeds = 6000, random = new Random(9);
  const gaussian = (): number => Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
  const offset = norm(x) ** 2 + norm(y) ** 2, sum = x.map((v, i) => v + y[i]!);
  /** Mean over 16 features of exp(w·(x + y)) with the given projections. */
  const from = (projections: Float64Array): number => projections.reduce((s, p) => s + Math.exp(p - offset), 0) / cols;
  const variance = (f: (seed: number) => number): number => { let v = 0; for (let seed = 0; seed < seeds; seed++) v += (f(seed) - want) ** 2 / seeds; return v; };
  const independent = variance(() => from(Float64Array.from({ length: cols }, () => norm(sum) * gaussian())));
  const orthogonal = variance((seed) => from(rotated(sum, cols, 0, seed + 1e6).map((p) => p * norm(Float64Array.from({ length: cols }, gaussian)))));
  const simplex = variance((seed) => estimate("simplexFeatures", x, y, cols, seed));
  expect(simplex, `simplex ${simplex}, orthogonal ${orthogonal}, independent ${independent}`).toBeLessThan(0.95 * orthogonal);
  expect(orthogonal).toBeLessThan(0.95 * independent);
});
