import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../bindings/errors.js";
import { plantedPartition, randomSparse, randomSpd } from "../../bindings/gallery/index.js";
import type { SparseProblem } from "../../bindings/gallery/index.js";
import { dense } from "./linear.js";

function expectSorted({ row, col, values, rows, cols }: SparseProblem): void {
  expect([row.length, col.length]).toEqual([values.length, values.length]);
  for (let k = 0; k < row.length; k++) {
    if (!(row[k]! >= 0 && row[k]! < rows && col[k]! >= 0 && col[k]! < cols)) throw new Error(`entry ${k} is outside`);
    if (k > 0 && !(row[k]! * cols + col[k]! > row[k - 1]! * cols + col[k - 1]!)) throw new Error(`entry ${k} is out of order`);
  }
}

const symmetric = (a: SparseProblem): void => {
  const d = dense(a);
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < i; j++) expect(d[i * a.rows + j]).toBe(d[j * a.rows + i]);
};

describe("gallery.randomSparse and randomSpd", () => {
  it("have the entries they are asked for, in order, symmetric and dominant if told", () => {
    const density = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(fc.property(fc.nat(25), fc.nat(25), density, fc.boolean(), fc.boolean(), fc.nat(1e6), (m, n, share, isSymmetric, dominant, seed) => {
      const square = isSymmetric || dominant;
      const a = randomSparse(m, square ? m : n, { density: share, symmetric: isSymmetric, dominant, seed });
      expectSorted(a);
      if (isSymmetric) symmetric(a);
      if (isSymmetric) expect(a.values.length).toBe(m + 2 * Math.round(share * Math.max(0, m * (m - 1) / 2)));
      if (!square) expect(a.values.length).toBe(Math.round(share * m * n));
      if (!dominant) return;
      const d = dense(a);
      for (let i = 0; i < m; i++) expect(d[i * m + i]).toBeCloseTo(1 + [...d.subarray(i * m, (i + 1) * m)].reduce((sum, v, j) => sum + (j === i ? 0 : Math.abs(v)), 0), 10);
    }));
  });

  it("spread over all places and depend on the seed alone", () => {
    const a = randomSparse(200, 300, { density: 0.1, seed: 3 });
    const [rowCounts, colCounts] = [new Int32Array(200), new Int32Array(300)];
    a.row.forEach((i, k) => { rowCounts[i]!++; colCounts[a.col[k]!]!++; });
    expect(Math.min(...rowCounts)).toBeGreaterThan(8);
    expect(Math.max(...rowCounts)).toBeLessThan(60);
    expect(Math.min(...colCounts)).toBeGreaterThan(3);
    const mean = a.values.reduce((sum, v) => sum + v, 0) / a.values.length;
    expect(Math.abs(mean)).toBeLessThan(0.06);
    expect(randomSparse(200, 300, { density: 0.1, seed: 3 })).toEqual(a);
    expect(randomSparse(200, 300, { density: 0.1, seed: 4 })).not.toEqual(a);
    expect(randomSpd(50, { seed: 1 })).toEqual(randomSparse(50, 50, { density: 8 / 49, symmetric: true, dominant: true, seed: 1 }));
    expect([randomSpd(0).rows, randomSpd(1).values.length, randomSpd(3).values.length, randomSparse(0, 5).values.length]).toEqual([0, 1, 9, 0]);
  });

  it("refuse what means nothing", () => {
    expect(() => randomSparse(-1)).toThrow("gallery.randomSparse: rows is -1");
    expect(() => randomSpd(1.5)).toThrow(ShapeError);
    expect(() => randomSparse(3, 4, { symmetric: true })).toThrow("gallery.randomSparse: cols is 4, expected 3 (rows, as symmetric is true)");
    for (const density of [-0.1, 1.1, Number.NaN]) expect(() => randomSparse(3, 4, { density })).toThrow(OptionError);
    expect(() => randomSparse(3, 3, { dominant: 1 as never })).toThrow("dominant is 1, expected true or false");
    expect(() => randomSparse(1e6, 1e6, { density: 0.5 })).toThrow(/entries to draw/);
    expect(() => randomSpd(3, { symmetric: true } as never)).toThrow("unknown option symmetric");
  });
});

describe("gallery.plantedPartition", () => {
  it("is a graph, as Laplacian or adjacency", () => {
    fc.assert(fc.property(fc.nat(40), fc.integer({ min: 1, max: 6 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(999), (n, clusters, pIn, pOut, seed) => {
      const [l, a] = (["laplacian", "adjacency"] as const).map((matrix) => plantedPartition(n, clusters, pIn, pOut, { matrix, seed })) as [SparseProblem, SparseProblem];
      for (const g of [l, a]) { expectSorted(g); symmetric(g); }
      const [dl, da] = [dense(l), dense(a)];
      for (let i = 0; i < n; i++) {
        expect(da[i * n + i]).toBe(0);
        expect(dl.subarray(i * n, (i + 1) * n).reduce((sum, v) => sum + v, 0)).toBe(0);
        for (let j = 0; j < n; j++) if (i !== j) expect(dl[i * n + j]! + da[i * n + j]!).toBe(0);
      }
    }), { numRuns: 60 });
  });

  it("joins pairs with the probabilities given", () => {
    const [n, clusters] = [900, 3];
    const g = plantedPartition(n, clusters, 0.2, 0.01, { matrix: "adjacency", seed: 11 });
    let [inside, outside] = [0, 0];
    g.row.forEach((i, k) => { if (g.labels[i] === g.labels[g.col[k]!]) inside++; else outside++; });
    const [pairsIn, pairsOut] = [clusters * 300 * 299, n * n - clusters * 300 * 300];
    expect(Math.abs(inside / pairsIn - 0.2)).toBeLessThan(0.005);
    expect(Math.abs(outside / pairsOut - 0.01)).toBeLessThan(0.001);
    expect([0, 299, 300, 899].map((i) => g.labels[i])).toEqual([0, 0, 1, 2]);
  });

  it("knows the ends: no edge and every edge", () => {
    expect(plantedPartition(10, 2, 0, 0, { matrix: "adjacency" }).values).toHaveLength(0);
    expect(plantedPartition(10, 2, 1, 1, { matrix: "adjacency" }).values).toHaveLength(90);
    expect(plantedPartition(10, 2, 1, 0).values).toHaveLength(50);
    expect([plantedPartition(0, 1, 0.5, 0.5).rows, plantedPartition(3, 5, 1, 0).labels.join("")]).toEqual([0, "013"]);
  });

  it("refuses what means nothing", () => {
    expect(() => plantedPartition(-3, 1, 0, 0)).toThrow(ShapeError);
    expect(() => plantedPartition(3, 0, 0, 0)).toThrow("gallery.plantedPartition: clusters is 0, expected at least 1");
    for (const p of [-0.1, 1.5, Number.NaN, undefined]) expect(() => plantedPartition(3, 1, p as never, 0)).toThrow(OptionError);
    expect(() => plantedPartition(3, 1, 0, 0, { matrix: "degree" as never })).toThrow(OptionError);
  });
});
