// Truth tables from plain arrays into workspace, packed, and from there to a spectrum.
import * as check from "../check.js";
import { withWorkspace } from "../context.js";
import { DtypeError, OptionError, ShapeError } from "../errors.js";
import { scratchView, settled } from "../memory/scratch.js";
import type { WhtContext } from "./context.js";

export type Truth = Uint8Array | Uint32Array;

/** Squares of a spectrum add up to 2^(2v): beyond 26 variables not every such sum is exact in f64. */
export const MOST_VARIABLES = 26;
/** |W| ≤ 2^v stays within i16. */
const NARROW = 14;

/** Bytes of `count` entries, or of 32 if they are fewer: kernels write a word's worth at a time. In whole cache lines. */
const room = (count: number, bytes: number): number => Math.ceil(Math.max(count, 32) * bytes / 64) * 64;

function checked(op: string, truth: unknown, variables: number): void {
  if (!(truth instanceof Uint8Array || truth instanceof Uint32Array)) throw new DtypeError(op, "truth", `truth is ${check.kindOf(truth)}, expected a Uint8Array or Uint32Array`);
  const n = 2 ** variables, packed = truth instanceof Uint32Array, length = packed ? Math.max(1, n / 32) : n;
  if (truth.length !== length) throw new ShapeError(op, "truth", `truth.length is ${truth.length}, expected ${length} (${variables} variables${packed ? ", 32 a word" : ""})`);
  if (packed && n < 32 && truth[0]! >>> n !== 0) throw new OptionError(op, "truth", `truth[0] is ${truth[0]}, expected no bits past the first ${n} (${variables} variables)`);
}

/** The table packed at `words`; `ws` is as many bytes of workspace as `bytes` says for n entries. */
export function withTruth<R>(ctx: WhtContext, op: string, truth: Truth, variables: number, bytes: (n: number) => number, body: (words: number, ws: number, n: number) => R): R {
  const { arena, raw } = ctx;
  const v = check.integer(op, "variables", variables, 0, MOST_VARIABLES), n = 2 ** v;
  checked(op, truth, v);
  const data = settled(arena, truth), words = room(n, 1 / 8);
  return withWorkspace(arena, op, words + Math.max(room(n, 1), bytes(n)), (ws) => {
    const area = ws + words;
    if (data instanceof Uint32Array) scratchView(arena, "u32", ws, data.length).set(data);
    else {
      scratchView(arena, "u8", area, n).set(data);
      const bad = raw.boolean_pack(n, area, ws) - 1;
      if (bad >= 0) throw new OptionError(op, "truth", `truth[${bad}] is ${data[bad]}, expected 0 or 1`);
    }
    return body(ws, area, n);
  });
}

/** The Walsh spectrum as n i32 at `w`. */
export function withSpectrum<R>(ctx: WhtContext, op: string, truth: Truth, variables: number, body: (w: number, n: number) => R): R {
  const { raw } = ctx, narrow = variables <= NARROW;
  return withTruth(ctx, op, truth, variables, (n) => room(n, 4) + (narrow ? room(n, 2) : 0), (words, w, n) => {
    if (narrow) {
      const half = w + room(n, 4);
      raw.boolean_signs_i16(n, words, half);
      raw.fwht_i16(1, n, half, n);
      raw.boolean_widen(n, half, w);
    } else {
      raw.boolean_signs_i32(n, words, w);
      raw.fwht_i32(1, n, w, n);
    }
    return body(w, n);
  });
}

/** 2^inputs × 2^outputs sums over an S-box, as i32 at `w`. */
export function withApproximations<R>(ctx: WhtContext, op: string, sbox: Uint32Array, inputs: number, outputs: number, body: (w: number, count: number) => R): R {
  const { arena, raw } = ctx, n = 2 ** inputs, masks = 2 ** outputs, count = n * masks, narrow = inputs <= NARROW;
  const head = room(n, 4), wide = room(count, 4);
  return withWorkspace(arena, op, head + wide + (narrow ? room(count, 2) : 0), (ws) => {
    scratchView(arena, "u32", ws, n).set(sbox);
    const w = ws + head, half = w + wide;
    if (narrow) {
      raw.boolean_parities_i16(n, outputs, ws, half);
      raw.fwht_columns_i16(n, masks, half, masks);
      raw.boolean_widen(count, half, w);
    } else {
      raw.boolean_parities_i32(n, outputs, ws, w);
      raw.fwht_columns_i32(n, masks, w, masks);
    }
    return body(w, count);
  });
}
