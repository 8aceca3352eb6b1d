// Algebra of sparse matrices and triangular systems through the public API, against dense arrays. Small integers: sums are exact.
import type { Csr, Kernels, Scope } from "lanewise";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { frozen } from "../helpers/guard.js";
import { type Float, Random } from "../helpers/random.js";
import { csrOf, denseOf, PATTERNS, type PlainDense, plainMultiply, plainTranspose, sample } from "../helpers/sparse.js";
import { equal, fail, same } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope, dtype: Float) => void;
const SIZES: readonly (readonly [number, number, number])[] = [[0, 0, 0], [0, 3, 2], [3, 0, 2], [1, 1, 1], [7, 9, 8], [33, 20, 17], [130, 60, 129]];

/** The result holds these entries, and is freed. */
function expectMatrix(C: Csr<Float>, want: PlainDense, what: string): void {
  const got = C.copy(), plain = csrOf(want);
  same(got.rowPtr, plain.rowPtr, `${what}: rowPtr`);
  same(got.colIdx, plain.colIdx, `${what}: colIdx`);
  same(Array.from(got.values, (v) => v + 0), Array.from(plain.values, (v) => v + 0), `${what}: values`);
  C.free();
}

const sums: Body = (k, s, dtype) => {
  for (const [m, n] of SIZES) for (const pattern of PATTERNS) {
    const random = new Random(m + n), a = sample(random, m, n, pattern, dtype), b = sample(random, m, n, "ragged", dtype), A = s.csr(dtype, m, n, a), B = s.csr(dtype, m, n, b);
    const [P, Q] = [denseOf(a), denseOf(b)];
    for (const [alpha, beta] of [[1, 1], [2, -3], [0, 1]] as const) {
      expectMatrix(k.sparse.add(A, B, { alpha, beta }), { ...P, a: P.a.map((v, i) => alpha * v + beta * Q.a[i]!), at: P.at.map((on, i) => on | Q.at[i]!) }, `${m}×${n} ${pattern} α=${alpha} β=${beta}`);
    }
    expectMatrix(k.sparse.add(A, A, { beta: -1 }), { ...P, a: new Float64Array(m * n) }, "A − A keeps its pattern");
    expectMatrix(k.sparse.transpose(A), plainTranspose(P), `transpose ${m}×${n} ${pattern}`);
  }
};

const products: Body = (k, s, dtype) => {
  for (const [m, n, l] of SIZES) for (const pattern of PATTERNS) {
    const random = new Random(m * 3 + n), a = sample(random, m, n, pattern, dtype), b = sample(random, n, l, "ragged", dtype), A = s.csr(dtype, m, n, a);
    const P = denseOf(a), T = plainTranspose(P), what = `${m}×${n}×${l} ${pattern}`, G = plainMultiply(T, P);
    expectMatrix(k.sparse.multiply(A, s.csr(dtype, n, l, b)), plainMultiply(P, denseOf(b)), what);
    expectMatrix(k.sparse.gram(A), G, `gram ${what}`);
    const d = k.sparse.gramDiagonal(A), e = k.sparse.diagonal(A);
    same(d.copy(), Array.from({ length: n }, (_, j) => G.a[j * n + j]!), `gramDiagonal ${what}`);
    same(e.copy(), Array.from({ length: Math.min(m, n) }, (_, j) => P.a[j * n + j]!), `diagonal ${what}`);
    d.free();
    e.free();
  }
};

const norms: Body = (k, s, dtype) => {
  for (const [m, n] of SIZES) for (const pattern of PATTERNS) {
    const a = sample(new Random(m * n), m, n, pattern, dtype), A = s.csr(dtype, m, n, a), { a: d } = denseOf(a), abs = (i: number, j: number): number => Math.abs(d[i * n + j]!);
    const sum = (count: number, of: (at: number) => number): number => Array.from({ length: count }, (_, at) => of(at)).reduce((x, y) => x + y, 0);
    equal(k.sparse.norm(A, "1"), Math.max(0, ...Array.from({ length: n }, (_, j) => sum(m, (i) => abs(i, j)))), "1");
    equal(k.sparse.norm(A, "inf"), Math.max(0, ...Array.from({ length: m }, (_, i) => sum(n, (j) => abs(i, j)))), "inf");
    equal(k.sparse.norm(A, "fro"), Math.sqrt(d.reduce((x, v) => x + v * v, 0)), "fro");
  }
  const far = (scale: number): number => k.sparse.norm(s.csr("f64", 2, 2, { row: [0, 1], col: [0, 1], values: [3 * scale, 4 * scale] }), "fro") / scale;
  equal(far(2 ** 1000), 5, "fro without overflow");
  equal(far(2 ** -1070), 5, "fro without underflow");
};

