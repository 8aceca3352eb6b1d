// Matrices and right-hand sides from files.
import { isKernelError } from "../index.js";
import { gunzip, parseHarwellBoeing, parseMatrixMarket } from "../io/index.js";
import type { MatrixMarket } from "../io/index.js";
import { Failure } from "./command.js";
import { readBytes } from "./files.js";

/** Endings of Harwell–Boeing and Rutherford–Boeing files: field, symmetry, assembled. */
const BOEING = /\.(rb|[rip][suzr]a)(\.gz)?$/i;
const BANNER = /^(\ufeff)?%%matrixmarket/i;

/** Unpacked if need be, and read by what it looks like or else by what it is called. */
export async function readSparse(arg: string, file: string): Promise<MatrixMarket> {
  let bytes = readBytes(arg, file);
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = await gunzip(bytes, { maxBytes: 2 ** 32 });
    const banner = BANNER.test(Buffer.from(bytes.subarray(0, 20)).toString());
    return !banner && BOEING.test(file) ? parseHarwellBoeing(bytes) : parseMatrixMarket(bytes);
  } catch (error) {
    if (isKernelError(error)) throw new Failure(`${arg} (${file}) ${error.code === "unsupported" ? "is not supported" : "is malformed"}: ${error.message}`);
    throw error;
  }
}

/** Row-major; entries that a file leaves out are 0, those it gives twice are summed. */
export async function readColumns(arg: string, file: string, rows: number): Promise<{ data: Float64Array; cols: number }> {
  const b = await readSparse(arg, file);
  if (b.rows !== rows) throw new Failure(`${arg} (${file}) has ${b.rows} rows, expected ${rows} as A`);
  const data = new Float64Array(b.rows * b.cols);
  b.values.forEach((value, k) => { data[(b.row[k] as number) * b.cols + (b.col[k] as number)]! += value; });
  return { data, cols: b.cols };
}

/** A·(1, …, 1), so that the answer is known: all ones. */
export function rowSums({ row, values, rows }: MatrixMarket): Float64Array {
  const sums = new Float64Array(rows);
  for (let k = 0; k < values.length; k++) sums[row[k] as number]! += values[k] as number;
  return sums;
}

/** Matrix Market array format, from row-major data. */
export function formatColumns(data: Float64Array, rows: number, cols: number): Uint8Array {
  const lines = [`%%MatrixMarket matrix array real general`, `${rows} ${cols}`];
  for (let j = 0; j < cols; j++) for (let i = 0; i < rows; i++) lines.push(String(data[i * cols + j]));
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}
