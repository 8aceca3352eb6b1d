import * as check from "../check.js";
import type { Float, Matrix } from "../types.js";
import type { Context } from "../context.js";
import { strided } from "../fast.js";
import { structuredEntry } from "./catalog.js";
import { type Numbers, panelOf } from "./kernels.js";
import { blocksOf, wayOf } from "./structured.js";
import { structuredProduct } from "./structured_run.js";
import type { SymmOptions, TrmmOptions } from "./types.js";

const DTYPES = ["f32", "f64", "i32"] as const;

/** C ← A·B, A square of a kind that `letter` names, of which one triangle is read. */
function square(ctx: Context, op: string, letter: string, upper: boolean, C: unknown, A: unknown, B: unknown): void {
  const { arena } = ctx, c = check.matrix<Numbers>(op, "C", C, arena, DTYPES), a = check.matrix<Numbers>(op, "A", A, arena, [c.dtype]), b = check.matrix<Numbers>(op, "B", B, arena, [c.dtype]);
  check.size(op, "A", "cols", a.cols, a.rows, () => "a square matrix");
  check.size(op, "B", "rows", b.rows, a.cols, () => `A is ${a.rows}×${a.cols}`);
  check.size(op, "C", "rows", c.rows, a.rows, () => `A is ${a.rows}×${a.cols}`);
  check.size(op, "C", "cols", c.cols, b.cols, () => `B is ${b.rows}×${b.cols}`);
  check.disjoint(op, "C", c, "A", a);
  check.disjoint(op, "C", c, "B", b);
  // The lower triangle of a skew matrix is the upper one of its transpose, which is its negative: alpha takes the sign.
  const triangular = letter === "u" || letter === "l", target = `${letter}g`, m = a.rows, n = b.cols;
  const entry = triangular ? structuredEntry("ug", 4) : undefined, within = entry && letter === "u" ? blocksOf(op, "scheme", entry) : undefined;
  const way = wayOf(triangular ? target : "gg", [m, m, n], panelOf(c.dtype), within, within);
  structuredProduct(ctx, { op, dtype: c.dtype, m, k: m, n, alpha: letter === "k" && !upper ? -1 : 1, a: strided(a, !triangular && !upper), b: strided(b, false), beta: 0, c }, target, way);
}

/** C ← A·B for a symmetric or skew A of which one triangle is given, by the fast product: the triangle is mirrored on its way into blocks.
 *
 *  Schemes for "sg", "kg" and "wg" save products of scalars only: over blocks, A's blocks (i, j) and (j, i) are transposes of each other.
 *  Shapes    A m×m, B m×n, C m×n, strides in elements.
 *  Effects   writes C only, never reads it; of A only the triangle is read (not its diagonal with skew, which is zero). C must not share elements with A or B.
 *  Cost      7/8 of 2m²n flop a level; workspace of about a copy of A, B and C and one more of A.
 *  Accuracy  as gemm with the fast product: the error about doubles a level. i32 is exact modulo 2³².
 *  Throws    DtypeError, ShapeError, FreedError, OptionError, CapacityError.
 *  Source    Strassen 1969; BLAS: ssymm, dsymm.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("f64", 2, 2, [1, 2, NaN, 3]); // what lies below the diagonal is not read
 *  console.log(k.flip.symm(k.matrix("f64", 2, 2), A, k.matrix("f64", 2, 2, [1, 0, 0, 1]), { uplo: "upper" }).copy()); // Float64Array [1, 2, 2, 3] */
export function symm<D extends Float | "i32">(ctx: Context, C: Matrix<D>, A: Matrix<D>, B: Matrix<D>, o?: SymmOptions): Matrix<D> {
  const op = "flip.symm";
  check.options(op, o, ["uplo", "skew"]);
  const skew = check.flag(op, "skew", o?.skew);
  square(ctx, op, skew ? "k" : "s", check.choice(op, "uplo", o?.uplo, ["lower", "upper"] as const, "lower") === "upper", C, A, B);
  return C;
}

/** C ← A·B for a triangular A, by a recursion that multiplies zeros in its leaves only: for an upper one 22 whole products and 12 triangular ones of a quarter's size.
 *
 *  Shapes    A m×m, B m×n, C m×n, strides in elements.
 *  Effects   writes C only, never reads it; of A only the triangle is read. C must not share elements with A or B.
 *  Cost      about 22/37 of the fast product of the same size, 2/3 for a lower triangle; workspace of about a copy of A, B and C and one more of A.
 *  Accuracy  as gemm with the fast product: the error about doubles a level, and infinities and NaN spread as there, through the zeros of leaves as well.
 *            i32 is exact modulo 2³².
 *  Throws    DtypeError, ShapeError, FreedError, OptionError, CapacityError.
 *  Source    Khoruzhii, Gelß & Pokutta 2025, Faster algorithms for structured matrix multiplication via flip graph search; BLAS: strmm, dtrmm.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("f64", 2, 2, [1, NaN, 2, 3]); // what lies above the diagonal is not read
 *  console.log(k.flip.trmm(k.matrix("f64", 2, 2), A, k.matrix("f64", 2, 2, [1, 1, 1, 1])).copy()); // Float64Array [1, 1, 5, 5] */
export function trmm<D extends Float | "i32">(ctx: Context, C: Matrix<D>, A: Matrix<D>, B: Matrix<D>, o?: TrmmOptions): Matrix<D> {
  const op = "flip.trmm";
  check.options(op, o, ["uplo"]);
  const upper = check.choice(op, "uplo", o?.uplo, ["lower", "upper"] as const, "lower") === "upper";
  square(ctx, op, upper ? "u" : "l", upper, C, A, B);
  return C;
}
