import { describe, expect, it } from "vitest";
import { anisotropic2d, convectionDiffusion2d, poisson2d, randomSpd } from "../../bindings/gallery/index.js";
import { system } from "../../showcase/sparse/jobs.mjs";
import { compressed, plainBand, plainBicgstab, plainCg, product, residual } from "../../showcase/sparse/plain.mjs";
import { apply, dense } from "../gallery/linear.js";

describe("showcase: sparse solvers in plain JavaScript", () => {
  const spd = [poisson2d(9, 7), anisotropic2d(8), randomSpd(40, { seed: 3 })];

  it("products are those of the triplets", () => {
    for (const A of [...spd, convectionDiffusion2d(6)]) {
      const x = Float64Array.from({ length: A.cols }, (_, i) => ((i * 7) % 5) - 2);
      expect(product(compressed(A), x)).toEqual(apply(A, x));
    }
  });

  it("solve", () => {
    for (const problem of spd) {
      const { A, want, b } = system("x", problem);
      for (const x of [plainCg(A, b, 1e-10).x, plainBicgstab(A, b, 1e-10).x, plainBand(A, b)!]) {
        expect(residual(A, x, b)).toBeLessThan(1e-9);
        x.forEach((v: number, i: number) => expect(v).toBeCloseTo(want[i]!, 6));
      }
    }
    const { A, b } = system("x", convectionDiffusion2d(12), { symmetric: false });
    expect(residual(A, plainBicgstab(A, b, 1e-9).x, b)).toBeLessThan(1e-8);
  });

  it("say when they do not", () => {
    const indefinite = { row: [0, 1], col: [0, 1], values: [1, -1], rows: 2, cols: 2 };
    expect(plainBand(compressed(indefinite), Float64Array.of(1, 1))).toBeUndefined();
    const { A, b } = system("x", poisson2d(20));
    expect(plainCg(A, b, 1e-10, 3)).toMatchObject({ converged: false, iterations: 3 });
    expect(residual(A, new Float64Array(400), b)).toBe(1);
    expect(dense(poisson2d(2))[1]).toBe(-1);
  });
});
