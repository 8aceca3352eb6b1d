// Checks that the problems share.
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
export const MOST: number = 0x7fffffff;

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

/** An options object with known keys only; undefined is empty. */
export function knownKeys(op: string, o: object | undefined, known: readonly string[]): void {
  if (o === undefined) return;
  if (o === null || typeof o !== "object") throw new OptionError(op, "options", `options is ${String(o)}, expected an object`);
  for (const key in o) {
    if (!known.includes(key)) throw new OptionError(op, key, `unknown option ${key}, expected one of ${known.join(", ")}`);
  }
}

/** One of two words; the first is the default. */
export function choice<C extends string>(op: string, arg: string, x: C | undefined, words: readonly [C, C]): C {
  const word = x ?? words[0];
  if (!words.includes(word)) throw new OptionError(op, arg, `${arg} is ${JSON.stringify(x)}, expected "${words[0]}" or "${words[1]}"`);
  return word;
}

/** The seed, after a check that all keys of `o` are known. */
export function seedOf(op: string, o: Seeded | undefined, known: readonly string[]): number {
  knownKeys(op, o, ["seed", ...known]);
  const seed = o?.seed ?? 0;
  if (!Number.isSafeInteger(seed) || seed < 0) throw new OptionError(op, "seed", `seed is ${String(seed)}, expected a whole number from 0 to 2^53 - 1`);
  return seed;
}

export function floats<D extends Float>(op: string, dtype: D | undefined, length: number): Arrays[D] {
  return (choice<Float>(op, "dtype", dtype, ["f64", "f32"]) === "f32" ? new Float32Array(length) : new Float64Array(length)) as Arrays[D];
}

/** A finite number, at least (or above) a bound. */
export function finite(op: string, arg: string, x: unknown, otherwise: number, least: number = -Infinity, above: boolean = false): number {
  if (x === undefined) return otherwise;
  if (typeof x !== "number" || !Number.isFinite(x) || x < least || (above && x === least)) {
    throw new OptionError(op, arg, `${arg} is ${String(x)}, expected a finite number${least === -Infinity ? "" : ` ${above ? "above" : "of at least"} ${least}`}`);
  }
  return x;
}
