import * as check from "../check.js";
import type { Float, Matrix, Vector } from "../types.js";
import { type Context, FLOATS, withWorkspace } from "../context.js";
import type { GemvOptions } from "./types.js";

const KNOWN = ["alpha", "beta", "trans"] as const;

/** y ← α·op(A)·x + β·y.                                                     BLAS: sgemv, dgemv.
 *
 *  Shapes    A m×n row-major with any stride; x n and y m, or with trans x m and y n.
 *  Effects   writes y only. β = 0 never reads y; α = 0 never reads A or x. y must not share elements with A or x.
 *  Cost      2mn flop and one pass over A, which bounds it out of cache; workspace n elements with trans and β ≠ 0, else none.
 *  Accuracy  |ŷ − y| ≤ γ(k+2)·|α|·|op(A)||x| + 3u·|β||y| per element, k the length of the sums; tested at that bound. variant "simd"
 *            gives the same bits on every engine (NaN payloads apart).
 *  Throws    DtypeError, ShapeError, FreedError, OptionError ("option", "alias", "foreign"), CapacityError.
 *  Source    Lawson, Hanson, Kincaid & Krogh 1979; Dongarra, Du Croz, Hammarling & Hanson 1988 (level 2); Higham, ASNA 2nd ed., §3.5.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("f64", 2, 3, [1, 2, 3, 4, 5, 6]);
 *  console.log(k.dense.gemv(k.vector("f64", 2), A, k.vector("f64", [1, 0, -1])).copy()); // Float64Array [-2, -2]
 *  console.log(k.dense.gemv(k.vector("f64", 3), A, k.vector("f64", [1, 10]), { trans: true }).copy()); // Float64Array [41, 52, 63] */
export function gemv<D extends Float>(ctx: Context, y: Vector<D>, A: Matrix<D>, x: Vector<D>, o?: GemvOptions): Vector<D> {
  const op = "dense.gemv";
  const { arena, raw } = ctx;
  check.options(op, o, KNOWN);
  const alpha = check.number(op, "alpha", o?.alpha, 1);
  const beta = check.number(op, "beta", o?.beta, 0);
  const trans = check.flag(op, "trans", o?.trans);
  const out = check.vector<Float>(op, "y", y, arena, FLOATS);
  const a = check.matrix<Float>(op, "A", A, arena, [out.dtype]);
  const v = check.vector<Float>(op, "x", x, arena, [out.dtype]);
  const [length, terms] = trans ? [a.cols, a.rows] : [a.rows, a.cols];
  check.size(op, "x", "length", v.length, terms, () => `A is ${a.rows}×${a.cols}, trans=${trans}`);
  check.size(op, "y", "length", out.length, length, () => `A is ${a.rows}×${a.cols}, trans=${trans}`);
  check.disjoint(op, "y", out, "A", a);
  check.disjoint(op, "y", out, "x", v);

  const f32 = out.dtype === "f32";
  if (!trans) (f32 ? raw.gemv_f32 : raw.gemv_f64)(a.rows, a.cols, alpha, a.ptr, a.stride, v.ptr, beta, out.ptr);
  else {
    const run = (ws: number): void => (f32 ? raw.gemv_t_f32 : raw.gemv_t_f64)(a.rows, a.cols, alpha, a.ptr, a.stride, v.ptr, beta, out.ptr, ws);
    if (beta === 0) run(0);
    else withWorkspace(arena, op, (f32 ? raw.gemv_t_f32_workspace : raw.gemv_t_f64_workspace)(a.cols), run);
  }
  return y;
}
