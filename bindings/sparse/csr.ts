// The handle of a sparse matrix.
import type { Block } from "../memory/arena.js";
import { BlocksHandle } from "../memory/blocks.js";
import { scratchView } from "../memory/scratch.js";
import type { Float, Matrix } from "../types.js";
import type { SparseContext } from "./context.js";
import type { Csr, CsrData } from "./types.js";

export class CsrHandle<in out D extends Float> extends BlocksHandle implements Csr<D> {
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

  get format(): string { return "csr"; }
  setValues(values: ArrayLike<number>): this { scratchView(this.arena, this.dtype, this.values, this.nnz).set(values); this.version++; return this; }
  copy(): Required<CsrData> {
    const { arena, rows, cols, nnz } = this;
    return { rows, cols, rowPtr: scratchView(arena, "i32", this.rowPtr, rows + 1).slice(), colIdx: scratchView(arena, "i32", this.colIdx, nnz).slice(), values: scratchView(arena, this.dtype, this.values, nnz).slice() };
  }
  toDense(): Matrix<D> { throw new Error("not there yet"); }
}
