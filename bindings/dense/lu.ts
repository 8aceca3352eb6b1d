import { SingularMatrixError } from "../errors.js";
import type { Block } from "../memory/arena.js";
import type { MatrixHandle } from "../memory/matrix.js";
import { VectorHandle } from "../memory/vector.js";
import type { Float, Matrix, Vector } from "../types.js";
import { type Context, withWorkspace } from "../context.js";
import { FactorHandle, bytesOf, copyInto, finite, intoNew, operand, part, rightHandSide, square } from "./factor.js";
import { takeBlocks } from "../memory/blocks.js";
import type { LuResult } from "./types.js";

class LuHandle<D extends Float> extends FactorHandle<D> implements LuResult<D> {
  private readonly factors: MatrixHandle<D>;
  private readonly ipiv: VectorHandle<"i32">;
  /** ‖A‖₁, taken while A was there. */
  private readonly norm: number;
  private condition: number | undefined;

  constructor(ctx: Context, dtype: D, n: number, norm: number, lu: Block, pivots: Block) {
    super(ctx, "LuResult", dtype, n, n, [lu, pivots]);
    this.norm = norm;
    this.factors = part(dtype, lu, n, n);
    this.ipiv = new VectorHandle("i32", pivots.ptr, { block: pivots, stride: Math.max(1, n) }, true, n);
  }

  get lu(): Matrix<D> { return this.factors; }
  get pivots(): Vector<"i32"> { return this.ipiv; }

  /** Estimate of 1 / (‖A‖₁·‖A⁻¹‖₁), made on first use: at most 6 solves with A or Aᵀ. Never too small but for rounding, rarely 3 times too large;
   *  0 where A⁻¹ overflows. Higham 1988, ACM TOMS 14(4), algorithm 674; ASNA 2nd ed., alg. 15.1. */
  get rcond(): number {
    const op = "lu.rcond";
    this.alive(op, "lu");
    const { ctx: { raw, arena }, factors: { ptr, stride }, ipiv, rows: n } = this;
    const f32 = this.dtype === "f32";
    return this.condition ??= withWorkspace(arena, op, (f32 ? raw.gecon_f32_workspace : raw.gecon_f64_workspace)(n), (ws) =>
      (f32 ? raw.gecon_f32 : raw.gecon_f64)(n, ptr, stride, ipiv.ptr, this.norm, ws));
  }

  /** See LuResult: allocates X, leaves B as it is. No refinement: dense.solve has it. */
  solve(B: Matrix<D>): Matrix<D> {
    const op = "lu.solve";
    this.alive(op, "lu");
    const { ctx, factors: { ptr, stride }, ipiv, rows: n, dtype } = this;
    const b = rightHandSide(ctx, op, B, dtype, n, () => `lu is ${n}×${n}`);
    const f32 = dtype === "f32";
    const bytes = (f32 ? ctx.raw.getrs_f32_workspace : ctx.raw.getrs_f64_workspace)(n, b.cols);
    return intoNew(ctx, op, dtype, n, b.cols, bytes, (x, ws) => {
      copyInto(ctx, b, x.ptr, x.stride);
      (f32 ? ctx.raw.getrs_f32 : ctx.raw.getrs_f64)(n, b.cols, ptr, stride, ipiv.ptr, x.ptr, x.stride, ws);
    });
  }

  /** det A = sign·exp(log): the product of the pivots, negated for every interchange. */
  det(): { sign: number; log: number } {
    this.alive("lu.det", "lu");
    const { view, stride } = this.factors;
    const pivots = this.ipiv.view;
    let sign = 1, log = 0;
    for (let i = 0; i < this.rows; i++) {
      const u = view[i * stride + i]!;
      if (u < 0 !== (pivots[i] !== i)) sign = -sign;
      log += Math.log(Math.abs(u));
    }
    return { sign, log };
  }
}

/** P·A = L·U with partial pivoting.                                        LAPACK: sgetrf, dgetrf, sgetrs, dgetrs, sgecon, dgecon.
 *
 *  Shapes    A n×n. The result holds `lu` n×n (U on and above the diagonal, L with unit diagonal below it) and `pivots`, n 0-based rows:
 *            row i was interchanged with row pivots[i], in order, as LAPACK's ipiv counts from 1.
 *  Effects   leaves A as it is; makes one handle of n² elements and n indices. Its `solve(B)` allocates and returns a new X, `rcond` is
 *            computed on first use, `det()` is {sign, log}. `lu` and `pivots` are windows on the result: its `free()` ends them, is
 *            idempotent, and use after it throws FreedError.
 *  Cost      2n³/3 flop, nearly all in gemm; workspace 32n elements or that of gemm. `solve` 2n² flop a column, `rcond` about 12n².
 *  Accuracy  |L̂·Û − P·A| ≤ γ(n)·|L̂||Û| per element; tested at that bound. `solve`: |ΔA| ≤ γ(3n)·Pᵀ|L̂||Û|; tested at that bound.
 *  Throws    SingularMatrixError (`column` = 0-based column whose pivot is exactly 0), NonFiniteError, ShapeError, DtypeError, FreedError,
 *            OptionError("foreign"), CapacityError. Nothing is allocated then. Nearly singular is no error: read `rcond`.
 *  Source    Toledo 1997, SIAM J. Matrix Anal. Appl. 18(4) (recursion); Golub & Van Loan, 4th ed., §3.4; Higham, ASNA 2nd ed., thm 9.3–9.4.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const f = k.dense.lu(k.matrix("f64", 2, 2, [1, 2, 4, 4]));
 *  console.log(f.lu.copy(), f.pivots.copy()); // Float64Array [4, 4, 0.25, 1] Int32Array [1, 1]
 *  console.log(f.solve(k.matrix("f64", 2, 1, [5, 12])).copy(), f.det().sign); // Float64Array [1, 2] -1 */
export function lu<D extends Float>(ctx: Context, A: Matrix<D>): LuResult<D> {
  const op = "dense.lu";
  const { arena, raw } = ctx;
  const a = operand(ctx, op, A);
  square(op, "A", a);
  finite(ctx, op, "A", a);
  const n = a.rows;
  const f32 = a.dtype === "f32";
  return withWorkspace(arena, op, (f32 ? raw.getrf_f32_workspace : raw.getrf_f64_workspace)(n, n), (ws) => {
    const [block, pivots] = takeBlocks(arena, op, [bytesOf(a.dtype, n * n), 4 * n]);
    const norm = (f32 ? raw.norm1_f32 : raw.norm1_f64)(n, n, a.ptr, a.stride, ws);
    copyInto(ctx, a, block.ptr, n);
    const status = (f32 ? raw.getrf_f32 : raw.getrf_f64)(n, n, block.ptr, n, pivots.ptr, ws);
    if (status !== 0) {
      arena.release(block);
      arena.release(pivots);
      throw singular(op, status);
    }
    return new LuHandle(ctx, a.dtype as D, n, norm, block, pivots);
  });
}

/** For the 1-based column that getrf reports. */
export function singular(op: string, status: number): SingularMatrixError {
  return new SingularMatrixError(op, "A", `the pivot of column ${status - 1} is 0, expected a regular A`, status - 1);
}
