import * as check from "../check.js";
import { OptionError } from "../errors.js";
import type { Float, Matrix } from "../types.js";
import { FLOATS } from "../context.js";
import { strided } from "../fast.js";
import type { DenseContext } from "./context.js";
import { PackedHandle } from "./packed.js";
import { wishOf } from "./product.js";
import type { PackOptions, Packed } from "./types.js";

/** op(B) copied once into the layout gemm reads, for a right operand used many times (weights).
 *
 *  Shapes    op(B) k×n; the result has rows k, cols n.
 *  Effects   makes a handle of k·⌈n/8⌉·8 (f32) or k·⌈n/4⌉·4 (f64) elements; B is free to change or go afterwards. gemm with it gives the
 *            same bits as gemm with B, except that shapes with n ≤ 32, m ≤ 32, k ≤ 128 and single rows take another path there.
 *            With `algorithm` "strassen" the layout of the recursion (a few per cent larger), `levels` deep or as deep as pays for a square A and as `errorTarget`
 *            allows: gemm with it recurses as deep whatever the rows of A, which pays for about as many of them as B has. Its bits may differ from those of
 *            gemm with B and "strassen", which cuts by the shape of A as well.
 *  Cost      one pass over B.
 *  Throws    DtypeError, FreedError, OptionError, CapacityError.
 *  Source    Goto & van de Geijn 2008, §4.3.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const W = k.dense.pack(k.matrix("f32", 2, 3, [1, 2, 3, 4, 5, 6]), { trans: true }); // 3×2
 *  console.log(k.dense.gemm(k.matrix("f32", 1, 2), k.matrix("f32", 1, 3, [1, 1, 1]), W).copy()); // Float32Array [6, 15] */
export function pack<D extends Float>(ctx: DenseContext, B: Matrix<D>, o?: PackOptions): Packed<D> {
  const op = "dense.pack";
  const { arena, raw } = ctx;
  check.options(op, o, ["trans", "algorithm", "levels", "errorTarget"]);
  const wish = o === undefined ? undefined : wishOf(op, o, ["classical", "strassen"]);
  if (typeof wish?.algorithm === "object") throw new OptionError(op, "algorithm", "algorithm is a plan, expected \"classical\" or \"strassen\": plans have no layout of their own");
  const trans = check.flag(op, "trans", o?.trans);
  const b = check.matrix<Float>(op, "B", B, arena, FLOATS);
  const rows = trans ? b.cols : b.rows;
  const cols = trans ? b.rows : b.cols;
  if (wish !== undefined) return ctx.fast.pack(op, b.dtype, rows, cols, strided(b, trans), wish) as unknown as Packed<D>;
  const f32 = b.dtype === "f32";
  const block = arena.block(op, (f32 ? raw.pack_f32_bytes : raw.pack_f64_bytes)(rows, cols));
  (f32 ? raw.pack_f32 : raw.pack_f64)(rows, cols, b.ptr, trans ? 1 : b.stride, trans ? b.stride : 1, block.ptr);
  return new PackedHandle(arena, block, b.dtype as D, rows, cols);
}
