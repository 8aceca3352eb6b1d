// Sparse matrices made, read back, given new values and freed, through the public API.
import type { CsrData, CsrOptions, Kernels, Scope, Triplets } from "lanewise";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { guarded } from "../helpers/guard.js";
import { type Float, Random } from "../helpers/random.js";
import { csrOf, denseOf, PATTERNS, type PlainCsr, plainTranspose, sample, shuffled, triplets } from "../helpers/sparse.js";
import { equal, ok, same } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope, dtype: Float) => void;
const SIZES: readonly (readonly [number, number])[] = [[0, 0], [0, 3], [3, 0], [1, 1], [7, 9], [8, 8], [9, 7], [33, 20], [255, 257], [257, 64]];

function expectArrays(got: Required<CsrData>, want: PlainCsr, what: string): void {
  same(got.rowPtr, want.rowPtr, `${what}: rowPtr`);
  same(got.colIdx, want.colIdx, `${what}: colIdx`);
  same(got.values, want.values, `${what}: values`);
  equal(got.rows, want.rows, `${what}: rows`);
  equal(got.cols, want.cols, `${what}: cols`);
}

const made: Body = (k, s, dtype) => {
  for (const [rows, cols] of SIZES) for (const pattern of PATTERNS) {
    const random = new Random(rows * 1000 + cols), want = sample(random, rows, cols, pattern, dtype, "wide"), what = `${rows}×${cols} ${pattern}`;
    const check = (name: string, data: CsrData | Triplets, o?: CsrOptions): void => {
      const A = k.csr(dtype, rows, cols, data, o);
      expectArrays(A.copy(), want, `${what}, ${name}`);
      equal(A.nnz, want.values.length, "nnz");
      A.free();
    };
    const t = triplets(want);
    check("sorted rows", want);
    check("plain arrays", { rowPtr: [...want.rowPtr], colIdx: [...want.colIdx], values: [...want.values] }, { duplicates: "error" });
    check("triplets in order", t, { duplicates: "error" });
    check("triplets in any order", shuffled(random, t), { duplicates: "error" });
    check("unsigned indices", { row: Uint32Array.from(t.row), col: Uint16Array.from(t.col), values: Float64Array.from(t.values) });
    const backwards = { rowPtr: want.rowPtr, colIdx: want.colIdx.slice(), values: want.values.slice() };
    for (let i = 0; i < rows; i++) for (const a of [backwards.colIdx, backwards.values]) a.subarray(want.rowPtr[i], want.rowPtr[i + 1]).reverse();
    check("rows backwards", backwards, { duplicates: "error" });
    const T = csrOf(plainTranspose(denseOf(want)));
    const C = k.sparse.csc(dtype, rows, cols, { colPtr: T.rowPtr, rowIdx: T.colIdx, values: T.values }, { duplicates: "error" });
    expectArrays(C.copy(), want, `${what}, columns`);
    C.free();
  }
  void s;
};

const duplicates: Body = (k, s, dtype) => {
  const A = s.csr(dtype, 2, 3, { row: [1, 0, 1, 1, 0, 1], col: [2, 1, 2, 0, 1, 2], values: [1, 2, 3, 4, -2, 5] });
  expectArrays(A.copy(), { rows: 2, cols: 3, rowPtr: Int32Array.of(0, 1, 3), colIdx: Int32Array.of(1, 0, 2), values: Float64Array.of(0, 4, 9) }, "summed");
  // In the order given: (1 + 1e16) − 1e16 = 0, but (1e16 − 1e16) + 1 = 1. Sums of f32 are rounded once, at the end.
  const sum = (...values: number[]): number => k.scope((t) => t.csr(dtype, 1, 1, { rowPtr: [0, values.length], colIdx: values.map(() => 0), values }).copy().values[0]!);
  const big = dtype === "f64" ? 2 ** 54 : 2 ** 60;
  equal(sum(1, big, -big), 0, "1 + big − big");
  equal(sum(big, -big, 1), 1, "big − big + 1");
  const both = s.csr(dtype, 2, 2, { row: [1, 1, 0], col: [0, 0, 0], values: [1, 2, 5] }, { symmetry: "lower" });
  same(s.use(both.toDense()).copy(), [5, 3, 3, 0], "mirrored sums");
  const C = k.sparse.csc(dtype, 2, 1, { colPtr: [0, 3], rowIdx: [1, 0, 1], values: [1, 2, 3] });
  same(C.copy().values, [2, 4], "columns");
  C.free();
};

