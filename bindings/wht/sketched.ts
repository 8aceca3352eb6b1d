// What both least-squares functions start from: checked operands, b scaled, and the triangle R of the sketched problem.
import * as check from "../check.js";
import { type Context, withWorkspace } from "../context.js";
import { NonFiniteError, ShapeError, SingularMatrixError } from "../errors.js";
import { MatrixHandle } from "../memory/matrix.js";
import type { Matrix, Vector } from "../types.js";
import type { WhtContext } from "./context.js";
import { SEEDS } from "./randomized.js";
import { paddedRows, sketchInto } from "./srht.js";
import type { SketchOptions } from "./types.js";

const UNIT = 2 ** -53;

export interface Problem {
  readonly op: string;
  readonly a: MatrixHandle<"f64">;
  readonly b: { readonly ptr: number; readonly view: Float64Array };
  readonly sketch: number;
  readonly seed: number;
  /** The power of two that brings max |b| into [1, 2), so that no norm overflows; 0 if b is 0. */
  readonly scale: number;
}

function finite(ctx: Context, op: string, arg: string, rows: number, cols: number, ptr: number, stride: number, view: () => Float64Array): void {
  const found = ctx.raw.find_nonfinite_f64(rows, cols, ptr, stride, 0);
  if (found === 0) return;
  const position = found - 1, i = Math.floor(position / cols), j = position - i * cols;
  throw new NonFiniteError(op, arg, `${arg}(${arg === "A" ? `${i}, ${j}` : i}) is ${view()[i * stride + j]}, expected finite numbers`, position);
}

function scaleOf(b: Float64Array): number {
  let most = 0, scale = 1;
  for (const x of b) most = Math.max(most, Math.abs(x));
  if (most === 0) return 0;
  while (most * scale >= 2) scale /= 2;
  while (most * scale < 1 && scale < 2 ** 1000) scale *= 2;
  return scale;
}

/** A rows×cols with rows ≥ cols, b of as many rows, both finite; the sketch has `factor` rows a column unless the options say. */
export function problem(ctx: Context, op: string, A: Matrix<"f64">, B: Vector<"f64">, o: SketchOptions | undefined, factor: number): Problem {
  const a = check.matrix<"f64">(op, "A", A, ctx.arena, ["f64"]);
  const b = check.vector<"f64">(op, "b", B, ctx.arena, ["f64"]);
  const { rows, cols } = a;
  if (rows < cols) throw new ShapeError(op, "A", `A is ${rows}×${cols}, expected at least as many rows as columns`);
  check.size(op, "b", "length", b.length, rows, () => `A is ${rows}×${cols}`);
  const most = rows === 0 ? 0 : paddedRows(rows);
  const sketch = check.integer(op, "sketch", o?.sketch, cols, most, Math.min(factor * cols, most));
  const seed = check.integer(op, "seed", o?.seed, 0, SEEDS, 0);
  finite(ctx, op, "A", rows, cols, a.ptr, a.stride, () => a.view);
  finite(ctx, op, "b", rows, 1, b.ptr, 1, () => b.view);
  return { op, a, b, sketch, seed, scale: scaleOf(b.view) };
}

type Shapes = readonly (readonly [number, number])[];
type Parts<S> = { -readonly [I in keyof S]: MatrixHandle<"f64"> };

/** Matrices without gaps, one after the other in one block, that are no handles of the user; `release` ends them. */
export function scratch<const S extends Shapes>(ctx: Context, op: string, shapes: S): { readonly parts: Parts<S>; release(): void } {
  const block = ctx.arena.block(op, shapes.reduce((sum, [rows, cols]) => sum + rows * cols * 8, 0));
  let { ptr } = block;
  const parts = shapes.map(([rows, cols]) => {
    const stride = Math.max(1, cols), part = new MatrixHandle("f64", ptr, { block, stride }, true, rows, cols, stride);
    ptr += rows * cols * 8;
    return part;
  });
  return { parts: parts as Parts<S>, release: () => ctx.arena.release(block) };
}

/** QR of [SA Sb]: its triangle, and x = argmin ‖SA·x − Sb‖ for the scaled b unless a column of SA depends on others. */
export interface Sketched {
  readonly R: Matrix<"f64">;
  readonly x: Float64Array;
  /** First column of SA that depends on those before it, or −1. */
  readonly dependent: number;
  free(): void;
}

export function solveSketch(ctx: WhtContext, p: Problem, sketch: number, seed: number): Sketched {
  const { op, a } = p, { rows: n, cols: d } = a;
  const { parts: [matrix], release } = scratch(ctx, op, [[sketch, d + 1]]);
  try {
    const part = { dtype: "f64", rows: sketch, stride: d + 1 } as const;
    sketchInto(ctx, op, { ...part, cols: d, ptr: matrix.ptr }, a, n, seed);
    withWorkspace(ctx.arena, op, n * 8, (ws) => {
      scaledInto(ctx, p, ws);
      sketchInto(ctx, op, { ...part, cols: 1, ptr: matrix.ptr + 8 * d }, { ptr: ws, stride: 1 }, n, seed);
    });
    const f = ctx.dense.qr(matrix);
    try {
      const R = f.qr.sub(0, 0, d, d), dependent = dependentColumn(R, sketch);
      const x = dependent < 0 ? ctx.dense.triangularSolve(f.qr.sub(0, d, d, 1), R, { uplo: "upper" }).copy() : new Float64Array(0);
      return { R, x, dependent, free: () => f.free() };
    } catch (e) {
      f.free();
      throw e;
    }
  } finally {
    release();
  }
}

/** scale·b at ptr. */
export function scaledInto(ctx: Context, p: Problem, ptr: number): void {
  const { rows } = p.a;
  ctx.raw.lacpy_f64(1, rows, p.b.ptr, rows, ptr, rows);
  ctx.raw.scale_f64(rows, p.scale, ptr);
}

/** The test of dense.qr, on the sketch: |r_jj| ≤ 2u·rows·max |r_ii|. */
function dependentColumn(R: Matrix<"f64">, rows: number): number {
  const { view, stride, rows: d } = R, size = (j: number): number => Math.abs(view[j * stride + j]!);
  let most = 0;
  for (let j = 0; j < d; j++) most = Math.max(most, size(j));
  for (let j = 0; j < d; j++) if (size(j) <= 2 * UNIT * rows * most) return j;
  return -1;
}

export function deficient(op: string, column: number): SingularMatrixError {
  return new SingularMatrixError(op, "A", `column ${column} of A depends on the columns before it in every sketch, expected full rank`, column);
}
