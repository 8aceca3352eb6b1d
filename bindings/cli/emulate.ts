// `lanewise emulate`: what a bit-weight engine makes of the layers of a network, or of two matrices.
import path from "node:path";
import { isKernelError, loadSync } from "../index.js";
import type { Engine, EngineSpec, GemmShape, Kernels, LayersOptions } from "../index.js";
import { choice, whole } from "./choices.js";
import { Failure, JSON_OPTION, UsageError } from "./command.js";
import type { Args, Command, Output } from "./command.js";
import { PICTURE_OPTION, drawn, pictureOf } from "./emulate_picture.js";
import { readInt8, readTopology } from "./emulate_read.js";
import type { Int8Matrix } from "./emulate_read.js";
import { ENGINE_OPTIONS, baselineOf, engineOf } from "./emulate_spec.js";
import { jsonLines, missing, readable } from "./emulate_text.js";
import type { Emulated, Result } from "./emulate_text.js";
import { writeWhole } from "./files.js";
import { drawer } from "./plot.js";

const REPORTS = ["compute", "bandwidth", "detailed"] as const;
const USAGE = "topology.csv | A.npy B.npy";

/** What is asked for. A pair of matrices is one layer, and its product is checked. */
interface Work { readonly about: string; readonly shapes: readonly GemmShape[]; readonly options: LayersOptions; readonly pair?: readonly [Int8Matrix, Int8Matrix] }

export const emulate: Command = {
  name: "emulate",
  usage: `${USAGE} [--engine KIND] [--size MxN[xK] | --columns N --rows N] [--pe P] [--encoding E] [--baseline B] [--report R -o out.csv] [--plot out.svg] [--nest]`,
  summary: "cycles and uses of a bit-weight matrix engine, counted from the digits of A: layers of a SCALE-Sim csv with A drawn, or A·B of npy files of "
    + "whole numbers from -128 to 127. Exit 1 where a product is wrong",
  options: {
    ...ENGINE_OPTIONS,
    sigma: { value: "S", help: "csv: standard deviation of drawn operands (default 24.27)" },
    seed: { value: "N", help: "csv: where the draws start (default 0)" },
    report: { value: REPORTS.join("|"), help: "write a csv as SCALE-Sim does (default compute): to -o, or instead of the table" },
    output: { short: "o", value: "out.csv", help: "where the csv goes, replaced only when it is complete" },
    plot: { value: "out.svg", help: "draw a picture (needs the packages vega and vega-lite)" },
    draw: PICTURE_OPTION,
    nest: { help: "print the engine as a loop nest; without files nothing else" },
    json: JSON_OPTION,
  },
  async run(args, out) {
    const spec = engineOf(args), against = baselineOf(args, spec);
    const output = args.text("output"), plot = args.text("plot"), csv = choice(args, "report", REPORTS) ?? (output === undefined ? undefined : "compute");
    if (csv !== undefined && output === undefined && args.flag("json")) throw new UsageError("--report without -o and --json both print, expected one of them");
    checkTargets(args);
    const k = loadSync();
    try {
      if (args.positionals.length === 0 && args.flag("nest")) return nest(k, spec, args, out);
      const picture = pictureOf(args, args.positionals.length > 1, against !== undefined), draw = plot === undefined ? undefined : await drawer();
      const work = workOf(args), right = work.pair === undefined || multiply(k, spec, work.pair, out);
      const result = emulated(k, spec, against, work, args, out);
      const warning = missing(result);
      if (warning !== undefined) out.warn(`lanewise emulate: warning: ${warning}`);
      if (csv !== undefined && output !== undefined) writeWhole("the report", output, new TextEncoder().encode(result.ours.report.toCsv(csv)));
      if (plot !== undefined && draw !== undefined) writeWhole("the plot", plot, new TextEncoder().encode(await draw(drawn(k, picture, result, work.pair?.[0]))));
      say(args, out, result, csv !== undefined && output === undefined ? csv : undefined);
      if (args.flag("nest")) nest(k, spec, args, out);
      return right;
    } catch (error) {
      throw wrongUse(error, args);
    } finally {
      k.free();
    }
  },
};

/** Nothing is written over what is read, or twice; and a nest goes to stdout alone. */
function checkTargets(args: Args): void {
  const taken = new Map<string, string>([...args.positionals, args.text("constants") ?? []].flat().map((file) => [path.resolve(file), "is read"]));
  for (const name of ["output", "plot"]) {
    const file = args.text(name);
    if (file === undefined) continue;
    const use = taken.get(path.resolve(file));
    if (use !== undefined) throw new UsageError(`--${name} is ${JSON.stringify(file)}, which ${use}, expected another file`);
    taken.set(path.resolve(file), `--${name} writes`);
  }
  const other = args.flag("nest") ? ["output", "report", "plot"].find((name) => args.text(name) !== undefined) : undefined;
  if (other !== undefined) throw new UsageError(`--nest does not go with --${other}`);
}

