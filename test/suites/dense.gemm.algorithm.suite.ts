// dense.gemm by the fast algorithms, under the guards of the classical one. Whole numbers come out the same to the bit; other numbers within a bound by norm.
import type { Kernels, Matrix } from "lanewise";
import { type GemmTrial, tryGemm } from "../helpers/guard.gemm.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { type Float, Random } from "../helpers/random.js";
import { same, throws } from "./assert.js";
import { type Case, type Suite, test } from "./suite.js";

const dtypes: readonly Float[] = ["f32", "f64"];
const odd = { top: 1, left: 3, right: 6, bottom: 2 };

/** m, n, k. */
const shapes: readonly (readonly [number, number, number])[] = [
  [0, 5, 3], [3, 0, 4], [4, 3, 0], [1, 1, 1], [1, 9, 7], [9, 1, 7], [2, 2, 2], [7, 8, 9], [31, 33, 32], [64, 64, 64], [65, 63, 66], [96, 100, 90], [129, 127, 128], [130, 40, 257], [40, 200, 96],
];

function trials(variant: "simd" | "relaxed", dtype: Float): Case {
  return test(`${variant} ${dtype}: every depth, scalars, orientations, windows, bias`, () => withKernels(variant, (k) => {
    let seed = 300;
    for (const [m, n, kk] of shapes) for (const levels of [0, 1, 2, 3]) {
      const t: GemmTrial = {
        dtype, m, n, k: kk, levels, algorithm: "strassen", kind: "integers", alpha: [1, -2, 0.5][seed % 3] as number, beta: [0, 1, -0.5][(seed >> 1) % 3] as number,
        transA: seed % 2 === 1, transB: seed % 3 === 1, bias: seed % 5 === 0, activation: seed % 7 === 0 ? "relu" : "none", frame: seed % 2 ? odd : {},
      };
      tryGemm(k, new Random(seed++), t);
      tryGemm(k, new Random(seed++), { ...t, packed: true, transA: false });
      tryGemm(k, new Random(seed++), { ...t, kind: "uniform", slack: 12 ** levels });
    }
    for (const [m, n, kk] of shapes) tryGemm(k, new Random(seed++), { dtype, m, n, k: kk, algorithm: "auto", kind: "integers" });
  }));
}

function plans(variant: "simd" | "relaxed", dtype: Float): Case {
  return test(`${variant} ${dtype}: by a plan`, () => withKernels(variant, (k) => {
    let seed = 900;
    for (const [n, m, p] of [[2, 2, 2], [2, 3, 3], [1, 2, 3]] as const) for (const levels of [1, 2]) {
      const algorithm = k.flip.plan(k.flip.best(n, m, p), { levels });
      for (const [rows, cols, kk] of shapes) tryGemm(k, new Random(seed++), { dtype, m: rows, n: cols, k: kk, algorithm, kind: "integers", alpha: 0.5, beta: seed % 2, transA: seed % 3 === 0, transB: seed % 5 === 0, frame: odd });
      algorithm.free();
    }
  }));
}

/** One triangle is computed and mirrored: C comes out symmetric to the bit. */
function syrk(variant: "simd" | "relaxed", dtype: Float): Case {
  return test(`${variant} ${dtype}: syrk`, () => withKernels(variant, (k, s) => {
    const random = new Random(5);
    for (const [n, kk] of [[0, 3], [1, 1], [5, 9], [64, 64], [130, 70], [257, 300], [520, 512]] as const) for (const trans of [false, true]) {
      const A = s.matrix(dtype, trans ? kk : n, trans ? n : kk, random.array(dtype, n * kk, "integers")) as Matrix<"f32">, c = random.array(dtype, n * n, "integers");
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) c[j * n + i] = c[i * n + j] as number;
      const C = s.matrix(dtype, n, n, c) as Matrix<"f32">, D = s.matrix(dtype, n, n, c) as Matrix<"f32">;
      k.dense.syrk(C, A, { trans, alpha: 0.5, beta: -1 });
      k.dense.syrk(D, A, { trans, alpha: 0.5, beta: -1, algorithm: "auto" });
      same(D.copy(), C.copy(), `${n}×${kk}, trans=${trans}`);
    }
  }));
}

function refusals(k: Kernels): void {
  k.scope((s) => {
    const A = s.matrix("f32", 8, 8), B = s.matrix("f32", 8, 8), C = s.matrix("f32", 8, 8), op = "dense.gemm";
    const fast = s.use(k.dense.pack(B, { algorithm: "strassen" })), slow = s.use(k.dense.pack(B)), plan = k.flip.plan(k.flip.best(2, 2, 2));
    throws(() => k.dense.gemm(C, A, slow, { algorithm: "strassen" }), { op, code: "unsupported", arg: "algorithm" }, "strassen with B packed for the classical kernel");
    throws(() => k.dense.gemm(C, A, fast, { algorithm: plan }), { op, code: "unsupported", arg: "algorithm" }, "a plan with a packed B");
    throws(() => k.dense.gemm(C, A, fast, { transB: true }), { op, code: "unsupported", arg: "transB" }, "transB with a packed B");
    k.dense.gemm(C, A, fast, { algorithm: "strassen" });
    for (const [arg, o] of [["algorithm", { algorithm: "classical" }], ["levels", { algorithm: "strassen", levels: 3 }], ["errorTarget", { algorithm: "strassen", errorTarget: 1e-3 }]] as const)
      throws(() => k.dense.gemm(C, A, fast, o), { op, code: "unsupported", arg }, `${arg} against the layout`);
    const gram = k.flip.plan(k.flip.structured("gt", 2));
    throws(() => k.dense.gemm(C, A, B, { algorithm: gram }), { op, code: "unsupported", arg: "algorithm", message: /is Plan gt/ }, "a structured plan");
    throws(() => k.dense.syrk(C, A, { algorithm: plan }), { op: "dense.syrk", code: "unsupported", arg: "algorithm" }, "a general plan for syrk");
    // Nothing is read of A and B where k is 0, alpha included.
    const D = s.matrix("f32", 2, 2, [1, 2, 3, 4]), thin = [s.matrix("f32", 2, 0), s.matrix("f32", 0, 2)] as const, empty = s.use(k.dense.pack(thin[1], { algorithm: "strassen" }));
    for (const o of [{ algorithm: "strassen" }, { algorithm: plan }] as const) k.dense.gemm(D, ...thin, { ...o, alpha: Infinity, beta: 1 });
    k.dense.gemm(D, thin[0], empty, { alpha: NaN, beta: 1 });
    k.dense.syrk(D, thin[0], { algorithm: gram, alpha: Infinity, beta: 1 });
    same([...D.copy()].filter((_, i) => i !== 1), [1, 3, 4], "C");
    gram.free();
    plan.free();
    throws(() => k.dense.gemm(C, A, B, { algorithm: plan }), { op, code: "freed", arg: "algorithm" }, "a freed plan");
    throws(() => k.dense.gemm(C, C, B, { algorithm: "strassen" }), { op, code: "alias", arg: "C" }, "C = A");
    fast.free();
    throws(() => k.dense.gemm(C, A, fast), { op, code: "freed", arg: "B" }, "a freed B");
  });
}

export const suite: Suite = {
  name: "dense.gemm.algorithm",
  cases: flavours().flatMap((variant) => [
    ...dtypes.flatMap((dtype) => [trials(variant, dtype), plans(variant, dtype), syrk(variant, dtype)]),
    test(`${variant}: refusals`, () => withKernels(variant, refusals)),
  ]),
};
