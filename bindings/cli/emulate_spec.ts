// The engines that `lanewise emulate` is asked for, out of its options.
import fs from "node:fs";
import type { CostConstants, DenseEngineSpec, EngineSpec, SliceEngineSpec } from "../index.js";
import { choice, whole } from "./choices.js";
import { Failure, UsageError } from "./command.js";
import type { Args, Command } from "./command.js";

const DENSE = ["systolic-os", "systolic-ws", "cube", "adder-tree", "matrix-2d"] as const;
const SLICES = ["opt3", "opt4c", "opt4e"] as const;
const ELEMENTS = ["mac", "opt1", "opt2"] as const;
export const ENCODINGS: readonly ["complement", "sign-magnitude", "mbe", "ent", "naf"] = ["complement", "sign-magnitude", "mbe", "ent", "naf"];
const SIZE = 32;

type Dense = (typeof DENSE)[number];
type Slice = (typeof SLICES)[number];
type Given<S extends EngineSpec> = Omit<S, "kind" | "m" | "n" | "columns" | "constants">;

export const ENGINE_OPTIONS: Command["options"] = {
  engine: { value: "KIND", help: `${[...DENSE, ...SLICES].join(", ")} (default opt4c)` },
  columns: { value: "N", help: `opt3, opt4c, opt4e: rows of A side by side (default ${SIZE})` },
  rows: { value: "N", help: `opt3, opt4c, opt4e: columns of B at a time (default ${SIZE})` },
  size: { value: "MxN[xK]", help: `the other engines: rows, columns and products an element sums in a cycle (default ${SIZE}x${SIZE}; cube, adder-tree 8x8x8)` },
  pe: { value: ELEMENTS.join("|"), help: "the other engines: their element (default mac)" },
  encoding: { value: "E", help: `${ENCODINGS.join(", ")} (default ent, mbe for the other engines)` },
  rule: { value: "rtl|ideal", help: "opt3, opt4c, opt4e: with bubbles and drains (default), or without" },
  constants: { value: "NAME|C.json", help: "what area, power and frequency are, by name or as a file {\"name\": …, \"values\": {…}}" },
  baseline: { value: "KIND[:PE][:SIZE]", help: "what it is compared with, or none (default systolic-os:mac of as many elements)" },
};

/** Elements that sum several products, as many as the size says. */
const isDeep = (kind: Dense | Slice): boolean => kind === "cube" || kind === "adder-tree";
const isSlice = (kind: string): kind is Slice => (SLICES as readonly string[]).includes(kind);
export const isSliceSpec = (spec: EngineSpec): spec is SliceEngineSpec => isSlice(spec.kind);

export function engineOf(args: Args): EngineSpec {
  const kind = choice(args, "engine", [...DENSE, ...SLICES]) ?? "opt4c", slice = isSlice(kind);
  for (const name of slice ? ["size", "pe"] : ["columns", "rows", "rule"]) {
    if (args.text(name) !== undefined) throw new UsageError(`--${name} does not go with --engine ${kind}`);
  }
  const encoding = choice(args, "encoding", ENCODINGS), constants = constantsOf(args);
  const common = { ...(encoding !== undefined && { encoding }), ...(constants !== undefined && { constants }) };
  if (slice) {
    const rule = choice(args, "rule", ["rtl", "ideal"]);
    return { ...sliceOf(kind, [whole(args, "columns", 1) ?? SIZE, whole(args, "rows", 1) ?? SIZE], { ...(rule !== undefined && { rule }) }), ...common };
  }
  const size = args.text("size"), pe = choice(args, "pe", ELEMENTS);
  return { ...denseOf(kind, size === undefined ? undefined : sizesOf("--size", size, kind), { ...(pe !== undefined && { pe }) }), ...common };
}

/** Compared by the same constants. */
export function baselineOf(args: Args, spec: EngineSpec): EngineSpec | undefined {
  const text = args.text("baseline");
  if (text === "none") return undefined;
  const [name = "systolic-os", ...words] = text?.split(":") ?? [], kinds = [...DENSE, ...SLICES], kind = kinds.find((x) => x === name);
  const constants = spec.constants === undefined ? {} : { constants: spec.constants };
  if (kind === undefined) throw new UsageError(`--baseline is ${JSON.stringify(text)}, expected none or KIND[:PE][:SIZE], KIND one of ${kinds.join(", ")}`);
  const pe = ELEMENTS.find((e) => e === words[0]);
  if (pe !== undefined) words.shift();
  const [size, ...more] = words;
  if (more.length > 0 || (pe !== undefined && isSlice(kind))) {
    throw new UsageError(`--baseline is ${JSON.stringify(text)}, expected KIND[:PE][:SIZE] with PE one of ${ELEMENTS.join(", ")}, none for ${SLICES.join(", ")}`);
  }
  const sizes = size === undefined ? undefined : sizesOf("--baseline", size, kind);
  if (isSlice(kind)) return { ...sliceOf(kind, sizes ?? alike(spec), {}), ...constants };
  return { ...denseOf(kind, sizes ?? (isDeep(kind) ? undefined : alike(spec)), { ...(pe !== undefined && { pe }) }), ...constants };
}

/** As many elements in as many rows. */
function alike(spec: EngineSpec): number[] {
  return isSliceSpec(spec) ? [spec.columns, spec.rows ?? SIZE] : [spec.m, spec.n * (spec.k ?? (spec.pe === "opt2" ? 16 : 1))];
}

const sliceOf = (kind: Slice, [columns = SIZE, rows = SIZE]: readonly number[], more: Given<SliceEngineSpec>): SliceEngineSpec => ({ kind, columns, rows, ...more });

function denseOf(kind: Dense, sizes: readonly number[] | undefined, more: Given<DenseEngineSpec>): DenseEngineSpec {
  const [m = SIZE, n = SIZE, k] = sizes ?? (isDeep(kind) ? [8, 8, 8] : []);
  return { kind, m, n, ...(k !== undefined && { k }), ...more };
}

function sizesOf(option: string, text: string, kind: Dense | Slice): number[] {
  const sizes = text.split(/[x×]/).map(Number), most = isSlice(kind) ? 2 : 3;
  if (/^\d+([x×]\d+)+$/.test(text) && sizes.length <= most && sizes.every((x) => x >= 1 && Number.isSafeInteger(x)) && !(isDeep(kind) && sizes.length < 3)) return sizes;
  throw new UsageError(`${option} is ${JSON.stringify(text)}, expected sizes as in ${isDeep(kind) ? "8x8x8" : most === 3 ? "16x16 or 8x8x8" : "32x32"}`);
}

/** A name, or what a file holds; the library checks its values. */
function constantsOf(args: Args): string | CostConstants | undefined {
  const given = args.text("constants");
  if (given === undefined || !/\.json$/i.test(given)) return given;
  try {
    return JSON.parse(fs.readFileSync(given, "utf8")) as CostConstants;
  } catch (error) {
    throw new Failure(`the constants (${given}) cannot be read: ${(error as Error).message}`);
  }
}
