// AlphaTensor's npz files (Fawzi et al. 2022): one entry a scheme, named "n,m,p", of three factors whose columns are terms. Factors of one size
// are an array (3, entries, rank); others are an object array of three arrays, which is a pickle.
import { OptionError, UnsupportedError } from "../errors.js";
import type { Scheme } from "../flip/types.js";
import { lengthsOf, MAX_DIMENSION } from "../scheme.js";
import { crc32 } from "./crc32.js";
import { formatNpy, readNpy } from "./npy.js";
import { hostIsLittle, swapBytes } from "./npy-dtype.js";
import { readHeader } from "./npy-header.js";
import { nearest, show } from "./scheme-fraction.js";
import type { Hints } from "./scheme-options.js";
import { checkRoom, FACTORS, onlyGeneral, Parts, type Shape } from "./scheme-parts.js";
import { formatObjects, type PickledArray, readObjects } from "./scheme-pickle.js";
import { malformed } from "./source.js";
import type { Source } from "./source.js";
import { readEntries, unpack, type ZipEntry } from "./zip.js";
import { joined, zipOf } from "./zip-write.js";

const SUFFIX = ".npy", NAME = /^([1-9]\d*),([1-9]\d*),([1-9]\d*)\.npy$/;

/** The wanted entries; what they unpack to is checked before any is. */
function select(archive: Source, { op, name, maxBytes }: Hints): ZipEntry[] {
  const all = readEntries(archive), entries = name === undefined ? all : all.filter((e) => e.name === name || e.name === name + SUFFIX);
  if (name !== undefined && entries.length === 0) throw new OptionError(op, "name", `name is ${JSON.stringify(name)}, which is not in the archive`);
  let total = 0;
  for (const entry of entries) {
    total += entry.size;
    if (total > maxBytes) throw malformed(archive, entry.at + 24, `the entries up to "${entry.name}" unpack to ${total} bytes, more than maxBytes (${maxBytes})`);
  }
  return entries;
}

function readEntry(archive: Source, { name, at }: ZipEntry, bytes: Uint8Array, hints: Hints): Scheme {
  const shape = NAME.exec(name)?.slice(1).map(Number) as unknown as Shape | undefined;
  if (shape === undefined || shape.some((s) => s > MAX_DIMENSION)) throw malformed(archive, at, `entry ${JSON.stringify(name.slice(0, 40))} is not called n,m,p.npy, with numbers up to ${MAX_DIMENSION}`);
  const source: Source = { op: archive.op, bytes, entry: name }, L = lengthsOf(shape), { descr, dataStart } = readHeader(source);
  const arrays = /^[|<>=]?O/.test(descr) ? readObjects(source, dataStart) : thirds(source);
  const rank = arrays[0]?.shape[1] ?? 0;
  const fail = (problem: string): Error => malformed(source, dataStart, problem);
  checkRoom(hints, rank * (L.u + L.v + L.w), fail);
  const parts = new Parts(hints, fail);
  for (const [k, f] of FACTORS.entries()) {
    const { shape: [rows, cols, more], data } = arrays[k] as PickledArray;
    if (rows !== L[f] || cols !== rank || more !== undefined) throw fail(`factor ${f} is of ${(arrays[k] as PickledArray).shape.join("×")}, expected ${L[f]}×${rank}`);
    for (let q = 0; q < rank; q++) for (let i = 0; i < L[f]; i++) {
      const x = Number(data[i * rank + q]), value = nearest(x);
      if (value === undefined) throw fail(`entry ${i}, ${q} of factor ${f} is ${x}, expected a number of 32 bits with a small denominator`);
      parts.add(f, value);
    }
  }
  return parts.finish(shape, undefined, true);
}

/** An array of three factors of one size. */
function thirds(source: Source): PickledArray[] {
  const { shape, data, dtype } = readNpy(source);
  if (shape.length !== 3 || shape[0] !== 3) throw malformed(source, 0, `the array is of ${shape.join("×")} ${dtype}, expected 3 factors × entries × rank`);
  const size = data.length / 3;
  return [0, 1, 2].map((k) => ({ shape: shape.slice(1), data: data.subarray(k * size, (k + 1) * size) as ArrayLike<number | bigint> }));
}

export async function readNpz(archive: Source, hints: Hints): Promise<Scheme[]> {
  onlyGeneral(hints, "npz");
  const schemes: Scheme[] = [];
  for (const entry of select(archive, hints)) schemes.push(readEntry(archive, entry, await unpack(archive, entry), hints));
  return schemes;
}

/** As readNpz, of entries that are not compressed. */
export function readStoredNpz(archive: Source, hints: Hints): Scheme[] {
  onlyGeneral(hints, "npz");
  return select(archive, hints).map((entry) => {
    if (!entry.stored) throw new UnsupportedError(archive.op, "source", `entry "${entry.name}" is compressed, which only parseSchemes reads, as that takes time`);
    const content = archive.bytes.subarray(entry.start, entry.end);
    if (crc32(content) !== entry.crc) throw malformed(archive, entry.at + 16, `the checksum of entry "${entry.name}" does not match its data`);
    return readEntry(archive, entry, content, hints);
  });
}

export function formatNpz(s: Scheme, op: string): Uint8Array {
  const { shape, rank, denominators } = s, L = lengthsOf(shape);
  const factors = FACTORS.map((f) => {
    const n = s[f], d = denominators?.[f], data = denominators === undefined ? new BigInt64Array(n.length) : new Float64Array(n.length);
    for (let q = 0; q < rank; q++) for (let i = 0; i < L[f]; i++) {
      const from = q * L[f] + i, to = i * rank + q, x = n[from] as number, bottom = d?.[from] ?? 1, back = nearest(x / bottom);
      if (back === undefined || back.n * bottom !== x * back.d) throw new OptionError(op, "format", `s.${f}[${from}] is ${show(x, bottom)}, but AlphaTensor's files hold fractions as doubles, of denominators up to 4096`);
      if (data instanceof BigInt64Array) data[to] = BigInt(x);
      else data[to] = x / bottom;
    }
    return { rows: L[f], cols: rank, data };
  });
  return zipOf(`${shape.join(",")}${SUFFIX}`, L.u === L.v && L.v === L.w ? square(factors.map((x) => x.data), L.u, rank) : pickled(factors));
}

type Numbers = BigInt64Array | Float64Array;

function square(factors: readonly Numbers[], entries: number, rank: number): Uint8Array {
  const all = factors[0] instanceof Float64Array ? new Float64Array(3 * entries * rank) : new BigInt64Array(3 * entries * rank);
  for (const [k, data] of factors.entries()) all.set(data as never, k * entries * rank);
  return formatNpy(all, [3, entries, rank]);
}

/** An npy file of three objects: its header is that of three bytes, but for the dtype. */
function pickled(factors: readonly { readonly rows: number; readonly cols: number; readonly data: Numbers }[]): Uint8Array {
  const header = formatNpy(new Int8Array(3), [3]).subarray(0, -3), at = String.fromCharCode(...header).indexOf("|i1");
  header.set([0x7c, 0x4f, 0x27, 0x2c, 0x20], at); // |O', and the blank that its shorter name leaves
  return joined(header, formatObjects(factors.map(({ rows, cols, data }) => ({ rows, cols, code: data instanceof Float64Array ? "f8" : "i8", data: littleEndian(data) }))));
}

function littleEndian(data: Numbers): Uint8Array {
  const bytes = new Uint8Array(data.buffer.slice(0) as ArrayBuffer);
  if (!hostIsLittle) swapBytes(bytes, 8);
  return bytes;
}
