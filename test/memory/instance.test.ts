// Memory as a user of the package meets it: accounting, foreign memory, growth in the middle of a product, and the end.
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { frozen } from "../helpers/guard.js";
import { flavours } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { compact, gemmReference } from "../helpers/reference.js";
import { firstOutside } from "../helpers/tolerance.js";

const PAGE = 65536;
const caught = (run: () => unknown): { code?: string; message?: string } => {
  try {
    run();
  } catch (e) {
    return e as { code?: string };
  }
  return {};
};

describe.each(flavours())("memory of an instance, %s", (variant) => {
  it("is reserved and limited as asked", () => {
    const k = loadSync({ variant, reserve: 10 * PAGE, max: 20 * PAGE });
    expect(k.memory()).toMatchObject({ used: 0, peak: 0, handles: 0, capacity: 10 * PAGE });
    expect(caught(() => k.vector("u8", 20 * PAGE)).code).toBe("capacity");
    expect(k.memory()).toMatchObject({ used: 0, handles: 0 });
    expect(k.memory().capacity).toBeLessThanOrEqual(20 * PAGE);
    k.free();
    const standard = loadSync({ variant });
    expect(standard.memory().capacity).toBe(2 ** 20);
    standard.free();
  });

  it("counts used, peak and handles; scratch of a product is given back", () => {
    const k = loadSync({ variant });
    const n = 150;
    const [A, B, C] = [k.matrix("f32", n, n), k.matrix("f32", n, n), k.matrix("f32", n, n)];
    const { used } = k.memory();
    expect(used).toBe(A.bytes + B.bytes + C.bytes);
    for (let i = 0; i < 3; i++) k.dense.gemm(C, A, B);
    const after = k.memory();
    expect([after.used, after.handles]).toEqual([used, 3]);
    expect(after.peak).toBeGreaterThan(used);
    for (let i = 0; i < 50; i++) k.dense.gemm(C, A, B, { transA: i % 2 === 0 });
    expect(k.memory()).toEqual(after);
    for (const h of [A, B, C]) h.free();
    expect(k.memory()).toMatchObject({ used: 0, handles: 0 });
    k.free();
  });

  it("owns a memory given to it, whole and alone", () => {
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 50 });
    const k = loadSync({ variant, memory });
    expect(k.vector("f32", [1, 2]).view.buffer).toBe(memory.buffer);
    expect(caught(() => loadSync({ variant, memory })).code).toBe("abi");
    k.free();
    k.free();
    const next = loadSync({ variant, memory });
    expect(next.vector("f32", 3).copy()).toEqual(new Float32Array(3));
    next.free();
  });

  it("refuses a memory that does not fit", () => {
    expect(caught(() => loadSync({ variant, memory: new WebAssembly.Memory({ initial: 1 }) })).code).toBe("abi");
    expect(caught(() => loadSync({ variant, memory: new WebAssembly.Memory({ initial: 1, maximum: 10, shared: true }) })).code).toBe("abi");
    expect(caught(() => loadSync({ variant, memory: {} as WebAssembly.Memory })).code).toBe("option");
  });

  it("grows in the middle of a product without losing it", () => {
    const k = loadSync({ variant, reserve: PAGE });
    const random = new Random(1);
    const [m, n, kk] = [70, 80, 90];
    const [a, b] = [random.array("f64", m * kk), random.array("f64", kk * n)];
    const [A, B, C] = [k.matrix("f64", m, kk, a), k.matrix("f64", kk, n, b), k.matrix("f64", m, n)];
    // Take what is left, so that the scratch of the product must grow the memory.
    for (let left = k.memory().capacity; left >= 64; left = Math.floor(left / 2)) {
      const { capacity } = k.memory();
      if (capacity - k.memory().used - 4096 >= left) k.vector("u8", left);
    }
    const want = gemmReference({ dtype: "f64", a: compact(m, kk, a), b: compact(kk, n, b) });
    const stale = C.view;
    k.dense.gemm(C, A, B);
    expect(firstOutside(C.copy(), want.value, want.bound)).toBe(-1);
    expect(C.view === stale || stale.length === 0).toBe(true);
    k.free();
  });

  it("throws CapacityError from a product when scratch cannot grow, writes nothing, and works again with room", () => {
    const memory = new WebAssembly.Memory({ initial: 64, maximum: 1000 });
    const k = loadSync({ variant, memory });
    const n = 300;
    const random = new Random(2);
    const [a, b] = [random.array("f64", n * n), random.array("f64", n * n)];
    const [A, B] = [k.matrix("f64", n, n, a), k.matrix("f64", n, n, b)];
    const C = k.matrix("f64", n, n, random.array("f64", n * n));
    const grow = memory.grow.bind(memory);
    memory.grow = () => { throw new RangeError("injected"); };
    const fillers = [];
    for (let size = 2 ** 22; size >= 64; ) {
      try {
        fillers.push(k.vector("u8", size));
      } catch {
        size /= 2;
      }
    }
    const unchanged = [frozen("A", A), frozen("B", B), frozen("C", C)];
    const before = k.memory();
    const error = caught(() => k.dense.gemm(C, A, B));
    expect(error).toMatchObject({ code: "capacity", op: "dense.gemm" });
    expect(k.memory()).toEqual(before);
    for (const check of unchanged) check();
    memory.grow = grow;
    k.dense.gemm(C, A, B);
    const want = gemmReference({ dtype: "f64", a: compact(n, n, a), b: compact(n, n, b) });
    expect(firstOutside(C.copy(), want.value, want.bound)).toBe(-1);
    k.free();
  });

  it("ends for good: every later use is FreedError", () => {
    const k = loadSync({ variant });
    const v = k.vector("f32", 4);
    const s = k.scope();
    k[Symbol.dispose]();
    expect([k.freed, v.freed]).toEqual([true, true]);
    for (const use of [() => k.vector("f32", 1), () => k.matrix("f32", 1, 1), () => v.view, () => v.sub(0, 1), () => s.vector("f32", 1), () => k.scope(), () => k.dense.dot(v, v)])
      expect(caught(use), String(use)).toMatchObject({ code: "freed" });
    v.free();
    s[Symbol.dispose]();
    k.memory();
    expect(k.toString()).toBeTypeOf("string");
  });
});
