// Growth: by doubling, then by just what is needed, then CapacityError, with everything held before as usable as it was.
import { describe, expect, it } from "vitest";
import { CapacityError } from "../../bindings/errors.js";
import { allocator } from "../../bindings/memory/alloc.js";
import { Arena, MAX_PAGES, PAGE } from "../../bindings/memory/arena.js";
import { Random } from "../helpers/random.js";

const BASE = 1024;

/** An engine that refuses to grow beyond `refuseAbove` pages, and remembers what it was asked for. */
function memory(initial: number, maximum: number, refuseAbove = Infinity): { memory: WebAssembly.Memory; asked: number[] } {
  const memory = new WebAssembly.Memory({ initial, maximum });
  const asked: number[] = [];
  const grow = memory.grow.bind(memory);
  memory.grow = (by: number): number => {
    asked.push(by);
    if (memory.buffer.byteLength / PAGE + by > refuseAbove) throw new RangeError("WebAssembly.Memory.grow(): injected");
    return grow(by);
  };
  return { memory, asked };
}

const pages = (n: number): number => n * PAGE;
const pagesOf = (arena: Arena): number => arena.capacity / PAGE;

describe("memory.arena growth", () => {
  it("doubles", () => {
    const { memory: m, asked } = memory(2, 1000);
    const arena = new Arena(m, BASE, pages(1000));
    for (let i = 0; i < 40; i++) arena.block("t", pages(1));
    expect(asked.every((by, i) => by === 2 * 2 ** i)).toBe(true);
    expect(pagesOf(arena)).toBe(64);
  });

  it("takes more than double when one block needs it, and counts what is free at the end", () => {
    const { memory: m } = memory(2, 1000);
    const arena = new Arena(m, BASE, pages(1000));
    arena.block("t", pages(100));
    expect(pagesOf(arena)).toBe(101);
  });

  it("takes the rest when doubling would pass the maximum", () => {
    const { memory: m } = memory(6, 10);
    const arena = new Arena(m, BASE, pages(10));
    arena.block("t", pages(5));
    arena.block("t", pages(2));
    expect(pagesOf(arena)).toBe(10);
  });

  it("asks for just the need when the engine refuses to double", () => {
    const { memory: m, asked } = memory(8, 1000, 12);
    const arena = new Arena(m, BASE, pages(1000));
    arena.block("t", pages(7));
    arena.block("t", pages(3));
    expect(asked).toEqual([8, 3]);
    expect(pagesOf(arena)).toBe(11);
  });

  it("heeds max when the memory's own maximum is larger", () => {
    const { memory: m } = memory(1, 1000);
    const arena = new Arena(m, BASE, pages(3));
    expect(() => arena.block("t", pages(3))).toThrow(CapacityError);
    arena.block("t", pages(2));
    expect(pagesOf(arena)).toBeLessThanOrEqual(3);
  });

  it("heeds the memory's own maximum when max is larger", () => {
    const { memory: m } = memory(1, 3);
    const arena = new Arena(m, BASE, pages(1000));
    arena.block("t", pages(2));
    expect(() => arena.block("t", pages(2))).toThrow(CapacityError);
  });

  for (const [why, make] of [
    ["max is reached", () => memory(2, 4)],
    ["the engine refuses", () => memory(2, 4000, 4)],
  ] as const) {
    it(`throws CapacityError when ${why}, and leaves everything usable`, () => {
      const { memory: m } = make();
      const arena = new Arena(m, BASE, pages(4000));
      const k = allocator(arena);
      const held = k.vector("f64", new Random(1).array("f64", 20000));
      const before = held.copy();
      const { used, capacity, handles } = arena;
      let error: unknown;
      try {
        k.matrix("f64", 1000, 1000);
      } catch (e) {
        error = e;
      }
      expect(error).toBeInstanceOf(CapacityError);
      expect(error).toBeInstanceOf(RangeError);
      const e = error as CapacityError;
      expect(e.code).toBe("capacity");
      expect(e.op).toBe("matrix");
      expect(e.wanted).toBe(8_000_000);
      expect(e.held).toBe(capacity);
      for (const figure of [e.wanted, e.held, e.maximum]) expect(e.message).toContain(String(figure));
      expect({ used: arena.used, handles: arena.handles }).toEqual({ used, handles });
      expect(held.copy()).toEqual(before);
      const small = k.vector("f32", [1, 2, 3]);
      expect(small.copy()).toEqual(Float32Array.of(1, 2, 3));
      small.free();
      held.free();
      expect(arena.used).toBe(0);
      k.vector("f64", 20000).free();
    });
  }

  it("never hands out the last page of 4 GiB", () => {
    const arena = new Arena(new WebAssembly.Memory({ initial: 1, maximum: 65536 }), BASE, 65536 * PAGE);
    expect(MAX_PAGES).toBe(65535);
    expect(arena.limit).toBe(65535 * PAGE);
    expect(() => arena.block("t", 65535 * PAGE)).toThrow(CapacityError);
  });

  it("finds room that only an idle workspace holds", () => {
    const { memory: m } = memory(3, 4);
    const arena = new Arena(m, 0, pages(4));
    const left = arena.block("t", pages(1));
    const mark = arena.workspace.mark();
    arena.workspace.push("t", 64);
    const right = arena.block("t", pages(2));
    arena.workspace.release(mark);
    arena.release(left);
    // One page freed on the left, one page of idle workspace beside it: two pages in a row, but not at the end.
    const both = arena.block("t", pages(2));
    expect(both.ptr + both.bytes).toBeLessThanOrEqual(right.ptr);
  });

  it("stays compact under random use", () => {
    for (const seed of [1, 2, 3, 4]) {
      const random = new Random(seed);
      const arena = new Arena(new WebAssembly.Memory({ initial: 1, maximum: 4096 }), BASE, pages(4096));
      const live: ReturnType<Arena["block"]>[] = [];
      for (let i = 0; i < 20000; i++) {
        if (live.length > 0 && (arena.used > 4e6 || random.chance(0.45))) arena.release(live.splice(random.int(0, live.length - 1), 1)[0] as (typeof live)[0]);
        else live.push(arena.block("t", Math.ceil(2 ** (17 * random.unit()))));
      }
      // First fit loses less than half here; growth by doubling may hold twice that.
      expect(arena.capacity, `seed ${seed}: ${arena.capacity} held for a peak of ${arena.peak}`).toBeLessThanOrEqual(4 * arena.peak);
      for (const block of live) arena.release(block);
      expect(arena.used).toBe(0);
      const whole = arena.capacity - BASE;
      const { capacity } = arena;
      arena.block("t", whole);
      expect(arena.capacity).toBe(capacity);
    }
  });
});
