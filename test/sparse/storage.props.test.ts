// Identities of products and algebra on random matrices. Small integers make every sum exact, so they hold to the bit.
import fc from "fast-check";
import { type Csr, loadSync, type Vector } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { flavours } from "../helpers/guard.kernels.js";
import { type Float, Random } from "../helpers/random.js";
import { PATTERNS, sample, shuffled, triplets, warm } from "../helpers/sparse.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const shape = fc.record({ dtype: fc.constantFrom<Float>("f32", "f64"), m: fc.nat(70), n: fc.nat(70), l: fc.nat(40), pattern: fc.constantFrom(...PATTERNS), draw: fc.nat(2 ** 31 - 1) });

describe.each(flavours())(`sparse properties, %s (SEED=${seed})`, (variant) => {
  const k = loadSync({ variant }), sp = k.sparse;
  afterAll(() => {
    expect(k.memory().handles).toBe(0);
    k.free();
  });
  const plain = (v: Vector<Float> | ArrayLike<number>): number[] => Array.from("copy" in v ? v.copy() : v, (e) => e + 0);
  const entries = (A: Csr<Float>): unknown => { const { rowPtr, colIdx, values } = A.copy(); return [[...Array.from(rowPtr)], [...Array.from(colIdx)], plain(values)]; };

  it("any order of triplets, split into duplicates: one matrix", () => {
    fc.assert(fc.property(shape, ({ dtype, m, n, pattern, draw }) => k.scope((s) => {
      const random = new Random(draw), A = sample(random, m, n, pattern), t = triplets(A), halves = t.values.map(() => random.int(-3, 3));
      const split = shuffled(random, { row: [...t.row, ...t.row], col: [...t.col, ...t.col], values: [...halves, ...t.values.map((v, at) => v - halves[at]!)] });
      expect(entries(s.csr<Float>(dtype, m, n, split))).toEqual(entries(s.csr<Float>(dtype, m, n, A)));
    })), { numRuns: 150, seed });
  });

  it("(A·B)·x = A·(B·x), (A·B)ᵀ = Bᵀ·Aᵀ, (A + B)·x = A·x + B·x, AᵀA·x = Aᵀ·(A·x)", () => {
    fc.assert(fc.property(shape, ({ dtype, m, n, l, pattern, draw }) => k.scope((s) => {
      const random = new Random(draw), A = s.csr<Float>(dtype, m, n, sample(random, m, n, pattern)), B = s.csr<Float>(dtype, n, l, sample(random, n, l, "ragged")), C = s.csr<Float>(dtype, m, n, sample(random, m, n, "even"));
      const v = (length: number): Vector<Float> => s.vector<Float>(dtype, random.array(dtype, length, "integers")), out = (length: number): Vector<Float> => s.vector<Float>(dtype, length);
      const x = v(l), y = v(n), AB = s.use(sp.multiply(A, B));
      expect(plain(sp.spmv(out(m), AB, x))).toEqual(plain(sp.spmv(out(m), A, sp.spmv(out(n), B, x))));
      expect(entries(s.use(sp.transpose(AB)))).toEqual(entries(s.use(sp.multiply(s.use(sp.transpose(B)), s.use(sp.transpose(A))))));
      const sum = sp.spmv(out(m), C, y);
      expect(plain(sp.spmv(out(m), s.use(sp.add(A, C)), y))).toEqual(plain(sp.spmv(sum, A, y, { beta: 1 })));
      const both = plain(sp.normal(out(n), A, y));
      expect(both).toEqual(plain(sp.spmv(out(n), A, sp.spmv(out(m), A, y), { trans: true })));
      expect(both).toEqual(plain(sp.spmv(out(n), s.use(sp.gram(A)), y)));
      expect(plain(sp.spmm(s.matrix<Float>(dtype, m, 1), A, s.matrix<Float>(dtype, n, 1, y.copy())).copy())).toEqual(plain(sp.spmv(out(m), A, y)));
    })), { numRuns: 100, seed });
  });

  it("a format changes no exact product", () => {
    fc.assert(fc.property(shape, ({ m, n, pattern, draw }) => k.scope((s) => {
      const random = new Random(draw), rows = 4 * m, cols = 4 * n, A = s.csr("f64", rows, cols, sample(random, rows, cols, pattern)), x = s.vector("f64", random.array("f64", cols, "integers"));
      const before = plain(sp.spmv(s.vector("f64", rows), A, x));
      warm(k, A);
      expect(plain(sp.spmv(s.vector("f64", rows), A, x)), A.format).toEqual(before);
    })), { numRuns: 100, seed });
  });

  it("permuting back gives the matrix back", () => {
    fc.assert(fc.property(shape, ({ dtype, m, n, pattern, draw }) => k.scope((s) => {
      const random = new Random(draw), A = s.csr<Float>(dtype, m, n, sample(random, m, n, pattern));
      const order = (count: number): number[] => Array.from({ length: count }, (_, i) => [random.unit(), i] as const).sort((a, b) => a[0] - b[0]).map(([, i]) => i);
      const inverse = (p: number[]): number[] => p.reduce<number[]>((q, i, at) => { q[i] = at; return q; }, new Array(p.length).fill(0));
      const p = order(m), q = order(n), B = s.use(sp.permute(A, p, q));
      expect(entries(s.use(sp.permute(B, inverse(p), inverse(q))))).toEqual(entries(A));
      expect(entries(s.use(sp.submatrix(A, p, q)))).toEqual(entries(B));
    })), { numRuns: 100, seed });
  });
});
