// Rotations, sketches, random features and dyadic convolution through the public API, against their definitions.
import type { Kernels, Matrix, Scope, Vector } from "lanewise";
import { frozen, guarded } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { type Float, Random } from "../helpers/random.js";
import { dyadicReference, norm, randomizedReference, signsReference, simplexReference, sorfProjections, srhtReference } from "../helpers/wht.sketch.js";
import { close, ok, same } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope, dtype: Float) => void;
/** The union type that in-place functions take. */
const real = (x: Matrix<Float> | Vector<Float>): Vector<"f32"> => x as unknown as Vector<"f32">;
const unit = { f32: 2 ** -24, f64: 2 ** -53 } as const;

const rotations: Body = (k, s, dtype) => {
  for (const [rows, dim, block, rounds] of [[1, 1, 1, 1], [3, 2, 2, 2], [5, 8, 8, 1], [2, 64, 64, 3], [9, 128, 64, 1], [3, 192, 64, 2], [70, 96, 32, 1], [2, 256, 256, 1], [2, 1024, 1024, 2], [1, 8192, 8192, 1]] as const) {
    const random = new Random(dim), x = random.array(dtype, rows * dim), frame = guarded(s, dtype, rows, dim, x);
    const turn = k.wht.randomized(dim, { seed: 77, rounds, block });
    ok(turn.apply(real(frame.matrix)) === real(frame.matrix) && turn.dim === dim, "apply returns its operand");
    frame.verify();
    const got = frame.matrix.copy(), bound = rounds * (Math.log2(block) + 2) * unit[dtype];
    for (let i = 0; i < rows; i++) {
      const row = x.subarray(i * dim, (i + 1) * dim);
      close(got.subarray(i * dim, (i + 1) * dim), randomizedReference(row, 77, rounds, block), bound * norm(row), `${dtype} ${rows}×${dim} block ${block} rounds ${rounds}: row ${i}`);
    }
    turn.invert(real(frame.matrix));
    frame.verify();
    close(frame.matrix.copy(), x, 2 * bound * norm(x), "invert");
    const v = s.vector<Float>(dtype, x.subarray(0, dim));
    same(turn.apply(real(v)).copy(), got.subarray(0, dim), "a vector as a row");
  }
};

/** Orders m·2^k: against the signs and the transform they are made of, and back. */
const otherOrders: Body = (k, s, dtype) => {
  for (const [rows, dim, rounds] of [[1, 12, 1], [3, 20, 2], [2, 56, 1], [2, 40, 3], [2, 1536, 1]] as const) {
    const random = new Random(dim), x = random.array(dtype, rows * dim), frame = guarded(s, dtype, rows, dim, x), turn = k.wht.randomized(dim, { seed: 6, rounds });
    turn.apply(real(frame.matrix));
    frame.verify();
    const want = real(s.matrix<Float>(dtype, rows, dim, x));
    for (let r = 0; r < rounds; r++) {
      const flips = signsReference(6, r, dim);
      want.view.forEach((v, i, all) => { all[i] = v * flips[i % dim]!; });
      k.wht.hadamard(want, { scale: "ortho" });
    }
    same(frame.matrix.copy(), want.copy(), `${rows}×${dim}, ${rounds} rounds`);
    turn.invert(real(frame.matrix));
    close(frame.matrix.copy(), x, 60 * rounds * unit[dtype] * norm(x), "invert");
  }
};

/** Blocks of one element leave D alone: every length to two blocks of bits and a tail. */
const signs: Body = (k, s, dtype) => {
  for (const dim of [1, 2, 3, 4, 5, 7, 8, 31, 127, 128, 129, 130, 131, 132, 256, 259, 391]) {
    const ones = s.vector<Float>(dtype, new Float64Array(dim).fill(1));
    same(k.wht.randomized(dim, { seed: 2 ** 53 - 1, block: 1 }).apply(real(ones)).copy(), signsReference(2 ** 53 - 1, 0, dim), `signs of ${dim}`);
  }
};

const sketches: Body = (k, s, dtype) => {
  const shapes = [[1, 1, 1], [2, 3, 1], [3, 1, 4], [5, 4, 3], [17, 9, 32], [64, 5, 64], [100, 33, 40], [1000, 3, 7], [1025, 4, 30], [2100, 5, 1030], [4100, 2, 1], [6000, 1, 300], [40, dtype === "f32" ? 1029 : 517, 9], [9, 0, 4]] as const;
  for (const [rows, cols, sketch] of shapes) {
    const random = new Random(rows + cols), a = random.array(dtype, rows * cols), A = guarded(s, dtype, rows, cols, a), SA = guarded(s, dtype, sketch, cols, new Float64Array(sketch * cols).fill(NaN));
    const unchanged = frozen("A", A.matrix), S = k.wht.srht({ rows, sketch, seed: 5 });
    ok(S.apply(SA.matrix, A.matrix) === SA.matrix && S.rows === rows && S.sketch === sketch, "apply returns SA");
    const n = 2 ** Math.ceil(Math.log2(rows)), c = Math.min(n, Math.max(1024, Math.min(4096, 2 ** Math.ceil(Math.log2(sketch))))), own = dtype === "f64" ? Math.log2(n) : 0;
    const got = SA.matrix.copy(), want = srhtReference(a, rows, cols, sketch, 5);
    for (let j = 0; j < cols; j++) {
      const column = (x: ArrayLike<number>, height: number): Float64Array => Float64Array.from({ length: height }, (_, i) => x[i * cols + j]!);
      const error = norm(column(got, sketch).map((v, i) => v - want[i * cols + j]!)), bound = (Math.log2(c) + n / c + 2 + own) * unit[dtype] * Math.sqrt(n / sketch) * norm(column(a, rows));
      ok(error <= bound, `${dtype} ${rows}×${cols} to ${sketch}: column ${j} is off by ${error}, expected at most ${bound}`);
    }
    unchanged();
    A.verify();
    SA.verify();
  }
};

