// What cholesky, lu and qr share: a result that owns the blocks of its parts, checks of operands, and solves into a new matrix.
import * as check from "../check.js";
import { NonFiniteError } from "../errors.js";
import { newMatrix } from "../memory/alloc.js";
import type { Block } from "../memory/arena.js";
import { BlocksHandle } from "../memory/blocks.js";
import { SIZE } from "../memory/dtypes.js";
import { MatrixHandle } from "../memory/matrix.js";
import type { Float, Matrix } from "../types.js";
import { type Context, FLOATS, withWorkspace } from "../context.js";

/** One handle of the user. Its parts are windows on its blocks: freeing a part does nothing, freeing the result ends them all. */
export abstract class FactorHandle<D extends Float> extends BlocksHandle {
  readonly dtype: D;
  readonly rows: number;
  readonly cols: number;
  protected readonly ctx: Context;
  private readonly kind: string;

  constructor(ctx: Context, kind: string, dtype: D, rows: number, cols: number, blocks: readonly [Block, ...Block[]]) {
    super(ctx.arena, blocks);
    this.ctx = ctx;
    this.kind = kind;
    this.dtype = dtype;
    this.rows = rows;
    this.cols = cols;
    this.made();
  }

  describe(): string { return `${this.kind}<${this.dtype}> ${this.rows}×${this.cols}`; }
}

/** The part of a result that fills a block: a rows×cols matrix without gaps. */
export function part<D extends Float>(dtype: D, block: Block, rows: number, cols: number): MatrixHandle<D> {
  return new MatrixHandle(dtype, block.ptr, { block, stride: Math.max(1, cols) }, true, rows, cols, cols);
}

export function bytesOf(dtype: Float, elements: number): number {
  return elements * SIZE[dtype];
}

/** A as many rows as columns. */
export function square(op: string, arg: string, a: MatrixHandle<Float>): void {
  check.size(op, arg, "cols", a.cols, a.rows, () => `${arg} is ${a.rows}×${a.cols} and must be square`);
}

/** No NaN and no infinity in x, or in its lower triangle. */
export function finite(ctx: Context, op: string, arg: string, x: MatrixHandle<Float>, lower = false): void {
  const find = x.dtype === "f32" ? ctx.raw.find_nonfinite_f32 : ctx.raw.find_nonfinite_f64;
  const found = find(x.rows, x.cols, x.ptr, x.stride, lower ? 1 : 0);
  if (found === 0) return;
  const position = found - 1;
  const i = Math.floor(position / x.cols), j = position - i * x.cols;
  throw new NonFiniteError(op, arg, `${arg}(${i}, ${j}) is ${x.view[i * x.stride + j]}, expected finite numbers`, position);
}

/** A right-hand side: of the dtype, with `rows` rows, finite. */
export function rightHandSide(ctx: Context, op: string, B: unknown, dtype: Float, rows: number, why: () => string): MatrixHandle<Float> {
  const b = check.matrix<Float>(op, "B", B, ctx.arena, [dtype]);
  check.size(op, "B", "rows", b.rows, rows, why);
  finite(ctx, op, "B", b);
  return b;
}

/** The checked output of an operation on A (rows×cols) and B: cols×B.cols, sharing elements with neither. */
export function unknowns(ctx: Context, op: string, X: unknown, a: MatrixHandle<Float>, b: MatrixHandle<Float>): MatrixHandle<Float> {
  const x = check.matrix<Float>(op, "X", X, ctx.arena, [a.dtype]);
  check.size(op, "X", "rows", x.rows, a.cols, () => `A is ${a.rows}×${a.cols}`);
  check.size(op, "X", "cols", x.cols, b.cols, () => `B is ${b.rows}×${b.cols}`);
  check.disjoint(op, "X", x, "A", a);
  check.disjoint(op, "X", x, "B", b);
  return x;
}

/** The matrix every factorization starts from: a float matrix of this instance. */
export function operand(ctx: Context, op: string, A: unknown): MatrixHandle<Float> {
  return check.matrix<Float>(op, "A", A, ctx.arena, FLOATS);
}

/** b ← a, of the same shape. */
export function copyInto(ctx: Context, a: MatrixHandle<Float>, ptr: number, stride: number): void {
  (a.dtype === "f32" ? ctx.raw.lacpy_f32 : ctx.raw.lacpy_f64)(a.rows, a.cols, a.ptr, a.stride, ptr, stride);
}

/** A new rows×b.cols matrix that `solve` fills, with `bytes` of scratch; nothing is left behind when memory runs out. */
export function intoNew<D extends Float>(
  ctx: Context, op: string, dtype: D, rows: number, cols: number, bytes: number, solve: (x: MatrixHandle<D>, ws: number) => void,
): Matrix<D> {
  return withWorkspace(ctx.arena, op, bytes, (ws) => {
    const x = newMatrix(ctx.arena, op, dtype, rows, cols);
    solve(x, ws);
    return x;
  });
}
