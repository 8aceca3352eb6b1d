// What an engine is to compute: the layers of a topology, or two matrices.
import { isKernelError } from "../index.js";
import type { GemmShape } from "../index.js";
import { parseScaleSim } from "../io/index.js";
import { Failure } from "./command.js";
import { readBytes, readMatrix } from "./files.js";

export function readTopology(file: string): readonly GemmShape[] {
  const bytes = readBytes("the topology", file);
  try {
    return parseScaleSim(bytes);
  } catch (error) {
    if (isKernelError(error)) throw new Failure(`the topology (${file}) is malformed: ${error.message}`);
    throw error;
  }
}

export interface Int8Matrix { readonly rows: number; readonly cols: number; readonly data: Int8Array }

/** Of any element type, as long as every value fits. */
export function readInt8(arg: string, file: string): Int8Matrix {
  const { rows, cols, data } = readMatrix(arg, file);
  if (data instanceof Int8Array) return { rows, cols, data };
  const narrow = new Int8Array(data.length);
  for (let i = 0; i < narrow.length; i++) {
    const value = Number(data[i]);
    narrow[i] = value;
    if (narrow[i] !== value) throw new Failure(`${arg} (${file}) has ${String(data[i])} at row ${Math.floor(i / cols)}, column ${i % cols}, expected whole numbers from -128 to 127`);
  }
  return { rows, cols, data: narrow };
}
