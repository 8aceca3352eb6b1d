import * as check from "../check.js";
import { OptionError } from "../errors.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { Matrix, Vector } from "../types.js";
import { type Context, withWorkspace } from "../context.js";
import { sevenBit } from "./int8_dot7.js";
import { int8Product, limits } from "./int8_product.js";
import { PackedInt8Handle } from "./packed_int8.js";
import type { Int8Options, PackedInt8, Requantize } from "./types.js";

const KNOWN = ["scale", "bias", "zeroPoint", "activation"] as const;

/** The requantization, checked: `scales` and `bias` are addresses of n entries, or 0. */
interface Requantized { readonly scales: number; readonly scale: number; readonly bias: number; readonly zero: number; readonly relu: 0 | 1 }

/** C ← saturate(round(scale·(acc + bias)) + zeroPoint), acc the exact product of gemmInt8.          ONNX: QLinearMatMul.
 *
 *  Shapes    as gemmInt8, with C i8 or u8; scale a number or an f32 vector of n entries, bias an i32 vector of n entries, added to every row
 *            of sums.
 *  Effects   writes C only; C must not share elements with A, B, scale or bias. activation "relu" cuts below 0 before the zero point is
 *            added, so nothing in C is below zeroPoint. No m×n matrix of sums is made: a block of rows is requantized as soon as it is done.
 *  Cost      2mnk operations and about four instructions per element of C; workspace below 7 MB, nothing is left allocated.
 *  Accuracy  acc + bias is exact (also where it leaves i32), scale·(acc + bias) is one f64 product of that and of scale as given (an f32
 *            entry as it is), rounded half to even; the zero point is added and the result saturated to C's dtype. The same bits in every
 *            variant and on every engine. acc fits i32 under gemmInt8's bound on k.
 *  Throws    as gemmInt8; OptionError also for a scale that is negative, infinite or NaN (any entry) and a zero point outside C's dtype.
 *  Source    Jacob et al. 2018, Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference, §2.2, with a
 *            floating-point multiplier.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("i8", 1, 2, [10, -3]), B = k.matrix("i8", 2, 3, [1, 2, 127, 4, 0, 3]);
 *  console.log(k.dense.gemmInt8Requantized(k.matrix("i8", 1, 3), A, B, { scale: 0.25, zeroPoint: 1 }).copy()); // Int8Array [1, 6, 127] */
export function gemmInt8Requantized(
  ctx: Context, C: Matrix<"i8"> | Matrix<"u8">, A: Matrix<"i8"> | Matrix<"u8">, B: Matrix<"i8"> | PackedInt8, r: Requantize, o?: Int8Options,
): Matrix<"i8"> | Matrix<"u8"> {
  const op = "dense.gemmInt8Requantized";
  const { arena, raw } = ctx;
  const c = check.matrix<"i8" | "u8">(op, "C", C, arena, ["i8", "u8"]);
  const p = int8Product(ctx, op, c, A, B, o);
  const { scales, scale, bias, zero, relu } = requantized(ctx, op, c, r);
  const { m, n, k, a, b, unsigned, zeroA, zeroB } = p;
  const packed = b.packed ? 1 : 0;
  const unsignedC = c.dtype === "u8" ? 1 : 0;
  const seven = sevenBit(ctx, p);
  if (seven !== undefined) {
    withWorkspace(arena, op, raw.gemm_i8_dot7_workspace(m, n, k, packed, 1), (ws) => {
      raw.gemm_i8_dot7_requantized(
        m, n, k, a.ptr, a.row, a.col, unsigned, seven.shiftA, seven.offA, b.ptr, b.row, b.col, packed, seven.shiftB, seven.offB, seven.a7,
        c.ptr, c.stride, unsignedC, scales, scale, bias, zero, relu, ws,
      );
    });
    return C;
  }
  const rest = zeroB - (p.B instanceof PackedInt8Handle ? p.B.shift : 0);
  withWorkspace(arena, op, raw.gemm_i8_workspace(m, n, k, packed, 1), (ws) => {
    raw.gemm_i8_requantized(m, n, k, a.ptr, a.row, a.col, unsigned, zeroA, b.ptr, b.row, b.col, packed, rest, c.ptr, c.stride, unsignedC, scales, scale, bias, zero, relu, ws);
  });
  return C;
}

function requantized(ctx: Context, op: string, c: MatrixHandle<"i8" | "u8">, r: Requantize): Requantized {
  if (r === undefined) throw new OptionError(op, "r", "r is undefined, expected {scale, bias?, zeroPoint?, activation?}");
  check.options(op, r, KNOWN);
  const { scale } = r;
  const one = typeof scale === "number" || scale === undefined;
  if (one && !usable(scale)) throw new OptionError(op, "scale", `scale is ${String(scale)}, expected a finite number, 0 or more, or an f32 vector of ${c.cols}`);
  return {
    scales: one ? 0 : scaleAddress(ctx, op, c, scale),
    scale: one ? scale! : 0,
    bias: r.bias === undefined ? 0 : perColumn(ctx, op, "bias", r.bias, "i32", c).ptr,
    zero: check.integer(op, "zeroPoint", r.zeroPoint, ...limits(c.dtype), 0),
    relu: check.choice(op, "activation", r.activation, ["none", "relu"], "none") === "relu" ? 1 : 0,
  };
}

/** Negative scales are no quantization, and an infinite one would have no product with 0. */
function usable(scale: number | undefined): boolean {
  return scale !== undefined && scale >= 0 && scale < Infinity;
}

function scaleAddress(ctx: Context, op: string, c: MatrixHandle<"i8" | "u8">, scale: Vector<"f32">): number {
  const v = perColumn(ctx, op, "scale", scale, "f32", c);
  const bad = v.view.findIndex((s) => !usable(s));
  if (bad >= 0) throw new OptionError(op, "scale", `scale[${bad}] is ${v.view[bad]}, expected a finite number, 0 or more`);
  return v.ptr;
}

/** n entries of a dtype, apart from C. */
function perColumn<D extends "f32" | "i32">(ctx: Context, op: string, arg: string, x: Vector<D>, dtype: D, c: MatrixHandle<"i8" | "u8">): { readonly ptr: number; readonly view: Vector<D>["view"] } {
  const v = check.vector<D>(op, arg, x, ctx.arena, [dtype]);
  check.size(op, arg, "length", v.length, c.cols, () => `C is ${c.rows}×${c.cols}`);
  check.disjoint(op, "C", c, arg, v);
  return v;
}
