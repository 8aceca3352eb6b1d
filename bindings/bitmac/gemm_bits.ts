import * as check from "../check.js";
import { DtypeError, OptionError } from "../errors.js";
import type { Matrix } from "../types.js";
import { BitMatrixHandle } from "./bit_matrix.js";
import { choose } from "./bits_choice.js";
import { byDots } from "./bits_dots.js";
import { byPlanes } from "./bits_planes.js";
import { byTables } from "./bits_tables.js";
import type { BitMacContext } from "./context.js";
import type { BitMatrix } from "./types.js";

const OP = "bitmac.gemmBits";

/** C ← A·B, exactly, in i32, for matrices of few bits.   Σᵢⱼ 2^(i+j)·popcount(Aᵢ and Bⱼ) over bit planes, or the same sum by another way.
 *
 *  Shapes    C m×n i32, A m×k, B k×n, both from `bits`, with any widths, signed, unsigned or ±1 alike or not.
 *  Effects   writes C only, whatever it held; k = 0 gives zeros. B keeps a packed copy of itself, about a byte an element, from the
 *            first product that multiplies its values on; where memory has no room for it, products do without.
 *  Cost      of the ways measured to be fastest for the widths and the shape: one bit by one bit (from 4 columns on) counts bits, 128 at a time; one
 *            bit by up to four, and two by up to three, look up sums of four elements where little of it is padding (workspace 16·k bytes); all else multiplies the values, as `dense.gemmInt8` does.
 *  Accuracy  exact: k·max|a|·max|b| over all values of the widths must be below 2³¹, else OptionError. The same bits in every variant and on every
 *            engine.
 *  Throws    DtypeError, ShapeError, FreedError, OptionError ("option", "foreign"), CapacityError.
 *  Source    Umuroglu et al. 2018, BISMO, §II; Warren 2013, Hacker's Delight, 2nd ed., §5-1; Muła, Kurz & Lemire 2018, Comput. J. 61(1); Wei et al.
 *            2025, T-MAC, §3.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.bitmac.bits(k.matrix("i8", 1, 3, [1, -1, -1]), 1, { binary: true }), B = k.bitmac.bits(k.matrix("i8", 3, 1, [3, -4, 1]), 3);
 *  console.log(k.bitmac.gemmBits(k.matrix("i32", 1, 1), A, B).copy()); // Int32Array [6] */
export function gemmBits(ctx: BitMacContext, C: Matrix<"i32">, A: BitMatrix, B: BitMatrix): Matrix<"i32"> {
  const c = check.matrix(OP, "C", C, ctx.arena, ["i32"]);
  const a = operand(ctx, "A", A), b = operand(ctx, "B", B);
  const { rows: m, cols: k } = a, n = b.cols;
  if (b.rows !== k) check.size(OP, "B", "rows", b.rows, k, () => `A is ${m}×${k}`);
  if (c.rows !== m) check.size(OP, "C", "rows", c.rows, m, () => `A is ${m}×${k}`);
  if (c.cols !== n) check.size(OP, "C", "cols", c.cols, n, () => `B is ${k}×${n}`);
  const most = Math.floor((2 ** 31 - 1) / (a.reach * b.reach));
  if (k > most) throw new OptionError(OP, "A", `k is ${k}, expected at most ${most} (|a| ≤ ${a.reach}, |b| ≤ ${b.reach}, sums are i32)`);
  const way = choose(m, n, k, a, b, ctx.dense.sevenBitSpeed() === "known");
  if (way === "dots") byDots(ctx, OP, c, a, b);
  else if (way === "planes") byPlanes(ctx, OP, c, a, b);
  else byTables(ctx, OP, c, a, b, way === "tables of A");
  return C;
}

function operand({ arena }: BitMacContext, arg: string, x: unknown): BitMatrixHandle {
  if (!(x instanceof BitMatrixHandle)) throw new DtypeError(OP, arg, `${arg} is ${check.kindOf(x)}, expected a BitMatrix`);
  return x.checked(OP, arg, arena);
}
