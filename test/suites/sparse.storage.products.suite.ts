// spmv, spmm and normal through the public API: on compressed rows and on every format, values, windows, and what may not be read.
import type { Kernels, Scope, Vector } from "lanewise";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { frozen, guarded } from "../helpers/guard.js";
import { type Float, Random } from "../helpers/random.js";
import { denseOf, PATTERNS, plainMultiply, plainProduct, plainTranspose, sample, warm } from "../helpers/sparse.js";
import { firstOutside } from "../helpers/tolerance.js";
import { equal, fail, ok, same } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope, dtype: Float) => void;
const SIZES: readonly (readonly [number, number])[] = [[0, 0], [0, 3], [3, 0], [1, 1], [1, 40], [7, 9], [8, 8], [9, 7], [31, 33], [255, 254], [256, 255], [257, 258], [300, 301]];

/** x as a window of a longer vector of NaN: nothing beside it may be read. */
function window(s: Scope, dtype: Float, data: ArrayLike<number>): Vector<Float> {
  return s.vector<Float>(dtype, new Float64Array(data.length + 5).fill(NaN)).sub(3, data.length).set(data);
}

/** Every product of one matrix, before and after it changed its format. */
const products: Body = (k, s, dtype) => {
  const formats = new Set<string>();
  for (const [rows, cols] of SIZES) for (const pattern of PATTERNS) {
    const kind = cols % 2 ? "wide" : "integers";
    const random = new Random(rows * 7 + cols), plain = sample(random, rows, cols, pattern, dtype, kind), A = k.csr(dtype, rows, cols, plain);
    const what = `${rows}×${cols} ${pattern} ${kind} seed=${random.seed}`;
    const expectProduct = (alpha: number, beta: number, trans: boolean): void => k.scope((t) => {
      const [m, n] = trans ? [cols, rows] : [rows, cols], x = random.array(dtype, n, kind), y = random.array(dtype, m, kind);
      const Y = guarded(t, dtype, 1, m, beta === 0 ? new Float64Array(m).fill(NaN) : y), X = window(t, dtype, x), unchanged = frozen("x", X);
      k.sparse.spmv<Float>(Y.matrix.row(0), A, X, { alpha, beta, trans });
      const want = plainProduct(plain, x, dtype, alpha, beta, y, trans), got = Y.matrix.row(0).copy();
      const at = kind === "integers" ? got.findIndex((v, i) => v !== want.value[i]) : firstOutside(got, want.value, want.bound);
      if (at >= 0) fail(`${what} ${A.format} α=${alpha} β=${beta} trans=${trans}: y[${at}] is ${got[at]}, expected ${want.value[at]} ± ${want.bound[at]}`);
      Y.verify();
      unchanged();
    });
    const all = (): void => { for (const [alpha, beta] of [[1, 0], [1, 1], [-0.5, 2], [0, -1], [0, 0]] as const) for (const trans of [false, true]) expectProduct(alpha, beta, trans); };
    all();
    warm(k, A);
    all();
    formats.add(A.format);
    // The copy in another format follows the values.
    const fresh = random.array(dtype, plain.values.length, kind);
    A.setValues(fresh);
    plain.values.set(fresh);
    all();
    A.free();
  }
  same([...formats].sort(), dtype === "f32" ? ["csr"] : ["bsr-2", "bsr-3", "csr", "dia", "sell-8"], "formats that came up");
  void s;
};

/** Entries that only fill a format up must not carry NaN and ∞ over. */
const notFinite: Body = (k, s) => {
  for (const pattern of PATTERNS) {
    const random = new Random(5), n = 300, plain = sample(random, n, n, pattern), A = s.csr("f64", n, n, plain);
    plain.values.forEach((v, at) => { if (v === 0) plain.values[at] = 1; });
    A.setValues(plain.values);
    warm(k, A);
    for (const at of [0, 150, n - 1]) for (const odd of [NaN, Infinity]) {
      const x = random.array("f64", n);
      x[at] = odd;
      const y = k.sparse.spmv(s.vector("f64", n), A, s.vector("f64", x)).view, touched = new Uint8Array(n);
      for (let i = 0; i < n; i++) for (let e = plain.rowPtr[i]!; e < plain.rowPtr[i + 1]!; e++) if (plain.colIdx[e] === at) touched[i] = 1;
      for (let i = 0; i < n; i++) ok(Number.isFinite(y[i]) === (touched[i] === 0), `${pattern} ${A.format} x[${at}]=${odd}: y[${i}] is ${y[i]}`);
    }
  }
};

