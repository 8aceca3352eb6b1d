import type { RawExports } from "../abi.js";

export interface Range { readonly low: number; readonly high: number }

interface Int8Matrix { readonly dtype: "i8" | "u8"; readonly ptr: number; readonly rows: number; readonly cols: number; readonly stride: number }

/** Least and greatest element of `rows` rows; 0 and 0 where there is none. */
export function rangeOf(raw: RawExports, x: Int8Matrix, rows: number = x.rows): Range {
  if (rows === 0 || x.cols === 0) return { low: 0, high: 0 };
  const both = (x.dtype === "u8" ? raw.range_u8 : raw.range_i8)(rows, x.cols, x.ptr, x.stride);
  return { low: (both << 16) >> 16, high: both >> 16 };
}

/** The range of all of x if that spans at most seven bits. Most matrices show in their first row that they do not. */
export function narrowRange(raw: RawExports, x: Int8Matrix): Range | undefined {
  for (const rows of [1, x.rows]) {
    const range = rangeOf(raw, x, rows);
    if (range.high - range.low > 127) return undefined;
    if (rows === x.rows) return range;
  }
  return undefined;
}
