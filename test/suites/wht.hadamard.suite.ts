// hadamard and hadamardMatrix through the public API: values against the definition, inverses, windows and strides, and what is refused.
import { type HadamardOptions, type Kernels, loadSync, type Scope } from "lanewise";
import { guarded } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { type Float, Random } from "../helpers/random.js";
import { firstOutside } from "../helpers/tolerance.js";
import { apply, firstSkew, hadamardBound, randomSigns, signedProduct } from "../helpers/wht.hadamard.js";
import { fail, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope, dtype: Float) => void;

/** Every row of a guarded matrix, against the definition. */
function tryRows(k: Kernels, s: Scope, dtype: Float, M: Int8Array, n: number, rows: number, o: HadamardOptions, factor: number): void {
  const m = Math.sqrt(M.length), length = m * n, random = new Random(length + rows);
  const data = random.array(dtype, rows * length), X = guarded(s, dtype, rows, length, data);
  ok(apply(k, X.matrix, o) === X.matrix, "hadamard returns x");
  const got = X.matrix.copy();
  for (let r = 0; r < rows; r++) {
    const x = data.subarray(r * length, (r + 1) * length);
    const want = signedProduct(x, M, o.transpose === true, factor), bound = want.slice().fill(hadamardBound(dtype, x, m, factor));
    const y = got.subarray(r * length, (r + 1) * length), bad = firstOutside(y, want, bound);
    if (bad >= 0) fail(`${dtype} ${m}·${n} row ${r}, ${JSON.stringify({ ...o, base: m })}: y[${bad}] is ${y[bad]}, expected ${want[bad]} within ${bound[bad]}`);
  }
  X.verify();
}

const builtIn = (m: 1 | 12 | 20 | 28 | 40): Body => (k, s, dtype) => {
  const M = k.wht.hadamardMatrix(m);
  for (let e = 0; e <= 6; e++) {
    const n = 2 ** e, length = m * n;
    tryRows(k, s, dtype, M, n, 1, { base: m, transpose: e % 2 === 1, scale: "ortho" }, 1 / Math.sqrt(length));
    if (e < 3) tryRows(k, s, dtype, M, n, 2, { base: m, transpose: e % 2 === 0, scale: -1.5 }, -1.5);
    const x = new Random(length).array(dtype, length, "integers"), v = s.vector<Float>(dtype, x);
    apply(k, v, { base: m });
    same(v.copy().map((y) => y + 0), dtype === "f32" ? Float32Array.from(signedProduct(x, M, false, 1)) : signedProduct(x, M, false, 1), `integers, ${m}·${n}`);
    apply(k, v, { base: m, transpose: true });
    same(v.copy().map((y) => y + 0), x.map((y) => y * length + 0), `transpose after forward, ${m}·${n}`);
    // Without a base, and as a user's matrix, it is the same product.
    const [a, b] = [s.vector<Float>(dtype, x), s.vector<Float>(dtype, x)];
    same(apply(k, a, { scale: "mean" }).copy(), apply(k, b, { base: M, scale: "mean" }).copy(), `default base of ${length}`);
  }
};

/** Any signs; so many rows that narrow transforms fill a tile, and one more. */
const userSigns: Body = (k, s, dtype) => {
  for (let m = 1; m <= 13; m++) {
    const M = randomSigns(new Random(m), m);
    for (const [e, rows] of [[0, 1], [0, 33], [1, 17], [2, 9], [3, 5], [4, 3], [5, 2], [6, 1], [7, 2]] as const) {
      tryRows(k, s, dtype, M, 2 ** e, rows, { base: M, transpose: (m + e) % 2 === 1, scale: e % 2 ? "none" : 0.75 }, e % 2 ? 1 : 0.75);
    }
  }
};

const wide: Body = (k, s, dtype) => {
  for (const [m, e] of [[57, 5], [64, 6], [61, 0]] as const) {
    const M = randomSigns(new Random(m), m);
    tryRows(k, s, dtype, M, 2 ** e, 1, { base: M }, 1);
  }
  tryRows(k, s, dtype, k.wht.hadamardMatrix(12), 256, 2, {}, 1);
};

