// Level 1: contiguous vectors in, a number or the first argument out.
import * as check from "../check.js";
import { OptionError } from "../errors.js";
import type { VectorHandle } from "../memory/vector.js";
import type { Float, Vector } from "../types.js";
import { type Context, FLOATS } from "../context.js";

/** Two vectors of one dtype and length. */
function pair(ctx: Context, op: string, first: string, a: unknown, second: string, b: unknown): readonly [VectorHandle<Float>, VectorHandle<Float>] {
  const u = check.vector<Float>(op, first, a, ctx.arena, FLOATS);
  const v = check.vector<Float>(op, second, b, ctx.arena, [u.dtype]);
  check.size(op, second, "length", v.length, u.length, () => `${first} has ${u.length}`);
  return [u, v];
}

/** A scalar that has no default. */
function scalar(op: string, arg: string, x: number): number {
  if (x === undefined) throw new OptionError(op, arg, `${arg} is undefined, expected a number`);
  return check.number(op, arg, x, 0);
}

/** Σ xᵢ·yᵢ.                                                                 BLAS: sdot, ddot (and close to dsdot).
 *
 *  Shapes    x and y of one length, which may be 0: the sum is 0 then. x and y may be the same vector.
 *  Effects   none.
 *  Cost      2n flop, no workspace.
 *  Accuracy  sums of 4096 terms run in the dtype and are added in f64: the error is at most γ(b/16 + 11)·Σ|xᵢyᵢ| for f32 at any length
 *            and γ(b/8 + n/4096 + 8)·Σ|xᵢyᵢ| for f64, b = min(n, 4096), unless a product underflows. NaN and ∞ as in the textbook sum.
 *            The same bits on every engine and in every variant.
 *  Throws    DtypeError, ShapeError, FreedError, OptionError ("foreign").
 *  Source    Lawson, Hanson, Kincaid & Krogh 1979; Higham, ASNA 2nd ed., §3.1, §4.2.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.dense.dot(k.vector("f32", [1, 2, 3]), k.vector("f32", [4, 5, 6]))); // 32 */
export function dot<D extends Float>(ctx: Context, x: Vector<D>, y: Vector<D>): number {
  const [u, v] = pair(ctx, "dense.dot", "x", x, "y", y);
  return (u.dtype === "f32" ? ctx.raw.dot_f32 : ctx.raw.dot_f64)(u.length, u.ptr, v.ptr);
}

/** y ← α·x + y.                                                             BLAS: saxpy, daxpy.
 *
 *  Shapes    x and y of one length; 0 is legal.
 *  Effects   writes y only, which must not share elements with x. α = 0 reads and writes nothing, as the reference BLAS: NaN in x does
 *            not reach y then.
 *  Cost      2n flop, no workspace.
 *  Accuracy  each element is fl(y + fl(α·x)), α rounded to the dtype first. The same bits on every engine and in every variant.
 *  Throws    DtypeError, ShapeError, FreedError, OptionError ("option", "alias", "foreign").
 *  Source    Lawson, Hanson, Kincaid & Krogh 1979.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.dense.axpy(k.vector("f64", [1, 1]), 2, k.vector("f64", [10, 20])).copy()); // Float64Array [21, 41] */
export function axpy<D extends Float>(ctx: Context, y: Vector<D>, alpha: number, x: Vector<D>): Vector<D> {
  const op = "dense.axpy";
  const [v, u] = pair(ctx, op, "y", y, "x", x);
  const a = scalar(op, "alpha", alpha);
  check.disjoint(op, "y", v, "x", u);
  (v.dtype === "f32" ? ctx.raw.axpy_f32 : ctx.raw.axpy_f64)(v.length, a, u.ptr, v.ptr);
  return y;
}

/** x ← α·x.                                                                 BLAS: sscal, dscal.
 *
 *  Shapes    x of any length; 0 is legal.
 *  Effects   in place. Always a product, as the reference BLAS: with α = 0 NaN stays NaN and ∞ becomes NaN. To clear a vector,
 *            `x.view.fill(0)`.
 *  Cost      n flop, no workspace.
 *  Accuracy  each element is fl(α·x), α rounded to the dtype first. The same bits on every engine and in every variant.
 *  Throws    DtypeError, FreedError, OptionError ("option", "foreign").
 *  Source    Lawson, Hanson, Kincaid & Krogh 1979.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.dense.scale(k.vector("f32", [1, -2]), 0.5).copy()); // Float32Array [0.5, -1] */
