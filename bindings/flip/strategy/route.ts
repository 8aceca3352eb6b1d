// Which formats are walked, one after the other.
import type { Scheme } from "../types.js";

/** One search: until so many flips are made, with a pool for a level; then its route says what is next. Ends before that where a format on the way, or all of its pool, has `rank`, 0 for none.
 *  `members`: what a pool begins with; the start is the largest of them. */
export interface Leg { readonly start: Scheme; readonly rank: number; readonly flips: number; readonly members?: readonly Scheme[] }

export interface Route {
  /** Told the best of the leg that ends, undefined where it is of no use, and what its pool holds. Answers undefined where that goes on, as long again. */
  next(best: Scheme | undefined, pool: readonly Scheme[] | undefined): Leg | undefined;
  readonly first: Leg;
  /** As JSON has it; and back. */
  state(): unknown;
  resume(state: unknown, scheme: (x: unknown) => Scheme): void;
}

/** Numbers and lists of a state; what is none is told by the throw. */
export function counted(state: unknown, name: string): number {
  const x = (state as Record<string, unknown>)[name];
  if (!Number.isSafeInteger(x) || (x as number) < 0) throw new TypeError(name);
  return x as number;
}
export function listed(state: unknown, name: string): readonly unknown[] {
  const x = (state as Record<string, unknown>)[name];
  if (!Array.isArray(x)) throw new TypeError(name);
  return x;
}
