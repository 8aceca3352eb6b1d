// Addresses above 2 GiB, where an i32 is negative.
import { loadSync, type Width } from "lanewise";
import { describe, expect, it } from "vitest";
import { type Bits, multiply, valuesOf } from "../helpers/bitmac.bits.js";
import { counted, values } from "../helpers/bitmac.encode.js";
import { flavours } from "../helpers/guard.kernels.js";
import { type Float, Random } from "../helpers/random.js";
import { product } from "./large.js";

const timeout = 180_000;

describe.each(flavours())("memory above 2 GiB, %s", (variant) => {
  it("computes there", { timeout }, () => {
    const k = loadSync({ variant, reserve: 2 ** 31 + 64 * 2 ** 20 });
    const filler = k.vector("u8", 2 ** 31 - 1);
    for (const dtype of ["f32", "f64"] as const) product(k, dtype, (r, c) => k.matrix<Float>(dtype, r, c), 2 ** 31 - 1);
    filler.free();
    expect(k.memory()).toMatchObject({ handles: 0, used: 0 });
    k.free();
  });

  it("counts and multiplies bits there", { timeout }, () => {
    const k = loadSync({ variant, reserve: 2 ** 31 + 64 * 2 ** 20 }), filler = k.vector("u8", 2 ** 31 - 1), random = new Random(5), m = 70, n = 90, kk = 200;
    for (const [wa, wb] of [[1, 1], [4, 1], [1, 4], [8, 8]] as const) k.scope((s) => {
      const form = (width: Width): Bits => ({ width, signed: true, binary: false }), a = valuesOf(random, form(wa), m * kk), b = valuesOf(random, form(wb), kk * n);
      const A = s.matrix("i8", m, kk, a), B = s.matrix("i8", kk, n, b), C = s.matrix("i32", m, n);
      for (const x of [A, B, C]) expect(x.view.byteOffset).toBeGreaterThanOrEqual(2 ** 31 - 1);
      expect(k.bitmac.gemmBits(C, s.use(k.bitmac.bits(A, wa)), s.use(k.bitmac.bits(B, wb))).copy()).toEqual(multiply(m, n, kk, a, b));
    });
    k.scope((s) => {
      const x = values(random, 300 * 40), X = s.matrix("i8", 300, 40, x), window = X.sub(0, 3, 300, 9), { digits, weights } = k.bitmac.encode(X, "naf");
      expect(x.map((_, i) => digits.reduce((sum, d, p) => sum + d[i]! * weights[p]!, 0))).toEqual(x);
      for (const Y of [X, window]) {
        const want = counted("naf", Y.rows, Y.cols, Y.copy()), got = k.bitmac.numPPs(Y, "naf", { detail: true });
        expect([k.bitmac.numPPs(Y, "naf").total, got.total, [...got.histogram!], [...got.perChannel!]]).toEqual([want.total, want.total, want.histogram, want.perChannel]);
      }
    });
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
});
