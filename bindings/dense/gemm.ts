import * as check from "../check.js";
import { DtypeError, UnsupportedError } from "../errors.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { Float, Matrix, Vector } from "../types.js";
import { ACTIVATIONS, type Context, FLOATS } from "./context.js";
import { PackedHandle } from "./pack.js";
import type { GemmOptions, Packed } from "./types.js";

export const KNOWN = ["alpha", "beta", "transA", "transB", "bias", "activation", "algorithm", "levels", "errorTarget"] as const;
const ALGORITHMS = ["classical", "strassen", "auto"] as const;

/** The options of one product, checked; strides make transposition disappear. */
export interface Product { alpha: number; beta: number; transA: boolean; transB: boolean; bias: Vector<Float> | undefined; act: number }

const DEFAULTS: Product = { alpha: 1, beta: 0, transA: false, transB: false, bias: undefined, act: 0 };

export function product<D extends Float>(op: string, o: GemmOptions<D> | undefined): Product {
  if (o === undefined) return DEFAULTS;
  check.options(op, o, KNOWN);
  classicalOnly(op, o);
  return {
    alpha: check.number(op, "alpha", o.alpha, 1),
    beta: check.number(op, "beta", o.beta, 0),
    transA: check.flag(op, "transA", o.transA),
    transB: check.flag(op, "transB", o.transB),
    bias: o.bias as Vector<Float> | undefined,
    act: ACTIVATIONS.indexOf(check.choice(op, "activation", o.activation, ACTIVATIONS, "none")),
  };
}

/** The fast algorithms come with the flip family; saying so beats silently computing something else. */
export function classicalOnly(op: string, o: { algorithm?: unknown; levels?: unknown; errorTarget?: unknown }): void {
  const algorithm = typeof o.algorithm === "object" && o.algorithm !== null ? "plan" : check.choice(op, "algorithm", o.algorithm, ALGORITHMS, "classical");
  if (algorithm !== "classical") throw new UnsupportedError(op, "algorithm", `algorithm ${algorithm} is not in this version, expected "classical"`);
  for (const arg of ["levels", "errorTarget"] as const) {
    if (o[arg] !== undefined) throw new UnsupportedError(op, arg, `${arg} belongs to algorithm "strassen", which is not in this version`);
  }
}

/** bias: n elements of C's dtype, not overlapping C. Its address, or 0. */
export function biasAddress(ctx: Context, op: string, bias: Vector<Float> | undefined, C: MatrixHandle<Float>): number {
  if (bias === undefined) return 0;
  const v = check.vector(op, "bias", bias, ctx.arena, [C.dtype]);
  check.size(op, "bias", "length", v.length, C.cols, () => `C is ${C.rows}×${C.cols}`);
  check.disjoint(op, "C", C, "bias", v);
  return v.ptr;
}

/** C ← act(α·op(A)·op(B) + β·C + bias).                                    BLAS: sgemm, dgemm.
 *
 *  Shapes    C m×n, op(A) m×k, op(B) k×n, row-major, strides in elements; bias n, added to every row.
 *  Effects   writes C only. β = 0 never reads C; α = 0 or k = 0 never reads A, B. C must not share elements with A, B or bias
 *            (windows side by side in one matrix do not). B may be `pack`ed, which skips its packing on every call.
 *  Cost      2mnk flop; workspace at most 240·384 + 2048·384 elements, nothing is left allocated.
 *  Accuracy  |Ĉ − C| ≤ γ(k+2)·|α||A||B| + 3u·(|βC| + |bias|) per element, γ(j) = ju/(1 − ju), u = 2⁻²⁴ (f32) or 2⁻⁵³ (f64); tested at that
 *            bound. variant "simd" gives the same bits on every engine (NaN payloads apart). gelu (erf form) and silu add 4 ulp.
 *  Throws    DtypeError, ShapeError, FreedError, OptionError ("option", "alias", "foreign"), UnsupportedError (algorithm), CapacityError.
 *  Source    Goto & van de Geijn 2008, Anatomy of High-Performance Matrix Multiplication, §4–6; Higham, ASNA 2nd ed., §3.5.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("f32", 2, 3, [1, 2, 3, 4, 5, 6]), B = k.matrix("f32", 3, 1, [1, 0, -1]);
 *  console.log(k.dense.gemm(k.matrix("f32", 2, 1), A, B).copy()); // Float32Array [-2, -2] */
export function gemm<D extends Float>(ctx: Context, C: Matrix<D>, A: Matrix<D>, B: Matrix<D> | Packed<D>, o?: GemmOptions<D>): Matrix<D> {
  const op = "dense.gemm";
  const { arena, raw } = ctx;
  const p = product(op, o);
  const c = check.matrix<Float>(op, "C", C, arena, FLOATS);
  const a = check.matrix<Float>(op, "A", A, arena, [c.dtype]);
  const packed = B instanceof PackedHandle;
  if (packed && B.dtype !== c.dtype) throw new DtypeError(op, "B", `B is ${B.dtype}, expected ${c.dtype}`);
  const b = packed ? B.checked(op, "B", arena) : check.matrix<Float>(op, "B", B, arena, [c.dtype]);
  if (packed && p.transB) throw new UnsupportedError(op, "transB", "transB is true, but B is packed: transpose it in pack");

  const m = p.transA ? a.cols : a.rows;
  const k = p.transA ? a.rows : a.cols;
  const n = p.transB ? b.rows : b.cols;
  const bk = p.transB ? b.cols : b.rows;
  if (bk !== k) check.size(op, "B", p.transB ? "cols" : "rows", bk, k, () => `A is ${a.rows}×${a.cols}, transA=${p.transA}`);
  if (c.rows !== m) check.size(op, "C", "rows", c.rows, m, () => `A is ${a.rows}×${a.cols}, transA=${p.transA}`);
  if (c.cols !== n) check.size(op, "C", "cols", c.cols, n, () => `B is ${b.rows}×${b.cols}, transB=${p.transB}`);
  check.disjoint(op, "C", c, "A", a);
  if (!packed) check.disjoint(op, "C", c, "B", b as MatrixHandle<Float>);
  const bias = biasAddress(ctx, op, p.bias, c);

  const f32 = c.dtype === "f32";
  const bytes = (f32 ? raw.gemm_f32_workspace : raw.gemm_f64_workspace)(m, n, k, packed ? 1 : 0);
  const mark = arena.workspace.mark();
  const ws = arena.workspace.push(op, bytes);
  const stride = packed ? 0 : (b as MatrixHandle<Float>).stride;
  (f32 ? raw.gemm_f32 : raw.gemm_f64)(
    m, n, k, p.alpha, a.ptr, p.transA ? 1 : a.stride, p.transA ? a.stride : 1, b.ptr, p.transB ? 1 : stride, p.transB ? stride : 1, packed ? 1 : 0,
    p.beta, c.ptr, c.stride, 0, bias, p.act, ws,
  );
  arena.workspace.release(mark);
  return C;
}
