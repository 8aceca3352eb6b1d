// The handle of a sparse matrix.
import type { Block } from "../memory/arena.js";
import { BlocksHandle } from "../memory/blocks.js";
import type { Float } from "../types.js";
import type { SparseContext } from "./context.js";

export class CsrHandle<D extends Float> extends BlocksHandle {
  readonly ctx: SparseContext;
  readonly dtype: D;
  readonly rows: number;
  readonly cols: number;
  readonly nnz: number;
  /** Addresses: rows + 1 and nnz of i32, nnz elements. They never change. */
  readonly rowPtr: number;
  readonly colIdx: number;
  readonly values: number;
  /** Counts changes of the values: whoever keeps something made of them compares. */
  version = 0;

  constructor(ctx: SparseContext, dtype: D, rows: number, cols: number, nnz: number, blocks: readonly [rowPtr: Block, colIdx: Block, values: Block]) {
    super(ctx.arena, blocks);
    this.ctx = ctx;
    this.dtype = dtype;
    this.rows = rows;
    this.cols = cols;
    this.nnz = nnz;
    [this.rowPtr, this.colIdx, this.values] = blocks.map((b) => b.ptr) as [number, number, number];
    this.made();
  }

  describe(): string { return `Csr<${this.dtype}> ${this.rows}×${this.cols}, ${this.nnz} entries`; }
}
