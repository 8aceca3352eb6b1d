// sin, cos, exp and the norms of the feature kernels, measured against the engine's f64 functions over all they can meet.
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { Ground } from "../helpers/vector.ground.js";
import { chiReference, simplexReference, simplexVertex } from "../helpers/wht.sketch.js";

const BASE = 65536;

/** Distance in units of the last place of an f32 result. */
function ulps(got: number, want: number): number {
  if (Object.is(got, Math.fround(want))) return Math.abs(got - want) === 0 ? 0 : 0.5;
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(want))));
  return Math.abs(got - want) / 2 ** (exponent - 23);
}

/** Arguments: uniform to ±`range`, near multiples of π/2, tiny, and all powers of two below. */
function sweep(count: number, range: number, seed: number): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: count }, (_, i) => {
    if (i % 4 === 0) return (2 * random.unit() - 1) * range;
    if (i % 4 === 1) return random.int(-range / 2, range / 2) * Math.PI / 2;
    if (i % 4 === 2) return (2 * random.unit() - 1) * 2 ** random.int(-40, Math.floor(Math.log2(range)));
    return (2 * random.unit() - 1) * 8;
  });
}

function fourier(ground: Ground, y: Float32Array, scale = 1): [Float32Array, Float32Array] {
  const n = y.length, c = BASE + 4 * n + 64, s = c + 4 * n + 64;
  ground.put(BASE, y);
  ground.mark();
  ground.call("fourier_f32_ukr", n, BASE, c, s, scale);
  const out: [Float32Array, Float32Array] = [ground.take("f32", c, n) as Float32Array, ground.take("f32", s, n) as Float32Array];
  ground.restore(`${n} values`, { ptr: c, bytes: 4 * n }, { ptr: s, bytes: 4 * n });
  return out;
}

function positive(ground: Ground, y: Float32Array, norms: Float64Array, a: number, shift: number, offset: number, scale: number): Float32Array {
  const n = y.length, w = BASE + Math.ceil(n / 16) * 64 + 64, z = w + 8 * n + 64;
  ground.put(BASE, y);
  ground.put(w, norms);
  ground.mark();
  ground.call("positive_f32_ukr", n, BASE, w, a, shift, offset, scale, z);
  const out = ground.take("f32", z, n) as Float32Array;
  ground.restore(`${n} values`, { ptr: z, bytes: 4 * n });
  return out;
}

describe("cos and sin", () => {
  it("are within 0.51 ulp to 2^20", () => {
    const y = sweep(1_000_000, 2 ** 20, 1), [c, s] = fourier(new Ground("simd", 400), y);
    let worst = 0;
    y.forEach((v, i) => { worst = Math.max(worst, ulps(c[i]!, Math.cos(v)), ulps(s[i]!, Math.sin(v))); });
    expect(worst).toBeLessThanOrEqual(0.51);
  });
  it("stay within [−1, 1] everywhere, NaN is NaN, tiny values are their own sine", () => {
    const y = new Float32Array([-0, 2 ** 21, -(2 ** 25), 2 ** 30, -(2 ** 31), 3e38, -3e38, Infinity, NaN, 1e-45]), [c, s] = fourier(new Ground("simd", 4), y);
    for (const i of [1, 2, 3, 4, 5, 6, 7]) expect(Math.max(Math.abs(c[i]!), Math.abs(s[i]!))).toBeLessThanOrEqual(1);
    expect([c[0], s[0]! + 0, c[8], s[8], s[9] === y[9]]).toEqual([1, 0, NaN, NaN, true]);
  });
  it("write no more than they should, for every tail", () => {
    const ground = new Ground("simd", 4);
    for (let n = 0; n < 9; n++) {
      const [c, s] = fourier(ground, Float32Array.from({ length: n }, (_, i) => i + 0.5), 0.25);
      c.forEach((v, i) => expect(ulps(v, Math.cos(i + 0.5) / 4)).toBeLessThan(0.51));
      s.forEach((v, i) => expect(ulps(v, Math.sin(i + 0.5) / 4)).toBeLessThan(0.51));
    }
  });
});

describe("exp", () => {
  it("is within 0.51 ulp over the whole range of f32, subnormal results among them", () => {
    const random = new Random(2), y = Float32Array.from({ length: 400_000 }, (_, i) => (i % 2 ? -104 + 193 * random.unit() : (2 * random.unit() - 1) * 2 ** random.int(-30, 6)));
    const z = positive(new Ground("simd", 200), y, new Float64Array(y.length).fill(1), 1, 0, 0, 1);
    let worst = 0;
    y.forEach((v, i) => { if (Math.exp(v) < 3.4e38) worst = Math.max(worst, ulps(z[i]!, Math.exp(v))); });
    expect(worst).toBeLessThanOrEqual(0.51);
  });
  it("ends in 0 and ∞, passes NaN, and combines its arguments", () => {
    const ground = new Ground("simd", 4), one = new Float64Array(6).fill(1);
    expect([...positive(ground, new Float32Array([-1e30, -110, 89, 1e30, NaN, -Infinity]), one, 1, 0, 0, 1)]).toEqual([0, 0, Infinity, Infinity, NaN, 0]);
    for (let n = 0; n < 7; n++) positive(ground, Float32Array.from({ length: n }, (_, i) => i), Float64Array.from({ length: n }, (_, i) => 1 + i), 0.5, 0.25, 2, 3).forEach((v, i) => expect(ulps(v, 3 * Math.exp((1 + i) * (0.5 * i + 0.25) - 2))).toBeLessThan(0.6));
  });
});

describe("simplex directions", () => {
  it("are unit vectors with pairwise cosine −1/(d − 1)", () => {
    for (const d of [16, 64]) for (let i = 0; i < d; i++) for (let j = 0; j <= i; j++) {
      const s = simplexVertex(i, d), t = simplexVertex(j, d), dot = s.reduce((sum, v, k) => sum + v * t[k]!, 0);
      expect(Math.abs(dot - (i === j ? 1 : -1 / (d - 1)))).toBeLessThan(1e-14);
    }
  });
  it("have norms that are χ with d degrees of freedom", () => {
    const d = 16, count = 4000;
    let first = 0, second = 0;
    for (let i = 0; i < count; i++) { const q = chiReference(i, d, 3) ** 2; first += q / count; second += q * q / count; }
    // E χ² = d, Var χ² = 2d.
    expect(Math.abs(first - d)).toBeLessThan(5 * Math.sqrt(2 * d / count));
    expect(Math.abs(second - first * first - 2 * d)).toBeLessThan(5 * 2 * d * Math.sqrt(8 / count));
  });
  it("the kernel's features are those of the definition, with x = 0 giving 1/√features", () => {
    for (const v of simplexReference([0, 0], 4, 1, 1)) expect(v).toBe(0.5);
  });
});
