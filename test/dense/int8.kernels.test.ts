// Every register kernel of the integer products alone, through the raw exports: its sums to the bit, not one byte outside its output.
import { beforeAll, describe, expect, it } from "vitest";
import { bytesIn, type Int8, int8Values } from "../helpers/int8.js";
import { Random } from "../helpers/random.js";
import { Ground } from "../helpers/vector.ground.js";
import { warmSevenBit } from "../helpers/int8.relaxed.js";

const [A, B, C] = [65536, 98304, 49152];
const depths = [0, 1, 2, 3, 7, 33, 128];
/** Offsets and row strides of C in bytes: aligned to nothing but the element. */
const places = [[0, 32], [4, 36], [12, 100]] as const;

const i16 = (random: Random, length: number): Int16Array => Int16Array.from({ length }, () => (random.chance(0.3) ? random.pick([-255, 255]) : random.int(-255, 255)));
const i32 = (ground: Ground, ptr: number): number => new DataView(ground.raw.memory.buffer).getInt32(ptr, true);

/** What a kernel leaves: rows×cols sums at C, everything else as it was. */
function expectSums(ground: Ground, what: string, at: number, ld: number, rows: number, cols: number, want: (i: number, j: number) => number): void {
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) if (i32(ground, at + i * ld + 4 * j) !== (want(i, j) | 0)) throw new Error(`${what}: (${i}, ${j}) is ${i32(ground, at + i * ld + 4 * j)}, expected ${want(i, j) | 0}`);
  ground.restore(what, ...Array.from({ length: rows }, (_, i) => ({ ptr: at + i * ld, bytes: 4 * cols })));
}

/** Register kernels of gemm: groups of `lanes` elements, five or four rows of them against eight columns. */
function tiles(build: "simd" | "relaxed", name: string, rows: number, lanes: number, values: (random: Random, of: "a" | "b", length: number) => Int16Array | Int8Array | Uint8Array): void {
  it(name, () => {
    const ground = new Ground(build, 2);
    for (const depth of depths) for (const acc of [0, 1]) for (const [offset, ld] of places) {
      const random = new Random(depth * 2 + acc);
      const a = values(random, "a", depth * rows * lanes), b = values(random, "b", depth * 8 * lanes);
      ground.put(A + offset, bytesIn(a));
      ground.put(B + offset, bytesIn(b));
      ground.mark();
      const before = (i: number, j: number): number => (acc ? i32(ground, C + offset + i * ld + 4 * j) : 0);
      const start = Array.from({ length: rows * 8 }, (_, x) => before(Math.floor(x / 8), x % 8));
      ground.call(name, A + offset, B + offset, B + offset + depth * 32, C + offset, ld, acc);
      expectSums(ground, `${name} depth ${depth} acc ${acc} offset ${offset}`, C + offset, ld, rows, 8, (i, j) => {
        let sum = start[i * 8 + j] as number;
        for (let t = 0; t < depth; t++) for (let l = 0; l < lanes; l++) sum += (a[(t * rows + i) * lanes + l] as number) * (b[(t * 8 + j) * lanes + l] as number);
        return sum;
      });
    }
  });
}

describe("gemm kernels of int8 alone", () => {
  beforeAll(warmSevenBit);
  for (const rows of [4, 5]) {
    tiles("simd", `gemm_i8_ukr_${rows}x8`, rows, 2, (random, _, length) => i16(random, length));
    for (const seven of ["a", "b"] as const) tiles("relaxed", `gemm_i8_dot7${seven}_ukr_${rows}x8`, rows, 4, (random, of, length) =>
      of === seven ? Uint8Array.from({ length }, () => (random.chance(0.3) ? random.pick([0, 127]) : random.int(0, 127))) : int8Values(random, "i8", length, random.pick(["any", "extreme", "least"] as const)));
  }
});

describe("kernels of a few rows and a packed panel alone", () => {
  for (const rows of [1, 2]) it(`gemm_i8_few_ukr_${rows}x8`, () => {
    const ground = new Ground("simd", 2);
    for (const depth of [0, 2, 4, 6, 34, 128]) for (const [offset, ld] of places) {
      const random = new Random(depth);
      const lda = depth * 8 + 16 + offset, a = i16(random, lda / 2 + depth * 4), b = int8Values(random, "i8", depth * 32, "any");
      const adds = [random.int(-1e6, 1e6), random.int(-1e6, 1e6)] as const;
      ground.put(A + offset, bytesIn(a));
      ground.put(B + offset, bytesIn(b));
      ground.mark();
      if (rows === 1) ground.call("gemm_i8_few_ukr_1x8", A + offset, B + offset, B + offset + depth * 32, C + offset, adds[0]);
      else ground.call("gemm_i8_few_ukr_2x8", A + offset, lda, B + offset, B + offset + depth * 32, C + offset, ld, ...adds);
      expectSums(ground, `depth ${depth} offset ${offset}`, C + offset, ld, rows, 8, (i, j) => {
        let sum = adds[i] as number;
        for (let p = 0; p < depth * 4; p++) sum += (a[i * lda / 2 + p] as number) * (b[(p >> 2) * 32 + j * 4 + (p & 3)] as number);
        return sum;
      });
    }
  });
});

