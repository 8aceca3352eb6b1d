// Signals to transform, from npy files.
import type { Arrays, WhtDtype } from "../index.js";
import { Failure } from "./command.js";
import { readArray } from "./files.js";

/** A vector is one row. */
export interface Signal { readonly file: string; readonly dtype: WhtDtype; readonly data: Arrays[WhtDtype]; readonly shape: readonly number[]; readonly rows: number; readonly cols: number }

export function readSignal(file: string): Signal {
  const { dtype, data, shape } = readArray("x", file);
  if (dtype !== "f32" && dtype !== "f64" && dtype !== "i32" && dtype !== "i16") throw new Failure(`x (${file}) is ${dtype}, expected f32, f64, i32 or i16`);
  const [first, second] = shape;
  if (first === undefined || shape.length > 2) throw new Failure(`x (${file}) has shape (${shape.join(", ")}), expected one axis or two`);
  return { file, dtype, data, shape, rows: second === undefined ? 1 : first, cols: second ?? first };
}
