import { FreedError, OptionError } from "../errors.js";
import type { Arena } from "../memory/arena.js";
import { BlocksHandle, takeBlocks } from "../memory/blocks.js";
import type { Context } from "../context.js";
import type { Depth, Operand } from "../fast.js";
import type { Numbers } from "./kernels.js";
import { type StrassenJob, placeRight, rightBytes, strassenMultiply } from "./strassen_product.js";
import { type StrassenShape, strassenShape } from "./strassen_shape.js";

/** A right operand in the layout of the fast product, its basis changed at all levels: for a constant B. Nothing of it is readable from outside. */
export class StrassenPacked<D extends Numbers> extends BlocksHandle {
  readonly dtype: D;
  readonly rows: number;
  readonly cols: number;
  /** For products with as many rows as B. */
  readonly shape: StrassenShape;

  constructor(arena: Arena, blocks: ConstructorParameters<typeof BlocksHandle>[1], dtype: D, rows: number, cols: number, shape: StrassenShape) {
    super(arena, blocks);
    this.dtype = dtype;
    this.rows = rows;
    this.cols = cols;
    this.shape = shape;
    this.made();
  }

  get levels(): number { return this.shape.levels; }
  get lk(): number { return this.shape.lk; }
  get ln(): number { return this.shape.ln; }
  get ptr(): number { return this.blocks[0]!.ptr; }

  /** Alive and of this instance. */
  checked(op: string, arg: string, arena: Arena): this {
    if (this.freed) throw new FreedError(op, arg, `${arg} (${this.describe()}) was freed`);
    if (this.arena !== arena) throw new OptionError(op, arg, `${arg} (${this.describe()}) belongs to another instance`, "foreign");
    return this;
  }

  /** The same leaves for another number of rows. */
  shapeFor(m: number): StrassenShape { return { ...this.shape, lm: Math.ceil(m / 2 ** this.levels) }; }

  describe(): string { return `Packed<${this.dtype}> ${this.rows}×${this.cols} (strassen, ${this.levels} levels)`; }
}

/** B (k×n) placed once. Without `levels` as deep as a product with k rows would go. */
export function packStrassen<D extends Numbers>(ctx: Context, op: string, dtype: D, k: number, n: number, b: Operand, o?: Partial<Depth>): StrassenPacked<D> {
  const shape = strassenShape(dtype, k, n, k, o);
  const blocks = takeBlocks(ctx.arena, op, [rightBytes(dtype, n, k, shape)]);
  placeRight(ctx, dtype, n, k, b, shape, blocks[0].ptr);
  return new StrassenPacked(ctx.arena, blocks, dtype, k, n, shape);
}

/** C ← alpha·A·B + beta·C with a B placed before. */
export function strassenMultiplyPacked(ctx: Context, job: Omit<StrassenJob, "b" | "dtype" | "n" | "k">, b: StrassenPacked<Numbers>): void {
  strassenMultiply(ctx, { ...job, dtype: b.dtype, n: b.cols, k: b.rows, b: { placed: b.ptr } }, b.shapeFor(job.m));
}
