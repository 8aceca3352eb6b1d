// Algebra that dense.gemm must obey whatever its blocking. Small integers make every sum exact, so identities hold to the bit.
import fc from "fast-check";
import { type GemmOptions, type Kernels, loadSync, type Matrix } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { tryGemm } from "../helpers/guard.gemm.js";
import { flavours } from "../helpers/guard.kernels.js";
import { type Float, type FloatArray, type Kind, Random } from "../helpers/random.js";
import { firstDifferent } from "../helpers/tolerance.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const runs = { numRuns: 150, seed };

/** Mostly small, often at an edge of a tile, now and then past a block. */
const size: fc.Arbitrary<number> = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 20 }) }, { weight: 3, arbitrary: fc.integer({ min: 21, max: 80 }) }, { weight: 1, arbitrary: fc.constantFrom(127, 129, 239, 241, 255, 257, 300) });
const dtype: fc.Arbitrary<Float> = fc.constantFrom("f32", "f64");
const draw: fc.Arbitrary<number> = fc.integer({ min: 0, max: 2 ** 31 });

function transposed(data: FloatArray, rows: number, cols: number): FloatArray {
  const out = data.slice();
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out[j * rows + i] = data[i * cols + j] as number;
  return out;
}

/** −0 and +0 are the same answer. */
function expectSame(got: FloatArray, want: FloatArray): void {
  const at = firstDifferent(got.map((x) => x + 0), want.map((x) => x + 0));
  if (at >= 0) throw new Error(`element ${at} is ${got[at]}, expected ${want[at]}`);
}

