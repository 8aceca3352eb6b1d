import * as check from "../check.js";
import { ShapeError } from "../errors.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { Float, Matrix } from "../types.js";
import { FLOATS } from "../context.js";
import { strided } from "../fast.js";
import type { DenseContext } from "./context.js";
import { multiplyBatch } from "./multiply.js";
import { biasAddress, product } from "./product.js";
import type { GemmOptions } from "./types.js";

/** Rows of one of the `batch` equal blocks stacked in X. */
function blockRows(op: string, arg: string, x: MatrixHandle<Float>, batch: number): number {
  if (x.rows % batch !== 0) throw new ShapeError(op, arg, `${arg}.rows is ${x.rows}, expected a multiple of ${batch} (batch)`);
  return x.rows / batch;
}

/** Cᵢ ← act(α·op(Aᵢ)·op(Bᵢ) + β·Cᵢ + bias) for `batch` equal blocks stacked by rows in C, A and B, each transposed on its own.
 *
 *  Shapes    C (batch·m)×n; A (batch·m)×k, or (batch·k)×m with transA; B (batch·k)×n, or (batch·n)×k with transB; bias n.
 *  Effects   as gemm, in one call: for many small products the cost of a call is paid once.
 *  Cost      2·batch·mnk flop; workspace of one gemm by the same algorithm, one block after another.
 *  Accuracy  as gemm, and the same bits as gemm on each block.
 *  Throws    as gemm; OptionError when batch is no whole number ≥ 1, ShapeError when it does not divide the rows.
 *  Source    as gemm.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("f64", 2, 2, [1, 2, 3, 4]), B = k.matrix("f64", 4, 1, [1, 1, 2, 2]);
 *  console.log(k.dense.gemmBatch(k.matrix("f64", 2, 1), A, B, 2).copy()); // Float64Array [3, 14] */
export function gemmBatch<D extends Float>(ctx: DenseContext, C: Matrix<D>, A: Matrix<D>, B: Matrix<D>, batch: number, o?: GemmOptions<D>): Matrix<D> {
  const op = "dense.gemmBatch";
  const { arena } = ctx;
  const p = product(op, o);
  const count = check.integer(op, "batch", batch, 1, 2 ** 31 - 1);
  const c = check.matrix<Float>(op, "C", C, arena, FLOATS);
  const a = check.matrix<Float>(op, "A", A, arena, [c.dtype]);
  const b = check.matrix<Float>(op, "B", B, arena, [c.dtype]);
  const [cr, ar, br] = [blockRows(op, "C", c, count), blockRows(op, "A", a, count), blockRows(op, "B", b, count)];
  const [m, k] = p.transA ? [a.cols, ar] : [ar, a.cols];
  const [bk, n] = p.transB ? [b.cols, br] : [br, b.cols];
  check.size(op, "B", p.transB ? "cols" : "rows of a block", bk, k, () => `blocks of A are ${ar}×${a.cols}, transA=${p.transA}`);
  check.size(op, "C", "rows of a block", cr, m, () => `blocks of A are ${ar}×${a.cols}, transA=${p.transA}`);
  check.size(op, "C", "cols", c.cols, n, () => `blocks of B are ${br}×${b.cols}, transB=${p.transB}`);
  check.disjoint(op, "C", c, "A", a);
  check.disjoint(op, "C", c, "B", b);
  const bias = biasAddress(ctx, op, p.bias, c);

  multiplyBatch(ctx, count, { a: ar * a.stride, b: br * b.stride, c: cr * c.stride }, {
    op, dtype: c.dtype, m, n, k, alpha: p.alpha, a: strided(a, p.transA), b: strided(b, p.transB), beta: p.beta, c, lower: false, bias, act: p.act,
  }, p.wish);
  return C;
}
