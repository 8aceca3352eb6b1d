// Makes handles in an arena.
import { CapacityError } from "../errors.js";
import type { Alloc, Dtype, Matrix, Vector } from "../types.js";
import type { Arena } from "./arena.js";
import { ArrayHandle, byteLength, checkData, checkDtype, whole } from "./handle.js";
import { remember } from "./leaks.js";
import { MatrixHandle } from "./matrix.js";
import { VectorHandle } from "./vector.js";

/** Kernels count rows and strides in i32. */
const MOST = 2 ** 31 - 1;

function announce<H extends ArrayHandle<Dtype>>(arena: Arena, handle: H): H {
  arena.handles++;
  remember(arena, handle);
  return handle;
}

/** Not cleared: for results that a kernel writes whole. */
export function newVector<D extends Dtype>(arena: Arena, op: string, dtype: D, length: number): VectorHandle<D> {
  const block = arena.block(op, sized(arena, op, dtype, length));
  return announce(arena, new VectorHandle(dtype, block.ptr, { block, stride: Math.max(1, length) }, false, length) as never);
}

/** Not cleared: for results that a kernel writes whole. */
export function newMatrix<D extends Dtype>(arena: Arena, op: string, dtype: D, rows: number, cols: number): MatrixHandle<D> {
  const block = arena.block(op, sized(arena, op, dtype, rows * cols));
  return announce(arena, new MatrixHandle(dtype, block.ptr, { block, stride: Math.max(1, cols) }, false, rows, cols, cols) as never);
}

function sized(arena: Arena, op: string, dtype: Dtype, elements: number): number {
  const bytes = byteLength(dtype, elements);
  if (bytes > 2 ** 32) throw new CapacityError(op, bytes, arena.capacity, arena.limit);
  return bytes;
}

/** Data that lives in this very memory is copied out first: growth would empty the view before it is read. */
function safe(arena: Arena, data: ArrayLike<number>): ArrayLike<number> {
  return ArrayBuffer.isView(data) && data.buffer === arena.buffer ? Array.prototype.slice.call(data) : data;
}

export function allocator(arena: Arena): Pick<Alloc, "vector" | "matrix"> {
  return {
    vector<D extends Dtype>(dtype: D, from: number | ArrayLike<number>): Vector<D> {
      arena.open("vector");
      checkDtype("vector", dtype);
      if (typeof from === "number") {
        whole("vector", "length", from, MOST);
        const v = newVector(arena, "vector", dtype, from);
        v.view.fill(0);
        return v;
      }
      checkData("vector", from, from?.length ?? 0);
      whole("vector", "length", from.length, MOST);
      const data = safe(arena, from);
      const v = newVector(arena, "vector", dtype, data.length);
      v.view.set(data);
      return v;
    },
    matrix<D extends Dtype>(dtype: D, rows: number, cols: number, data?: ArrayLike<number>): Matrix<D> {
      arena.open("matrix");
      checkDtype("matrix", dtype);
      whole("matrix", "rows", rows, MOST);
      whole("matrix", "cols", cols, MOST);
      if (data !== undefined) checkData("matrix", data, rows * cols);
      const source = data === undefined ? undefined : safe(arena, data);
      const m = newMatrix(arena, "matrix", dtype, rows, cols);
      if (source === undefined) m.view.fill(0);
      else m.view.set(source);
      return m;
    },
  };
}
