// What a command is, and how its arguments are read.
import { parseArgs } from "node:util";

export interface Option {
  readonly short?: string;
  /** Name of the value in the help text; without it the option is a flag. */
  readonly value?: string;
  readonly help: string;
}

export interface Args {
  readonly positionals: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  /** A number, also a negative one. */
  number(name: string, otherwise: number): number;
}

/** Where a command writes: answers to stdout; warnings to stderr, and progress, if somebody watches. */
export interface Output {
  line(text: string): void;
  warn(text: string): void;
  progress(text: string): void;
}

export interface Command {
  readonly name: string;
  /** What follows `lanewise <name>`. */
  readonly usage: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, Option>>;
  /** True: exit 0, false: exit 1. */
  run(args: Args, out: Output): boolean | Promise<boolean>;
}

/** The command line is wrong: exit 2. */
export class UsageError extends Error {}

/** The command line is right and the work cannot be done: exit 1. */
export class Failure extends Error {}

export const JSON_OPTION: Option = { help: "print JSON lines" };
export const VARIANT_OPTION: Option = { value: "auto|simd|relaxed", help: "which kernels (default auto, the fastest; simd gives the same bits everywhere)" };

/** For loadSync. */
export function variantOf(args: Args): { variant: "auto" | "simd" | "relaxed" } {
  const variant = args.text("variant") ?? "auto";
  if (variant !== "auto" && variant !== "simd" && variant !== "relaxed") throw new UsageError(`--variant is ${JSON.stringify(variant)}, expected auto, simd or relaxed`);
  return { variant };
}

export function readArgs({ options }: Command, argv: readonly string[]): Args {
  const config = Object.fromEntries(Object.entries(options).map(([name, { short, value }]) => [
    name, { type: value === undefined ? "boolean" as const : "string" as const, ...(short === undefined ? {} : { short }) },
  ]));
  const { values, positionals } = parse(joinNegative(argv, options), config);
  const text = (name: string): string | undefined => values[name] as string | undefined;
  return {
    positionals,
    flag: (name) => values[name] === true,
    text,
    number: (name, otherwise) => {
      const given = text(name);
      if (given === undefined) return otherwise;
      const value = Number(given);
      if (given.trim() === "" || Number.isNaN(value)) throw new UsageError(`--${name} is ${JSON.stringify(given)}, expected a number`);
      return value;
    },
  };
}

type Config = Record<string, { type: "boolean" | "string"; short?: string }>;

function parse(args: string[], options: Config): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    // The first sentence says what is wrong, the rest is advice over several lines.
    throw new UsageError((error as Error).message.split(/\.\s/)[0]?.replace(/\.$/, ""));
  }
}

/** parseArgs takes the -2 of `--alpha -2` for an option of its own. */
function joinNegative(argv: readonly string[], options: Command["options"]): string[] {
  const joined: string[] = [];
  for (const arg of argv) {
    const before = joined.at(-1);
    const takesValue = before?.startsWith("--") === true && options[before.slice(2)]?.value !== undefined;
    if (takesValue && /^-(\d|\.\d|Infinity)/.test(arg)) joined[joined.length - 1] = `${before}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}
