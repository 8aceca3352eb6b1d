// Cholesky and LDLᵀ: ordered and counted in scratch, then factored in a block of exactly that size.
import * as check from "../check.js";
import { withWorkspace } from "../context.js";
import { NonFiniteError, NotPositiveDefiniteError, OptionError } from "../errors.js";
import type { Block } from "../memory/arena.js";
import { takeBlocks } from "../memory/blocks.js";
import { scratchView } from "../memory/scratch.js";
import type { Vector } from "../types.js";
import { add, grow, places } from "./cholesky_grow.js";
import { by, factors, given, type Kind, numeric, type Order } from "./cholesky_plan.js";
import type { SparseContext } from "./context.js";
import type { CsrHandle } from "./csr.js";
import { FactorHandle, keptBytes } from "./factor.js";
import { symmetryOf } from "./operand.js";
import type { FactorOptions } from "./types.js";

/** From here on nested dissection may pay: operations and rows. */
const DISSECT_FLOPS = 1e9, DISSECT_ROWS = 1e4;

class CholeskyHandle extends FactorHandle {
  readonly kind: Kind;

  constructor(ctx: SparseContext, A: CsrHandle<"f64">, kind: Kind, blocks: readonly [kept: Block, factors: Block]) {
    super(ctx, A, blocks);
    this.kind = kind;
    this.made();
  }

  /** Address of the factors. */
  private get plan(): number { return this.blocks[1]!.ptr; }
  get nnz(): number {
    this.alive(`${this.kind}.nnz`, this.kind);
    return this.ctx.raw.chol_nnz(this.plan);
  }
  /** How many pivots were too small and had to be replaced. */
  get replaced(): number { return this.ctx.raw.chol_replaced(this.plan); }

  override describe(): string {
    const n = this.freed ? 0 : this.replaced;
    return super.describe() + (n > 0 ? `, ${n} tiny pivot${n > 1 ? "s" : ""} replaced` : "");
  }

  protected run(z: number, r: number): void {
    const { ctx: { raw }, arena, plan } = this;
    withWorkspace(arena, this.kind, raw.chol_solve_workspace(plan), (ws) => { raw.chol_solve_f64(plan, z, r, ws); });
  }

  protected runTranspose(z: number, r: number): void { this.run(z, r); }
  protected override admit(op: string, A: CsrHandle<"f64">): void { symmetric(op, A, this.kind); }
  protected renew(op: string): void { numeric(this.ctx, op, "A", this.kept, this.kind, this.plan); }

  private pivots<R>(what: string, body: (d: Float64Array) => R): R {
    const op = `${this.kind}.${what}`, { rows, arena } = this;
    this.alive(op, this.kind);
    return withWorkspace(arena, op, 8 * rows, (ws) => {
      this.ctx.raw.chol_pivots(this.plan, ws);
      return body(scratchView(arena, "f64", ws, rows));
    });
  }

  logDet(): { sign: number; log: number } {
    return this.pivots("logDet", (d) => ({ sign: d.reduce((s, v) => v < 0 ? -s : s, 1), log: d.reduce((s, v) => s + Math.log(Math.abs(v)), 0) }));
  }

  override inertia(): { positive: number; negative: number; zero: number } {
    return this.pivots("inertia", (d) => {
      const negative = d.reduce((s, v) => v < 0 ? s + 1 : s, 0);
      return { positive: d.length - negative, negative, zero: 0 };
    });
  }

  /** A ← A ± w·wᵀ. Where A has an entry for every pair of w's, only the columns that w reaches in the tree are changed; otherwise A's pattern grows and
   *  everything is made anew. If it throws, A and its factors are as before. */
  override update(w: Vector<"f64">, o?: { downdate?: boolean }): this {
    const op = `${this.kind}.update`, { ctx, arena, kind } = this;
    if (kind === "ldl") throw this.cannot("update");
    this.alive(op, kind);
    const v = check.vector(op, "w", w, arena, ["f64"]);
    check.size(op, "w", "length", v.length, this.rows, () => this.describe());
    const sigma = check.flag(op, "downdate", check.options(op, o, ["downdate"])?.downdate) ? -1 : 1;
    const data = v.copy(), bad = data.findIndex((x) => !Number.isFinite(x * x));
    if (bad >= 0) throw new NonFiniteError(op, "w", `the square of w[${bad}] = ${data[bad]} is not finite`, bad);
    const at = places(arena, this.kept, data);
    if (at !== undefined) this.rotate(op, v.ptr, sigma, data, at);
    else {
      const [kept, block] = grow(arena, op, this.kept, data, sigma);
      try {
        const made = factors(ctx, op, "w", kept, kind, by("amd", ctx, op, kept));
        for (const b of this.blocks) arena.release(b);
        this.blocks = [block, made];
        this.kept = kept;
      } catch (e) {
        arena.release(block);
        throw e;
      }
    }
    this.condition = undefined;
    return this;
  }

