// Writes a zip archive of one stored entry: APPNOTE.TXT (PKWARE) 6.3, §4.3.7, §4.3.12 and §4.3.16.
import { crc32 } from "./crc32.js";

/** 1 January 1980, the first day there is. */
const DATE = 0x0021;

/** `name` is ASCII; `content` below 4 GiB. */
export function zipOf(name: string, content: Uint8Array): Uint8Array {
  const number = (size: number, x: number): number[] => Array.from({ length: size }, (_, i) => x >>> (8 * i) & 255);
  const label = Array.from(name, (c) => c.charCodeAt(0));
  const common = [20, 0, 0, 0, 0, 0, 0, 0, ...number(2, DATE), ...number(4, crc32(content)), ...number(4, content.length), ...number(4, content.length), label.length, 0, 0, 0];
  const local = [0x50, 0x4b, 3, 4, ...common, ...label];
  const central = [0x50, 0x4b, 1, 2, 20, 0, ...common, ...number(14, 0), ...label];
  const end = [0x50, 0x4b, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, ...number(4, central.length), ...number(4, local.length + content.length), 0, 0];
  return joined(local, content, central, end);
}

export function joined(...parts: readonly ArrayLike<number>[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
