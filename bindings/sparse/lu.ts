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

  get nnz(): number { return this.parts?.nnz ?? 2 * this.inner!.nnz - this.rows; }
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
        if (isKernelError(e) && e.code !== "not-spd") throw e;
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
    if (inner !== undefined) {
      try { inner.refactor(A); return; } catch (e) { if (!isKernelError(e) || e.code !== "not-spd") throw e; }
    } else if (parts !== undefined && replay(this.ctx, op, this.kept, parts)) return;
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

/** A with pivoting, or without where it is symmetric positive definite. */
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
  } finally { T.free(); }
}