const corners: Body = (k, s, dtype) => {
  const none = s.matrix<Float>(dtype, 0, 24);
  ok(apply(k, none) === none, "no rows are legal");
  same(apply(k, s.vector<Float>(dtype, [3]), { base: Int8Array.of(-1) }).copy(), [-3], "1×1");
  // Signs that lie in the memory that the call may have to grow.
  const other = loadSync({ reserve: 65536 }), signs = other.vector("i8", randomSigns(new Random(9), 100));
  const x = new Random(1).array(dtype, 100), want = signedProduct(x, signs.copy(), false, 1);
  const got = apply(other, other.vector<Float>(dtype, x), { base: signs.view });
  ok(firstOutside(got.view, want, want.slice().fill(hadamardBound(dtype, x, 100, 1))) < 0, "signs from a view");
  other.free();
};

const refusals: Body = (k, s, dtype) => {
  const x = s.vector<Float>(dtype, new Random(2).array(dtype, 24)), before = x.copy(), h = loose(k.wht.hadamard);
  const no = (code: string, arg: string, run: () => unknown, message?: string | RegExp): void => {
    throws(run, { op: "wht.hadamard", code, arg, ...(message !== undefined && { message }) });
    same(x.copy(), before, "x");
  };
  const legal = (length: number, text: string, o?: object): void => no("shape", "x", () => h(s.vector(dtype, length), o), `wht.hadamard: x.length is ${length}, expected ${text}`);
  for (const length of [0, 3, 36, 44, 100, 23]) legal(length, "1, 12, 20 or 28 times a power of two");
  legal(24, "a power of two", { base: 1 });
  legal(24, "20 times a power of two", { base: 20 });
  legal(20, "40 times a power of two", { base: 40 });
  legal(24, "5 times a power of two", { base: new Int8Array(25).fill(1) });
  no("shape", "x", () => h(s.matrix(dtype, 2, 18)), /x\.cols is 18/);
  no("shape", "base", () => h(x, { base: new Int8Array(10) }), "wht.hadamard: base.length is 10, expected m² signs for some m");
  no("shape", "base", () => h(x, { base: new Int8Array(0) }));
  no("option", "base", () => h(x, { base: Int8Array.of(1, 1, 0, 1) }), "wht.hadamard: base[2] is 0, expected 1 or -1");
  for (const base of [2, 24, "12", null, [1, 1, 1, -1], new Uint8Array(4)]) no("option", "base", () => h(x, { base }));
  no("option", "scale", () => h(x, { scale: "unit" }));
  no("option", "transpose", () => h(x, { transpose: 1 }));
  no("option", "order", () => h(x, { order: "natural" }));
  for (const wrong of [undefined, new Float32Array(12), s.vector("i32", 12)]) no("dtype", "x", () => h(wrong));
  const gone = s.vector(dtype, 12), other = loadSync();
  gone.free();
  no("freed", "x", () => h(gone));
  no("foreign", "x", () => h(other.vector(dtype, 12)));
  other.free();
};

const matrices: Body = (k) => {
  for (const n of [1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64, 76, 92, 100, 144, 156, 172]) {
    const H = k.wht.hadamardMatrix(n);
    ok(H.length === n * n && H.every((x) => x === 1 || x === -1), `entries of H_${n}`);
    ok(firstSkew(H) < 0, `H_${n} is orthogonal`);
  }
  const no = (n: unknown, message: string): void => {
    throws(() => loose(k.wht.hadamardMatrix)(n), { op: "wht.hadamardMatrix", code: "shape", arg: "n", base: RangeError, message: `wht.hadamardMatrix: n is ${String(n)}, expected ${message}` });
  };
  no(94, "a constructible order (nearest: 92 and 96)");
  no(3, "a constructible order (nearest: 2 and 4)");
  no(116, "a constructible order (nearest: 112 and 120)");
  no(32767, "a constructible order (nearest: 32764 and 32768)");
  for (const n of [0, -4, 1.5, NaN, Infinity, 32769, 2 ** 40, "4", undefined]) no(n, "a whole number from 1 to 32768");
};

const floats: Record<string, Body> = {
  "base 1": builtIn(1), "base 12": builtIn(12), "base 20": builtIn(20), "base 28": builtIn(28), "base 40": builtIn(40),
  "random signs, many rows": userSigns, "more rows than a tile": wide, "no rows, one sign, signs in wasm memory": corners, refusals,
};

export const suite: Suite = {
  name: "wht.hadamard",
  cases: flavours().flatMap((variant) => [
    ...(["f32", "f64"] as const).flatMap((dtype) => Object.entries(floats).map(([name, body]) => test(`${variant} ${dtype} ${name}`, () => withKernels(variant, (k, s) => body(k, s, dtype))))),
    test(`${variant} hadamardMatrix`, () => withKernels(variant, (k, s) => matrices(k, s, "f32"))),
  ]),
};
