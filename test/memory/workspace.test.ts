// The workspace stack: last in, first out, its pointers good across growth, and never in the way of what handles hold.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CapacityError } from "../../bindings/errors.js";
import { Arena, type Block, PAGE } from "../../bindings/memory/arena.js";

const newArena = (max = 4096, initial = 1): Arena => new Arena(new WebAssembly.Memory({ initial, maximum: max }), 1024, max * PAGE);

interface Region { readonly ptr: number; readonly bytes: number }

function expectApart(regions: readonly Region[], capacity: number): void {
  const sorted = regions.filter((r) => r.bytes > 0).sort((a, b) => a.ptr - b.ptr);
  sorted.forEach((r, i) => {
    expect(r.ptr % 64).toBe(0);
    expect(r.ptr).toBeGreaterThanOrEqual(1024);
    const end = sorted[i + 1]?.ptr ?? capacity;
    if (r.ptr + r.bytes > end) throw new Error(`[${r.ptr}, +${r.bytes}) runs into ${end}`);
  });
}

type Action = { readonly kind: "push" | "block"; readonly bytes: number } | { readonly kind: "mark" | "release" | "free"; readonly which: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constantFrom("push" as const, "block" as const), bytes: fc.oneof(fc.nat(300), fc.nat(100_000), fc.nat(900_000)) }),
  fc.record({ kind: fc.constantFrom("mark" as const, "release" as const, "free" as const), which: fc.nat(1000) }),
);

describe("memory.workspace", () => {
  it("keeps scratch and handles apart, marks good across growth, and counts to the byte", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 80 }), (actions) => {
        const arena = newArena();
        const scratch: Region[] = [];
        const marks: { mark: number; depth: number }[] = [];
        const blocks: Block[] = [];
        for (const a of actions) {
          if (a.kind === "push") scratch.push({ ptr: arena.workspace.push("t", a.bytes), bytes: Math.ceil(a.bytes / 64) * 64 });
          else if (a.kind === "block") blocks.push(arena.block("t", a.bytes));
          else if (a.kind === "mark") marks.push({ mark: arena.workspace.mark(), depth: scratch.length });
          else if (a.kind === "free" && blocks.length > 0) arena.release(blocks.splice(a.which % blocks.length, 1)[0] as Block);
          else if (a.kind === "release" && marks.length > 0) {
            marks.length = (a.which % marks.length) + 1; // releasing an older mark ends the younger ones
            const { mark, depth } = marks.pop() as (typeof marks)[0];
            arena.workspace.release(mark);
            scratch.length = depth;
          }
          expectApart([...scratch, ...blocks], arena.capacity);
          expect(arena.used).toBe([...scratch, ...blocks].reduce((sum, r) => sum + r.bytes, 0));
          expect(arena.peak).toBeGreaterThanOrEqual(arena.used);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("reuses the same memory call after call", () => {
    const arena = newArena();
    const call = (bytes: number): void => {
      const mark = arena.workspace.mark();
      arena.workspace.push("t", bytes);
      arena.workspace.push("t", bytes);
      arena.workspace.release(mark);
    };
    for (let i = 0; i < 5; i++) call(500_000);
    const { capacity } = arena;
    for (let i = 0; i < 100; i++) call(500_000);
    expect(arena.capacity).toBe(capacity);
    expect(arena.used).toBe(0);
  });

  it("keeps what is below a mark when a nested call fails", () => {
    const arena = newArena(8);
    const ws = arena.workspace.push("outer", 1000);
    new Uint8Array(arena.buffer, ws, 1000).fill(7);
    const mark = arena.workspace.mark();
    expect(() => arena.workspace.push("inner", 100 * PAGE)).toThrow(CapacityError);
    arena.workspace.release(mark);
    const inner = arena.workspace.push("inner", 1000);
    new Uint8Array(arena.buffer, inner, 1000).fill(9);
    expect(new Uint8Array(arena.buffer, ws, 1000).every((x) => x === 7)).toBe(true);
  });

  it("survives a block made and kept between mark and release", () => {
    const arena = newArena();
    const mark = arena.workspace.mark();
    arena.workspace.push("t", 100);
    const kept = arena.block("t", 100_000);
    arena.workspace.push("t", 200_000);
    arena.workspace.release(mark);
    const next = arena.block("t", 400_000);
    expectApart([kept, next], arena.capacity);
    expect(arena.used).toBe(kept.bytes + next.bytes);
  });
});
