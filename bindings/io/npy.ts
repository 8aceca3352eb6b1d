// NumPy's npy format, both ways. Sources: NumPy Enhancement Proposal 1; numpy.lib.format.
import { DtypeError, ShapeError } from "../errors.js";
import { rowMajor } from "./fortran.js";
import { DTYPES, dtypeOf, dtypeOfArray, elementOf, hostIsLittle, swapBytes } from "./npy-dtype.js";
import type { NpyArrays, NpyDtype } from "./npy-dtype.js";
import { MAGIC, readHeader } from "./npy-header.js";
import type { NpyHeader } from "./npy-header.js";
import { malformed, source, tagOf } from "./source.js";
import type { Source } from "./source.js";

/** Magic, version and header length of version 1.0. */
const PREFIX = 10;
const ALIGNMENT = 64;

/** An array of any number of axes, row-major. Comparing `dtype` tells TypeScript which typed array `data` is. */
export type NpyArray = { [D in NpyDtype]: { readonly dtype: D; readonly shape: readonly number[]; readonly data: NpyArrays[D] } }[NpyDtype];

/** Reads a NumPy npy file.
 *  Shapes    `data` is row-major whatever the file says (fortran_order is undone); 0 axes hold one element.
 *  Effects   none; `data` is a new array and keeps no hold of `bytes`.
 *  Reads     versions 1.0, 2.0, 3.0; f32 f64 i8 u8 i16 i32 u32 i64 u64 bool, either byte order. i64 and u64 arrive as BigInt arrays, bool as bytes 0 and 1.
 *  Throws    FormatError naming the byte: damaged or cut files, bytes after the data, other dtypes. Object arrays are Python pickles, which
 *            are programs: never run. DtypeError where `bytes` is no Uint8Array (Node's Buffer is one).
 *  Source    NumPy Enhancement Proposal 1.
 *  @example
 *  import { formatNpy, parseNpy } from "lanewise/io";
 *  const a = parseNpy(formatNpy(new Float64Array([1, 2, 3, 4, 5, 6]), [2, 3]));
 *  console.log(a.dtype, a.shape.join("×"), a.data[5]); // f64 2×3 6 */
export function parseNpy(bytes: Uint8Array): NpyArray {
  return readNpy(source("io.parseNpy", bytes));
}

/** The npy file in `source`, whose name goes into error texts. */
export function readNpy(source: Source): NpyArray {
  const header = readHeader(source);
  const { shape, dataStart } = header;
  const { dtype, swapped } = readDtype(source, header);
  const { size, array } = elementOf(dtype);
  const expected = elements(shape) * size;
  const held = source.bytes.length - dataStart;
  const what = `expected ${expected} (shape (${shape.join(", ")}) of ${dtype})`;
  if (held < expected) throw malformed(source, source.bytes.length, `the data ends after ${held} bytes, ${what}`);
  if (held > expected) throw malformed(source, dataStart + expected, `the data has ${held} bytes, ${what}`);
  let data = source.bytes.slice(dataStart) as Uint8Array<ArrayBuffer>;
  if (swapped) swapBytes(data, size);
  if (header.fortranOrder && shape.length > 1) data = rowMajor(data, shape, size);
  return { dtype, shape, data: new array(data.buffer) } as NpyArray;
}

/** `<f8`: byte order, kind and size. Without an order only one-byte elements have one meaning on every machine. */
function readDtype(source: Source, { descr, descrAt }: NpyHeader): { dtype: NpyDtype; swapped: boolean } {
  const fail = (problem: string): Error => malformed(source, descrAt, problem);
  const [, order = "", code = ""] = /^([<>=|]?)(.*)$/s.exec(descr) ?? [];
  if (code.startsWith("O")) throw fail(`dtype ${JSON.stringify(descr)} holds Python objects as a pickle, which is a program and is never run`);
  const dtype = dtypeOf(code === "?" ? "b1" : code);
  if (dtype === undefined) throw fail(`dtype ${JSON.stringify(descr)} is not supported, expected f4 f8 i1 u1 i2 i4 u4 i8 u8 or b1`);
  const { size } = elementOf(dtype);
  if (size > 1 && order !== "<" && order !== ">") throw fail(`dtype ${JSON.stringify(descr)} has no byte order, expected < or >`);
  return { dtype, swapped: size > 1 && (order === "<") !== hostIsLittle };
}

/** Writes a NumPy npy file, version 1.0, little-endian, row-major; the data starts at a multiple of 64 bytes.
 *  Shapes    the product of `shape` is data.length; [] is one element without axes.
 *  Effects   none; the result is a new array.
 *  Throws    ShapeError, DtypeError.
 *  Source    NumPy Enhancement Proposal 1.
 *  @example
 *  import { formatNpy } from "lanewise/io";
 *  const bytes = formatNpy(new Int8Array([1, -2, 3]), [3]);
 *  console.log(bytes.length, String.fromCharCode(...bytes.subarray(10, 128)).trim()); // 131 {'descr': '|i1', 'fortran_order': False, 'shape': (3,), } */
export function formatNpy(data: NpyArrays[NpyDtype], shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const op = "io.formatNpy";
  const dtype = dtypeOfArray(data);
  if (dtype === undefined) throw new DtypeError(op, "data", `data is ${tagOf(data)}, expected a typed array of ${DTYPES.join(" ")}`);
  const { code, size } = elementOf(dtype);
  const wrong = shape.findIndex((n) => !Number.isSafeInteger(n) || n < 0);
  if (wrong >= 0) throw new ShapeError(op, "shape", `shape[${wrong}] is ${shape[wrong]}, expected a whole number`);
  if (elements(shape) !== data.length) throw new ShapeError(op, "shape", `shape is (${shape.join(", ")}), which is ${elements(shape)} elements, expected ${data.length} (data.length)`);

  const order = size === 1 ? "|" : "<";
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const dict = `{'descr': '${order}${code}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const dataStart = Math.ceil((PREFIX + dict.length + 1) / ALIGNMENT) * ALIGNMENT;
  if (dataStart - PREFIX > 0xffff) throw new ShapeError(op, "shape", `shape has ${shape.length} axes, too many for a header of 65535 bytes`);
  const out = new Uint8Array(dataStart + data.byteLength);
  out.set([...MAGIC, 1, 0, (dataStart - PREFIX) & 0xff, (dataStart - PREFIX) >> 8]);
  out.set(Uint8Array.from(dict.padEnd(dataStart - PREFIX - 1) + "\n", (char) => char.charCodeAt(0)), PREFIX);
  out.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), dataStart);
  if (size > 1 && !hostIsLittle) swapBytes(out.subarray(dataStart), size);
  return out;
}

function elements(shape: readonly number[]): number {
  return shape.includes(0) ? 0 : shape.reduce((product, n) => product * n, 1);
}
