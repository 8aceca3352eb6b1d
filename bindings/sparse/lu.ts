// LU of a sparse matrix.
import * as check from "../check.js";
import { isKernelError, OptionError } from "../errors.js";
import type { Block } from "../memory/arena.js";
import { takeBlocks } from "../memory/blocks.js";
import { add, transpose } from "./algebra.js";
import { cholesky, predictCholesky } from "./cholesky.js";
import type { SparseContext } from "./context.js";
import type { CsrHandle } from "./csr.js";
import { FactorHandle, keptBytes } from "./factor.js";
import { type Elimination, eliminate, logPivots, replay, solve } from "./lu_parts.js";
import { symmetryOf } from "./operand.js";
import type { FactorOptions } from "./types.js";

type Plan = Required<Pick<FactorOptions, "pivotTolerance" | "match">> & Pick<FactorOptions, "order">;

class LuHandle extends FactorHandle {
  readonly kind = "lu";
  /** How many refactors could not keep the pivots and chose new ones. */
  renewals = 0;
  private readonly plan: Plan;
  private parts: Elimination | undefined;
  /** A symmetric positive definite A: its factor L·Lᵀ, which is U with its rows scaled. Memory of its own, freed with this. */
  private inner: FactorHandle | undefined;

  constructor(ctx: SparseContext, op: string, A: CsrHandle<"f64">, plan: Plan, kept: Block) {
    super(ctx, A, [kept]);
    this.plan = plan;
    try { this.decompose(op, A); } catch (e) { super.free(); throw e; }
    this.made();
  }

  get nnz(): number {
    this.alive("lu.nnz", "lu");
    return this.parts?.nnz ?? 2 * this.inner!.nnz - this.rows;
  }
  override get bytes(): number { return super.bytes + (this.inner?.bytes ?? 0); }

  private decompose(op: string, A: CsrHandle<"f64">): void {
    const { plan, ctx } = this;
    const s = symmetryOf(A);
    if (s.values && s.positiveDiagonal && plan.order !== "colamd" && !plan.match) {
      try {
        this.inner = cholesky(op, A, "cholesky", plan.order === undefined ? {} : { order: plan.order });
        ctx.arena.handles--;
        return;
      } catch (e) {
        if (!isKernelError(e) || e.code !== "not-spd") throw e;
      }
    }
    const order = plan.order ?? (s.zeroDiagonals <= 0.1 * A.rows || plan.match ? "amd" : "colamd");
    this.parts = eliminate(ctx, op, A, order, plan.pivotTolerance, plan.match);
    this.blocks = [this.blocks[0]!, ...this.parts.blocks];
  }

  /** Everything but the copy of A. */
  private drop(): void {
    this.parts?.blocks.forEach((b) => this.arena.release(b));
    this.blocks = this.blocks.slice(0, 1);
    this.parts = undefined;
    if (this.inner === undefined) return;
    this.arena.handles++;
    this.inner.free();
    this.inner = undefined;
  }

  protected renew(op: string, A: CsrHandle<"f64">): void {
    const { parts, inner } = this;
    if (inner !== undefined && symmetryOf(A).values) {
      try { inner.refactor(A); return; } catch (e) { if (!isKernelError(e) || e.code !== "not-spd") throw e; }
    } else if (inner === undefined && parts !== undefined && replay(this.ctx, op, this.kept, parts)) return;
    this.drop();
    this.decompose(op, A);
    this.renewals++;
  }

  protected run(x: number, b: number): void {
    if (this.inner !== undefined) this.inner.map.apply(x, b); else solve(this.ctx, this.parts!, false, x, b);
  }
  protected runTranspose(x: number, b: number): void {
    if (this.inner !== undefined) this.inner.map.apply(x, b); else solve(this.ctx, this.parts!, true, x, b);
  }

  logDet(): { sign: number; log: number } {
    this.alive("lu.logDet", "lu");
    return this.inner?.logDet() ?? logPivots(this.ctx, this.parts!);
  }

  override free(): void {
    if (!this.freed) this.drop();
    super.free();
  }
}

