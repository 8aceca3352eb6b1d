// L, D and U of a matrix in an order of elimination, in chunks of 8 rows or row by row: what the sweeps of all triangular preconditioners run on.
import { withWorkspace } from "../context.js";
import type { Block } from "../memory/arena.js";
import type { SparseContext } from "./context.js";

/** Compressed rows at addresses; in every row the columns before the diagonal stand first. */
export interface Rows { readonly rows: number; readonly nnz: number; readonly rowPtr: number; readonly colIdx: number; readonly values: number }

/** "natural": eliminated as the rows stand; rows of one level, which do not know each other, are put side by side. "reverse": the same for the order from the far end of the graph, breadth first and
 *  turned round. "auto": natural, or reverse if the rows seem to stand in no order. "chunks": greedily, for full chunks. "rows": the rows as they stand, for products only. */
export type Order = "auto" | "natural" | "reverse" | "chunks" | "rows";

export interface Ldu {
  readonly places: number;
  /** Rows of a chunk: 8 or 1. */
  readonly chunk: number;
  readonly levels: number;
  /** Addresses. */
  readonly perm: number;
  readonly bounds: number;
  readonly idx: number;
  readonly val: number;
  readonly diag: number;
  readonly blocks: readonly Block[];
}

/** Runs the body with a function that takes blocks; they are given back if it throws. */
export function taking<R>(ctx: SparseContext, op: string, body: (take: (bytes: number) => number, blocks: Block[]) => R): R {
  const blocks: Block[] = [];
  try {
    return body((bytes) => {
      const block = ctx.arena.block(op, bytes);
      blocks.push(block);
      return block.ptr;
    }, blocks);
  } catch (e) {
    for (const block of blocks) ctx.arena.release(block);
    throw e;
  }
}

/** Stores A. Chunks of 8 pay unless so much is to be filled up that rows one at a time, each waiting for the one before, are faster. */
export function makeLdu(ctx: SparseContext, op: string, A: Rows, order: Order, symmetric: boolean): Ldu {
  const { arena, raw } = ctx, { rows: n, rowPtr, colIdx, values } = A;
  return withWorkspace(arena, op, 16 * n + 64, (pos) => taking(ctx, op, (take, blocks) => {
    const ws = pos + 4 * n;
    const natural = (): void => raw.ldu_order_natural(n, pos);
    let places = (n + 7) & ~7, levels = 0, own = 0, sorted = 1;
    if (order === "rows") natural();
    else if (order === "chunks") {
      places = raw.ldu_order_chunks(n, rowPtr, colIdx, pos, ws);
      sorted = 0;
    } else {
      levels = own = raw.ldu_levels(n, symmetric ? 1 : 0, rowPtr, colIdx, pos);
      // A grid numbered line by line has as many levels as steps from corner to corner: 2·√n, 3·∛n.
      if (order === "reverse" || (order === "auto" && levels < 2.5 * Math.cbrt(n))) {
        raw.ldu_breadth_first(n, rowPtr, colIdx, ws, ws + 4 * n);
        levels = raw.ldu_levels_in(n, rowPtr, colIdx, ws, ws + 4 * n, pos);
        sorted = 0;
      }
      places = raw.ldu_order_levels(n, levels, pos, ws);
    }
    let chunk = 8, bounds = take(places + 4), slots = raw.ldu_count(n, places, 8, sorted, rowPtr, colIdx, pos, bounds);
    if (3.6 * slots > 8 * n + 0.3 * A.nnz) {
      [chunk, places, levels] = [1, n, own];
      natural();
      for (const block of blocks.splice(0)) arena.release(block);
      bounds = take(8 * n + 4);
      slots = raw.ldu_count(n, n, 1, 1, rowPtr, colIdx, pos, bounds);
    }
    const perm = take(4 * places), idx = take(4 * chunk * slots), val = take(8 * chunk * slots), diag = take(8 * places);
    raw.ldu_inverse(n, places, pos, perm);
    raw.ldu_fill(n, places, chunk, rowPtr, colIdx, values, pos, perm, bounds, idx, val, diag);
    return { places, chunk, levels, perm, bounds, idx, val, diag, blocks };
  }));
}