describe.each(flavours())(`dense.gemm properties, %s (SEED=${seed})`, (variant) => {
  const k = loadSync({ variant });
  afterAll(() => {
    expect(k.memory().handles).toBe(0);
    k.free();
  });

  /** Runs a body with a source of matrices and a one-line product. */
  function property(name: string, kind: Kind, body: (p: Play) => void): void {
    it(name, () => {
      fc.assert(fc.property(size, size, size, dtype, draw, (m, n, kk, d, s) => k.scope((scope) => {
        const random = new Random(s);
        const make = (rows: number, cols: number): Matrix<Float> => scope.matrix<Float>(d, rows, cols, random.array(d, rows * cols, kind));
        const from = (rows: number, cols: number, data: ArrayLike<number>): Matrix<Float> => scope.matrix<Float>(d, rows, cols, data);
        const times = (A: Matrix<Float>, B: Matrix<Float>, o: GemmOptions = {}): FloatArray => k.dense.gemm(from(o.transA ? A.cols : A.rows, o.transB ? B.rows : B.cols, new Float64Array((o.transA ? A.cols : A.rows) * (o.transB ? B.rows : B.cols)).fill(o.beta ? 0 : NaN)), A, B, o).copy() as FloatArray;
        body({ k, m, n, kk, random, make, from, times });
      })), runs);
    });
  }

  it("random shapes, options and windows match the reference", () => {
    const scalar = fc.constantFrom(1, 1, 0, -1, 0.5, 3.25);
    const frame = fc.record({ top: fc.nat(2), left: fc.nat(9), right: fc.nat(9), bottom: fc.nat(2) });
    fc.assert(fc.property(fc.record({
      dtype, m: size, n: size, k: size, alpha: scalar, beta: scalar, transA: fc.boolean(), transB: fc.boolean(), bias: fc.boolean(), packed: fc.boolean(), frame,
      kind: fc.constantFrom("uniform" as const, "wide" as const, "special" as const), activation: fc.constantFrom("none" as const, "none" as const, "relu" as const),
    }), draw, (trial, s) => void tryGemm(k, new Random(s), trial)), { ...runs, numRuns: 400 });
  });

  property("A·I = A and I·B = B, to the bit", "wide", ({ m, n, make, from, times }) => {
    const A = make(m, n);
    const eye = (size: number): Matrix<Float> => from(size, size, Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0)));
    expectSame(times(A, eye(n)), A.copy() as FloatArray);
    expectSame(times(eye(m), A), A.copy() as FloatArray);
  });

  property("transposed operands: op(A)·op(B) is the product of what they stand for", "integers", ({ m, n, kk, make, from, times }) => {
    const [A, B] = [make(m, kk), make(kk, n)];
    const At = from(kk, m, transposed(A.copy() as FloatArray, m, kk));
    const Bt = from(n, kk, transposed(B.copy() as FloatArray, kk, n));
    const want = times(A, B);
    expectSame(times(At, B, { transA: true }), want);
    expectSame(times(A, Bt, { transB: true }), want);
    expectSame(times(At, Bt, { transA: true, transB: true }), want);
    expectSame(transposed(times(Bt, At), n, m), want);
  });

  property("(A + B)·C = A·C + B·C, the sum through β = 1", "integers", ({ k: kernels, m, n, kk, make, from, times }) => {
    const [A, B, C] = [make(m, kk), make(m, kk), make(kk, n)];
    const b = B.copy();
    const sum = from(m, kk, (A.copy() as FloatArray).map((x, i) => x + (b[i] as number)));
    const both = from(m, n, times(A, C));
    kernels.dense.gemm(both, B, C, { beta: 1 });
    expectSame(both.copy() as FloatArray, times(sum, C));
  });

  property("(A·B)·C = A·(B·C)", "integers", ({ m, n, kk, random, make, from, times }) => {
    const q = random.int(0, 30);
    const [A, B, C] = [make(m, kk), make(kk, q), make(q, n)];
    // Sums stay below 2^24 while 4^3·k·q does.
    if (64 * kk * q > 2 ** 24) return;
    expectSame(times(from(m, q, times(A, B)), C), times(A, from(kk, n, times(B, C))));
  });

  property("a split in any dimension changes nothing", "integers", ({ k: kernels, m, n, kk, random, make, from, times }) => {
    const [A, B] = [make(m, kk), make(kk, n)];
    const [i, j, p] = [random.int(0, m), random.int(0, n), random.int(0, kk)];
    const C = from(m, n, new Float64Array(m * n).fill(NaN));
    for (const [r0, r1] of [[0, i], [i, m]] as const) for (const [c0, c1] of [[0, j], [j, n]] as const) {
      const part = C.sub(r0, c0, r1 - r0, c1 - c0);
      kernels.dense.gemm(part, A.sub(r0, 0, r1 - r0, p), B.sub(0, c0, p, c1 - c0));
      kernels.dense.gemm(part, A.sub(r0, p, r1 - r0, kk - p), B.sub(p, c0, kk - p, c1 - c0), { beta: 1 });
    }
    expectSame(C.copy() as FloatArray, times(A, B));
  });

  property("scaling by a power of two is exact; so is the sign", "uniform", ({ make, m, n, kk, times }) => {
    const [A, B] = [make(m, kk), make(kk, n)];
    const once = times(A, B);
    expectSame(times(A, B, { alpha: 4 }), once.map((x) => 4 * x));
    expectSame(times(A, B, { alpha: -1 }), once.map((x) => -x));
  });

  property("permuting rows of A permutes rows of C", "integers", ({ make, from, m, n, kk, random, times }) => {
    const [A, B] = [make(m, kk), make(kk, n)];
    const order = Array.from({ length: m }, (_, i) => i).sort(() => random.unit() - 0.5);
    const rows = (data: ArrayLike<number>, width: number): Float64Array => Float64Array.from({ length: m * width }, (_, at) => data[(order[Math.floor(at / width)] as number) * width + (at % width)] as number);
    expect([...times(from(m, kk, rows(A.copy(), kk)), B)].map((x) => x + 0)).toEqual([...rows(times(A, B), n)].map((x) => x + 0));
  });

  property("the same call gives the same bits, at whatever address", "uniform", ({ make, from, m, n, kk, random, times }) => {
    const [A, B] = [make(m, kk), make(kk, n)];
    const first = times(A, B);
    make(1, random.int(1, 500));
    expectSame(times(from(m, kk, A.copy()), from(kk, n, B.copy())), first);
  });
});

interface Play {
  readonly k: Kernels;
  readonly m: number;
  readonly n: number;
  readonly kk: number;
  readonly random: Random;
  readonly make: (rows: number, cols: number) => Matrix<Float>;
  readonly from: (rows: number, cols: number, data: ArrayLike<number>) => Matrix<Float>;
  readonly times: (A: Matrix<Float>, B: Matrix<Float>, o?: GemmOptions) => FloatArray;
}
