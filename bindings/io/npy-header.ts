// The header of an npy file: NumPy Enhancement Proposal 1, "Format Specification: Version 1.0", with versions 2.0 and 3.0 as numpy.lib.format
// describes them (2.0: four bytes of header length; 3.0: UTF-8 field names, which only structured dtypes have).
import { Literal } from "./literal.js";
import { malformed, u16, u32 } from "./source.js";
import type { Source } from "./source.js";

/** `…At` is the byte where a value stands, for error texts. */
export interface NpyHeader {
  readonly descr: string;
  readonly descrAt: number;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  readonly shapeAt: number;
  readonly dataStart: number;
}

/** \x93NUMPY */
export const MAGIC: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

export function readHeader(source: Source): NpyHeader {
  const { bytes } = source;
  for (const [i, expected] of MAGIC.entries()) {
    if (i >= bytes.length) throw malformed(source, i, "the file ends inside its first word, \\x93NUMPY");
    if (bytes[i] !== expected) throw malformed(source, i, "not an npy file, which starts with \\x93NUMPY");
  }
  if (bytes.length < 8) throw malformed(source, bytes.length, "the file ends inside the version");
  const major = bytes[6] as number;
  if (major < 1 || major > 3 || bytes[7] !== 0) throw malformed(source, 6, `version is ${major}.${bytes[7]}, expected 1.0, 2.0 or 3.0`);
  const start = major === 1 ? 10 : 12;
  if (bytes.length < start) throw malformed(source, bytes.length, "the file ends inside the header length");
  const dataStart = start + (major === 1 ? u16(bytes, 8) : u32(bytes, 8));
  if (dataStart > bytes.length) throw malformed(source, bytes.length, `the file ends inside the header, which goes on to byte ${dataStart}`);
  return { ...readDict(new Literal(source, start, dataStart), start), dataStart };
}

function readDict(text: Literal, start: number): Omit<NpyHeader, "dataStart"> {
  let descr: string | undefined;
  let fortranOrder: boolean | undefined;
  let shape: readonly number[] | undefined;
  let descrAt = 0;
  let shapeAt = 0;
  const seen = new Set<string>();
  text.expect("{", "to open the header");
  while (!text.accept("}")) {
    text.skip();
    const keyAt = text.at;
    const key = text.string("a key");
    if (seen.has(key)) throw text.fail(keyAt, `${key} stands twice in the header`);
    seen.add(key);
    text.expect(":", `after ${key}`);
    text.skip();
    switch (key) {
      case "descr":
        descrAt = text.at;
        if (text.peek() === "[") throw text.fail(descrAt, "structured dtypes are not supported");
        descr = text.string("descr");
        break;
      case "fortran_order":
        fortranOrder = text.boolean("fortran_order");
        break;
      case "shape":
        shapeAt = text.at;
        shape = text.tuple("shape");
        break;
      default:
        throw text.fail(keyAt, `unknown key ${JSON.stringify(key)} in the header, expected descr, fortran_order and shape`);
    }
    if (text.accept(",")) continue;
    text.expect("}", "to close the header");
    break;
  }
  text.skip();
  if (text.peek() !== "") throw text.fail(text.at, `${text.found()} after the header`);
  if (descr === undefined || fortranOrder === undefined || shape === undefined) {
    throw text.fail(start, `the header lacks ${descr === undefined ? "descr" : shape === undefined ? "shape" : "fortran_order"}`);
  }
  return { descr, descrAt, fortranOrder, shape, shapeAt };
}
