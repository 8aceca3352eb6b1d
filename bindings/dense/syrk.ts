import * as check from "../check.js";
import type { Float, Matrix } from "../types.js";
import { FLOATS } from "../context.js";
import { strided } from "../fast.js";
import type { DenseContext } from "./context.js";
import { multiply } from "./multiply.js";
import { wishOf } from "./product.js";
import type { SyrkOptions } from "./types.js";

/** C ← α·A·Aᵀ + β·C, or α·Aᵀ·A + β·C with trans.                            BLAS: ssyrk, dsyrk.
 *
 *  Shapes    A n×k (k×n with trans), C n×n symmetric, strides in elements.
 *  Effects   writes C only, both triangles, exactly symmetric; with β ≠ 0 only the lower triangle of C is read. β = 0 never reads C,
 *            α = 0 or k = 0 never reads A. C must not share elements with A.
 *  Cost      n(n + 1)k flop, half of gemm; workspace as gemm.
 *  Accuracy  as gemm; with `algorithm` "auto" (fast products of blocks, where they are faster) or a plan for target "gt" as in docs/contracts/flip-multiply.md.
 *  Throws    DtypeError, ShapeError, FreedError, OptionError, UnsupportedError (a plan for another target), CapacityError.
 *  Source    Goto & van de Geijn 2008, High-Performance Implementation of the Level-3 BLAS, §4.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.dense.syrk(k.matrix("f64", 2, 2), k.matrix("f64", 2, 2, [1, 2, 3, 4])).copy()); // Float64Array [5, 11, 11, 25] */
export function syrk<D extends Float>(ctx: DenseContext, C: Matrix<D>, A: Matrix<D>, o?: SyrkOptions): Matrix<D> {
  const op = "dense.syrk";
  const { arena, raw } = ctx;
  check.options(op, o, ["alpha", "beta", "trans", "algorithm"]);
  const alpha = check.number(op, "alpha", o?.alpha, 1);
  const beta = check.number(op, "beta", o?.beta, 0);
  const trans = check.flag(op, "trans", o?.trans);
  const wish = o === undefined ? undefined : wishOf(op, o, ["classical", "auto"]);
  const c = check.matrix<Float>(op, "C", C, arena, FLOATS);
  const a = check.matrix<Float>(op, "A", A, arena, [c.dtype]);
  const n = trans ? a.cols : a.rows;
  const k = trans ? a.rows : a.cols;
  check.size(op, "C", "rows", c.rows, n, () => `A is ${a.rows}×${a.cols}, trans=${trans}`);
  check.size(op, "C", "cols", c.cols, n, () => `A is ${a.rows}×${a.cols}, trans=${trans}`);
  check.disjoint(op, "C", c, "A", a);

  multiply(ctx, { op, dtype: c.dtype, m: n, n, k, alpha, a: strided(a, trans), b: strided(a, !trans), beta, c, lower: true, bias: 0, act: 0 }, wish);
  (c.dtype === "f32" ? raw.mirror_lower_f32 : raw.mirror_lower_f64)(n, c.ptr, c.stride);
  return C;
}
