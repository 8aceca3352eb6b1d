// bitmac.gemm: the bits of dense.gemmInt8 for every encoding and path, in every variant; refusals before anything is written.
import { type Encoding, type Kernels, loadSync, type Matrix, type Scope } from "lanewise";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { int8Reference, int8Values } from "../helpers/int8.js";
import { Random } from "../helpers/random.js";
import { equal, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

const encodings: readonly Encoding[] = ["complement", "sign-magnitude", "mbe", "ent", "naf"];
const paths = ["product", "digits"] as const;
const shapes = [[1, 1, 1], [0, 3, 2], [3, 0, 2], [2, 3, 0], [3, 5, 4], [8, 16, 17], [13, 7, 33], [33, 31, 65], [5, 40, 130], [1, 17, 200], [64, 64, 64]] as const;

/** A window in the middle of a matrix that holds garbage, so that what stands around it shows what was touched. */
function framed<D extends "i8" | "i32">(s: Scope, dtype: D, rows: number, cols: number, data?: ArrayLike<number>): { readonly window: Matrix<D>; readonly around: () => string } {
  const whole = s.matrix(dtype, rows + 2, cols + 3) as Matrix<D>;
  (whole.view as Int8Array).fill(-77);
  const window = whole.sub(1, 2, rows, cols);
  if (data) window.set(data);
  const around = (): string => whole.copy().filter((_, x) => { const i = Math.floor(x / (cols + 3)) - 1, j = x % (cols + 3) - 2; return i < 0 || i >= rows || j < 0 || j >= cols; }).join();
  return { window, around };
}

function products(k: Kernels): void {
  const random = new Random(61);
  for (const [m, n, p] of shapes) for (const spread of ["any", "extreme", "least"] as const) {
    const a = int8Values(random, "i8", m * p, spread), b = int8Values(random, "i8", p * n, spread), want = int8Reference({ m, n, k: p, a, b, transA: false, transB: false, zeroA: 0, zeroB: 0 });
    k.scope((s) => {
      const A = framed(s, "i8", m, p, a), B = framed(s, "i8", p, n, b), C = framed(s, "i32", m, n), frame = C.around();
      for (const encoding of encodings) for (const path of paths) {
        C.window.set(new Int32Array(m * n).fill(99));
        const { used, handles } = k.memory();
        equal(k.bitmac.gemm(C.window, A.window, B.window, { encoding, path }), C.window, "what is returned");
        same(C.window.copy(), want, `${m}×${n}×${p} ${spread} ${encoding} ${path}`);
        equal(C.around(), frame, "around C");
        same(A.window.copy(), a, "A");
        same(B.window.copy(), b, "B");
        equal(k.memory().used, used, "memory used");
        equal(k.memory().handles, handles, "handles");
      }
    });
  }
}

/** Every value of A by every encoding. */
function values(k: Kernels, s: Scope): void {
  const A = s.matrix("i8", 256, 1, Array.from({ length: 256 }, (_, x) => x - 128)), B = s.matrix("i8", 1, 3, [1, -128, 127]), C = s.matrix("i32", 256, 3);
  for (const encoding of encodings) for (const path of paths)
    same(k.bitmac.gemm(C, A, B, { encoding, path }).copy(), Int32Array.from({ length: 768 }, (_, x) => (Math.floor(x / 3) - 128) * [1, -128, 127][x % 3]!), `${encoding} ${path}`);
}

/** The largest sums there are. */
function bound(k: Kernels, s: Scope): void {
  const most = 131071, C = s.matrix("i32", 1, 2, [7, 7]);
  const A = s.matrix("i8", 1, most, new Int8Array(most).fill(-128)), B = s.matrix("i8", most, 2, Int8Array.from({ length: 2 * most }, (_, x) => (x % 2 ? 127 : -128)));
  for (const encoding of encodings) same(k.bitmac.gemm(C, A, B, { encoding, path: "digits" }).copy(), [most * 16384, -most * 128 * 127], encoding);
  C.set([7, 7]);
  for (const path of paths)
    throws(() => k.bitmac.gemm(C, s.matrix("i8", 1, most + 1), s.matrix("i8", most + 1, 2), { path }), { code: "option", op: "bitmac.gemm", arg: "A", base: RangeError, message: "bitmac.gemm: k is 131072, expected at most 131071 (|A| ≤ 128, |B| ≤ 128, sums are i32)" });
  same(C.copy(), [7, 7], "C after the refusal");
}

function refusals(k: Kernels, s: Scope): void {
  const A = s.matrix("i8", 3, 4), B = s.matrix("i8", 4, 5), C = s.matrix("i32", 3, 5, new Int32Array(15).fill(5)), gone = s.matrix("i8", 3, 4), other = loadSync();
  gone.free();
  const cases: readonly (readonly [string, readonly unknown[], object])[] = [
    ["B.rows", [C, A, s.matrix("i8", 5, 5)], { code: "shape", arg: "B", message: "bitmac.gemm: B.rows is 5, expected 4 (A is 3×4)" }],
    ["C.rows", [s.matrix("i32", 2, 5), A, B], { code: "shape", arg: "C", message: "bitmac.gemm: C.rows is 2, expected 3 (A is 3×4)" }],
    ["C.cols", [s.matrix("i32", 3, 4), A, B], { code: "shape", arg: "C", message: "bitmac.gemm: C.cols is 4, expected 5 (B is 4×5)" }],
    ["C i8", [s.matrix("i8", 3, 5), A, B], { code: "dtype", arg: "C" }],
    ["A u8", [C, s.matrix("u8", 3, 4), B], { code: "dtype", arg: "A" }],
    ["B a vector", [C, A, s.vector("i8", 4)], { code: "dtype", arg: "B" }],
    ["C nothing", [undefined, A, B], { code: "dtype", arg: "C" }],
    ["A freed", [C, gone, B], { code: "freed", arg: "A" }],
    ["A foreign", [C, other.matrix("i8", 3, 4), B], { code: "foreign", arg: "A" }],
    ["encoding", [C, A, B, { encoding: "booth" }], { code: "option", arg: "encoding", message: 'bitmac.gemm: encoding is "booth", expected one of "complement", "sign-magnitude", "mbe", "ent", "naf"' }],
    ["path", [C, A, B, { path: 1 }], { code: "option", arg: "path" }],
    ["unknown option", [C, A, B, { algorithm: "digits" }], { code: "option", arg: "algorithm" }],
    ["options null", [C, A, B, null], { code: "option", arg: "options" }],
  ];
  for (const [what, args, expected] of cases) throws(() => loose(k.bitmac.gemm)(...args), { op: "bitmac.gemm", ...expected } as never, what);
  same(C.copy(), new Int32Array(15).fill(5), "C after the refusals");
  other.free();
}

/** Memory that ends at every point of the call: an error of this operation, C as it was, nothing left. */
function shortage(): void {
  let failures = 0;
  for (let max = 6; max < 40; max += 2) {
    const k = loadSync({ reserve: 65536, max: max * 65536 });
    try {
      const n = 160, C = k.matrix("i32", n, n, new Int32Array(n * n).fill(3)), A = k.matrix("i8", n, n, new Int8Array(n * n).fill(-128)), B = k.matrix("i8", n, n, new Int8Array(n * n).fill(-1)), { used } = k.memory();
      let message = "";
      try { k.bitmac.gemm(C, A, B, { path: "digits" }); } catch (e) { message = `${(e as { code: string }).code} ${(e as { op: string }).op}`; failures++; }
      if (message !== "") equal(message, "capacity bitmac.gemm", "the error");
      same(C.copy(), new Int32Array(n * n).fill(message === "" ? 128 * n : 3), `C with ${max} pages`);
      equal(k.memory().used, used, "memory used");
    } catch (e) {
      if ((e as { op?: string }).op !== "matrix") throw e;
    } finally {
      k.free();
    }
  }
  if (failures < 2) throw new Error(`${failures} failures, expected several`);
}

export const suite: Suite = {
  name: "bitmac.gemm",
  cases: [
    ...flavours().flatMap((variant) => [
      test(`${variant} every encoding and path equals the plain product`, () => withKernels(variant, products)),
      test(`${variant} every value`, () => withKernels(variant, values)),
      test(`${variant} sums at the bound of k`, () => withKernels(variant, bound)),
    ]),
    test("refusals", () => withKernels("simd", refusals)),
    test("too little memory", shortage),
  ],
};
