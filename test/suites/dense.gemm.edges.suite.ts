// What dense.gemm may not read, what it must pass on, and the sizes at which nothing is left to do.
import { expectWithin, tryGemm } from "../helpers/guard.gemm.js";
import { type Flavour, flavours, withKernels } from "../helpers/guard.kernels.js";
import { fillNaN, frozen, guarded } from "../helpers/guard.js";
import { type Float, Random } from "../helpers/random.js";
import { compact, gemmReference } from "../helpers/reference.js";
import { activate, slack } from "../helpers/reference.activation.js";
import { ulpDistance } from "../helpers/tolerance.js";
import { fail, same } from "./assert.js";
import { type Case, type Suite, test } from "./suite.js";

const shapes = [[1, 1, 1], [3, 5, 7], [4, 8, 16], [5, 8, 40], [6, 9, 33], [17, 19, 23], [61, 67, 71], [2, 2050, 3], [245, 9, 3], [3, 9, 530]] as const;

type Body = (variant: Flavour, dtype: Float) => void;

const emptySizes: Body = (variant, dtype) => withKernels(variant, (k) => {
  for (const m of [0, 1, 5, 9]) for (const n of [0, 1, 8, 13]) for (const kk of [0, 1, 40]) {
    if (m > 0 && n > 0 && kk > 0) continue;
    for (const beta of [0, 1, -0.5]) for (const flags of [0, 1, 2, 3])
      tryGemm(k, new Random(m * 100 + n), { dtype, m, n, k: kk, beta, transA: flags > 1, transB: flags % 2 === 1, bias: flags === 0, packed: flags === 1 });
  }
});

const betaZeroNeverReadsC: Body = (variant, dtype) => withKernels(variant, (k, s) => {
  for (const [m, n, kk] of shapes) {
    const random = new Random(m + n + kk);
    const A = s.matrix(dtype, m, kk, random.array(dtype, m * kk));
    const B = s.matrix(dtype, kk, n, random.array(dtype, kk * n));
    const clean = s.matrix(dtype, m, n);
    for (const [activation, alpha] of [["none", 1], ["relu", 1], ["none", 0], ["none", -2]] as const) {
      const soiled = fillNaN(guarded(s, dtype, m, n).matrix);
      k.dense.gemm(clean, A, B, { alpha, activation });
      k.dense.gemm(soiled, A, B, { alpha, activation, beta: 0 });
      same(soiled.copy(), clean.copy(), `${dtype} ${m}×${n}×${kk} over NaN`);
    }
  }
});

const alphaZeroNeverReadsAB: Body = (variant, dtype) => withKernels(variant, (k) => {
  for (const [m, n, kk] of shapes) for (const beta of [0, 1, -0.5]) for (const bias of [false, true])
    tryGemm(k, new Random(n), { dtype, m, n, k: kk, alpha: 0, beta, bias });
});

const betaOneAlphaZeroKeepsC: Body = (variant, dtype) => withKernels(variant, (k, s) => {
  const C = guarded(s, dtype, 7, 11, new Random(5).array(dtype, 77, "special"));
  const before = C.matrix.copy();
  k.dense.gemm(C.matrix, fillNaN(s.matrix(dtype, 7, 3)), fillNaN(s.matrix(dtype, 3, 11)), { alpha: 0, beta: 1 });
  same(C.matrix.copy(), before, "C");
});

/** One NaN or ∞ in A may reach its own row of C only, in B its own column: padding and tails must not spread it. */
const specialsStayInTheirRow: Body = (variant, dtype) => withKernels(variant, (k, s) => {
  const random = new Random(77);
  for (const [m, n, kk] of shapes) for (const bad of [NaN, Infinity, -Infinity]) for (const inA of [true, false]) {
    const a = random.array(dtype, m * kk);
    const b = random.array(dtype, kk * n);
    const spoiled = inA ? a : b;
    spoiled[random.int(0, spoiled.length - 1)] = bad;
    const A = guarded(s, dtype, m, kk, a);
    const B = guarded(s, dtype, kk, n, b);
    const C = guarded(s, dtype, m, n);
    k.dense.gemm(C.matrix, A.matrix, B.matrix);
    expectWithin(`${dtype} ${m}×${n}×${kk} with ${bad} in ${inA ? "A" : "B"}`, C.matrix.copy(), gemmReference({ dtype, a: compact(m, kk, a), b: compact(kk, n, b) }));
    C.verify();
  }
});

