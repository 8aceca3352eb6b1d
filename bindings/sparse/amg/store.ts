// The kept form of a matrix.
import { scratchView } from "../../memory/scratch.js";
import type { Desk, Source } from "./desk.js";

/** Words of a Sell, and of a Level and a Hierarchy before their f64. */
export type Sell = readonly [chunks: number, ptr: number, idx: number, val: number];

export interface Order { readonly order: number; readonly slots: number }

/** Which row stands where: longest first in windows of 256. */
export function orderOf(desk: Desk, a: Source): Order {
  const { raw } = desk.ctx;
  const order = desk.take(4 * a.n), slots = desk.take(4 * a.n), ws = desk.take(4 * 257);
  for (let i = 0; i < a.n; i += 256) raw.amg_order(i, a.n, a.rows, order, slots, ws);
  desk.drop(ws);
  return { order, slots };
}

function shape(desk: Desk, n: number, rows: number, order: number, less: number, f32: boolean): Sell {
  const { raw } = desk.ctx;
  const chunks = Math.ceil(n / 8), ptr = desk.take(4 * (chunks + 1));
  let sum = 0;
  desk.steps(chunks, (first, last) => { sum = raw.amg_chunks(first, last, n, rows, order, less, ptr, sum); });
  return [chunks, ptr, desk.take(32 * sum), desk.take((f32 ? 32 : 64) * sum)];
}

/** A transfer: rows in the order of one level, columns in that of the other. */
export function transfer(desk: Desk, n: number, rows: number, order: number, slots: number, f32: boolean): Sell {
  const { raw } = desk.ctx;
  const sell = shape(desk, n, rows, order, 0, f32), [chunks, ptr, idx, val] = sell;
  desk.steps(chunks, (first, last) => (f32 ? raw.amg_fill_f32 : raw.amg_fill_f64)(first, last, n, rows, order, slots, ptr, idx, val));
  return sell;
}

/** A and its vectors: words of the level up to where the transfers go. */
export function square(desk: Desk, a: Source, { order, slots }: Order, scale: number, relax: number, f32: boolean): { readonly a: Sell; readonly d: number; readonly w: number } {
  const { raw } = desk.ctx;
  const sell = shape(desk, a.n, a.rows, order, 1, f32), [chunks, ptr, idx, val] = sell;
  const size = f32 ? 4 : 8, d = desk.take(8 * chunks * size), w = desk.take(8 * chunks * size);
  desk.steps(chunks, (first, last) => (f32 ? raw.amg_fill_square_f32 : raw.amg_fill_square_f64)(first, last, a.n, a.rows, order, slots, scale, relax, ptr, idx, val, d, w));
  return { a: sell, d, w };
}

/** slot → row with −1 in the padding. */
export function padded(desk: Desk, n: number, order: number): number {
  const { arena } = desk.ctx, slots = 8 * Math.ceil(n / 8), ptr = desk.take(4 * slots);
  const view = scratchView(arena, "i32", ptr, slots);
  view.set(scratchView(arena, "i32", order, n));
  view.fill(-1, n);
  return ptr;
}
