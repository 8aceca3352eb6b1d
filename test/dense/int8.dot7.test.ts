// The choice between the exact and the 7-bit kernels, and that it never shows: the bindings' own parts, both modules linked.
import { beforeAll, describe, expect, it } from "vitest";
import { link } from "../../bindings/abi.js";
import type { Context } from "../../bindings/dense/context.js";
import { gemmInt8 } from "../../bindings/dense/int8.js";
import { compare, fit } from "../../bindings/dense/int8_dot7.js";
import { type Int8Product, int8Product } from "../../bindings/dense/int8_product.js";
import { narrowRange, rangeOf } from "../../bindings/dense/int8_range.js";
import { packInt8 } from "../../bindings/dense/pack_int8.js";
import { allocator } from "../../bindings/memory/alloc.js";
import { Arena, PAGE } from "../../bindings/memory/arena.js";
import type { MatrixHandle } from "../../bindings/memory/matrix.js";
import type { Matrix } from "../../bindings/types.js";
import { int8Values, limits } from "../helpers/int8.js";
import { warmSevenBit } from "../helpers/int8.relaxed.js";
import { Random } from "../helpers/random.js";
import { firstDifferent } from "../helpers/tolerance.js";
import { bytesOf } from "../wasm/raw.js";

function context(): Context {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: 65536 });
  const { raw, heapBase } = link(new WebAssembly.Module(bytesOf("simd")), new WebAssembly.Module(bytesOf("relaxed")), memory);
  return { raw, arena: new Arena(memory, heapBase, 4096 * PAGE) };
}

/** A clock that only the samples move, by what a call costs. */
function race(seven: number, exact: number, resolution = 0): boolean {
  let time = 0;
  const now = (): number => (resolution === 0 ? time : Math.floor(time / resolution) * resolution);
  return compare(() => { time += seven; }, () => { time += exact; }, now);
}

describe("compare", () => {
  it("wants the 7-bit kernel to do twice the work in clearly less than twice the time", () => {
    expect(race(1, 1)).toBe(true);
    expect(race(1.7, 1)).toBe(true);
    expect(race(1.9, 1)).toBe(false);
    expect(race(2, 1)).toBe(false);
    expect(race(3, 1)).toBe(false);
  });

  it("takes the least sample: what runs before the compiler is done does not count", () => {
    let time = 0, calls = 0;
    expect(compare(() => { time += calls++ < 4000 ? 50 : 1; }, () => { time += 1; }, () => time)).toBe(true);
  });

  it("decides for the exact kernel where the clock stands still or is too coarse", () => {
    expect(compare(() => {}, () => {}, () => 1234)).toBe(false);
    expect(race(1e-9, 1e-9, 1)).toBe(false);
  });
});

describe("fit", () => {
  const ctx = context();
  const { matrix } = allocator(ctx.arena);
  const product = (a: Matrix<"i8"> | Matrix<"u8">, b: Parameters<typeof gemmInt8>[3], o = {}): Int8Product => int8Product(ctx, "test", matrix("i32", a.rows, b.cols) as MatrixHandle<"i32">, a, b, o);
  const wide = matrix("i8", 2, 2, [-128, 0, 0, 127]), narrow = matrix("i8", 2, 2, [-100, 0, 27, 5]);

  it("shifts b where that fits, else a, else neither", () => {
    expect(fit(ctx.raw, product(wide, narrow, { zeroPointA: 3, zeroPointB: 4 }))).toEqual({ a7: 0, shiftA: 0, offA: -3, shiftB: -100, offB: -104 });
    expect(fit(ctx.raw, product(matrix("u8", 2, 2, [0, 255, 1, 2]), narrow, { zeroPointA: 128 }))).toEqual({ a7: 0, shiftA: 128, offA: 0, shiftB: -100, offB: -100 });
    expect(fit(ctx.raw, product(narrow, wide, { zeroPointA: 3 }))).toEqual({ a7: 1, shiftA: -100, offA: -103, shiftB: 0, offB: 0 });
    expect(fit(ctx.raw, product(matrix("u8", 2, 2, [255, 200, 128, 130]), wide))).toEqual({ a7: 1, shiftA: 128, offA: 128, shiftB: 0, offB: 0 });
    expect(fit(ctx.raw, product(wide, wide))).toBeUndefined();
  });

  it("knows what a packed b can be", () => {
    expect(fit(ctx.raw, product(wide, packInt8(ctx, narrow), { zeroPointB: 1 }))).toEqual({ a7: 0, shiftA: 0, offA: 0, shiftB: -100, offB: -101 });
    expect(fit(ctx.raw, product(wide, packInt8(ctx, wide)))).toBeUndefined();
    expect(fit(ctx.raw, product(narrow, packInt8(ctx, wide)))?.a7).toBe(1);
  });

  it("ranges: the first row can settle it, the last one counts too", () => {
    const at = (values: readonly number[]): MatrixHandle<"i8"> => matrix("i8", 3, 2, values) as MatrixHandle<"i8">;
    expect(narrowRange(ctx.raw, at([0, 1, 2, 3, 4, 5]))).toEqual({ low: 0, high: 5 });
    expect(narrowRange(ctx.raw, at([-1, 127, 0, 0, 0, 0]))).toBeUndefined();
    expect(narrowRange(ctx.raw, at([0, 127, 0, 0, 0, -1]))).toBeUndefined();
    expect(narrowRange(ctx.raw, matrix("i8", 1, 2, [-64, 63]) as MatrixHandle<"i8">)).toEqual({ low: -64, high: 63 });
    expect(rangeOf(ctx.raw, matrix("i8", 0, 2) as MatrixHandle<"i8">)).toEqual({ low: 0, high: 0 });
  });
});