const zeroTimesInfinityIsNaN: Body = (variant, dtype) => withKernels(variant, (k, s) => {
  const A = s.matrix(dtype, 6, 9);
  const B = s.matrix(dtype, 9, 10, new Float64Array(90).fill(Infinity));
  const C = s.matrix(dtype, 6, 10);
  k.dense.gemm(C, A, B);
  same(C.copy(), new Float64Array(60).fill(NaN), "0·∞");
  k.dense.gemm(C, A, s.matrix(dtype, 9, 10), { beta: 1, activation: "relu" });
  same(C.copy(), new Float64Array(60).fill(NaN), "relu(NaN)");
});

const denormalsSurvive: Body = (variant, dtype) => withKernels(variant, (k, s) => {
  const n = 13;
  const random = new Random(8);
  const eye = s.matrix(dtype, n, n);
  for (let i = 0; i < n; i++) eye.view[i * n + i] = 1;
  const a = random.array(dtype, n * n, "denormal");
  const C = s.matrix(dtype, n, n);
  same(k.dense.gemm(C, s.matrix(dtype, n, n, a), eye).copy(), a, "denormals·I");
  same(k.dense.gemm(C, eye, s.matrix(dtype, n, n, a)).copy(), a, "I·denormals");
});

/** The activations at x itself (x·1 is exact), far from zero too, where exp overflows and 1 + erf cancels. */
const activationsInTheTails: Body = (variant, dtype) => withKernels(variant, (k, s) => {
  const x = [-1e30, -1e4, -800, -120, -90, -88, -40, -20, -14, -13, -12, -9, -6, -5, -4, -3, -2, -1, -0.5, -1e-3, -1e-30, 0, 1e-30, 1e-3, 0.5, 1, 2, 3, 4, 5, 6, 9, 20, 40, 90, 120, 800, 1e4, 1e30];
  for (let i = -600; i <= 600; i++) x.push(i / 64);
  const a = s.matrix(dtype, x.length, 1, x);
  const one = s.matrix(dtype, 1, 3, [1, 1, 1]);
  const C = s.matrix(dtype, x.length, 3);
  const smallest = dtype === "f32" ? 0 : 1e-300;
  for (const activation of ["relu", "gelu", "silu"] as const) {
    const got = k.dense.gemm(C, a, one, { activation }).copy();
    a.copy().forEach((xi, i) => {
      const want = activate(activation, xi);
      const most = activation === "relu" ? 0 : slack(activation, dtype) / 2;
      const off = ulpDistance(dtype, got[3 * i] as number, want);
      if (off > most && !(Math.abs(want) < smallest && Math.abs(got[3 * i] as number) <= smallest)) fail(`${activation}(${xi}) is ${got[3 * i]}, expected ${want} within ${most} ulp, not ${off}`);
    });
  }
});

const operandsMayRepeat: Body = (variant, dtype) => withKernels(variant, (k, s) => {
  const n = 33;
  const a = new Random(9).array(dtype, n * n);
  const A = s.matrix(dtype, n, n, a);
  const C = s.matrix(dtype, n, n);
  const unchanged = frozen("A", A);
  for (const transB of [false, true])
    expectWithin(`${dtype} A·A transB=${transB}`, k.dense.gemm(C, A, A, { transB }).copy(), gemmReference({ dtype, transB, a: compact(n, n, a), b: compact(n, n, a) }));
  unchanged();
});

const all: Record<string, Body> = {
  "empty sizes": emptySizes,
  "β = 0 never reads C": betaZeroNeverReadsC,
  "α = 0 never reads A and B": alphaZeroNeverReadsAB,
  "α = 0, β = 1 leaves C as it is": betaOneAlphaZeroKeepsC,
  "NaN and ∞ stay in their row and column": specialsStayInTheirRow,
  "0·∞ is NaN, and relu keeps NaN": zeroTimesInfinityIsNaN,
  "denormals survive": denormalsSurvive,
  "activations in the tails": activationsInTheTails,
  "A and B may be the same matrix": operandsMayRepeat,
};

const cases: Case[] = flavours().flatMap((variant) =>
  (["f32", "f64"] as const).flatMap((dtype) => Object.entries(all).map(([name, body]) => test(`${variant} ${dtype} ${name}`, () => body(variant, dtype)))),
);

export const suite: Suite = { name: "dense.gemm.edges", cases };
