// Values of options that are one of a few words, or numbers of a kind.
import { UsageError } from "./command.js";
import type { Args } from "./command.js";

/** The value of an option, if it is given. */
export function choice<C extends string>(args: Args, name: string, choices: readonly C[]): C | undefined {
  const given = args.text(name);
  if (given === undefined || choices.includes(given as C)) return given as C | undefined;
  throw new UsageError(`--${name} is ${JSON.stringify(given)}, expected ${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`);
}

/** A number, or one of a few words. */
export function numberOr<C extends string>(args: Args, name: string, words: readonly C[]): C | number | undefined {
  const given = args.text(name);
  if (given === undefined || words.includes(given as C)) return given as C | undefined;
  const value = Number(given);
  if (given.trim() === "" || !Number.isFinite(value)) throw new UsageError(`--${name} is ${JSON.stringify(given)}, expected ${words.join(", ")} or a number`);
  return value;
}

/** A whole number of at least `low`. */
export function whole(args: Args, name: string, low: number): number | undefined {
  const given = args.text(name);
  if (given === undefined) return undefined;
  const value = Number(given);
  if (given.trim() === "" || !Number.isSafeInteger(value) || value < low) throw new UsageError(`--${name} is ${JSON.stringify(given)}, expected a whole number of at least ${low}`);
  return value;
}

export function powerOfTwo(args: Args, name: string): number | undefined {
  const value = whole(args, name, 1);
  if (value !== undefined && !Number.isInteger(Math.log2(value))) throw new UsageError(`--${name} is ${value}, expected a power of two`);
  return value;
}