const memory: Body = (k, s) => {
  const n = 4000, plain = sample(new Random(1), n, n, "even"), { used } = k.memory(), A = k.csr("f64", n, n, plain), { bytes } = A;
  equal(warm(k, A), 12, "the product that converts");
  equal(A.format, "sell-8", "format");
  ok(A.bytes > 1.8 * bytes, "the copy counts");
  equal(k.memory().used, used + A.bytes, "memory in use");
  A.free();
  equal(k.memory().used, used, "memory after free");
  void s;
};

/** The copy is a convenience: without room for it products go on as they were. */
function short(): void {
  withKernels("simd", (k, s) => {
    const n = 40000, A = s.csr("f64", n, n, sample(new Random(2), n, n, "even")), x = s.vector("f64", n), y = s.vector("f64", n);
    x.view.fill(1);
    const before = k.sparse.spmv(y, A, x).copy();
    equal(warm(k, A), 0, "no conversion");
    equal(A.format, "csr", "format");
    same(k.sparse.spmv(y, A, x).copy(), before, "products");
  }, { max: 5 << 20 });
}

const many: Body = (k, s, dtype) => {
  for (const [rows, cols] of SIZES.filter(([r]) => r < 256)) for (const n of [0, 1, 2, 7, 8, 9, 19]) for (const trans of [false, true]) {
    const random = new Random(rows * 31 + n), plain = sample(random, rows, cols, n % 2 ? "long" : "ragged", dtype), A = k.csr(dtype, rows, cols, plain);
    const [m, kk] = trans ? [cols, rows] : [rows, cols], x = random.array(dtype, kk * n, "integers"), y = random.array(dtype, m * n, "integers");
    const D = trans ? plainTranspose(denseOf(plain)) : denseOf(plain), P = plainMultiply(D, { rows: kk, cols: n, a: Float64Array.from(x), at: new Uint8Array(kk * n).fill(1) }).a;
    for (const [alpha, beta] of [[1, 0], [2, -3], [0, 2], [0, 0]] as const) k.scope((t) => {
      const X = guarded(t, dtype, kk, n, alpha === 0 ? new Float64Array(kk * n).fill(NaN) : x), Y = guarded(t, dtype, m, n, beta === 0 ? new Float64Array(m * n).fill(NaN) : y);
      equal(k.sparse.spmm(Y.matrix, A, X.matrix, { alpha, beta, trans }), Y.matrix, "spmm answers Y");
      const got = Y.matrix.copy();
      for (let i = 0; i < m * n; i++) {
        const want = (alpha === 0 ? 0 : alpha * P[i]!) + (beta === 0 ? 0 : beta * y[i]!);
        if (got[i] !== want) fail(`${rows}×${cols} n=${n} α=${alpha} β=${beta} trans=${trans}: element ${i} is ${got[i]}, expected ${want}`);
      }
      X.verify();
      Y.verify();
    });
    A.free();
  }
  void s;
};

const normal: Body = (k, s, dtype) => {
  for (const [rows, cols] of SIZES) for (const pattern of PATTERNS) {
    const random = new Random(rows + cols), plain = sample(random, rows, cols, pattern, dtype), A = k.csr(dtype, rows, cols, plain), x = random.array(dtype, cols, "integers");
    const y = guarded(s, dtype, 1, cols, new Float64Array(cols).fill(NaN));
    k.sparse.normal<Float>(y.matrix.row(0), A, window(s, dtype, x));
    const want = plainProduct(plain, plainProduct(plain, x, "f64").value, dtype, 1, 0, undefined, true).value;
    // −0 and 0 are the same sum.
    same(y.matrix.copy().map((v) => v + 0), Array.from(want, (v) => v + 0), `${rows}×${cols} ${pattern}`);
    y.verify();
    A.free();
  }
};

const bodies: readonly (readonly [string, Body, readonly Float[]])[] = [
  ["spmv in every format", products, ["f32", "f64"]], ["NaN and ∞ stay where they belong", notFinite, ["f64"]], ["the copy is the matrix's", memory, ["f64"]],
  ["spmm", many, ["f32", "f64"]], ["normal", normal, ["f32", "f64"]],
];

export const suite: Suite = {
  name: "sparse.storage.products",
  cases: [
    ...flavours().flatMap((variant) => bodies.flatMap(([name, body, dtypes]) => dtypes.map((dtype) => test(`${variant} ${dtype} ${name}`, () => withKernels(variant, (k, s) => body(k, s, dtype)))))),
    test("no room for a copy", short),
  ],
};
