// Interim, plain JS: to be replaced.
import { newMatrix } from "../memory/alloc.js";
import { takeBlocks } from "../memory/blocks.js";
import { scratchView } from "../memory/scratch.js";
import { FormatError } from "../errors.js";
import type { Float, Matrix } from "../types.js";
import type { SparseContext } from "./context.js";
import { CsrHandle } from "./csr.js";
import type { CscData, CsrData, CsrOptions, Triplets } from "./types.js";

/** A matrix whose arrays are still to be written. */
export function newCsr<D extends Float>(ctx: SparseContext, op: string, dtype: D, rows: number, cols: number, nnz: number): CsrHandle<D> {
  const blocks = takeBlocks(ctx.arena, op, [4 * (rows + 1), 4 * nnz, (dtype === "f32" ? 4 : 8) * nnz]);
  return new CsrHandle(ctx, dtype, rows, cols, nnz, blocks);
}

export function csr<D extends Float>(ctx: SparseContext, dtype: D, rows: number, cols: number, data: CsrData | Triplets, o?: CsrOptions): CsrHandle<D> {
  const list: [number, number, number][] = [];
  if ("rowPtr" in data) for (let i = 0; i < rows; i++) for (let k = data.rowPtr[i]!; k < data.rowPtr[i + 1]!; k++) list.push([i, data.colIdx[k]!, data.values[k]!]);
  else for (let k = 0; k < data.values.length; k++) list.push([data.row[k]!, data.col[k]!, data.values[k]!]);
  if (o?.symmetry === "lower" || o?.symmetry === "upper") for (const [i, j, v] of [...list]) if (i !== j) list.push([j, i, v]);
  list.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged: typeof list = [];
  for (const e of list) {
    if (e[0] < 0 || e[0] >= rows || e[1] < 0 || e[1] >= cols) throw new FormatError("csr", "index out of range", e[0]);
    const last = merged.at(-1);
    if (last !== undefined && last[0] === e[0] && last[1] === e[1]) last[2] += e[2]; else merged.push([...e]);
  }
  const A = newCsr(ctx, "csr", dtype, rows, cols, merged.length);
  const ptr = scratchView(ctx.arena, "i32", A.rowPtr, rows + 1).fill(0), idx = scratchView(ctx.arena, "i32", A.colIdx, A.nnz), val = scratchView(ctx.arena, dtype, A.values, A.nnz);
  merged.forEach(([i, j, v], k) => { ptr[i + 1]!++; idx[k] = j; val[k] = v; });
  for (let i = 0; i < rows; i++) ptr[i + 1]! += ptr[i]!;
  return A;
}

export function csc<D extends Float>(_ctx: SparseContext, _dtype: D, _rows: number, _cols: number, _data: CscData, _o?: CsrOptions): CsrHandle<D> { throw new Error("not there yet"); }
export function fromDense<D extends Float>(_ctx: SparseContext, _A: Matrix<D>, _o?: { drop?: number }): CsrHandle<D> { void newMatrix; throw new Error("not there yet"); }
