// Ten thousand random integer products against the reference in doubles, and every small one against BigInt too.
import { loadSync } from "lanewise";
import { expect, it } from "vitest";
import { flavours } from "../helpers/guard.kernels.js";
import { int8BigReference, int8Reference, int8Values, tryInt8 } from "../helpers/int8.js";
import { Random } from "../helpers/random.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const spreads = ["any", "any", "extreme", "least", "seven"] as const;

it.each(flavours())(`10 000 products, %s (SEED=${seed})`, (variant) => {
  const kernels = loadSync({ variant });
  const random = new Random(seed);
  const size = (): number => (random.chance(0.6) ? random.int(0, 20) : random.chance(0.85) ? random.int(21, 90) : random.int(91, 520));
  for (let trial = 0; trial < 10_000; trial++) {
    const a = random.pick(["i8", "u8"] as const), dtype = random.pick(["i8", "u8"] as const);
    const zero = (of: "i8" | "u8"): number => random.pick([0, 0, of === "u8" ? 255 : -128, 127, random.int(0, 127)]);
    tryInt8(kernels, random.split(trial), {
      m: size(), n: size(), k: size(), a, transA: random.chance(0.5), transB: random.chance(0.5), zeroA: zero(a), zeroB: zero("i8"), spreadA: random.pick(spreads), spreadB: random.pick(spreads), packed: random.chance(0.3),
      ...(random.chance(0.4) && { out: { dtype, perColumn: random.chance(0.5), bias: random.chance(0.5), relu: random.chance(0.3), zeroPoint: zero(dtype) } }),
    });
  }
  expect(kernels.memory().handles).toBe(0);
  kernels.free();
});

it("the reference in doubles is the one in BigInt", () => {
  const random = new Random(seed);
  for (let trial = 0; trial < 500; trial++) {
    const [m, n, k] = [random.int(0, 8), random.int(0, 8), random.int(0, 300)];
    const p = {
      m, n, k, a: int8Values(random, random.pick(["i8", "u8"] as const), m * k, random.pick(spreads)), b: int8Values(random, "i8", k * n, random.pick(spreads)),
      transA: random.chance(0.5), transB: random.chance(0.5), zeroA: random.int(-128, 255), zeroB: random.int(-128, 127),
    };
    expect([...int8Reference(p)].map(BigInt)).toEqual(int8BigReference(p));
  }
});
