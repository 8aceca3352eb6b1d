// The factorizations and solves through the public surface: right answers at the bounds of their docstrings, on windows between
// guards, with operands left as they were and nothing left allocated. Kernels alone: test/dense/lapack.*.test.ts.
import type { Kernels, Matrix, Scope } from "lanewise";
import { frozen, guarded } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { at, column, defect, grid, type Grid, identity, interchanged, lower, magnitudes, norm2, reflected, times, transposed, upper, worst } from "../helpers/lapack.js";
import { type Float, Random } from "../helpers/random.js";
import { gamma, unitRoundoff } from "../helpers/tolerance.js";
import { close, equal, ok, same } from "./assert.js";
import { type Case, type Suite, test } from "./suite.js";

const sizes = [0, 1, 2, 3, 7, 8, 9, 16, 17, 33, 40, 65];
const widths = [1, 3, 6];

const random = (dtype: Float, m: number, n: number, seed = 0): Grid => grid(m, n, new Random(m * 1000 + n + seed).array(dtype, m * n));
const read = (x: Matrix<Float>): Grid => grid(x.rows, x.cols, x.copy());
const within = (ratio: number, what: string): void => ok(ratio <= 1, `${what}: ${ratio} times the bound`);

/** Symmetric, diagonally dominant: exactly representable, positive definite. */
function positive(dtype: Float, n: number): Grid {
  const a = random(dtype, n, n);
  return grid(n, n, (i, j) => (i === j ? n + 1 : at(a, Math.max(i, j), Math.min(i, j))));
}

interface Given { readonly k: Kernels; readonly s: Scope; readonly dtype: Float; readonly n: number }

/** A window between guards, and the check that it and they are as they were. */
function input({ s, dtype }: Given, a: Grid): { readonly matrix: Matrix<Float>; unchanged(): void } {
  const g = guarded(s, dtype as "f64", a.rows, a.cols, a.data);
  const same = frozen("an operand", g.matrix);
  return { matrix: g.matrix as unknown as Matrix<Float>, unchanged(): void { same(); g.verify(); } };
}

function output({ s, dtype }: Given, rows: number, cols: number): { readonly matrix: Matrix<Float>; verify(): void } {
  const g = guarded(s, dtype as "f64", rows, cols, new Float64Array(rows * cols).fill(NaN));
  return { matrix: g.matrix as unknown as Matrix<Float>, verify: () => g.verify() };
}

/** The dense functions without their dtype parameter: these cases choose it at run time. */
const dense = (k: Kernels): Loose => k.dense as unknown as Loose;
interface Loose {
  cholesky(A: Matrix<Float>): { l: Matrix<Float>; solve(B: Matrix<Float>): Matrix<Float>; logDet(): number; free(): void };
  lu(A: Matrix<Float>): { lu: Matrix<Float>; pivots: { copy(): Int32Array }; rcond: number; solve(B: Matrix<Float>): Matrix<Float>; det(): { sign: number; log: number }; free(): void };
  qr(A: Matrix<Float>): { qr: Matrix<Float>; tau: { copy(): ArrayLike<number> }; applyQ(C: Matrix<Float>, o?: { trans?: boolean }): Matrix<Float>; solve(B: Matrix<Float>): Matrix<Float>; free(): void };
  triangularSolve(B: Matrix<Float>, T: Matrix<Float>, o: { side?: "left" | "right"; uplo: "lower" | "upper"; trans?: boolean; unit?: boolean; alpha?: number }): Matrix<Float>;
  solve(X: Matrix<Float>, A: Matrix<Float>, B: Matrix<Float>): Matrix<Float>;
  lstsq(X: Matrix<Float>, A: Matrix<Float>, B: Matrix<Float>): Matrix<Float>;
  inverse(X: Matrix<Float>, A: Matrix<Float>): Matrix<Float>;
}

