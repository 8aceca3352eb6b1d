// Fill on matrices of the SuiteSparse collection against what SuiteSparse 5.12 makes of them.
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { countFill, grid, gram, isPermutation, matrixOf, patternOf, symmetrised } from "../helpers/sparse.order.js";
import { sharedMatrix, sharedNames } from "../helpers/sparse.shared.js";

const k = loadSync(), names = sharedNames("sparse/order.shared");

/** nnz(L) with its diagonal, of AMD 2.4.6. */
const AMD: Readonly<Record<string, number>> = { "1138_bus": 3265, bcsstk13: 265942, bcsstk16: 812184, "poisson_100x100": 206332 };
/** Of the Cholesky factor of AᵀA in the order of COLAMD 2.9.6. */
const COLAMD: Readonly<Record<string, number>> = { west0479: 7712, add32: 60131, ash219: 514, fs_183_1: 7836, orsreg_1: 284815 };

function shared(name: string) {
  const m = sharedMatrix(name), lists: number[][] = Array.from({ length: m.rows }, () => []), values = new Map<number, number>();
  const enter = (i: number, j: number, v: number): void => { lists[i]!.push(j); values.set(i * m.cols + j, v); };
  m.row.forEach((i, q) => { enter(i, m.col[q]!, m.values[q]!); if (m.symmetric && i !== m.col[q]) enter(m.col[q]!, i, m.values[q]!); });
  const p = patternOf(m.cols, lists);
  return { p, values: p.colIdx.map((j, q) => values.get(rowOf(p.rowPtr, q) * m.cols + j)!) };
}

let last = 0;
/** Entries are asked for in order. */
function rowOf(rowPtr: readonly number[], q: number): number {
  if (q === 0) last = 0;
  while (rowPtr[last + 1]! <= q) last++;
  return last;
}

describe.skipIf(names.length === 0)("orders of shared matrices", () => {
  for (const name of names.filter((n) => !/Scale|arrow|Franz/.test(n))) it(name, () => {
    const { p, values } = shared(name);
    k.scope((s) => {
      const A = matrixOf(s, p, values);
      const columns = k.sparse.ordering(A, "colamd");
      expect(isPermutation(columns, p.cols)).toBe(true);
      if (COLAMD[name]) expect(countFill(gram(p), columns)).toBeLessThanOrEqual(1.02 * COLAMD[name]);
      if (p.rows !== p.cols) return;
      const whole = symmetrised(p), fill = (["amd", "nd", "rcm"] as const).map((kind) => {
        const perm = k.sparse.ordering(A, kind);
        expect(isPermutation(perm, p.cols)).toBe(true);
        return name === "bayer10" || name === "memplus" ? 1 : countFill(whole, perm);
      });
      if (AMD[name]) expect(Math.abs(fill[0]! - AMD[name])).toBeLessThanOrEqual(1);
      expect(fill[1]).toBeLessThanOrEqual(1.1 * fill[0]!);
      const { rows, rowScale, colScale } = k.sparse.matching(A);
      expect(isPermutation(rows, p.cols)).toBe(true);
      let above = 0, off = 0;
      for (let i = 0; i < p.rows; i++) for (let q = p.rowPtr[i]!; q < p.rowPtr[i + 1]!; q++) {
        const v = Math.abs(values[q]!) * rowScale[i]! * colScale[p.colIdx[q]!]!;
        above = Math.max(above, v - 1);
        if (rows[p.colIdx[q]!] === i) off = Math.max(off, Math.abs(v - 1));
      }
      expect(Math.max(above, off)).toBeLessThan(1e-12);
    });
  });
});

describe("orders of model problems", () => {
  it("nd beats amd on a mesh in space, amd is what AMD makes of it", () => {
    const p = grid(24, 24, 24);
    k.scope((s) => {
      const A = matrixOf(s, p), [amd, nd] = (["amd", "nd"] as const).map((kind) => countFill(p, k.sparse.ordering(A, kind))) as [number, number];
      expect(Math.abs(amd / 1.875e6 - 1)).toBeLessThan(0.005);
      expect(nd).toBeLessThan(1.45e6);
    });
  });
});
