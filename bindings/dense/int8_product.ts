// Operands and options of the integer products, checked.
import * as check from "../check.js";
import { OptionError, UnsupportedError } from "../errors.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { Matrix } from "../types.js";
import type { Context } from "../context.js";
import { type Operand, strided } from "../fast.js";
import type { Right } from "./multiply.js";
import { PackedInt8Handle } from "./packed_int8.js";
import type { Int8Options, PackedInt8 } from "./types.js";

const KNOWN = ["transA", "transB", "zeroPointA", "zeroPointB"] as const;
const LIMITS = { i8: [-128, 127], u8: [0, 255] } as const;

/** Least and greatest value of an int8 dtype. */
export function limits(dtype: "i8" | "u8"): readonly [number, number] {
  return LIMITS[dtype];
}

/** One product: shapes agree, zero points are values of their dtypes, and every sum fits i32. */
export interface Int8Product {
  readonly m: number; readonly n: number; readonly k: number;
  readonly A: MatrixHandle<"i8" | "u8">;
  readonly B: MatrixHandle<"i8"> | PackedInt8Handle;
  readonly a: Operand; readonly b: Right;
  readonly unsigned: 0 | 1;
  readonly zeroA: number; readonly zeroB: number;
}

export function int8Product<D extends "i32" | "i8" | "u8">(
  ctx: Context, op: string, c: MatrixHandle<D>, A: Matrix<"i8"> | Matrix<"u8">, B: Matrix<"i8"> | PackedInt8, o: Int8Options | undefined,
): Int8Product {
  check.options(op, o, KNOWN);
  const transA = check.flag(op, "transA", o?.transA);
  const transB = check.flag(op, "transB", o?.transB);
  const a = check.matrix<"i8" | "u8">(op, "A", A, ctx.arena, ["i8", "u8"]);
  const b = B instanceof PackedInt8Handle ? B.checked(op, "B", ctx.arena) : check.matrix(op, "B", B, ctx.arena, ["i8"]);
  const packed = b instanceof PackedInt8Handle;
  if (packed && transB) throw new UnsupportedError(op, "transB", "transB is true, but B is packed: transpose it in packInt8");

  const m = transA ? a.cols : a.rows;
  const k = transA ? a.rows : a.cols;
  const n = transB ? b.rows : b.cols;
  const bk = transB ? b.cols : b.rows;
  if (bk !== k) check.size(op, "B", transB ? "cols" : "rows", bk, k, () => `A is ${a.rows}×${a.cols}, transA=${transA}`);
  if (c.rows !== m) check.size(op, "C", "rows", c.rows, m, () => `A is ${a.rows}×${a.cols}, transA=${transA}`);
  if (c.cols !== n) check.size(op, "C", "cols", c.cols, n, () => `B is ${b.rows}×${b.cols}, transB=${transB}`);
  check.disjoint(op, "C", c, "A", a);
  if (!packed) check.disjoint(op, "C", c, "B", b);

  const zeroA = check.integer(op, "zeroPointA", o?.zeroPointA, ...limits(a.dtype), 0);
  const zeroB = check.integer(op, "zeroPointB", o?.zeroPointB, ...limits("i8"), 0);
  const reachA = reach(a.dtype, zeroA), reachB = reach("i8", zeroB);
  const most = Math.floor((2 ** 31 - 1) / (reachA * reachB));
  if (k > most) throw new OptionError(op, "A", `k is ${k}, expected at most ${most} (|A − zeroPointA| ≤ ${reachA}, |B − zeroPointB| ≤ ${reachB}, sums are i32)`);
  return {
    m, n, k, A: a, B: b, a: strided(a, transA), b: packed ? { ptr: b.ptr, row: 0, col: 0, packed } : strided(b, transB),
    unsigned: a.dtype === "u8" ? 1 : 0, zeroA, zeroB,
  };
}

/** max |x − zero| over all values x of a dtype. */
function reach(dtype: "i8" | "u8", zero: number): number {
  const [low, high] = limits(dtype);
  return Math.max(zero - low, high - zero);
}
