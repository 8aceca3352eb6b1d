// Whole products through the raw exports: operands and C at the end of memory, scratch full of garbage and watched, more than two blocks of
// every size. On the relaxed build the 7-bit kernels, to the same sums.
import { beforeAll, describe, expect, it } from "vitest";
import { type Int8, int8Reference, int8Values, requantizeReference, type Spread } from "../helpers/int8.js";
import { Random } from "../helpers/random.js";
import { Ground } from "../helpers/vector.ground.js";
import { warmSevenBit } from "../helpers/int8.relaxed.js";

const shapes = [
  [13, 1, 1], [13, 8, 4], [14, 9, 5], [15, 7, 3], [16, 16, 16], [17, 15, 31], [18, 33, 70], [60, 59, 61], [100, 31, 100], [241, 9, 20], [252, 17, 7], [481, 10, 40],
  [13, 1030, 6], [13, 2053, 3], [19, 12, 1037], [14, 20, 2090], [33, 1031, 517],
] as const;
/** Ways of their own in the exact build. */
const few = [[1, 1, 1], [1, 17, 9], [2, 16, 8], [3, 15, 70], [12, 40, 33], [12, 3, 5], [1, 4113, 17], [2, 4098, 5], [5, 1, 40], [33, 1, 40], [4110, 1, 9], [14, 1, 3], [7, 4, 0], [40, 40, 0]] as const;

interface Job { readonly m: number; readonly n: number; readonly k: number; readonly random: Random; readonly a: Int8; readonly seven?: "a" | "b"; readonly requantized: boolean; readonly packed: boolean; readonly last: "a" | "b" | "c" }

/** Memory from the bottom up: packed B, scratch between guards, then what is not last; `last` ends where memory ends. */
class Layout {
  private next = 65536 + 64;
  readonly ground: Ground;
  constructor(ground: Ground) { this.ground = ground; }
  take(bytes: number, last: boolean): number {
    if (last) return this.ground.end - bytes;
    const ptr = this.next;
    this.next += (bytes + 127) & ~63;
    if (this.next > this.ground.end) throw new Error("the test needs more memory");
    return ptr;
  }
}