export function scale<D extends Float>(ctx: Context, x: Vector<D>, alpha: number): Vector<D> {
  const op = "dense.scale";
  const u = check.vector<Float>(op, "x", x, ctx.arena, FLOATS);
  const a = scalar(op, "alpha", alpha);
  (u.dtype === "f32" ? ctx.raw.scale_f32 : ctx.raw.scale_f64)(u.length, a, u.ptr);
  return x;
}

/** ‖x‖₂, without overflow or underflow on the way.                           BLAS: snrm2, dnrm2.
 *
 *  Shapes    x of any length; the norm of nothing is 0.
 *  Effects   none.
 *  Cost      2n flop; f64 reads x a second time when the sum of squares leaves [2⁻⁹⁶⁰, ∞), as it does for x = 0. No workspace.
 *  Accuracy  squares are summed in f64: relative error at most γ(b/8 + n/4096 + 8)/2 + 2u with b = min(n, 4096) and u = 2⁻⁵³, for f32
 *            too. NaN gives NaN; else ∞ gives ∞. The result is ∞ only if the norm is. The same bits on every engine and in every variant.
 *  Throws    DtypeError, FreedError, OptionError ("foreign").
 *  Source    Blue 1978 (ACM TOMS 4, 15); Anderson 2017, LAWN 299 (ACM TOMS 44, 12): one scaled accumulator instead of three.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.dense.nrm2(k.vector("f64", [3 * 2 ** 900, 4 * 2 ** 900])) / 2 ** 900); // 5 */
export function nrm2<D extends Float>(ctx: Context, x: Vector<D>): number {
  const u = check.vector<Float>("dense.nrm2", "x", x, ctx.arena, FLOATS);
  return (u.dtype === "f32" ? ctx.raw.nrm2_f32 : ctx.raw.nrm2_f64)(u.length, u.ptr);
}

/** Σ |xᵢ|.                                                                   BLAS: sasum, dasum.
 *
 *  Shapes    x of any length; the sum of nothing is 0.
 *  Effects   none.
 *  Cost      n flop, no workspace.
 *  Accuracy  as dot, with Σ|xᵢ| for Σ|xᵢyᵢ|. NaN gives NaN; else ∞ gives ∞; f32 also overflows if 4096 elements in a row do. The same
 *            bits on every engine and in every variant.
 *  Throws    DtypeError, FreedError, OptionError ("foreign").
 *  Source    Lawson, Hanson, Kincaid & Krogh 1979; Higham, ASNA 2nd ed., §4.2.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.dense.asum(k.vector("f32", [1, -2, 3]))); // 6 */
export function asum<D extends Float>(ctx: Context, x: Vector<D>): number {
  const u = check.vector<Float>("dense.asum", "x", x, ctx.arena, FLOATS);
  return (u.dtype === "f32" ? ctx.raw.asum_f32 : ctx.raw.asum_f64)(u.length, u.ptr);
}

/** The first largest |xᵢ| and its index.                                    BLAS: isamax, idamax (which count from 1).
 *
 *  Shapes    x of any length; of an empty one the answer is { index: −1, value: 0 }.
 *  Effects   none.
 *  Cost      n comparisons, no workspace.
 *  Accuracy  exact: value is |x[index]|. NaN counts as larger than every number, and the first NaN wins: { index of it, NaN }.
 *  Throws    DtypeError, FreedError, OptionError ("foreign").
 *  Source    Lawson, Hanson, Kincaid & Krogh 1979; NaN as proposed in Demmel et al. 2022 (consistent exception handling for the BLAS).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.dense.amax(k.vector("f32", [1, -7, 7]))); // { index: 1, value: 7 } */
export function amax<D extends Float>(ctx: Context, x: Vector<D>): { index: number; value: number } {
  const u = check.vector<Float>("dense.amax", "x", x, ctx.arena, FLOATS);
  const index = (u.dtype === "f32" ? ctx.raw.amax_f32 : ctx.raw.amax_f64)(u.length, u.ptr);
  return { index, value: index < 0 ? 0 : Math.abs(u.view[index]!) };
}