/** An engine that cannot be is wrong usage, unless a file says so. */
function wrongUse(error: unknown, args: Args): unknown {
  if (isKernelError(error) && error.op === "bitmac.engine.layers" && error.arg === "seed") return new UsageError(error.message.replace(/^.*?: /, "--"));
  return isKernelError(error) && error.code === "option" && error.op === "bitmac.engine" && !/\.json$/i.test(args.text("constants") ?? "") ? new UsageError(error.message) : error;
}

function workOf(args: Args): Work {
  const [file, other, ...more] = args.positionals;
  if (file === undefined) throw new UsageError(`what to emulate is missing, expected ${USAGE}`);
  if (more.length > 0) throw new UsageError(`argument ${JSON.stringify(more[0])} is unexpected, ${file} and ${other} are given`);
  if (other !== undefined) return pairOf(args, file, other);
  if (/\.npy$/i.test(file)) throw new UsageError(`B is missing, expected ${USAGE}`);
  const sigma = args.number("sigma", 24.27), seed = whole(args, "seed", 0) ?? 0;
  if (!(sigma >= 0 && sigma < Infinity)) throw new UsageError(`--sigma is ${sigma}, expected 0 or more`);
  return { about: `${file}, drawn operands, sigma ${sigma}, seed ${seed}`, shapes: readTopology(file), options: { sigma, seed } };
}

function pairOf(args: Args, fileA: string, fileB: string): Work {
  const misplaced = ["sigma", "seed"].find((name) => args.text(name) !== undefined);
  if (misplaced !== undefined) throw new UsageError(`--${misplaced} is for a topology, and A and B are given`);
  const A = readInt8("A", fileA), B = readInt8("B", fileB);
  if (B.rows !== A.cols) throw new Failure(`B (${fileB}) has ${B.rows} rows, expected ${A.cols} (A is ${A.rows}×${A.cols})`);
  return { about: `${fileA} · ${fileB}`, shapes: [{ name: "A·B", m: A.rows, n: B.cols, k: A.cols }], options: { operands: () => A.data }, pair: [A, B] };
}

/** The engine's product against the sum over digits of A. */
function multiply(k: Kernels, spec: EngineSpec, [a, b]: readonly [Int8Matrix, Int8Matrix], out: Output): boolean {
  return k.scope((s) => {
    const A = s.matrix("i8", a.rows, a.cols, a.data), B = s.matrix("i8", b.rows, b.cols, b.data);
    const C = s.matrix("i32", a.rows, b.cols), D = s.matrix("i32", a.rows, b.cols);
    k.bitmac.engine(spec).run(A, B, { C });
    k.bitmac.gemm(D, A, B, { path: "digits", ...(spec.encoding !== undefined && { encoding: spec.encoding }) });
    const [c, d] = [C.view, D.view], wrong = c.findIndex((x, i) => x !== d[i]);
    const place = `(${Math.floor(wrong / b.cols)}, ${wrong % b.cols})`;
    if (wrong >= 0) out.warn(`lanewise emulate: element ${place} of the product is ${String(c[wrong])}, its digits sum to ${String(d[wrong])}`);
    return wrong < 0;
  });
}

function emulated(k: Kernels, spec: EngineSpec, against: EngineSpec | undefined, { about, shapes, options, pair }: Work, args: Args, out: Output): Result {
  const engines = [k.bitmac.engine(spec), ...(against === undefined ? [] : [baselineEngine(k, against, args)])];
  const one = (engine: Engine): Emulated => {
    out.progress(`${engine}: ${shapes.length} ${shapes.length === 1 ? "product" : "layers"}`);
    return { engine, report: engine.layers(shapes, options) };
  };
  const [ours, baseline] = engines.map(one) as [Emulated, Emulated?];
  out.progress("");
  return { about: `${about}${pair === undefined ? "" : ", product checked"}`, ours, ...(baseline !== undefined && { baseline }), compare: k.bitmac.compare };
}

function baselineEngine(k: Kernels, spec: EngineSpec, args: Args): Engine {
  try {
    return k.bitmac.engine(spec);
  } catch (error) {
    throw new UsageError(`--baseline ${args.text("baseline") ?? "of as many elements"} cannot be (${(error as Error).message}), expected another, or none`);
  }
}

function say(args: Args, out: Output, result: Result, csv: (typeof REPORTS)[number] | undefined): void {
  if (csv !== undefined) out.line(result.ours.report.toCsv(csv).trimEnd());
  else if (args.flag("json")) for (const line of jsonLines(result)) out.line(JSON.stringify(line));
  else out.line(readable(result));
}

function nest(k: Kernels, spec: EngineSpec, args: Args, out: Output): boolean {
  const { text } = k.bitmac.engine(spec).nest();
  out.line(args.flag("json") ? JSON.stringify({ nest: text }) : `${args.positionals.length === 0 ? "" : "\n"}${text.trimEnd()}`);
  return true;
}
