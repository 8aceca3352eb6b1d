// The product against the oracle: two implementations in wasm arithmetic that share no code.
// Each element of C is one sum of products in order of k; variant "simd" rounds it as scalar code does, so bits must agree while k is
// one block (256 and less) and C has at least two rows and columns (one row or column is a gemv, which sums in lanes).
import { type Kernels, loadSync } from "lanewise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectWithin } from "../helpers/guard.gemm.js";
import { flavours } from "../helpers/guard.kernels.js";
import { loadOracle, type Oracle } from "../helpers/oracle.js";
import { type Float, type FloatArray, Random } from "../helpers/random.js";
import { compact, gemmReference } from "../helpers/reference.js";
import { firstDifferent, gamma } from "../helpers/tolerance.js";

const shapes = [[2, 2, 1], [5, 8, 3], [6, 9, 33], [4, 4, 128], [13, 31, 64], [33, 33, 33], [70, 41, 67], [32, 32, 129], [245, 9, 17], [12, 50, 256]] as const;
const values = ["uniform", "wide", "denormal", "special"] as const;

let oracle: Oracle;
beforeAll(async () => {
  oracle = await loadOracle();
}, 60_000);

/** NaN is NaN, whatever its payload; −0 is 0 where a sum starts at either. */
function expectBits(what: string, got: FloatArray, want: FloatArray): void {
  const at = firstDifferent(got.map((x) => x + 0), want.map((x) => x + 0));
  if (at >= 0) throw new Error(`${what}: element ${at} is ${got[at]}, the oracle says ${want[at]}`);
}

it("the oracle itself meets the bound", () => {
  for (const dtype of ["f32", "f64"] as const) for (const [m, n, k] of shapes) {
    const random = new Random(k);
    const [a, b, c] = [random.array(dtype, m * k), random.array(dtype, k * n), random.array(dtype, m * n)];
    const want = gemmReference({ dtype, alpha: -0.5, beta: 2, transA: true, transB: true, a: compact(k, m, a), b: compact(n, k, b), c: compact(m, n, c) });
    oracle.call(dtype, "gemm", m, n, k, -0.5, a, true, b, true, 2, c);
    expectWithin(`${dtype} ${m}×${n}×${k}`, c, want);
  }
});

describe.each(flavours())("dense against the oracle, %s", (variant) => {
  let k: Kernels;
  beforeAll(() => void (k = loadSync({ variant })));
  afterAll(() => {
    expect(k.memory().handles).toBe(0);
    k.free();
  });

  for (const dtype of ["f32", "f64"] as Float[]) {
    it.each(values)(`gemm ${dtype}, %s values, every orientation`, (kind) => {
      for (const [m, n, kk] of shapes) for (const flags of [0, 1, 2, 3]) k.scope((s) => {
        const [transA, transB] = [flags > 1, flags % 2 === 1];
        const random = new Random(m + n + kk + flags);
        const [a, b, want] = [random.array(dtype, m * kk, kind), random.array(dtype, kk * n, kind), random.array(dtype, m * n)];
        const A = transA ? s.matrix<Float>(dtype, kk, m, a) : s.matrix<Float>(dtype, m, kk, a);
        const B = transB ? s.matrix<Float>(dtype, n, kk, b) : s.matrix<Float>(dtype, kk, n, b);
        const got = k.dense.gemm(s.matrix<Float>(dtype, m, n), A, B, { transA, transB }).copy() as FloatArray;
        oracle.call(dtype, "gemm", m, n, kk, 1, a, transA, b, transB, 0, want);
        const what = `${dtype} ${m}×${n}×${kk} ${flags} ${kind}`;
        if (variant === "simd") expectBits(what, got, want);
        else expectWithin(what, got, gemmReference({ dtype, transA, transB, a: compact(A.rows, A.cols, a), b: compact(B.rows, B.cols, b) }));
      });
    });

    it(`gemv ${dtype}: both meet the bound, so they differ by no more than two`, () => {
      for (const [rows, cols] of [[1, 1], [5, 8], [33, 70], [128, 3], [3, 300], [257, 129]] as const) for (const trans of [false, true]) k.scope((s) => {
        const random = new Random(rows * cols);
        const [m, n] = trans ? [cols, rows] : [rows, cols];
        const [a, x, y] = [random.array(dtype, rows * cols), random.array(dtype, n), random.array(dtype, m)];
        const want = gemmReference({ dtype, alpha: 1.5, beta: -1, transA: trans, a: compact(rows, cols, a), b: compact(n, 1, x), c: compact(m, 1, y) });
        const got = k.dense.gemv(s.vector<Float>(dtype, y), s.matrix<Float>(dtype, rows, cols, a), s.vector<Float>(dtype, x), { alpha: 1.5, beta: -1, trans });
        expectWithin(`gemv ${rows}×${cols} trans=${trans}`, got.copy(), want);
        oracle.call(dtype, "gemv", rows, cols, 1.5, a, trans, x, -1, y);
        expectWithin(`the oracle's gemv ${rows}×${cols} trans=${trans}`, y, want);
      });
    });

    it(`axpy ${dtype} to the bit, dot ${dtype} within the bound`, () => {
      for (const n of [0, 1, 3, 4, 5, 16, 17, 1000]) k.scope((s) => {
        const random = new Random(n);
        const [x, y] = [random.array(dtype, n), random.array(dtype, n)];
        const [X, Y] = [s.vector<Float>(dtype, x), s.vector<Float>(dtype, y)];
        let magnitude = 0;
        for (let i = 0; i < n; i++) magnitude += Math.abs((x[i] as number) * (y[i] as number));
        expect(Math.abs(k.dense.dot(X, Y) - oracle.call(dtype, "dot", n, x, y))).toBeLessThanOrEqual(2 * gamma(dtype, n + 1) * magnitude);
        k.dense.axpy(Y, 0.75, X);
        oracle.call(dtype, "axpy", n, 0.75, x, y);
        // relaxed may fuse the multiply-add: one rounding less.
        if (variant === "simd") expectBits(`axpy ${n}`, Y.copy() as FloatArray, y);
        else Y.copy().forEach((got, i) => expect(Math.abs(got - (y[i] as number))).toBeLessThanOrEqual(2 * gamma(dtype, 2) * (Math.abs(y[i] as number) + Math.abs(x[i] as number))));
      });
    });
  }
});
