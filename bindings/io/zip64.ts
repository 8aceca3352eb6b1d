import { malformed, u16, u32, u64 } from "./source.js";
import type { Source } from "./source.js";

interface Sizes { readonly packed: number; readonly size: number; readonly localAt: number }

const ZIP64 = 1;
const FULL = 0xffffffff;

/** Sizes and place of the central entry at `at`. A field of all ones means: in the zip64 extra field, in this order (APPNOTE §4.5.3). */
export function readSizes(source: Source, at: number, extraStart: number, extraEnd: number): Sizes {
  const { bytes } = source;
  let size = u32(bytes, at + 24);
  let packed = u32(bytes, at + 20);
  let localAt = u32(bytes, at + 42);
  if (size !== FULL && packed !== FULL && localAt !== FULL) return { packed, size, localAt };
  let [field, end] = findExtra(source, extraStart, extraEnd);
  const next = (): number => {
    if (field + 8 > end) throw malformed(source, extraStart, "an entry needs zip64 sizes, and its extra field does not hold them");
    field += 8;
    return u64(bytes, field - 8);
  };
  if (size === FULL) size = next();
  if (packed === FULL) packed = next();
  if (localAt === FULL) localAt = next();
  return { packed, size, localAt };
}

/** The bounds of the zip64 field among the extra fields, which are (id, length, data) one after the other; empty if there is none. */
function findExtra({ bytes }: Source, start: number, stop: number): [start: number, end: number] {
  for (let at = start; at + 4 <= stop;) {
    const end = at + 4 + u16(bytes, at + 2);
    if (end > stop) break;
    if (u16(bytes, at) === ZIP64) return [at + 4, end];
    at = end;
  }
  return [stop, stop];
}
