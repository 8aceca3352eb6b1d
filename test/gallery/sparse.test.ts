import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../bindings/errors.js";
import { anisotropic2d, convectionDiffusion2d, poisson1d, poisson2d, poisson3d } from "../../bindings/gallery/index.js";
import type { SparseProblem } from "../../bindings/gallery/index.js";
import { apply, dense, identity, kron, sum } from "./linear.js";

const small = fc.integer({ min: 1, max: 4 });

function tridiagonal(n: number, below: number, middle: number, above: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    const d = (at % n) - Math.floor(at / n);
    return d === 0 ? middle : d === 1 ? above : d === -1 ? below : 0;
  });
}

function expectSorted({ row, col, values, rows, cols }: SparseProblem): void {
  expect([row.length, col.length]).toEqual([values.length, values.length]);
  for (let k = 0; k < values.length; k++) {
    expect((row[k] as number) >= 0 && (row[k] as number) < rows && (col[k] as number) >= 0 && (col[k] as number) < cols).toBe(true);
    if (k > 0) expect((row[k] as number) * cols + (col[k] as number)).toBeGreaterThan((row[k - 1] as number) * cols + (col[k - 1] as number));
  }
}

describe("gallery sparse problems", () => {
  it("are sums of Kronecker products, sorted and without repeats", () => {
    fc.assert(fc.property(small, small, small, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (nx, ny, nz, epsilon) => {
      const [tx, ty, tz] = [nx, ny, nz].map((n) => tridiagonal(n, -1, 2, -1)) as [Float64Array, Float64Array, Float64Array];
      const [ix, iy, iz] = [nx, ny, nz].map(identity) as [Float64Array, Float64Array, Float64Array];
      const plane = sum(kron(iy, ny, tx, nx), kron(ty, ny, ix, nx));
      const box = sum(kron(iz, nz, plane, nx * ny), kron(tz, nz, identity(nx * ny), nx * ny));
      expect(dense(poisson1d(nx))).toEqual(tx);
      expect(dense(poisson2d(nx, ny))).toEqual(plane);
      expect(dense(poisson3d(nx, ny, nz))).toEqual(box);
      const weak = ty.map((x) => x * epsilon);
      const found = dense(anisotropic2d(nx, ny, { epsilon }));
      const expected = sum(kron(iy, ny, tx, nx), kron(weak, ny, ix, nx));
      for (const [i, x] of expected.entries()) expect(found[i]).toBeCloseTo(x, 8);
      for (const problem of [poisson1d(nx), poisson2d(nx, ny), poisson3d(nx, ny, nz), anisotropic2d(nx, ny), convectionDiffusion2d(nx, ny)]) expectSorted(problem);
    }));
  });

  it("have square and cubic defaults", () => {
    expect(poisson2d(4)).toEqual(poisson2d(4, 4));
    expect(poisson3d(3)).toEqual(poisson3d(3, 3, 3));
    expect(poisson3d(3, 2)).toEqual(poisson3d(3, 2, 2));
    expect(anisotropic2d(4)).toEqual(anisotropic2d(4, 4, { epsilon: 0.01 }));
    expect(convectionDiffusion2d(4)).toEqual(convectionDiffusion2d(4, 4, { velocity: [20, 20], differences: "central" }));
    expect(poisson2d(0)).toEqual({ row: new Int32Array(0), col: new Int32Array(0), values: new Float64Array(0), rows: 0, cols: 0 });
  });

  it("have the known sizes", () => {
    expect([poisson2d(300).rows, poisson2d(300).values.length]).toEqual([90000, 448800]);
    expect([poisson3d(20).rows, poisson3d(20).values.length]).toEqual([8000, 53600]);
  });

  it("poisson2d has products of sines as eigenvectors", () => {
    const [nx, ny] = [7, 5];
    const a = poisson2d(nx, ny);
    for (const [p, q] of [[1, 1], [3, 2], [7, 5]] as const) {
      const x = Float64Array.from({ length: nx * ny }, (_, i) => Math.sin(((i % nx) + 1) * p * Math.PI / (nx + 1)) * Math.sin((Math.floor(i / nx) + 1) * q * Math.PI / (ny + 1)));
      const eigenvalue = 4 - 2 * Math.cos(p * Math.PI / (nx + 1)) - 2 * Math.cos(q * Math.PI / (ny + 1));
      for (const [i, y] of apply(a, x).entries()) expect(y).toBeCloseTo(eigenvalue * (x[i] as number), 12);
    }
  });
});

