// Writing schemes.
import { DtypeError, OptionError } from "../errors.js";
import type { Scheme, StraightLine } from "../flip/types.js";
import { schemeOf } from "../scheme.js";
import { straightLineOf } from "../straightline.js";
import { checkFormat, type SchemeFormat } from "./scheme.js";
import { formatExp } from "./scheme-exp.js";
import { formatFull } from "./scheme-json.js";
import { formatMaple, formatMathematica } from "./scheme-lists.js";
import { formatCpd } from "./scheme-npy.js";
import { formatNpz } from "./scheme-npz.js";
import { formatReduced } from "./scheme-reduced.js";
import { formatTxt } from "./scheme-txt.js";
import { tagOf } from "./source.js";

/** What alphatensor-npz and flip-cpd-npy are is bytes; the others are text. */
export type SchemeFile<F extends SchemeFormat> = F extends "alphatensor-npz" | "flip-cpd-npy" ? Uint8Array : string;

/** Writes a scheme as one file of a format: text, or bytes for alphatensor-npz and flip-cpd-npy. `parseScheme` gives back the same coefficients.
 *
 *  reduced-json takes a StraightLine with its programs, or a Scheme as programs without common sums; the other formats take a StraightLine's scheme.
 *  Structured targets, and ring Z3, are told by perminov-json and reduced-json in keys of ours ("target", "ring") that other readers pass over;
 *  flip-cpd-npy has them without telling. The ring is told by the JSON formats (Z2 or not) and by bit masks; elsewhere the reader has to find it.
 *  Effects   none.
 *  Throws    OptionError where the format has no place for the scheme: structured targets (all but JSON and flip-cpd), dimensions beyond 9 (exp),
 *            denominators beyond 4096 (alphatensor-npz), factors of more than 64 entries modulo 2 or 3 (flip-cpd), no terms (exp, mathematica, maple), an unknown format;
 *            what `flip.verify` throws for a malformed scheme; OptionError for programs that do not compute the scheme.
 *  @example
 *  import { formatScheme, parseScheme } from "lanewise/io";
 *  const dot = parseScheme("1 2 1 2\n1 0 0 1\n1 0 0 1\n1 1\n");
 *  console.log(formatScheme(dot, "exp").trim().split("\n").join(" + ")); // (a11)*(b11)*(c11) + (a12)*(b21)*(c11) */
export function formatScheme<F extends SchemeFormat>(s: Scheme | StraightLine, format: F): SchemeFile<F>;
export function formatScheme(s: Scheme | StraightLine, format: SchemeFormat): string | Uint8Array {
  const op = "io.formatScheme";
  if (s === null || typeof s !== "object") throw new DtypeError(op, "s", `s is ${tagOf(s)}, expected a Scheme or a StraightLine`);
  checkFormat(op, format);
  const line = "scheme" in s;
  if (line && format === "reduced-json") return formatReduced(straightLineOf(op, "s", s), op);
  const scheme = line ? schemeOf(op, "s.scheme", s.scheme) : schemeOf(op, "s", s);
  const refuse = (problem: string): OptionError => new OptionError(op, "format", problem);
  if (format === "perminov-json") return formatFull(scheme);
  if (format === "reduced-json") return formatReduced(scheme, op);
  if (format === "flip-cpd-npy") return formatCpd(scheme, op);
  if (scheme.target !== undefined) throw refuse(`the scheme is of target "${scheme.target}", but ${format} files hold general products`);
  if (format === "perminov-txt") return formatTxt(scheme);
  if (format === "alphatensor-npz") return formatNpz(scheme, op);
  if (scheme.rank === 0) throw refuse(`the scheme has no terms, and ${format} files tell the shape by them`);
  return format === "exp" ? formatExp(scheme, op) : format === "maple" ? formatMaple(scheme) : formatMathematica(scheme);
}
