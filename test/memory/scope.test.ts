// Scopes: what was made through one ends with it, on return, on throw, and when a promise settles.
import { describe, expect, it } from "vitest";
import { FreedError } from "../../bindings/errors.js";
import { allocator } from "../../bindings/memory/alloc.js";
import { Arena, PAGE } from "../../bindings/memory/arena.js";
import { HandleScope, runScope } from "../../bindings/memory/scope.js";
import type { Handle, Scope, Vector } from "../../bindings/types.js";

function setup(): { arena: Arena; scope: <T>(body: (s: Scope) => T) => T } {
  const arena = new Arena(new WebAssembly.Memory({ initial: 1, maximum: 100 }), 1024, 100 * PAGE);
  return { arena, scope: (body) => runScope(new HandleScope(allocator(arena)), body) };
}

describe("memory.scope", () => {
  it("frees at the end and hands the value back", () => {
    const { arena, scope } = setup();
    let inner: Vector<"f32"> | undefined;
    const sum = scope((s) => {
      inner = s.vector("f32", [1, 2, 3]);
      s.matrix("f64", 10, 10);
      expect(arena.handles).toBe(2);
      return inner.view.reduce((a, b) => a + b, 0);
    });
    expect(sum).toBe(6);
    expect(inner?.freed).toBe(true);
    expect([arena.handles, arena.used]).toEqual([0, 0]);
  });

  it("frees when the body throws, and passes the error on", () => {
    const { arena, scope } = setup();
    const oops = new Error("oops");
    expect(() => scope((s) => { s.vector("i32", 5); throw oops; })).toThrow(oops);
    expect([arena.handles, arena.used]).toEqual([0, 0]);
  });

  it("waits for a promise, kept or broken", async () => {
    const { arena, scope } = setup();
    const kept = scope(async (s) => {
      const v = s.vector("f32", [4]);
      await new Promise((resolve) => setTimeout(resolve, 1));
      return v.copy();
    });
    const broken = scope(async (s) => {
      s.vector("f32", 7);
      await Promise.resolve();
      throw new Error("late");
    });
    expect(arena.handles).toBe(2);
    const [first, second] = await Promise.allSettled([kept, broken]);
    expect(first).toEqual({ status: "fulfilled", value: Float32Array.of(4) });
    expect(second).toEqual({ status: "rejected", reason: new Error("late") });
    expect([arena.handles, arena.used]).toEqual([0, 0]);
  });

  it("waits for anything with a then", async () => {
    const { arena, scope } = setup();
    const later = scope((s): PromiseLike<number> => {
      const v = s.vector("f32", [8]);
      return { then: (done) => Promise.resolve().then(() => v.view[0] as number).then(done) };
    });
    expect(await later).toBe(8);
    expect(arena.handles).toBe(0);
  });

  it("lets kept handles live on", () => {
    const { arena, scope } = setup();
    const v = scope((s) => {
      s.vector("f32", 100);
      return s.keep(s.vector("f32", [1, 2]));
    });
    expect(v.freed).toBe(false);
    expect(v.copy()).toEqual(Float32Array.of(1, 2));
    expect(arena.handles).toBe(1);
    v.free();
    expect([arena.handles, arena.used]).toEqual([0, 0]);
  });

  it("takes in handles made elsewhere", () => {
    const { arena, scope } = setup();
    const v = allocator(arena).vector("f32", 3);
    scope((s) => expect(s.use(v)).toBe(v));
    expect(v.freed).toBe(true);
    expect(arena.handles).toBe(0);
  });

  it("nests: an inner handle kept in the outer scope ends with the outer", () => {
    const { arena, scope } = setup();
    const v = scope((outer) => {
      const inner = scope((s) => outer.use(s.keep(s.vector("u8", 9))));
      expect(inner.freed).toBe(false);
      return inner;
    });
    expect(v.freed).toBe(true);
    expect(arena.handles).toBe(0);
  });

  it("does not mind handles freed by hand, windows, or a second end", () => {
    const { arena } = setup();
    const s = new HandleScope(allocator(arena));
    const m = s.matrix("f32", 4, 4);
    m.sub(1, 1, 2, 2).free();
    expect(m.freed).toBe(false);
    m.free();
    s.vector("f32", 1);
    s[Symbol.dispose]();
    s[Symbol.dispose]();
    expect([arena.handles, arena.used]).toEqual([0, 0]);
  });

  it("makes nothing after its end", () => {
    const { arena, scope } = setup();
    const s = scope((inside) => inside);
    for (const make of [() => s.vector("f32", 1), () => s.matrix("f32", 1, 1)] as (() => Handle)[]) expect(make).toThrow(FreedError);
    expect([arena.handles, arena.used]).toEqual([0, 0]);
  });
});
