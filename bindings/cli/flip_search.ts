// `lanewise flip search`: walks, tells how far they are, saves them, and ends with the best scheme met.
import path from "node:path";
import { isKernelError } from "../index.js";
import type { Kernels, Scheme, SearchStep } from "../index.js";
import { Failure, UsageError } from "./command.js";
import type { Args, Output } from "./command.js";
import { probe } from "./files.js";
import { formatFor, nameOf, textOf, writeScheme, written } from "./flip_file.js";
import { factsOf } from "./flip_info.js";
import { type Task, secondsOf, taskOf, writeCheckpoint } from "./flip_search_task.js";
import { digits } from "./table.js";

/** Flips between two looks at the clock and at signals; symmetric searches are begun anew for each. */
const EVERY = 2e5, SYMMETRIC = 2e6;
const SAVE_MS = 30_000, TELL_MS = 200;

const millions = (x: number): string => `${(x / 1e6).toFixed(1)} M`;

/** Steps of a search, plain or symmetric. */
function* stepsOf(k: Kernels, { start, symmetry, options, state }: Task): Generator<SearchStep, SearchStep> {
  const resume = state && { resume: state };
  if (symmetry === undefined) return yield* k.flip.steps(start, { ...options, ...resume, every: EVERY });
  const walk = (flips: number, resume = state): SearchStep => k.flip.searchSymmetric(start.shape[0], { ...options, symmetry, flips, ...(resume && { resume }) });
  // What is resumed has its flips behind it: one more is none.
  let last = state && walk(1), spent = 0;
  for (const first = last?.flips ?? 0; ;) {
    const begun = performance.now(), next = walk(Math.min((last?.flips ?? 0) + SYMMETRIC, options.flips), last?.state());
    spent += performance.now() - begun;
    last = { ...next, perSecond: spent > 0 ? (next.flips - first) / spent * 1e3 : 0 };
    if (last.flips >= options.flips || (options.target !== undefined && last.rank <= options.target)) return last;
    yield last;
  }
}

interface End { readonly step: SearchStep; readonly seconds: number; readonly interrupted: boolean; readonly kept: boolean }

async function walked(k: Kernels, task: Task, args: Args, out: Output): Promise<End> {
  const limit = secondsOf(args), begun = performance.now(), checkpoint = args.text("checkpoint") ?? args.text("resume"), name = nameOf(task.start);
  let interrupted = false, kept = true, told = begun, saved = begun, known = 0, step: SearchStep | undefined;
  const stop = (): void => { interrupted = true; };
  const tell = ({ history }: SearchStep): void => {
    if (args.flag("json")) for (const { flips, rank } of history.slice(known)) out.line(JSON.stringify({ flips, rank }));
    known = history.length;
  };
  /** The search outlives a full disk. */
  const save = (file: string, { state }: SearchStep): void => {
    try {
      writeCheckpoint(file, task, state());
      kept = true;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      kept = false;
      out.progress("");
      out.warn(`lanewise flip: ${error.message}`);
    }
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    const steps = stepsOf(k, task);
    for (let next = steps.next(); ; next = steps.next()) {
      step = next.value;
      tell(step);
      // Signals come between turns.
      await new Promise((go) => { setImmediate(go); });
      const now = performance.now();
      if (now - told >= TELL_MS) { told = now; out.progress(`${name}: rank ${step.rank}, ${millions(step.flips)} flips, ${millions(step.perSecond)} flips/s`); }
      const over = next.done === true || interrupted || now - begun >= limit * 1e3;
      if (checkpoint !== undefined && (over || now - saved >= SAVE_MS)) { saved = now; save(checkpoint, step); }
      if (over) return { step, seconds: (now - begun) / 1e3, interrupted, kept };
    }
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    out.progress("");
  }
}

/** True where there was no target, or it was reached; and where a checkpoint was asked for, the last one is written. */
export async function search(k: Kernels, args: Args, what: string, out: Output): Promise<boolean> {
  const output = args.text("output"), format = output !== undefined || args.text("to") !== undefined ? formatFor(args, true) : undefined;
  const task = await taskOf(k, args, what), { options: { target, minimise } } = task, checkpoint = args.text("checkpoint") ?? args.text("resume");
  if (output !== undefined) probe(path.basename(output), output);
  // A format that has no place for such schemes says so now.
  if (format !== undefined) written(task.start, format);
  if (checkpoint !== undefined) probe("the checkpoint", checkpoint);
  let end: End;
  try {
    end = await walked(k, task, args, out);
  } catch (error) {
    // Options that do not go together are wrong usage.
    if (isKernelError(error) && error.arg === "resume") throw new Failure(`${args.text("resume")}: ${error.message}`);
    if (isKernelError(error) && (error.code === "option" || error.code === "unsupported")) throw new UsageError(error.message);
    throw error;
  }
  const { step: { best, flips, perSecond, history }, seconds, interrupted, kept } = end, reached = target === undefined || best.rank <= target;
  const facts = minimise && factsOf(k, best), least = facts && (minimise === "growth" ? { growth: facts.growth } : { additions: facts.reduced ?? facts.additions });
  try {
    if (output !== undefined && format !== undefined) writeScheme(output, best, format);
    else if (format !== undefined) out.line(textOf(best, format).trimEnd());
  } catch (error) {
    // What was found is not lost with its file.
    out.line(textOf(best, "perminov-json").replace(/\n\s*/g, ""));
    throw error;
  }
  if (output === undefined && format !== undefined) return reached && kept;
  if (args.flag("json")) out.line(JSON.stringify(report(k, end, args, { ...(target !== undefined && { target, reached }), output, format, ...least })));
  else {
    const known = knownOf(k, best), notes = [known && `best known ${known.rank}`, reached ? undefined : `target ${target} not reached`, interrupted ? "interrupted" : undefined, least?.growth === undefined ? undefined : `growth ${digits(least.growth)}`, least?.additions === undefined ? undefined : `${least.additions} additions`].filter((x) => x !== undefined);
    out.line(`${output === undefined ? "" : `${output}: `}${nameOf(best)} over ${best.ring}, rank ${best.rank} from ${history[0]!.rank}${notes.map((x) => `, ${x}`).join("")}; ${millions(flips)} flips, ${millions(perSecond)} flips/s, ${seconds.toFixed(1)} s`);
  }
  return reached && kept;
}

function knownOf(k: Kernels, { shape, target, ring }: Scheme): { readonly rank: number; readonly source: string } | undefined {
  return target === undefined ? k.flip.bestKnownRank(...shape, ring) : undefined;
}

function report(k: Kernels, { step: { best, flips, perSecond, history }, seconds, interrupted }: End, args: Args, more: object): object {
  const { shape, target, ring, rank } = best, checkpoint = args.text("checkpoint") ?? args.text("resume");
  return { shape, ...(target !== undefined && { structure: target }), ring, rank, from: history[0]!.rank, known: knownOf(k, best), flips, perSecond, seconds, interrupted, checkpoint, ...more };
}
