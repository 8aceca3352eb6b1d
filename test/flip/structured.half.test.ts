// Structured products on raw kernels: one triangle of A·Aᵀ with alpha, beta and strides, in scratch full of NaN, and nothing touched beside it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Context } from "../../bindings/context.js";
import type { Numbers } from "../../bindings/flip/kernels.js";
import { blocksOf, wayOf } from "../../bindings/flip/structured.js";
import { depthWithin } from "../../bindings/flip/strassen_shape.js";
import { fastHalf } from "../../bindings/flip/structured_plan.js";
import { structuredBytes, structuredProduct } from "../../bindings/flip/structured_run.js";
import { gram34, upper34 } from "../helpers/flip.structured.js";
import { builds, bytesOf, type Raw, rawInstance } from "../wasm/raw.js";

type Dtype = Numbers;
const GUARD = 7777;
const arrays = { f32: Float32Array, f64: Float64Array, i32: Int32Array } as const;

/** The kernels of a variant: the overlay's over the base module's, in one memory. */
function instance(build: "simd" | "relaxed", pages: number): Raw {
  const base = rawInstance("simd", pages);
  if (build === "simd") return base;
  const overlay = new WebAssembly.Instance(new WebAssembly.Module(bytesOf("relaxed")), { env: { memory: base.memory } });
  return { memory: base.memory, call: { ...base.call, ...overlay.exports as Raw["call"] } };
}

/** A context over a memory of 16 MB whose workspace is what lies above `top`, full of NaN, with guard bytes behind what was asked for. */
function context(build: "simd" | "relaxed"): { ctx: Context; memory: WebAssembly.Memory; reserve(bytes: number): number; asked: number[]; verify(): void } {
  const { memory, call } = instance(build, 256), asked: number[] = [];
  let top = 1 << 20, guard = 0;
  const reserve = (bytes: number): number => { const at = top; top += Math.ceil(bytes / 64) * 64 + 64; return at; };
  const push = (_: string, bytes: number): number => {
    const at = reserve(bytes);
    new Float64Array(memory.buffer, at, Math.ceil(bytes / 8)).fill(NaN);
    guard = at + Math.ceil(bytes / 8) * 8;
    new Int32Array(memory.buffer, guard, 8).fill(GUARD);
    asked.push(bytes);
    return at;
  };
  const arena = { get buffer() { return memory.buffer; }, workspace: { mark: () => top, push, release: (mark: number) => { top = mark; } } };
  return {
    ctx: { arena, raw: call } as unknown as Context, memory, reserve, asked,
    verify: () => expect([...new Int32Array(memory.buffer, guard, 8)]).toEqual(new Array(8).fill(GUARD)),
  };
}

interface Try { build: "simd" | "relaxed"; dtype: Dtype; n: number; k: number; levels: number; top: boolean; nested: boolean; trans: boolean; beta: number; seed: number }

function tryHalf({ build, dtype, n, k, levels, top, nested, trans, beta, seed }: Try): void {
  const { ctx, memory, reserve, asked, verify } = context(build), T = arrays[dtype], size = T.BYTES_PER_ELEMENT;
  const [rows, cols] = trans ? [k, n] : [n, k], lda = cols + 3, ldc = n + 2;
  const pa = reserve(rows * lda * size), pc = reserve(n * ldc * size), a = new T(memory.buffer, pa, rows * lda), c = new T(memory.buffer, pc, n * ldc);
  let state = seed;
  const next = (): number => { state = Math.imul(state, 1664525) + 1013904223 | 0; return (state >>> 16) % 7 - 3; };
  for (let i = 0; i < a.length; i++) a[i] = i % lda < cols ? next() : GUARD;
  const before = Float64Array.from(c, (_, i) => (i % ldc <= Math.floor(i / ldc) ? next() : dtype === "i32" ? GUARD : NaN));
  c.set(before);
  const blocks = blocksOf("test", "scheme", gram34);
  let way = wayOf("gt", [n, k, n], dtype === "f64" ? 4 : 8, blocks, blocks, { levels, top });
  if (nested) way = { ...way, steps: way.steps.map((_, l) => (l >= 2 ? blocks : undefined)) };
  const x = { ptr: pa, row: lda, col: 1 }, y = { ptr: pa, row: 1, col: lda };
  structuredProduct(ctx, { op: "test", dtype, m: n, k, n, alpha: 2, a: trans ? y : x, b: trans ? x : y, beta, c: { ptr: pc, stride: ldc } }, "gt", way);
  const wrong: string[] = [];
  for (let i = 0; i < n; i++) for (let j = 0; j < ldc; j++) {
    let want = before[i * ldc + j] as number;
    if (j <= i) {
      let sum = 0;
      for (let q = 0; q < k; q++) sum += (trans ? a[q * lda + i] as number : a[i * lda + q] as number) * (trans ? a[q * lda + j] as number : a[j * lda + q] as number);
      want = 2 * sum + (beta === 0 ? 0 : beta * want);
    }
    const got = c[i * ldc + j] as number;
    if (!(got === want || (Number.isNaN(got) && Number.isNaN(want)))) wrong.push(`C[${i}][${j}] is ${got}, expected ${want}`);
  }
  expect(wrong.slice(0, 3)).toEqual([]);
  for (let i = 0; i < a.length; i++) if (i % lda >= cols) expect(a[i]).toBe(GUARD);
  if (n > 0) verify();
  if (n > 0) expect(asked).toEqual([structuredBytes(ctx, dtype, "gt", way)]);
}

