import type { RawExports } from "../abi.js";
import * as check from "../check.js";
import { SIZE } from "../memory/dtypes.js";
import type { Dtype, Matrix } from "../types.js";
import type { Context } from "../context.js";

const DTYPES = Object.keys(SIZE) as Dtype[];
/** Elements are moved by their size, so one kernel serves every dtype of it and NaN payloads survive. */
function move(raw: RawExports, size: 1 | 2 | 4 | 8): RawExports["transpose_8"] {
  return size === 1 ? raw.transpose_8 : size === 2 ? raw.transpose_16 : size === 4 ? raw.transpose_32 : raw.transpose_64;
}

/** B ← Aᵀ, for every dtype.                                                 BLAS extensions: somatcopy, domatcopy.
 *
 *  Shapes    A m×n, B n×m, row-major with any strides; zero sizes are legal.
 *  Effects   writes B only, which must not share elements with A: there is no transposition in place.
 *  Cost      one pass over A and B in blocks that fit the first-level cache, also when rows are a power of two apart; no workspace.
 *  Accuracy  exact, to the bit.
 *  Throws    DtypeError, ShapeError, FreedError, OptionError ("alias", "foreign").
 *  Source    Register transposes by log₂ rounds of interleaving, Warren, Hacker's Delight 2nd ed., §7-3.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.dense.transpose(k.matrix("i8", 3, 2), k.matrix("i8", 2, 3, [1, 2, 3, 4, 5, 6])).copy()); // Int8Array [1, 4, 2, 5, 3, 6] */
export function transpose<D extends Dtype>(ctx: Context, B: Matrix<D>, A: Matrix<D>): Matrix<D> {
  const op = "dense.transpose";
  const b = check.matrix<Dtype>(op, "B", B, ctx.arena, DTYPES);
  const a = check.matrix<Dtype>(op, "A", A, ctx.arena, [b.dtype]);
  check.size(op, "B", "rows", b.rows, a.cols, () => `A is ${a.rows}×${a.cols}`);
  check.size(op, "B", "cols", b.cols, a.rows, () => `A is ${a.rows}×${a.cols}`);
  check.disjoint(op, "B", b, "A", a);
  move(ctx.raw, SIZE[a.dtype])(a.rows, a.cols, a.ptr, a.stride, b.ptr, b.stride);
  return B;
}
