// One product, from checked operands: direct kernels where nothing is gained by blocks, else the blocked kernel of this variant.
import type { Float } from "../types.js";
import { type Context, withWorkspace } from "../context.js";

/** An operand as the kernels see it: transposing swaps the strides. */
export interface Strided { readonly ptr: number; readonly row: number; readonly col: number; readonly packed: boolean }

export function strided(x: { readonly ptr: number; readonly stride: number }, trans: boolean): Strided {
  return { ptr: x.ptr, row: trans ? 1 : x.stride, col: trans ? x.stride : 1, packed: false };
}

export interface Job {
  readonly op: string; readonly dtype: Float; readonly m: number; readonly n: number; readonly k: number;
  readonly alpha: number; readonly a: Strided; readonly b: Strided; readonly beta: number;
  readonly c: { readonly ptr: number; readonly stride: number };
  /** Only tiles that touch the lower triangle are needed. */
  readonly lower: boolean;
  /** Address of n elements, or 0. */
  readonly bias: number;
  readonly act: number;
}

/** C ← act(alpha·a·b + beta·C + bias). */
export function multiply({ arena, raw }: Context, { op, dtype, m, n, k, alpha, a, b, beta, c, lower, bias, act }: Job): void {
  const f32 = dtype === "f32";
  const bytes = b.packed ? (f32 ? raw.gemm_f32_packed_workspace : raw.gemm_f64_packed_workspace)(m, n, k) : (f32 ? raw.gemm_f32_workspace : raw.gemm_f64_workspace)(m, n, k);
  const mark = arena.workspace.mark();
  const ws = arena.workspace.push(op, bytes);
  if (b.packed || (f32 ? raw.gemm_direct_f32 : raw.gemm_direct_f64)(m, n, k, alpha, a.ptr, a.row, a.col, b.ptr, b.row, b.col, beta, c.ptr, c.stride, ws) === 0) {
    (f32 ? raw.gemm_blocked_f32 : raw.gemm_blocked_f64)(m, n, k, alpha, a.ptr, a.row, a.col, b.ptr, b.row, b.col, b.packed ? 1 : 0, beta, c.ptr, c.stride, lower ? 1 : 0, ws);
  }
  arena.workspace.release(mark);
  if (bias !== 0 || act !== 0) (f32 ? raw.epilogue_f32 : raw.epilogue_f64)(m, n, c.ptr, c.stride, bias, act);
}

/** `count` products of one shape whose operands follow each other at element distances: in one call where they are small. */
export function multiplyBatch(ctx: Context, count: number, distance: { readonly a: number; readonly b: number; readonly c: number }, job: Job): void {
  const { arena, raw } = ctx;
  const { op, dtype, m, n, k, alpha, a, b, beta, c } = job;
  const f32 = dtype === "f32";
  const whole = withWorkspace(arena, op, (f32 ? raw.gemm_f32_workspace : raw.gemm_f64_workspace)(m, n, k), (ws) =>
    (f32 ? raw.gemm_direct_batch_f32 : raw.gemm_direct_batch_f64)(count, distance.a, distance.b, distance.c, m, n, k, alpha, a.ptr, a.row, a.col, b.ptr, b.row, b.col, beta, c.ptr, c.stride, ws));
  const size = f32 ? 4 : 8;
  if (whole === 0) {
    for (let i = 0; i < count; i++) {
      multiply(ctx, {
        ...job, bias: 0, act: 0,
        a: { ...a, ptr: a.ptr + i * distance.a * size }, b: { ...b, ptr: b.ptr + i * distance.b * size }, c: { ...c, ptr: c.ptr + i * distance.c * size },
      });
    }
  }
  if (job.bias !== 0 || job.act !== 0) (f32 ? raw.epilogue_f32 : raw.epilogue_f64)(m * count, n, c.ptr, c.stride, job.bias, job.act);
}
