// Vectors and matrices: views, windows, copies, and their end.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DtypeError, FreedError, OptionError, ShapeError } from "../../bindings/errors.js";
import { allocator } from "../../bindings/memory/alloc.js";
import { Arena, PAGE } from "../../bindings/memory/arena.js";
import type { Alloc, Dtype, Matrix } from "../../bindings/types.js";

const dtypes: readonly Dtype[] = ["f32", "f64", "i8", "u8", "i16", "i32", "u32"];
const size: Record<Dtype, number> = { f32: 4, f64: 8, i8: 1, u8: 1, i16: 2, i32: 4, u32: 4 };

function setup(): { arena: Arena; k: Alloc } {
  const arena = new Arena(new WebAssembly.Memory({ initial: 1, maximum: 2000 }), 1024, 2000 * PAGE);
  return { arena, k: allocator(arena) };
}

/** Fills all free memory with ones, so that what is promised to be zero must have been cleared. */
function soil(arena: Arena): void {
  const block = arena.block("soil", arena.capacity - 2048);
  new Uint8Array(arena.buffer, block.ptr, block.bytes).fill(255);
  arena.release(block);
}

describe("memory.handles", () => {
  for (const dtype of dtypes) {
    it(`${dtype}: geometry, zeroed memory, alignment`, () => {
      const { arena, k } = setup();
      soil(arena);
      const v = k.vector(dtype, 13);
      const m = k.matrix(dtype, 3, 5);
      expect([v.dtype, v.length, v.view.length]).toEqual([dtype, 13, 13]);
      expect([m.dtype, m.rows, m.cols, m.stride, m.view.length]).toEqual([dtype, 3, 5, 5, 15]);
      for (const h of [v, m]) {
        expect(h.view.byteOffset % 64).toBe(0);
        expect(h.view.every((x) => x === 0)).toBe(true);
        expect(h.view.BYTES_PER_ELEMENT).toBe(size[dtype]);
        expect(h.bytes).toBeGreaterThanOrEqual(h.view.byteLength);
        expect(h.toString()).toContain(dtype);
      }
      expect(arena.used).toBe(v.bytes + m.bytes);
      expect(k.vector(dtype, [1, 2, 3]).copy()).toEqual(k.matrix(dtype, 1, 3, [1, 2, 3]).copy());
    });
  }

  it("free and dispose are idempotent; only use after free throws", () => {
    const { arena, k } = setup();
    const m = k.matrix("f32", 2, 2);
    const v = k.vector("f64", 4);
    const [window, row, sub] = [m.sub(0, 0, 1, 1), m.row(1), v.sub(1, 2)];
    expect(arena.handles).toBe(2);
    for (const w of [window, row, sub]) {
      w.free();
      w[Symbol.dispose]();
      expect(w.freed).toBe(false);
    }
    expect(arena.handles).toBe(2);
    for (const h of [m, v]) {
      h.free();
      h.free();
      h[Symbol.dispose]();
    }
    expect([arena.handles, arena.used]).toEqual([0, 0]);
    for (const h of [m, v, window, row, sub]) {
      expect(h.freed).toBe(true);
      expect(h.toString()).toBeTypeOf("string");
      for (const use of [() => h.view, () => h.copy(), () => h.set([0])]) expect(use).toThrow(FreedError);
      expect(() => h.view).toThrow(ReferenceError);
    }
    expect(() => m.sub(0, 0, 1, 1)).toThrow(FreedError);
    expect(() => m.row(0)).toThrow(FreedError);
    expect(() => v.sub(0, 1)).toThrow(FreedError);
    expect([m.rows, m.cols, v.length]).toEqual([2, 2, 4]);
  });

  it("a freed handle does not come back to life when its bytes are given out again", () => {
    const { k } = setup();
    const old = k.vector("f32", [1, 2, 3, 4]);
    old.free();
    const fresh = k.vector("f32", [5, 6, 7, 8]);
    old.free();
    expect(() => old.view).toThrow(FreedError);
    expect(fresh.copy()).toEqual(Float32Array.of(5, 6, 7, 8));
    expect(fresh.freed).toBe(false);
  });

  it("views are rebuilt after growth, copies live for ever", () => {
    const { arena, k } = setup();
    const v = k.vector("f32", [1, 2, 3]);
    const window = k.matrix("f64", 2, 2, [1, 2, 3, 4]).sub(0, 1, 2, 1);
    const [stale, copy] = [v.view, v.copy()];
    expect(v.view).toBe(stale);
    k.vector("u8", 3 * arena.capacity);
    expect(stale.length).toBe(0);
    expect(v.view).toEqual(Float32Array.of(1, 2, 3));
    expect(copy).toEqual(Float32Array.of(1, 2, 3));
    expect(window.copy()).toEqual(Float64Array.of(2, 4));
    v.view[0] = 9;
    expect(v.copy()[0]).toBe(9);
  });

  it("empty shapes are shapes", () => {
    const { arena, k } = setup();
    for (const h of [k.vector("f32", 0), k.matrix("f32", 0, 0), k.matrix("f32", 0, 7), k.matrix("f32", 7, 0), k.matrix("f32", 3, 3).sub(3, 3, 0, 0), k.matrix("f32", 3, 3).sub(1, 1, 2, 0), k.vector("f32", []), k.vector("f32", 5).sub(5, 0)]) {
      expect(h.view.length).toBe(0);
      expect(h.copy().length).toBe(0);
      h.set([]);
      h.free();
    }
    expect(arena.handles).toBe(3);
  });

  it("refuses sizes, indices and data that do not fit", () => {
    const { arena, k } = setup();
    const m = k.matrix("f32", 3, 4);
    const v = k.vector("f32", 5);
    const { used, handles } = arena;
    const loose = k as unknown as { vector(...a: unknown[]): unknown; matrix(...a: unknown[]): unknown };
    for (const n of [-1, 1.5, NaN, Infinity, 2 ** 31]) {
      expect(() => k.vector("f32", n)).toThrow(ShapeError);
      expect(() => k.matrix("f32", n, 1)).toThrow(ShapeError);
      expect(() => k.matrix("f32", 1, n)).toThrow(ShapeError);
      expect(() => v.sub(0, n)).toThrow(ShapeError);
      expect(() => m.row(n)).toThrow(ShapeError);
      expect(() => m.sub(n, 0, 0, 0)).toThrow(ShapeError);
    }
    for (const [r, c, rows, cols] of [[0, 0, 4, 1], [0, 0, 1, 5], [3, 0, 1, 1], [0, 4, 1, 1], [2, 2, 2, 1], [1, 3, 1, 2], [4, 0, 0, 0]] as const) expect(() => m.sub(r, c, rows, cols)).toThrow(ShapeError);
    expect(() => m.row(3)).toThrow(ShapeError);
    expect(() => v.sub(3, 3)).toThrow(ShapeError);
    expect(() => m.set(new Float32Array(11))).toThrow(ShapeError);
    expect(() => v.set([1, 2, 3, 4, 5, 6])).toThrow(ShapeError);
    expect(() => k.matrix("f32", 2, 2, [1, 2, 3])).toThrow(ShapeError);
    expect(() => m.set(new BigInt64Array(12) as never)).toThrow(DtypeError);
    expect(() => loose.vector("f32", null)).toThrow(DtypeError);
    expect(() => loose.vector("f32", "5")).toThrow(DtypeError);
    for (const dtype of ["f16", "toString", undefined, 4]) expect(() => loose.vector(dtype, 4)).toThrow(OptionError);
    expect([arena.used, arena.handles]).toEqual([used, handles]);
  });

  it("windows of windows see the elements that plain indexing sees", () => {
    const cut = (limit: number): fc.Arbitrary<[number, number]> => fc.nat(limit).chain((start) => fc.tuple(fc.constant(start), fc.nat(limit - start)));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.infiniteStream(fc.nat()), (rows, cols, draw) => {
        const { k } = setup();
        const data = Float64Array.from({ length: rows * cols }, (_, i) => i);
        let m: Matrix<"f64"> = k.matrix("f64", rows, cols, data);
        let [r0, c0] = [0, 0];
        for (let depth = 0; depth < 3; depth++) {
          const pick = (limit: number): number => (draw.next().value as number) % (limit + 1);
          const [r, c] = [pick(m.rows), pick(m.cols)];
          m = m.sub(r, c, pick(m.rows - r), pick(m.cols - c));
          [r0, c0] = [r0 + r, c0 + c];
          const want = Array.from({ length: m.rows * m.cols }, (_, i) => (r0 + Math.floor(i / m.cols)) * cols + c0 + (i % m.cols));
          expect([...m.copy()]).toEqual(want);
          expect(m.stride).toBe(cols);
          expect(m.view.length).toBe(want.length === 0 ? 0 : (m.rows - 1) * m.stride + m.cols);
          for (let i = 0; i < m.rows; i++) {
            expect([...m.row(i).copy()]).toEqual(want.slice(i * m.cols, (i + 1) * m.cols));
            const [start, length] = fc.sample(cut(m.cols), { numRuns: 1, seed: i })[0] as [number, number];
            expect([...m.row(i).sub(start, length).view]).toEqual(want.slice(i * m.cols + start, i * m.cols + start + length));
          }
          m.set(m.copy());
          expect([...m.copy()]).toEqual(want);
        }
      }),
      { numRuns: 200 },
    );
  });
});
