// Files of matrix multiplication schemes: which format a file has, and reading it.
import { DtypeError, FormatError, OptionError } from "../errors.js";
import type { Scheme, StraightLine } from "../flip/types.js";
import { readExp } from "./scheme-exp.js";
import { readFields, readFull } from "./scheme-json.js";
import { readMaple, readMathematica } from "./scheme-lists.js";
import { readCpd } from "./scheme-npy.js";
import { readNpz, readStoredNpz } from "./scheme-npz.js";
import { type Hints, hintsOf, type SchemeOptions, told } from "./scheme-options.js";
import { readReduced } from "./scheme-reduced.js";
import { SchemeText } from "./scheme-text.js";
import { readTxt } from "./scheme-txt.js";
import { source as bytesOf, tagOf } from "./source.js";
import type { Source } from "./source.js";

export type SchemeFormat = "perminov-json" | "perminov-txt" | "reduced-json" | "mathematica" | "exp" | "maple" | "alphatensor-npz" | "flip-cpd-npy";

const FORMATS: readonly SchemeFormat[] = ["perminov-json", "perminov-txt", "reduced-json", "mathematica", "exp", "maple", "alphatensor-npz", "flip-cpd-npy"];

/** A detached array has no bytes, and cannot be told from an empty one but by trying. */
function checkSource(op: string, source: unknown): void {
  if (tagOf(source) !== "Uint8Array") return;
  try {
    void new Uint8Array((source as Uint8Array).buffer);
  } catch {
    throw new DtypeError(op, "source", "source is detached");
  }
}

export function checkFormat(op: string, format: unknown): void {
  if (!FORMATS.includes(format as SchemeFormat)) throw new OptionError(op, "format", `format is ${told(format)}, expected one of ${FORMATS.join(", ")}`);
}

