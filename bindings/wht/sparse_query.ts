// What lies in the scratch of a recovery, and asking a query for its samples in batches.
import { NonFiniteError } from "../errors.js";
import type { Block } from "../memory/arena.js";
import { VectorHandle } from "../memory/vector.js";
import type { SampleQuery } from "./types.js";

/** Most indices of one call. */
const BATCH = 65536;

/** Elements of a block from an address on. */
export function part<D extends "u32" | "f64">(block: Block, dtype: D, ptr: number, length: number): VectorHandle<D> {
  return new VectorHandle(dtype, ptr >>> 0, { block, stride: 1 }, true, length);
}

/** Fills the f64 at `answers` with what the query says of the u64 at `list`. It may use the instance: nothing of its memory is held meanwhile. */
export function ask(op: string, block: Block, query: SampleQuery, n: number, samples: number, list: number, answers: number): void {
  const indices = part(block, "u32", list, 2 * samples);
  const values = part(block, "f64", answers, samples);
  for (let from = 0; from < samples; from += BATCH) {
    const count = Math.min(BATCH, samples - from);
    const out = new Float64Array(count);
    query(words(indices, from, count, n), out);
    block.arena.open(op);
    const bad = out.findIndex((v) => !Number.isFinite(v));
    if (bad >= 0) refuse(op, words(indices, from + bad, 1, 64), out[bad]!);
    values.view.set(out, from);
  }
}

/** Indices out of the list of 64-bit ones: one word each, two if n > 32, low word first. */
export function words(list: VectorHandle<"u32">, from: number, count: number, n: number): Uint32Array {
  const pairs = list.view.subarray(2 * from, 2 * (from + count));
  if (n > 32) return pairs.slice();
  const out = new Uint32Array(count);
  for (let i = 0; i < count; i++) out[i] = pairs[2 * i]!;
  return out;
}

function refuse(op: string, [low, high]: Uint32Array, value: number): never {
  const position = high! * 2 ** 32 + low!;
  throw new NonFiniteError(op, "x", `x[${position}] is ${value}, expected a finite number`, position);
}