function cholesky(g: Given): void {
  const a = positive(g.dtype, g.n), A = input(g, grid(g.n, g.n, (i, j) => (j > i ? NaN : at(a, i, j))));
  const f = dense(g.k).cholesky(A.matrix);
  const l = read(f.l);
  same(l.data, lower(l).data, "l");
  const weight = times(magnitudes(l), transposed(magnitudes(l)));
  within(worst(defect(l, transposed(l), a), (i, j) => gamma(g.dtype, g.n + 1) * at(weight, i, j)), "L·Lᵀ − A");
  let log = 0;
  for (let i = 0; i < g.n; i++) log += 2 * Math.log(at(l, i, i));
  close([f.logDet()], [log], 1e-10 * (1 + Math.abs(log)), "logDet");
  for (const p of widths) {
    const b = random(g.dtype, g.n, p), B = input(g, b), X = f.solve(B.matrix), x = read(X);
    X.free();
    B.unchanged();
    const bound = times(weight, magnitudes(x));
    within(worst(defect(a, x, b), (i, j) => gamma(g.dtype, 3 * g.n + 1) * at(bound, i, j)), "cholesky.solve");
  }
  A.unchanged();
  f.free();
}

function lu(g: Given): void {
  const a = random(g.dtype, g.n, g.n), A = input(g, a);
  const f = dense(g.k).lu(A.matrix);
  const packed = read(f.lu), l = lower(packed, true), u = upper(packed), pivots = f.pivots.copy();
  const weight = times(magnitudes(l), magnitudes(u));
  within(worst(defect(l, u, interchanged(a, pivots)), (i, j) => gamma(g.dtype, g.n) * at(weight, i, j)), "L·U − P·A");
  const { sign, log } = f.det();
  let product = 1;
  for (let i = 0; i < g.n; i++) product *= at(u, i, i) * (pivots[i] === i ? 1 : -1);
  equal(sign, product < 0 ? -1 : 1, "det sign");
  close([log], [Math.log(Math.abs(product))], 1e-8 * (1 + Math.abs(log)), "det log");
  ok(f.rcond > 0 && f.rcond <= 1 + 1e-6, `rcond is ${f.rcond}`);
  equal(f.rcond, f.rcond, "rcond, again");
  const mixed = interchanged(weight, pivots, true);
  for (const p of widths) {
    const b = random(g.dtype, g.n, p), B = input(g, b), X = f.solve(B.matrix), x = read(X);
    X.free();
    B.unchanged();
    const bound = times(mixed, magnitudes(x));
    within(worst(defect(a, x, b), (i, j) => gamma(g.dtype, 3 * g.n) * at(bound, i, j)), "lu.solve");
  }
  A.unchanged();
  f.free();
}

function qr(g: Given): void {
  for (const [m, n] of [[g.n, g.n], [g.n + 11, g.n], [g.n, g.n + 4]] as const) {
    const a = random(g.dtype, m, n), A = input(g, a);
    const f = dense(g.k).qr(A.matrix);
    A.unchanged();
    const packed = read(f.qr), tau = f.tau.copy(), u = unitRoundoff(g.dtype);
    const C = output(g, m, n);
    C.matrix.set(grid(m, n, (i, j) => (i <= j ? at(packed, i, j) : 0)).data);
    equal(f.applyQ(C.matrix), C.matrix, "applyQ returns");
    const q = read(C.matrix);
    C.verify();
    for (let j = 0; j < n; j++) {
      const off = norm2(column(q, j).map((x, i) => x - at(a, i, j)));
      ok(off <= 8 * Math.sqrt(m * n) * u * norm2(column(a, j)), `column ${j} of Q·R is off by ${off}`);
    }
    const c = random(g.dtype, m, 3, 5), D = output(g, m, 3);
    D.matrix.set(c.data);
    f.applyQ(D.matrix, { trans: true });
    const want = reflected(packed, tau, c, true);
    ok(norm2(read(D.matrix).data.map((x, i) => x - (want.data[i] as number))) <= 30 * (m + n) * u, "Qᵀ·C against one reflector at a time");
    D.verify();
    if (m >= n) {
      const b = random(g.dtype, m, 2, 6), B = input(g, b), X = f.solve(B.matrix);
      normal(g.dtype, a, read(X), b);
      X.free();
      B.unchanged();
    }
    f.free();
  }
}

/** ‖Aᵀ(B − A·x)‖∞ at the bound of lstsq, for every column. */
function normal(dtype: Float, a: Grid, x: Grid, b: Grid): void {
  const r = defect(a, x, b), e = times(transposed(a), r), size = norm2(a.data);
  for (let j = 0; j < b.cols; j++) {
    const bound = 8 * Math.sqrt(a.rows) * unitRoundoff(dtype) * size * (norm2(column(r, j)) + size * norm2(column(x, j)));
    for (let i = 0; i < a.cols; i++) ok(Math.abs(at(e, i, j)) <= bound, `Aᵀ·r is ${at(e, i, j)} at (${i}, ${j}), bound ${bound}`);
  }
}

