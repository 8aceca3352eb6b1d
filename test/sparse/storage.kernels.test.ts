// The kernels of storage and products alone, through the raw exports: every format at the edges of its slices and blocks, operands that end
// where memory ends, NaN wherever nothing may be read, and no byte written beside the outputs.
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { csrOf, denseOf, PATTERNS, type PlainCsr, plainMultiply, plainProduct, plainTranspose, sample, triplets } from "../helpers/sparse.js";
import { Ground } from "../helpers/vector.ground.js";

const SIZES = [0, 1, 2, 3, 7, 8, 9, 15, 17, 24, 255, 256, 257, 515];
const FORMATS = [[0, "compressed rows"], [1, "SELL-8"], [2, "BSR-2"], [3, "BSR-3"], [4, "DIA"], [5, "what suits"]] as const;
const START = 65536;
const up = (bytes: number): number => Math.ceil(bytes / 64) * 64 + 64;
const i32 = (a: ArrayLike<number>): Uint32Array => new Uint32Array(Int32Array.from(a).buffer);

/** Places one after the other, with unwritten room between them. */
class Desk {
  readonly ground = new Ground("simd", 10);
  private top = START;
  fresh(): void { this.top = START; }
  room(bytes: number): number { const at = this.top; this.top += up(bytes); return at; }
  put(data: Uint32Array | Float64Array | Float32Array): number { const at = this.room(data.byteLength); this.ground.put(at, data); return at; }
  matrix(A: PlainCsr): [p: number, idx: number, v: number] { return [this.put(i32(A.rowPtr)), this.put(i32(A.colIdx)), this.put(A.values)]; }
  ints(at: number, length: number): number[] { return [...new Int32Array(this.ground.bytes(at, 4 * length).buffer)]; }
}

