import * as check from "../check.js";
import { ShapeError, SingularMatrixError } from "../errors.js";
import type { Block } from "../memory/arena.js";
import type { MatrixHandle } from "../memory/matrix.js";
import { VectorHandle } from "../memory/vector.js";
import type { Float, Matrix, Vector } from "../types.js";
import { type Context, withWorkspace } from "../context.js";
import { FactorHandle, bytesOf, copyInto, finite, intoNew, operand, part, rightHandSide } from "./factor.js";
import { takeBlocks } from "../memory/blocks.js";
import type { QrResult } from "./types.js";

class QrHandle<D extends Float> extends FactorHandle<D> implements QrResult<D> {
  private readonly factors: MatrixHandle<D>;
  private readonly scalars: VectorHandle<D>;
  /** The triangles T of compact WY, block by block, so that applying Q is products only. */
  private readonly triangles: Block;

  constructor(ctx: Context, dtype: D, m: number, n: number, qr: Block, tau: Block, triangles: Block) {
    super(ctx, "QrResult", dtype, m, n, [qr, tau, triangles]);
    const k = Math.min(m, n);
    this.factors = part(dtype, qr, m, n);
    this.scalars = new VectorHandle(dtype, tau.ptr, { block: tau, stride: Math.max(1, k) }, true, k);
    this.triangles = triangles;
  }

  get qr(): Matrix<D> { return this.factors; }
  get tau(): Vector<D> { return this.scalars; }

  /** C(m×p) ← Q·C or Qᵀ·C, Q m×m, in place; returns C. Shares no elements with `qr`. NaN and infinities in C propagate. */
  applyQ(C: Matrix<D>, o?: { trans?: boolean }): Matrix<D> {
    const op = "qr.applyQ";
    this.alive(op, "qr");
    check.options(op, o, ["trans"]);
    const trans = check.flag(op, "trans", o?.trans);
    const { ctx, rows: m, cols: n, dtype } = this;
    const c = check.matrix<Float>(op, "C", C, ctx.arena, [dtype]);
    check.size(op, "C", "rows", c.rows, m, () => `qr is ${m}×${n}`);
    check.disjoint(op, "C", c, "qr", this.factors);
    withWorkspace(ctx.arena, op, this.applyBytes(c.cols), (ws) => this.apply(trans, c.cols, c.ptr, c.stride, ws));
    return C;
  }

  /** See QrResult: allocates X(n×p), leaves B(m×p) as it is. */
  solve(B: Matrix<D>): Matrix<D> {
    const op = "qr.solve";
    this.alive(op, "qr");
    const { ctx, ctx: { raw }, factors, rows: m, cols: n, dtype } = this;
    const f32 = dtype === "f32";
    if (m < n) throw new ShapeError(op, "qr", `qr is ${m}×${n}, expected at least as many rows as columns`);
    const b = rightHandSide(ctx, op, B, dtype, m, () => `qr is ${m}×${n}`);
    const column = (f32 ? raw.dependent_column_f32 : raw.dependent_column_f64)(m, n, factors.ptr, factors.stride);
    if (column !== 0) throw dependent(op, column);
    const p = b.cols;
    const rotated = Math.ceil(bytesOf(dtype, m * p) / 64) * 64;
    const scratch = Math.max(this.applyBytes(p), (f32 ? raw.trsm_f32_workspace : raw.trsm_f64_workspace)(0, n, p));
    return intoNew(ctx, op, dtype, n, p, rotated + scratch, (x, c) => {
      copyInto(ctx, b, c, p);
      this.apply(true, p, c, p, c + rotated);
      (f32 ? raw.lacpy_f32 : raw.lacpy_f64)(n, p, c, p, x.ptr, x.stride);
      (f32 ? raw.trsm_f32 : raw.trsm_f64)(0, 0, 0, n, p, 1, factors.ptr, factors.stride, 1, x.ptr, x.stride, c + rotated);
    });
  }

  private applyBytes(cols: number): number {
    const { ctx: { raw }, rows: m, scalars: { length: k } } = this;
    return (this.dtype === "f32" ? raw.ormqr_f32_workspace : raw.ormqr_f64_workspace)(m, cols, k);
  }

