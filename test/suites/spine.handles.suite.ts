// Matrices, vectors and their windows.
import type { Dtype, Kernels, Matrix, Vector } from "lanewise";
import { equal, match, ok, same, throws } from "./assert.js";
import { kernels } from "./instance.js";
import type { Suite } from "./suite.js";

const arrays = { f32: Float32Array, f64: Float64Array, i8: Int8Array, u8: Uint8Array, i16: Int16Array, i32: Int32Array, u32: Uint32Array } as const;
const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Everything that reads or writes through a handle. */
const uses = (h: Matrix<"f32"> | Vector<"f32">): readonly (readonly [string, () => unknown])[] => [
  ["view", () => h.view],
  ["set", () => h.set([1])],
  ["copy", () => h.copy()],
  ["sub", () => ("rows" in h ? h.sub(0, 0, 1, 1) : h.sub(0, 1))],
];

const wrongSizes = (k: Kernels): readonly (readonly [string, () => unknown])[] => [
  ["vector(-1)", () => k.vector("f32", -1)],
  ["vector(1.5)", () => k.vector("f32", 1.5)],
  ["vector(NaN)", () => k.vector("f32", Number.NaN)],
  ["matrix(-1, 2)", () => k.matrix("f32", -1, 2)],
  ["matrix(2, 0.5)", () => k.matrix("f32", 2, 0.5)],
  ["matrix(2, 2, three numbers)", () => k.matrix("f32", 2, 2, [1, 2, 3])],
  ["vector.set, too short", () => k.vector("f32", 3).set([1, 2])],
  ["vector.set, too long", () => k.vector("f32", 3).set([1, 2, 3, 4])],
  ["matrix.set, too long", () => k.matrix("f32", 2, 2).set(count(5))],
  ["sub past the last row", () => k.matrix("f32", 3, 3).sub(2, 0, 2, 1)],
  ["sub past the last column", () => k.matrix("f32", 3, 3).sub(0, 1, 1, 3)],
  ["sub before the first row", () => k.matrix("f32", 3, 3).sub(-1, 0, 1, 1)],
  ["row past the last", () => k.matrix("f32", 3, 3).row(3)],
  ["vector.sub past the end", () => k.vector("f32", 3).sub(2, 2)],
];