function triangular(g: Given): void {
  const { n, dtype } = g, base = random(dtype, n, n), u = unitRoundoff(dtype);
  const t = grid(n, n, (i, j) => (i === j ? 2 : Math.fround(at(base, i, j) / (n + 1))));
  for (let bits = 0; bits < 16; bits++) {
    const [low, trans, unit, right] = [bits & 1, bits & 2, bits & 4, bits & 8].map((b) => b > 0) as [boolean, boolean, boolean, boolean];
    const T = input(g, grid(n, n, (i, j) => ((low ? j > i : j < i) || (unit && i === j) ? NaN : at(t, i, j))));
    const stored = low ? lower(t, unit) : upper(t, unit), op = trans ? transposed(stored) : stored;
    for (const p of [0, 1, 5]) {
      const b = right ? random(dtype, p, n, bits) : random(dtype, n, p, bits), B = output(g, b.rows, b.cols), alpha = p === 5 ? -0.5 : 1;
      B.matrix.set(b.data);
      equal(dense(g.k).triangularSolve(B.matrix, T.matrix, { side: right ? "right" : "left", uplo: low ? "lower" : "upper", trans, unit, alpha }), B.matrix, "returns");
      B.verify();
      const x = read(B.matrix), scaled = grid(b.rows, b.cols, (i, j) => alpha * at(b, i, j));
      const weight = right ? times(magnitudes(x), magnitudes(op)) : times(magnitudes(op), magnitudes(x));
      within(worst(right ? defect(x, op, scaled) : defect(op, x, scaled), (i, j) => gamma(dtype, n + 1) * at(weight, i, j) + u * Math.abs(at(scaled, i, j))), `case ${bits}, ${p} right-hand sides`);
    }
    T.unchanged();
  }
}

function solves(g: Given): void {
  const { n, dtype } = g, a = random(dtype, n, n, 2);
  for (const p of [0, 1, 4]) {
    const b = random(dtype, n, p, 3), A = input(g, a), B = input(g, b), X = output(g, n, p);
    equal(dense(g.k).solve(X.matrix, A.matrix, B.matrix), X.matrix, "solve returns");
    const x = read(X.matrix), weight = times(magnitudes(a), magnitudes(x));
    within(worst(defect(a, x, b), (i, j) => 2 * gamma(dtype, n + 1) * (at(weight, i, j) + Math.abs(at(b, i, j)))), "solve");
    for (const extra of [0, 9]) {
      const tall = random(dtype, n + extra, n, 4), c = random(dtype, n + extra, p, 5), T = input(g, tall), D = input(g, c), Y = output(g, n, p);
      equal(dense(g.k).lstsq(Y.matrix, T.matrix, D.matrix), Y.matrix, "lstsq returns");
      normal(dtype, tall, read(Y.matrix), c);
      for (const x of [T, D]) x.unchanged();
      Y.verify();
    }
    for (const x of [A, B]) x.unchanged();
    X.verify();
  }
  const A = input(g, a), X = output(g, n, n);
  equal(dense(g.k).inverse(X.matrix, A.matrix), X.matrix, "inverse returns");
  const f = dense(g.k).lu(A.matrix), packed = read(f.lu), x = read(X.matrix);
  const weight = times(interchanged(times(magnitudes(lower(packed, true)), magnitudes(upper(packed))), f.pivots.copy(), true), magnitudes(x));
  within(worst(defect(a, x, identity(n)), (i, j) => 3 * gamma(dtype, n) * at(weight, i, j)), "inverse");
  f.free();
  A.unchanged();
  X.verify();
}

const jobs: Record<string, (g: Given) => void> = { cholesky, lu, qr, triangularSolve: triangular, "solve, lstsq, inverse": solves };

const cases: readonly Case[] = flavours().flatMap((variant) => (["f32", "f64"] as const).flatMap((dtype) => Object.entries(jobs).map(([name, job]) =>
  test(`${variant} ${dtype} ${name}, orders ${sizes.join(", ")}`, () => {
    for (const n of sizes) withKernels(variant, (k, s) => job({ k, s, dtype, n }), { reserve: 2 << 20 });
  }))));

export const suite: Suite = { name: "dense.lapack", cases };
