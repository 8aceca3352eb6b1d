// LU and QR on real matrices: backward errors after refinement.
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { backwardError, times } from "../helpers/sparse.lu.js";
import { sharedMatrix, sharedNames } from "../helpers/sparse.shared.js";

const names = sharedNames("LU and QR of real matrices");

function load(name: string): { rows: number; cols: number; row: number[]; col: number[]; values: number[] } {
  const m = sharedMatrix(name), row = [...m.row], col = [...m.col], values = [...m.values];
  if (m.symmetric) for (let i = 0; i < m.values.length; i++) if (m.row[i] !== m.col[i]) { row.push(m.col[i]!); col.push(m.row[i]!); values.push(m.values[i]!); }
  return { rows: m.rows, cols: m.cols, row, col, values };
}

describe.skipIf(names.length === 0)("real matrices", () => {
  it.each(names)("%s", (name) => {
    const k = loadSync(), e = load(name);
    try {
      const A = k.csr("f64", e.rows, e.cols, e), x0 = Float64Array.from({ length: e.cols }, (_, i) => ((i * 7919) % 1009) / 1009), b = times(e, x0), x = k.vector("f64", e.cols), right = k.vector("f64", b);
      if (e.rows === e.cols) for (const match of e.rows < 20000 ? [false, true] : [false]) {
        const f = k.sparse.factor(A, "lu", { match });
        for (const step of ["factor", "refactor"]) {
          f.solve(x, right);
          expect(backwardError(e, x.copy(), b), `${step}, match ${match}`).toBeLessThanOrEqual(1e-14);
          if (step === "factor") f.refactor(A);
        }
        f.free();
      } else {
        const f = k.sparse.factor(A, "qr"), wide = e.rows < e.cols;
        f.solve(x, right);
        const r = times(e, x.copy()).map((v, i) => b[i]! - v), size = Math.hypot(...b);
        expect(Math.hypot(...r) / size).toBeLessThan(1e-12);
        if (!wide) expect(Math.max(...x.copy().map((v, i) => Math.abs(v - x0[i]!)))).toBeLessThan(1e-9);
        f.free();
        // The other way round: shortest solutions where there were least squares.
        const T = k.csr("f64", e.cols, e.rows, { row: e.col, col: e.row, values: e.values }), g = k.sparse.factor(T, "qr"), y0 = Float64Array.from({ length: e.rows }, (_, i) => Math.cos(i)), c = times(e, y0, true), y = k.vector("f64", e.rows);
        g.solve(y, k.vector("f64", c));
        const left = times(e, y.copy(), true).map((v, i) => v - c[i]!);
        expect(Math.hypot(...left) / Math.hypot(...c)).toBeLessThan(1e-12);
        if (!wide) expect(Math.hypot(...y.copy())).toBeLessThanOrEqual(Math.hypot(...y0) * (1 + 1e-12));
        g.free();
      }
    } finally { k.free(); }
  }, 60000);
});
