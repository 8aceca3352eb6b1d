import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../bindings/errors.js";
import { elasticity2d, elasticity3d } from "../../bindings/gallery/index.js";
import type { ElasticityProblem } from "../../bindings/gallery/index.js";
import { apply, dense, jacobiSingularValues } from "./linear.js";

const column = ({ rigidBodyModes, rows }: ElasticityProblem, modes: number, c: number): Float64Array => Float64Array.from({ length: rows }, (_, i) => rigidBodyModes[i * modes + c] as number);

function expectSorted({ row, col, rows }: ElasticityProblem): void {
  for (let k = 1; k < row.length; k++) if (!(row[k]! * rows + col[k]! > row[k - 1]! * rows + col[k - 1]!)) throw new Error(`entry ${k} is out of order`);
}

/** The stiffness matrix of one element by Gauss's rule with two points an axis, and of the mesh by summing: as textbooks have it. */
function textbook(cells: readonly number[], young: number, nu: number): Float64Array {
  const dims = cells.length, corners = 2 ** dims, g = 0.5 / Math.sqrt(3);
  const mu = young / (2 * (1 + nu)), lambda = dims === 2 ? young * nu / (1 - nu * nu) : young * nu / ((1 + nu) * (1 - 2 * nu));
  const bit = (c: number, k: number): number => (c >> k) & 1;
  const element = new Float64Array((corners * dims) ** 2);
  for (let point = 0; point < corners; point++) {
    const at = Array.from({ length: dims }, (_, k) => 0.5 + (bit(point, k) ? g : -g));
    // Gradients of the corners' hats.
    const grad = Array.from({ length: corners }, (_, c) => at.map((_x, k) => at.reduce((product, x, m) => product * (m === k ? (bit(c, m) ? 1 : -1) : bit(c, m) ? x : 1 - x), 1)));
    for (let a = 0; a < corners; a++) for (let b = 0; b < corners; b++) for (let i = 0; i < dims; i++) for (let j = 0; j < dims; j++) {
      const dot = grad[a]!.reduce((sum, v, k) => sum + v * grad[b]![k]!, 0);
      element[(a * dims + i) * corners * dims + b * dims + j]! += (lambda * grad[a]![i]! * grad[b]![j]! + mu * grad[a]![j]! * grad[b]![i]! + (i === j ? mu * dot : 0)) / corners;
    }
  }
  const nodes = cells.map((n) => n + 1), size = nodes.reduce((p, n) => p * n, 1) * dims;
  const out = new Float64Array(size * size);
  const all = cells.reduce((p, n) => p * n, 1);
  for (let e = 0; e < all; e++) {
    let rest = e;
    const cell = cells.map((n) => { const x = rest % n; rest = Math.floor(rest / n); return x; });
    const node = (c: number): number => cell.reduceRight((sum, x, k) => sum * nodes[k]! + x + bit(c, k), 0);
    for (let a = 0; a < corners * dims; a++) for (let b = 0; b < corners * dims; b++) {
      const [i, j] = [a, b].map((x) => node(Math.floor(x / dims)) * dims + x % dims) as [number, number];
      out[i * size + j]! += element[a * corners * dims + b]!;
    }
  }
  return out;
}

