// QR: least squares and shortest solutions against the dense family, square systems, rank, and what is left behind.
import { type Csr, type Kernels, type Scope } from "lanewise";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { backwardError, denseOf, determinant, type Entries, randomEntries, times } from "../helpers/sparse.lu.js";
import { close, equal, ok, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

const make = (s: Scope, e: Entries): Csr<"f64"> => s.csr("f64", e.rows, e.cols, e);
const norm = (v: ArrayLike<number>): number => Math.hypot(...Array.from(v));

function leastSquares(k: Kernels, s: Scope): void {
  for (const [m, n, density] of [[1, 1, 1], [3, 1, 1], [5, 5, 0.4], [9, 4, 0.4], [40, 17, 0.15], [90, 60, 0.05], [300, 40, 0.03]] as const) {
    for (let seed = 1; seed <= 3; seed++) for (const order of ["colamd", "natural"] as const) {
      const e = randomEntries(1000 * m + seed, m, n, density, 1), before = k.memory(), b = new Random(seed).array("f64", m), x = s.vector("f64", n), what = `${m}×${n}, seed ${seed}, ${order}`;
      const f = k.sparse.factor(make(s, e), "qr", { order });
      f.solve(x, s.vector("f64", b));
      const reference = k.dense.lstsq(s.matrix("f64", n, 1), s.matrix("f64", m, n, denseOf(e).flat()), s.matrix("f64", m, 1, b)).copy(), got = x.copy();
      ok(norm(got.map((v, i) => v - reference[i]!)) <= 1e-9 * (1 + norm(reference)) / Math.min(1, f.rcond * 1e4), `${what}: x`);
      const r = times(e, got).map((v, i) => b[i]! - v);
      ok(norm(times(e, r, true)) <= 1e-12 * norm(e.values) * (norm(b) + norm(e.values) * norm(got)), `${what}: Aᵀr is ${norm(times(e, r, true))}`);
      f.free();
      equal(k.memory().handles, before.handles + 6, `${what}: handles`);
    }
  }
}

function shortest(k: Kernels, s: Scope): void {
  for (const [m, n, density] of [[1, 2, 1], [4, 9, 0.4], [17, 40, 0.15], [60, 90, 0.05]] as const) {
    const e = randomEntries(m + n, m, n, density, 1), b = new Random(m).array("f64", m), x = s.vector("f64", n), f = k.sparse.factor(make(s, e), "qr");
    f.solve(x, s.vector("f64", b));
    const got = x.copy();
    ok(backwardError(e, got, b) < 1e-14, `${m}×${n}: backward error ${backwardError(e, got, b)}`);
    // Of the row space: x = Aᵀ·y with y of the transposed problem.
    const t = k.sparse.factor(s.csr("f64", n, m, { row: e.col, col: e.row, values: e.values }), "qr"), y = s.vector("f64", m);
    t.solve(y, x);
    close(times(e, y.copy(), true), got, 1e-10 * norm(got) / Math.min(1, 1e3 * f.rcond), `${m}×${n}: row space`);
    close([f.rcond], [t.rcond], 0.9 * Math.max(f.rcond, t.rcond), "rcond");
    f.free();
    t.free();
  }
}

function square(k: Kernels, s: Scope): void {
  for (const n of [1, 2, 5, 12, 40]) {
    const e = randomEntries(n, n, n, 0.2, 1), A = make(s, e), f = k.sparse.factor(A, "qr"), b = new Random(n).array("f64", n), x = s.vector("f64", n);
    const check = (v: number[]): void => {
      f.solve(x, s.vector("f64", b));
      ok(backwardError({ ...e, values: v }, x.copy(), b) <= 16 * 2 ** -53, `n = ${n}: backward error`);
      const det = determinant(denseOf({ ...e, values: v })), got = f.logDet();
      equal(got.sign, det.sign, `n = ${n}: sign`);
      close([got.log], [det.log], 1e-9, `n = ${n}: log`);
    };
    check(e.values);
    const other = e.values.map((v, i) => v + (i % 3) / 10);
    f.refactor(A.setValues(other));
    check(other);
    throws(() => f.inertia(), { code: "unsupported", op: "qr.inertia" });
    f.free();
  }
}

function refusals(k: Kernels, s: Scope): void {
  const refuse = (rows: number, cols: number, row: number[], col: number[], values: number[], at: readonly number[]): void => {
    const A = s.csr("f64", rows, cols, { row, col, values }), before = k.memory();
    const error = throws(() => k.sparse.factor(A, "qr"), { code: "singular", op: "sparse.factor", arg: "A" });
    ok(at.includes((error as Error & { column?: number }).column ?? -1), `column ${(error as Error & { column?: number }).column}`);
    equal(k.memory().used, before.used, "memory().used");
    equal(k.memory().handles, before.handles, "memory().handles");
  };
  refuse(3, 2, [0, 1, 2], [0, 0, 0], [1, 1, 1], [1]);
  refuse(2, 3, [0, 0, 0], [0, 1, 2], [1, 1, 1], [1]);
  refuse(3, 2, [0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1], [1, 2, 2, 4, 3, 6], [0, 1]);
  refuse(3, 3, [0, 1, 2], [0, 1, 0], [1, 1, 1], [2]);
  const A = s.csr("f64", 3, 2, { row: [0, 1, 2], col: [0, 1, 0], values: [1, 1, 1] });
  throws(() => k.sparse.factor(A, "qr", { pivotTolerance: 1 }), { code: "option", arg: "pivotTolerance" });
  throws(() => k.sparse.factor(A, "qr", { order: "amd" }), { code: "option", arg: "order" });
  const f = k.sparse.factor(A, "qr"), x = s.vector("f64", 2), b = s.vector("f64", 3);
  throws(() => f.logDet(), { code: "unsupported", op: "qr.logDet" });
  throws(() => f.solve(b, x), { code: "shape", op: "qr.solve" });
  throws(() => f.refactor(A.setValues([1, 0, 1])), { code: "singular", op: "qr.refactor" });
  throws(() => f.apply(x, b), { code: "unsupported", op: "qr.apply" });
  f.free();
  const empty = k.sparse.factor(s.csr("f64", 4, 0, { row: [], col: [], values: [] }), "qr");
  empty.solve(s.vector("f64", 0), s.vector("f64", 4));
  empty.free();
}

const cases = { leastSquares, shortest, square, refusals };
export const suite: Suite = {
  name: "sparse.qr",
  cases: flavours().flatMap((variant) => Object.entries(cases).map(([name, body]) => test(`${name} (${variant})`, () => withKernels(variant, (k, s) => body(k, s))))),
};
