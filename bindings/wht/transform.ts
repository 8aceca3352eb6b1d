// One axis of an operand through the raw kernels: where its runs lie, and in which turn transform and permutation come.
import type { RawExports } from "../abi.js";
import { type Context, withWorkspace } from "../context.js";
import { SIZE } from "../memory/dtypes.js";
import { MatrixHandle } from "../memory/matrix.js";
import type { VectorHandle } from "../memory/vector.js";
import type { WhtDtype } from "./types.js";

export type Operand = VectorHandle<WhtDtype> | MatrixHandle<WhtDtype>;

/** `scale` multiplies; `shift` divides integers by 2^shift. */
export interface Pass { readonly n: number; readonly order: number; readonly back: boolean; readonly scale: number; readonly shift: number }

/** `count` transforms, `stride` elements apart. */
interface Run { readonly ptr: number; readonly count: number; readonly stride: number }

/** Rows of the operand cut into transforms of n: one run where they lie evenly, else one for each row. */
function rowRuns(x: Operand, n: number): Run[] {
  const [rows, cols] = x.extent;
  const stride = x instanceof MatrixHandle ? x.stride : cols;
  if (rows === 0 || cols === 0) return [];
  if (stride === cols || rows === 1) return [{ ptr: x.ptr, count: (rows * cols) / n, stride: n }];
  if (n === cols) return [{ ptr: x.ptr, count: rows, stride }];
  return Array.from({ length: rows }, (_, i) => ({ ptr: x.ptr + i * stride * SIZE[x.dtype], count: cols / n, stride: n }));
}

/** The kernels of one element type. Written out, since the carried modules know other names (scripts/shrink.mjs). */
function kernels(raw: RawExports, dtype: WhtDtype): Kernels {
  switch (dtype) {
    case "f32": return { rows: raw.fwht_f32, columns: raw.fwht_columns_f32, order: raw.wht_order_32 };
    case "f64": return { rows: raw.fwht_f64, columns: raw.fwht_columns_f64, order: raw.wht_order_64 };
    case "i32": return { rows: raw.fwht_i32, columns: raw.fwht_columns_i32, order: raw.wht_order_32, shift: raw.fwht_shift_i32 };
    case "i16": return { rows: raw.fwht_i16, columns: raw.fwht_columns_i16, order: raw.wht_order_16, shift: raw.fwht_shift_i16 };
  }
}

/** Those of integers take no scale and ignore it; only they divide. */
interface Kernels {
  readonly rows: RawExports["fwht_f32"];
  readonly columns: RawExports["fwht_columns_f32"];
  readonly order: RawExports["wht_order_32"];
  readonly shift?: RawExports["fwht_shift_i32"];
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
  const kernel = kernels(raw, x.dtype);
  for (const { ptr, count, stride } of rowRuns(x, n)) {
    if (order > 0 && back) kernel.order(count, n, ptr, stride, order, back, ws);
    kernel.rows(count, n, ptr, stride, scale);
    if (shift > 0) kernel.shift?.(count, n, ptr, stride, shift);
    if (order > 0 && !back) kernel.order(count, n, ptr, stride, order, back, ws);
  }
}

/** Along the columns of a matrix, in place: every n rows are one transform. */
export function transformColumns({ raw }: Context, x: MatrixHandle<WhtDtype>, { n, order, back, scale, shift }: Pass, ws: number): void {
  const { rows, cols, stride } = x, size = SIZE[x.dtype], kernel = kernels(raw, x.dtype);
  if (cols === 0) return;
  const permute = (ptr: number): void => raw.wht_order_columns(n, cols * size, ptr, stride * size, order, back, ws);
  for (let i = 0; i < rows; i += n) {
    const ptr = x.ptr + i * stride * size;
    if (order > 0 && back) permute(ptr);
    kernel.columns(n, cols, ptr, stride, scale);
    if (shift > 0) kernel.shift?.(n, cols, ptr, stride, shift);
    if (order > 0 && !back) permute(ptr);
  }
}
