import * as check from "../check.js";
import type { Matrix } from "../types.js";
import type { Context } from "../context.js";
import { type Range, rangeOf } from "./int8_range.js";
import { PackedInt8Handle } from "./packed_int8.js";
import type { PackedInt8 } from "./types.js";

/** op(B) copied once into the layout the integer gemms read, for a right operand used many times (quantised weights).
 *
 *  Shapes    op(B) k×n; the result has rows k, cols n.
 *  Effects   makes a handle of 8·⌈k/8⌉·8·⌈n/8⌉ + 32·⌈n/8⌉ bytes, about one per element: int8 as they are, the same in every variant. B is
 *            free to change or go afterwards. The zero point of B is given with each product, not here.
 *  Cost      two passes over B.
 *  Accuracy  exact: products with it have the bits of products with B.
 *  Throws    DtypeError, FreedError, OptionError ("option", "foreign"), CapacityError.
 *  Source    Goto & van de Geijn 2008, §4.3.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const W = k.dense.packInt8(k.matrix("i8", 2, 3, [1, 2, 3, 4, 5, 6]), { trans: true }); // 3×2
 *  console.log(k.dense.gemmInt8(k.matrix("i32", 1, 2), k.matrix("u8", 1, 3, [1, 1, 200]), W).copy()); // Int32Array [603, 1209] */
export function packInt8(ctx: Context, B: Matrix<"i8">, o?: { trans?: boolean }): PackedInt8 {
  const op = "dense.packInt8";
  const { arena, raw } = ctx;
  check.options(op, o, ["trans"]);
  const trans = check.flag(op, "trans", o?.trans);
  const b = check.matrix(op, "B", B, arena, ["i8"]);
  const rows = trans ? b.cols : b.rows;
  const cols = trans ? b.rows : b.cols;
  const range: Range = rangeOf(raw, b);
  const narrow = range.high - range.low <= 127;
  const shift = narrow ? range.low : 0;
  const block = arena.block(op, raw.pack_i8_bytes(rows, cols));
  raw.pack_i8(rows, cols, b.ptr, trans ? 1 : b.stride, trans ? b.stride : 1, shift, block.ptr);
  return new PackedInt8Handle(arena, block, rows, cols, shift, narrow);
}