/** Matrices lie at the end of memory: nothing may be read past their last element. */
describe("kernels of a few vectors and an unpacked matrix alone", () => {
  for (const [dtype, rows] of [["i8", 1], ["i8", 2], ["u8", 1]] as const) {
    it(`gemv_${dtype}_runs_ukr_${rows}x16`, () => {
      const ground = new Ground("simd", 2);
      for (const n of [0, 16, 48]) for (const count of [1, 2, 4, 7, 8]) for (const gap of [0, 5]) for (const first of [0, 1]) {
        const random = new Random(n + count * 100 + gap);
        const odd = count === 1 || count === 7, used = odd ? 1 : count;
        const ld = n + gap, m = int8Values(random, dtype as Int8, n === 0 ? 0 : (used - 1) * ld + n, "any");
        const pairs = (used + 1) >> 1, ldx = 40, ldy = n * 4 + 12;
        const x = i16(random, 36);
        for (let i = 0; i < rows; i++) if (odd) x[i * 20 + 1] = 0;
        const at = ground.end - m.byteLength;
        ground.put(A, bytesIn(x));
        ground.put(at, bytesIn(m));
        ground.mark();
        const adds = [random.int(-1e6, 1e6), random.int(-1e6, 1e6)] as const;
        const start = Array.from({ length: 2 * n }, (_, t) => (first ? adds[t < n ? 0 : 1] : i32(ground, C + (t < n ? 0 : ldy) + 4 * (t % n))));
        ground.call(`gemv_${dtype}_runs_ukr_${rows}x16`, n, pairs, A, ldx, at, ld, odd ? 0 : ld, C, ldy, first, ...adds);
        expectSums(ground, `${n} columns of ${used} gap ${gap} first ${first}`, C, ldy, rows, n, (i, j) => {
          let sum = start[i * n + j] as number;
          for (let p = 0; p < used; p++) sum += (x[i * 20 + p] as number) * (m[p * ld + j] as number);
          return sum;
        });
      }
    });

    it(`gemv_${dtype}_rows_ukr_${rows}x4`, () => {
      const ground = new Ground("simd", 2);
      for (const count of [1, 2, 3, 4]) for (const k of [0, 1, 5, 7, 8, 9, 16, 31, 100]) for (const gap of [0, 3]) {
        const random = new Random(count + k * 10 + gap);
        const ld = k + gap, m = int8Values(random, dtype as Int8, k === 0 ? 0 : (count - 1) * ld + k, "any");
        const ldx = ((k + 7) & ~7) * 2 + 6, ldy = 28, x = i16(random, ldx / 2 + k + 8);
        const at = ground.end - m.byteLength, adds = [random.int(-1e6, 1e6), random.int(-1e6, 1e6)] as const;
        ground.put(A, bytesIn(x));
        ground.put(at, bytesIn(m));
        ground.mark();
        ground.call(`gemv_${dtype}_rows_ukr_${rows}x4`, count, k, A, ldx, at, ld, C, ldy, ...adds);
        expectSums(ground, `${count} rows of ${k} gap ${gap}`, C, ldy, rows, count, (i, j) => {
          let sum = adds[i] as number;
          for (let p = 0; p < k; p++) sum += (x[i * ldx / 2 + p] as number) * (m[j * ld + p] as number);
          return sum;
        });
      }
    });
  }
});

it("range_i8 and range_u8 find the least and the greatest wherever they stand", () => {
  const ground = new Ground("simd", 2);
  for (const dtype of ["i8", "u8"] as const) for (const cols of [1, 2, 15, 16, 17, 33]) for (const rows of [1, 3]) for (const gap of [0, 2]) for (let x = 0; x < rows * cols; x++) {
    const random = new Random(x);
    const ld = cols + gap, data = int8Values(random, dtype, (rows - 1) * ld + cols, "seven");
    const place = Math.floor(x / cols) * ld + (x % cols);
    for (const extreme of dtype === "i8" ? [-128, 127] : [0, 255]) {
      data[place] = extreme;
      ground.put(ground.end - data.byteLength, bytesIn(data));
      const inside = [...data].filter((_, i) => i % ld < cols);
      const both = ground.call(`range_${dtype}`, rows, cols, ground.end - data.byteLength, ld);
      expect([(both << 16) >> 16, both >> 16]).toEqual([Math.min(...inside), Math.max(...inside)]);
    }
  }
});
