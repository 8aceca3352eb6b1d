import { NotPositiveDefiniteError } from "../errors.js";
import type { Block } from "../memory/arena.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { Float, Matrix } from "../types.js";
import { type Context, withWorkspace } from "../context.js";
import { FactorHandle, bytesOf, copyInto, finite, intoNew, operand, part, rightHandSide, square } from "./factor.js";
import { takeBlocks } from "../memory/blocks.js";
import type { CholeskyResult } from "./types.js";

class CholeskyHandle<D extends Float> extends FactorHandle<D> implements CholeskyResult<D> {
  private readonly factor: MatrixHandle<D>;

  constructor(ctx: Context, dtype: D, n: number, block: Block) {
    super(ctx, "CholeskyResult", dtype, n, n, [block]);
    this.factor = part(dtype, block, n, n);
  }

  get l(): Matrix<D> { return this.factor; }

  /** See CholeskyResult: allocates X, leaves B as it is. |(A + ΔA)·X̂ − B| = 0 with |ΔA| ≤ γ(3n + 1)·|L̂||L̂ᵀ| (Higham, ASNA, thm 10.4). */
  solve(B: Matrix<D>): Matrix<D> {
    const op = "cholesky.solve";
    this.alive(op, "l");
    const { ctx, factor: { ptr, stride }, rows: n, dtype } = this;
    const b = rightHandSide(ctx, op, B, dtype, n, () => `l is ${n}×${n}`);
    const f32 = dtype === "f32";
    const bytes = (f32 ? ctx.raw.potrs_f32_workspace : ctx.raw.potrs_f64_workspace)(n, b.cols);
    return intoNew(ctx, op, dtype, n, b.cols, bytes, (x, ws) => {
      copyInto(ctx, b, x.ptr, x.stride);
      (f32 ? ctx.raw.potrs_f32 : ctx.raw.potrs_f64)(n, b.cols, ptr, stride, x.ptr, x.stride, ws);
    });
  }

  /** log det A = 2·Σ log l(i, i). */
  logDet(): number {
    this.alive("cholesky.logDet", "l");
    const { view, stride } = this.factor;
    let sum = 0;
    for (let i = 0; i < this.rows; i++) sum += Math.log(view[i * stride + i]!);
    return 2 * sum;
  }
}

/** A = L·Lᵀ for symmetric positive definite A.                             LAPACK: spotrf, dpotrf, spotrs, dpotrs.
 *
 *  Shapes    A n×n; only its lower triangle is read. The result holds `l` n×n with zeros above the diagonal.
 *  Effects   leaves A as it is; makes one handle of n² elements. Its `solve(B)` allocates and returns a new X, `logDet()` is log det A.
 *            `l` is a window on the result: `free()` of the result ends both, is idempotent, and use after it throws FreedError.
 *  Cost      n³/3 flop, nearly all in gemm; workspace as gemm, O(n) per solved column beyond that. `solve` 2n² flop a column.
 *  Accuracy  |L̂·L̂ᵀ − A| ≤ γ(n + 1)·|L̂||L̂ᵀ| per element; tested at that bound. `solve`: |ΔA| ≤ γ(3n + 1)·|L̂||L̂ᵀ|; tested at that bound.
 *  Throws    NotPositiveDefiniteError (`pivot` = 0-based row of the first pivot that is not positive), NonFiniteError (lower triangle),
 *            ShapeError, DtypeError, FreedError, OptionError("foreign"), CapacityError. Nothing is allocated then.
 *  Source    Gustavson & Jonsson 2000, IBM J. Res. Dev. 44(6) (recursion); Golub & Van Loan, 4th ed., §4.2; Higham, ASNA 2nd ed., thm 10.3–10.4.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const f = k.dense.cholesky(k.matrix("f64", 2, 2, [4, 2, 2, 10]));
 *  console.log(f.l.copy()); // Float64Array [2, 0, 1, 3]
 *  console.log(f.solve(k.matrix("f64", 2, 1, [8, 22])).copy()); // Float64Array [1, 2] */
export function cholesky<D extends Float>(ctx: Context, A: Matrix<D>): CholeskyResult<D> {
  const op = "dense.cholesky";
  const { arena, raw } = ctx;
  const a = operand(ctx, op, A);
  square(op, "A", a);
  finite(ctx, op, "A", a, true);
  const n = a.rows;
  const f32 = a.dtype === "f32";
  return withWorkspace(arena, op, (f32 ? raw.potrf_f32_workspace : raw.potrf_f64_workspace)(n), (ws) => {
    const [block] = takeBlocks(arena, op, [bytesOf(a.dtype, n * n)]);
    copyInto(ctx, a, block.ptr, n);
    const status = (f32 ? raw.potrf_f32 : raw.potrf_f64)(n, block.ptr, n, ws);
    if (status !== 0) {
      arena.release(block);
      throw new NotPositiveDefiniteError(op, "A", `pivot ${status - 1} is not positive, expected a positive definite A`, status - 1);
    }
    return new CholeskyHandle(ctx, a.dtype as D, n, block);
  });
}
