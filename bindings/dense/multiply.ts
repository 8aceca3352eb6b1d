// One product, from checked operands: a fast algorithm if one is wished for and helps here; direct kernels where nothing is gained by blocks, else the
// blocked kernel of this variant.
import type { Float } from "../types.js";
import { type Context, withWorkspace } from "../context.js";
import type { Operand, ProductJob, Wish } from "../fast.js";
import type { DenseContext } from "./context.js";

/** A right operand, which may lie in the kernels' own layout. */
export interface Right extends Operand { readonly packed?: boolean }

export interface Job extends ProductJob {
  readonly b: Right;
  /** Only tiles that touch the lower triangle are needed. */
  readonly lower: boolean;
  /** Address of n elements, or 0. */
  readonly bias: number;
  readonly act: number;
}

/** C ← act(C + bias). */
export function epilogue({ raw }: Context, C: { readonly dtype: Float; readonly rows: number; readonly cols: number; readonly ptr: number; readonly stride: number }, bias: number, act: number): void {
  if (bias !== 0 || act !== 0) (C.dtype === "f32" ? raw.epilogue_f32 : raw.epilogue_f64)(C.rows, C.cols, C.ptr, C.stride, bias, act);
}

/** C ← act(alpha·a·b + beta·C + bias). */
export function multiply(ctx: DenseContext, job: Job, wish?: Wish): void {
  const { dtype, m, n, c, lower, bias, act } = job;
  if (wish === undefined || !(lower ? ctx.fast.half(job, wish) : ctx.fast.multiply(job, wish))) classical(ctx, job);
  epilogue(ctx, { dtype, rows: m, cols: n, ptr: c.ptr, stride: c.stride }, bias, act);
}

function classical({ arena, raw }: Context, { op, dtype, m, n, k, alpha, a, b, beta, c, lower }: Job): void {
  const f32 = dtype === "f32";
  const bytes = b.packed ? (f32 ? raw.gemm_f32_packed_workspace : raw.gemm_f64_packed_workspace)(m, n, k) : (f32 ? raw.gemm_f32_workspace : raw.gemm_f64_workspace)(m, n, k);
  const mark = arena.workspace.mark();
  const ws = arena.workspace.push(op, bytes);
  if (b.packed || (f32 ? raw.gemm_direct_f32 : raw.gemm_direct_f64)(m, n, k, alpha, a.ptr, a.row, a.col, b.ptr, b.row, b.col, beta, c.ptr, c.stride, ws) === 0) {
    (f32 ? raw.gemm_blocked_f32 : raw.gemm_blocked_f64)(m, n, k, alpha, a.ptr, a.row, a.col, b.ptr, b.row, b.col, b.packed ? 1 : 0, beta, c.ptr, c.stride, lower ? 1 : 0, ws);
  }
  arena.workspace.release(mark);
}

/** `count` products of one shape whose operands follow each other at element distances: in one call where they are small. */
export function multiplyBatch(ctx: DenseContext, count: number, distance: { readonly a: number; readonly b: number; readonly c: number }, job: Job, wish?: Wish): void {
  const { arena, raw } = ctx;
  const { op, dtype, m, n, k, alpha, a, b, beta, c } = job;
  const f32 = dtype === "f32";
  const whole = wish !== undefined ? 0 : withWorkspace(arena, op, (f32 ? raw.gemm_f32_workspace : raw.gemm_f64_workspace)(m, n, k), (ws) =>
    (f32 ? raw.gemm_direct_batch_f32 : raw.gemm_direct_batch_f64)(count, distance.a, distance.b, distance.c, m, n, k, alpha, a.ptr, a.row, a.col, b.ptr, b.row, b.col, beta, c.ptr, c.stride, ws));
  const size = f32 ? 4 : 8;
  if (whole === 0) {
    for (let i = 0; i < count; i++) {
      multiply(ctx, {
        ...job, bias: 0, act: 0,
        a: { ...a, ptr: a.ptr + i * distance.a * size }, b: { ...b, ptr: b.ptr + i * distance.b * size }, c: { ...c, ptr: c.ptr + i * distance.c * size },
      }, wish);
    }
  }
  epilogue(ctx, { dtype, rows: m * count, cols: n, ptr: c.ptr, stride: c.stride }, job.bias, job.act);
}
