// Cholesky and LDLᵀ through the public API: answers, determinants, inertia, new values, updates, and what is refused.
import type { Csr, Factor, Kernels, Scope } from "lanewise";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { backwardError, band, blocks, dense, family, grid, onGraph, pivots, plus, product, randomEdges, star, type Symmetric } from "../helpers/sparse.cholesky.js";
import { close, equal, ok, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope) => void;

const ENOUGH = 1e-14;
const sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 63, 64, 65];
const handle = (k: Kernels, a: Symmetric): Csr<"f64"> => k.csr("f64", a.n, a.n, a);
const signs = (i: number): number => (i * 7 % 5 < 2 ? -1 : 1);

function using<R>(k: Kernels, a: Symmetric, kind: "cholesky" | "ldl", body: (f: Factor, A: Csr<"f64">) => R, o?: { order?: "amd" | "nd" | "rcm" | "natural" }): R {
  const A = handle(k, a);
  try {
    const f = k.sparse.factor(A, kind, o);
    try { return body(f, A); } finally { f.free(); }
  } finally { A.free(); }
}

/** The bare factor and the refined solve both leave a small backward error. */
function solves(s: Scope, f: Factor, a: Symmetric, seed = 3): void {
  const b = product(a, new Random(seed).array("f64", a.n)), B = s.vector("f64", b), X = s.vector("f64", new Float64Array(a.n).fill(NaN));
  ok(backwardError(a, f.apply(X, B).copy(), b) <= ENOUGH * (1 + a.n / 16), `${f} of ${a.name}: the factor alone leaves ${backwardError(a, X.copy(), b)}`);
  f.solve(X, B);
  ok(backwardError(a, X.copy(), b) <= ENOUGH, `${f} of ${a.name}: solve leaves ${backwardError(a, X.copy(), b)}`);
  X.free();
  B.free();
}

const answers: Body = (k, s) => {
  for (const n of sizes) for (const a of family(n)) for (const kind of ["cholesky", "ldl"] as const) using(k, a, kind, (f) => {
    solves(s, f, a);
    const d = pivots(n, dense(a)), { sign, log } = f.logDet(), inertia = f.inertia();
    equal(sign, 1, `${a.name}: sign`);
    close([log], [d.reduce((t, v) => t + Math.log(v), 0)], 1e-12 * (n + 1), `${a.name}: log det`);
    equal(`${inertia.positive} ${inertia.negative} ${inertia.zero}`, `${n} 0 0`, a.name);
    equal(f.kind, kind);
    ok(f.rcond > 0 && f.rcond <= 1, `${a.name}: rcond ${f.rcond}`);
  });
};

const indefinite: Body = (k, s) => {
  for (const n of sizes) for (const a of family(n, n + 1, signs)) using(k, a, "ldl", (f) => {
    solves(s, f, a);
    const d = pivots(n, dense(a)), negative = d.filter((v) => v < 0).length, { sign, log } = f.logDet(), inertia = f.inertia();
    equal(`${inertia.positive} ${inertia.negative} ${inertia.zero}`, `${n - negative} ${negative} 0`, a.name);
    equal(sign, negative % 2 ? -1 : 1, a.name);
    close([log], [d.reduce((t, v) => t + Math.log(Math.abs(v)), 0)], 1e-11 * (n + 1), `${a.name}: log |det|`);
  });
};

/** Past blocks of 64 columns, chunks of 256 steps and 24 column tiles. */
const large: Body = (k, s) => {
  const wide = [onGraph("dense 330", 330, band(330, 330)), onGraph("band of 130 in 400", 400, band(400, 130)), onGraph("30×30 grid", 900, grid(30, 30)), onGraph("hub 2000", 2000, star(2000, 1000)),
    onGraph("dense 261, negative", 261, band(261, 261), 2, signs)];
  for (const a of wide) using(k, a, a.name.endsWith("negative") ? "ldl" : "cholesky", (f) => solves(s, f, a));
};

const orders: Body = (k, s) => {
  for (const order of ["amd", "nd", "rcm", "natural"] as const) for (const a of family(40)) using(k, a, "cholesky", (f) => solves(s, f, a), { order });
  const arrow = onGraph("arrow", 100, star(100, 0));
  using(k, arrow, "cholesky", (f) => equal(f.nnz, 199, "entries of an arrow's factor from the tip"), { order: "amd" });
  using(k, arrow, "cholesky", (f) => equal(f.nnz, 5050, "entries of an arrow's factor from the hub"), { order: "natural" });
};