/** By the first bytes that mean something. */
function detect(op: string, source: Uint8Array | string): SchemeFormat {
  if (typeof source !== "string" && tagOf(source) === "Uint8Array") {
    if (source[0] === 0x93) return "flip-cpd-npy";
    if (source[0] === 0x50 && source[1] === 0x4b) return "alphatensor-npz";
  }
  const t = new SchemeText(op, source);
  t.skipToData(35);
  const first = t.peek();
  if (first === "[") return "perminov-json";
  if (first === "{") {
    t.at++;
    t.skip();
    return t.peek() === "{" ? "mathematica" : "perminov-json";
  }
  if (/\d/.test(first)) return /^[^#]*[a-c(]/.test(t.takeLine()) ? "exp" : "perminov-txt";
  if (/[A-Z]/.test(first)) return "maple";
  if (/[-+(abc]/.test(first)) return "exp";
  throw t.fail(`${t.found()}, which begins no format of schemes that is known here`);
}

function readText(format: SchemeFormat, source: Uint8Array | string, hints: Hints): Scheme[] {
  const t = new SchemeText(hints.op, source);
  if (format === "perminov-txt") return readTxt(t, hints);
  if (format === "mathematica") return readMathematica(t, hints);
  if (format === "exp") return readExp(t, hints);
  if (format === "maple") return readMaple(t, hints);
  const schemes: Scheme[] = [];
  const one = (): void => { schemes.push(schemeIn(readJson(t, hints))); };
  t.skip();
  if (t.peek() === "[") t.list("[", "]", "the schemes", one);
  else one();
  t.end("the scheme");
  return schemes;
}

function schemeIn(x: Scheme | StraightLine): Scheme { return "scheme" in x ? x.scheme : x; }

/** The object that comes next, of either format. */
function readJson(t: SchemeText, hints: Hints): Scheme | StraightLine {
  t.skip();
  const start = t.at, fields = readFields(t), end = t.at;
  const read = fields.has("u_fresh") ? readReduced(t, fields, hints, start) : readFull(t, fields, hints, start);
  t.at = end;
  return read;
}

/** Reads one scheme from a file of any format in use; the format is told by its first bytes where it is not given.
 *
 *  perminov-json  {"n", "m", "z2", "u", "v", "w"}: rows of coefficients, fractions as "1/2"; other keys are passed over. Ours: "target", "ring".
 *  reduced-json   the same with straight-line programs for u, v, w, which are written out; `parseStraightLine` keeps them.
 *  perminov-txt   n1 n2 n3 rank, then U, V, W on a line each; fractions as pairs of numbers.
 *  mathematica    {{{{…}}}}: three matrices a term. maple: the TriadSet of a .tensor.mpl. exp: (a11 + 2*a12)*(b11)*(c21)/3 a line, dimensions to 9.
 *  alphatensor-npz one entry n,m,p.npy; of pickles only arrays of arrays of numbers, and nothing in them is run.
 *  flip-cpd-npy   rational (int64) or bit masks (uint64). The file tells no shape: give `name`, or `shape` and `target`; masks may need `ring`.
 *
 *  Effects   none; the result keeps no hold of `source`. The scheme is well-formed, not verified: that is `flip.verify`.
 *  Ring      the file's where it names one ("z2", bit masks), or the option's; else the least of ZT, Z, Q that holds the coefficients, or Z2 where
 *            they are zeros and ones that are not the product over the integers, as nothing can cancel.
 *  Cost      one pass; memory follows the bytes that are there, never a count that is only declared: at most 2^26 coefficients a file, 2^24
 *            from formats that leave out zeros.
 *  Throws    FormatError naming line and column, or the byte (`position` is the line or the byte): damaged files, coefficients beyond 32 bits or that
 *            the ring does not have, several schemes (`parseSchemes` reads them); OptionError; ShapeError; UnsupportedError for npz entries that
 *            are compressed (`parseSchemes` again); DtypeError.
 *  Source    the files of github.com/dronperminov/FastMatrixMultiplication, google-deepmind/alphatensor, khoruzhii/flip-cpd, and fmm.univ-lille.fr.
 *  @example
 *  import { parseScheme } from "lanewise/io";
 *  const strassen = parseScheme(`
 *  (a11 + a22)*(b11 + b22)*(c11 + c22)
 *  (a21 + a22)*(b11)*(c12 - c22)
 *  (a11)*(b12 - b22)*(c21 + c22)
 *  (a22)*(b21 - b11)*(c11 + c12)
 *  (a11 + a12)*(b22)*(c21 - c11)
 *  (a21 - a11)*(b11 + b12)*(c22)
 *  (a12 - a22)*(b21 + b22)*(c11)`);
 *  console.log(strassen.shape.join("×"), strassen.rank, strassen.ring); // 2×2×2 7 ZT */
export function parseScheme(source: Uint8Array | string, format?: SchemeFormat, o?: SchemeOptions): Scheme {
  const op = "io.parseScheme", schemes = readAll(op, source, format, o, readStoredNpz), [scheme] = schemes;
  if (scheme === undefined || schemes.length > 1) {
    const isText = typeof source === "string" || (source[0] !== 0x93 && source[0] !== 0x50);
    throw new FormatError(op, `${isText ? "line 1" : "byte 0"}: the file holds ${schemes.length} schemes, which parseSchemes reads`, isText ? 1 : 0);
  }
  return scheme;
}

/** Reads every scheme of a file: all entries of an npz archive, compressed or not, txt and Mathematica files of several schemes, lists of JSON
 *  schemes, all rows of a flip-cpd file; files of one scheme as well.
 *  Effects   none; do not change `source` before the promise settles.
 *  Throws    (rejects) as parseScheme.
 *  @example
 *  import { parseSchemes } from "lanewise/io";
 *  const schemes = await parseSchemes("2\n1 1 1 1\n1\n1\n1\n1 1 2 2\n1 1\n1 0 0 1\n1 0 0 1\n");
 *  console.log(schemes.map((s) => `${s.shape.join("×")}:${s.rank}`).join(" ")); // 1×1×1:1 1×1×2:2 */
export async function parseSchemes(source: Uint8Array | string, format?: SchemeFormat, o?: SchemeOptions): Promise<readonly Scheme[]> {
  return readAll("io.parseSchemes", source, format, o, readNpz);
}

/** Reads a reduced JSON file: a scheme with its linear maps as straight-line programs that share common sums.
 *
 *  Shapes    u and v go from entries of A and B to the left and right factors, w from products to entries of C in the order of the scheme's w. Step j
 *            defines index `inputs` + j: first the file's fresh sums (`out` −1), then one step for each output.
 *  Effects   none. `scheme` is the programs written out, exactly; `additions` is the sum of (terms − 1) over all steps.
 *  Throws    as parseScheme; also FormatError where a form uses one that comes later, or coefficients pass 32 bits when written out.
 *  Source    github.com/dronperminov/ternary_addition_reducer.
 *  @example
 *  import { formatScheme, parseScheme, parseStraightLine } from "lanewise/io";
 *  const one = parseScheme("(a11)*(b11)*(c11)");
 *  const program = parseStraightLine(formatScheme(one, "reduced-json"));
 *  console.log(program.additions, JSON.stringify(program.u.steps)); // 0 [{"out":0,"terms":[{"index":0,"coefficient":1}]}] */
export function parseStraightLine(source: Uint8Array | string): StraightLine {
  const op = "io.parseStraightLine";
  checkSource(op, source);
  const t = new SchemeText(op, source), read = readJson(t, hintsOf(op, undefined));
  t.end("the scheme");
  if (!("scheme" in read)) throw t.fail(`this is a full scheme, expected a reduced one, with "u_fresh"`, 0);
  return read;
}

/** All schemes of a file; `npz` reads archives, which may take time. */
function readAll<T>(op: string, source: Uint8Array | string, format: SchemeFormat | undefined, o: SchemeOptions | undefined, npz: (archive: Source, hints: Hints) => T): T | Scheme[] {
  const hints = hintsOf(op, o);
  if (format !== undefined) checkFormat(op, format);
  checkSource(op, source);
  const kind = format ?? detect(op, source);
  if (kind !== "alphatensor-npz" && kind !== "flip-cpd-npy") return readText(kind, source, hints);
  if (typeof source === "string") throw new DtypeError(op, "source", "source is a string, but the format is binary: expected a Uint8Array");
  return (kind === "flip-cpd-npy" ? readCpd : npz)(bytesOf(op, source), hints);
}
