// gemv, level 1 and transpose through the public API: values, windows, empty operands, and what each may not read or write.
import type { Dtype, Kernels, Scope, Vector } from "lanewise";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { frozen, guarded } from "../helpers/guard.js";
import { type Float, Random } from "../helpers/random.js";
import { operand } from "../helpers/reference.js";
import { firstOutside } from "../helpers/tolerance.js";
import { amaxReference, asumReference, dotBound, dotReference, gemvReference, nrm2Bound, nrm2Reference, transposeReference } from "../helpers/vector.js";
import { equal, fail, ok, same } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope, dtype: Float) => void;

const around = (...centres: number[]): number[] => centres.flatMap((c) => [c - 1, c, c + 1]);
const lengths = [0, 1, 2, 3, 5, ...around(4, 8, 16, 64, 4096), 8195];

/** x as a window of a longer vector of NaN: nothing beside it may be read. */
function window(s: Scope, dtype: Float, data: ArrayLike<number>): Vector<Float> {
  return s.vector<Float>(dtype, new Float64Array(data.length + 5).fill(NaN)).sub(3, data.length).set(data);
}

const gemv: Body = (k, s, dtype) => {
  let turn = 0;
  const shapes = [0, 1, 2, 3, 5, 6, 7, 12, 13, 31].flatMap((m) => [0, 1, 3, 4, 8, 9, 33, 70].map((n) => [m, n] as const));
  for (const [m, n] of [...shapes, [8, 16389], [16389, 3], [203, 317], [61, 1]] as const) for (const trans of [false, true]) {
    const random = new Random(m * 100 + n);
    const [alpha, beta] = ([[1, 0], [1, 1], [-0.5, 2.25], [0, 0], [0, -1]] as const)[turn++ % 5] as readonly [number, number];
    const [length, terms] = trans ? [n, m] : [m, n];
    const frame = guarded(s, dtype, m, n, random.array(dtype, m * n));
    const x = random.array(dtype, terms), y = random.array(dtype, length);
    if (beta === 0) y.fill(NaN);
    if (alpha === 0) x.fill(NaN);
    const Y = guarded(s, dtype, 1, length, y), X = window(s, dtype, x);
    const unchanged = frozen("A", frame.matrix);
    const target = Y.matrix.row(0);
    ok(k.dense.gemv(target, frame.matrix, X, { alpha, beta, trans }) === target, "gemv returns y");
    const { value, bound } = gemvReference({ dtype, trans, a: operand(frame.matrix), x, y, alpha, beta });
    const got = target.copy(), bad = firstOutside(got, value, bound);
    if (bad >= 0) fail(`${dtype} ${m}×${n} trans=${trans} α=${alpha} β=${beta}: y[${bad}] is ${got[bad]}, expected ${value[bad]} within ${bound[bad]}`);
    unchanged();
    Y.verify();
    frame.verify();
  }
};

const reductions: Body = (k, s, dtype) => {
  for (const n of lengths) {
    const random = new Random(n);
    const x = random.array(dtype, n, n % 2 ? "wide" : "uniform"), y = random.array(dtype, n);
    const [X, Y] = [window(s, dtype, x), window(s, dtype, y)];
    const near = (what: string, got: number, want: number, bound: number): void => ok(Math.abs(got - want) <= bound, `${what} of ${n} is ${got}, expected ${want} within ${bound}`);
    const { value, magnitude } = dotReference(x, y), sum = asumReference(x), norm = nrm2Reference(x);
    near("dot", k.dense.dot(X, Y), value, dotBound(dtype, n) * magnitude);
    near("asum", k.dense.asum(X), sum, dotBound(dtype, n) * sum);
    near("nrm2", k.dense.nrm2(X), norm, nrm2Bound(n) * norm);
    const got = k.dense.amax(X), want = amaxReference(x);
    equal(got.index, want.index, `amax of ${n}: index`);
    equal(got.value, want.value, `amax of ${n}: value`);
  }
};

