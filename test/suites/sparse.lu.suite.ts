// LU: solves, refactors, determinants and condition against dense elimination; what it refuses, and what it leaves behind.
import { type Csr, type Factor, type Kernels, type Scope, loadSync } from "lanewise";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { backwardError, condition1, denseOf, determinant, type Entries, randomEntries, times } from "../helpers/sparse.lu.js";
import { close, equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

const make = (s: Scope, e: Entries): Csr<"f64"> => s.csr("f64", e.rows, e.cols, e);
const TINY = 8 * 2 ** -53;

function solves(k: Kernels, s: Scope): void {
  for (const [n, density, diagonal] of [[1, 1, 1], [2, 1, 1], [3, 0.5, 1], [7, 0.3, 1], [8, 0.3, 0], [17, 0.2, 0.5], [33, 0.15, 1], [60, 0.1, 0], [130, 0.05, 1], [200, 0.02, 1]] as const) {
    for (let seed = 1; seed <= 3; seed++) {
      const e = randomEntries(100 * n + seed, n, n, density, diagonal), det = determinant(denseOf(e));
      if (det.sign === 0) continue;
      for (const o of [{}, { order: "natural" }, { order: "colamd" }, { match: true }, { pivotTolerance: 1 }] as const) {
        const before = k.memory(), A = make(s, e), f = k.sparse.factor(A, "lu", o), what = `n = ${n}, seed ${seed}, ${JSON.stringify(o)}`;
        const x0 = new Random(seed).array("f64", n), b = times(e, x0), x = s.vector("f64", n);
        f.solve(x, s.vector("f64", b));
        const error = backwardError(e, x.copy(), b);
        ok(error <= TINY, `${what}: backward error ${error}`);
        const { sign, log } = f.logDet();
        equal(sign, det.sign, `${what}: sign`);
        close([log], [det.log], 1e-9, `${what}: log`);
        ok(f.nnz >= 2 * n - 1 || n === 1 || f.nnz >= n, `${what}: nnz ${f.nnz}`);
        f.free();
        f.free();
        ok(f.freed, "freed");
        throws(() => f.solve(x, x), { code: "freed" });
        ok(k.memory().used - before.used < 12 * e.values.length + 40 * n + 4096, `${what}: memory kept`);
      }
    }
  }
}

function conditions(k: Kernels, s: Scope): void {
  for (let seed = 1; seed <= 5; seed++) {
    const e = randomEntries(seed, 20, 20, 0.2, 1), f = k.sparse.factor(make(s, e), "lu"), exact = 1 / condition1(denseOf(e));
    ok(f.rcond >= exact * (1 - 1e-9) && f.rcond <= 10 * exact, `rcond ${f.rcond}, exactly ${exact}`);
    f.free();
  }
  const scaled = s.csr("f64", 2, 2, { row: [0, 1], col: [0, 1], values: [1e200, 1e-200] }), f = k.sparse.factor(scaled, "lu");
  ok(f.rcond >= 0 && f.rcond < 1e-300, `rcond ${f.rcond}`);
  f.free();
}

/** Several columns, in matrices with gaps, in place, and through `apply`. */
function columns(k: Kernels, s: Scope): void {
  const e = randomEntries(5, 40, 40, 0.1, 1), A = make(s, e), f = k.sparse.factor(A, "lu"), random = new Random(9);
  const big = s.matrix("f64", 42, 9, random.array("f64", 42 * 9)), B = big.sub(1, 2, 40, 5), X = s.matrix("f64", 40, 5), b = B.copy(), around = big.copy();
  f.solve(X, B);
  same(big.copy(), around, "B");
  const x = X.copy();
  f.solve(B, B);
  same(B.copy(), x, "in place");
  for (let j = 0; j < 5; j++) {
    const column = (m: ArrayLike<number>): Float64Array => Float64Array.from({ length: 40 }, (_, i) => m[5 * i + j]!);
    ok(backwardError(e, column(x), column(b)) <= TINY, `column ${j}`);
    const one = s.vector("f64", column(b));
    f.solve(one, one);
    same(one.copy(), column(x), "a vector in place");
    const z = f.apply(s.vector("f64", 40), s.vector("f64", column(b))).copy();
    ok(backwardError(e, z, column(b)) < 1e-12, "apply");
  }
  same([...big.copy()].filter((_, i) => i % 9 < 2 || i % 9 >= 7), [...around].filter((_, i) => i % 9 < 2 || i % 9 >= 7), "beside B");
  throws(() => f.solve(big.sub(0, 2, 40, 5), B), { code: "alias", op: "lu.solve" });
  throws(() => f.solve(X, s.matrix("f64", 39, 5)), { code: "shape", op: "lu.solve", arg: "B", message: /B\.rows is 39, expected 40/ });
  throws(() => f.solve(s.matrix("f64", 40, 4), B), { code: "shape", arg: "X" });
  throws(() => f.solve(s.vector("f64", 40), B), { code: "dtype", arg: "X" });
  throws(() => f.solve(X, s.matrix("f64", 40, 5, new Float64Array(200).fill(NaN))), { code: "not-finite", arg: "B" });
  throws(() => f.inertia(), { code: "unsupported", op: "lu.inertia" });
  throws(() => f.update(s.vector("f64", 40)), { code: "unsupported", op: "lu.update" });
  f.free();
}

const renewals = (f: Factor): number => (f as Factor & { readonly renewals: number }).renewals;

function refactors(k: Kernels, s: Scope): void {
  const e = randomEntries(77, 60, 60, 0.08, 1), A = make(s, e), f = k.sparse.factor(A, "lu"), x = s.vector("f64", 60), b = new Random(3).array("f64", 60);
  const values = A.copy().values, check = (what: string): void => {
    const now = { ...e, values: Array.from(A.copy().values) };
    f.solve(x, s.vector("f64", b));
    ok(backwardError(now, x.copy(), b) <= TINY, what);
    const det = determinant(denseOf(now)), got = f.logDet();
    equal(got.sign, det.sign, `${what}: sign`);
    close([got.log], [det.log], 1e-9, `${what}: log`);
  };
  f.refactor(A.setValues(Float64Array.from(values, (v, i) => v * (1 + (i % 7) / 50))));
  check("new values");
  equal(renewals(f), 0, "renewals");
  f.refactor(A.setValues(Float64Array.from(values, (v, i) => e.row[i] === e.col[i] ? v * 1e-9 : v)));
  check("pivots gone bad");
  equal(renewals(f), 1, "renewals");
  throws(() => f.refactor(A.setValues(new Float64Array(values.length))), { code: "singular", op: "lu.refactor" });
  throws(() => f.solve(x, x), { code: "unsupported", op: "lu.solve", message: /refactor failed/ });
  throws(() => f.logDet(), { code: "unsupported" });
  f.refactor(A.setValues(values));
  check("after a failure");
  throws(() => f.refactor(make(s, randomEntries(78, 60, 60, 0.08, 1))), { code: "shape", op: "lu.refactor", arg: "A" });
  throws(() => f.refactor(s.csr("f64", 60, 60, { row: [...e.row.slice(0, -1), 0], col: [...e.col.slice(0, -1), 59], values: e.values })), { code: "shape" });
  check("after refusals");
  f.free();
}

/** Symmetric positive definite goes another way, and comes back when that ends. */
function symmetric(k: Kernels, s: Scope): void {
  const n = 50, row: number[] = [], col: number[] = [], values: number[] = [];
  for (let i = 0; i < n; i++) for (const j of [i - 7, i - 1, i, i + 1, i + 7]) if (j >= 0 && j < n) { row.push(i); col.push(j); values.push(i === j ? 4 : -1); }
  const e = { rows: n, cols: n, row, col, values }, A = make(s, e), before = k.memory(), f = k.sparse.factor(A, "lu"), b = new Random(8).array("f64", n), x = s.vector("f64", n);
  equal(f.kind, "lu", "kind");
  equal(k.memory().handles, before.handles + 2, "handles: the factor and x");
  const check = (v: number[]): void => {
    f.solve(x, s.vector("f64", b));
    ok(backwardError({ ...e, values: v }, x.copy(), b) <= TINY, "backward error");
    const det = determinant(denseOf({ ...e, values: v })), got = f.logDet();
    equal(got.sign, det.sign, "sign");
    close([got.log], [det.log], 1e-9, "log");
  };
  check(values);
  const indefinite = values.map((v) => v === 4 ? 1 : v);
  f.refactor(A.setValues(indefinite));
  check(indefinite);
  throws(() => f.inertia(), { code: "unsupported", op: "lu.inertia" });
  f.refactor(A.setValues(values));
  check(values);
  f.free();
  x.free();
}

function singular(k: Kernels, s: Scope): void {
  const refuse = (rows: number, entries: readonly (readonly [number, number, number])[], column: number | undefined, o = {}): void => {
    const A = s.csr("f64", rows, rows, { row: entries.map((t) => t[0]), col: entries.map((t) => t[1]), values: entries.map((t) => t[2]) });
    const before = k.memory();
    const error = throws(() => k.sparse.factor(A, "lu", o), { code: "singular", op: "sparse.factor", arg: "A" });
    if (column !== undefined) equal((error as Error & { column?: number }).column, column, "column");
    equal(k.memory().used, before.used, "memory().used");
    equal(k.memory().handles, before.handles, "memory().handles");
  };
  for (const o of [{}, { match: true }]) {
    refuse(1, [], 0, o);
    refuse(3, [[0, 0, 1], [2, 2, 1]], 1, o);
    refuse(3, [[0, 0, 1], [1, 0, 1], [2, 2, 1], [0, 2, 1]], 1, o);
  }
  refuse(1, [[0, 0, 0]], 0);
  refuse(2, [[0, 0, 1], [0, 1, 2], [1, 0, 2], [1, 1, 4]], undefined);
  throws(() => k.sparse.factor(s.csr("f64", 2, 3, { row: [0], col: [0], values: [1] }), "lu"), { code: "shape", op: "sparse.factor", arg: "A" });
  const one = s.csr("f64", 1, 1, { row: [0], col: [0], values: [-4] });
  throws(() => k.sparse.factor(one, "lu", { pivotTolerance: 2 }), { code: "option", arg: "pivotTolerance" });
  throws(() => k.sparse.factor(one, "lu", { order: "best" as "amd" }), { code: "option", arg: "order" });
}

function edges(k: Kernels, s: Scope): void {
  const empty = k.sparse.factor(s.csr("f64", 0, 0, { row: [], col: [], values: [] }), "lu"), none = s.vector("f64", 0);
  empty.solve(none, none);
  equal(empty.rcond, 1, "rcond of nothing");
  same(Object.values(empty.logDet()), [1, 0], "det of nothing");
  empty.free();
  const one = k.sparse.factor(s.csr("f64", 1, 1, { row: [0], col: [0], values: [-4] }), "lu"), x = s.vector("f64", 1);
  one.solve(x, s.vector("f64", [8]));
  equal(x.copy()[0], -2, "x");
  equal(one.rcond, 1, "rcond");
  equal(one.nnz, 1, "nnz");
  one.free();
  // Rows and columns over 400 powers of ten.
  const e = randomEntries(12, 30, 30, 0.2, 1), random = new Random(4), r = Array.from({ length: 30 }, () => 10 ** random.int(-100, 100)), c = Array.from({ length: 30 }, () => 10 ** random.int(-100, 100));
  const wild = { ...e, values: e.values.map((v, i) => v * r[e.row[i]!]! * c[e.col[i]!]!) }, b = times(e, new Float64Array(30).fill(1)).map((v, i) => v * r[i]!);
  for (const match of [false, true]) {
    const f = k.sparse.factor(make(s, wild), "lu", { match }), y = s.vector("f64", 30);
    f.solve(y, s.vector("f64", b));
    ok(backwardError(wild, y.copy(), b) <= TINY, `match ${match}: backward error ${backwardError(wild, y.copy(), b)}`);
    const det = determinant(denseOf(e)).log + Math.log(10) * [...r, ...c].reduce((t, v) => t + Math.log10(v), 0);
    close([f.logDet().log], [det], 1e-6, "log");
    f.free();
  }
}

/** Fill far beyond what is taken at first, and no memory to grow into. */
function growth(k: Kernels, s: Scope): void {
  const e = randomEntries(6, 300, 300, 0.012, 1), A = make(s, e), f = k.sparse.factor(A, "lu", { order: "natural" }), b = new Random(6).array("f64", 300), x = s.vector("f64", 300);
  ok(f.nnz > 12 * e.values.length, `fill ${f.nnz} of ${e.values.length}`);
  f.solve(x, s.vector("f64", b));
  ok(backwardError(e, x.copy(), b) <= TINY, "backward error");
  f.free();
  const small = loadSync({ max: 30 * 65536 });
  try {
    const big = randomEntries(7, 600, 600, 0.012, 1), M = small.csr("f64", 600, 600, big), { used, handles } = small.memory();
    throws(() => small.sparse.factor(M, "lu", { order: "natural" }), { code: "capacity", op: "sparse.factor" });
    equal(small.memory().used, used, "memory().used");
    equal(small.memory().handles, handles, "memory().handles");
  } finally { small.free(); }
}

const cases = { solves, conditions, columns, refactors, symmetric, singular, edges, growth };
export const suite: Suite = {
  name: "sparse.lu",
  cases: flavours().flatMap((variant) => Object.entries(cases).map(([name, body]) => test(`${name} (${variant})`, () => withKernels(variant, (k, s) => body(k, s))))),
};
