// The fast product through the public API: exact on integers at every size and depth, within its expected error on others, and refusals.
import { type Kernels, type Scope } from "lanewise";
import { type Fast, arrayOf, exactValues, plainProduct, relativeError } from "../helpers/flip.strassen.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { frozen, guarded } from "../helpers/guard.js";
import { loose } from "../helpers/guard.refusal.js";
import { Random } from "../helpers/random.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope) => void;
const DTYPES = ["f32", "f64", "i32"] as const;

interface Options { readonly levels?: number; readonly errorTarget?: number; readonly alpha?: number; readonly beta?: number }

/** Operands in frames with odd strides; C full of another value where it must not be read. */
function exact(k: Kernels, dtype: Fast, m: number, n: number, kk: number, o: Options): void {
  k.scope((s) => {
    const random = new Random(m * 7919 + n * 31 + kk), a = exactValues(random, dtype, m * kk), b = exactValues(random, dtype, kk * n);
    const c = o.beta ? exactValues(random, dtype, m * n) : arrayOf(dtype, m * n).fill(dtype === "i32" ? 12345 : NaN);
    const A = guarded(s, dtype, m, kk, a), B = guarded(s, dtype, kk, n, b), C = guarded(s, dtype, m, n, c);
    const unchanged = [frozen("A", A.matrix), frozen("B", B.matrix)];
    ok(k.flip.strassen(C.matrix, A.matrix, B.matrix, o) === C.matrix, "C is returned");
    const want = plainProduct(dtype, m, n, kk, { data: a, row: kk, col: 1 }, { data: b, row: n, col: 1 }, o.alpha ?? 1, o.beta ?? 0, c);
    const got = C.matrix.copy(), what = `${dtype} ${m}×${n}×${kk} ${JSON.stringify(o)}`;
    for (let i = 0; i < want.length; i++) if (got[i] !== want[i]) throw new Error(`${what}: (${Math.floor(i / n)}, ${i % n}) is ${got[i]}, expected ${want[i]}`);
    for (const x of [A, B, C]) x.verify();
    for (const check of unchanged) check();
  });
}

const small: Body = (k) => {
  for (const dtype of DTYPES) {
    for (const [m, n, kk] of [[0, 0, 0], [0, 5, 3], [5, 0, 3], [5, 3, 0], [1, 1, 1], [1, 9, 4], [7, 1, 3], [3, 8, 17], [9, 7, 5], [16, 16, 16], [15, 17, 31], [33, 31, 32]] as const) {
      for (const levels of [undefined, 0, 1, 2, 3, 10]) exact(k, dtype, m, n, kk, levels === undefined ? {} : { levels });
    }
  }
};

const edges: Body = (k) => {
  // Around leaves, lanes and blocks of the classical part: 128 rows, 256 columns, 256 deep.
  for (const dtype of DTYPES) {
    for (const [m, n, kk, levels] of [[63, 65, 64, 1], [127, 129, 66, 2], [96, 100, 97, 2], [130, 257, 40, 0], [20, 40, 513, 0], [129, 24, 257, 3], [64, 72, 258, 3]] as const) exact(k, dtype, m, n, kk, { levels });
  }
};

const factors: Body = (k) => {
  for (const dtype of DTYPES) for (const levels of [0, 1, 2]) for (const [alpha, beta] of [[1, 1], [-3, 2], [2, 0], [0, 0], [0, 3]] as const) exact(k, dtype, 21, 35, 18, { levels, alpha, beta });
};

const unread: Body = (k, s) => {
  const A = s.matrix("f32", 9, 9, new Float32Array(81).fill(NaN)), C = s.matrix("f32", 9, 9, new Float32Array(81).fill(2));
  same(k.flip.strassen(C, A, A, { alpha: 0, beta: 3, levels: 2 }).copy(), new Float32Array(81).fill(6), "alpha = 0");
  same(k.flip.strassen(C, s.matrix("f32", 9, 0), s.matrix("f32", 0, 9)).copy(), new Float32Array(81), "k = 0");
  // Windows side by side of one matrix, and A twice.
  const M = s.matrix("f64", 16, 32), left = M.sub(0, 0, 16, 16), right = M.sub(0, 16, 16, 16);
  right.set(Array.from({ length: 256 }, (_, i) => Number(i % 17 === 0)));
  same(k.flip.strassen(left, right, right, { levels: 2 }).copy(), right.copy(), "the square of the identity");
};