  private apply(trans: boolean, cols: number, c: number, stride: number, ws: number): void {
    const { ctx: { raw }, rows: m, factors, scalars: { length: k } } = this;
    (this.dtype === "f32" ? raw.ormqr_f32 : raw.ormqr_f64)(trans ? 1 : 0, m, cols, k, factors.ptr, factors.stride, this.triangles.ptr, c, stride, ws);
  }
}

/** A = Q·R by Householder reflections, blocked in compact WY form.         LAPACK: sgeqrf, dgeqrf, sormqr, dormqr, sgels, dgels.
 *
 *  Shapes    A m×n, k = min(m, n). The result holds `qr` m×n (R on and above the diagonal; below it, in column j, the entries of v_j after
 *            its leading 1) and `tau`, k factors: Q = H₀·H₁⋯, H_j = I − tau[j]·v_j·v_jᵀ, as LAPACK's.
 *  Effects   leaves A as it is; makes one handle of mn + k + at most 64k elements. Its `applyQ(C, {trans})` overwrites C with Q·C or Qᵀ·C;
 *            `solve(B)`, for m ≥ n, allocates and returns the X that minimises ‖A·X − B‖₂ column by column. `qr` and `tau` are windows on
 *            the result: its `free()` ends them, is idempotent, and use after it throws FreedError.
 *  Cost      2k²(max(m, n) − k/3) flop, nearly all in gemm; workspace about 64m + 128n elements and that of gemm.
 *            `applyQ` 4mk − 2k² flop a column.
 *  Accuracy  ‖(Q·R̂ − A)(:, j)‖₂ ≤ γ̃(mn)·‖A(:, j)‖₂ for every column, so columns of any scale keep their digits; tested at 8√(mn)·u. No
 *            overflow or underflow while the norms of the columns are representable.
 *  Throws    NonFiniteError, ShapeError, DtypeError, FreedError, OptionError("alias", "foreign"), CapacityError; nothing is allocated then.
 *            `solve` also SingularMatrixError: `column` = 0-based first j with |r_jj| ≤ 2u·max(m, n)·max|r_ii|.
 *  Source    Elmroth & Gustavson 2000, IBM J. Res. Dev. 44(4) (recursion); Schreiber & Van Loan 1989, SISSC 10(1) (compact WY);
 *            Golub & Van Loan, 4th ed., §5.2; Higham, ASNA 2nd ed., thm 19.4, 20.3.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const f = k.dense.qr(k.matrix("f64", 2, 1, [3, 4]));
 *  console.log(f.qr.copy(), f.tau.copy()); // Float64Array [-5, 0.5] Float64Array [1.6]
 *  console.log(f.applyQ(k.matrix("f64", 2, 1, [-5, 0])).copy()); // Float64Array [3, 4] */
export function qr<D extends Float>(ctx: Context, A: Matrix<D>): QrResult<D> {
  const op = "dense.qr";
  const { arena, raw } = ctx;
  const a = operand(ctx, op, A);
  finite(ctx, op, "A", a);
  const { rows: m, cols: n } = a;
  const k = Math.min(m, n);
  const f32 = a.dtype === "f32";
  return withWorkspace(arena, op, (f32 ? raw.geqrf_f32_workspace : raw.geqrf_f64_workspace)(m, n), (ws) => {
    const [block, tau, triangles] = takeBlocks(arena, op, [bytesOf(a.dtype, m * n), bytesOf(a.dtype, k), bytesOf(a.dtype, k * raw.geqrf_block(k))]);
    copyInto(ctx, a, block.ptr, n);
    (f32 ? raw.geqrf_f32 : raw.geqrf_f64)(m, n, block.ptr, n, tau.ptr, triangles.ptr, ws);
    return new QrHandle(ctx, a.dtype as D, m, n, block, tau, triangles);
  });
}

/** For the 1-based column that dependent_column reports. */
export function dependent(op: string, status: number): SingularMatrixError {
  return new SingularMatrixError(op, "A", `column ${status - 1} of A depends on the columns before it, expected full rank`, status - 1);
}
