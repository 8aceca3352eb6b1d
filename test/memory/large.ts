// Shared by the tests of high addresses: products of every kind over operands that are placed by the caller.
import type { Kernels, Matrix } from "lanewise";
import { expect } from "vitest";
import { expectWithin } from "../helpers/guard.gemm.js";
import { type Float, Random } from "../helpers/random.js";
import { compact, gemmReference, syrkReference } from "../helpers/reference.js";

const shapes = [[5, 8, 9], [13, 33, 70], [70, 41, 67], [1, 100, 30], [100, 1, 30], [1, 1, 40], [245, 9, 300]] as const;

export function product(k: Kernels, dtype: Float, place: (rows: number, cols: number) => Matrix<Float>, low: number): void {
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
export function end(h: { readonly view: { readonly byteOffset: number; readonly byteLength: number } }): number {
  return h.view.byteOffset + h.view.byteLength;
}