const matrices: Body = (k, s) => {
  const a = onGraph("random", 50, randomEdges(50, 6, new Random(9))), X = s.matrix("f64", 50, 3, new Random(4).array("f64", 150)), want = X.copy();
  const column = (m: ArrayLike<number>, j: number): Float64Array => Float64Array.from({ length: 50 }, (_, i) => m[3 * i + j]!);
  const B = s.matrix("f64", 50, 3, Array.from({ length: 150 }, (_, e) => product(a, column(want, e % 3))[Math.floor(e / 3)]!));
  using(k, a, "cholesky", (f) => { f.solve(X, B); close(X.copy(), want, 1e-13); f.solve(B, B); close(B.copy(), want, 1e-13, "X over B"); });
};

const renewal: Body = (k, s) => {
  for (const a of [...family(30), onGraph("22×22 grid", 484, grid(22, 22))]) {
    const twice = { ...a, values: a.values.map((v) => 2 * v) }, bad = { ...a, values: a.values.map((v) => -v) };
    using(k, a, "cholesky", (f, A) => {
      const before = f.logDet().log, used = k.memory().used, { nnz } = f;
      A.setValues(twice.values);
      ok(f.refactor(A) === f, "refactor returns the factor");
      solves(s, f, twice);
      close([f.logDet().log], [before + a.n * Math.LN2], 1e-10);
      A.setValues(bad.values);
      throws(() => f.refactor(A), { code: "not-spd", op: "cholesky.refactor", arg: "A" });
      throws(() => f.logDet(), { code: "unsupported" }, "logDet of a factor that failed");
      A.setValues(a.values);
      f.refactor(A);
      solves(s, f, a);
      equal(f.nnz, nnz);
      equal(k.memory().used, used, "bytes after refactors");
    });
  }
  using(k, onGraph("a", 4, band(4, 1)), "cholesky", (f) => {
    const other = handle(k, onGraph("b", 4, [[0, 1], [1, 2], [0, 3]]));
    throws(() => f.refactor(other), { code: "shape", op: "cholesky.refactor", arg: "A" });
    other.free();
  });
};

const updates: Body = (k, s) => {
  for (const a of [...family(33), onGraph("blocks", 40, blocks(10, 1, 29)), onGraph("20×20 grid", 400, grid(20, 20))]) {
    const random = new Random(a.n), { n } = a, i = random.int(0, n - 1);
    const row = Array.from(a.colIdx.subarray(a.rowPtr[i]!, a.rowPtr[i + 1]!)).slice(0, 2);
    const inside = new Float64Array(n), outside = new Float64Array(n);
    for (const j of [i, ...row.filter((j) => j !== i).slice(0, 1)]) inside[j] = random.int(1, 9) / 4;
    for (const j of [0, n >> 1, n - 1]) outside[j] = random.int(-9, 9) / 4 + 0.1;
    for (const w of [inside, outside, new Float64Array(n)]) using(k, a, "cholesky", (f) => {
      const W = s.vector("f64", w), more = plus(a, w, 1), condition = f.rcond;
      ok(f.update(W) === f, "update returns the factor");
      solves(s, f, more);
      using(k, more, "cholesky", (g) => { close([f.logDet().log], [g.logDet().log], 1e-11 * n, `${a.name}: log det after`); close([f.rcond], [g.rcond], 0.2 * g.rcond, "rcond is of the new A"); });
      f.update(W, { downdate: true });
      solves(s, f, a);
      close([f.rcond], [condition], 0.2 * condition);
      const size = k.memory().used, log = f.logDet().log, V = s.vector("f64", w.map((v) => 1e4 * v));
      if (w[i] !== 0 || w[0] !== 0) throws(() => f.update(V, { downdate: true }), { code: "not-spd", op: "cholesky.update", arg: "w" });
      V.free();
      close([f.logDet().log], [log], 1e-11 * n, "log det after a refused downdate");
      solves(s, f, a);
      equal(k.memory().used, size, "bytes after a refused downdate");
      W.free();
    });
  }
};

