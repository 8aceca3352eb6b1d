// Published matrices: read, multiplied in the format they choose, and taken apart again.
import { type CsrData, loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { plainProduct, type PlainCsr, warm } from "../helpers/sparse.js";
import { sharedMatrix, sharedNames } from "../helpers/sparse.shared.js";
import { firstOutside } from "../helpers/tolerance.js";

const names = sharedNames("sparse/storage.shared");
/** The same arrays, compared as bytes: expect().toEqual takes seconds for what is large. */
function sameArrays(A: Required<CsrData>, B: Required<CsrData>): boolean {
  return ([[A.rowPtr, B.rowPtr], [A.colIdx, B.colIdx], [A.values, B.values]] as [Int32Array, Int32Array][]).every(([a, b]) => Buffer.compare(new Uint8Array(a.buffer), new Uint8Array(b.buffer)) === 0);
}

/** What these are known for: constant stencils, blocks of three unknowns a node, meshes of even rows. */
const FORMATS: Readonly<Record<string, string>> = { poisson_100x100: "dia", crystm01: "dia", bcsstk16: "bsr-3", csrmat_FE: "sell-8" };

describe.skipIf(names.length === 0)("published matrices", () => {
  it.each(names)("%s", (name) => {
    const { rows, cols, row, col, values, symmetric } = sharedMatrix(name), k = loadSync(), x = new Random(1).array("f64", cols);
    k.scope((s) => {
      const A = s.csr("f64", rows, cols, { row, col, values }, { symmetry: symmetric ? "lower" : "general" }), plain = A.copy() as PlainCsr;
      expect(A.nnz).toBe(symmetric ? 2 * row.length - row.filter((i, k) => i === col[k]).length : row.length);
      const X = s.vector("f64", x), want = plainProduct(plain, x, "f64");
      for (let turn = 0; turn < 2; turn++) {
        const got = k.sparse.spmv(s.vector("f64", rows), A, X).copy();
        expect(firstOutside(got, want.value, want.bound), A.format).toBe(-1);
        warm(k, A);
      }
      if (FORMATS[name] !== undefined) expect(A.format).toBe(FORMATS[name]);
      const T = s.use(k.sparse.transpose(A));
      if (symmetric) expect(sameArrays(T.copy(), plain)).toBe(true);
      expect(sameArrays(s.use(k.sparse.transpose(T)).copy(), plain)).toBe(true);
      expect(k.sparse.norm(A, "1") / k.sparse.norm(T, "inf")).toBeCloseTo(1, 10);
    });
    expect(k.memory().handles).toBe(0);
    k.free();
  });
});