const parts: Body = (k, s, dtype) => {
  for (const [m, n] of SIZES) for (const pattern of PATTERNS) {
    const random = new Random(m - n + 500), a = sample(random, m, n, pattern, dtype), A = s.csr(dtype, m, n, a), P = denseOf(a);
    const shuffle = (count: number): number[] => Array.from({ length: count }, (_, i) => [random.unit(), i] as const).sort((x, y) => x[0] - y[0]).map(([, i]) => i);
    const expectPart = (C: Csr<Float>, rows: readonly number[], cols: readonly number[], what: string): void => {
      const pick = <T extends Float64Array | Uint8Array>(from: T, to: T): T => { rows.forEach((i, r) => { cols.forEach((j, c) => { to[r * cols.length + c] = from[i * n + j]!; }); }); return to; };
      const size = rows.length * cols.length;
      expectMatrix(C, { rows: rows.length, cols: cols.length, a: pick(P.a, new Float64Array(size)), at: pick(P.at, new Uint8Array(size)) }, `${what} ${m}×${n} ${pattern}`);
    };
    const p = shuffle(m), q = shuffle(n), every = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
    expectPart(k.sparse.permute(A, p, q), p, q, "both");
    expectPart(k.sparse.permute(A, Uint32Array.from(p), null), p, every(n), "rows");
    expectPart(k.sparse.permute(A, null, q), every(m), q, "columns");
    const some = m === 0 ? [] : [...p.slice(0, 3), ...p.slice(0, 5)], few = q.slice(0, n >> 1);
    expectPart(k.sparse.submatrix(A, some, few), some, few, "part");
    expectPart(k.sparse.submatrix(A, [], few), [], few, "no rows");
    expectPart(k.sparse.submatrix(A, some, []), some, [], "no columns");
  }
};

/** T with a full diagonal of ±1, ±2 and entries in both triangles; x* of small integers, b = op(T)·x* exactly. */
const triangles: Body = (k, s) => {
  for (const n of [0, 1, 2, 8, 9, 65, 1100]) for (const pattern of PATTERNS) for (const uplo of ["lower", "upper"] as const) for (const trans of [false, true]) for (const unit of [false, true]) {
    if (n > 20 && pattern !== "ragged") continue;
    const random = new Random(n), plain = sample(random, n, n, pattern), x = random.array("f64", n, "integers"), b = new Float64Array(n), row: number[] = [], col: number[] = [], values: number[] = [];
    const enter = (i: number, j: number, v: number): void => { row.push(i); col.push(j); values.push(v); };
    for (let i = 0; i < n; i++) {
      for (let e = plain.rowPtr[i]!; e < plain.rowPtr[i + 1]!; e++) if (plain.colIdx[e] !== i) enter(i, plain.colIdx[e]!, plain.values[e]!);
      if (!unit || random.chance(0.5)) enter(i, i, random.pick([1, -1, 2, -2]));
    }
    for (let e = 0; e < row.length; e++) if (uplo === "lower" ? col[e]! < row[e]! : col[e]! > row[e]!) b[trans ? col[e]! : row[e]!]! += values[e]! * x[trans ? row[e]! : col[e]!]!;
    for (let e = 0; e < row.length; e++) if (!unit && row[e] === col[e]) b[row[e]!]! += values[e]! * x[row[e]!]!;
    if (unit) for (let i = 0; i < n; i++) b[i]! += x[i]!;
    k.scope((t) => {
      const T = t.csr("f64", n, n, { row, col, values }), B = t.vector("f64", b), X = t.vector("f64", new Float64Array(n).fill(NaN)), unchanged = frozen("b", B);
      const what = `${n} ${pattern} ${uplo} trans=${trans} unit=${unit}`;
      const expectSolution = (got: ArrayLike<number>): void => { for (let i = 0; i < n; i++) if (got[i] !== x[i]! + 0) fail(`${what}: x[${i}] is ${got[i]}, expected ${x[i]}`); };
      expectSolution(k.sparse.triangularSolve(X, T, B, { uplo, trans, unit }).copy());
      unchanged();
      expectSolution(k.sparse.triangularSolve(B, T, B, { uplo, trans, unit }).copy());
    });
  }
  void s;
};

const bodies: readonly (readonly [string, Body, readonly Float[]])[] = [
  ["add and transpose", sums, ["f32", "f64"]], ["multiply, gram, diagonals", products, ["f32", "f64"]], ["norms", norms, ["f32", "f64"]],
  ["permute and submatrix", parts, ["f32", "f64"]], ["triangularSolve", triangles, ["f64"]],
];

export const suite: Suite = {
  name: "sparse.storage.algebra",
  cases: flavours().flatMap((variant) => bodies.flatMap(([name, body, dtypes]) => dtypes.map((dtype) => test(`${variant} ${dtype} ${name}`, () => withKernels(variant, (k, s) => body(k, s, dtype)))))),
};
