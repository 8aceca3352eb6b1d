// Digits that are not 0, counted.
import * as check from "../check.js";
import { withWorkspace } from "../context.js";
import { scratchView } from "../memory/scratch.js";
import type { Matrix, Vector } from "../types.js";
import type { BitMacContext } from "./context.js";
import { encodable, rowsOf } from "./encode.js";
import { mostTerms, positions, radixBits } from "./encodings.js";
import type { Encoding, NumPPsOptions, PartialProducts } from "./types.js";

/** The partial products that multiplying by x takes: digits of its elements that are not 0.
 *
 *  Shapes    x a matrix or vector of i8; `width` bits in two's complement, 2 to 8, default 8. `total`, and `mean` of an element, 0 without elements. With `detail` also
 *            `histogram` (elements with 0, 1, 2, … such digits, to the most that a value of the width can have), `perDigit` (how many at each position, lowest weight
 *            first) and `perChannel` (mean of each row; a vector is one row).
 *  Effects   leaves x as it is; plain numbers and arrays come back and nothing stays in wasm memory.
 *  Cost      bit operations on sixteen values at once, by closed forms: 10·10⁹ to 18·10⁹ elements a second, with `detail` some 3·10⁹ to 5·10⁹ in rows of 300 or more.
 *            Shorter rows are brought together first: rows of 9 go at some 5·10⁹ in windows (a matrix without gaps is one row), with `detail` at 1.4·10⁹, which is
 *            7 ns a row. A `width` below 8 reads x once more. Workspace 8 KB, with `detail` 25 KB and 8 bytes a row.
 *  Accuracy  exact: totals are whole numbers up to 2³⁵, and counts below 2³², as memory holds fewer elements than that.
 *  Throws    DtypeError, FreedError, OptionError (an encoding, option or width that is unknown, a value outside the width, "foreign"), CapacityError.
 *  Source    Wu et al. 2025, HPCA, arXiv:2503.06342 (the measure); the encodings as `encode`.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const x = k.matrix("i8", 2, 2, [91, 124, -128, 0]);
 *  console.log(k.bitmac.numPPs(x, "ent").total, k.bitmac.numPPs(x, "sign-magnitude").mean); // 7 2.75
 *  console.log(k.bitmac.numPPs(x, "ent", { detail: true }).perChannel); // Float64Array [3, 0.5] */
export function numPPs(ctx: BitMacContext, x: Matrix<"i8"> | Vector<"i8">, e: Encoding, o?: NumPPsOptions): PartialProducts {
  const op = "bitmac.numPPs";
  const { raw, arena } = ctx;
  check.options(op, o, ["detail", "width"]);
  const detail = check.flag(op, "detail", o?.detail);
  const { a, encoding, code, width } = encodable(ctx, op, x, e, o?.width);
  const { ptr, rows, cols, stride } = rowsOf(a, !detail);
  const elements = rows * cols, bits = 2 ** width - 1, scratch = detail ? raw.numpps_i8_detail_workspace() : raw.numpps_i8_workspace();
  const summed = (total: number): { total: number; mean: number } => ({ total, mean: elements === 0 ? 0 : total / elements });
  if (!detail) return summed(withWorkspace(arena, op, scratch, (ws) => raw.numpps_i8(rows, cols, ptr, stride, code, bits, ws)));
  return withWorkspace(arena, op, scratch + 64 + 8 * rows, (ws) => {
    const at = ws + scratch, counts = scratchView(arena, "u32", at, 16).fill(0);
    const total = raw.numpps_i8_detail(rows, cols, ptr, stride, code, bits, at + 64, at, ws);
    // Radix 4 has positions at the even counts and values at the odd ones; radix 2 has eight of each.
    const radix4 = radixBits(encoding) === 2, histogram = new Uint32Array(mostTerms(encoding, width) + 1), perDigit = new Uint32Array(positions(encoding, width));
    for (let i = 0; i < perDigit.length; i++) perDigit[i] = counts[radix4 ? 2 * i : i]!;
    histogram[0] = elements;
    for (let n = 1; n < histogram.length; n++) histogram[0]! -= histogram[n] = counts[radix4 ? 2 * n - 1 : 7 + n]!;
    return { ...summed(total), histogram, perDigit, perChannel: scratchView(arena, "f64", at + 64, rows).slice() };
  });
}