const chosen: Body = (k, s) => {
  for (const [m, n, kk] of [[256, 256, 256], [300, 211, 257]] as const) for (const dtype of ["f32", "f64"] as const) {
    const random = new Random(m + n), A = s.matrix(dtype, m, kk, random.array(dtype, m * kk)), B = s.matrix(dtype, kk, n, random.array(dtype, kk * n));
    const want = k.dense.gemm(s.matrix(dtype, m, n), A, B).copy(), got = k.flip.strassen(s.matrix(dtype, m, n), A, B).copy();
    const rms = Math.sqrt(Array.from(want).reduce((t, x) => t + x * x, 0) / want.length), u = dtype === "f32" ? 2 ** -24 : 2 ** -53;
    ok(Array.from(got).every((x, i) => Math.abs(x - want[i]!) <= 600 * u * rms), `${dtype} ${m}×${n}×${kk} by default`);
    // A target of nothing is the classical product.
    const bits = k.flip.strassen(s.matrix(dtype, m, n), A, B, { levels: 0 }).copy();
    same(k.flip.strassen(s.matrix(dtype, m, n), A, B, { errorTarget: 1e-30 }).copy(), bits, "errorTarget 1e-30");
    same(k.flip.strassen(s.matrix(dtype, m, n), A, B, { errorTarget: 1e-30, levels: 3 }).copy(), bits, "errorTarget 1e-30, 3 levels");
  }
};

const growth: Body = (k, s) => {
  const n = 256, random = new Random(5);
  for (const dtype of ["f32", "f64"] as const) {
    const a = random.array(dtype, n * n), b = random.array(dtype, n * n), A = s.matrix(dtype, n, n, a), B = s.matrix(dtype, n, n, b), C = s.matrix(dtype, n, n), u = dtype === "f32" ? 2 ** -24 : 2 ** -53;
    for (let levels = 0; levels <= 5; levels++) {
      const error = relativeError(random, n, a, b, k.flip.strassen(C, A, B, { levels }).copy(), 400), expected = 2.7 * u * Math.sqrt(n / 2 ** levels) * 2.7 ** levels;
      ok(error <= expected, `${dtype}, ${levels} levels: error ${error}, expected at most ${expected}`);
    }
  }
};

const workspace: Body = (k) => {
  for (const dtype of DTYPES) {
    const size = dtype === "f64" ? 8 : 4;
    for (const n of [512, 1024, 2048, 4096]) {
      const bytes = k.flip.strassenWorkspace(dtype, n, n, n);
      ok(bytes > 3 * n * n * size && bytes < 4.6 * n * n * size, `${dtype} ${n}: ${bytes / (n * n * size)} matrices`);
    }
    ok(k.flip.strassenWorkspace(dtype, 300, 300, 300, { levels: 0 }) < 2 * 300 * 300 * size, "classical");
  }
  const before = k.memory();
  k.scope((s) => k.flip.strassen(s.matrix("f32", 200, 200), s.matrix("f32", 200, 200), s.matrix("f32", 200, 200), { levels: 2 }));
  equal(k.memory().used, before.used, "memory held after a product");
};

const refusals: Body = (k, s) => {
  const op = "flip.strassen", strassen = loose(k.flip.strassen), A = s.matrix("f32", 3, 4), B = s.matrix("f32", 4, 5), C = s.matrix("f32", 3, 5), D = s.matrix("f64", 3, 4), I = s.matrix("i32", 4, 4);
  throws(() => strassen(C, B, A), { code: "shape", op, arg: "B", message: "flip.strassen: B.rows is 3, expected 5 (A is 4×5)" });
  throws(() => strassen(s.matrix("f32", 2, 5), A, B), { code: "shape", op, arg: "C" });
  throws(() => strassen(s.matrix("f32", 3, 4), A, B), { code: "shape", op, arg: "C" });
  throws(() => strassen(C, D, B), { code: "dtype", op, arg: "A" });
  throws(() => strassen(s.matrix("i8", 3, 5), A, B), { code: "dtype", op, arg: "C" });
  throws(() => strassen(C, A, [1]), { code: "dtype", op, arg: "B" });
  throws(() => strassen(I, s.matrix("i32", 4, 4), I), { code: "alias", op, arg: "C" });
  for (const levels of [-1, 1.5, 11, NaN, "2", null]) throws(() => strassen(C, A, B, { levels }), { code: "option", op, arg: "levels" });
  for (const errorTarget of [0, -1, NaN, "1"]) throws(() => strassen(C, A, B, { errorTarget }), { code: "option", op, arg: "errorTarget" });
  throws(() => strassen(C, A, B, { depth: 1 }), { code: "option", op, arg: "depth" });
  for (const alpha of [0.5, 2 ** 31, NaN]) throws(() => strassen(I, s.matrix("i32", 4, 4), s.matrix("i32", 4, 4), { alpha }), { code: "option", op, arg: "alpha" });
  const gone = s.matrix("f32", 4, 5);
  gone.free();
  throws(() => strassen(C, A, gone), { code: "freed", op, arg: "B" });
  throws(() => loose(k.flip.strassenWorkspace)("f32", -1, 2, 3), { code: "option", op: "flip.strassenWorkspace", arg: "m" });
  throws(() => loose(k.flip.strassenWorkspace)("i8", 1, 2, 3), { code: "option", op: "flip.strassenWorkspace", arg: "dtype" });
};

export const suite: Suite = {
  name: "flip.strassen",
  cases: flavours().flatMap((variant) => Object.entries({ small, edges, factors, unread, chosen, growth, workspace, refusals }).map(([name, body]) => test(`${variant}: ${name}`, () => withKernels(variant, body)))),
};
