// Errors of a family call, shown on dense.gemm: thrown before any kernel runs, with code, op and argument, and nothing written.
import { isKernelError, loadSync, type GemmOptions, type Kernels, type Matrix } from "lanewise";
import { equal, ok, same, throws, type Expected } from "./assert.js";
import { kernels } from "./instance.js";
import { test, type Suite } from "./suite.js";

const op = "dense.gemm";

/** Runs a call that must fail and checks that C and the memory in use are what they were. */
function refused(k: Kernels, c: Matrix<"f32">, call: () => unknown, expected: Expected, what: string): void {
  const used = k.memory().used, before = c.copy();
  throws(call, { op, ...expected }, what);
  same(c.copy(), before, `C after: ${what}`);
  equal(k.memory().used, used, `used after: ${what}`);
}

const badOptions: readonly (readonly [arg: string, options: unknown])[] = [
  ["aplha", { aplha: 2 }],
  ["alpha", { alpha: "2" }],
  ["beta", { beta: null }],
  ["transA", { transA: 1 }],
  ["activation", { activation: "tanh" }],
  ["algorithm", { algorithm: "fast" }],
];

export const suite: Suite = {
  name: "spine.errors",
  cases: [
    kernels("the text names operation, argument, got, expected and why", (k) => {
      const a = k.matrix("f32", 3, 4), b = k.matrix("f32", 5, 6), c = k.matrix("f32", 3, 6);
      refused(k, c, () => k.dense.gemm(c, a, b), { code: "shape", arg: "B", base: RangeError, message: "dense.gemm: B.rows is 5, expected 4 (A is 3×4, transA=false)" }, "B.rows");
    }),
    kernels("every wrong size is found, with either transposition", (k) => {
      const [a34, a24, b46, b47] = [k.matrix("f32", 3, 4), k.matrix("f32", 2, 4), k.matrix("f32", 4, 6), k.matrix("f32", 4, 7)];
      const c = k.matrix("f32", 3, 6, Array.from({ length: 18 }, (_, i) => i)), bias = k.vector("f32", 5);
      refused(k, c, () => k.dense.gemm(c, a24, b46), { code: "shape" }, "C.rows");
      refused(k, c, () => k.dense.gemm(c, a34, b47), { code: "shape" }, "C.cols");
      refused(k, c, () => k.dense.gemm(c, a34, b46, { transA: true }), { code: "shape" }, "transA");
      refused(k, c, () => k.dense.gemm(c, a34, b46, { transB: true }), { code: "shape" }, "transB");
      refused(k, c, () => k.dense.gemm(c, a34, b46, { bias }), { code: "shape", arg: "bias" }, "bias");
    }),
    kernels("operands of other types are DtypeErrors", (k) => {
      const c = k.matrix("f32", 2, 2, [1, 2, 3, 4]), a = k.matrix("f32", 2, 2);
      const bad = (b: unknown) => () => k.dense.gemm(c, a, b as Matrix<"f32">);
      refused(k, c, bad(k.matrix("f64", 2, 2)), { code: "dtype", arg: "B", base: TypeError }, "f64");
      refused(k, c, bad(k.vector("f32", 4)), { code: "dtype", arg: "B", base: TypeError }, "a vector");
      refused(k, c, bad(new Float32Array(4)), { code: "dtype", arg: "B", base: TypeError }, "a typed array");
      refused(k, c, bad({ dtype: "f32", rows: 2, cols: 2, stride: 2, ptr: 0 }), { code: "dtype", arg: "B", base: TypeError }, "a look-alike");
      refused(k, c, bad(undefined), { code: "dtype", arg: "B", base: TypeError }, "nothing");
    }),
    ...badOptions.map(([arg, options]) => kernels(`${JSON.stringify(options)} is refused, naming ${arg}`, (k) => {
      const c = k.matrix("f32", 2, 2, [1, 2, 3, 4]), a = k.matrix("f32", 2, 2);
      refused(k, c, () => k.dense.gemm(c, a, a, options as GemmOptions<"f32">), { code: "option", arg, base: RangeError }, "gemm");
    })),
    kernels("an output over an input is an alias", (k) => {
      const m = k.matrix("f32", 8, 8, Array.from({ length: 64 }, (_, i) => i));
      const b = k.matrix("f32", 4, 4), c = m.sub(0, 0, 4, 4);
      refused(k, m, () => k.dense.gemm(c, c, b), { code: "alias", arg: "C", base: RangeError }, "C is A");
      refused(k, m, () => k.dense.gemm(c, b, m.sub(0, 0, 4, 4)), { code: "alias" }, "C is B, by another window");
      refused(k, m, () => k.dense.gemm(c, m.sub(3, 3, 4, 4), b), { code: "alias" }, "one element shared");
      refused(k, m, () => k.dense.gemm(c, b, b, { bias: m.row(2).sub(2, 4) }), { code: "alias" }, "bias within C");
    }),
    kernels("windows beside and below each other are no alias", (k) => {
      const m = k.matrix("f32", 4, 4, [1, 2, 0, 0, 3, 4, 0, 0, 5, 6, 0, 0, 7, 8, 0, 0]);
      k.dense.gemm(m.sub(0, 2, 2, 2), m.sub(0, 0, 2, 2), m.sub(2, 0, 2, 2));
      same(m.copy(), [1, 2, 19, 22, 3, 4, 43, 50, 5, 6, 0, 0, 7, 8, 0, 0], "m");
      k.dense.gemm(m.sub(2, 2, 2, 2), m.sub(0, 0, 2, 2), m.sub(0, 0, 2, 2));
      same(m.sub(2, 2, 2, 2).copy(), [7, 10, 15, 22], "A is B is fine");
    }),
    kernels("an operand of another instance is foreign", (k) => {
      const other = loadSync();
      const c = k.matrix("f32", 2, 2, [1, 2, 3, 4]), a = k.matrix("f32", 2, 2);
      refused(k, c, () => k.dense.gemm(c, other.matrix("f32", 2, 2), a), { code: "foreign", arg: "A", base: RangeError }, "A");
      refused(k, c, () => k.dense.gemm(c, a, a, { bias: other.vector("f32", 2) }), { code: "foreign", arg: "bias", base: RangeError }, "bias");
      other.free();
    }),
    kernels("a freed operand is a FreedError", (k) => {
      const make = () => k.matrix("f32", 2, 2);
      const c = make().set([1, 2, 3, 4]), a = make();
      const gone = make(), window = gone.sub(0, 0, 2, 2);
      gone.free();
      refused(k, c, () => k.dense.gemm(c, gone, a), { code: "freed", arg: "A", base: ReferenceError }, "A");
      refused(k, c, () => k.dense.gemm(c, a, window), { code: "freed", arg: "B", base: ReferenceError }, "a window as B");
      refused(k, c, () => k.dense.gemm(gone, a, a), { code: "freed", arg: "C", base: ReferenceError }, "C");
    }),
    test("isKernelError knows its own", () => {
      const error = throws(() => loadSync({ max: -1 }), { code: "option", arg: "max" }, "loadSync");
      ok(isKernelError(error), "own error");
      for (const other of [new Error("x"), new RangeError("x"), null, undefined, "shape", { code: "shape", op: "x" }]) ok(!isKernelError(other), String(other));
    }),
  ],
};
