// The componentwise bound of dense.gemm on 10 000 random problems: shapes, strides, options, and NaN, ∞ and denormals among the values.
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { type GemmTrial, tryGemm } from "../helpers/guard.gemm.js";
import { flavours, soil } from "../helpers/guard.kernels.js";
import { type Kind, Random } from "../helpers/random.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const problems = 10_000;
const kinds: readonly Kind[] = ["uniform", "uniform", "integers", "wide", "denormal", "special", "special"];

/** Log-uniform up to `most`, so that small and large sizes are equally often met. */
function size(random: Random, most: number): number {
  return random.chance(0.03) ? 0 : Math.min(most, Math.floor(2 ** (random.unit() * Math.log2(most + 1))));
}

function problem(random: Random): GemmTrial {
  const most = random.chance(0.05) ? 700 : 90;
  const [m, n] = [size(random, most), size(random, most)];
  const k = size(random, Math.min(1100, Math.floor(1e6 / (m * n + 1)) + 1));
  const scalar = (): number => random.pick([0, 1, 1, 1, -1, 0.5, -3, 2 * random.unit() - 1]);
  const gap = (): number => (random.chance(0.4) ? 0 : random.int(1, 17));
  return {
    dtype: random.pick(["f32", "f64"] as const), m, n, k, kind: random.pick(kinds),
    alpha: random.chance(0.5) ? 1 : scalar(), beta: random.chance(0.5) ? 0 : scalar(),
    transA: random.chance(0.5), transB: random.chance(0.5), bias: random.chance(0.2), packed: random.chance(0.15),
    activation: random.chance(0.1) ? "relu" : "none",
    frame: { top: random.int(0, 1), bottom: random.int(0, 1), left: gap(), right: gap() },
  };
}

describe.each(flavours())(`dense.gemm, ${problems} random problems, %s`, (variant) => {
  it(`stays within the componentwise bound (SEED=${seed})`, { timeout: 300_000 }, () => {
    const kernels = loadSync({ variant, reserve: 16 << 20 });
    const all = new Random(seed);
    soil(kernels);
    for (let i = 0; i < problems; i++) tryGemm(kernels, all.split(i), problem(all.split(-1 - i)));
    expect(kernels.memory().handles).toBe(0);
    kernels.free();
  });
});
