// Plain arrays into workspace and out of it again: for operands that are no handles.
import type { Arrays, Dtype } from "../types.js";
import type { Arena } from "./arena.js";
import { viewOf } from "./dtypes.js";

/** `length` elements at an address of the workspace. Dies with growth: take it after the last `push`. */
export function scratchView<D extends Dtype>(arena: Arena, dtype: D, ptr: number, length: number): Arrays[D] {
  return viewOf(dtype, arena.buffer, ptr, length);
}

/** The data itself, or a copy if it lives in this very memory, where growth would empty it before it is read. */
export function settled<T extends ArrayLike<number>>(arena: Arena, data: T): T {
  return ArrayBuffer.isView(data) && data.buffer === arena.buffer ? (data as unknown as { slice(): T }).slice() : data;
}
