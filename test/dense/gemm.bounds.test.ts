// No load or store of the gemm drivers leaves its operand: each in turn ends where memory ends, so one byte beyond would trap.
import { describe, expect, it } from "vitest";
import { builds, rawInstance } from "../wasm/raw.js";
import type { Float } from "../helpers/random.js";

const SIZE = { f32: 4, f64: 8 } as const;
const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 17, 33];
const deep = [[5, 8, 129], [33, 40, 385], [241, 9, 3], [6, 2050, 5], [125, 33, 200]] as const;

interface Operand { readonly rows: number; readonly cols: number; readonly stride: number; readonly bytes: number }

function operand(size: number, rows: number, cols: number, gap: number): Operand {
  const stride = cols + gap;
  return { rows, cols, stride, bytes: ((rows - 1) * stride + cols) * size };
}

describe.each(builds)("gemm at the end of memory, %s", (build) => {
  for (const dtype of ["f32", "f64"] as Float[]) {
    const size = SIZE[dtype];
    const { memory, call } = rawInstance(build, 64);
    const raw = (name: string): ((...args: number[]) => number) => call[name.replace("*", dtype)] as (...args: number[]) => number;
    const end = memory.buffer.byteLength;
    const [low, middle, high, scratch] = [65536, 2 ** 19, 2 ** 20, 2 ** 21];

    const product = (m: number, n: number, k: number, flags: number, gap: number): void => {
      const [transA, transB] = [flags > 1, flags % 2 === 1];
      const A = transA ? operand(size, k, m, gap) : operand(size, m, k, gap);
      const B = transB ? operand(size, n, k, gap) : operand(size, k, n, gap);
      const C = operand(size, m, n, gap);
      const [rsa, csa, rsb, csb] = [transA ? 1 : A.stride, transA ? A.stride : 1, transB ? 1 : B.stride, transB ? B.stride : 1];
      expect(scratch + raw("gemm_*_workspace")(m, n, k, 0)).toBeLessThan(end - C.bytes);
      for (const [a, b, c] of [[end - A.bytes, middle, high], [low, end - B.bytes, high], [low, middle, end - C.bytes]] as const)
        for (const [alpha, beta] of [[1, 0], [0.5, 1], [1, -2]] as const)
          raw("gemm_*")(m, n, k, alpha, a, rsa, csa, b, rsb, csb, 0, beta, c, C.stride, 0, 0, 0, scratch);
      if (n > 0) raw("gemm_*")(m, n, k, 1, low, rsa, csa, middle, rsb, csb, 0, 0, high, C.stride, 0, end - n * size, 1, scratch);
      raw("pack_*")(k, n, end - B.bytes, rsb, csb, scratch);
      if (m === n) raw("syrk_*")(m, k, 1, end - A.bytes, rsa, csa, 0, high, C.stride, scratch);
      if (m === n) raw("syrk_*")(m, k, 1, low, rsa, csa, 1, end - C.bytes, C.stride, scratch);
    };

    it(`${dtype}: every small shape, orientation and operand`, () => {
      for (const m of sizes) for (const n of sizes) for (const k of sizes) for (const flags of [0, 1, 2, 3]) product(m, n, k, flags, (m + n + k) % 3);
    });

    it(`${dtype}: shapes of more than one block`, () => {
      for (const [m, n, k] of deep) for (const flags of [0, 1, 2, 3]) for (const gap of [0, 3]) product(m, n, k, flags, gap);
    });

    it(`${dtype}: the workspace asked for is all that is used`, () => {
      for (const [m, n, k] of [[1, 1, 1], [1, 40, 30], [40, 1, 30], [5, 8, 9], [32, 32, 128], [33, 33, 33], ...deep] as const) for (const flags of [0, 1, 2, 3]) for (const packed of [0, 1]) {
        const bytes = Math.ceil(raw("gemm_*_workspace")(m, n, k, packed) / 64) * 64;
        const [transA, transB] = [flags > 1, flags % 2 === 1];
        raw("gemm_*")(m, n, k, 1, low, transA ? 1 : k, transA ? m : 1, middle, transB ? 1 : n, transB ? k : 1, packed, 0, high, n, 0, 0, 0, end - bytes);
      }
    });
  }
});