/** P·R·A·C·Q = L·U with threshold partial pivoting, over supernodes; L·Lᵀ instead where A is symmetric positive definite.
 *                                                                           SuiteSparse: KLU, UMFPACK; SuperLU; SciPy: splu.
 *
 *  Shapes    A n×n.
 *  Effects   leaves A as it is and keeps a copy. One handle, whose `solve` refines until the componentwise backward error is 3u or no longer
 *            halves, at most 5 times; `apply` is one solve without. `refactor` keeps order and pivots; where a pivot falls below 1/1000 of its
 *            column it starts anew and counts that in `renewals`. R: rows scaled by powers of two; C only with `match`.
 *            `order`: "amd" of A + Aᵀ if at most a tenth of the diagonal is 0 or `match` is set, else "colamd".
 *            `match`: rows put to columns for a large product of the diagonal first, and its scales used: dearer, often less fill and fewer renewals.
 *            A symmetric with a positive diagonal is tried as Cholesky first (unless `match` or "colamd" is asked for).
 *  Cost      order, then as many operations as the fill asks for; memory of the factors grows as they do, at the worst twice its size at once.
 *  Accuracy  componentwise backward error of `solve` at most 8u but for right-hand sides with results that are rounding only; tested on
 *            every square matrix of the shared set, near singular ones too. `rcond`: an estimate from above, rarely 3 times too large.
 *  Throws    SingularMatrixError (`column` of A has no pivot but exactly 0, or no row is left for it; nearly singular is no error: read
 *            `rcond`), NonFiniteError (the factors overflow), ShapeError (A not square; `refactor`: another pattern), OptionError, DtypeError,
 *            FreedError, CapacityError. Nothing is left allocated then. After a failed `refactor` all but `refactor` and `free` throw UnsupportedError;
 *            so do `inertia` and `update` always.
 *  Source    Gilbert & Peierls 1988; Demmel, Eisenstat, Gilbert, Li & Liu 1999; Eisenstat & Liu 1992; Arioli, Demmel & Duff 1989; Higham 1988.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 2, 2, { row: [0, 0, 1], col: [0, 1, 0], values: [1, 2, 4] });
 *  const f = k.sparse.factor(A, "lu"), x = k.vector("f64", [5, 4]);
 *  f.solve(x, x);
 *  console.log(x.copy(), f.logDet().sign); // Float64Array [1, 2] -1 */
export function lu(op: string, A: CsrHandle<"f64">, o: FactorOptions): FactorHandle {
  check.size(op, "A", "cols", A.cols, A.rows, () => `A is ${A.rows}×${A.cols} and must be square for "lu"`);
  const order = o.order === undefined ? {} : { order: check.choice(op, "order", o.order, ["amd", "colamd", "rcm", "nd", "natural"], "amd") };
  const pivotTolerance = check.number(op, "pivotTolerance", o.pivotTolerance, 0.1);
  if (!(pivotTolerance >= 0 && pivotTolerance <= 1)) throw new OptionError(op, "pivotTolerance", `pivotTolerance is ${pivotTolerance}, expected 0 to 1`);
  const plan = { ...order, pivotTolerance, match: check.flag(op, "match", o.match) };
  const [kept] = takeBlocks(A.ctx.arena, op, [keptBytes(A)]);
  return new LuHandle(A.ctx, op, A, plan, kept);
}

/** About what LU of a square A would cost, from its pattern alone: Cholesky of the pattern of A + Aᵀ, twice. For choosing a method. */
export function predictLu(A: CsrHandle<"f64">): { readonly flops: number; readonly nnz: number } {
  const T = transpose(A.ctx, A);
  try {
    const S = add(A.ctx, A, T) as CsrHandle<"f64">;
    try {
      const { flops, nnz } = predictCholesky(S);
      return { flops: 2 * flops, nnz: 2 * nnz - A.rows };
    } finally { S.free(); }
  } catch (e) {
    if (!isKernelError(e) || e.code !== "not-finite") throw e;
    return { flops: 0, nnz: A.nnz }; // the sum overflows, which says nothing of LU
  } finally { T.free(); }
}
