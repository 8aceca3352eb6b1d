// No load or store leaves its operand: each in turn ends where memory ends, so that one byte beyond would trap.
import { type Kernels, loadSync, type Matrix, type Scope } from "lanewise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { flavours } from "../helpers/guard.kernels.js";
import type { Float } from "../helpers/random.js";

const END = 2 ** 26;
const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 17, 33];
const deep = [[5, 8, 129], [33, 40, 385], [241, 9, 3], [6, 2050, 5], [125, 33, 200]] as const;

describe.each(flavours().flatMap((v) => (["f32", "f64"] as Float[]).map((d) => [v, d] as const)))("dense at the end of memory, %s %s", (variant, dtype) => {
  let k: Kernels;
  let edge: Matrix<Float>;
  beforeAll(() => {
    k = loadSync({ variant, reserve: END, max: END });
    const [rows, cols] = [2056, 2064]; // a row is a whole number of cache lines, so the last element is the last of its block
    const low = k.vector("u8", 2 ** 20);
    const gap = k.vector("u8", END - (low.view.byteOffset + low.view.byteLength) - rows * cols * (dtype === "f32" ? 4 : 8));
    edge = k.matrix<Float>(dtype, rows, cols);
    expect(edge.view.byteOffset + edge.view.byteLength).toBe(END);
    low.free();
    gap.free();
  });
  afterAll(() => {
    edge.free();
    expect(k.memory().handles).toBe(0);
    k.free();
  });

  /** Ends in the last byte of memory. */
  const last = (rows: number, cols: number): Matrix<Float> => edge.sub(edge.rows - rows, edge.cols - cols, rows, cols);
  const lastVector = (length: number): ReturnType<Matrix<Float>["row"]> => edge.row(edge.rows - 1).sub(edge.cols - length, length);

  function everyPlace(m: number, n: number, kk: number, flags: number): void {
    const [transA, transB] = [flags > 1, flags % 2 === 1];
    const [ra, ca] = transA ? [kk, m] : [m, kk];
    const [rb, cb] = transB ? [n, kk] : [kk, n];
    k.scope((s: Scope) => {
      const [A, B, C] = [s.matrix<Float>(dtype, ra, ca), s.matrix<Float>(dtype, rb, cb), s.matrix<Float>(dtype, m, n)];
      for (const [alpha, beta] of [[1, 0], [0.5, 1], [1, -2]] as const) {
        const o = { alpha, beta, transA, transB };
        k.dense.gemm(C, last(ra, ca), B, o);
        k.dense.gemm(C, A, last(rb, cb), o);
        k.dense.gemm(last(m, n), A, B, o);
        k.dense.gemm(C, A, B, { ...o, bias: lastVector(n), activation: "relu" });
        k.dense.gemm(last(m, n), A, B, { ...o, activation: "silu" });
      }
      const packed = k.dense.pack(last(rb, cb), { trans: transB });
      k.dense.gemm(last(m, n), A, packed, { transA });
      k.dense.gemm(C, last(ra, ca), packed, { transA });
      packed.free();
      if (m === n) {
        k.dense.syrk(C, last(ra, ca), { trans: transA });
        k.dense.syrk(last(n, n), A, { trans: transA, beta: 1 });
      }
      if (Math.max(m, n, kk) > 40) return;
      const [A2, B2, C2] = [s.matrix<Float>(dtype, 2 * ra, ca), s.matrix<Float>(dtype, 2 * rb, cb), s.matrix<Float>(dtype, 2 * m, n)];
      k.dense.gemmBatch(last(2 * m, n), A2, B2, 2, { transA, transB });
      k.dense.gemmBatch(C2, last(2 * ra, ca), B2, 2, { transA, transB });
      k.dense.gemmBatch(C2, A2, last(2 * rb, cb), 2, { transA, transB });
    });
  }

  it("every small shape and orientation", () => {
    for (const m of sizes) for (const n of sizes) for (const kk of sizes) everyPlace(m, n, kk, (m + n + kk) % 4);
    for (const size of sizes) for (const flags of [0, 1, 2, 3]) everyPlace(size, size, size, flags);
  });

  it("more than one block", () => {
    for (const [m, n, kk] of deep) for (const flags of [0, 1, 2, 3]) everyPlace(m, n, kk, flags);
  });
});