function run(ground: Ground, job: Job): void {
  const { m, n, k, random, a: dtype, seven, requantized, packed, last } = job;
  const [transA, transB] = [random.chance(0.5), random.chance(0.5)];
  const [gapA, gapB, gapC] = [random.pick([0, 0, 3]), random.pick([0, 0, 5]), random.pick([0, 2])];
  const spread = (of: "a" | "b"): Spread => (of === seven ? "seven" : random.pick(["any", "extreme", "least"] as const));
  const [a, b] = [int8Values(random, dtype, m * k, spread("a")), int8Values(random, "i8", k * n, spread("b"))];
  const zeroA = random.pick(dtype === "u8" ? [0, 255, 128] : [0, -128, 127]), zeroB = random.pick([0, -128, 127]);
  const sums = int8Reference({ m, n, k, a, b, transA, transB, zeroA, zeroB });
  const outDtype = random.pick(["i8", "u8"] as const), bias = Int32Array.from({ length: n }, () => random.int(-999, 999)), scales = Float32Array.from({ length: n }, () => 2 ** -random.int(1, 14));
  const [zeroC, relu, perColumn] = [outDtype === "u8" ? 130 : -3, random.chance(0.5), random.chance(0.5)];
  const want = requantized ? requantizeReference(sums, n, { dtype: outDtype, scale: perColumn ? scales : 0.0123, bias, zeroPoint: zeroC, relu }) : sums;

  const at = new Layout(ground);
  const spaced = (data: Int8Array | Uint8Array, rows: number, cols: number, gap: number): Uint8Array => {
    const ld = cols + gap, out = new Uint8Array(rows === 0 || cols === 0 ? 0 : (rows - 1) * ld + cols);
    for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out[i * ld + j] = data[i * cols + j] as number;
    return out;
  };
  const A = spaced(a, transA ? k : m, transA ? m : k, gapA), B = spaced(b, transB ? n : k, transB ? k : n, gapB);
  const [lda, ldb, ldc] = [(transA ? m : k) + gapA, (transB ? k : n) + gapB, n + gapC];
  const size = requantized ? 1 : 4, bytesC = ((m - 1) * ldc + n) * size;
  const [pa, pb, pc] = [at.take(A.length, last === "a"), at.take(B.length, last === "b" && !packed), at.take(bytesC, last === "c")];
  const [ps, pi] = [at.take(4 * n, false), at.take(4 * n, false)];
  ground.put(pa, A);
  ground.put(pb, B);
  ground.put(ps, new Uint8Array(scales.buffer));
  ground.put(pi, new Uint8Array(bias.buffer));
  const [rsa, csa, rsb, csb] = [transA ? 1 : lda, transA ? lda : 1, transB ? 1 : ldb, transB ? ldb : 1];
  const low = (data: ArrayLike<number>): number => Array.from(data).reduce((x, y) => Math.min(x, y), 255);
  const shiftB = seven === "b" ? low(b) : 0;
  let right = [pb, rsb, csb, 0];
  if (packed) {
    const bytes = ground.call("pack_i8_bytes", k, n);
    const ptr = at.take(bytes, last === "b");
    ground.call("pack_i8", k, n, pb, rsb, csb, shiftB, ptr);
    right = [ptr, 0, 0, 1];
  }
  const name = seven ? "gemm_i8_dot7" : "gemm_i8";
  const bytesW = ground.call(`${name}_workspace`, m, n, k, packed ? 1 : 0, requantized ? 1 : 0);
  const ws = at.take(bytesW, false);
  ground.mark();
  const left = [m, n, k, pa, rsa, csa, dtype === "u8" ? 1 : 0];
  const tail = requantized ? [pc, ldc, outDtype === "u8" ? 1 : 0, perColumn ? ps : 0, 0.0123, pi, zeroC, relu ? 1 : 0, ws] : [pc, ldc, ws];
  if (seven) {
    const shiftA = seven === "a" ? low(a) : dtype === "u8" ? 128 : 0;
    ground.call(requantized ? "gemm_i8_dot7_requantized" : name, ...left, shiftA, shiftA - zeroA, ...right, shiftB, shiftB - zeroB, seven === "a" ? 1 : 0, ...tail);
  } else ground.call(requantized ? "gemm_i8_requantized" : name, ...left, zeroA, ...right, zeroB - (packed ? shiftB : 0), ...tail);

  const what = `${dtype} ${m}×${n}×${k} ${transA ? "t" : "n"}${transB ? "t" : "n"} zeros ${zeroA}, ${zeroB} seven ${seven} requantized ${requantized} packed ${packed} last ${last} seed ${random.seed}`;
  const view = new DataView(ground.raw.memory.buffer);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) {
    const ptr = pc + (i * ldc + j) * size;
    const got = !requantized ? view.getInt32(ptr, true) : outDtype === "u8" ? view.getUint8(ptr) : view.getInt8(ptr);
    if (got !== (want[i * n + j] as number) + 0) throw new Error(`${what}: (${i}, ${j}) is ${got}, expected ${want[i * n + j]}`);
  }
  ground.restore(what, { ptr: ws, bytes: bytesW }, ...Array.from({ length: m }, (_, i) => ({ ptr: pc + i * ldc * size, bytes: n * size })));
}

const variations = [false, true].flatMap((requantized) => [false, true].flatMap((packed) => (["a", "b", "c"] as const).map((last) => ({ requantized, packed, last }))));

describe("exact products, simd", () => {
  for (const [m, n, k] of [...few, ...shapes]) it(`${m}×${n}×${k}`, () => {
    const ground = new Ground("simd", m * n * k > 200_000 ? 160 : 80);
    variations.forEach((v, i) => { if (m * n * k < 4e6 || i % 5 === 0) run(ground, { m, n, k, random: new Random(m * 7 + n * 3 + k + i * 1000), a: i % 2 ? "i8" : "u8", ...v }); });
  });
});

describe("7-bit products, relaxed", () => {
  beforeAll(warmSevenBit);
  for (const [m, n, k] of shapes) it(`${m}×${n}×${k}`, () => {
    // The overlay has no pack_i8: packed operands are in int8.dot7.test.ts, with both modules linked.
    const ground = new Ground("relaxed", m * n * k > 200_000 ? 160 : 80);
    for (const seven of ["a", "b"] as const) variations.filter((v) => !v.packed).forEach((v, i) => { if (m * n * k < 4e6 || i === 2) run(ground, { m, n, k, random: new Random(m * 7 + n * 3 + k + i * 1000), a: i % 2 ? "i8" : "u8", seven, ...v }); });
  });

  it("knows that it is sound", () => {
    const ground = new Ground("relaxed", 2);
    expect(ground.call("gemm_i8_dot7_sound_workspace")).toBeLessThanOrEqual(4096);
    ground.mark();
    expect(ground.call("gemm_i8_dot7_sound", 98304)).toBe(1);
    ground.restore("sound", { ptr: 98304, bytes: ground.call("gemm_i8_dot7_sound_workspace") });
  });
});