const mirrored: Body = (k, s, dtype) => {
  for (const n of [0, 1, 2, 9, 64, 200]) for (const side of ["lower", "upper"] as const) {
    const random = new Random(n), half = triplets(sample(random, n, n, "ragged", dtype));
    const keep = half.row.map((_, at) => at).filter((at) => (side === "lower" ? half.col[at]! <= half.row[at]! : half.col[at]! >= half.row[at]!));
    const t = shuffled(random, { row: keep.map((at) => half.row[at]!), col: keep.map((at) => half.col[at]!), values: keep.map((at) => half.values[at]!) });
    const D = { rows: n, cols: n, a: new Float64Array(n * n), at: new Uint8Array(n * n) };
    t.row.forEach((i, at) => { for (const to of [i * n + t.col[at]!, t.col[at]! * n + i]) { D.a[to] = t.values[at]!; D.at[to] = 1; } });
    const want = csrOf(D), given = csrOf({ ...D, at: D.at.map((on, to) => (on && (side === "lower" ? to % n <= Math.floor(to / n) : to % n >= Math.floor(to / n)) ? 1 : 0)) });
    expectArrays(s.csr(dtype, n, n, t, { symmetry: side }).copy(), want, `triplets ${n} ${side}`);
    expectArrays(s.csr(dtype, n, n, given, { symmetry: side }).copy(), want, `rows ${n} ${side}`);
    const C = k.sparse.csc(dtype, n, n, { colPtr: given.rowPtr, rowIdx: given.colIdx, values: given.values }, { symmetry: side === "lower" ? "upper" : "lower" });
    expectArrays(C.copy(), want, `columns ${n} ${side}`);
    C.free();
  }
};

const dense: Body = (k, s, dtype) => {
  for (const [rows, cols] of SIZES) {
    const want = sample(new Random(rows + cols), rows, cols, "ragged", dtype, "uniform"), D = denseOf(want);
    const M = guarded(s, dtype, rows, cols, D.a), A = k.sparse.fromDense(M.matrix), B = s.csr(dtype, rows, cols, want).toDense();
    expectArrays(A.copy(), want, `${rows}×${cols}`);
    same(B.copy(), D.a, "toDense");
    A.free();
    B.free();
    M.verify();
  }
  const few = k.sparse.fromDense(s.matrix(dtype, 1, 4, [0.5, -0.25, 1, -2]), { drop: 0.5 });
  same(few.copy().colIdx, [2, 3], "above drop");
  few.free();
  ok(s.csr(dtype, 1, 2, { rowPtr: [0, 1], colIdx: [0], values: [0] }).nnz === 1, "an explicit zero stays");
};

/** Arrays that lie in the memory that is about to grow. */
const inside: Body = (k, s, dtype) => {
  const n = 40000, ptr = s.vector("i32", n + 1).set(Int32Array.from({ length: n + 1 }, (_, i) => i)), idx = s.vector("i32", n).set(Int32Array.from({ length: n }, (_, i) => n - 1 - i));
  const values = s.vector(dtype, n).set(Float64Array.from({ length: n }, (_, i) => i % 97));
  const A = k.csr(dtype, n, n, { rowPtr: ptr.view, colIdx: idx.view, values: values.view });
  same(A.copy().values, values.copy(), "values");
  A.setValues(idx.view);
  same(A.copy().values, idx.copy(), "new values");
  A.free();
};

const life: Body = (k, _, dtype) => {
  const { used } = k.memory();
  const A = k.csr(dtype, 2, 2, { row: [0, 1], col: [1, 0], values: [1, 2] });
  equal(String(A), `Csr<${dtype}> 2×2, 2 entries`, "text");
  equal(A.bytes, 3 * 64, "bytes");
  equal(A.setValues([3, 4]), A, "setValues answers A");
  same(A.copy().values, [3, 4], "values");
  A.free();
  A.free();
  equal(k.memory().used, used, "memory after free");
};

const bodies: readonly (readonly [string, Body])[] = [["rows, columns and triplets in any order", made], ["duplicates", duplicates], ["half given", mirrored], ["dense in and out", dense], ["arrays in this memory", inside], ["values and life", life]];

export const suite: Suite = {
  name: "sparse.storage",
  cases: flavours().flatMap((variant) => (["f32", "f64"] as const).flatMap((dtype) => bodies.map(([name, body]) => test(`${variant} ${dtype} ${name}`, () => withKernels(variant, (k, s) => body(k, s, dtype)))))),
};
