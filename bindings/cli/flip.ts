// `lanewise flip`: schemes from files and from the catalogue. flip_file.ts reads and writes them, flip_info.ts tells about them.
import { isKernelError, loadSync } from "../index.js";
import type { Kernels, Ring, Scheme, StraightLine } from "../index.js";
import type { SchemeFormat } from "../io/index.js";
import { choice, whole } from "./choices.js";
import { Failure, JSON_OPTION, UsageError } from "./command.js";
import type { Args, Command, Output } from "./command.js";
import { FORMATS, formatFor, nameOf, readOne, readSchemes, textOf, writeScheme } from "./flip_file.js";
import { factsOf, readable } from "./flip_info.js";
import { search } from "./flip_search.js";
import { SEARCH_OPTIONS } from "./flip_search_task.js";
import { table } from "./table.js";

const RINGS: readonly Ring[] = ["Z2", "Z3", "ZT", "Z", "Q"];

interface Action { readonly options: readonly string[]; run(k: Kernels, args: Args, file: string, out: Output): boolean | Promise<boolean> }

/** --from, --name and --index go with everything that reads a file, --json with everything. */
const READING = ["from", "name", "index"];
const ACTIONS: Readonly<Record<string, Action>> = {
  verify: { options: READING, run: verify },
  lift: { options: [...READING, "to", "output", "steps"], run: lift },
  convert: { options: [...READING, "to", "output", "ring"], run: convert },
  additions: { options: [...READING, "tries", "seed", "output"], run: additions },
  info: { options: READING, run: info },
  best: { options: ["ring", "to", "output"], run: best },
  search: { options: [...READING, "ring", "seed", "to", "output", ...Object.keys(SEARCH_OPTIONS)], run: (k, args, what, out) => search(k, args, what, out) },
};

export const flip: Command = {
  name: "flip",
  usage: `${Object.keys(ACTIONS).slice(0, -2).join("|")} FILE | best NxMxP | search NxMxP|target:n|FILE  [options]`,
  summary: `matrix multiplication schemes: verify them exactly, lift them from two or three elements, convert files, reduce additions, the best of a format, and search for better ones: an interrupt ends a search with the best so far. Exit 1 where one is false, does not lift, or a search does not reach its target. File formats: ${FORMATS.join(", ")}`,
  options: {
    output: { short: "o", value: "OUT", help: "where the scheme goes, replaced only when it is complete; the ending tells the format unless --to does" },
    to: { value: "FORMAT|RING", help: "convert, best, search: a format (without -o: printed); lift: ZT, Z or Q, the widest ring to go to (default Q)" },
    ring: { value: RINGS.join("|"), help: "convert: reduce to Z2 or Z3, or call it by a wider ring; best: the ring it has to hold over (default Q); search: Z2, Z3 or ZT (default ZT, or that of FILE)" },
    from: { value: "FORMAT", help: "the format of FILE (default: what it looks like)" },
    name: { value: "NAME", help: "what the name of FILE would tell, as gt-444 or 4,4,5 (default: that name)" },
    index: { value: "I", help: "which scheme of a file of several, from 0 on" },
    steps: { value: "K", help: "lift: steps of Hensel's lifting at most" },
    tries: { value: "N", help: "additions: reductions that are tried (default 200)" },
    seed: { value: "S", help: "additions, search: where the draws start (default 0)" },
    ...SEARCH_OPTIONS,
    json: JSON_OPTION,
  },
  async run(args, out) {
    const [verb, file = "", ...more] = args.positionals, verbs = Object.keys(ACTIONS);
    if (verb === undefined) throw new UsageError(`expected ${verbs.join(", ")}`);
    const action = Object.hasOwn(ACTIONS, verb) ? ACTIONS[verb] : undefined;
    if (action === undefined) throw new UsageError(`no flip ${JSON.stringify(verb)}, expected ${verbs.join(", ")}`);
    if (file === "" && verb !== "search") throw new UsageError(verb === "best" ? "the format is missing, expected NxMxP as in 3x4x5" : `FILE is missing, expected flip ${verb} FILE`);
    if (more.length > 0) throw new UsageError(`argument ${JSON.stringify(more[0])} is unexpected, ${file} is given`);
    const misplaced = Object.keys(flip.options).find((name) => name !== "json" && !action.options.includes(name) && args.text(name) !== undefined);
    if (misplaced !== undefined) throw new UsageError(`--${misplaced} does not go with flip ${verb}`);
    const k = loadSync();
    try {
      return await action.run(k, args, file, out);
    } catch (error) {
      if (isKernelError(error)) throw new Failure(`${file || args.text("resume")}: ${error.message}`);
      throw error;
    } finally {
      k.free();
    }
  },
};

const say = (args: Args, out: Output, rows: readonly object[], text: () => string): void => {
  if (args.flag("json")) for (const row of rows) out.line(JSON.stringify(row));
  else out.line(text());
};

function atMost(args: Args, name: string, high: number): number | undefined {
  const value = whole(args, name, 1);
  if (value !== undefined && value > high) throw new UsageError(`--${name} is ${value}, expected a whole number from 1 to ${high}`);
  return value;
}

