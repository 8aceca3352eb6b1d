import * as check from "../check.js";
import { DtypeError, UnsupportedError } from "../errors.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { Float, Matrix } from "../types.js";
import { FLOATS } from "../context.js";
import { strided } from "../fast.js";
import type { DenseContext } from "./context.js";
import { epilogue, multiply } from "./multiply.js";
import { PackedHandle } from "./packed.js";
import { biasAddress, product } from "./product.js";
import type { GemmOptions, Packed } from "./types.js";

/** C ← act(α·op(A)·op(B) + β·C + bias).                                    BLAS: sgemm, dgemm.
 *
 *  Shapes    C m×n, op(A) m×k, op(B) k×n, row-major, strides in elements; bias n, added to every row.
 *  Effects   writes C only. β = 0 never reads C; α = 0 or k = 0 never reads A, B. C must not share elements with A, B or bias
 *            (windows side by side in one matrix do not). B may be `pack`ed, which skips its packing on every call.
 *  Cost      2mnk flop; workspace at most 2048·384 + 512·384 elements (about four matrices for "strassen"), nothing is left allocated.
 *  Accuracy  of the classical algorithm |Ĉ − C| ≤ γ(k+4)·|α||A||B| + (4 + ⌈k/384⌉)·u·(|βC| + |bias|) per element, apart from underflow, γ(j) = ju/(1 − ju), u = 2⁻²⁴ (f32)
 *            or 2⁻⁵³ (f64); tested at that bound (C is added to once per block of k). variant "simd" gives the same bits on every engine (NaN payloads apart). gelu (erf form) adds
 *            at most 0.52 ulp in f32 and 6 in f64, silu 0.51 and 3.
 *            `algorithm` "strassen", "auto" or a plan multiply less often and round more, by norm and not by element: docs/contracts/flip-multiply.md.
 *  Throws    DtypeError, ShapeError, FreedError, OptionError ("option", "alias", "foreign"), UnsupportedError (B packed for another algorithm), CapacityError.
 *  Source    Goto & van de Geijn 2008, Anatomy of High-Performance Matrix Multiplication, §4–6; Higham, ASNA 2nd ed., §3.5.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("f32", 2, 3, [1, 2, 3, 4, 5, 6]), B = k.matrix("f32", 3, 1, [1, 0, -1]);
 *  console.log(k.dense.gemm(k.matrix("f32", 2, 1), A, B).copy()); // Float32Array [-2, -2] */
export function gemm<D extends Float>(ctx: DenseContext, C: Matrix<D>, A: Matrix<D>, B: Matrix<D> | Packed<D>, o?: GemmOptions<D>): Matrix<D> {
  const op = "dense.gemm";
  const { arena } = ctx;
  const p = product(op, o);
  const c = check.matrix<Float>(op, "C", C, arena, FLOATS);
  const a = check.matrix<Float>(op, "A", A, arena, [c.dtype]);
  const resident = ctx.fast.isResident(B);
  const packed = resident || B instanceof PackedHandle;
  if (packed && B.dtype !== c.dtype) throw new DtypeError(op, "B", `B is ${B.dtype}, expected ${c.dtype}`);
  const b = packed ? B.checked(op, "B", arena) : check.matrix<Float>(op, "B", B, arena, [c.dtype]);
  if (resident) layoutDecides(op, o, B.levels);
  if (packed && p.wish !== undefined && !(resident && p.wish.algorithm === "strassen")) throw new UnsupportedError(op, "algorithm", `B is packed for algorithm "${resident ? "strassen" : "classical"}"`);
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

  const common = { op, dtype: c.dtype, m, n, k, alpha: p.alpha, a: strided(a, p.transA), beta: p.beta, c };
  if (resident) {
    ctx.fast.multiplyResident(common, B);
    epilogue(ctx, c, bias, p.act);
  } else {
    multiply(ctx, { ...common, b: packed ? { ptr: (b as PackedHandle<Float>).ptr, row: 0, col: 0, packed } : strided(b as MatrixHandle<Float>, p.transB), lower: false, bias, act: p.act }, p.wish);
  }
  return C;
}

/** A packed operand has its depth, and with it its error. */
function layoutDecides(op: string, o: { algorithm?: unknown; levels?: unknown; errorTarget?: unknown } | undefined, levels: number): void {
  if (o?.algorithm === "classical") throw new UnsupportedError(op, "algorithm", 'B is packed for algorithm "strassen"');
  if (o?.levels !== undefined && o.levels !== levels) throw new UnsupportedError(op, "levels", `levels is ${String(o.levels)}, but B is packed with ${levels}`);
  if (o?.errorTarget !== undefined) throw new UnsupportedError(op, "errorTarget", "errorTarget belongs to pack where B is packed");
}
