// Reads zip archives: APPNOTE.TXT (PKWARE) 6.3, the parts that archives of arrays use: stored and deflate entries, zip64 sizes, one disk, no
// encryption. The central directory is the truth; local headers are only read to find where data starts.
import { inflate } from "./inflate.js";
import { crc32 } from "./crc32.js";
import { malformed, u16, u32, u64 } from "./source.js";
import type { Source } from "./source.js";
import { readName } from "./zip-name.js";
import { readSizes } from "./zip64.js";

export interface ZipEntry {
  readonly name: string;
  /** Where the entry stands in the central directory. */
  readonly at: number;
  readonly stored: boolean;
  readonly crc: number;
  /** Unpacked bytes, as declared. */
  readonly size: number;
  readonly localAt: number;
  readonly start: number;
  readonly end: number;
}

interface Directory { readonly start: number; readonly end: number; readonly count: number }

const END = 0x06054b50;
const END_BYTES = 22;
const END64 = 0x06064b50;
const END64_BYTES = 56;
const LOCATOR64 = 0x07064b50;
const LOCATOR64_BYTES = 20;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const ENCRYPTED = 0x2041; // general purpose bits 0, 6 and 13 (§4.4.4)
const METHODS: Readonly<Record<number, string>> = { 9: "deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ" };

/** All entries in the order of the directory; every one is checked to lie within the archive and apart from the others. */
export function readEntries(source: Source): ZipEntry[] {
  const directory = findDirectory(source);
  const entries: ZipEntry[] = [];
  let at = directory.start;
  for (let i = 0; i < directory.count; i++) {
    const end = at + CENTRAL_BYTES;
    if (end > directory.end || u32(source.bytes, at) !== CENTRAL) throw malformed(source, at, `expected entry ${i + 1} of ${directory.count} of the central directory`);
    const next = end + u16(source.bytes, at + 28) + u16(source.bytes, at + 30) + u16(source.bytes, at + 32);
    if (next > directory.end) throw malformed(source, at, "an entry runs past the central directory");
    entries.push(readEntry(source, at, directory.start));
    at = next;
  }
  if (at !== directory.end) throw malformed(source, at, `the central directory goes on after its ${directory.count} entries`);
  // Entries that share data make small archives unpack to huge ones (Fifield, "A better zip bomb", WOOT 2019).
  const byPlace = [...entries].sort((a, b) => a.localAt - b.localAt);
  for (const [i, entry] of byPlace.entries()) {
    const before = byPlace[i - 1];
    if (before !== undefined && entry.localAt < before.end) throw malformed(source, entry.at, `entry "${entry.name}" overlaps entry "${before.name}"`);
  }
  return entries;
}

/** The unpacked bytes of one entry, checked against length and checksum. Stored entries come as a window of the archive. */
export async function unpack(source: Source, { name, stored, start, end, size, crc, at }: ZipEntry): Promise<Uint8Array> {
  const what = `entry "${name}"`;
  const content = stored ? source.bytes.subarray(start, end) : await inflate(source, { what, format: "deflate-raw", start, end, size, declaredAt: at + 24 });
  if (crc32(content) !== crc) throw malformed(source, at + 16, `the checksum of ${what} does not match its data`);
  return content;
}

/** The end record is the last thing in the file but for a comment of at most 65535 bytes, so it is sought from behind (§4.3.16). */
function findDirectory(source: Source): Directory {
  const { bytes } = source;
  let at = bytes.length - END_BYTES;
  const lowest = Math.max(0, at - 0xffff);
  while (at >= lowest && (u32(bytes, at) !== END || at + END_BYTES + u16(bytes, at + 20) !== bytes.length)) at--;
  if (at < lowest) throw malformed(source, bytes.length, "no end of a zip directory: not a zip file, or cut short");
  const wide = at >= LOCATOR64_BYTES && u32(bytes, at - LOCATOR64_BYTES) === LOCATOR64;
  if (wide) return findDirectory64(source, at - LOCATOR64_BYTES);
  if (u16(bytes, at + 4) !== 0 || u16(bytes, at + 6) !== 0 || u16(bytes, at + 8) !== u16(bytes, at + 10)) throw malformed(source, at + 4, "archives over several disks are not supported");
  return directory(source, at, at + 12, u32(bytes, at + 16), u32(bytes, at + 12), u16(bytes, at + 10));
}

/** §4.3.14 and §4.3.15. */
function findDirectory64(source: Source, locator: number): Directory {
  const { bytes } = source;
  const at = u64(bytes, locator + 8);
  if (at + END64_BYTES > locator || u32(bytes, at) !== END64) throw malformed(source, locator + 8, "no zip64 end of the directory where its locator points");
  if (u32(bytes, at + 16) !== 0 || u32(bytes, at + 20) !== 0 || u64(bytes, at + 24) !== u64(bytes, at + 32)) throw malformed(source, at + 16, "archives over several disks are not supported");
  return directory(source, at, at + 40, u64(bytes, at + 48), u64(bytes, at + 40), u64(bytes, at + 32));
}

function directory(source: Source, endRecord: number, declaredAt: number, start: number, size: number, count: number): Directory {
  if (start + size > endRecord) throw malformed(source, declaredAt, `a central directory of ${size} bytes at byte ${start} runs past its end record at byte ${endRecord}`);
  return { start, end: start + size, count };
}

/** One entry, §4.3.12. */
function readEntry(source: Source, at: number, directoryStart: number): ZipEntry {
  const { bytes } = source;
  const flags = u16(bytes, at + 8);
  const method = u16(bytes, at + 10);
  const nameEnd = at + CENTRAL_BYTES + u16(bytes, at + 28);
  const name = readName(source, at + CENTRAL_BYTES, nameEnd, flags);
  if (flags & ENCRYPTED) throw malformed(source, at + 8, `entry "${name}" is encrypted`);
  if (method !== 0 && method !== 8) throw malformed(source, at + 10, `entry "${name}" is packed by ${METHODS[method] ?? "method"} (${method}), expected stored (0) or deflate (8)`);
  const { packed, size, localAt } = readSizes(source, at, nameEnd, nameEnd + u16(bytes, at + 30));

  if (localAt + LOCAL_BYTES > directoryStart || u32(bytes, localAt) !== LOCAL) throw malformed(source, at + 42, `no entry "${name}" at byte ${localAt}, where the directory points`);
  const start = localAt + LOCAL_BYTES + u16(bytes, localAt + 26) + u16(bytes, localAt + 28);
  const end = start + packed;
  if (end > directoryStart) throw malformed(source, at + 20, `entry "${name}" of ${packed} bytes runs into the directory at byte ${directoryStart}`);
  if (method === 0 && packed !== size) throw malformed(source, at + 24, `entry "${name}" is stored as ${packed} bytes, but declares ${size}`);
  return { name, at, stored: method === 0, crc: u32(bytes, at + 16), size, localAt, start, end };
}
