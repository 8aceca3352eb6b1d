import * as check from "../check.js";
import { CapacityError, OptionError } from "../errors.js";
import { takeBlocks } from "../memory/blocks.js";
import { MatrixHandle } from "../memory/matrix.js";
import type { Matrix } from "../types.js";
import type { BitMacContext } from "./context.js";
import { ENCODINGS, encodingOf, positions, weightOf } from "./encodings.js";
import type { BitGemmOptions, Encoding } from "./types.js";

/** k·128·128 < 2³¹. */
const MOST_K = 131071;

/** C ← A·B, exactly, in i32: what every engine of this family computes.
 *
 *  C[i, j] = Σₚ A[i, p]·B[p, j] = Σᵢ wᵢ·(Dᵢ·B)[i, j], where Dᵢ holds digit i of the elements of A in the encoding and wᵢ is its weight.
 *
 *  Shapes    C m×n i32, A m×k i8, B k×n i8, row-major, strides in elements.
 *  Effects   writes C only, whatever it held; k = 0 gives zeros.
 *  Options   encoding "complement", "sign-magnitude", "mbe" (default), "ent" or "naf". path "product" (default) takes one integer product,
 *            whatever the encoding; "digits" forms the digit planes of A and takes one product for each: the reference that can be traced.
 *  Cost      "product": one `dense.gemmInt8`. "digits": four of them for "mbe" and "ent", eight otherwise, and a pass over A and C for each;
 *            m·k bytes for each and 8·m·n for its time, nothing is left allocated. It is never faster.
 *  Accuracy  exact, the same bits for every encoding, path, variant and engine. k ≤ 131071, else OptionError: then k·2¹⁴ < 2³¹, and no digit by
 *            its weight, nor the lower digits of an element together, is larger than 128 in size: no sum of any path passes i32.
 *  Throws    DtypeError, ShapeError, FreedError, OptionError ("option", "foreign"), CapacityError. Nothing is written then.
 *  Source    Booth 1951; Wu et al. 2025, Exploring the Performance Improvement of Tensor Processing Engines through Transformation in the
 *            Bit-weight Dimension of MACs, HPCA (the product as a sum over bit weights).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("i8", 2, 2, [91, -128, 124, 7]), B = k.matrix("i8", 2, 1, [3, -5]), C = k.matrix("i32", 2, 1);
 *  console.log(k.bitmac.gemm(C, A, B, { encoding: "ent", path: "digits" }).copy()); // Int32Array [913, 337] */
export function gemm(ctx: BitMacContext, C: Matrix<"i32">, A: Matrix<"i8">, B: Matrix<"i8">, o?: BitGemmOptions): Matrix<"i32"> {
  const op = "bitmac.gemm";
  const { arena } = ctx;
  check.options(op, o, ["encoding", "path"]);
  const encoding = encodingOf(op, "encoding", o?.encoding, "mbe");
  const path = check.choice(op, "path", o?.path, ["product", "digits"], "product");
  const c = check.matrix(op, "C", C, arena, ["i32"]);
  const a = check.matrix(op, "A", A, arena, ["i8"]);
  const b = check.matrix(op, "B", B, arena, ["i8"]);
  check.size(op, "B", "rows", b.rows, a.cols, () => `A is ${a.rows}×${a.cols}`);
  check.size(op, "C", "rows", c.rows, a.rows, () => `A is ${a.rows}×${a.cols}`);
  check.size(op, "C", "cols", c.cols, b.cols, () => `B is ${b.rows}×${b.cols}`);
  if (a.cols > MOST_K) throw new OptionError(op, "A", `k is ${a.cols}, expected at most ${MOST_K} (|A| ≤ 128, |B| ≤ 128, sums are i32)`);
  try {
    if (path === "product") ctx.dense.gemmInt8(C, A, B);
    else byDigits(ctx, op, c, a, b, encoding);
  } catch (e) {
    if (e instanceof CapacityError) throw new CapacityError(op, e.wanted, e.held, e.maximum);
    throw e;
  }
  return C;
}

/** One product for each digit position. C is written when all are done. */
function byDigits(ctx: BitMacContext, op: string, c: MatrixHandle<"i32">, a: MatrixHandle<"i8">, B: Matrix<"i8">, encoding: Encoding): void {
  const { arena, raw, dense } = ctx, { rows: m, cols: n } = c, k = a.cols, count = positions(encoding), size = m * k + 16;
  const blocks = takeBlocks(arena, op, [count * size + 16, 4 * m * n, 4 * m * n]);
  try {
    const [digits] = blocks, planes = digits.ptr + 16;
    const [part, total] = [blocks[1], blocks[2]].map((block) => new MatrixHandle("i32", block.ptr, { block, stride: Math.max(1, n) }, true, m, n, n)) as [MatrixHandle<"i32">, MatrixHandle<"i32">];
    raw.encode_i8(m, k, a.ptr, a.stride, ENCODINGS.indexOf(encoding), count, planes, size, digits.ptr);
    total.view.fill(0);
    for (let i = 0; i < count; i++) {
      dense.gemmInt8(part, new MatrixHandle("i8", planes + i * size, { block: digits, stride: Math.max(1, k) }, true, m, k, k), B);
      const weight = weightOf(encoding, i), from = part.view, to = total.view;
      for (let x = 0; x < from.length; x++) to[x]! += weight * from[x]!;
    }
    c.set(total.view);
  } finally {
    for (const block of blocks) arena.release(block);
  }
}
