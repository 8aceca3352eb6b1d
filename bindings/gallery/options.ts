// Checks that the problems share.
import { choice, integer, options } from "../check.js";
import { OptionError, ShapeError } from "../errors.js";
import type { Arrays, Float } from "../types.js";

export interface Seeded {
  /** A whole number below 2^53 (default 0). The same seed gives the same bits on every engine. */
  seed?: number;
}

export interface FloatOptions<D extends Float> extends Seeded {
  /** Default "f64"; "f32" is the f64 problem, rounded. */
  dtype?: D;
}

/** Most elements of one problem: what a 32-bit index can name. */
const MOST = 2 ** 31 - 1;

/** A size: a whole number. */
export function extent(op: string, arg: string, x: unknown): number {
  if (typeof x !== "number" || !Number.isInteger(x) || x < 0 || x > MOST) throw new ShapeError(op, arg, `${arg} is ${String(x)}, expected a whole number from 0 to ${MOST}`);
  return x;
}

/** Elements that the sizes multiply to. */
export function total(op: string, arg: string, ...sizes: readonly number[]): number {
  const count = sizes.reduce((product, n) => product * n, 1);
  if (count > MOST) throw new ShapeError(op, arg, `${sizes.join(" × ")} is ${count} elements, expected at most ${MOST}`);
  return count;
}

/** The seed, after a check that all keys of `o` are known. */
export function seedOf(op: string, o: Seeded | undefined, known: readonly string[]): number {
  options(op, o, ["seed", ...known]);
  return integer(op, "seed", o?.seed, 0, Number.MAX_SAFE_INTEGER, 0);
}

export function floats<D extends Float>(op: string, dtype: D | undefined, length: number): Arrays[D] {
  return (choice(op, "dtype", dtype, ["f32", "f64"], "f64") === "f32" ? new Float32Array(length) : new Float64Array(length)) as Arrays[D];
}

/** A finite number, at least (or above) a bound. */
export function finite(op: string, arg: string, x: unknown, otherwise: number, least: number = -Infinity, above: boolean = false): number {
  if (x === undefined) return otherwise;
  if (typeof x !== "number" || !Number.isFinite(x) || x < least || (above && x === least)) {
    throw new OptionError(op, arg, `${arg} is ${String(x)}, expected a finite number${least === -Infinity ? "" : ` ${above ? "above" : "of at least"} ${least}`}`);
  }
  return x;
}
