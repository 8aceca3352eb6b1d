// The error at the depths that large products use, and exactness there.
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { exactValues, relativeError } from "../helpers/flip.strassen.js";
import { Random } from "../helpers/random.js";

describe("strassen at size", () => {
  it.each([[1024, "f32"], [2048, "f32"], [4096, "f32"], [1024, "f64"], [2048, "f64"]] as const)("n = %i, %s: the error of every depth is as documented", (n, dtype) => {
    const k = loadSync(), random = new Random(n), a = random.array(dtype, n * n), b = random.array(dtype, n * n);
    const A = k.matrix(dtype, n, n, a), B = k.matrix(dtype, n, n, b), C = k.matrix(dtype, n, n), u = dtype === "f32" ? 2 ** -24 : 2 ** -53;
    for (let levels = 0; levels <= 6; levels++) {
      const error = relativeError(random, n, a, b, k.flip.strassen(C, A, B, { levels }).view, 1000);
      expect(error, `${levels} levels`).toBeLessThanOrEqual(2.7 * u * Math.sqrt(n / 2 ** levels) * 2.7 ** levels);
      if (levels === 6 && dtype === "f32") expect(error).toBeLessThanOrEqual(5e-4);
    }
    k.free();
  });

  it("i32 of the full range at 6 levels, 768×512×640 and odd ones", () => {
    const k = loadSync(), random = new Random(9);
    for (const [m, n, kk] of [[768, 512, 640], [701, 523, 645]] as const) for (const levels of [3, 6]) k.scope((s) => {
      const a = exactValues(random, "i32", m * kk), b = exactValues(random, "i32", kk * n);
      const c = k.flip.strassen(s.matrix("i32", m, n), s.matrix("i32", m, kk, a), s.matrix("i32", kk, n, b), { levels }).copy();
      for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let t = 0; t < kk; t++) sum = (sum + Math.imul(a[i * kk + t]!, b[t * n + j]!)) | 0;
        if (c[i * n + j] !== sum) throw new Error(`${levels} levels: (${i}, ${j}) is ${c[i * n + j]}, expected ${sum}`);
      }
    });
    k.free();
  });
});
