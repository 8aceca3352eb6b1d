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

/** Along the rows of the operand, in place. */
export function transformRows(ctx: Context, op: string, x: Operand, { n, order, back, scale, shift }: Pass): void {
  const { raw, arena } = ctx;
  const { dtype } = x;
  const size = SIZE[dtype] as 2 | 4 | 8;
  const runs = rowRuns(x, n);
  const permute = ({ ptr, count, stride }: Run, ws: number): void => raw[`wht_order_${(size * 8) as 16 | 32 | 64}`](count, n, ptr, stride, order, back, ws);
  const run = (r: Run, ws: number): void => {
    if (order > 0 && back) permute(r, ws);
    if (dtype === "f32" || dtype === "f64") raw[`fwht_${dtype}`](r.count, n, r.ptr, r.stride, scale);
    else {
      raw[`fwht_${dtype}`](r.count, n, r.ptr, r.stride);
      if (shift > 0) raw[`fwht_shift_${dtype}`](r.count, n, r.ptr, r.stride, shift);
    }
    if (order > 0 && !back) permute(r, ws);
  };
  if (order === 0) for (const r of runs) run(r, 0);
  else withWorkspace(arena, op, raw.wht_order_workspace(n, size) >>> 0, (ws) => { for (const r of runs) run(r, ws); });
}

/** Along the columns of a matrix, in place: every n rows are one transform. */
export function transformColumns(ctx: Context, op: string, x: MatrixHandle<WhtDtype>, { n, order, back, scale, shift }: Pass): void {
  const { raw, arena } = ctx;
  const { dtype, rows, cols, stride } = x;
  const size = SIZE[dtype];
  const step = stride * size;
  if (cols === 0) return;
  const permute = (ptr: number, ws: number): void => raw.wht_order_columns(n, cols * size, ptr, step, order, back, ws);
  const run = (ws: number): void => {
    for (let i = 0; i < rows; i += n) {
      const ptr = x.ptr + i * step;
      if (order > 0 && back) permute(ptr, ws);
      if (dtype === "f32" || dtype === "f64") raw[`fwht_columns_${dtype}`](n, cols, ptr, stride, scale);
      else {
        raw[`fwht_columns_${dtype}`](n, cols, ptr, stride);
        if (shift > 0) raw[`fwht_shift_${dtype}`](n, cols, ptr, stride, shift);
      }
      if (order > 0 && !back) permute(ptr, ws);
    }
  };
  if (order === 0) run(0);
  else withWorkspace(arena, op, raw.wht_order_columns_workspace(n, cols, size) >>> 0, run);
}
