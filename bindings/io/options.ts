import { OptionError } from "../errors.js";
import { tagOf } from "./source.js";

export interface UnpackOptions {
  /** Refuse to unpack more than this (default 2^30 bytes). */
  maxBytes?: number;
}

const MAX_BYTES = 2 ** 30;

/** The limit, after a check that all keys of `o` are known. */
export function maxBytesOf(op: string, o: UnpackOptions | undefined, known: readonly string[]): number {
  if (o === undefined) return MAX_BYTES;
  if (o === null || typeof o !== "object") throw new OptionError(op, "options", `options is ${tagOf(o)}, expected an object`);
  for (const key in o) {
    if (!known.includes(key)) throw new OptionError(op, key, `unknown option ${key}, expected one of ${known.join(", ")}`);
  }
  const { maxBytes = MAX_BYTES } = o;
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 0) throw new OptionError(op, "maxBytes", `maxBytes is ${String(maxBytes)}, expected a whole number of bytes`);
  return maxBytes;
}
