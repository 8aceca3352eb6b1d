// dense.gemmBatch: `batch` equal blocks stacked by rows, each a gemm of its own; transposition happens inside a block.
import type { Kernels, Scope } from "lanewise";
import { expectWithin } from "../helpers/guard.gemm.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { frozen, guarded } from "../helpers/guard.js";
import { bench, loose, refuses } from "../helpers/guard.refusal.js";
import { type Float, type FloatArray, Random } from "../helpers/random.js";
import { compact, gemmReference, type Operand } from "../helpers/reference.js";
import { type Suite, test } from "./suite.js";

interface Trial {
  readonly batch: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transA: boolean;
  readonly transB: boolean;
  readonly alpha: number;
  readonly beta: number;
  readonly bias: boolean;
}

/** Block i of `batch` blocks stacked by rows. */
function block(data: ArrayLike<number>, rows: number, cols: number, i: number): Operand {
  return compact(rows, cols, Array.prototype.slice.call(data, i * rows * cols, (i + 1) * rows * cols) as number[]);
}

function tryBatch(kernels: Kernels, random: Random, dtype: Float, t: Trial): void {
  kernels.scope((s: Scope) => {
    const { batch, m, n, k, transA, transB, alpha, beta } = t;
    const [ra, ca] = transA ? [k, m] : [m, k];
    const [rb, cb] = transB ? [n, k] : [k, n];
    const a = random.array(dtype, batch * ra * ca);
    const b = random.array(dtype, batch * rb * cb);
    const c: FloatArray = beta === 0 ? random.array(dtype, batch * m * n).fill(NaN) : random.array(dtype, batch * m * n);
    const bias = t.bias ? random.array(dtype, n) : undefined;
    const [A, B, C] = [guarded(s, dtype, batch * ra, ca, a), guarded(s, dtype, batch * rb, cb, b), guarded(s, dtype, batch * m, n, c)];
    const checks = [frozen("A", A.matrix), frozen("B", B.matrix)];
    kernels.dense.gemmBatch(C.matrix, A.matrix, B.matrix, batch, { alpha, beta, transA, transB, ...(bias && { bias: s.vector(dtype, bias) }) });
    const got = C.matrix.copy();
    for (let i = 0; i < batch; i++) {
      const want = gemmReference({ dtype, alpha, beta, transA, transB, a: block(a, ra, ca, i), b: block(b, rb, cb, i), c: block(c, m, n, i), ...(bias && { bias }) });
      expectWithin(`${dtype} ${JSON.stringify(t)} seed=${random.seed}, block ${i}`, got.subarray(i * m * n, (i + 1) * m * n), want);
    }
    for (const guard of [A, B, C]) guard.verify();
    for (const check of checks) check();
  });
}

const sizes = [[1, 1, 1], [4, 4, 4], [5, 8, 3], [16, 16, 16], [7, 9, 33], [3, 70, 5], [33, 31, 40], [2, 3, 0]] as const;

function reference(variant: "simd" | "relaxed", dtype: Float): void {
  withKernels(variant, (kernels) => {
    let seed = 1;
    for (const [m, n, k] of sizes) for (const batch of [1, 2, 7]) for (const flags of [0, 1, 2, 3]) for (const [alpha, beta] of [[1, 0], [0.5, -2], [0, 1]] as const)
      tryBatch(kernels, new Random(seed++), dtype, { batch, m, n, k, transA: flags > 1, transB: flags % 2 === 1, alpha, beta, bias: seed % 3 === 0 });
    tryBatch(kernels, new Random(seed), dtype, { batch: 300, m: 4, n: 4, k: 4, transA: true, transB: true, alpha: 1, beta: 0, bias: true });
  });
}

/** A NaN in one block must not reach its neighbours, though their rows touch in memory. */
function blocksAreApart(variant: "simd" | "relaxed", dtype: Float): void {
  withKernels(variant, (kernels, s) => {
    const [batch, m, n, k] = [5, 3, 6, 7];
    const random = new Random(11);
    const a = random.array(dtype, batch * m * k).fill(NaN, 2 * m * k, 3 * m * k);
    const b = random.array(dtype, batch * k * n);
    const got = kernels.dense.gemmBatch(s.matrix(dtype, batch * m, n), s.matrix(dtype, batch * m, k, a), s.matrix(dtype, batch * k, n, b), batch).copy();
    got.forEach((x, i) => {
      if (Number.isNaN(x) !== (Math.floor(i / (m * n)) === 2)) throw new Error(`element ${i} of blocks of ${m * n} is ${x}: only block 2 may be NaN`);
    });
  });
}

function errors(variant: "simd" | "relaxed"): void {
  bench(variant, (b) => {
    const { k } = b;
    const op = "dense.gemmBatch";
    refuses(b, "A.rows no multiple", { code: "shape", op }, (s) => k.dense.gemmBatch(s.matrix("f32", 4, 5), s.matrix("f32", 5, 3), s.matrix("f32", 6, 5), 2));
    refuses(b, "B blocks too tall", { code: "shape", op }, (s) => k.dense.gemmBatch(s.matrix("f32", 4, 5), s.matrix("f32", 4, 3), s.matrix("f32", 8, 5), 2));
    refuses(b, "C.rows", { code: "shape", op }, (s) => k.dense.gemmBatch(s.matrix("f32", 2, 5), s.matrix("f32", 4, 3), s.matrix("f32", 6, 5), 2));
    refuses(b, "alias", { code: "alias", op }, (s) => { const A = s.matrix("f32", 4, 2); k.dense.gemmBatch(A, A, s.matrix("f32", 4, 2), 2); });
    refuses(b, "freed", { code: "freed", op, arg: "B" }, (s) => { const B = s.matrix("f32", 4, 2); B.free(); k.dense.gemmBatch(s.matrix("f32", 4, 2), s.matrix("f32", 4, 2), B, 2); });
    const call = loose(k.dense.gemmBatch.bind(k.dense));
    refuses(b, "dtype", { code: "dtype", op, arg: "B" }, (s) => call(s.matrix("f32", 4, 2), s.matrix("f32", 4, 2), s.matrix("f64", 4, 2), 2));
    refuses(b, "unknown option", { code: "option", op, arg: "transC" }, (s) => call(s.matrix("f32", 4, 2), s.matrix("f32", 4, 2), s.matrix("f32", 4, 2), 2, { transC: true }));
    for (const batch of [-1, 1.5, NaN, "2", undefined])
      refuses(b, `batch = ${String(batch)}`, { code: "option", op, arg: "batch" }, (s) => call(s.matrix("f32", 4, 2), s.matrix("f32", 4, 2), s.matrix("f32", 4, 2), batch));
  });
}

export const suite: Suite = {
  name: "dense.gemm.batch",
  cases: flavours().flatMap((variant) => [
    ...(["f32", "f64"] as const).flatMap((dtype) => [
      test(`${variant} ${dtype} every block matches the reference`, () => reference(variant, dtype)),
      test(`${variant} ${dtype} blocks do not mix`, () => blocksAreApart(variant, dtype)),
    ]),
    test(`${variant} errors`, () => errors(variant)),
  ]),
};
