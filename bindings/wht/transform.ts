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

/** Scratch for the passes of one call, had before the first of them writes. */
export function withScratch(ctx: Context, op: string, x: Operand, rows: Pass | undefined, cols: Pass | undefined, body: (ws: number) => void): void {
  const size = SIZE[x.dtype];
  const forRows = rows === undefined || rows.order === 0 ? 0 : ctx.raw.wht_order_workspace(rows.n, size) >>> 0;
  const forCols = cols === undefined || cols.order === 0 ? 0 : ctx.raw.wht_order_columns_workspace(cols.n, x.extent[1], size) >>> 0;
  const bytes = Math.max(forRows, forCols);
  if (bytes === 0) body(0);
  else withWorkspace(ctx.arena, op, bytes, body);
}

// The kernels of one element type are written out, since the carried modules know other names (scripts/shrink.mjs).

function rowsOf(raw: RawExports, dtype: WhtDtype, count: number, n: number, ptr: number, stride: number, scale: number): void {
  switch (dtype) {
    case "f32": return raw.fwht_f32(count, n, ptr, stride, scale);
    case "f64": return raw.fwht_f64(count, n, ptr, stride, scale);
    case "i32": return raw.fwht_i32(count, n, ptr, stride);
    case "i16": return raw.fwht_i16(count, n, ptr, stride);
  }
}

function columnsOf(raw: RawExports, dtype: WhtDtype, n: number, cols: number, ptr: number, stride: number, scale: number): void {
  switch (dtype) {
    case "f32": return raw.fwht_columns_f32(n, cols, ptr, stride, scale);
    case "f64": return raw.fwht_columns_f64(n, cols, ptr, stride, scale);
    case "i32": return raw.fwht_columns_i32(n, cols, ptr, stride);
    case "i16": return raw.fwht_columns_i16(n, cols, ptr, stride);
  }
}

/** `count` transforms of n elements, `stride` apart. */
function run(raw: RawExports, dtype: WhtDtype, { n, order, back, scale, shift }: Pass, count: number, ptr: number, stride: number, ws: number): void {
  const permute = dtype === "f64" ? raw.wht_order_64 : dtype === "i16" ? raw.wht_order_16 : raw.wht_order_32;
  if (order > 0 && back) permute(count, n, ptr, stride, order, back, ws);
  rowsOf(raw, dtype, count, n, ptr, stride, scale);
  if (shift > 0) (dtype === "i16" ? raw.fwht_shift_i16 : raw.fwht_shift_i32)(count, n, ptr, stride, shift);
  if (order > 0 && !back) permute(count, n, ptr, stride, order, back, ws);
}

/** Along the rows of the operand, in place: one run where its transforms lie evenly, else one for each row. */
export function transformRows({ raw }: Context, x: Operand, pass: Pass, ws: number): void {
  const { dtype, ptr } = x, { n } = pass;
  if (!(x instanceof MatrixHandle)) return run(raw, dtype, pass, x.length / n, ptr, n, ws);
  const { rows, cols, stride } = x;
  if (rows === 0 || cols === 0) return;
  if (n === cols) return run(raw, dtype, pass, rows, ptr, stride, ws);
  if (stride === cols) return run(raw, dtype, pass, (rows * cols) / n, ptr, n, ws);
  for (let i = 0; i < rows; i++) run(raw, dtype, pass, cols / n, ptr + i * stride * SIZE[dtype], n, ws);
}

/** Along the columns of a matrix, in place: every n rows are one transform. */
export function transformColumns({ raw }: Context, x: MatrixHandle<WhtDtype>, { n, order, back, scale, shift }: Pass, ws: number): void {
  const { dtype, rows, cols, stride } = x, size = SIZE[dtype];
  if (cols === 0) return;
  const permute = (ptr: number): void => raw.wht_order_columns(n, cols * size, ptr, stride * size, order, back, ws);
  for (let i = 0; i < rows; i += n) {
    const ptr = x.ptr + i * stride * size;
    if (order > 0 && back) permute(ptr);
    columnsOf(raw, dtype, n, cols, ptr, stride, scale);
    if (shift > 0) (dtype === "i16" ? raw.fwht_shift_i16 : raw.fwht_shift_i32)(n, cols, ptr, stride, shift);
    if (order > 0 && !back) permute(ptr);
  }
}