const specials: Body = (k, s, dtype) => {
  const v = (...x: number[]): Vector<Float> => s.vector<Float>(dtype, x);
  equal(k.dense.amax(v()).index, -1, "amax of nothing: index");
  equal(k.dense.amax(v()).value, 0, "amax of nothing: value");
  equal(k.dense.nrm2(v()), 0, "nrm2 of nothing");
  equal(k.dense.dot(v(), v()), 0, "dot of nothing");
  equal(k.dense.asum(v()), 0, "asum of nothing");
  equal(k.dense.amax(v(1, -3, 3, NaN, Infinity, NaN)).index, 3, "amax: the first NaN");
  equal(k.dense.amax(v(1, -3, 3)).index, 1, "amax: the first of equals");
  equal(k.dense.amax(v(1, -3, 3)).value, 3, "amax: its size");
  equal(k.dense.nrm2(v(1, Infinity, 2)), Infinity, "nrm2 with ∞");
  equal(k.dense.nrm2(v(1, Infinity, NaN)), NaN, "nrm2 with NaN");
  const huge = dtype === "f32" ? 2 ** 124 : 2 ** 1020, small = dtype === "f32" ? 2 ** -149 : 2 ** -1074;
  equal(k.dense.nrm2(v(3 * huge, 0, -4 * huge)), 5 * huge, "nrm2 near overflow");
  equal(k.dense.nrm2(v(3 * small, 4 * small)), 5 * small, "nrm2 of subnormal numbers");
  const x = v(1, 2, 3);
  equal(k.dense.dot(x, x), 14, "dot of a vector with itself");
};

const updates: Body = (k, s, dtype) => {
  const round = dtype === "f32" ? Math.fround : (x: number): number => x;
  for (const n of lengths) {
    const random = new Random(n + 1);
    const x = random.array(dtype, n), y = random.array(dtype, n), alpha = round(-0.37);
    const X = guarded(s, dtype, 1, n, x), Y = guarded(s, dtype, 1, n, y);
    const [vx, vy] = [X.matrix.row(0), Y.matrix.row(0)];
    const unchanged = frozen("x", vx);
    ok(k.dense.axpy(vy, alpha, vx) === vy, "axpy returns y");
    same(vy.copy(), y.map((v, i) => v + round(alpha * (x[i] as number))), `y of ${n}`);
    unchanged();
    ok(k.dense.scale(vx, alpha) === vx, "scale returns x");
    same(vx.copy(), x.map((v) => alpha * v), `x of ${n}`);
    X.verify();
    Y.verify();
  }
  const odd = s.vector<Float>(dtype, [NaN, Infinity, -2, 0]), y = s.vector<Float>(dtype, [1, 2, 3, 4]);
  same(k.dense.axpy(y, 0, odd).copy(), [1, 2, 3, 4], "α = 0 does not read x");
  same(k.dense.scale(odd, 0).copy(), [NaN, NaN, -0, 0], "scale by 0 is a product");
};

/** Every dtype; B and A as windows of one parent, which stays as it was around them. */
const transposes: Body = (k, s) => {
  for (const dtype of ["f32", "f64", "i8", "u8", "i16", "i32", "u32"] as Dtype[]) for (const [m, n] of [[0, 3], [1, 1], [1, 9], [7, 1], [4, 4], [5, 8], [8, 16], [17, 33], [64, 65], [130, 257], [40, 300]] as const) {
    const random = new Random(m + n);
    const parent = s.matrix(dtype, Math.max(m, n) + 1, m + n + 5, Array.from({ length: (Math.max(m, n) + 1) * (m + n + 5) }, () => random.int(0, 127)));
    const before = parent.copy(), stride = parent.stride;
    const A = parent.sub(0, 1, m, n), B = parent.sub(1, n + 2, n, m);
    ok(k.dense.transpose(B, A) === B, "transpose returns B");
    same(B.copy(), transposeReference(A.view, m, n, stride), `${dtype} ${m}×${n}`);
    const after = parent.copy();
    for (let i = 0; i < after.length; i++) {
      const [r, c] = [Math.floor(i / stride) - 1, i % stride - n - 2];
      if (!(r >= 0 && r < n && c >= 0 && c < m)) equal(after[i], before[i], `${dtype} ${m}×${n}: element ${i} of the parent`);
    }
  }
};

const all: Record<string, Body> = { "gemv in both orientations": gemv, "dot, asum, nrm2, amax": reductions, "empty, NaN, ∞, extremes": specials, "axpy and scale": updates };

export const suite: Suite = {
  name: "dense.vector",
  cases: flavours().flatMap((variant) => [
    ...(["f32", "f64"] as const).flatMap((dtype) => Object.entries(all).map(([name, body]) => test(`${variant} ${dtype} ${name}`, () => withKernels(variant, (k, s) => body(k, s, dtype))))),
    test(`${variant} transpose of every dtype`, () => withKernels(variant, (k, s) => transposes(k, s, "f32"))),
  ]),
};
