// Deflate data (RFC 1951) through the platform's DecompressionStream, never into more memory than the archive declared.
import { UnsupportedError } from "../errors.js";
import { malformed } from "./source.js";
import type { Source } from "./source.js";

/** Most output bytes per byte of deflate data: a match of 258 bytes may cost two bits. */
const MAX_RATIO = 1032;
/** Input goes in by pieces, so that a stream which turns out too long is stopped early. */
const PIECE = 65536;

/** Where packed data lies and how many bytes it says it holds; `what` it is for error texts, `declaredAt` the byte where it says so. */
export interface Packed {
  readonly what: string;
  readonly format: "deflate-raw" | "gzip";
  readonly start: number;
  readonly end: number;
  readonly size: number;
  readonly declaredAt: number;
}

export async function inflate(source: Source, { what, format, start, end, size, declaredAt }: Packed): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof DecompressionStream === "undefined") throw new UnsupportedError(source.op, "bytes", "this engine has no DecompressionStream, which compressed entries need");
  if (size > (end - start) * MAX_RATIO) throw malformed(source, declaredAt, `${what} has ${end - start} packed bytes, which cannot hold the declared ${size}`);
  const out = new Uint8Array(size);
  let filled = 0;
  const reader = pieces(source.bytes, start, end).pipeThrough(new DecompressionStream(format)).getReader();
  try {
    for (let next = await read(); next !== undefined; next = await read()) {
      if (next.length > size - filled) throw malformed(source, start, `${what} holds more than the declared ${size} bytes`);
      out.set(next, filled);
      filled += next.length;
    }
  } catch (error) {
    await reader.cancel().catch(() => {});
    throw error;
  }
  if (filled < size) throw malformed(source, start, `${what} holds ${filled} bytes, expected the declared ${size}`);
  return out;

  async function read(): Promise<Uint8Array | undefined> {
    try {
      return (await reader.read()).value;
    } catch {
      // Engines name the cause in words of their own, so no word of theirs is passed on.
      throw malformed(source, start, `${what} is damaged or cut short`);
    }
  }
}

function pieces(bytes: Uint8Array, start: number, end: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = start;
  return new ReadableStream({
    pull(controller): void {
      if (at < end) controller.enqueue(bytes.slice(at, Math.min(at + PIECE, end)) as Uint8Array<ArrayBuffer>);
      at += PIECE;
      if (at >= end) controller.close();
    },
  });
}
