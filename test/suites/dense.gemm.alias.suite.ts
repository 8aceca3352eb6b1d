// Output and input of dense.gemm may not share an element; they may share a parent. Overlap is a matter of rows, not of address ranges.
import type { Scope } from "lanewise";
import { flavours } from "../helpers/guard.kernels.js";
import { frozen, guarded } from "../helpers/guard.js";
import { type Bench, bench, refuses } from "../helpers/guard.refusal.js";
import { Random } from "../helpers/random.js";
import { same } from "./assert.js";
import { type Suite, test } from "./suite.js";

function overlapping(b: Bench): void {
  const { k, s } = b;
  const P = s.matrix("f32", 12, 20, new Random(4).array("f32", 240));
  const [A, B, C] = [P.sub(0, 0, 3, 4), P.sub(4, 0, 4, 5), P.sub(9, 0, 3, 5)];
  const unchanged = frozen("P", P);
  const no = (what: string, run: (s: Scope) => unknown): void => {
    refuses(b, what, { code: "alias" }, run);
    unchanged();
  };
  no("C and A share one element", () => k.dense.gemm(P.sub(2, 3, 3, 5), A, B));
  no("C and B share one element", () => k.dense.gemm(P.sub(7, 4, 3, 5), A, B));
  no("C is A", () => k.dense.gemm(A.sub(0, 0, 3, 3), A.sub(0, 0, 3, 3), P.sub(5, 5, 3, 3)));
  no("C is B, transposed", () => k.dense.gemm(P.sub(0, 0, 4, 4), P.sub(5, 5, 4, 4), P.sub(0, 0, 4, 4), { transB: true }));
  no("C is the parent of A", (s) => k.dense.gemm(P, P.sub(0, 0, 12, 2), s.matrix("f32", 2, 20)));
  no("A is the parent of C", (s) => k.dense.gemm(P.sub(3, 3, 12 - 3, 2), P.sub(3, 0, 9, 20), s.matrix("f32", 20, 2)));
  no("one row inside", () => k.dense.gemm(P.sub(1, 1, 1, 2), P.sub(1, 0, 1, 4), B.sub(0, 0, 4, 2)));
  no("α = 0 makes no difference", () => k.dense.gemm(P.sub(7, 4, 3, 5), A, B, { alpha: 0 }));
  no("bias within a row of C", () => k.dense.gemm(C, A, B, { bias: P.row(10).sub(2, 5) }));
  no("bias begins in the last element of C", () => k.dense.gemm(C, A, B, { bias: P.row(11).sub(4, 5) }));
}

/** Side by side in one parent, C between A and B: address ranges overlap, rows do not. */
function interleaved({ k, s }: Bench): void {
  for (const [m, n, kk] of [[3, 5, 4], [9, 9, 9], [40, 37, 35], [1, 8, 8], [70, 3, 70]] as const) {
    const random = new Random(m);
    const a = random.array("f32", m * kk, "integers");
    const b = random.array("f32", kk * n, "integers");
    const parent = guarded(s, "f32", Math.max(m, kk), kk + 3 * n);
    const P = parent.matrix;
    P.sub(0, kk, m, n).set(random.array("f32", m * n));
    const A = P.sub(0, 0, m, kk).set(a);
    const C = P.sub(0, kk, m, n);
    const B = P.sub(0, kk + n, kk, n).set(b);
    const bias = P.row(0).sub(kk + 2 * n, n);
    bias.set(random.array("f32", n, "integers"));
    const apart = s.matrix("f32", m, n);
    k.dense.gemm(apart, s.matrix("f32", m, kk, a), s.matrix("f32", kk, n, b), { bias });
    k.dense.gemm(C, A, B, { bias });
    same(C.copy(), apart.copy(), `C of ${m}×${n}×${kk}`);
    same(A.copy(), a, "A");
    same(B.copy(), b, "B");
    parent.verify();
  }
}

function touching({ k, s }: Bench): void {
  const P = s.matrix("f32", 9, 4, new Random(6).array("f32", 36, "integers"));
  const [A, B, C] = [P.sub(0, 0, 3, 4).copy(), P.sub(5, 0, 4, 4).copy(), s.matrix("f32", 2, 4)];
  k.dense.gemm(C, s.matrix("f32", 3, 4, A).sub(1, 0, 2, 4), s.matrix("f32", 4, 4, B));
  k.dense.gemm(P.sub(3, 0, 2, 4), P.sub(1, 0, 2, 4), P.sub(5, 0, 4, 4));
  same(P.sub(3, 0, 2, 4).copy(), C.copy(), "C between A and B, end to end");
  same(P.sub(0, 0, 3, 4).copy(), A, "A");
  same(P.sub(5, 0, 4, 4).copy(), B, "B");
}

/** Nothing is shared with a matrix without elements, wherever it points. */
function empty({ k, s }: Bench): void {
  const P = s.matrix("f32", 4, 4, new Random(7).array("f32", 16));
  const before = P.copy();
  k.dense.gemm(P.sub(1, 1, 0, 3), P.sub(0, 0, 0, 2), P.sub(0, 0, 2, 3));
  k.dense.gemm(P.sub(0, 0, 4, 0), P, P.sub(0, 0, 4, 0));
  same(P.copy(), before, "P");
  k.dense.gemm(P.sub(0, 0, 2, 3), P.sub(0, 0, 2, 0), P.sub(0, 0, 0, 3));
  same(P.sub(0, 0, 2, 3).copy(), new Float32Array(6), "k = 0 clears C");
}

const all: Record<string, (b: Bench) => void> = {
  "overlap is refused": overlapping,
  "interleaved windows are allowed": interleaved,
  "windows that touch are allowed": touching,
  "empty windows overlap nothing": empty,
};

export const suite: Suite = {
  name: "dense.gemm.alias",
  cases: flavours().flatMap((variant) => Object.entries(all).map(([name, body]) => test(`${variant} ${name}`, () => bench(variant, body)))),
};
