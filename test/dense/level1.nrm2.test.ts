// nrm2 where the plain sum of squares overflows, underflows or loses digits, and where it must not.
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { nrm2Bound, nrm2Reference } from "../helpers/vector.js";
import { buildsWith, Ground } from "../helpers/vector.ground.js";

const lengths = [0, 1, 2, 3, 7, 8, 9, 16, 33, 65, 4096, 4099];
const exponents = {
  f32: [-149, -140, -127, -126, -100, -63, 0, 63, 100, 126],
  f64: [-1074, -1060, -1023, -1022, -700, -541, -540, -512, -511, -481, -480, -479, -300, 0, 300, 495, 496, 511, 512, 513, 900, 1016],
} as const;

describe.each(buildsWith("nrm2_f64"))("nrm2 alone, %s", (build) => {
  for (const dtype of ["f32", "f64"] as const) {
    const norm = (ground: Ground, x: ArrayLike<number>): number => {
      ground.put(65544, dtype === "f32" ? Float32Array.from(x) : Float64Array.from(x));
      return ground.call(`nrm2_${dtype}`, x.length, 65544);
    };

    it(`${dtype}: every exponent, alone and mixed with much smaller and larger elements`, () => {
      const ground = new Ground(build, 3);
      for (const e of exponents[dtype]) for (const n of lengths) for (const spread of [0, 40, 300]) {
        const random = new Random(n + spread);
        const low = dtype === "f32" ? -149 : -1074;
        const raw = Array.from({ length: n }, () => (random.unit() - 0.5) * 2 ** Math.max(low, e - random.int(0, spread)));
        const x = dtype === "f32" ? Float32Array.from(raw) : Float64Array.from(raw);
        const want = nrm2Reference(x), got = norm(ground, x);
        if (!(Math.abs(got - want) <= nrm2Bound(n) * want + 2 ** -1074)) throw new Error(`2^${e}, n=${n}, spread ${spread}: ${got}, expected ${want}`);
      }
    });

    it(`${dtype}: the largest and smallest numbers`, () => {
      const ground = new Ground(build, 3);
      const [most, least] = dtype === "f32" ? [3.4028234663852886e38, 2 ** -149] : [Number.MAX_VALUE, Number.MIN_VALUE];
      expect(norm(ground, [most])).toBe(most);
      expect(norm(ground, [0, -most, 0])).toBe(most);
      expect(norm(ground, [least])).toBe(least);
      expect(norm(ground, [3 * least, 4 * least])).toBe(5 * least);
      expect(norm(ground, new Float64Array(100))).toBe(0);
      expect(norm(ground, [-0])).toBe(0);
      // Beyond the largest number only in f64: an f32 norm is returned as a double.
      expect(norm(ground, [most, most])).toBe(dtype === "f32" ? Math.sqrt(2 * most * most) : Infinity);
    });

    it(`${dtype}: NaN beats ∞, ∞ beats numbers, from every place`, () => {
      const ground = new Ground(build, 3);
      for (const n of [1, 3, 9, 40]) for (let at = 0; at < n; at++) for (const other of [1, 1e-300, dtype === "f32" ? 3e38 : 1e308]) {
        const x = new Float64Array(n).fill(other);
        x[at] = -Infinity;
        expect(norm(ground, x)).toBe(Infinity);
        x[(at + 1) % n] = NaN;
        expect(norm(ground, x)).toBe(NaN);
        x[at] = NaN;
        expect(norm(ground, x)).toBe(NaN);
      }
    });
  }
});