describe("gallery.convectionDiffusion2d", () => {
  it("without velocity is poisson2d", () => {
    for (const differences of ["central", "upwind"] as const) expect(convectionDiffusion2d(4, 3, { velocity: [0, 0], differences }).values).toEqual(poisson2d(4, 3).values);
  });

  it("is exact for linear functions, and central also for squares", () => {
    const [nx, ny, vx, vy] = [6, 4, 3, -5];
    const h = 1 / (nx + 1);
    const centre = 2 * nx + 2; // a point whose neighbours are all inside
    const at = (i: number): [number, number] => [((i % nx) + 1) * h, (Math.floor(i / nx) + 1) * h];
    for (const differences of ["central", "upwind"] as const) {
      const a = convectionDiffusion2d(nx, ny, { velocity: [vx, vy], differences });
      const on = (u: (x: number, y: number) => number): number => (apply(a, Float64Array.from({ length: nx * ny }, (_, i) => u(...at(i))))[centre] as number) / (h * h);
      expect(on((x, y) => 2 * x + 3 * y + 1)).toBeCloseTo(2 * vx + 3 * vy, 9);
      const [x] = at(centre);
      if (differences === "central") expect(on((s) => s * s)).toBeCloseTo(-2 + vx * 2 * x, 9);
    }
  });

  it("upwind keeps every other entry of a row at or below zero and the row sums at or above", () => {
    fc.assert(fc.property(small, small, fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.double({ min: -1e4, max: 1e4, noNaN: true }), (nx, ny, vx, vy) => {
      const a = convectionDiffusion2d(nx, ny, { velocity: [vx, vy], differences: "upwind" });
      const sums = new Float64Array(a.rows);
      for (let k = 0; k < a.values.length; k++) {
        const value = a.values[k] as number;
        const row = a.row[k] as number;
        if (row === a.col[k]) expect(value).toBeGreaterThanOrEqual(4);
        else expect(value).toBeLessThanOrEqual(0);
        sums[row] = (sums[row] as number) + value;
      }
      expect(Math.min(...sums)).toBeGreaterThanOrEqual(-1e-9);
    }));
  });
});

describe("gallery sparse problems refuse", () => {
  it("sizes and options that mean nothing", () => {
    expect(() => poisson1d(-1)).toThrow("gallery.poisson1d: nx is -1");
    expect(() => poisson2d(2.5)).toThrow(ShapeError);
    expect(() => poisson3d(2000)).toThrow(ShapeError);
    expect(() => poisson2d(30000)).toThrow(/entries, expected at most 2147483647/);
    for (const epsilon of [0, -1, Infinity]) expect(() => anisotropic2d(3, 3, { epsilon })).toThrow(OptionError);
    expect(() => convectionDiffusion2d(3, 3, { velocity: 3 as never })).toThrow("gallery.convectionDiffusion2d: velocity is not a pair, expected [x, y]");
    expect(() => convectionDiffusion2d(3, 3, { velocity: [1, Number.NaN] })).toThrow(OptionError);
    expect(() => convectionDiffusion2d(3, 3, { differences: "forward" as never })).toThrow(OptionError);
    expect(() => anisotropic2d(3, 3, { eps: 1 } as never)).toThrow("unknown option eps");
  });
});
