// The epilogue alone, through the raw exports: bias, limits, strides, and that a value does not depend on where it stands.
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { buildsWith, Ground, SIZE } from "../helpers/vector.ground.js";

const ACTS = { none: 0, relu: 1, gelu: 2, silu: 3 } as const;
const widths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 70];

describe.each(buildsWith("epilogue_f32"))("epilogue alone, %s", (build) => {
  for (const dtype of ["f32", "f64"] as const) {
    const size = SIZE[dtype];
    const list = (from: ArrayLike<number>): Float32Array | Float64Array => (dtype === "f32" ? Float32Array.from(from) : Float64Array.from(from));
    /** act of each value, one element at a time: what a value in any other place must be, to the bit. */
    const single = (ground: Ground, act: number, values: ArrayLike<number>): ArrayLike<number> => Array.from(values, (v) => {
      ground.put(65536, list([v]));
      ground.call(`epilogue_${dtype}`, 1, 1, 65536, 1, 0, act);
      return ground.take(dtype, 65536, 1)[0] as number;
    });

    for (const [name, act] of Object.entries(ACTS)) it(`${dtype} ${name}: every width, with and without bias, gaps untouched, at the end of memory`, () => {
      const ground = new Ground(build, 3);
      const alone = new Ground(build, 2);
      for (const n of widths) for (const m of [0, 1, 3]) for (const gap of [0, 3]) for (const biased of [false, true]) {
        const random = new Random(n * 10 + m);
        const ld = n + gap, bytes = m === 0 || n === 0 ? 0 : ((m - 1) * ld + n) * size;
        const pc = ground.end - bytes, pb = biased ? 65536 + size : 0;
        const bias = random.array(dtype, n), rows = Array.from({ length: m }, () => random.array(dtype, n).map((v) => 6 * v));
        if (biased) ground.put(pb, bias);
        rows.forEach((row, i) => ground.put(pc + i * ld * size, row));
        ground.mark();
        ground.call(`epilogue_${dtype}`, m, n, pc, ld, pb, act);
        rows.forEach((row, i) => {
          const want = single(alone, act, row.map((v, j) => (biased ? v + (bias[j] as number) : v)));
          expect(Array.from(ground.take(dtype, pc + i * ld * size, n)), `${m}×${n} gap ${gap}`).toEqual(want);
        });
        ground.restore(`${m}×${n} gap ${gap}`, ...rows.map((_, i) => ({ ptr: pc + i * ld * size, bytes: n * size })));
        if (!biased) continue;
        // The bias at the end of memory instead.
        ground.put(65536, new Float64Array(m * ld));
        ground.mark();
        ground.call(`epilogue_${dtype}`, m, n, 65536, ld, ground.end - n * size, act);
        ground.restore("bias at the end", { ptr: 65536, bytes: m * ld * size });
      }
    });

    it(`${dtype}: limits`, () => {
      const ground = new Ground(build, 2);
      const big = dtype === "f32" ? 3e38 : 1e308;
      const at = (act: number, x: number): number => single(ground, act, [x])[0] as number;
      for (const act of [ACTS.relu, ACTS.gelu, ACTS.silu]) {
        expect(at(act, NaN)).toBe(NaN);
        expect(at(act, Infinity)).toBe(Infinity);
        expect(at(act, -Infinity) + 0).toBe(0);
        expect(at(act, list([big])[0] as number)).toBe(list([big])[0]);
        expect(at(act, -big) + 0).toBe(0);
        expect(at(act, 0)).toBe(0);
        expect(at(act, -0)).toBe(-0);
      }
      // Gradual underflow: half of a subnormal number is its GELU and its SiLU.
      const subnormal = dtype === "f32" ? 2 ** -139 : 2 ** -1064;
      for (const act of [ACTS.gelu, ACTS.silu]) {
        expect(at(act, subnormal)).toBe(list([subnormal / 2])[0]);
        expect(at(act, -subnormal)).toBe(list([-subnormal / 2])[0]);
      }
    });

    it(`${dtype}: GELU and SiLU fall to their minimum, rise after it, and stay between x and 0`, () => {
      const ground = new Ground(build, 4);
      const x = list(Array.from({ length: 8192 }, (_, i) => (i - 6000) / 256));
      for (const [act, low] of [[ACTS.gelu, -0.7518], [ACTS.silu, -1.2785]] as const) {
        ground.put(65536, x);
        ground.call(`epilogue_${dtype}`, 1, x.length, 65536, x.length, 0, act);
        const y = ground.take(dtype, 65536, x.length);
        for (let i = 0; i < x.length; i++) {
          const [v, f] = [x[i] as number, y[i] as number];
          expect(Math.abs(f) <= Math.abs(v) && f * v >= 0, `f(${v}) = ${f}`).toBe(true);
          if (i === 0) continue;
          const rise = f - (y[i - 1] as number);
          if (v < low - 0.01) expect(rise, `before ${v}`).toBeLessThanOrEqual(0);
          if (v > low + 0.01) expect(rise, `before ${v}`).toBeGreaterThanOrEqual(0);
        }
      }
    });
  }

  it("relu of NaN keeps the NaN in every lane", () => {
    const ground = new Ground(build, 2);
    for (let at = 0; at < 21; at++) {
      const x = new Float32Array(21).fill(-1);
      x[at] = NaN;
      ground.put(65536, x);
      ground.call("epilogue_f32", 1, 21, 65536, 21, 0, ACTS.relu);
      expect(Array.from(ground.take("f32", 65536, 21))).toEqual(Array.from({ length: 21 }, (_, i) => (i === at ? NaN : 0)));
    }
  });
});
