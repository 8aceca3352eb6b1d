// NumPy's npz format: a zip archive of npy files.
import { OptionError } from "../errors.js";
import { readNpy } from "./npy.js";
import type { NpyArray } from "./npy.js";
import { maxBytesOf } from "./options.js";
import type { UnpackOptions } from "./options.js";
import { malformed, source, tagOf } from "./source.js";
import type { Source } from "./source.js";
import { readEntries, unpack } from "./zip.js";
import type { ZipEntry } from "./zip.js";

export interface NpzOptions extends UnpackOptions {
  /** Read these arrays only (default all): for archives that also hold what this package does not read. */
  names?: readonly string[];
}

const SUFFIX = ".npy";

/** Reads a NumPy npz file, as savez and savez_compressed write it: name → array, in the order of the archive.
 *  Shapes    as parseNpy.
 *  Effects   none; do not change `bytes` before the promise settles. The arrays keep no hold of `bytes`.
 *  Cost      one entry is unpacked at a time; together never more than `maxBytes`, which is checked before any is.
 *  Throws    (rejects) FormatError naming the byte, within the archive or within the named entry: damaged archives, checksums, entries that are
 *            encrypted, overlap, or are no npy files this package reads; DtypeError; OptionError.
 *  Source    numpy.lib.npyio; APPNOTE.TXT 6.3 (PKWARE).
 *  @example
 *  import { parseNpz } from "lanewise/io";
 *  // np.savez_compressed(file, eye=np.eye(2, dtype=np.int8))
 *  const base64 = "UEsDBC0AAAAIAAAAIQCzkyMU//////////8HABQAZXllLm5weQEAEACEAAAAAAAAAEoAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgXpNpqK6joJ6WX1RSlJgXn1+UkgoSd0vMKU4F"
 *    + "ihdnJBakAvkaRjoKRpo6CrUKZAMuRgYGRgBQSwECLQMtAAAACAAAACEAs5MjFEoAAACEAAAABwAAAAAAAAAAAAAAgAEAAAAAZXllLm5weVBLBQYAAAAAAQABADUAAACDAAAAAAA=";
 *  const packed = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
 *  console.log((await parseNpz(packed)).get("eye")?.data); // Int8Array(4) [ 1, 0, 0, 1 ] */
export async function parseNpz(bytes: Uint8Array, o?: NpzOptions): Promise<ReadonlyMap<string, NpyArray>> {
  const archive = source("io.parseNpz", bytes);
  const maxBytes = maxBytesOf(archive.op, o, ["maxBytes", "names"]);
  const entries = select(archive, o?.names);
  let total = 0;
  for (const { name, size, at } of entries.values()) {
    total += size;
    if (total > maxBytes) throw malformed(archive, at + 24, `the entries up to "${name}" unpack to ${total} bytes, more than maxBytes (${maxBytes})`);
  }
  const arrays = new Map<string, NpyArray>();
  for (const [name, entry] of entries) {
    const content = await unpack(archive, entry);
    arrays.set(name, readNpy({ op: archive.op, bytes: content, entry: entry.name }));
  }
  return arrays;
}

/** The wanted entries by array name. */
function select(archive: Source, names: readonly string[] | undefined): Map<string, ZipEntry> {
  if (names !== undefined && !Array.isArray(names)) throw new OptionError(archive.op, "names", `names is ${tagOf(names)}, expected an array of strings`);
  const wanted = names === undefined ? undefined : new Set(names);
  const found = new Map<string, ZipEntry>();
  for (const entry of readEntries(archive)) {
    const isArray = entry.name.endsWith(SUFFIX);
    const name = isArray ? entry.name.slice(0, -SUFFIX.length) : entry.name;
    const isFolder = entry.name.endsWith("/") && entry.size === 0;
    if (isFolder || (wanted !== undefined && !wanted.has(name))) continue;
    if (!isArray) throw malformed(archive, entry.at, `entry "${entry.name}" is not an npy file`);
    if (found.has(name)) throw malformed(archive, entry.at, `entry "${entry.name}" stands twice`);
    found.set(name, entry);
  }
  for (const name of wanted ?? []) {
    if (!found.has(name)) throw new OptionError(archive.op, "names", `names holds ${JSON.stringify(name)}, which is not in the archive`);
  }
  return found;
}
