// Schemes from and to files.
import path from "node:path";
import type { Scheme, StraightLine } from "../index.js";
import { formatScheme, parseScheme, parseSchemes } from "../io/index.js";
import type { SchemeFormat } from "../io/index.js";
import { choice, whole } from "./choices.js";
import { Failure, UsageError } from "./command.js";
import type { Args } from "./command.js";
import { readBytes, writeWhole } from "./files.js";

export const FORMATS: readonly SchemeFormat[] = ["perminov-json", "perminov-txt", "reduced-json", "mathematica", "exp", "maple", "alphatensor-npz", "flip-cpd-npy"];
const BINARY: readonly SchemeFormat[] = ["alphatensor-npz", "flip-cpd-npy"];
/** The longest ending that fits counts. */
const ENDINGS: readonly (readonly [string, SchemeFormat])[] = [
  ["reduced.json", "reduced-json"], [".json", "perminov-json"], [".txt", "perminov-txt"], [".m", "mathematica"], [".exp", "exp"], [".mpl", "maple"], [".npz", "alphatensor-npz"], [".npy", "flip-cpd-npy"],
];

/** "4×5×5", "gt 4". */
export function nameOf({ shape, target }: Pick<Scheme, "shape" | "target">): string { return target === undefined ? shape.join("×") : `${target} ${shape[0]}`; }

/** The format to write: what --to says, or else the ending of -o. */
export function formatFor(args: Args, to: boolean): SchemeFormat {
  const output = args.text("output"), format = (to ? choice(args, "to", FORMATS) : undefined) ?? ENDINGS.find(([ending]) => output?.toLowerCase().endsWith(ending))?.[1];
  if (output === undefined && format === undefined) throw new UsageError("expected -o OUT or --to FORMAT");
  if (format === undefined) throw new UsageError(`-o ${output} does not tell the format, expected an ending ${ENDINGS.map(([ending]) => ending).join(", ")}${to ? ", or --to FORMAT" : ""}`);
  if (output === undefined && args.flag("json")) throw new UsageError("--json does not go with a scheme that is printed, expected -o OUT");
  if (output === undefined && BINARY.includes(format)) throw new UsageError(`${format} is bytes, expected -o OUT`);
  return format;
}

/** All schemes of a file, or the one that --index says. */
export async function readSchemes(args: Args, file: string): Promise<readonly Scheme[]> {
  const from = choice(args, "from", FORMATS), index = whole(args, "index", 0), name = args.text("name") ?? (/\.npy$/i.test(file) ? file : undefined);
  const schemes = await parseSchemes(readBytes("FILE", file), from, name === undefined ? undefined : { name });
  if (schemes.length === 0) throw new Failure(`${file} holds no schemes`);
  if (index === undefined) return schemes;
  const scheme = schemes[index];
  if (scheme === undefined) throw new Failure(`${file} holds ${schemes.length} schemes, --index is ${index}`);
  return [scheme];
}

export async function readOne(args: Args, file: string): Promise<Scheme> {
  const [scheme, ...more] = await readSchemes(args, file);
  if (scheme === undefined || more.length > 0) throw new Failure(`${file} holds ${more.length + 1} schemes, expected one: choose it by --index`);
  return scheme;
}

/** Refuses what `readSchemes` could not read back as it was. */
export function written(s: Scheme | StraightLine, format: SchemeFormat): string | Uint8Array {
  const { shape, ring } = "scheme" in s ? s.scheme : s, data = formatScheme(s, format);
  if (format === "flip-cpd-npy") {
    if (shape.some((x) => x > 9)) throw new Failure(`${format} files are told by their names, which have no place for ${shape.join("×")}`);
  } else if ((ring === "Z2" || ring === "Z3") && parseScheme(data, format).ring !== ring) throw new Failure(`${format} files do not tell that this scheme is of ring ${ring}, perminov-json and reduced-json files do`);
  return data;
}

export function writeScheme(file: string, s: Scheme | StraightLine, format: SchemeFormat): void {
  const data = written(s, format);
  writeWhole(path.basename(file), file, typeof data === "string" ? new TextEncoder().encode(data) : data);
}

export function textOf(s: Scheme | StraightLine, format: SchemeFormat): string { return written(s, format) as string; }
