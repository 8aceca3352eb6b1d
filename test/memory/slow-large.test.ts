// Addresses above 2 GiB, where an i32 is negative, and up to the last bytes that are ever given out below 4 GiB.
import { type Kernels, loadSync, type Matrix, type Vector } from "lanewise";
import { describe, expect, it } from "vitest";
import { expectWithin } from "../helpers/guard.gemm.js";
import { flavours } from "../helpers/guard.kernels.js";
import { type Float, Random } from "../helpers/random.js";
import { compact, gemmReference, syrkReference } from "../helpers/reference.js";

const PAGE = 65536;
const TOP = 65535 * PAGE;
const timeout = 180_000;
const shapes = [[5, 8, 9], [13, 33, 70], [70, 41, 67], [1, 100, 30], [100, 1, 30], [1, 1, 40], [245, 9, 300]] as const;

function product(k: Kernels, dtype: Float, place: (rows: number, cols: number) => Matrix<Float>, low: number): void {
  for (const [m, n, kk] of shapes) for (const flags of [0, 1, 2, 3]) {
    const [transA, transB] = [flags > 1, flags % 2 === 1];
    const random = new Random(m + flags);
    const [A, B, C] = [transA ? place(kk, m) : place(m, kk), transB ? place(n, kk) : place(kk, n), place(m, n)];
    const [a, b, c] = [A, B, C].map((x) => random.array(dtype, x.rows * x.cols)) as [Float32Array, Float32Array, Float32Array];
    A.set(a);
    B.set(b);
    C.set(c);
    for (const x of [A, B, C]) expect(x.view.byteOffset).toBeGreaterThanOrEqual(low);
    const g = { dtype, a: compact(A.rows, A.cols, a), b: compact(B.rows, B.cols, b), transA, transB };
    k.dense.gemm(C, A, B, { transA, transB, beta: 0.5 });
    expectWithin(`gemm ${m}×${n}×${kk}`, C.copy(), gemmReference({ ...g, beta: 0.5, c: compact(m, n, c) }));
    const packed = k.dense.pack(B, { trans: transB });
    k.dense.gemm(C, A, packed, { transA });
    expectWithin(`packed ${m}×${n}×${kk}`, C.copy(), gemmReference(g));
    packed.free();
    const S = place(m, m);
    k.dense.syrk(S, A, { trans: transA });
    expectWithin(`syrk ${m}×${kk}`, S.copy(), syrkReference({ dtype, a: g.a, trans: transA }));
    for (const x of [A, B, C, S]) x.free();
  }
}

/** Address after the last element. */
function end(h: { readonly view: { readonly byteOffset: number; readonly byteLength: number } }): number {
  return h.view.byteOffset + h.view.byteLength;
}

