// Packing for the integer products alone: panels against their definition, operands at the end of memory, both orientations.
import { describe, expect, it } from "vitest";
import { bytesIn, type Int8, int8Values } from "../helpers/int8.js";
import { Random } from "../helpers/random.js";
import { Ground } from "../helpers/vector.ground.js";

const DST = 65536;
const depths = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 40, 64, 65, 70];

/** Heights of the panels of m ≥ 12 rows: fives, then as many fours as leave no rest. */
function panels(m: number): number[] {
  const fours = (5 - (m % 5)) % 5;
  return [...new Array<number>((m - 4 * fours) / 5).fill(5), ...new Array<number>(fours).fill(4)];
}

interface Source { readonly data: Int8Array | Uint8Array; readonly rs: number; readonly cs: number; at(i: number, p: number): number }

/** `lanes`×k elements, stored by rows or across, with a gap between runs. */
function source(random: Random, dtype: Int8, lanes: number, k: number, across: boolean, gap: number): Source {
  const [runs, length] = across ? [k, lanes] : [lanes, k];
  const ld = length + gap;
  const data = int8Values(random, dtype, runs === 0 || length === 0 ? 0 : (runs - 1) * ld + length, "any");
  const [rs, cs] = across ? [1, ld] : [ld, 1];
  return { data, rs, cs, at: (i, p) => data[i * rs + p * cs] as number };
}

/** An element of a packed panel as stored: groups of `lanes` values of `bytes` bytes. */
function stored(ground: Ground, panel: number, rows: number, bytes: 1 | 2, i: number, p: number): number {
  const lanes = 4 / bytes, view = new DataView(ground.raw.memory.buffer);
  const at = panel + (Math.floor(p / lanes) * rows + i) * 4 + (p % lanes) * bytes;
  return bytes === 2 ? view.getInt16(at, true) : view.getInt8(at);
}

const wrap = (bytes: 1 | 2, x: number): number => (bytes === 2 ? x : (x << 24) >> 24);

for (const [build, kind, bytes] of [["simd", "", 2], ["relaxed", "dot7_", 1]] as const) describe(`packing in groups of ${4 / bytes}, ${build}`, () => {
  for (const dtype of ["i8", "u8"] as const) it(`gemm_${dtype}_${kind}pack_a`, () => {
    const ground = new Ground(build, 2);
    for (const m of [12, 13, 14, 15, 16, 17, 21]) for (const k of depths) for (const across of [false, true]) for (const gap of [0, 3]) {
      const random = new Random(m * 100 + k);
      const zero = bytes === 2 ? random.pick([0, 7, -128, 255]) : random.pick([0, 128, -128]);
      const a = source(random, dtype, m, k, across, gap);
      const ptr = ground.end - a.data.byteLength, units = Math.ceil((k * bytes) / 4);
      ground.put(ptr, bytesIn(a.data));
      ground.mark();
      ground.call(`gemm_${dtype}_${kind}pack_a`, m, k, ptr, a.rs, a.cs, m, zero, DST);
      let [panel, row] = [DST, 0];
      for (const rows of panels(m)) {
        for (let i = 0; i < rows; i++) for (let p = 0; p < units * 4 / bytes; p++) {
          const want = p < k ? wrap(bytes, a.at(row + i, p) - zero) : 0;
          if (stored(ground, panel, rows, bytes, i, p) !== want) throw new Error(`${m}×${k} across ${across} gap ${gap}: (${row + i}, ${p}) is ${stored(ground, panel, rows, bytes, i, p)}, expected ${want}`);
        }
        panel += rows * units * 4;
        row += rows;
      }
      ground.restore(`${m}×${k} across ${across} gap ${gap}`, { ptr: DST, bytes: panel - DST });
    }
  });

  it(`gemm_i8_${kind}pack_b`, () => {
    const ground = new Ground(build, 2);
    for (const n of [1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 19]) for (const k of depths) for (const across of [false, true]) for (const gap of [0, 3]) {
      const random = new Random(n * 100 + k);
      const zero = bytes === 2 ? random.pick([0, 7, -128, 127]) : random.pick([0, -128]);
      // Across: element (column, p) at column + p·ld, a row-major b.
      const b = source(random, "i8", n, k, across, gap);
      const ptr = ground.end - b.data.byteLength, stride = ((k + 7) & ~7) * 8 * bytes;
      ground.put(ptr, bytesIn(b.data));
      ground.mark();
      ground.call(`gemm_i8_${kind}pack_b`, k, n, ptr, b.cs, b.rs, n, zero, DST, stride);
      for (let j = 0; j < n; j++) for (let p = 0; p < Math.ceil((k * bytes) / 4) * 4 / bytes; p++) {
        const want = p < k ? wrap(bytes, b.at(j, p) - zero) : 0, got = stored(ground, DST + (j >> 3) * stride, 8, bytes, j & 7, p);
        if (got !== want) throw new Error(`${k}×${n} across ${across} gap ${gap}: (${p}, ${j}) is ${got}, expected ${want}`);
      }
      ground.restore(`${k}×${n} across ${across} gap ${gap}`, { ptr: DST, bytes: stride * ((n + 7) >> 3) });
    }
  });
});

it("gemm_i8_widen turns groups of four into groups of two less a zero point", () => {
  const ground = new Ground("simd", 2);
  for (const k of depths) for (const zero of [0, 127, -255]) {
    const source = int8Values(new Random(k), "i8", Math.ceil(k / 4) * 32, "any");
    ground.put(ground.end - source.byteLength, bytesIn(source));
    ground.mark();
    ground.call("gemm_i8_widen", k, ground.end - source.byteLength, zero, DST);
    for (let p = 0; p < k; p++) for (let j = 0; j < 8; j++) expect(stored(ground, DST, 8, 2, j, p)).toBe((source[(p >> 2) * 32 + j * 4 + (p & 3)] as number) - zero);
    ground.restore(`k ${k}`, { ptr: DST, bytes: Math.ceil(k / 4) * 64 });
  }
});

it("pack_i8 stores panels of groups of four less a shift, then the sums of the columns", () => {
  const ground = new Ground("simd", 2);
  for (const n of [0, 1, 8, 11]) for (const k of [0, 1, 6, 33]) for (const shift of [0, -128]) {
    const b = source(new Random(n * 50 + k), "i8", n, k, true, 2);
    const bytes = ground.call("pack_i8_bytes", k, n);
    expect(bytes).toBe(Math.ceil(n / 8) * (((k + 7) & ~7) * 8 + 32));
    ground.put(98304, bytesIn(b.data));
    ground.mark();
    ground.call("pack_i8", k, n, 98304, b.cs, 1, shift, DST);
    const stride = ((k + 7) & ~7) * 8, sums = new DataView(ground.raw.memory.buffer, DST + Math.ceil(n / 8) * stride);
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) {
        const want = wrap(1, b.at(j, p) - shift);
        expect(stored(ground, DST + (j >> 3) * stride, 8, 1, j & 7, p)).toBe(want);
        sum += want;
      }
      expect(sums.getInt32(4 * j, true)).toBe(sum);
    }
    ground.restore(`${k}×${n}`, { ptr: DST, bytes });
  }
});