describe("both ways give the same bits", () => {
  beforeAll(warmSevenBit);
  for (const narrow of ["a", "b"] as const) for (const packed of [false, true]) it(`${narrow} of seven bits${packed ? ", b packed" : ""}`, () => {
    const ctx = context();
    const { raw, arena } = ctx;
    const { matrix } = allocator(arena);
    for (let trial = 0; trial < 60; trial++) {
      const random = new Random(trial);
      const [m, n, k] = [random.int(13, 300), random.int(1, 70), random.pick([1, 3, 4, 31, 64, 200, 1100])];
      const dtype = random.pick(["i8", "u8"] as const), [transA, transB] = [random.chance(0.5), random.chance(0.5)];
      const a = int8Values(random, dtype, m * k, narrow === "a" ? "seven" : "any"), b = int8Values(random, "i8", k * n, narrow === "b" ? "seven" : "any");
      const A = matrix(dtype, transA ? k : m, transA ? m : k, a) as Matrix<"i8">, B = matrix("i8", transB ? n : k, transB ? k : n, b);
      const right = packed ? packInt8(ctx, B, { trans: transB }) : B;
      const options = { transA, transB: transB && !packed, zeroPointA: random.int(limits[dtype][0], limits[dtype][1]), zeroPointB: random.int(-128, 127) };
      const [C, D] = [matrix("i32", m, n), matrix("i32", m, n)] as [MatrixHandle<"i32">, MatrixHandle<"i32">];
      gemmInt8(ctx, C, A, right, options);
      const p = int8Product(ctx, "test", D, A, right, options), seven = fit(raw, p);
      if (seven === undefined) throw new Error(`trial ${trial}: nothing fits seven bits`);
      const pack = p.b.packed ? 1 : 0;
      const mark = arena.workspace.mark(), ws = arena.workspace.push("test", raw.gemm_i8_dot7_workspace(m, n, k, pack, 0));
      raw.gemm_i8_dot7(m, n, k, p.a.ptr, p.a.row, p.a.col, p.unsigned, seven.shiftA, seven.offA, p.b.ptr, p.b.row, p.b.col, pack, seven.shiftB, seven.offB, seven.a7, D.ptr, D.stride, ws);
      arena.workspace.release(mark);
      expect(firstDifferent(D.copy(), C.copy()), `trial ${trial} ${dtype} ${m}×${n}×${k}: first different element`).toBe(-1);
      for (const h of [A, B, C, D, right]) h.free();
    }
  });

  it("whatever the timing decides, once there has been enough to do", () => {
    const ctx = context();
    const { matrix } = allocator(ctx.arena);
    const n = 512, random = new Random(1);
    const A = matrix("u8", n, n, int8Values(random, "u8", n * n, "any")), B = matrix("i8", n, n, int8Values(random, "i8", n * n, "seven"));
    const results = Array.from({ length: 6 }, () => gemmInt8(ctx, matrix("i32", n, n), A, B, { zeroPointA: 7 }).copy());
    for (const result of results) expect(firstDifferent(result, results[0] as Int32Array)).toBe(-1);
  });
});
