import * as check from "../check.js";
import type { Context } from "../context.js";
import { OptionError } from "../errors.js";
import { MatrixHandle } from "../memory/matrix.js";
import { orderIndex, scaleFactor, transformLength } from "./options.js";
import { type Operand, type Pass, transformColumns, transformRows, withScratch } from "./transform.js";
import type { WhtDtype, WhtMatrix, WhtOperand, WhtOptions } from "./types.js";

const DTYPES: readonly WhtDtype[] = ["f32", "f64", "i32", "i16"];
const KNOWN = ["order", "scale", "block", "axis"] as const;

/** The pass that a transform of n, or its inverse, is. `terms` elements are summed in all. */
function passOf(op: string, x: Operand, o: WhtOptions | undefined, n: number, terms: number, back: boolean): Pass {
  const order = orderIndex(op, o?.order);
  const forward = scaleFactor(op, o?.scale, terms);
  if (x.dtype === "i32" || x.dtype === "i16") {
    if (forward !== 1) throw new OptionError(op, "scale", `scale is ${String(o?.scale)}, expected "none" (x is ${x.dtype})`);
    return { n, order, back, scale: 1, shift: back ? Math.log2(n) : 0 };
  }
  if (back && (forward === 0 || !Number.isFinite(forward))) throw new OptionError(op, "scale", `scale is ${forward}, expected a factor that has an inverse`);
  return { n, order, back, scale: back ? 1 / (forward * terms) : forward, shift: 0 };
}

function along(ctx: Context, op: string, X: unknown, o: WhtOptions | undefined, back: boolean): void {
  const x = check.array(op, "x", X, ctx.arena, DTYPES);
  check.options(op, o, KNOWN);
  const axis = check.choice(op, "axis", o?.axis, ["rows", "cols"], "rows");
  if (axis === "cols") {
    if (!(x instanceof MatrixHandle)) throw new OptionError(op, "axis", `axis is "cols", expected "rows" (x is ${x.describe()})`);
    const n = transformLength(op, "rows", x.rows, o?.block);
    const pass = passOf(op, x, o, n, n, back);
    withScratch(ctx, op, x, undefined, pass, (ws) => transformColumns(ctx, x, pass, ws));
  } else {
    const n = x instanceof MatrixHandle ? transformLength(op, "cols", x.cols, o?.block) : transformLength(op, "length", x.length, o?.block);
    const pass = passOf(op, x, o, n, n, back);
    // Without a closure where no scratch is needed: short transforms notice.
    if (pass.order === 0) transformRows(ctx, x, pass, 0);
    else withScratch(ctx, op, x, pass, undefined, (ws) => transformRows(ctx, x, pass, ws));
  }
}

/** X[k] = s·Σᵢ (−1)^⟨i,k⟩·x[i]: the Walsh–Hadamard transform, in place.
 *
 *  Shapes    a vector of n = 2^k elements; a matrix: every row of 2^k columns, or with axis "cols" every column of 2^k rows, windows
 *            and strides respected. With `block`, every run of `block` elements on its own: the length is a multiple of it then.
 *            ⟨i,k⟩ is the parity of i∧k. order "natural" (Hadamard), "dyadic" (Paley: bit-reversed k) or "sequency" (Walsh: row k
 *            changes sign k times). scale s: 1 ("none"), 1/√n ("ortho": the transform is its own inverse then, in every
 *            order), 1/n ("mean") or a number.
 *  Effects   writes x only.
 *  Cost      n·log₂n additions a transform, at the rate of the adder from 2^10 up; a scale costs up to a tenth more, an order other than
 *            natural two passes over memory, which for long rows take longer than the transform. Natural order needs no workspace, the others n elements (columns: n·min(256, row bytes) bytes).
 *  Accuracy  floats: |X̂ − X| ≤ γ(log₂n + 1)·s·Σ|xᵢ|, and exact before the scale on integers while Σ|xᵢ| ≤ 2^24 (f32), 2^53 (f64).
 *            i32 exact while Σ|xᵢ| < 2^31, i16 while < 2^15, beyond that they wrap. The same bits for every layout, order, engine
 *            and variant.
 *  Throws    DtypeError, ShapeError (a length that is no power of two: 12·2^k and its like are wht.hadamard's), FreedError,
 *            OptionError ("option": also a scale for integers; "foreign").
 *  Source    Fino & Algazi 1976; Beauchamp, Walsh Functions, ch. 1 (orders).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const x = k.vector("f32", [19, -1, 11, -9, -7, 13, -15, 5]);
 *  console.log(k.wht.fwht(x, { order: "sequency", scale: "mean" }).copy()); // Float32Array [2, 3, 0, 4, 0, 0, 10, 0] */
export function fwht<T extends WhtOperand>(ctx: Context, x: T, o?: WhtOptions): T {
  along(ctx, "wht.fwht", x, o, false);
  return x;
}

/** The inverse: ifwht(fwht(x, o), o) is x, for every o.
 *
 *  Shapes    as fwht.
 *  Effects   writes x only.
 *  Cost      as fwht. The factor 1/(s·n) is fused as well; integers take one shift more.
 *  Accuracy  as fwht. Integers: exact on what fwht made of |xᵢ| < 2^31/n (i16: 2^15/n), whatever wrapped on the way; on other numbers
 *            the sum is divided by n and rounded down.
 *  Throws    as fwht, and OptionError for a scale of 0, NaN or ∞.
 *  Source    as fwht.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const x = k.vector("i32", [3, 1, 4, 1]);
 *  console.log(k.wht.ifwht(k.wht.fwht(x)).copy()); // Int32Array [3, 1, 4, 1] */
export function ifwht<T extends WhtOperand>(ctx: Context, x: T, o?: WhtOptions): T {
  along(ctx, "wht.ifwht", x, o, true);
  return x;
}

/** X ← s·H_m·X·H_n, rows and columns, in place: block 4 and 8 are the transforms of SATD, whole images those of single-pixel cameras.
 *
 *  Shapes    m×n, both powers of two; with `block`, every block×block tile on its own: m and n are multiples of it then. The order holds
 *            for both axes; "ortho" is 1/√(mn) and "mean" 1/(mn), of the tile where there are tiles.
 *  Effects   writes x only. To invert: fwht2d again, with "ortho" both times, or "none" and then "mean".
 *  Cost      mn·log₂(mn) additions, no transpose; workspace as fwht.
 *  Accuracy  as fwht with mn for n.
 *  Throws    as fwht, and OptionError for `axis`.
 *  Source    Pratt, Kane & Andrews 1969.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const X = k.matrix("i16", 2, 2, [1, 2, 3, 4]);
 *  console.log(k.wht.fwht2d(X).copy()); // Int16Array [10, -2, -4, 0] */
export function fwht2d<T extends WhtMatrix>(ctx: Context, x: T, o?: WhtOptions): T {
  const op = "wht.fwht2d";
  const X = check.matrix(op, "x", x, ctx.arena, DTYPES);
  check.options(op, o, ["order", "scale", "block"]);
  const n = transformLength(op, "cols", X.cols, o?.block), m = transformLength(op, "rows", X.rows, o?.block);
  const last = passOf(op, X, o, m, m * n, false);
  const first = { ...last, n, scale: 1 };
  withScratch(ctx, op, X, first, last, (ws) => {
    transformRows(ctx, X, first, ws);
    transformColumns(ctx, X, last, ws);
  });
  return x;
}
