import * as check from "../check.js";
import type { Matrix } from "../types.js";
import type { Context } from "../context.js";
import { type Depth, depthOf, strided } from "../fast.js";
import type { Numbers } from "./kernels.js";
import { strassenMultiply, strassenWorkspace as bytesOf } from "./strassen_product.js";
import { strassenShape } from "./strassen_shape.js";
import type { StrassenOptions } from "./types.js";

const DTYPES = ["f32", "f64", "i32"] as const;

/** C ← α·A·B + β·C by Strassen's recursion, 7 products of half the size for 8.
 *
 *  Shapes    C m×n, A m×k, B k×n, all f32, all f64 or all i32, row-major, any sizes and strides.
 *  Effects   writes C only. β = 0 never reads C; α = 0 or k = 0 never reads A, B. C must not share elements with A or B. `levels`: depth of the
 *            recursion (0 to 10; fewer where a side is shorter than 2^levels), by default where the predicted time is least, with leaves of 40 to 96;
 *            `errorTarget`: only as deep as keeps the expected error (below) under it. Both: the smaller depth.
 *  Cost      2mnk·(7/8)^levels flop and 12 additions a level; workspace about 4 matrices (`strassenWorkspace`; more where `levels` asks for leaves
 *            below 40, which are padded), nothing is left allocated.
 *  Accuracy  i32: exact modulo 2³². f32, f64: normwise, not per element: max |Ĉ − C| stays below about 4·u·√(k/2^levels)·2.7^levels of the root mean square
 *            of C where entries of A and of B are alike in size (tested on uniform random ones), u = 2⁻²⁴ or 2⁻⁵³: twice as large with each level,
 *            1e-5 of it in f32 at two levels, 5e-4 at six. Rows or columns of very different sizes lose the digits of the small ones, sums of operands may
 *            overflow, and an infinity or NaN reaches entries that the product alone would not give it: use dense.gemm there.
 *            variant "simd" gives the same bits on every engine.
 *  Throws    DtypeError, ShapeError, FreedError, OptionError ("option", "alias", "foreign"), CapacityError.
 *  Source    Strassen 1969; Winograd 1971; Karstadt & Schwartz 2017, Matrix multiplication, a little faster; Higham, ASNA 2nd ed., §23.2.2.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("i32", 2, 2, [1, 2, 3, 4]), B = k.matrix("i32", 2, 2, [5, 6, 7, 8]);
 *  console.log(k.flip.strassen(k.matrix("i32", 2, 2), A, B, { levels: 1 }).copy()); // Int32Array [19, 22, 43, 50] */
export function strassen<D extends Numbers>(ctx: Context, C: Matrix<D>, A: Matrix<D>, B: Matrix<D>, o?: StrassenOptions): Matrix<D> {
  const op = "flip.strassen", { arena } = ctx;
  check.options(op, o, ["levels", "errorTarget", "alpha", "beta"]);
  const depth = depthOf(op, o);
  const c = check.matrix<Numbers>(op, "C", C, arena, DTYPES);
  const a = check.matrix<Numbers>(op, "A", A, arena, [c.dtype]);
  const b = check.matrix<Numbers>(op, "B", B, arena, [c.dtype]);
  const factor = (arg: "alpha" | "beta", otherwise: number): number =>
    c.dtype === "i32" ? check.integer(op, arg, o?.[arg], -(2 ** 31), 2 ** 31 - 1, otherwise) : check.number(op, arg, o?.[arg], otherwise);
  const alpha = factor("alpha", 1), beta = factor("beta", 0);
  if (b.rows !== a.cols) check.size(op, "B", "rows", b.rows, a.cols, () => `A is ${a.rows}×${a.cols}`);
  if (c.rows !== a.rows) check.size(op, "C", "rows", c.rows, a.rows, () => `A is ${a.rows}×${a.cols}`);
  if (c.cols !== b.cols) check.size(op, "C", "cols", c.cols, b.cols, () => `B is ${b.rows}×${b.cols}`);
  check.disjoint(op, "C", c, "A", a);
  check.disjoint(op, "C", c, "B", b);

  const m = c.rows, n = c.cols, k = a.cols;
  strassenMultiply(ctx, {
    op, dtype: c.dtype, m, n, k, alpha, a: strided(a, false), b: strided(b, false), beta, c,
  }, strassenShape(c.dtype, m, n, k, depth));
  return C;
}

/** Bytes of scratch that `strassen` takes for an m×k matrix times a k×n one, with the same options.
 *
 *  Throws    OptionError.
 *  @example
 *  import { loadSync } from "lanewise";
 *  console.log(loadSync().flip.strassenWorkspace("f32", 1024, 1024, 1024) < 4.5 * 4 * 1024 ** 2); // true */
export function strassenWorkspace(ctx: Context, dtype: Numbers, m: number, k: number, n: number, o?: Partial<Depth>): number {
  const op = "flip.strassenWorkspace", size = (arg: string, x: number): number => check.integer(op, arg, x, 0, 2 ** 31 - 1);
  check.choice(op, "dtype", dtype, DTYPES, "f32");
  check.options(op, o, ["levels", "errorTarget"]);
  return bytesOf(ctx, dtype, size("m", m), size("n", n), size("k", k), strassenShape(dtype, m, n, k, depthOf(op, o)), false);
}
