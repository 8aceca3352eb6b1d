import * as check from "../check.js";
import { withWorkspace } from "../context.js";
import { OptionError } from "../errors.js";
import { takeBlocks } from "../memory/blocks.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { Matrix } from "../types.js";
import { BINARY, BitMatrixHandle, type Kind, limitsOf, SIGNED } from "./bit_matrix.js";
import { WIDEST } from "./bits_choice.js";
import type { BitMacContext } from "./context.js";
import type { BitMatrix, BitsOptions, Width } from "./types.js";

/** A matrix of whole numbers of `width` bits, made ready to be either operand of `gemmBits`.
 *
 *  Shapes    any; elements of `width` bits in two's complement, −2^(width−1) to 2^(width−1) − 1 (width 1: −1 and 0); with `signed: false` 0 to
 *            2^width − 1; with `binary: true` (width 1) −1 and 1. A u8 matrix can hold whole unsigned width 8. With `trans: true` the
 *            transpose of x, as weights stored by output channel need it for a right operand.
 *  Effects   makes a handle; x is free to change or go afterwards. It holds one byte an element, 4 bytes a row and a column and, for widths 1
 *            and 2, the bit planes by rows and by columns: together width/4 bytes an element, lanes rounded up to 16, their length to 32. As a right
 *            operand it may pack its values at the first product and keep them, about a byte an element more: `bytes` grows once; `free` gives all back.
 *  Cost      one pass of checks, one of copies, and two for each plane: what `gemmBits` then never does again. With `trans` one copy more, in workspace.
 *  Accuracy  exact.
 *  Throws    DtypeError, FreedError, OptionError ("option": an element out of range, named by row and column, before anything is
 *            allocated; "foreign"), CapacityError.
 *  Source    Umuroglu et al. 2018, BISMO, §II; Courbariaux et al. 2016, Binarized Neural Networks, §1.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const b = k.bitmac.bits(k.matrix("i8", 2, 2, [1, -1, -1, 1]), 1, { binary: true });
 *  console.log(String(b)); // BitMatrix 2×2 of ±1 */
export function bits({ arena, raw }: BitMacContext, x: Matrix<"i8"> | Matrix<"u8">, width: Width, o?: BitsOptions): BitMatrix {
  const op = "bitmac.bits";
  const a = check.matrix<"i8" | "u8">(op, "x", x, arena, ["i8", "u8"]);
  const w = check.integer(op, "width", width, 1, 8) as Width;
  check.options(op, o, ["signed", "binary", "trans"]);
  const signed = o?.signed === undefined || check.flag(op, "signed", o.signed);
  const kind: Kind = check.flag(op, "binary", o?.binary) ? BINARY : signed ? SIGNED : 0;
  if (kind === BINARY && w !== 1) throw new OptionError(op, "width", `width is ${w}, expected 1 (binary is true)`);
  if (kind === BINARY && !signed) throw new OptionError(op, "signed", "signed is false, expected true (binary elements are −1 and 1)");

  const trans = check.flag(op, "trans", o?.trans), u8 = a.dtype === "u8";
  inRange(op, raw, a, w, kind);
  const planes = w <= WIDEST ? w : 0, flip = u8 && kind === 0 && w === 8 ? 128 : 0;
  const made = (rows: number, cols: number, ptr: number, stride: number): BitMatrix => {
    const [values, left, right, sums] = takeBlocks(arena, op, [rows * cols, planes * raw.bits_plane_bytes(rows, cols), planes * raw.bits_plane_bytes(cols, rows), 4 * (rows + cols)]);
    raw.bits_copy(rows, cols, ptr, stride, flip, values.ptr);
    raw.bits_left(rows, cols, ptr, stride, planes, kind, left.ptr);
    raw.bits_right(rows, cols, ptr, stride, planes, kind, right.ptr);
    (u8 ? raw.bits_sums_u8 : raw.bits_sums_i8)(rows, cols, ptr, stride, sums.ptr, sums.ptr + 4 * rows);
    return new BitMatrixHandle(arena, rows, cols, w, kind, flip, { values, left, right, sums });
  };
  if (!trans) return made(a.rows, a.cols, a.ptr, a.stride);
  return withWorkspace(arena, op, a.rows * a.cols, (ws) => {
    raw.bits_across(a.rows, a.cols, a.ptr, a.stride, ws);
    return made(a.cols, a.rows, ws, a.rows);
  });
}

function inRange(op: string, raw: BitMacContext["raw"], a: MatrixHandle<"i8" | "u8">, width: Width, kind: Kind): void {
  const [low, high] = limitsOf(width, kind), { rows, cols, ptr, stride } = a, u8 = a.dtype === "u8";
  const at = (u8 ? raw.bits_outside_u8 : raw.bits_outside_i8)(rows, cols, ptr, stride, u8 ? Math.max(0, low) : low, u8 ? high : Math.min(127, high), kind);
  if (at < 0) return;
  const i = Math.floor(at / cols), j = at - i * cols;
  const want = kind === BINARY ? "−1 or 1 (binary is true)" : `${low} to ${high} (width is ${width}, signed is ${kind === SIGNED})`;
  throw new OptionError(op, "x", `x(${i}, ${j}) is ${a.view[i * stride + j]}, expected ${want}`);
}
