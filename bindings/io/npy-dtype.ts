// The element types of NumPy's format that this package knows, and byte order.
import type { Arrays } from "../types.js";
import { tagOf } from "./source.js";

/** The typed array of each dtype. `bool` is one byte an element, 0 or 1. */
export interface NpyArrays extends Arrays { i64: BigInt64Array; u64: BigUint64Array; bool: Uint8Array }
export type NpyDtype = keyof NpyArrays;

interface Element<D extends NpyDtype> {
  /** Kind and size as in a dtype string, without the byte order. */
  readonly code: string;
  readonly size: 1 | 2 | 4 | 8;
  readonly array: new (buffer: ArrayBuffer) => NpyArrays[D];
}

const ELEMENTS: { readonly [D in NpyDtype]: Element<D> } = {
  f32: { code: "f4", size: 4, array: Float32Array },
  f64: { code: "f8", size: 8, array: Float64Array },
  i8: { code: "i1", size: 1, array: Int8Array },
  u8: { code: "u1", size: 1, array: Uint8Array },
  i16: { code: "i2", size: 2, array: Int16Array },
  i32: { code: "i4", size: 4, array: Int32Array },
  u32: { code: "u4", size: 4, array: Uint32Array },
  i64: { code: "i8", size: 8, array: BigInt64Array },
  u64: { code: "u8", size: 8, array: BigUint64Array },
  bool: { code: "b1", size: 1, array: Uint8Array },
};

export const DTYPES: readonly NpyDtype[] = Object.keys(ELEMENTS) as NpyDtype[];

export function elementOf<D extends NpyDtype>(dtype: D): Element<D> {
  return ELEMENTS[dtype];
}

/** The dtype of a code such as `f8`. */
export function dtypeOf(code: string): NpyDtype | undefined {
  return DTYPES.find((dtype) => ELEMENTS[dtype].code === code);
}

const TAGS: ReadonlyMap<string, NpyDtype> = /* @__PURE__ */ new Map<string, NpyDtype>([
  ["Float32Array", "f32"], ["Float64Array", "f64"], ["Int8Array", "i8"], ["Uint8Array", "u8"], ["Int16Array", "i16"],
  ["Int32Array", "i32"], ["Uint32Array", "u32"], ["BigInt64Array", "i64"], ["BigUint64Array", "u64"],
]);

/** The dtype whose typed array `data` is (a Uint8Array is u8). */
export function dtypeOfArray(data: unknown): NpyDtype | undefined {
  return TAGS.get(tagOf(data));
}

/** True on little-endian engines, which today are all. */
export const hostIsLittle: boolean = /* @__PURE__ */ new Uint8Array(/* @__PURE__ */ new Uint16Array([1]).buffer)[0] === 1;

/** Reverses the bytes of every element, in place. */
export function swapBytes(bytes: Uint8Array, size: number): void {
  for (let at = 0; at < bytes.length; at += size) {
    for (let low = at, high = at + size - 1; low < high; low++, high--) {
      const byte = bytes[low] as number;
      bytes[low] = bytes[high] as number;
      bytes[high] = byte;
    }
  }
}
