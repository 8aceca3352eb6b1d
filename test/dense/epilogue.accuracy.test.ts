// GELU and SiLU against BigInt arithmetic: the largest error seen must stay below the one the head of activation-lanes.ts states.
import { describe, expect, it } from "vitest";
import { type Float, Random } from "../helpers/random.js";
import { type Exact, geluExact, siluExact, ulpError } from "../helpers/vector.extended.js";
import { buildsWith, Ground } from "../helpers/vector.ground.js";

const GELU = 2, SILU = 3;
const bounds = { f32: { gelu: 0.52, silu: 0.51 }, f64: { gelu: 6, silu: 3 } } as const;

/** The middle, both ends down to the smallest subnormal result, and numbers of every size below 1. */
function arguments_(dtype: Float, act: "gelu" | "silu"): number[] {
  const random = new Random(act === "gelu" ? 1 : 2);
  const end = act === "gelu" ? (dtype === "f32" ? -14.3 : -38.6) : dtype === "f32" ? -108 : -752;
  const out = [0.5, 1, -1, 2, -2, end];
  for (let i = 0; i < 900; i++) out.push(random.unit() * 16 - 8);
  for (let i = 0; i < 200; i++) out.push(random.unit() * end);
  for (let i = 0; i < 100; i++) out.push(end * (1 - random.unit() * 0.03));
  for (let i = 0; i < 100; i++) out.push(random.unit() * 40);
  for (let i = 0; i < 200; i++) out.push((random.unit() - 0.5) * 2 ** -random.int(0, dtype === "f32" ? 140 : 1060));
  return dtype === "f32" ? out.map(Math.fround) : out;
}

describe.each(buildsWith("epilogue_f32"))("accuracy of the activations, %s", (build) => {
  for (const dtype of ["f32", "f64"] as const) for (const act of ["gelu", "silu"] as const) {
    it(`${act} of ${dtype} is within ${bounds[dtype][act]} ulp`, () => {
      const x = arguments_(dtype, act);
      const ground = new Ground(build, 3);
      ground.put(65536, dtype === "f32" ? Float32Array.from(x) : Float64Array.from(x));
      ground.call(`epilogue_${dtype}`, 1, x.length, 65536, x.length, 0, act === "gelu" ? GELU : SILU);
      const got = ground.take(dtype, 65536, x.length);
      const exact: (v: number) => Exact = act === "gelu" ? geluExact : siluExact;
      let worst = { error: 0, x: 0 };
      x.forEach((v, i) => {
        const error = ulpError(dtype, got[i] as number, exact(v));
        if (!(error <= worst.error)) worst = { error, x: v };
      });
      expect(worst.error, `${act}(${worst.x})`).toBeLessThanOrEqual(bounds[dtype][act]);
      // The bound is no idle one: errors of this size do occur, so the measurement measures.
      expect(worst.error).toBeGreaterThan(0.45);
    });
  }
});

describe("the reference itself", () => {
  it("agrees with values from tables", () => {
    const near = ({ value, bits }: Exact): number => Number(value >> BigInt(bits - 80)) / 2 ** 80;
    // Abramowitz & Stegun, table 26.1: Φ(1), Φ(2), Φ(3); and e from its series.
    expect(near(geluExact(1))).toBeCloseTo(0.841344746068543, 14);
    expect(near(geluExact(2)) / 2).toBeCloseTo(0.977249868051821, 14);
    expect(near(geluExact(-3)) / -3).toBeCloseTo(0.001349898031630, 14);
    expect(near(siluExact(-1))).toBeCloseTo(-1 / (1 + 2.718281828459045), 15);
    expect(near(siluExact(1))).toBeCloseTo(1 / (1 + 1 / 2.718281828459045), 15);
  });
});