  private rotate(op: string, w: number, sigma: number, data: Float64Array, at: readonly number[]): void {
    const { ctx: { raw }, arena, kept, plan } = this;
    const status = withWorkspace(arena, op, 8 * this.rows, (ws) => raw.chol_rank1(plan, w, sigma, ws));
    if (status !== 0) {
      this.renew(op);
      const row = raw.chol_row(plan, status - 1);
      throw new NotPositiveDefiniteError(op, "w", `the pivot of row ${row} would not be positive, expected a w that leaves A positive definite`, row);
    }
    add(arena, kept, data, sigma, at);
  }
}

function symmetric(op: string, A: CsrHandle<"f64">, kind: Kind): void {
  if (!symmetryOf(A).values) throw new OptionError(op, "A", `A is not symmetric to the last bit, expected that it is for "${kind}" (use "lu")`);
}

/** Orders found while predicting: the factorization that follows takes them. */
const predicted = new WeakMap<CsrHandle<"f64">, { readonly perm: Int32Array; readonly flops: number; readonly nnz: number }>();

/** What a factorization of A would cost under AMD, from its pattern alone: for choosing a method. Infinite where the pattern is not symmetric. */
export function predictCholesky(A: CsrHandle<"f64">): { readonly flops: number; readonly nnz: number } {
  const { ctx, rows: n } = A, { arena, raw } = ctx, op = "sparse.solve";
  if (!symmetryOf(A).pattern) return { flops: Infinity, nnz: Infinity };
  let known = predicted.get(A);
  if (known === undefined) {
    const bytes = raw.chol_workspace(n, A.nnz);
    known = withWorkspace(arena, op, bytes + 4 * n, (ws) => {
      by("amd", ctx, op, A)(ws + bytes, ws);
      return { perm: scratchView(arena, "i32", ws + bytes, n).slice(), flops: raw.chol_flops(ws), nnz: raw.chol_nnz(ws) };
    });
    predicted.set(A, known);
  }
  return known;
}

/** The order that is asked for; without one AMD, or nested dissection where that is long work and dissection makes it shorter. */
function orderOf(op: string, A: CsrHandle<"f64">, kind: FactorOptions["order"]): Order {
  const { ctx, rows: n } = A, { arena, raw } = ctx;
  if (kind === "colamd") throw new OptionError(op, "order", 'order is "colamd", which is for LU and QR, expected "amd", "nd", "rcm" or "natural"');
  if (kind !== undefined && kind !== "amd") return by(kind, ctx, op, A);
  return (perm, ws) => {
    const known = predicted.get(A);
    if (known) given(ctx, A, known.perm)(perm, ws); else by("amd", ctx, op, A)(perm, ws);
    const flops = raw.chol_flops(ws);
    if (kind === "amd" || flops < DISSECT_FLOPS || n < DISSECT_ROWS) return;
    const amd = scratchView(arena, "i32", perm, n).slice();
    by("nd", ctx, op, A)(perm, ws);
    if (raw.chol_flops(ws) > flops) given(ctx, A, amd)(perm, ws);
  };
}

export function cholesky(op: string, A: CsrHandle<"f64">, kind: Kind, o: FactorOptions): FactorHandle {
  const { ctx, ctx: { arena } } = A;
  check.size(op, "A", "cols", A.cols, A.rows, () => `"${kind}" takes a square matrix`);
  symmetric(op, A, kind);
  const block = factors(ctx, op, "A", A, kind, orderOf(op, A, o.order));
  try {
    return new CholeskyHandle(ctx, A, kind, [...takeBlocks(arena, op, [keptBytes(A)]), block]);
  } catch (e) {
    arena.release(block);
    throw e;
  }
}
