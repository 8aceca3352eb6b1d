// What every parser starts with: the bytes, and how to say where they are wrong.
import { DtypeError, FormatError } from "../errors.js";

/** Bytes under a name for error texts: the operation, and inside an archive the entry. */
export interface Source { readonly op: string; readonly bytes: Uint8Array; readonly entry?: string }

/** "Float64Array", "Undefined" …: what a value is, whichever realm or subclass it came from. */
export function tagOf(x: unknown): string {
  return Object.prototype.toString.call(x).slice(8, -1);
}

/** A Uint8Array of any realm; of a subclass (Node's Buffer, whose `slice` shares memory) only the bytes are taken. */
export function source(op: string, bytes: unknown): Source {
  if (tagOf(bytes) !== "Uint8Array") throw new DtypeError(op, "bytes", `bytes is ${tagOf(bytes)}, expected a Uint8Array`);
  const { buffer, byteOffset, byteLength } = bytes as Uint8Array;
  return { op, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
}

/** `io.parseNpy: byte 12: what is wrong`; the number counts from the start of the entry where there is one. */
export function malformed({ op, entry }: Source, byte: number, problem: string): FormatError {
  return new FormatError(op, `${entry === undefined ? "" : `entry "${entry}", `}byte ${byte}: ${problem}`, byte);
}

/** Little-endian reads that the caller has already checked to be within the bytes. */
export function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

export function u32(bytes: Uint8Array, at: number): number {
  return (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;
}

/** Exact below 2^53; above, any comparison with a length still comes out right. */
export function u64(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) + u32(bytes, at + 4) * 2 ** 32;
}
