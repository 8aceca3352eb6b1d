// The last bytes that are ever given out below 4 GiB: ends of operands and steps of strides come close to 2^32, or pass it.
import { type Kernels, loadSync, type Matrix, type Vector } from "lanewise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectWithin } from "../helpers/guard.gemm.js";
import { flavours } from "../helpers/guard.kernels.js";
import { type Float, Random } from "../helpers/random.js";
import { compact, gemmReference } from "../helpers/reference.js";
import { end, product } from "./large.js";

const TOP = 65535 * 65536;
const timeout = 180_000;

describe.each(flavours())("memory at 4 GiB, %s", (variant) => {
  let k: Kernels;
  let fillers: readonly Vector<"u8">[]; // between 8 MiB at the bottom and 56 MiB at the top
  let start: number; // of those at the top

  beforeAll(() => {
    k = loadSync({ variant, reserve: TOP });
    const low = k.vector("u8", 8 * 2 ** 20);
    fillers = [k.vector("u8", 2 ** 31 - 1), k.vector("u8", 2 ** 31 - 64 * 2 ** 20)];
    start = end(fillers[1] as Vector<"u8">);
    low.free();
  }, timeout);

  afterAll(() => {
    for (const h of fillers) h.free();
    expect(k.memory()).toMatchObject({ handles: 0, used: 0, capacity: TOP });
    k.free();
  });

  /** A matrix whose end is the end of the arena, and what fills the way to it. The 8 MiB at the bottom stay free for the rest. */
  function atTheEnd<D extends Float>(dtype: D, rows: number, cols: number): { last: Matrix<D>; gap: Vector<"u8"> } {
    const plugs: Vector<"u8">[] = [];
    for (let size = 8 * 2 ** 20; size >= 64; size /= 2) {
      let v = k.vector("u8", size);
      for (; v.view.byteOffset < start; v = k.vector("u8", size)) plugs.push(v);
      v.free();
    }
    const bytes = rows * cols * (dtype === "f32" ? 4 : 8);
    const gap = k.vector("u8", TOP - start - Math.ceil(bytes / 64) * 64);
    const last = k.matrix(dtype, rows, cols);
    expect(TOP - end(last as unknown as Matrix<Float>)).toBeLessThan(64);
    for (const h of plugs) h.free();
    return { last, gap };
  }

  it("is refused beyond", () => {
    const { last, gap } = atTheEnd("f32", 16, 16);
    expect(() => k.vector("u8", 8 * 2 ** 20 + 1)).toThrow(RangeError);
    last.free();
    gap.free();
  });

  it("computes in the last bytes", { timeout }, () => {
    const n = 64;
    const { last, gap } = atTheEnd("f32", n, n);
    const random = new Random(9);
    const [a, b] = [random.array("f32", n * n), random.array("f32", n * n)];
    const [X, Y] = [k.matrix("f32", n, n), k.matrix("f32", n, n)];
    const want = gemmReference({ dtype: "f32", a: compact(n, n, a), b: compact(n, n, b) });
    for (const [C, A, B] of [[last, X, Y], [X, last, Y], [X, Y, last]] as const) {
      k.dense.gemm(C, A.set(a), B.set(b));
      expectWithin("at the end of memory", C.copy(), want);
    }
    for (const h of [gap, last, X, Y]) h.free();
  });

  it("walks strides whose next step would pass 2^32", { timeout }, () => {
    const [rows, stride] = [9, 60000]; // a row is longer than the page that is never used
    const { last: top, gap } = atTheEnd("f32", rows, stride);
    const random = new Random(5);
    for (const n of [1, 3, 8, 9]) for (const flags of [0, 1, 2, 3]) for (const last of ["A", "B", "C"] as const) {
      const [transA, transB] = [flags > 1, flags % 2 === 1];
      const [a, b] = [random.array("f32", n * rows), random.array("f32", rows * n)];
      const tall = last === "A" ? transA : !transB;
      const window = last === "C" ? top.sub(rows - n, stride - n, n, n) : tall ? top.sub(0, stride - n, rows, n) : top.sub(rows - n, stride - rows, n, rows);
      const A = last === "A" ? window : transA ? k.matrix("f32", rows, n) : k.matrix("f32", n, rows);
      const B = last === "B" ? window : transB ? k.matrix("f32", n, rows) : k.matrix("f32", rows, n);
      const C = last === "C" ? window : k.matrix("f32", n, n);
      k.dense.gemm(C, A.set(a), B.set(b), { transA, transB });
      expectWithin(`${last} at the end, n=${n}, transA=${transA}, transB=${transB}`, C.copy(), gemmReference({ dtype: "f32", transA, transB, a: compact(A.rows, A.cols, a), b: compact(B.rows, B.cols, b) }));
      for (const h of [A, B, C]) h.free();
    }
    top.free();
    gap.free();
  });

  it("computes anything up there", { timeout }, () => {
    for (const dtype of ["f32", "f64"] as const) {
      const { last, gap } = atTheEnd<Float>(dtype, 2000, 300);
      let row = 0; // operands are windows, one below the other
      const place = (rows: number, cols: number): Matrix<Float> => {
        if (row + rows > last.rows) row = 0;
        return last.sub((row += rows) - rows, last.cols - cols, rows, cols);
      };
      product(k, dtype, place, start);
      last.free();
      gap.free();
    }
  });
});
