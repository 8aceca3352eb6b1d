// dense.syrk: C ← α·A·Aᵀ + β·C (trans: α·Aᵀ·A + β·C). Of the C before only the lower triangle counts; all of C is written, symmetric to the bit.
import type { Kernels, Scope } from "lanewise";
import { expectWithin } from "../helpers/guard.gemm.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { frozen, guarded } from "../helpers/guard.js";
import { bench, loose, refuses } from "../helpers/guard.refusal.js";
import { type Float, Random } from "../helpers/random.js";
import { compact, syrkReference } from "../helpers/reference.js";
import { fail } from "./assert.js";
import { type Suite, test } from "./suite.js";

interface Trial {
  readonly n: number;
  readonly k: number;
  readonly trans: boolean;
  readonly alpha: number;
  readonly beta: number;
}

function trySyrk(kernels: Kernels, random: Random, dtype: Float, t: Trial): void {
  kernels.scope((s: Scope) => {
    const { n, k, trans, alpha, beta } = t;
    const what = `${dtype} ${JSON.stringify(t)} seed=${random.seed}`;
    const [rows, cols] = trans ? [k, n] : [n, k];
    const a = alpha === 0 ? new Float64Array(n * k).fill(NaN) : random.array(dtype, n * k);
    const c = random.array(dtype, n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (j > i || beta === 0) c[i * n + j] = NaN;
    const A = guarded(s, dtype, rows, cols, a);
    const C = guarded(s, dtype, n, n, c);
    const unchanged = frozen("A", A.matrix);
    const returned = kernels.dense.syrk(C.matrix, A.matrix, { alpha, beta, trans });
    if (returned !== C.matrix) fail(`${what}: syrk did not return C`);
    const got = C.matrix.copy();
    expectWithin(what, got, syrkReference({ dtype, alpha, beta, trans, a: compact(rows, cols, a), c: compact(n, n, c) }));
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++)
      if (!Object.is(got[i * n + j], got[j * n + i])) fail(`${what}: (${i}, ${j}) is ${got[i * n + j]}, (${j}, ${i}) is ${got[j * n + i]}`);
    for (const guard of [A, C]) guard.verify();
    unchanged();
  });
}

function reference(variant: "simd" | "relaxed", dtype: Float): void {
  withKernels(variant, (kernels) => {
    let seed = 1;
    const scalars = [[1, 0], [1, 1], [-0.5, 0], [2, -0.25], [0, 0], [0, 0.5]] as const;
    for (const n of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 16, 17, 31, 33]) for (const k of [0, 1, 3, 8, 37]) for (const trans of [false, true])
      for (const [alpha, beta] of scalars) trySyrk(kernels, new Random(seed++), dtype, { n, k, trans, alpha, beta });
    for (const [n, k] of [[65, 20], [127, 9], [241, 12], [257, 5], [485, 3], [12, 515], [9, 1029], [70, 300]] as const) for (const trans of [false, true])
      for (const [alpha, beta] of [[1, 0], [-1, 0.5]] as const) trySyrk(kernels, new Random(seed++), dtype, { n, k, trans, alpha, beta });
  });
}

function errors(variant: "simd" | "relaxed"): void {
  bench(variant, (b) => {
    const { k } = b;
    const op = "dense.syrk";
    const call = loose(k.dense.syrk.bind(k.dense));
    refuses(b, "C not square", { code: "shape", op, arg: "C" }, (s) => k.dense.syrk(s.matrix("f32", 3, 4), b.A));
    refuses(b, "C of another order", { code: "shape", op, arg: "C" }, (s) => k.dense.syrk(s.matrix("f32", 4, 4), b.A));
    refuses(b, "C of another order, trans", { code: "shape", op, arg: "C" }, (s) => k.dense.syrk(s.matrix("f32", 3, 3), b.A, { trans: true }));
    refuses(b, "alias", { code: "alias", op }, () => k.dense.syrk(b.A.sub(0, 0, 3, 3), b.A.sub(0, 1, 3, 3)));
    refuses(b, "dtype", { code: "dtype", op }, (s) => call(s.matrix("f64", 3, 3), b.A));
    refuses(b, "freed", { code: "freed", op, arg: "C" }, (s) => { const C = s.matrix("f32", 3, 3); C.free(); k.dense.syrk(C, b.A); });
    for (const [key, value] of [["transA", true], ["bias", undefined], ["trans", 1], ["alpha", "1"]] as const)
      if (value !== undefined) refuses(b, `${key}: ${value}`, { code: "option", op, arg: key }, (s) => call(s.matrix("f32", 3, 3), b.A, { [key]: value }));
    refuses(b, "algorithm strassen", { code: "option", op, arg: "algorithm" }, (s) => call(s.matrix("f32", 3, 3), b.A, { algorithm: "strassen" }));
    refuses(b, "algorithm of another kind", { code: "dtype", op, arg: "algorithm" }, (s) => call(s.matrix("f32", 3, 3), b.A, { algorithm: {} }));
  });
}

export const suite: Suite = {
  name: "dense.gemm.syrk",
  cases: flavours().flatMap((variant) => [
    ...(["f32", "f64"] as const).map((dtype) => test(`${variant} ${dtype} matches the reference, symmetric to the bit`, () => reference(variant, dtype))),
    test(`${variant} errors`, () => errors(variant)),
  ]),
};