describe("gallery.elasticity2d and elasticity3d", () => {
  it("are what textbooks assemble from elements", () => {
    const material = { young: 2.5, poisson: 0.27, clamp: "none" as const };
    for (const cells of [[1, 1], [3, 2], [2, 4], [1, 1, 1], [2, 1, 3]]) {
      const a = cells.length === 2 ? elasticity2d(cells[0]!, cells[1]!, material) : elasticity3d(cells[0]!, cells[1]!, cells[2]!, material);
      expectSorted(a);
      const expected = textbook(cells, 2.5, 0.27);
      dense(a).forEach((v, at) => expect(v).toBeCloseTo(expected[at]!, 12));
    }
  });

  it("clamped, they are the same without the nodes at x = 0", () => {
    for (const [free, held, dims] of [[elasticity2d(3, 2, { clamp: "none" }), elasticity2d(3, 2), 2], [elasticity3d(2, 1, 2, { clamp: "none" }), elasticity3d(2, 1, 2), 3]] as const) {
      const kept = [...Array(free.rows).keys()].filter((i) => free.coordinates[i - i % dims]! > 0);
      const [a, b] = [dense(free), dense(held)];
      expect(b).toEqual(Float64Array.from(kept.flatMap((i) => kept.map((j) => a[i * free.rows + j]!))));
      expect([...held.coordinates]).toEqual(kept.map((i) => free.coordinates[i]!));
      const modes = dims === 2 ? 3 : 6;
      expect([...held.rigidBodyModes]).toEqual(kept.flatMap((i) => [...free.rigidBodyModes.subarray(i * modes, (i + 1) * modes)]));
    }
  });

  it("free bodies move rigidly without force, and only so", () => {
    for (const [a, modes] of [[elasticity2d(4, 3, { clamp: "none" }), 3], [elasticity3d(2, 2, 1, { clamp: "none" }), 6]] as const) {
      for (let c = 0; c < modes; c++) for (const force of apply(a, column(a, modes, c))) expect(Math.abs(force)).toBeLessThan(1e-12);
      const values = jacobiSingularValues(dense(a), a.rows, a.rows);
      expect(values.filter((v) => v < 1e-10)).toHaveLength(modes);
      expect(Math.min(...jacobiSingularValues(a.rigidBodyModes, a.rows, modes))).toBeGreaterThan(0.1);
    }
    expect(Math.min(...jacobiSingularValues(dense(elasticity2d(3, 2)), 18, 18))).toBeGreaterThan(1e-3);
  });

  it("a stretched bar has the stress of Hooke's law", () => {
    // u = (x, −ν·y) stretches by 1: forces only on the ends, together E times the cross-section.
    const [nx, ny, young, poisson] = [5, 3, 7, 0.2];
    const a = elasticity2d(nx, ny, { young, poisson, clamp: "none" });
    const u = a.coordinates.map((x, i) => (i % 2 === 0 ? x : -poisson * x));
    const force = apply(a, u);
    const sums = new Map<number, number>();
    force.forEach((f, i) => { if (i % 2 === 0) sums.set(a.coordinates[i]!, (sums.get(a.coordinates[i]!) ?? 0) + f); else expect(f).toBeCloseTo(0, 12); });
    for (const [x, sum] of sums) expect(sum).toBeCloseTo(x === 0 ? -young * ny : x === nx ? young * ny : 0, 12);
  });

  it("have the sizes they say", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }), (nx, ny, nz) => {
      const a = elasticity3d(nx, ny, nz);
      expect([a.rows, a.cols, a.coordinates.length, a.rigidBodyModes.length]).toEqual([3 * nx * (ny + 1) * (nz + 1), a.rows, a.rows, 6 * a.rows]);
      expect(a.values.length).toBe(9 * Math.max(0, 3 * nx - 2) * (3 * ny + 1) * (3 * nz + 1));
      const b = elasticity2d(nx, ny, { clamp: "none" });
      expect([b.rows, b.values.length]).toEqual([2 * (nx + 1) * (ny + 1), 4 * (3 * nx + 1) * (3 * ny + 1)]);
    }));
    expect(elasticity2d(3)).toEqual(elasticity2d(3, 3, { young: 1, poisson: 0.3, clamp: "left" }));
    expect(elasticity3d(2).rows).toBe(54);
  });

  it("refuse sizes and options that mean nothing", () => {
    expect(() => elasticity2d(-1)).toThrow("gallery.elasticity2d: nx is -1");
    expect(() => elasticity3d(2, 2, 0.5)).toThrow("gallery.elasticity3d: nz is 0.5");
    expect(() => elasticity2d(40000)).toThrow(ShapeError);
    for (const o of [{ poisson: 0.5 }, { poisson: -0.1 }, { young: 0 }, { clamp: "right" }, { height: 2 }]) expect(() => elasticity2d(2, 2, o as never)).toThrow(OptionError);
  });
});
