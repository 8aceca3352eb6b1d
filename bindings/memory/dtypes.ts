import type { Arrays, Dtype } from "../types.js";

/** Bytes of one element. */
export const SIZE: { readonly [D in Dtype]: 1 | 2 | 4 | 8 } = { f32: 4, f64: 8, i8: 1, u8: 1, i16: 2, i32: 4, u32: 4 };

const ARRAY: { readonly [D in Dtype]: new (buffer: ArrayBuffer, offset: number, length: number) => Arrays[D] } = {
  f32: Float32Array, f64: Float64Array, i8: Int8Array, u8: Uint8Array, i16: Int16Array, i32: Int32Array, u32: Uint32Array,
};

export function isDtype(x: unknown): x is Dtype {
  return typeof x === "string" && Object.hasOwn(SIZE, x);
}

export function viewOf<D extends Dtype>(dtype: D, buffer: ArrayBuffer, offset: number, length: number): Arrays[D] {
  return new ARRAY[dtype](buffer, offset, length);
}