describe.each(flavours())("memory above 2 GiB, %s", (variant) => {
  it("computes there", { timeout }, () => {
    const k = loadSync({ variant, reserve: 2 ** 31 + 64 * 2 ** 20 });
    const filler = k.vector("u8", 2 ** 31 - 1);
    for (const dtype of ["f32", "f64"] as const) product(k, dtype, (r, c) => k.matrix<Float>(dtype, r, c), 2 ** 31 - 1);
    filler.free();
    expect(k.memory()).toMatchObject({ handles: 0, used: 0 });
    k.free();
  });

  it("grows past 2 GiB with views that hold", { timeout }, () => {
    const k = loadSync({ variant, reserve: 2 ** 31 - 2 * 2 ** 20 });
    const filler = k.vector("u8", 2 ** 31 - 4 * 2 ** 20);
    const v = k.vector("f32", [1, 2, 3]);
    const M = k.matrix("f64", 1000, 1000);
    expect(k.memory().capacity).toBeGreaterThan(2 ** 31);
    M.view[999_999] = 7;
    expect([M.copy()[999_999], v.copy()[2], filler.view.length]).toEqual([7, 3, 2 ** 31 - 4 * 2 ** 20]);
    k.free();
  });

  it("walks strides whose next step would pass 2^32", { timeout }, () => {
    const k = loadSync({ variant, reserve: TOP });
    const [rows, stride] = [9, 60000]; // a row is longer than the page that is never used
    const gap = k.vector("u8", 2 ** 31 - 1);
    const rest = k.vector("u8", TOP - end(gap) - 4 * rows * stride - 2 ** 20 - (TOP - end(gap)) % 64);
    const top = k.matrix("f32", rows, stride);
    expect(end(top)).toBeGreaterThan(2 ** 32 - 4 * stride);
    const random = new Random(5);
    for (const n of [1, 3, 8, 9]) for (const flags of [0, 1, 2, 3]) for (const last of ["A", "B", "C"] as const) {
      const [transA, transB] = [flags > 1, flags % 2 === 1];
      const [a, b] = [random.array("f32", n * rows), random.array("f32", rows * n)];
      const window = last === "C" ? top.sub(rows - n, stride - n, n, n) : last === "A" === transA ? top.sub(0, stride - n, rows, n) : top.sub(rows - n, stride - rows, n, rows);
      const A = last === "A" ? window : transA ? k.matrix("f32", rows, n) : k.matrix("f32", n, rows);
      const B = last === "B" ? window : transB ? k.matrix("f32", n, rows) : k.matrix("f32", rows, n);
      const C = last === "C" ? window : k.matrix("f32", n, n);
      k.dense.gemm(C, A.set(a), B.set(b), { transA, transB });
      expectWithin(`${last} at the end, n=${n}, transA=${transA}, transB=${transB}`, C.copy(), gemmReference({ dtype: "f32", transA, transB, a: compact(A.rows, A.cols, a), b: compact(B.rows, B.cols, b) }));
      for (const h of [A, B, C]) h.free();
    }
    for (const h of [gap, rest, top]) h.free();
    k.free();
  });

  it("computes in the last bytes below 4 GiB, and refuses one more", { timeout }, () => {
    const k = loadSync({ variant, reserve: TOP });
    expect(k.memory().capacity).toBe(TOP);
    const n = 64;
    const scratch = k.vector("u8", 8 * 2 ** 20);
    const fillers = [k.vector("u8", 2 ** 31 - 1), k.vector("u8", 2 ** 31 - 64 * 2 ** 20)];
    // Fill up to the end less one matrix: the end of that matrix is the end of the arena.
    const gap = k.vector("u8", TOP - end(fillers[1] as Vector<"u8">) - n * n * 4);
    const last = k.matrix("f32", n, n);
    expect(end(last)).toBe(TOP);
    expect(() => k.vector("u8", 64)).toThrow(RangeError);
    scratch.free();
    const random = new Random(9);
    const [a, b] = [random.array("f32", n * n), random.array("f32", n * n)];
    const [X, Y] = [k.matrix("f32", n, n), k.matrix("f32", n, n)];
    const want = gemmReference({ dtype: "f32", a: compact(n, n, a), b: compact(n, n, b) });
    for (const [C, A, B] of [[last, X, Y], [X, last, Y], [X, Y, last]] as const) {
      A.set(a);
      B.set(b);
      k.dense.gemm(C, A, B);
      expectWithin("at the end of memory", C.copy(), want);
    }
    for (const h of [gap, last, X, Y]) h.free();
    const low = end(fillers[1] as Vector<"u8">);
    const plugs: Matrix<Float>[] = []; // in holes further down
    const place = (dtype: Float, rows: number, cols: number): Matrix<Float> => {
      let m = k.matrix(dtype, rows, cols);
      for (; m.view.byteOffset < low; m = k.matrix(dtype, rows, cols)) plugs.push(m);
      return m;
    };
    for (const dtype of ["f32", "f64"] as const) product(k, dtype, (rows, cols) => place(dtype, rows, cols), low);
    for (const h of [...plugs, ...fillers]) h.free();
    expect(k.memory()).toMatchObject({ handles: 0, used: 0 });
    k.free();
  });
});
