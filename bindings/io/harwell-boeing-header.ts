// The header of a Harwell–Boeing or Rutherford–Boeing file. Duff, Grimes, Lewis, "Sparse matrix test problems", ACM TOMS 15 (1989), appendix;
// Duff, Grimes, Lewis, "The Rutherford–Boeing sparse matrix collection", RAL-TR-97-031 (1997), §3.
import { UnsupportedError } from "../errors.js";
import type { Text } from "./text.js";
import type { MatrixMarket, Symmetry } from "./triangle.js";
import { MOST } from "./triangle.js";

/** Numbers of a fixed width, so many a line. */
export interface Layout { readonly perLine: number; readonly width: number }

export interface Header {
  readonly field: MatrixMarket["field"];
  readonly symmetry: Symmetry;
  readonly rows: number;
  readonly cols: number;
  readonly count: number;
  readonly pointers: Layout;
  readonly indices: Layout;
  /** Undefined for patterns. */
  readonly values: Layout | undefined;
  /** Right-hand sides follow the matrix. */
  readonly more: boolean;
}

const FIELDS: Readonly<Record<string, MatrixMarket["field"]>> = { r: "real", i: "integer", p: "pattern" };
const SYMMETRIES: Readonly<Record<string, Symmetry>> = { s: "symmetric", u: "general", z: "skew-symmetric", r: "general" };

export function readHeader(text: Text, op: string): Header {
  text.takeLine(); // title and key
  const next = (what: string): { at: number; line: string } => {
    if (text.at >= text.bytes.length) throw text.fail(`the file ends before ${what}`, Infinity);
    return { at: text.at, line: text.takeLine() };
  };
  const lines = numbers(text, next("the numbers of lines"), 4, "the numbers of lines");
  const third = next("type and sizes");
  const type = (/^\s*(\S{3})(?=\s)/.exec(third.line)?.[1] ?? "").toLowerCase();
  if (!/^[ricpq][suhzr][ae]$/.test(type)) throw text.fail(`type is ${JSON.stringify(third.line.slice(0, 3))}, expected three letters such as RUA or PSA`, third.at);
  const refused = type[0] === "c" || type[1] === "h" ? "complex" : type[2] === "e" ? "elemental" : type[0] === "q" ? "auxiliary" : undefined;
  if (refused !== undefined) throw new UnsupportedError(op, "source", `line 3: type ${type} is ${refused}, expected assembled real, integer or pattern`);
  const [rows, cols, count] = numbers(text, { at: third.at, line: third.line.trim().slice(3) }, 3, "rows, columns and entries") as [number, number, number];
  const [field, symmetry] = [FIELDS[type[0] as string] as Header["field"], SYMMETRIES[type[1] as string] as Symmetry];
  if (symmetry !== "general" && rows !== cols) throw text.fail(`a ${symmetry} matrix of ${rows} rows has ${cols} columns`, third.at);

  const fourth = next("the formats");
  const formats = fourth.line.match(/\((?:[^()]|\([^()]*\))*\)/g) ?? [];
  const layout = (at: number, what: string): Layout => layoutOf(text, formats[at], what, fourth.at);
  const header = {
    field, symmetry, rows, cols, count, pointers: layout(0, "pointers"), indices: layout(1, "indices"), values: field === "pattern" ? undefined : layout(2, "values"),
    more: (lines[4] ?? 0) > 0,
  };
  // Line 5 tells of right-hand sides, F or M in its first column; some files have it although they hold none.
  if (header.more || /[fm]/i.test(text.slice(text.at, text.at + 1))) next("the type of the right-hand sides");
  return header;
}

/** At least `least` whole numbers. */
function numbers(text: Text, { at, line }: { at: number; line: string }, least: number, what: string): number[] {
  const words = line.trim().split(/\s+/).filter((word) => word !== "");
  const found = words.map(Number);
  const wrong = found.findIndex((x, i) => !/^\d+$/.test(words[i] as string) || x > MOST);
  if (wrong >= 0) throw text.fail(`found ${JSON.stringify((words[wrong] as string).slice(0, 32))} among ${what}, expected a whole number up to ${MOST}`, at);
  if (found.length < least) throw text.fail(`${found.length} of ${what} are there, expected ${least}`, at);
  return found;
}

/** `(16I5)`, `(1P,4D20.12)`, `(4(1PE20.12))`: how many in a line, and how wide. */
function layoutOf(text: Text, format: string | undefined, what: string, at: number): Layout {
  if (format === undefined) throw text.fail(`the format of the ${what} is missing`, at);
  const found = /^\((?:([+-]?\d+)P,?)?(\d*)\(?(?:([+-]?\d+)P,?)?(\d*)(I|[EDFG]|E[NS])(\d+)(?:\.\d+(?:E\d+)?)?\)?\)$/.exec(format.toUpperCase().replaceAll(" ", ""));
  if (found === null) throw text.fail(`the format ${JSON.stringify(format.slice(0, 32))} of the ${what} is not understood, expected one such as (16I5) or (1P,4E20.12)`, at);
  const [, scale, outer, innerScale, inner, letter, digits] = found;
  // A scale factor divides numbers that have no exponent; F is the form that has none.
  if (letter === "F" && Number(scale ?? innerScale ?? 0) !== 0) throw text.fail(`the format ${format} of the ${what} scales its numbers, which is not supported`, at);
  const perLine = Number(outer || 1) * Number(inner || 1);
  const width = Number(digits);
  if (width === 0 || perLine === 0) throw text.fail(`the format ${format} of the ${what} holds nothing`, at);
  return { perLine, width };
}
