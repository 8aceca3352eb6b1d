// What `lanewise flip search` is asked for: from options, or from a checkpoint.
import { FormatError, isKernelError } from "../index.js";
import type { Kernels, Ring, Scheme, SearchOptions, SearchState } from "../index.js";
import { choice, numberOr, whole } from "./choices.js";
import { Failure, UsageError } from "./command.js";
import type { Args, Option } from "./command.js";
import { readBytes, writeWhole } from "./files.js";
import { nameOf, readOne } from "./flip_file.js";

export type Symmetry = "C3" | "C3xZ2";
type Plain = Omit<SearchOptions, "signal" | "resume">;
export interface Task { readonly start: Scheme; readonly symmetry?: Symmetry; readonly options: Plain; readonly state?: SearchState }

export const SEARCH_OPTIONS: Readonly<Record<string, Option>> = {
  target: { value: "R|best", help: "search: stop at this rank; best: the least that is published. Exit 1 where it is not reached" },
  flips: { value: "N", help: "search: flips in all, as 1e9 (default 1e9; with --time without end)" },
  time: { value: "SECONDS", help: "search: stop after that long" },
  walkers: { value: "W", help: "search: walks side by side" },
  threads: { value: "T", help: "search: 1" },
  plus: { value: "A,B", help: "search: flips without an event before a term is added, drawn from A to B" },
  distance: { value: "D", help: "search: terms above the best that a walk may have" },
  split: { value: "N", help: "search: flips after a term is added in which none are merged" },
  patience: { value: "N", help: "search: terms added where no flip is possible before a walk starts again" },
  "path-limit": { value: "N", help: "search: flips without a better scheme before a walk starts again" },
  restarts: { value: "start|best|back", help: "search: where a walk starts again" },
  pool: { value: "N", help: "search: schemes of each rank that are kept to start again from" },
  adaptive: { help: "search: smaller formats first, the best of one is where the next starts" },
  lift: { help: "search: walk over Z2 (ring Q: Z3) and count what lifts" },
  minimise: { value: "additions|growth", help: "search: go on at the rank reached for fewer additions, or less growth" },
  meta: { value: "P", help: "search: chance of a move to another format after each round, 0 to 1" },
  "min-dims": { value: "NxMxP", help: "search: least format with --meta" },
  "max-dims": { value: "NxMxP", help: "search: largest format with --meta" },
  symmetry: { value: "C3|C3xZ2", help: "search: n×n×n, schemes with this symmetry" },
  checkpoint: { value: "FILE", help: "search: where the search is saved every half minute, at an interrupt and in the end" },
  resume: { value: "FILE", help: "search: go on from a checkpoint, which is written again unless --checkpoint says another; --flips, --target, --time may be new" },
};

/** These go with every search; the others say what it is, which a checkpoint knows. */
const ANEW = ["target", "flips", "time", "threads", "checkpoint", "resume", "output", "to", "json"];
const FLIPS = 1e9;

export async function taskOf(k: Kernels, args: Args, what: string): Promise<Task> {
  if ((whole(args, "threads", 1) ?? 1) > 1) throw new UsageError(`--threads is ${args.text("threads")}, expected 1: a search runs on one thread`);
  const resume = args.text("resume");
  if (resume === undefined) return fresh(k, args, what);
  const extra = Object.keys(SEARCH_OPTIONS).concat("ring", "seed", "from", "name", "index").find((name) => !ANEW.includes(name) && args.text(name) !== undefined);
  if (what !== "" || extra !== undefined) throw new UsageError(`${what === "" ? `--${extra}` : JSON.stringify(what)} does not go with --resume: the checkpoint says what is searched`);
  const { options: { target: before, ...options }, ...saved } = readCheckpoint(resume), flips = flipsOf(args, options.flips), target = targetOf(k, args, saved.start) ?? before;
  return { ...saved, options: { ...options, flips, ...(target !== undefined && { target }) } };
}

async function fresh(k: Kernels, args: Args, what: string): Promise<Task> {
  if (what === "") throw new UsageError("what to search is missing, expected NxMxP as in 3x4x5, target:n as in gt:4, or FILE");
  const symmetry = choice<Symmetry>(args, "symmetry", ["C3", "C3xZ2"]), options = optionsOf(args);
  const start = await startOf(k, args, what), target = targetOf(k, args, start);
  if (symmetry !== undefined && (start.target !== undefined || start.shape.some((n) => n !== start.shape[0]))) throw new UsageError(`--symmetry goes with n×n×n, this is ${nameOf(start)}`);
  return { start, ...(symmetry && { symmetry }), options: { ...options, ...(target !== undefined && { target }) } };
}

const FORMAT = /^(\d{1,3})[x×,](\d{1,3})[x×,](\d{1,3})$/;

/** Three sizes, or undefined. */
function sizesOf(text: string): [number, number, number] | undefined {
  const sizes = FORMAT.exec(text)?.slice(1).map(Number);
  return sizes?.every((n) => n > 0 && n <= 128) ? sizes as [number, number, number] : undefined;
}

