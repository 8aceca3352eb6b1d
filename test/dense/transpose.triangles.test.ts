// The passes over one matrix: scale, mirror of the lower triangle, zeros above the diagonal. Gaps between rows stay as they are.
import { describe, it } from "vitest";
import { buildsWith, Ground, SIZE } from "../helpers/vector.ground.js";

const sizes = [0, 1, 2, 3, 5, 8, 15, 16, 17, 31, 32, 33, 47, 130];

describe.each(buildsWith("mirror_lower_f32"))("triangles and scaling, %s", (build) => {
  for (const dtype of ["f32", "f64"] as const) {
    const size = SIZE[dtype];
    const element = (i: number, j: number): number => 1 + i * 200 + j;
    /** rows×cols, only where `known`: elsewhere NaN. Then the call, then every element against `want`. */
    const check = (ground: Ground, rows: number, cols: number, gap: number, known: (i: number, j: number) => boolean, call: (ptr: number, ld: number) => void, want: (i: number, j: number) => number): void => {
      const ld = cols + gap, bytes = rows === 0 || cols === 0 ? 0 : ((rows - 1) * ld + cols) * size;
      for (const ptr of [65536 + size, ground.end - bytes]) {
        for (let i = 0; i < rows; i++) ground.put(ptr + i * ld * size, (dtype === "f32" ? Float32Array : Float64Array).from({ length: cols }, (_, j) => (known(i, j) ? element(i, j) : NaN)));
        ground.mark();
        call(ptr, ld);
        for (let i = 0; i < rows; i++) ground.take(dtype, ptr + i * ld * size, cols).forEach((got, j) => {
          if (!Object.is(got, want(i, j))) throw new Error(`${rows}×${cols} gap ${gap}: (${i}, ${j}) is ${got}, expected ${want(i, j)}`);
        });
        ground.restore(`${rows}×${cols} gap ${gap}`, ...Array.from({ length: rows }, (_, i) => ({ ptr: ptr + i * ld * size, bytes: cols * size })));
      }
    };

    it(`mirror_lower_${dtype} reads the lower triangle alone`, () => {
      const ground = new Ground(build, 5);
      for (const n of sizes) for (const gap of [0, 3]) check(ground, n, n, gap, (i, j) => j <= i, (ptr, ld) => ground.call(`mirror_lower_${dtype}`, n, ptr, ld), (i, j) => element(Math.max(i, j), Math.min(i, j)));
    });

    it(`zero_upper_${dtype} keeps the lower triangle and does not read the upper`, () => {
      const ground = new Ground(build, 5);
      for (const n of sizes) for (const gap of [0, 3]) check(ground, n, n, gap, (i, j) => j <= i, (ptr, ld) => ground.call(`zero_upper_${dtype}`, n, ptr, ld), (i, j) => (j > i ? 0 : element(i, j)));
    });

    it(`scale_matrix_${dtype}: β, 1, and 0 which does not read`, () => {
      const ground = new Ground(build, 5);
      for (const m of [0, 1, 2, 7]) for (const n of sizes) for (const gap of [0, 3]) for (const beta of [0, -0, 1, -2.5])
        check(ground, m, n, gap, () => beta !== 0, (ptr, ld) => ground.call(`scale_matrix_${dtype}`, m, n, beta, ptr, ld), (i, j) => (beta === 0 ? 0 : beta * element(i, j)));
    });

    it(`scale_matrix_${dtype} by 1 keeps NaN payloads`, () => {
      const ground = new Ground(build, 3);
      ground.mark();
      ground.call(`scale_matrix_${dtype}`, 9, 33, 1, 65536, 40);
      ground.restore("β = 1");
    });
  }
});
