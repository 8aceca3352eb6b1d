// The handle of a sparse matrix.
import { NonFiniteError } from "../errors.js";
import { newMatrix } from "../memory/alloc.js";
import type { Block } from "../memory/arena.js";
import { BlocksHandle } from "../memory/blocks.js";
import { SIZE } from "../memory/dtypes.js";
import { checkData } from "../memory/handle.js";
import { scratchView, settled } from "../memory/scratch.js";
import type { Float, Matrix } from "../types.js";
import { withWorkspace } from "../context.js";
import type { SparseContext } from "./context.js";
import { Packing } from "./packed.js";
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
  private readonly packing: Packing = new Packing();

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

  get format(): string { return this.packing.format; }

  /** Counts a product of an f64 matrix, or many to come, and says where it runs: see Packing. */
  packed(many = false): number {
    const { packing } = this, { block } = packing;
    try {
      return packing.address(this, many);
    } finally {
      if (block !== packing.block) this.blocks = [...this.blocks, packing.block as Block];
    }
  }

  /** See Csr: all of the new values, or none if one is not finite. */
  setValues(values: ArrayLike<number>): this {
    const op = "csr.setValues", { arena, dtype, nnz } = this;
    this.alive(op, "csr");
    checkData(op, values, nnz);
    const from = settled(arena, values);
    withWorkspace(arena, op, SIZE[dtype] * nnz, (ws) => {
      writeValues(this.ctx, op, dtype, from, ws);
      scratchView(arena, dtype, this.values, nnz).set(scratchView(arena, dtype, ws, nnz));
    });
    this.version++;
    return this;
  }

  copy(): Required<CsrData> {
    const { arena, rows, cols, nnz } = this;
    this.alive("csr.copy", "csr");
    return { rows, cols, rowPtr: scratchView(arena, "i32", this.rowPtr, rows + 1).slice(), colIdx: scratchView(arena, "i32", this.colIdx, nnz).slice(), values: scratchView(arena, this.dtype, this.values, nnz).slice() };
  }

  toDense(): Matrix<D> {
    const op = "csr.toDense", { arena, ctx: { raw }, rows, cols, rowPtr, colIdx, values, dtype } = this;
    this.alive(op, "csr");
    const M = newMatrix(arena, op, dtype, rows, cols);
    (dtype === "f32" ? raw.csr_to_dense_f32 : raw.csr_to_dense_f64)(rows, cols, rowPtr, colIdx, values, M.ptr);
    return M;
  }
}

/** Writes values at an address, rounded to the dtype, and refuses what is not finite then. */
export function writeValues(ctx: SparseContext, op: string, dtype: Float, from: ArrayLike<number>, at: number): void {
  scratchView(ctx.arena, dtype, at, from.length).set(from);
  finite(ctx, op, "values", dtype, from.length, at, (k) => from[k]);
}

/** Every value finite, be they given or computed. */
export function finite(ctx: SparseContext, op: string, arg: string, dtype: Float, nnz: number, at: number, show: (k: number) => unknown): void {
  const bad = (dtype === "f32" ? ctx.raw.csr_finite_f32 : ctx.raw.csr_finite_f64)(nnz, at) - 1;
  if (bad >= 0) throw new NonFiniteError(op, arg, `${arg}[${bad}] is ${String(show(bad))}, expected a number that is finite as ${dtype}`, bad);
}
