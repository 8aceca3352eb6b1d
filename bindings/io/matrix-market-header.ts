// The first lines of a Matrix Market file: Boisvert, Pozo, Remington, "The Matrix Market Exchange Formats: Initial Design", NISTIR 5935 (1996), §2.
import { UnsupportedError } from "../errors.js";
import type { Text } from "./text.js";
import type { MatrixMarket, Symmetry } from "./triangle.js";
import { MOST } from "./triangle.js";

export interface Header {
  readonly layout: "coordinate" | "array";
  readonly field: MatrixMarket["field"];
  readonly symmetry: Symmetry;
  readonly rows: number;
  readonly cols: number;
  /** Entries that the file holds. */
  readonly count: number;
  readonly warnings: readonly string[];
}

export const PERCENT = 37;
const FIELDS: Readonly<Record<string, MatrixMarket["field"]>> = { real: "real", double: "real", integer: "integer", "unsigned-integer": "integer", pattern: "pattern" };
const SYMMETRIES: readonly string[] = ["general", "symmetric", "skew-symmetric"];

export function readHeader(text: Text, op: string): Header {
  const start = text.at;
  const fail = (problem: string): Error => text.fail(problem, start);
  const unsupported = (word: string, expected: string): Error => new UnsupportedError(op, "source", `line 1: ${word} matrices are not supported, expected ${expected}`);
  const words = text.takeLine().trim().toLowerCase().split(/\s+/);
  const [banner = "", object, layout, ...rest] = words;
  if (banner !== "%%matrixmarket") throw fail(banner === "" && text.at >= text.bytes.length ? "the file is empty, expected %%MatrixMarket" : `found ${JSON.stringify(banner.slice(0, 32))}, expected %%MatrixMarket`);
  if (object !== "matrix") throw fail(`object is ${object ?? "missing"}, expected matrix`);
  if (layout !== "coordinate" && layout !== "array") throw fail(`format is ${layout ?? "missing"}, expected coordinate or array`);

  const warnings: string[] = [];
  for (const [at, word, missing] of [[0, "field", "real"], [1, "symmetry", "general"]] as const) {
    const isSymmetry = SYMMETRIES.includes(rest[at] ?? "") || rest[at] === "hermitian";
    if (rest.length === 2 || (rest[at] !== undefined && isSymmetry === (at === 1))) continue;
    warnings.push(`line 1: the ${word} word is missing, read as ${missing}`);
    rest.splice(at, 0, missing);
  }
  const [fieldWord = "", symmetry = "", more] = rest;
  if (more !== undefined) throw fail(`found ${JSON.stringify(more.slice(0, 32))} after the symmetry word`);
  if (fieldWord === "complex") throw unsupported("complex", "real, integer or pattern");
  if (symmetry === "hermitian") throw unsupported("hermitian", "general, symmetric or skew-symmetric");
  const field = Object.hasOwn(FIELDS, fieldWord) ? FIELDS[fieldWord] : undefined;
  if (field === undefined) throw fail(`field is ${JSON.stringify(fieldWord.slice(0, 32))}, expected real, integer or pattern`);
  if (!SYMMETRIES.includes(symmetry)) throw fail(`symmetry is ${JSON.stringify(symmetry.slice(0, 32))}, expected general, symmetric or skew-symmetric`);
  if (field === "pattern" && layout === "array") throw fail("a pattern has no array format");
  if (field === "pattern" && symmetry === "skew-symmetric") throw fail("a pattern cannot be skew-symmetric, as it has no signs");
  return { layout, field, symmetry: symmetry as Symmetry, warnings, ...readSizes(text, layout, symmetry as Symmetry) };
}

function readSizes(text: Text, layout: Header["layout"], symmetry: Symmetry): Pick<Header, "rows" | "cols" | "count"> {
  if (!text.skipToData(PERCENT)) throw text.fail(`the file ends before its sizes`);
  const line = text.at;
  const names = layout === "coordinate" ? ["rows", "columns", "entries"] : ["rows", "columns"];
  const sizes = names.map((name) => {
    const size = text.whole();
    if (size < 0) throw text.fail(`${text.found()}, expected a whole number of ${name}`);
    if (size > MOST) throw text.fail(`${size} ${name} are too many, expected at most ${MOST}`);
    return size;
  });
  text.endLine("the sizes");
  const [rows, cols, entries] = sizes as [number, number, number?];
  if (symmetry !== "general" && rows !== cols) throw text.fail(`a ${symmetry} matrix of ${rows} rows has ${cols} columns`, line);
  const half = symmetry === "symmetric" ? (rows * (rows + 1)) / 2 : (rows * (rows - 1)) / 2;
  const count = entries ?? (symmetry === "general" ? rows * cols : half);
  if (count > MOST) throw text.fail(`${rows} rows and ${cols} columns make ${count} numbers, expected at most ${MOST}`, line);
  return { rows, cols, count };
}