const convolutions: Body = (k, s, dtype) => {
  for (const n of [1, 2, 4, 8, 16, 64, 512]) {
    const random = new Random(n), x = random.array(dtype, n), y = random.array(dtype, n);
    const bound = (3 * Math.log2(n) + 3) * unit[dtype];
    const [X, Y, Z] = [real(s.vector<Float>(dtype, x)), real(s.vector<Float>(dtype, y)), real(s.vector<Float>(dtype, n))] as const;
    const [keepX, keepY] = [frozen("x", X), frozen("y", Y)];
    ok(k.wht.dyadicConvolve(Z, X, Y) === Z, "returns z");
    const want = dyadicReference(x, y), z = Z.copy();
    close(z, want, bound * norm(x) * norm(y), `${dtype} convolution of ${n}`);
    k.wht.dyadicConvolve(Z, X, X);
    close(Z.copy(), dyadicReference(x, x), bound * norm(x) ** 2, `${dtype} square of ${n}`);
    keepX();
    keepY();
    same(k.wht.dyadicConvolve(real(s.vector<Float>(dtype, x)), X, Y).copy(), z, "again");
    const X2 = real(s.vector<Float>(dtype, x)), Y2 = real(s.vector<Float>(dtype, y)), X3 = real(s.vector<Float>(dtype, x));
    same(k.wht.dyadicConvolve(X2, X2, Y).copy(), z, "z is x");
    same(k.wht.dyadicConvolve(Y2, X, Y2).copy(), z, "z is y");
    close(k.wht.dyadicConvolve(X3, X3, X3).copy(), dyadicReference(x, x), bound * norm(x) ** 2, "z is x and y");
    const whole = new Random(n + 1), p = Float64Array.from({ length: n }, () => whole.int(-8, 8)), q = Float64Array.from({ length: n }, () => whole.int(-8, 8));
    const exact = n * norm(p) * norm(q) <= 2 ** 24;
    if (exact) same(k.wht.dyadicConvolve(Z, real(s.vector<Float>(dtype, p)), real(s.vector<Float>(dtype, q))).copy().map((v) => v + 0), dyadicReference(p, q).map((v) => v + 0), `integers of ${n}`);
  }
};

const fourier: Body = (k, s) => {
  for (const [rows, cols, features] of [[1, 1, 2], [3, 5, 6], [70, 3, 130], [2, 64, 128], [2, 65, 270], [1, 200, 514]] as const) {
    const random = new Random(cols), x = random.array("f32", rows * cols), X = guarded(s, "f32", rows, cols, x);
    const F = s.use(k.wht.sorf(X.matrix, { features, sigma: 0.75, seed: 9 })), p = features / 2;
    X.verify();
    for (const i of [0, rows - 1]) {
      const row = x.subarray(i * cols, (i + 1) * cols), w = sorfProjections(row, p, 0.75, 9), got = F.row(i).copy();
      const bound = (40 * norm(row) * Math.sqrt(cols + 64) + 1) * unit.f32 / Math.sqrt(p);
      close(got.subarray(0, p), w.map((v) => Math.cos(v) / Math.sqrt(p)), bound, `${rows}×${cols}: cosines of row ${i}`);
      close(got.subarray(p), w.map((v) => Math.sin(v) / Math.sqrt(p)), bound, `${rows}×${cols}: sines of row ${i}`);
    }
  }
};

const simplex: Body = (k, s) => {
  for (const [rows, cols, features] of [[1, 1, 1], [2, 5, 17], [300, 3, 33], [2, 16, 32], [2, 17, 65]] as const) {
    const random = new Random(cols), x = random.array("f32", rows * cols), X = guarded(s, "f32", rows, cols, x);
    const F = s.use(k.wht.simplexFeatures(X.matrix, { features, sigma: 1.5, seed: 9 }));
    X.verify();
    for (const i of [0, rows - 1]) {
      const row = x.subarray(i * cols, (i + 1) * cols), want = simplexReference(row, features, 1.5, 9), got = F.row(i).copy();
      got.forEach((v, j) => ok(v > 0 && Math.abs(v / want[j]! - 1) < (400 * norm(row) + 2) * unit.f32, `${rows}×${cols}: feature ${j} of row ${i} is ${v}, expected ${want[j]}`));
    }
  }
};

const floats: Record<string, Body> = { "rotations and back": rotations, "rotations of 12·2^k, 20·2^k, 28·2^k": otherOrders, "signs": signs, "sketches": sketches, "dyadic convolution": convolutions };
const singles: Record<string, Body> = { "Fourier features": fourier, "simplex features": simplex };

export const suite: Suite = {
  name: "wht.sketch",
  cases: flavours().flatMap((variant) => [
    ...(["f32", "f64"] as const).flatMap((dtype) => Object.entries(floats).map(([name, body]) => test(`${variant} ${dtype} ${name}`, () => withKernels(variant, (k, s) => body(k, s, dtype))))),
    ...Object.entries(singles).map(([name, body]) => test(`${variant} ${name}`, () => withKernels(variant, (k, s) => body(k, s, "f32")))),
  ]),
};
