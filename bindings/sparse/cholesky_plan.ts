// The two stages of a factorization over the raw exports: all that follows from the pattern, then the numbers.
import { withWorkspace } from "../context.js";
import { NotPositiveDefiniteError, SingularMatrixError } from "../errors.js";
import type { Block } from "../memory/arena.js";
import { scratchView } from "../memory/scratch.js";
import type { SparseContext } from "./context.js";
import type { Rows } from "./refine.js";

export type Kind = "cholesky" | "ldl";
export type Symmetric = Rows & { readonly nnz: number };
/** Writes an order to `perm` and analyses under it in `ws`. */
export type Order = (perm: number, ws: number) => void;

/** A pivot of LDLᵀ that is at most the first times the largest entry of A is replaced by the second times it. */
const TINY = 2 ** -52, PATCH = 2 ** -26;

export function given({ arena, raw }: SparseContext, A: Symmetric, order: ArrayLike<number>): Order {
  return (perm, ws) => {
    scratchView(arena, "i32", perm, A.rows).set(order);
    raw.chol_analyse(A.rows, A.rowPtr, A.colIdx, perm, ws);
  };
}

export function by(kind: "amd" | "rcm" | "nd" | "natural", ctx: SparseContext, op: string, A: Symmetric): Order {
  const { arena, raw } = ctx, { rows: n, nnz, rowPtr, colIdx } = A;
  if (kind === "natural") return given(ctx, A, Int32Array.from({ length: n }, (_, i) => i));
  const [bytes, run] = kind === "amd" ? [raw.amd_workspace, raw.amd] : kind === "rcm" ? [raw.rcm_workspace, raw.rcm] : [raw.nested_dissection_workspace, raw.nested_dissection];
  return (perm, ws) => {
    withWorkspace(arena, op, bytes(n, nnz), (scratch) => run(n, rowPtr, colIdx, perm, scratch));
    raw.chol_analyse(n, rowPtr, colIdx, perm, ws);
  };
}

/** A block with the factors of A. */
export function factors(ctx: SparseContext, op: string, arg: string, A: Symmetric, kind: Kind, order: Order): Block {
  const { arena, raw } = ctx, n = A.rows, bytes = raw.chol_workspace(n, A.nnz);
  const block = withWorkspace(arena, op, bytes + 4 * n, (ws) => {
    const perm = ws + bytes;
    order(perm, ws);
    const made = arena.block(op, raw.chol_plan(perm, ws));
    raw.chol_settle(A.nnz, perm, ws, made.ptr);
    return made;
  });
  try {
    numeric(ctx, op, arg, A, kind, block.ptr);
    return block;
  } catch (e) {
    arena.release(block);
    throw e;
  }
}

/** The numbers of A into a plan made for its pattern. */
export function numeric({ arena, raw }: SparseContext, op: string, arg: string, A: Symmetric, kind: Kind, plan: number): void {
  const ldl = kind === "ldl" ? 1 : 0;
  const largest = ldl && A.nnz > 0 ? Math.abs(scratchView(arena, "f64", A.values, A.nnz)[raw.amax_f64(A.nnz, A.values)]!) : 0;
  const status = withWorkspace(arena, op, raw.chol_factor_workspace(plan, ldl), (ws) =>
    raw.chol_factor_f64(plan, A.rowPtr, A.colIdx, A.values, ldl, TINY * largest, PATCH * largest, ws));
  if (status === 0) return;
  const row = raw.chol_row(plan, Math.abs(status) - 1), what = `the pivot of row ${row}`;
  if (!ldl) throw new NotPositiveDefiniteError(op, arg, `${what} is not positive, expected a positive definite A (or "ldl", or "lu")`, row);
  throw new SingularMatrixError(op, arg, status < 0 ? `${what} and all that is left below it are 0 to rounding, expected a regular A` : `${what} overflows`, row);
}
