// Strided vectors reach gemv through gemm: a product with one row or one column is a matrix times a row or column of a matrix.
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { compact, gemmReference } from "../helpers/reference.js";
import { firstOutside } from "../helpers/tolerance.js";
import { buildsWith, Ground, SIZE } from "../helpers/vector.ground.js";

const lengths = [1, 2, 5, 6, 7, 13, 33, 70];

describe.each(buildsWith("gemm_direct_f32"))("gemv with strides, %s", (build) => {
  for (const dtype of ["f32", "f64"] as const) for (const [m, n] of [[1, 0], [0, 1]] as const) {
    it(`${dtype} C with one ${m ? "row" : "column"}, every orientation of A and B`, () => {
      const ground = new Ground(build, 6);
      const size = SIZE[dtype];
      for (const length of lengths) for (const k of lengths) for (const flags of [0, 1, 2, 3]) for (const beta of [0, 1, -0.5]) {
        const [rows, cols] = m ? [1, length] : [length, 1];
        const [transA, transB] = [flags > 1, flags % 2 === 1];
        const random = new Random(length * 100 + k);
        const a = random.array(dtype, rows * k), b = random.array(dtype, k * cols), c = random.array(dtype, rows * cols);
        if (beta === 0) c.fill(NaN);
        // Every operand is a window three elements wider than it is.
        const place = (ptr: number, r: number, w: number, data: ArrayLike<number>): void => {
          for (let i = 0; i < r; i++) ground.put(ptr + i * (w + 3) * size, random.array(dtype, w).map((_, j) => data[i * w + j] as number));
        };
        const transposed = (data: ArrayLike<number>, r: number, w: number): number[] => Array.from({ length: r * w }, (_, i) => data[(i % r) * w + Math.floor(i / r)] as number);
        const [pa, pb, pc, ws] = [65536 + size, 131072 + size, 262144 + size, 327680];
        if (transA) place(pa, k, rows, transposed(a, rows, k)); else place(pa, rows, k, a);
        if (transB) place(pb, cols, k, transposed(b, k, cols)); else place(pb, k, cols, b);
        place(pc, rows, cols, c);
        ground.mark();
        const [lda, ldb, ldc] = [(transA ? rows : k) + 3, (transB ? k : cols) + 3, cols + 3];
        const done = ground.call(`gemm_direct_${dtype}`, rows, cols, k, 1.5, pa, transA ? 1 : lda, transA ? lda : 1, pb, transB ? 1 : ldb, transB ? ldb : 1, beta, pc, ldc, ws);
        expect(done).toBe(1);
        const got = Array.from({ length: rows * cols }, (_, i) => ground.take(dtype, pc + (Math.floor(i / cols) * ldc + i % cols) * size, 1)[0] as number);
        const { value, bound } = gemmReference({ dtype, a: compact(rows, k, a), b: compact(k, cols, b), c: compact(rows, cols, c), alpha: 1.5, beta });
        const what = `${dtype} ${rows}×${cols}×${k} transA=${transA} transB=${transB} β=${beta}`;
        const bad = firstOutside(got, value, bound);
        if (bad >= 0) throw new Error(`${what}: element ${bad} is ${got[bad]}, expected ${value[bad]} within ${bound[bad]}`);
        const outputs = Array.from({ length: rows }, (_, i) => ({ ptr: pc + i * ldc * size, bytes: cols * size }));
        ground.restore(what, ...outputs, { ptr: ws, bytes: ground.call(`gemm_${dtype}_workspace`, rows, cols, k) });
      }
    });
  }
});
