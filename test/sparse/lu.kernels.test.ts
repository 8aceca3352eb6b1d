// The kernels of LU alone: regions that start far too small, guards around everything they write, scratch full of NaN.
import { describe, expect, it } from "vitest";
import { backwardError, type Entries, randomEntries, times } from "../helpers/sparse.lu.js";
import { rawInstance } from "../wasm/raw.js";

const GUARD = 0x5a;
const TINY = 16 * 2 ** -53;

describe("simd", () => {
  const build = "simd";
  it.each([1, 2, 3, 9, 40, 90])("n = %i, growing from nothing", (n) => {
    const { memory, call } = rawInstance(build, 64), raw = call as Record<string, (...a: number[]) => number>;
    const blocks: [number, number][] = [];
    let top = 70000;
    /** A block of garbage with 64 guard bytes on both sides. */
    const take = (bytes: number): number => {
      const ptr = (top + 127) & ~63;
      top = ptr + bytes + 64;
      new Uint8Array(memory.buffer, ptr - 64, bytes + 128).fill(GUARD);
      new Uint8Array(memory.buffer, ptr, bytes).fill(0xff);
      blocks.push([ptr, bytes]);
      return ptr;
    };
    const i32 = (p: number, l: number): Int32Array => new Int32Array(memory.buffer, p, l), f64 = (p: number, l: number): Float64Array => new Float64Array(memory.buffer, p, l);
    const e: Entries = randomEntries(n, n, n, 0.1, 1), nnz = e.values.length, starts = Int32Array.from({ length: n + 1 }, (_, i) => e.row.filter((r) => r < i).length);
    const rowPtr = take(4 * (n + 1)), colIdx = take(4 * nnz), values = take(8 * nnz), colPtr = take(4 * (n + 1)), rowIdx = take(4 * nnz), from = take(4 * nnz), head = take(raw["lu_head"]!(n));
    i32(rowPtr, n + 1).set(starts);
    i32(colIdx, nnz).set(e.col);
    f64(values, nnz).set(e.values);
    raw["lu_columns"]!(n, n, rowPtr, colIdx, colPtr, rowIdx, from);
    for (const which of [0, 11]) i32(head + raw["lu_offset"]!(n, which), n).forEach((_, i, a) => { a[i] = i; });
    raw["lu_equilibrate_f64"]!(n, rowPtr, values, head + raw["lu_offset"]!(n, 12));
    f64(head + raw["lu_offset"]!(n, 13), n).fill(1);
    const ws = take(raw["lu_factor_f64_workspace"]!(n));
    raw["lu_begin_f64"]!(n, head, ws);
    let indexSize = 0, valueSize = 0, index = take(0), value = take(0), grown = 0, status: number;
    while ((status = raw["lu_factor_f64"]!(n, colPtr, rowIdx, from, values, 0.1, head, index, indexSize, value, valueSize, ws)) !== 0) {
      const s = i32(ws, 8), bytes = new Uint8Array(memory.buffer);
      grown++;
      if (status === -1) {
        const size = indexSize + 1 + n, to = take(4 * size);
        bytes.copyWithin(to, index, index + 4 * s[3]!);
        bytes.copyWithin(to + 4 * (size - s[4]!), index + 4 * (indexSize - s[4]!), index + 4 * indexSize);
        index = to; indexSize = size;
      } else {
        expect(status).toBe(-2);
        const size = valueSize + n, to = take(8 * size);
        bytes.copyWithin(to, value, value + 8 * s[5]!);
        bytes.copyWithin(to + 8 * (size - s[6]!), value + 8 * (valueSize - s[6]!), value + 8 * valueSize);
        value = to; valueSize = size;
      }
    }
    expect(grown).toBeGreaterThan(1);
    const nodes = i32(ws, 8)[2]!, entries = raw["lu_finish_f64"]!(n, colPtr, rowIdx, head, index, ws);
    expect(entries).toBeGreaterThanOrEqual(n);
    const b = take(8 * n), x = take(8 * n), desk = take(raw["lu_solve_f64_workspace"]!(n)), x0 = Float64Array.from({ length: n }, (_, i) => i - n / 3);
    for (const step of ["factor", "refactor"]) {
      for (const trans of [0, 1]) {
        const right = times(e, x0, trans === 1), A = trans === 1 ? { rows: n, cols: n, row: e.col, col: e.row, values: e.values } : e;
        f64(b, n).set(right);
        raw["lu_solve_f64"]!(n, nodes, trans, head, index, value, value + 8 * valueSize, b, x, desk);
        expect(backwardError(A, f64(x, n), right), `${step}, trans ${trans}`).toBeLessThan(1e-11);
        const r = take(8 * n), w = raw["refine_residual_f64"]!(n, n, rowPtr, colIdx, values, x, b, r);
        if (trans === 0) expect(Math.abs(w - backwardError(e, f64(x, n), right))).toBeLessThan(TINY);
      }
      expect(raw["lu_refactor_f64"]!(n, colPtr, rowIdx, from, values, 1e-3, head, index, value, value + 8 * valueSize, take(raw["lu_refactor_f64_workspace"]!(n)))).toBe(0);
    }
    for (const [ptr, bytes] of blocks) {
      expect(new Uint8Array(memory.buffer, ptr - 64, 64).every((v) => v === GUARD), "before").toBe(true);
      expect(new Uint8Array(memory.buffer, ptr + bytes, 64).every((v) => v === GUARD), `after ${bytes} bytes at ${ptr}`).toBe(true);
    }
  });

  it("the trapezoid at every width and height", () => {
    const { memory, call } = rawInstance(build), f = new Float64Array(memory.buffer), base = 10000, t = 20000;
    for (let m = 1; m <= 13; m++) for (let w = 1; w <= m; w++) for (const extra of [0, 3]) {
      const ld = m + extra, l = Array.from({ length: ld * w }, (_, i) => ((i * 37) % 17) / 8 - 1), right = Array.from({ length: m }, (_, i) => i - 2.5);
      f.fill(NaN, base - 4, t + 40);
      f.set(l, base);
      f.set(right, t);
      call["lu_trapezoid_f64_ukr"]!(w, m, base * 8, ld, t * 8);
      for (let c = 0; c < w; c++) for (let i = c + 1; i < m; i++) right[i]! -= l[c * ld + i]! * right[c]!;
      right.forEach((v, i) => { expect(Math.abs(f[t + i]! - v)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(v)) * 2 ** w); });
      expect(f[t - 1]).toBeNaN();
      expect(f[t + m]).toBeNaN();
    }
  });
});