async function startOf(k: Kernels, args: Args, what: string): Promise<Scheme> {
  const ring = choice<Ring>(args, "ring", ["Z2", "Z3", "ZT", "Z", "Q"]), sizes = sizesOf(what), structured = /^([a-z]{2,3}):(\d{1,3})$/.exec(what);
  if (sizes !== undefined || structured !== null) {
    const misplaced = ["from", "name", "index"].find((name) => args.text(name) !== undefined);
    if (misplaced !== undefined) throw new UsageError(`--${misplaced} is for a FILE, the start is ${what}`);
    try {
      return sizes === undefined ? k.flip.structured(structured![1]!, Number(structured![2]), ring) : k.flip.standard(...sizes, ring);
    } catch (error) {
      throw isKernelError(error) && error.code !== "capacity" ? new UsageError(error.message) : error;
    }
  }
  if (FORMAT.test(what)) throw new UsageError(`the format is ${JSON.stringify(what)}, expected sizes from 1 to 128`);
  const s = await readOne(args, what);
  if (ring === undefined || ring === s.ring) return s;
  if (ring === "Z2" || ring === "Z3") return k.flip.reduceRing(s, ring);
  throw new UsageError(`--ring is ${ring} and ${what} is of ring ${s.ring}, expected ${s.ring}, Z2 or Z3`);
}

function targetOf(k: Kernels, args: Args, { shape, target, ring }: Scheme): number | undefined {
  const given = numberOr(args, "target", ["best"]);
  if (given !== "best") return given === undefined ? undefined : whole(args, "target", 1);
  const known = target === undefined ? k.flip.bestKnownRank(...shape, ring) : undefined;
  if (known === undefined) throw new UsageError(`--target is "best", and no rank is known for ${nameOf({ shape, ...(target !== undefined && { target }) })}, expected a number`);
  return known.rank;
}

function flipsOf(args: Args, otherwise: number): number {
  return whole(args, "flips", 1) ?? (args.text("time") === undefined ? otherwise : Number.MAX_SAFE_INTEGER);
}

export function secondsOf(args: Args): number {
  const seconds = args.number("time", Infinity);
  if (!(seconds > 0)) throw new UsageError(`--time is ${seconds}, expected more than 0 seconds`);
  return seconds;
}

function plusOf(args: Args): readonly [number, number] | undefined {
  const given = args.text("plus");
  if (given === undefined) return undefined;
  const ends = given.split(",").map(Number);
  if (ends.length !== 2 || ends.some((x) => !Number.isSafeInteger(x) || x < 1)) throw new UsageError(`--plus is ${JSON.stringify(given)}, expected two whole numbers as in 5000,100000`);
  return ends as [number, number];
}

function dimsOf(args: Args, name: string): readonly [number, number, number] | undefined {
  const given = args.text(name), sizes = given === undefined ? undefined : sizesOf(given);
  if (given !== undefined && sizes === undefined) throw new UsageError(`--${name} is ${JSON.stringify(given)}, expected NxMxP as in 3x4x5`);
  if (given !== undefined && args.text("meta") === undefined) throw new UsageError(`--${name} goes with --meta P`);
  return sizes;
}

function optionsOf(args: Args): Plain {
  const minDims = dimsOf(args, "min-dims"), maxDims = dimsOf(args, "max-dims");
  const meta = args.text("meta") === undefined ? undefined : { probability: args.number("meta", 0), ...(minDims && { minDims }), ...(maxDims && { maxDims }) };
  const minimise = choice(args, "minimise", ["additions", "growth"]), plusAfter = plusOf(args);
  const restarts = choice(args, "restarts", ["start", "best", "back"]);
  const numbers = { walkers: whole(args, "walkers", 1), distance: whole(args, "distance", 0), splitAfter: whole(args, "split", 0), patience: whole(args, "patience", 0), pathLimit: whole(args, "path-limit", 1), pool: whole(args, "pool", 1) };
  return {
    flips: flipsOf(args, FLIPS), seed: whole(args, "seed", 0) ?? 0, ...Object.fromEntries(Object.entries(numbers).filter(([, x]) => x !== undefined)),
    ...(plusAfter && { plusAfter }), ...(restarts && { restarts }), ...(meta && { meta }), ...(minimise && { minimise }), ...(args.flag("adaptive") && { adaptive: true }), ...(args.flag("lift") && { lift: true }),
  };
}

const WHAT = "lanewise flip search";
const FACTORS = ["u", "v", "w"] as const;
const listed = (x: Record<"u" | "v" | "w", Int32Array>): object => Object.fromEntries(FACTORS.map((f) => [f, [...x[f]]]));

export function writeCheckpoint(file: string, { start, symmetry, options }: Task, state: SearchState): void {
  const { u, v, w, denominators, ...head } = start;
  const text = JSON.stringify({ what: WHAT, version: 1, start: { ...head, ...listed({ u, v, w }), ...(denominators && { denominators: listed(denominators) }) }, symmetry, options, state });
  writeWhole("the checkpoint", file, new TextEncoder().encode(text));
}

function readCheckpoint(file: string): Task & { readonly state: SearchState } {
  const bytes = readBytes("the checkpoint", file);
  try {
    const { what, version, start, symmetry, options, state } = JSON.parse(new TextDecoder().decode(bytes)) as Task & { what: string; version: number; state: SearchState };
    // What these hold is checked where it is used.
    if (what === WHAT && version === 1 && [start.shape, start.u, start.v, start.w].every(Array.isArray) && options instanceof Object && typeof state.json === "string") return { start, ...(symmetry && { symmetry }), options, state };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError || error instanceof FormatError)) throw error;
  }
  throw new Failure(`${file} is no checkpoint of flip search, expected one written by --checkpoint`);
}