export const suite: Suite = {
  name: "spine.handles",
  cases: [
    ...(Object.keys(arrays) as Dtype[]).map((dtype) => kernels(`${dtype} converts like its typed array`, (k) => {
      const data = [0, 1, -1, 127, 128, 255, 256, 65535, 2 ** 31, 1.75, -1.25, Number.NaN];
      const expected = new arrays[dtype](data);
      const v = k.vector(dtype, data), m = k.matrix(dtype, 3, 4, data);
      equal(v.dtype, dtype, "dtype");
      ok(v.view instanceof arrays[dtype] && m.copy() instanceof arrays[dtype], "wrong kind of array");
      same(v.view, expected, "vector");
      same(m.copy(), expected, "matrix");
      same(v.set(expected).copy(), expected, "set from its own kind");
    })),
    kernels("a matrix is row-major with stride = cols", (k) => {
      const m = k.matrix("f32", 3, 5, count(15));
      equal(m.rows, 3, "rows");
      equal(m.cols, 5, "cols");
      equal(m.stride, 5, "stride");
      equal(m.view.length, 15, "view.length");
      equal(m.view[2 * m.stride + 3], 13, "(2, 3)");
      same(m.row(1).view, [5, 6, 7, 8, 9], "row 1");
      equal(m.set(count(15).reverse()), m, "set returns the handle");
      equal(m.view[0], 14, "(0, 0)");
    }),
    kernels("view is zero-copy, copy is not", (k) => {
      const v = k.vector("f64", [1, 2, 3]);
      const copy = v.copy();
      v.view[1] = 20;
      same(v.view, [1, 20, 3], "view");
      same(copy, [1, 2, 3], "copy");
      ok(copy.buffer !== v.view.buffer, "copy lies in the wasm memory");
    }),
    kernels("a window keeps the stride and sees only its elements", (k) => {
      const m = k.matrix("i32", 4, 6, count(24));
      const w = m.sub(1, 2, 3, 2);
      equal(w.stride, 6, "stride");
      equal(w.view.length, 2 * 6 + 2, "view.length");
      same(w.copy(), [8, 9, 14, 15, 20, 21], "window");
      equal(w.view[2 * w.stride + 1], 21, "(2, 1)");
      w.set([1, 2, 3, 4, 5, 6].map((x) => -x));
      same(m.copy(), [0, 1, 2, 3, 4, 5, 6, 7, -1, -2, 10, 11, 12, 13, -3, -4, 16, 17, 18, 19, -5, -6, 22, 23], "parent");
      same(w.sub(1, 1, 2, 1).copy(), [-4, -6], "window of a window");
      same(w.row(2).view, [-5, -6], "row of a window");
    }),
    kernels("a vector's window", (k) => {
      const v = k.vector("u8", count(10));
      const w = v.sub(3, 4);
      same(w.view, [3, 4, 5, 6], "window");
      w.view[0] = 99;
      equal(v.view[3], 99, "v[3]");
      equal(w.length, 4, "length");
    }),
    kernels("nothing is a size too", (k) => {
      for (const [rows, cols] of [[0, 0], [0, 5], [5, 0]] as const) {
        const m = k.matrix("f64", rows, cols);
        equal(m.view.length, 0, `view.length of ${rows}x${cols}`);
        equal(m.copy().length, 0, `copy().length of ${rows}x${cols}`);
        m.set([]);
      }
      equal(k.vector("f32", 0).view.length, 0, "view.length of a vector");
      equal(k.vector("f32", []).length, 0, "length");
      const m = k.matrix("f32", 3, 3);
      equal(m.sub(3, 3, 0, 0).view.length, 0, "an empty window at the end");
      equal(m.sub(1, 1, 0, 2).copy().length, 0, "a window without rows");
    }),
    kernels("free is final and idempotent", (k) => {
      for (const h of [k.matrix("f32", 1, 1), k.vector("f32", 1)]) {
        const before = k.memory().handles;
        ok(!h.freed, "freed before free()");
        h.free();
        h.free();
        h[Symbol.dispose]();
        ok(h.freed, "not freed after free()");
        equal(k.memory().handles, before - 1, "handles");
        for (const [what, use] of uses(h)) throws(use, { code: "freed", base: ReferenceError }, what);
      }
    }),
    kernels("dispose frees", (k) => {
      const v = k.vector("f32", 3);
      v[Symbol.dispose]();
      ok(v.freed, "not freed");
    }),
    kernels("a window frees nothing and ends with its parent", (k) => {
      const m = k.matrix("f32", 4, 4), v = k.vector("f32", 4);
      const windows = [m.sub(1, 1, 2, 2), m.row(2), v.sub(1, 2), m.sub(1, 1, 2, 2).row(0)];
      for (const w of windows) {
        w.free();
        w[Symbol.dispose]();
      }
      equal(m.view.length, 16, "parent's view after free() of its windows");
      for (const w of windows) ok(w.view.length > 0, "window ended by its own free()");
      m.free();
      v.free();
      k.matrix("f32", 4, 4); // takes the same block: an old window must not see it
      for (const w of windows) {
        ok(w.freed, "window outlived its parent");
        for (const [what, use] of uses(w)) throws(use, { code: "freed", base: ReferenceError }, what);
      }
    }),
    kernels("handles say what they are", (k) => {
      match(String(k.matrix("f32", 3, 5)), /f32.*3.?[x×].?5/, "matrix");
      match(String(k.vector("i16", 7)), /i16.*7/, "vector");
      const gone = k.vector("i16", 7);
      gone.free();
      match(String(gone), /freed/, "a freed vector");
    }),
    kernels("sizes that do not fit are ShapeErrors", (k) => {
      const used = k.memory().used;
      k.scope((s) => {
        for (const [what, use] of wrongSizes({ vector: s.vector.bind(s), matrix: s.matrix.bind(s) } as Kernels)) throws(use, { code: "shape", base: RangeError }, what);
      });
      equal(k.memory().used, used, "used");
    }),
    kernels("an unknown dtype is an OptionError", (k) => {
      throws(() => k.matrix("f16" as "f32", 2, 2), { code: "option", arg: "dtype", base: RangeError }, "matrix");
      throws(() => k.vector("constructor" as "f32", 2), { code: "option", arg: "dtype", base: RangeError }, "vector");
    }),
  ],
};
