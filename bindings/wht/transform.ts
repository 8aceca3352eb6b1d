// One axis of an operand through the raw kernels: where its runs lie, and in which turn transform and permutation come.
import { type Context, withWorkspace } from "../context.js";
import { SIZE } from "../memory/dtypes.js";
import { MatrixHandle } from "../memory/matrix.js";
import type { VectorHandle } from "../memory/vector.js";
import type { WhtDtype } from "./types.js";

export type Operand = VectorHandle<WhtDtype> | MatrixHandle<WhtDtype>;

/** `scale` multiplies; `shift` divides integers by 2^shift. */
export interface Pass { readonly n: number; readonly order: number; readonly back: boolean; readonly scale: number; readonly shift: number }

/** `count` rows of `cols` elements, `stride` apart. */
interface Run { readonly ptr: number; readonly count: number; readonly cols: number; readonly stride: number }

/** Rows of the operand cut into transforms of n: one run where they lie evenly, else one for each row. */
function rowRuns(x: Operand, n: number): Run[] {
  const [rows, cols] = x.extent;
  const stride = x instanceof MatrixHandle ? x.stride : cols;
  if (rows === 0 || cols === 0) return [];
  if (stride === cols || rows === 1) return [{ ptr: x.ptr, count: (rows * cols) / n, cols: n, stride: n }];
  if (n === cols) return [{ ptr: x.ptr, count: rows, cols: n, stride }];
  return Array.from({ length: rows }, (_, i) => ({ ptr: x.ptr + i * stride * SIZE[x.dtype], count: cols / n, cols: n, stride: n }));
}

/** Scratch for the passes of one call, had before the first of them writes. */
export function withScratch(ctx: Context, op: string, x: Operand, rows: Pass | undefined, cols: Pass | undefined, body: (ws: number) => void): void {
  const size = SIZE[x.dtype];
  const forRows = rows === undefined || rows.order === 0 ? 0 : ctx.raw.wht_order_workspace(rows.n, size) >>> 0;
  const forCols = cols === undefined || cols.order === 0 ? 0 : ctx.raw.wht_order_columns_workspace(cols.n, x.extent[1], size) >>> 0;
  const bytes = Math.max(forRows, forCols);
  if (bytes === 0) body(0);
  else withWorkspace(ctx.arena, op, bytes, body);
}

/** Along the rows of the operand, in place. */
export function transformRows({ raw }: Context, x: Operand, { n, order, back, scale, shift }: Pass, ws: number): void {
  const { dtype } = x;
  const size = SIZE[dtype] as 2 | 4 | 8;
  const permute = ({ ptr, count, stride }: Run): void => raw[`wht_order_${(size * 8) as 16 | 32 | 64}`](count, n, ptr, stride, order, back, ws);
  for (const r of rowRuns(x, n)) {
    if (order > 0 && back) permute(r);
    if (dtype === "f32" || dtype === "f64") raw[`fwht_${dtype}`](r.count, n, r.ptr, r.stride, scale);
    else {
      raw[`fwht_${dtype}`](r.count, n, r.ptr, r.stride);
      if (shift > 0) raw[`fwht_shift_${dtype}`](r.count, n, r.ptr, r.stride, shift);
    }
    if (order > 0 && !back) permute(r);
  }
}

/** Along the columns of a matrix, in place: every n rows are one transform. */
export function transformColumns({ raw }: Context, x: MatrixHandle<WhtDtype>, { n, order, back, scale, shift }: Pass, ws: number): void {
  const { dtype, rows, cols, stride } = x;
  const size = SIZE[dtype];
  const step = stride * size;
  if (cols === 0) return;
  const permute = (ptr: number): void => raw.wht_order_columns(n, cols * size, ptr, step, order, back, ws);
  for (let i = 0; i < rows; i += n) {
    const ptr = x.ptr + i * step;
    if (order > 0 && back) permute(ptr);
    if (dtype === "f32" || dtype === "f64") raw[`fwht_columns_${dtype}`](n, cols, ptr, stride, scale);
    else {
      raw[`fwht_columns_${dtype}`](n, cols, ptr, stride);
      if (shift > 0) raw[`fwht_shift_${dtype}`](n, cols, ptr, stride, shift);
    }
    if (order > 0 && !back) permute(ptr);
  }
}
