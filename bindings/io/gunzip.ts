// The gzip format: RFC 1952.
import { crc32 } from "./crc32.js";
import { inflate } from "./inflate.js";
import { maxBytesOf } from "./options.js";
import type { UnpackOptions } from "./options.js";
import { malformed, source, u16, u32 } from "./source.js";
import type { Source } from "./source.js";

const HEADER = 10;
const TRAILER = 8;
// RFC 1952 §2.3.1, FLG.
const FHCRC = 2;
const FEXTRA = 4;
const FNAME = 8;
const FCOMMENT = 16;
const RESERVED = 0xe0;

/** Unpacks a gzip file of one member, which is what gzip writes. Checksum and length are checked.
 *  Effects   none; do not change `bytes` before the promise settles.
 *  Cost      the result and its input pieces; never more than `maxBytes`.
 *  Throws    (rejects) FormatError naming the byte: damaged or cut files, several members, more than `maxBytes`; DtypeError; OptionError.
 *  Source    RFC 1951, RFC 1952.
 *  @example
 *  import { gunzip } from "lanewise/io";
 *  const packed = Uint8Array.from(atob("H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA=="), (c) => c.charCodeAt(0));
 *  console.log(new TextDecoder().decode(await gunzip(packed))); // hello */
export async function gunzip(bytes: Uint8Array, o?: UnpackOptions): Promise<Uint8Array<ArrayBuffer>> {
  const from = source("io.gunzip", bytes);
  const maxBytes = maxBytesOf(from.op, o, ["maxBytes"]);
  const end = from.bytes.length - TRAILER;
  if (end <= headerEnd(from)) throw malformed(from, from.bytes.length, "the file ends before its data");
  // ISIZE is the length modulo 2^32: files of 4 GiB and more fail as holding more than they declare.
  const size = u32(from.bytes, end + 4);
  if (size > maxBytes) throw malformed(from, end + 4, `the content has ${size} bytes, more than maxBytes (${maxBytes})`);
  // The stream is given the whole file, as gzip: some engines go on to a second member, which then is too long, the others refuse it;
  // as raw deflate data the rest of the file would go unnoticed.
  const out = await inflate(from, { what: "the file", format: "gzip", start: 0, end: from.bytes.length, size, declaredAt: end + 4 });
  if (crc32(out) !== u32(from.bytes, end)) throw malformed(from, end, "the checksum of the content does not match (damaged, or a file of several members)");
  return out;
}

function headerEnd(from: Source): number {
  const { bytes } = from;
  for (const [i, expected] of [0x1f, 0x8b].entries()) {
    if (bytes[i] !== expected) throw malformed(from, i, i < bytes.length ? "not a gzip file, which starts with 1f 8b" : "the file ends inside its first word");
  }
  if (bytes.length < HEADER) throw malformed(from, bytes.length, "the file ends inside the header");
  if (bytes[2] !== 8) throw malformed(from, 2, `compression method is ${bytes[2]}, expected 8 (deflate)`);
  const flags = bytes[3] as number;
  if (flags & RESERVED) throw malformed(from, 3, "reserved flags are set");
  let at = HEADER;
  if (flags & FEXTRA) at += 2 + u16(bytes, at);
  for (const flag of [FNAME, FCOMMENT]) {
    if (!(flags & flag)) continue;
    const zero = bytes.indexOf(0, at);
    at = zero < 0 ? bytes.length + 1 : zero + 1;
  }
  if (flags & FHCRC) {
    if (at + 2 <= bytes.length && u16(bytes, at) !== (crc32(bytes.subarray(0, at)) & 0xffff)) throw malformed(from, at, "the checksum of the header does not match");
    at += 2;
  }
  if (at > bytes.length) throw malformed(from, bytes.length, "the file ends inside the header");
  return at;
}
