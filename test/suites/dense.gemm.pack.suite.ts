// dense.pack: a right operand laid out once for many products. The layout may change no bit of a result.
import type { Kernels, Scope } from "lanewise";
import { tryGemm } from "../helpers/guard.gemm.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { guarded } from "../helpers/guard.js";
import { bench, loose, refuses } from "../helpers/guard.refusal.js";
import { type Float, Random } from "../helpers/random.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

const shapes = [[1, 1, 1], [3, 5, 7], [4, 8, 16], [5, 9, 40], [13, 33, 65], [35, 41, 37], [245, 17, 9], [6, 2053, 5], [2, 4101, 3], [9, 12, 515], [7, 3, 771], [11, 35, 1029], [0, 5, 3], [5, 0, 3], [5, 4, 0]] as const;

function reference(variant: "simd" | "relaxed", dtype: Float): void {
  withKernels(variant, (kernels) => {
    let seed = 1;
    for (const [m, n, k] of shapes) for (const flags of [0, 1, 2, 3]) for (const [alpha, beta, bias, activation] of [[1, 0, false, "none"], [-0.5, 2, true, "relu"], [0, 1, false, "none"]] as const)
      tryGemm(kernels, new Random(seed++), { dtype, m, n, k, packed: true, transA: flags > 1, transB: flags % 2 === 1, alpha, beta, bias, activation });
  });
}

/** B may be freed or overwritten after packing, and one packed B serves products of every height. */
function packedIsItsOwn(kernels: Kernels, s: Scope, dtype: Float): void {
  const random = new Random(21);
  const [n, k] = [37, 70];
  const b = random.array(dtype, n * k, "integers");
  const B = guarded(s, dtype, k, n, b);
  const held = kernels.memory().handles;
  const packed = kernels.dense.pack(B.matrix);
  equal(packed.dtype, dtype, "dtype");
  equal(packed.rows, k, "rows");
  equal(packed.cols, n, "cols");
  equal(packed.freed, false, "freed");
  ok(packed.bytes >= n * k * (dtype === "f32" ? 4 : 8), "packed.bytes covers its elements");
  equal(kernels.memory().handles, held + 1, "a packed matrix is a handle of the user");
  B.matrix.set(new Float64Array(n * k).fill(NaN));
  B.verify();
  for (const m of [1, 2, 5, 6, 11, 64, 250]) {
    const A = s.matrix(dtype, m, k, random.array(dtype, m * k, "integers"));
    const want = kernels.dense.gemm(s.matrix(dtype, m, n), A, s.matrix(dtype, k, n, b)).copy();
    same(kernels.dense.gemm(s.matrix(dtype, m, n), A, packed).copy(), want, `m=${m}`);
  }
  packed.free();
  packed.free();
  packed[Symbol.dispose]();
  equal(packed.freed, true, "freed");
  equal(kernels.memory().handles, held + 28, "handles after free");
}

function errors(variant: "simd" | "relaxed"): void {
  bench(variant, (b) => {
    const { k } = b;
    const op = "dense.pack";
    const pack = loose(k.dense.pack.bind(k.dense));
    refuses(b, "i32", { code: "dtype", op, arg: "B" }, (s) => pack(s.matrix("i32", 3, 4)));
    refuses(b, "a vector", { code: "dtype", op, arg: "B" }, (s) => pack(s.vector("f32", 4)));
    refuses(b, "freed", { code: "freed", op, arg: "B" }, (s) => { const B = s.matrix("f32", 3, 4); B.free(); k.dense.pack(B); });
    refuses(b, "unknown option", { code: "option", op, arg: "transB" }, () => pack(b.B, { transB: true }));
    refuses(b, "trans: 1", { code: "option", op, arg: "trans" }, () => pack(b.B, { trans: 1 }));
    refuses(b, "auto", { code: "option", op, arg: "algorithm" }, () => pack(b.B, { algorithm: "auto" }));
    refuses(b, "levels of the classical layout", { code: "option", op, arg: "levels" }, () => k.dense.pack(b.B, { levels: 1 }));
    refuses(b, "levels", { code: "option", op, arg: "levels" }, () => k.dense.pack(b.B, { algorithm: "strassen", levels: 1.5 }));
    const packed64 = k.dense.pack(b.s.matrix("f64", 4, 5));
    refuses(b, "packed f64 with f32", { code: "dtype", arg: "B" }, () => loose(k.dense.gemm.bind(k.dense))(b.C, b.A, packed64));
    packed64.free();
    const packed = k.dense.pack(b.B);
    throws(() => k.dense.gemm(b.C, b.A, packed, { transB: true }), { op: "dense.gemm", code: "unsupported", arg: "transB" }, "transB with a packed B");
    packed.free();
  });
}

export const suite: Suite = {
  name: "dense.gemm.pack",
  cases: flavours().flatMap((variant) => [
    ...(["f32", "f64"] as const).flatMap((dtype) => [
      test(`${variant} ${dtype} packed B matches the reference`, () => reference(variant, dtype)),
      test(`${variant} ${dtype} a packed B is a handle of its own`, () => withKernels(variant, (kernels, s) => packedIsItsOwn(kernels, s, dtype))),
    ]),
    test(`${variant} errors`, () => errors(variant)),
  ]),
};
