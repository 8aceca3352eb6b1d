// Debug mode: what was never freed is named on the console, at collection and at the end of the instance.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { allocator } from "../../bindings/memory/alloc.js";
import { Arena, PAGE } from "../../bindings/memory/arena.js";
import { report, watch } from "../../bindings/memory/leaks.js";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

function newArena(): Arena {
  return new Arena(new WebAssembly.Memory({ initial: 1, maximum: 100 }), 1024, 100 * PAGE);
}

async function settle(until: () => boolean): Promise<void> {
  for (let i = 0; i < 50 && !until(); i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("memory.leaks", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("names what is alive at the end, and where it was made", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const arena = newArena();
    watch(arena);
    const k = allocator(arena);
    const leaked = k.matrix("f32", 3, 4);
    k.vector("f64", 5).free();
    leaked.sub(0, 0, 1, 1);
    report(arena);
    expect(warn).toHaveBeenCalledTimes(1);
    const [text] = warn.mock.calls[0] as [string];
    expect(text).toContain("3×4");
    expect(text).toContain("leaks.test");
    expect(leaked.freed).toBe(false);
  });

  it("is silent without debug, and when everything was freed", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const quiet = newArena();
    allocator(quiet).vector("f32", 3);
    report(quiet);
    const watched = newArena();
    watch(watched);
    const v = allocator(watched).vector("f32", 3);
    v.free();
    report(watched);
    await settle(() => false);
    expect(warn).not.toHaveBeenCalled();
  });

  it("names what was collected, once", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const arena = newArena();
    watch(arena);
    (() => void allocator(arena).vector("f32", 77))();
    await settle(() => warn.mock.calls.length > 0);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(String(warn.mock.calls[0])).toContain("77");
    report(arena);
    expect(warn).toHaveBeenCalledTimes(1);
  });
});