const pivotless: Body = (k, s) => {
  const swap = (n: number): Symmetric => ({ name: `${n} zero diagonals`, n, rowPtr: Int32Array.from({ length: n + 1 }, (_, i) => i), colIdx: Int32Array.from({ length: n }, (_, i) => i ^ 1), values: new Float64Array(n).fill(2) });
  for (const n of [2, 6]) using(k, swap(n), "ldl", (f) => {
    const b = new Random(n).array("f64", n), B = s.vector("f64", b);
    f.solve(B, B);
    close(B.copy(), b.map((_, i) => b[i ^ 1]! / 2), 1e-15, "refinement mends replaced pivots");
    equal(`${f}`, `Factor<ldl> ${n}×${n}, ${n / 2} tiny pivot${n > 2 ? "s" : ""} replaced`);
    equal(`${f.inertia().positive} ${f.inertia().negative}`, `${n / 2} ${n / 2}`);
  });
  const laplacian = (a: Symmetric): Symmetric => ({ ...a, values: a.values.map((_, e) => { const i = a.rowPtr.findIndex((p) => p > e) - 1; return a.colIdx[e] === i ? a.rowPtr[i + 1]! - a.rowPtr[i]! - 1 : -1; }) });
  for (const a of [onGraph("one zero", 1, []), onGraph("path", 20, band(20, 1)), onGraph("triangle", 3, band(3, 3)), onGraph("star and points", 12, star(9, 3)), onGraph("two squares", 8, blocks(4, 4))]) {
    const A = handle(k, laplacian(a)), used = k.memory().used;
    throws(() => k.sparse.factor(A, "ldl"), { code: "singular", op: "sparse.factor", arg: "A" }, `the Laplacian of ${a.name}`);
    equal(k.memory().used, used);
    A.free();
  }
};

const refusals: Body = (k) => {
  const refused = (a: { rows: number; cols: number; rowPtr: number[]; colIdx: number[]; values: number[] }, kind: "cholesky" | "ldl", expected: Parameters<typeof throws>[1], o?: object): void => {
    const A = k.csr("f64", a.rows, a.cols, a), { used, handles } = k.memory();
    throws(() => k.sparse.factor(A, kind, o), { op: "sparse.factor", ...expected });
    equal(k.memory().used, used, "bytes after an error");
    equal(k.memory().handles, handles, "handles after an error");
    A.free();
  };
  const two = { rows: 2, cols: 2, rowPtr: [0, 2, 4], colIdx: [0, 1, 0, 1] };
  refused({ ...two, values: [1, 2, 3, 9] }, "cholesky", { code: "option", arg: "A" });
  refused({ ...two, values: [1, 2, 3, 9] }, "ldl", { code: "option", arg: "A" });
  refused({ rows: 2, cols: 2, rowPtr: [0, 2, 3], colIdx: [0, 1, 1], values: [1, 2, 9] }, "ldl", { code: "option", arg: "A" });
  refused({ rows: 1, cols: 2, rowPtr: [0, 1], colIdx: [0], values: [1] }, "cholesky", { code: "shape", arg: "A" });
  refused({ ...two, values: [1, 0, 0, 1] }, "cholesky", { code: "option", arg: "order" }, { order: "colamd" });
  refused({ ...two, values: [1e290, 1e300, 1e300, 1] }, "ldl", { code: "singular" });
  // Row 3 is the one that fails, in A's numbering and whatever the order.
  for (const a of family(12).slice(0, 4)) for (const order of ["amd", "natural"] as const) {
    const values = a.values.slice(), at = a.colIdx.findIndex((j, e) => j === 3 && e >= a.rowPtr[3]! && e < a.rowPtr[4]!);
    values[at] = -1e3;
    const A = handle(k, { ...a, values }), e = throws(() => k.sparse.factor(A, "cholesky", { order }), { code: "not-spd", op: "sparse.factor", arg: "A" });
    equal((e as { pivot?: number }).pivot, 3, `${a.name}: pivot`);
    A.free();
  }
  using(k, onGraph("a", 3, band(3, 1)), "ldl", (f) => { const w = k.vector("f64", 3); throws(() => f.update(w), { code: "unsupported", op: "ldl.update" }); w.free(); });
  using(k, onGraph("a", 3, band(3, 1)), "cholesky", (f) => {
    for (const [w, expected] of [[k.vector("f64", 4), { code: "shape" }], [k.vector("f64", [1, NaN, 0]), { code: "not-finite" }], [k.vector("f64", [1e200, 0, 0]), { code: "not-finite" }]] as const) {
      throws(() => f.update(w), { op: "cholesky.update", arg: "w", ...expected });
      w.free();
    }
  });
};

const all: Record<string, Body> = { "answers, determinant, inertia": answers, "ldl of indefinite matrices": indefinite, "past every block": large, "orders": orders, "several right-hand sides": matrices, "refactor": renewal,
  "update and downdate": updates, "tiny pivots": pivotless, "what is refused": refusals };

export const suite: Suite = { name: "sparse.cholesky", cases: flavours().flatMap((variant) => Object.entries(all).map(([name, body]) => test(`${variant} ${name}`, () => withKernels(variant, body)))) };