describe.each(builds)("%s", (build) => {
  it("is exact at every size, depth and step, and touches one triangle", () => {
    for (const dtype of ["f64", "f32", "i32"] as const) for (const [n, k] of [[0, 3], [1, 1], [4, 0], [5, 9], [8, 8], [33, 17], [65, 40]] as const) for (const levels of [0, 1, 2, 3]) for (const top of [false, true]) {
      tryHalf({ build, dtype, n, k, levels, top, nested: levels === 3, trans: n === 33, beta: (n & 1) * 3, seed: n + levels });
    }
  });

  it("is exact for anything", () => {
    fc.assert(fc.property(
      fc.record({
        build: fc.constant(build), dtype: fc.constantFrom("f32" as const, "f64" as const, "i32" as const), n: fc.integer({ min: 0, max: 90 }), k: fc.integer({ min: 0, max: 60 }),
        levels: fc.integer({ min: 0, max: 4 }), top: fc.boolean(), nested: fc.boolean(), trans: fc.boolean(), beta: fc.constantFrom(0, 1, -2), seed: fc.integer(),
      }), tryHalf), { numRuns: 40 });
  });

  it("makes leaves of one triangle, and takes no more of them", () => {
    const { memory, call } = instance(build, 16), s = 16, lk = 5, a = 65536, b = 2 * 65536, d = 3 * 65536, c = 4 * 65536;
    const value = (i: number): number => (i * 7) % 5 - 2, view = new Float64Array(memory.buffer);
    for (let i = 0; i < s * lk; i++) { view[a / 8 + i] = value(i); view[b / 8 + i] = value(i + 3); }
    call["strassen_place_a_f64"]?.(s, lk, a, lk, 1, 0, s, lk, 5 * 65536);
    call["strassen_place_b_f64"]?.(lk, s, b, 1, lk, 0, lk, s, 6 * 65536);
    view.fill(NaN, d / 8, d / 8 + s * s);
    view.fill(-1, c / 8, c / 8 + s * s);
    call["structured_leaf_f64"]?.(s, lk, 5 * 65536, 6 * 65536, d, 0);
    call["structured_leaf_f64"]?.(s, lk, 5 * 65536, 6 * 65536, d, 1);
    call["structured_take_f64"]?.(s - 2, s, d, 1, 0, c, s);
    for (let i = 0; i < s; i++) for (let j = 0; j < s; j++) {
      let sum = 0;
      for (let q = 0; q < lk; q++) sum += value(i * lk + q) * value(j * lk + q + 3);
      expect(view[c / 8 + i * s + j], `${i},${j}`).toBe(j <= i && i < s - 2 ? 2 * sum : -1);
    }
  });

  it("leaves small products, and targets that only few levels meet, to the classical kernel", () => {
    const { ctx, reserve } = context(build), job = { op: "test", dtype: "f64" as const, m: 16, k: 16, n: 16, alpha: 1, a: { ptr: reserve(2048), row: 16, col: 1 }, b: { ptr: 0, row: 1, col: 16 }, beta: 0, c: { ptr: reserve(2048), stride: 16 } };
    expect(fastHalf(ctx, { ...job, b: { ...job.b, ptr: job.a.ptr } }, gram34, Infinity)).toBe(false);
    expect([1e-16, 1e-13, Infinity].map((target) => depthWithin("f64", 4096, target))).toEqual([0, 1, 10]);
  });
});

it("keeps twelve of the 34 products", () => {
  for (const scheme of [gram34, upper34]) {
    const { terms } = blocksOf("test", "scheme", scheme);
    expect([terms.length, terms.filter((t) => t.kept).length]).toEqual([34, 12]);
  }
  expect(wayOf("gt", [4096, 4096, 4096], 8, blocksOf("test", "s", gram34), blocksOf("test", "s", gram34)).top).toBeDefined();
});

it("shows why a scheme for symmetric operands is for scalars only", () => {
  // One parameter for A12 and A21: over blocks it would have to be A12 in one product and its transpose in another.
  const A12 = [1, 2, 3, 4], A21 = [1, 3, 2, 4], B1 = [1, 0, 0, 1], by = (x: number[], y: number[]): number[] => [0, 1, 2, 3].map((e) => (x[e & 2] as number) * (y[e & 1] as number) + (x[(e & 2) + 1] as number) * (y[2 + (e & 1)] as number));
  expect(by(A21, B1)).not.toEqual(by(A12, B1));
  for (const target of ["sg", "gs", "kg", "wt", "st", "uk"]) {
    const scheme = { ...gram34, target, u: new Int32Array(0), v: new Int32Array(0), w: new Int32Array(0), rank: 0 };
    expect(() => blocksOf("test", "s", scheme)).toThrow(/scalars only/);
  }
});