async function verify(k: Kernels, args: Args, file: string, out: Output): Promise<boolean> {
  const rows = (await readSchemes(args, file)).map((s) => ({ ...headOf(s), ...k.flip.verify(s) }));
  say(args, out, rows.map((row) => ({ file, ...row })), () => table([
    ["scheme", "ring", "rank", "equations", "failed", ""],
    ...rows.map((r) => [nameOf(r), r.ring, String(r.rank), String(r.equations), String(r.failed), r.ok ? "right" : "wrong"]),
  ], [2, 3, 4]));
  return rows.every((r) => r.ok);
}

async function lift(k: Kernels, args: Args, file: string, out: Output): Promise<boolean> {
  const to = choice(args, "to", ["ZT", "Z", "Q"]), steps = atMost(args, "steps", 20), output = args.text("output");
  const format = output === undefined ? undefined : formatFor(args, false);
  const s = await readOne(args, file), start = performance.now();
  const lifted = k.flip.lift(s, { ...(to && { to }), ...(steps !== undefined && { steps }) }), ms = performance.now() - start;
  if (lifted !== null && output !== undefined && format !== undefined) writeScheme(output, lifted, format);
  const written = lifted !== null && output !== undefined && { output };
  say(args, out, [{ file, ...headOf(s), lifted: lifted?.ring ?? null, ms, ...written }], () =>
    `${output ?? file}: ${nameOf(s)} of rank ${s.rank} ${lifted === null ? `does not lift from ${s.ring}${to === undefined ? "" : ` to ${to}`}` : `lifts from ${s.ring} to ${lifted.ring}`}, ${ms.toFixed(1)} ms`);
  return lifted !== null;
}

async function convert(k: Kernels, args: Args, file: string, out: Output): Promise<boolean> {
  const ring = choice(args, "ring", RINGS), format = formatFor(args, true);
  const given = await readOne(args, file);
  return put(args, out, ring === undefined ? given : inRing(k, given, ring), format, { file });
}

/** To two or three elements by reduction; to a ring that contains the one it has, by name. */
function inRing(k: Kernels, s: Scheme, ring: Ring): Scheme {
  if (s.ring === ring) return s;
  if (ring === "Z2" || ring === "Z3") return k.flip.reduceRing(s, ring);
  const order: readonly Ring[] = ["ZT", "Z", "Q"];
  if (!order.includes(s.ring) || order.indexOf(ring) < order.indexOf(s.ring)) throw new UsageError(`--ring ${ring} is not reached from ${s.ring} by converting${order.includes(s.ring) ? "" : ": see flip lift"}`);
  return { ...s, ring };
}

/** To a file, or where there is none as text to the output. */
function put(args: Args, out: Output, s: Scheme | StraightLine, format: SchemeFormat, about: object): boolean {
  const output = args.text("output"), scheme = "scheme" in s ? s.scheme : s;
  if (output === undefined) {
    out.line(textOf(s, format).trimEnd());
    return true;
  }
  writeScheme(output, s, format);
  say(args, out, [{ ...about, ...headOf(scheme), output, format }], () => `${output}: ${nameOf(scheme)}, rank ${scheme.rank}, ring ${scheme.ring}, ${format}`);
  return true;
}

async function additions(k: Kernels, args: Args, file: string, out: Output): Promise<boolean> {
  const tries = atMost(args, "tries", 2 ** 20), seed = whole(args, "seed", 0), output = args.text("output");
  if (output !== undefined && !/\.json$/i.test(output)) throw new UsageError(`-o ${output} is for a reduced scheme, expected an ending .json`);
  const s = await readOne(args, file), { naive, nnz } = k.flip.additions(s);
  const reduced = k.flip.reduceAdditions(s, { ...(tries !== undefined && { tries }), ...(seed !== undefined && { seed }) });
  if (output !== undefined) writeScheme(output, reduced, "reduced-json");
  say(args, out, [{ file, ...headOf(s), naive, nnz, reduced: reduced.additions, ...(output !== undefined && { output }) }], () =>
    `${output ?? file}: ${nameOf(s)}, rank ${s.rank}: ${naive} additions as written (${nnz.join(" + ")} nonzeros), ${reduced.additions} after common ones are taken out`);
  return true;
}

async function info(k: Kernels, args: Args, file: string, out: Output): Promise<boolean> {
  const facts = (await readSchemes(args, file)).map((s) => factsOf(k, s));
  say(args, out, facts.map((x) => ({ file, ...x })), () => facts.map(readable).join("\n\n"));
  return facts.every((x) => x.ok);
}

function best(k: Kernels, args: Args, file: string, out: Output): boolean {
  const sizes = /^(\d{1,3})[x×,](\d{1,3})[x×,](\d{1,3})$/.exec(file)?.slice(1).map(Number);
  if (sizes === undefined) throw new UsageError(`the format is ${JSON.stringify(file)}, expected NxMxP as in 3x4x5`);
  const ring = choice(args, "ring", RINGS), format = args.text("to") !== undefined || args.text("output") !== undefined ? formatFor(args, true) : undefined;
  const [n, m, p] = sizes as [number, number, number];
  if (sizes.some((x) => x < 1 || x > 32)) throw new UsageError(`the format is ${JSON.stringify(file)}, expected sizes from 1 to 32`);
  const s = k.flip.best(n, m, p, ring);
  if (format !== undefined) return put(args, out, s, format, {});
  const facts = factsOf(k, s);
  say(args, out, [facts], () => readable(facts));
  return true;
}

function headOf({ shape, target, ring, rank }: Scheme): Pick<Scheme, "shape" | "target" | "ring" | "rank"> {
  return { shape, ...(target !== undefined && { target }), ring, rank };
}
