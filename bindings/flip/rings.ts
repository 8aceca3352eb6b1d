// What the functions on schemes share: which ring a result is in, and how large it may be.
import { CapacityError, OptionError, ShapeError, UnsupportedError } from "../errors.js";
import { MAX_DIMENSION, MAX_RANK, lengthsOf } from "../scheme.js";
import type { Ring, Scheme } from "./types.js";

/** Entries of all factors of one scheme together: a GiB of them. */
const MOST_ENTRIES = 2 ** 28;

/** ZT is within Z, and Z within Q; a finite field goes with itself only. */
export function commonRing(op: string, a: Ring, b: Ring): Ring {
  const order: readonly Ring[] = ["ZT", "Z", "Q"], i = order.indexOf(a), j = order.indexOf(b);
  if (a !== b && (i < 0 || j < 0)) throw new OptionError(op, "b", `b.ring is ${b}, expected ${i < 0 ? a : "ZT, Z or Q"} (a.ring is ${a})`);
  return a === b ? a : order[Math.max(i, j)] as Ring;
}

/** Only general products have three dimensions of their own. */
export function general(op: string, arg: string, s: Scheme): Scheme {
  if (s.target !== undefined) throw new UnsupportedError(op, arg, `${arg}.target is "${s.target}", expected a general product`);
  return s;
}

/** Refuses a result before it is made. */
export function fits(op: string, arg: string, shape: readonly [number, number, number], rank: number, target?: string): void {
  const large = shape.findIndex((s) => s > MAX_DIMENSION);
  if (large >= 0) throw new ShapeError(op, arg, `the result is ${shape.join("×")}, expected dimensions up to ${MAX_DIMENSION}`);
  if (rank > MAX_RANK) throw new ShapeError(op, arg, `the result has rank ${rank}, expected at most ${MAX_RANK}`);
  const { u, v, w } = lengthsOf(shape, target), entries = rank * (u + v + w);
  if (entries > MOST_ENTRIES) throw new CapacityError(op, 4 * entries, 0, 4 * MOST_ENTRIES);
}

export function dimension(op: string, dim: unknown): 0 | 1 | 2 {
  if (dim !== 0 && dim !== 1 && dim !== 2) throw new OptionError(op, "dim", `dim is ${typeof dim === "number" ? dim : typeof dim}, expected 0, 1 or 2`);
  return dim;
}

/** The residue 0 … p − 1, or the number itself where the ring has no characteristic. */
export function reduced(ring: Ring, x: number): number {
  return ring === "Z2" ? x & 1 : ring === "Z3" ? ((x % 3) + 3) % 3 : x;
}

/** A result whose coefficients are known to be in the ring, but perhaps not in 32 bits. */
export function leaves(op: string, s: Scheme | null): Scheme {
  if (s === null) throw new UnsupportedError(op, "b", "a coefficient of the result passes 32 bits");
  return s;
}