describe("sparse kernels alone", () => {
  const desk = new Desk(), { ground } = desk;
  const positive = (v: ArrayLike<number>): number[] => Array.from(v, (e) => e + 0);

  it.each(FORMATS)("products on %i %s", (kind, name) => {
    let packed = 0;
    for (const rows of SIZES) for (const cols of [rows, 6, 70]) for (const pattern of PATTERNS) {
      const random = new Random(rows + 1000 * cols), A = sample(random, rows, cols, pattern), x = random.array("f64", cols, "integers"), what = `${name} ${rows}×${cols} ${pattern}`;
      desk.fresh();
      const [p, idx, v] = desk.matrix(A), need = ground.call("csr_plan_workspace", rows, cols), ws = desk.room(need), head = desk.room(64);
      ground.mark();
      const bytes = kind === 0 ? 0 : ground.call("csr_plan", rows, cols, p, idx, head, kind % 5, ws);
      ground.restore(`${what}: plan`, { ptr: ws, bytes: need }, { ptr: head, bytes: 64 });
      if (kind !== 0 && bytes === 0) continue;
      packed++;
      const block = desk.room(bytes);
      ground.mark();
      if (kind !== 0) {
        ground.call("csr_plan", rows, cols, p, idx, block, kind % 5, ws);
        if (kind < 5) expect(ground.call("csr_packed_kind", block)).toBe(kind);
        ground.call("csr_pack_f64", rows, cols, p, idx, v, block, ws);
        const written = ground.bytes(block, bytes);
        ground.restore(`${what}: pack`, { ptr: block, bytes }, { ptr: ws, bytes: need });
        new Uint8Array(ground.raw.memory.buffer, block, bytes).set(written);
      }
      // x and y end where memory ends, in turn.
      for (const last of ["x", "y"] as const) {
        const at = ground.end - 8 * (last === "x" ? cols : rows), X = last === "x" ? at : desk.put(x), Y = last === "y" ? at : desk.room(8 * rows);
        ground.put(X, x);
        ground.mark();
        ground.call("csr_product_f64", rows, p, idx, v, kind === 0 ? 0 : block, X, Y);
        expect(positive(ground.take("f64", Y, rows)), what).toEqual(positive(plainProduct(A, x, "f64").value));
        ground.restore(what, { ptr: Y, bytes: 8 * rows });
      }
    }
    expect(packed).toBeGreaterThan(kind === 4 ? 8 : kind === 5 ? 25 : 40);
  });

  it.each(["f32", "f64"] as const)("α, β, transposed and normal products in %s", (dtype) => {
    for (const rows of SIZES) for (const cols of [rows, 11]) for (const pattern of ["ragged", "long"] as const) {
      const random = new Random(rows + cols), A = sample(random, rows, cols, pattern), x = random.array(dtype, cols, "integers"), z = random.array(dtype, rows, "integers"), what = `${rows}×${cols} ${pattern}`;
      desk.fresh();
      const width = dtype === "f32" ? 4 : 8, [p, idx] = desk.matrix(A), v = desk.put(dtype === "f32" ? Float32Array.from(A.values) : A.values), X = desk.put(x), Z = desk.put(z), sums = desk.room(8 * cols), Y = desk.put(z);
      ground.mark();
      ground.call(`csr_spmv_${dtype}`, rows, p, idx, v, 2, X, -1, Y);
      expect(positive(ground.take(dtype, Y, rows)), what).toEqual(positive(plainProduct(A, x, dtype, 2, -1, z).value));
      ground.restore(what, { ptr: Y, bytes: width * rows });
      ground.call(`csr_spmv_t_${dtype}`, rows, cols, p, idx, v, Z, sums);
      expect(positive(ground.take("f64", sums, cols)), what).toEqual(positive(plainProduct(A, z, "f64", 1, 0, undefined, true).value));
      ground.restore(what, { ptr: sums, bytes: 8 * cols });
      ground.call(`csr_normal_${dtype}`, rows, cols, p, idx, v, X, sums);
      expect(positive(ground.take("f64", sums, cols)), what).toEqual(positive(plainProduct(A, plainProduct(A, x, "f64").value, "f64", 1, 0, undefined, true).value));
      ground.restore(what, { ptr: sums, bytes: 8 * cols });
    }
  });

  it("transposition, and triplets into columns", () => {
    for (const rows of SIZES) for (const pattern of PATTERNS) {
      const cols = (rows * 7) % 101, A = sample(new Random(rows), rows, cols, pattern), T = csrOf(plainTranspose(denseOf(A))), nnz = A.values.length;
      desk.fresh();
      const [p, idx, v] = desk.matrix(A), row = desk.put(i32(triplets(A).row)), tPtr = desk.room(4 * (cols + 1)), tIdx = desk.room(4 * nnz), tVal = desk.room(8 * nnz);
      const pieces = [{ ptr: tPtr, bytes: 4 * (cols + 1) }, { ptr: tIdx, bytes: 4 * nnz }, { ptr: tVal, bytes: 8 * nnz }];
      ground.mark();
      const expectT = (): void => {
        expect(desk.ints(tPtr, cols + 1)).toEqual([...T.rowPtr]);
        expect(desk.ints(tIdx, nnz)).toEqual([...T.colIdx]);
        expect(ground.take("f64", tVal, nnz)).toEqual(T.values);
        ground.restore(`${rows} ${pattern}`, ...pieces);
      };
      ground.call("csr_transpose_f64", rows, cols, p, idx, v, tPtr, tIdx, tVal);
      expectT();
      ground.call("triplets_columns_f64", nnz, cols, row, idx, v, tPtr, tIdx, tVal);
      expectT();
    }
  });

  it("products of matrices: what is counted is what is written", () => {
    for (const rows of [0, 1, 8, 127, 128, 129, 257]) for (const pattern of PATTERNS) {
      const random = new Random(rows), A = sample(random, rows, 40, pattern), B = sample(random, 40, 33, "ragged"), C = csrOf(plainMultiply(denseOf(A), denseOf(B))), nnz = C.values.length;
      desk.fresh();
      const a = desk.matrix(A), b = desk.matrix(B), need = 12 * 33 + 4 * (nnz + 1), p = desk.room(4 * (rows + 1)), idx = desk.room(4 * nnz), v = desk.room(8 * nnz), ws = desk.room(need);
      ground.mark();
      expect(ground.call("csr_multiply_count", rows, 33, a[0], a[1], b[0], b[1], p, ws)).toBe(nnz);
      expect(desk.ints(p, rows + 1)).toEqual([...C.rowPtr]);
      ground.call("csr_multiply_f64", rows, 33, ...a, ...b, p, idx, v, ws);
      expect(desk.ints(p, rows + 1)).toEqual([...C.rowPtr]);
      expect(desk.ints(idx, nnz)).toEqual([...C.colIdx]);
      expect(positive(ground.take("f64", v, nnz))).toEqual(positive(C.values));
      ground.restore(`${rows} ${pattern}`, { ptr: p, bytes: 4 * (rows + 1) }, { ptr: idx, bytes: 4 * nnz }, { ptr: v, bytes: 8 * nnz }, { ptr: ws, bytes: need });
    }
  });

  it("symmetry of patterns and values, as the definition", () => {
    for (const n of SIZES) for (const change of ["none", "value", "entry"] as const) {
      const random = new Random(n), D = denseOf(sample(random, n, n, "ragged"));
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) for (const a of [D.a, D.at]) a[j * n + i] = a[i * n + j]!;
      const spots = [...D.at.keys()].filter((at) => D.at[at] && at % n !== Math.floor(at / n)), spot = spots[random.int(0, spots.length - 1)];
      if (spot === undefined && change !== "none") continue;
      if (change === "value") D.a[spot!]! += 1;
      if (change === "entry") D.at[spot!] = 0;
      desk.fresh();
      const [p, idx, v] = desk.matrix(csrOf(D)), ws = desk.room(4 * n);
      ground.mark();
      expect(ground.call("csr_symmetry_f64", n, p, idx, v, ws), `${n} ${change}`).toBe({ none: 3, value: 1, entry: 0 }[change]);
      ground.restore("symmetry", { ptr: ws, bytes: 4 * n });
    }
  });

  it("triangular systems, sums and parts write their outputs only", () => {
    for (const n of [0, 1, 8, 511, 512, 513]) for (const upper of [0, 1]) for (const trans of [0, 1]) {
      const random = new Random(n), A = sample(random, n, n, "stencil"), x = random.array("f64", n, "integers"), b = new Float64Array(n);
      for (let i = 0; i < n; i++) for (let k = A.rowPtr[i]!; k < A.rowPtr[i + 1]!; k++) {
        const j = A.colIdx[k]!;
        if (j === i) A.values[k] = 2;
        if (upper ? j >= i : j <= i) b[trans ? j : i]! += A.values[k]! * x[trans ? i : j]!;
      }
      desk.fresh();
      const m = desk.matrix(A), X = ground.end - 8 * n, list = desk.put(i32(x.map((_, i) => n - 1 - i))), nnz = A.values.length, t = [desk.room(4 * (n + 1)), desk.room(8 * nnz), desk.room(16 * nnz)] as const;
      ground.put(X, b);
      ground.mark();
      expect(ground.call("csr_first_zero_f64", n, ...m)).toBe(0);
      ground.call("csr_trisolve_f64", n, upper, trans, 0, ...m, X);
      expect(positive(ground.take("f64", X, n))).toEqual(positive(x));
      ground.restore(`triangle ${n}`, { ptr: X, bytes: 8 * n });
      expect(ground.call("csr_add_count", n, m[0], m[1], m[0], m[1], t[0])).toBe(nnz);
      ground.call("csr_add_f64", n, 1, ...m, 1, ...m, t[1], t[2]);
      expect(positive(ground.take("f64", t[2], nnz))).toEqual(positive(A.values.map((v) => 2 * v)));
      ground.restore(`sum ${n}`, { ptr: t[0], bytes: 4 * (n + 1) }, { ptr: t[1], bytes: 4 * nnz }, { ptr: t[2], bytes: 8 * nnz });
      expect(ground.call("csr_select_count", n, n, m[0], m[1], list, list, t[0])).toBe(nnz);
      ground.call("csr_select_f64", n, n, ...m, list, list, t[0], t[1], t[2]);
      expect(desk.ints(t[0], n + 1)[n]).toBe(nnz);
      ground.restore(`part ${n}`, { ptr: t[0], bytes: 4 * (n + 1) }, { ptr: t[1], bytes: 4 * nnz }, { ptr: t[2], bytes: 8 * nnz });
    }
  });

  it("checks name the first position at fault", () => {
    for (const n of [1, 2, 4095, 4096, 4097, 9000]) for (const at of new Set([0, n >> 1, n - 1])) {
      desk.fresh();
      const values = new Float64Array(n).fill(1e308), idx = new Int32Array(n).fill(4);
      values[at] = at % 2 ? NaN : -Infinity;
      idx[at] = at % 2 ? -1 : 5;
      const v = desk.put(values), c = desk.put(i32(idx));
      ground.mark();
      expect(ground.call("csr_finite_f64", n, v)).toBe(at + 1);
      expect(ground.call("csr_finite_f64", at, v)).toBe(0);
      expect(ground.call("csr_indices", n, c, 5)).toBe(at + 1);
      expect(ground.call("csr_indices", at, c, 5)).toBe(0);
      ground.restore(`checks ${n} ${at}`);
    }
  });
});
