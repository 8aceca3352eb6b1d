// The arena seen from outside: accounting, reuse, growth, the end of memory, scopes.
import { loadSync, type Dtype, type Handle, type Kernels, type Vector } from "lanewise";
import { equal, fail, match, ok, same, throws } from "./assert.js";
import { kernels, multiplies } from "./instance.js";
import { test, type Suite } from "./suite.js";

const dtypes: readonly Dtype[] = ["f32", "f64", "i8", "u8", "i16", "i32", "u32"];
const pastTheReserve = 1 << 18; // f64 elements: 2 MiB, where 1 MiB is committed at load

const bounded = (name: string, body: (k: Kernels) => void) => kernels(name, body, { max: 4 << 20 });

/** Allocates until nothing fits any more, in ever smaller blocks. */
function fill(k: Kernels): Handle[] {
  const held: Handle[] = [];
  for (let bytes = 1 << 20; bytes >= 64; bytes >>= 1) {
    try {
      for (;;) held.push(k.vector("u8", bytes));
    } catch (error) {
      if ((error as { code?: unknown }).code !== "capacity") throw error;
    }
  }
  return held;
}

export const suite: Suite = {
  name: "spine.memory",
  cases: [
    kernels("used, peak and handles count, and return", (k) => {
      const before = k.memory();
      const v = k.vector("f64", 1000), m = k.matrix("f32", 10, 10);
      const during = k.memory();
      equal(during.handles, before.handles + 2, "handles");
      ok(during.used >= before.used + 8400, `used grew by ${during.used - before.used}, less than what was allocated`);
      ok(v.bytes >= 8000 && m.bytes >= 400, "bytes");
      m.row(2);
      m.sub(0, 0, 5, 5);
      v.sub(1, 2);
      equal(k.memory().handles, during.handles, "handles after windows");
      v.free();
      m.free();
      const after = k.memory();
      equal(after.used, before.used, "used");
      equal(after.handles, before.handles, "handles");
      ok(after.peak >= during.used, "peak");
    }),
    kernels("freed blocks are used again", (k) => {
      for (let i = 0; i < 2000; i++) {
        const x = k.vector("f32", 1000 + (i % 97)), y = k.matrix("f64", 1 + (i % 31), 40);
        (i & 1 ? x : y).free();
        (i & 1 ? y : x).free();
      }
      equal(k.memory().capacity, 1 << 20, "capacity after 2000 rounds");
    }),
    kernels("new memory is zero, also where old data lay", (k) => {
      for (const dtype of dtypes) {
        const old = k.vector(dtype, new Array<number>(500).fill(77));
        old.free();
        const fresh = k.vector(dtype, 500);
        ok(fresh.view.every((x) => Object.is(x, 0)), `${dtype} vector is not zero`);
        fresh.free();
        ok(k.matrix(dtype, 20, 25).view.every((x) => Object.is(x, 0)), `${dtype} matrix is not zero`);
      }
    }),
    kernels("blocks never overlap", (k) => {
      const held: Vector<"u8">[] = [];
      for (let i = 0; i < 200; i++) {
        held.push(k.vector("u8", new Array<number>(1 + ((i * 37) % 300)).fill(i)));
        if (i % 3 === 2) (held.splice((i * 7) % held.length, 1)[0] as Vector<"u8">).free();
      }
      for (const v of held) ok(v.view.every((x) => x === v.view[0]), "another block wrote into this one");
      equal(new Set(held.map((v) => v.view[0])).size, held.length, "distinct fills");
    }),
    kernels("growth keeps every value, and views are read anew", (k) => {
      const held = dtypes.map((dtype) => k.vector(dtype, [1, 2, 3]));
      const stale = held.map((v) => v.view);
      const before = k.memory().capacity;
      const large = k.vector("f64", pastTheReserve);
      ok(k.memory().capacity > before, "memory did not grow");
      for (const [i, v] of held.entries()) {
        equal(stale[i]?.length, 0, `length of a ${v.dtype} view from before`);
        same(v.view, [1, 2, 3], `${v.dtype} view`);
      }
      equal(large.view.length, pastTheReserve, "length of the new view");
    }),
    kernels("a window grows along", (k) => {
      const m = k.matrix("f32", 3, 4, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      const w = m.sub(1, 1, 2, 2);
      k.vector("f64", pastTheReserve);
      same(w.copy(), [5, 6, 9, 10], "window");
      w.view[0] = -1;
      equal(m.view[5], -1, "m[1, 1]");
    }),
    bounded("the end of memory is a CapacityError that names its figures", (k) => {
      const error = throws(() => k.vector("f64", 1 << 20), { code: "capacity", base: RangeError }, "vector") as Error & { wanted?: unknown; held?: unknown; maximum?: unknown };
      equal(error.maximum, 4 << 20, "maximum");
      for (const figure of [error.wanted, error.held, error.maximum]) {
        if (typeof figure !== "number") fail(`${String(figure)} is no number of bytes`);
        match(error.message, new RegExp(`\\b${figure}\\b`), "message");
      }
      ok(Number(error.wanted) >= 8 << 20, `wanted is ${String(error.wanted)}`);
    }),
    bounded("after a CapacityError everything goes on", (k) => {
      const v = k.vector("i32", [1, 2, 3]);
      const before = k.memory();
      throws(() => k.matrix("f64", 1024, 1024), { code: "capacity" }, "matrix");
      equal(k.memory().used, before.used, "used");
      equal(k.memory().handles, before.handles, "handles");
      same(v.view, [1, 2, 3], "v");
      ok(multiplies(k), "2x2 product is wrong");
      equal(k.vector("f64", 1 << 18).length, 1 << 18, "length of what does fit");
    }),
    bounded("memory can be filled to the brim, emptied and filled again", (k) => {
      const first = fill(k);
      ok(k.memory().used > 3.5 * (1 << 20), `used is ${k.memory().used} of 4 MiB`);
      for (const h of first) h.free();
      equal(k.memory().handles, 0, "handles");
      ok(multiplies(k), "2x2 product is wrong");
      for (const h of fill(k)) h.free();
      equal(k.vector("f64", 1 << 18).length, 1 << 18, "length of a large block after all that");
    }),
    bounded("a call without room for its workspace writes nothing", (k) => {
      const n = 120;
      const a = k.matrix("f64", n, n, new Array<number>(n * n).fill(1)), b = k.matrix("f64", n, n), c = k.matrix("f64", n, n, new Array<number>(n * n).fill(5));
      const held = fill(k), used = k.memory().used;
      try {
        k.dense.gemm(c, a, b, { transA: true });
      } catch (error) {
        equal((error as { code?: unknown }).code, "capacity", "code");
        ok(c.view.every((x) => x === 5), "C was written");
      }
      equal(k.memory().used, used, "used");
      for (const h of held) h.free();
      k.dense.gemm(c, a, b, { transA: true });
      ok(c.view.every((x) => x === 0), "C is wrong");
    }),
    kernels("scope(body) frees what it made and gives the result", (k) => {
      const before = k.memory();
      let inside: Vector<"f32"> | undefined;
      const sum = k.scope((s) => {
        inside = s.vector("f32", [1, 2, 3]);
        s.matrix("i8", 4, 4);
        return inside.view.reduce((p, x) => p + x, 0);
      });
      equal(sum, 6, "result");
      ok(inside?.freed, "vector outlived its scope");
      equal(k.memory().used, before.used, "used");
      equal(k.memory().handles, before.handles, "handles");
    }),
    kernels("scope frees when the body throws, and the error passes", (k) => {
      const used = k.memory().used;
      let message = "";
      try {
        k.scope((s) => {
          s.vector("f32", 10);
          throw new Error("from the body");
        });
      } catch (error) {
        message = (error as Error).message;
      }
      equal(message, "from the body", "message");
      equal(k.memory().used, used, "used");
    }),
    kernels("keep outlives the scope; what the instance made is left alone", (k) => {
      const outer = k.vector("f32", [9]);
      const kept = k.scope((s) => {
        s.vector("f32", 4).free();
        return s.keep(s.matrix("f64", 1, 2, [3, 4]));
      });
      same(kept.view, [3, 4], "kept");
      ok(!outer.freed, "a handle of the instance was freed");
      kept.free();
      equal(k.memory().handles, 1, "handles");
    }),
    kernels("scopes nest and end by dispose, twice is once", (k) => {
      const outer = k.scope(), inner = k.scope();
      const a = outer.vector("f32", 1), b = inner.vector("f32", 1);
      inner[Symbol.dispose]();
      inner[Symbol.dispose]();
      ok(b.freed && !a.freed, "the wrong scope ended");
      outer[Symbol.dispose]();
      ok(a.freed, "the outer scope did not free");
      equal(k.memory().handles, 0, "handles");
    }),
    test("an async body is freed once it settles", async () => {
      const k = loadSync();
      const before = k.memory().handles;
      const promise = k.scope(async (s) => {
        const v = s.vector("f32", [4]);
        await Promise.resolve();
        return v.view[0];
      });
      equal(k.memory().handles, before + 1, "handles while it waits");
      equal(await promise, 4, "result");
      equal(k.memory().handles, before, "handles");
      k.free();
    }),
  ],
};
