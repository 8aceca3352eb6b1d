// Digit planes of whole numbers.
import * as check from "../check.js";
import { withWorkspace } from "../context.js";
import { CapacityError, OptionError } from "../errors.js";
import type { MatrixHandle } from "../memory/matrix.js";
import { scratchView } from "../memory/scratch.js";
import type { VectorHandle } from "../memory/vector.js";
import type { Matrix, Vector } from "../types.js";
import type { BitMacContext } from "./context.js";
import { encodingOf, ENCODINGS, positions, weightOf } from "./encodings.js";
import type { Digits, EncodeOptions, Encoding } from "./types.js";

/** Most elements of a plane that are encoded at once. */
const CHUNK = 32768;

/** A vector or matrix as rows of bytes. */
export interface Rows { readonly ptr: number; readonly rows: number; readonly cols: number; readonly stride: number }

/** A vector is one row, and so is, with `joined`, a matrix without gaps. */
export function rowsOf(x: MatrixHandle<"i8"> | VectorHandle<"i8">, joined: boolean): Rows {
  if (x.kind === "vector") return { ptr: x.ptr, rows: 1, cols: x.length, stride: x.length };
  const { ptr, rows, cols, stride } = x;
  return joined && stride === cols ? { ptr, rows: 1, cols: rows * cols, stride: rows * cols } : { ptr, rows, cols, stride };
}

/** The operand, the number of its encoding, and its width, which every value has. */
export function encodable(ctx: BitMacContext, op: string, x: unknown, e: Encoding, width: unknown): { a: MatrixHandle<"i8"> | VectorHandle<"i8">; encoding: Encoding; code: number; width: number } {
  const encoding = encodingOf(op, "e", e);
  const bits = check.integer(op, "width", width, 2, 8, 8);
  const a = check.array(op, "x", x, ctx.arena, ["i8"]);
  const { ptr, rows, cols, stride } = rowsOf(a, false);
  const at = bits < 8 ? ctx.raw.outside_i8(rows, cols, ptr, stride, bits) : -1;
  if (at >= 0) {
    const i = Math.floor(at / cols), j = at % cols, most = 2 ** (bits - 1);
    throw new OptionError(op, "x", `x(${a.kind === "vector" ? j : `${i}, ${j}`}) is ${a.view[i * stride + j]}, expected ${-most} to ${most - 1} (width is ${bits})`);
  }
  return { a, encoding, code: ENCODINGS.indexOf(encoding), width: bits };
}

/** x = Σᵢ digits[i]·weights[i]: the digits of every element, position by position, lowest weight first.
 *
 *  Shapes    x a matrix or vector of i8; `width` bits in two's complement, 2 to 8, default 8. Each plane of the result has the elements of x row by row without gaps;
 *            `weights` one entry a plane. "complement": `width` bits 0 and 1, the top weight negative. "sign-magnitude": the bits of |x|, each with the sign of x, in
 *            `width` planes as |−2^(width−1)| needs them. "naf": `width` digits −1, 0, 1, no two neighbours other than 0. "mbe" and "ent": ⌈width/2⌉ digits of weight 4^i,
 *            −2 to 2; those of "ent" are −1, 0, 1, 2 for |x|, times the sign of x.
 *  Effects   leaves x as it is; plain arrays come back and nothing stays in wasm memory.
 *  Cost      a few operations an element and digit, and a copy out: one byte each in JS, as many as x has elements times digits. Workspace at most 257 KiB.
 *  Accuracy  exact; tested for every value, width and encoding.
 *  Throws    DtypeError, FreedError, OptionError (an encoding, option or width that is unknown, a value outside the width, "foreign"), CapacityError (also where JS has no room for the result).
 *  Source    MacSorley 1961, Proc. IRE 49(1) (mbe); Wu et al. 2024, arXiv:2404.11887 (ent); Reitwiesner 1960 and Prodinger 2000, INTEGERS 0, A8 (naf).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const { digits, weights } = k.bitmac.encode(k.vector("i8", [91, 124, -128]), "ent");
 *  console.log(weights, digits[0], digits[3]); // Int32Array [1, 4, 16, 64] Int8Array [-1, 0, 0] Int8Array [1, 2, -2] */
export function encode(ctx: BitMacContext, x: Matrix<"i8"> | Vector<"i8">, e: Encoding, o?: EncodeOptions): Digits {
  const op = "bitmac.encode";
  check.options(op, o, ["width"]);
  const { a, encoding, code, width } = encodable(ctx, op, x, e, o?.width);
  const { ptr, rows, cols, stride } = rowsOf(a, true);
  const count = positions(encoding, width);
  const digits = planesOf(op, count, rows * cols);
  // Whole rows at once, or a part of one: compact either way.
  const wide = Math.min(cols, CHUNK), high = Math.max(1, Math.floor(CHUNK / wide)), plane = wide * Math.min(high, rows) + 16;
  if (rows * cols > 0) {
    withWorkspace(ctx.arena, op, count * plane + 16, (ws) => {
      const planes = scratchView(ctx.arena, "i8", ws + 16, count * plane);
      for (let i = 0; i < rows; i += high) {
        for (let j = 0; j < cols; j += wide) {
          const r = Math.min(high, rows - i), c = Math.min(wide, cols - j);
          ctx.raw.encode_i8(r, c, ptr + i * stride + j, stride, code, count, ws + 16, plane, ws);
          digits.forEach((to, d) => to.set(planes.subarray(d * plane, d * plane + r * c), i * cols + j));
        }
      }
    });
  }
  return { digits, weights: Int32Array.from(digits, (_, i) => weightOf(encoding, i, width)) };
}

/** The arrays of the result, in JS. */
function planesOf(op: string, count: number, length: number): Int8Array[] {
  const made: Int8Array[] = [];
  try {
    while (made.length < count) made.push(new Int8Array(length));
  } catch (e) {
    if (!(e instanceof RangeError)) throw e;
    const held = made.length * length;
    throw new CapacityError(op, count * length, held, held);
  }
  return made;
}
