import * as check from "../check.js";
import type { Matrix } from "../types.js";
import { type Context, withWorkspace } from "../context.js";
import { sevenBit } from "./int8_dot7.js";
import { int8Product } from "./int8_product.js";
import { PackedInt8Handle } from "./packed_int8.js";
import type { Int8Options, PackedInt8 } from "./types.js";

/** C ← (op(A) − zeroPointA)·(op(B) − zeroPointB), exactly, in i32.            ONNX: MatMulInteger.
 *
 *  Shapes    C m×n i32, op(A) m×k i8 or u8, op(B) k×n i8, row-major, strides in elements. Zero points are one value each.
 *  Effects   writes C only, whatever it held; k = 0 gives zeros. C must not share elements with A or B. B may be packed (`packInt8`), which
 *            skips its packing on every call; the zero point still comes with the call.
 *  Cost      2mnk operations; workspace below 6 MB, nothing is left allocated. Up to twelve rows, and single columns, read an unpacked
 *            operand where it lies.
 *  Accuracy  exact: k·max|A − zeroPointA|·max|B − zeroPointB| over all values of the dtypes must be below 2³¹, else OptionError. With zero
 *            points 0 that is k ≤ 131071 for i8·i8 and k ≤ 65793 for u8·i8; with any zero points k ≤ 33025 always does. The same bits
 *            in every variant and on every engine.
 *  Throws    DtypeError, ShapeError, FreedError, OptionError ("option", "alias", "foreign"), UnsupportedError (transB with a packed B),
 *            CapacityError.
 *  Source    Goto & van de Geijn 2008, §4–6, over pairs of i16; Jacob et al. 2018, Quantization and Training of Neural Networks, §2.3.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("u8", 2, 2, [128, 130, 0, 255]), B = k.matrix("i8", 2, 1, [3, -5]);
 *  console.log(k.dense.gemmInt8(k.matrix("i32", 2, 1), A, B, { zeroPointA: 128 }).copy()); // Int32Array [-10, -1019] */
export function gemmInt8(ctx: Context, C: Matrix<"i32">, A: Matrix<"i8"> | Matrix<"u8">, B: Matrix<"i8"> | PackedInt8, o?: Int8Options): Matrix<"i32"> {
  const op = "dense.gemmInt8";
  const { arena, raw } = ctx;
  const c = check.matrix(op, "C", C, arena, ["i32"]);
  const p = int8Product(ctx, op, c, A, B, o);
  const { m, n, k, a, b, unsigned, zeroA, zeroB } = p;
  const packed = b.packed ? 1 : 0;
  const seven = sevenBit(ctx, p);
  if (seven !== undefined) {
    withWorkspace(arena, op, raw.gemm_i8_dot7_workspace(m, n, k, packed, 0), (ws) => {
      raw.gemm_i8_dot7(m, n, k, a.ptr, a.row, a.col, unsigned, seven.shiftA, seven.offA, b.ptr, b.row, b.col, packed, seven.shiftB, seven.offB, seven.a7, c.ptr, c.stride, ws);
    });
    return C;
  }
  const rest = zeroB - (p.B instanceof PackedInt8Handle ? p.B.shift : 0);
  withWorkspace(arena, op, raw.gemm_i8_workspace(m, n, k, packed, 0), (ws) => {
    raw.gemm_i8(m, n, k, a.ptr, a.row, a.col, unsigned, zeroA, b.ptr, b.row, b.col, packed, rest, c.ptr, c.stride, ws);
  });
  return C;
}
