// Reads Harwell–Boeing and Rutherford–Boeing files: compressed columns in fixed-width Fortran formats.
import { readHeader } from "./harwell-boeing-header.js";
import type { Header, Layout } from "./harwell-boeing-header.js";
import { Text } from "./text.js";
import { mirrored, misplaced } from "./triangle.js";
import type { MatrixMarket } from "./triangle.js";

const LF = 10, CR = 13, SPACE = 32;

/** Reads an assembled matrix from a Rutherford–Boeing (.rb) or Harwell–Boeing file (.rua, .rsa, .psa, .pua, .rza, .rra …).
 *
 *  Shapes    as parseMatrixMarket: values[k] at (row[k], col[k]), 0-based, down the columns, then what the file leaves out by symmetry.
 *  Effects   none; the result keeps no hold of `source`. Right-hand sides behind the matrix are passed over.
 *  Cost      one pass; memory 16 bytes an entry, and for symmetric files 24 more while reading.
 *  Accuracy  every number is the double nearest to what is written.
 *  Reads     types R, I, P (real, integer, pattern), each S, U, Z, R (symmetric, unsymmetric, skew-symmetric, rectangular), A (assembled); formats such as
 *            (16I5), (1P,4D20.12), (4(1PE20.12)). Numbers without a decimal point are read as written.
 *  Throws    FormatError naming the line (`position`), also for gzip files, which `gunzip` unpacks; UnsupportedError for complex and elemental
 *            matrices; DtypeError where source is neither bytes nor a string.
 *  Source    Duff, Grimes, Lewis, ACM TOMS 15 (1989); Duff, Grimes, Lewis, RAL-TR-97-031 (1997).
 *  @example
 *  import { parseHarwellBoeing } from "lanewise/io";
 *  const a = parseHarwellBoeing("A small matrix\n3 1 1 1\nrsa 2 2 2 0\n(3I2) (2I2) (2E9.1)\n 1 3 3\n 1 2\n  4.0E+00 -1.5E+00\n");
 *  console.log(a.symmetry, a.row, a.values); // symmetric Int32Array(3) [ 0, 1, 0 ] Float64Array(3) [ 4, -1.5, -1.5 ] */
export function parseHarwellBoeing(source: Uint8Array | string): MatrixMarket {
  const op = "io.parseHarwellBoeing";
  const text = new Text(op, source);
  const header = readHeader(text, op);
  const { field, symmetry, rows, cols, count } = header;
  const stored = { row: new Int32Array(room(text, count, "entries")), col: new Int32Array(count), values: new Float64Array(count) };
  readPointers(text, header, stored.col);
  readFields(text, header.indices, count, "row indices", (i, k) => {
    if (!(i >= 1 && i <= rows && Number.isInteger(i))) throw text.fail(`row is ${i}, expected 1 to ${rows}`, text.start);
    stored.row[k] = i - 1;
    const problem = symmetry === "general" ? "" : misplaced(i - 1, stored.col[k] as number, 0, symmetry);
    if (problem !== "") throw text.fail(problem, text.start);
  });
  if (header.values === undefined) stored.values.fill(1);
  else readFields(text, header.values, count, "values", (value, k) => {
    if (field === "integer" && !Number.isInteger(value)) throw text.fail(`value is ${value}, expected a whole number`, text.start);
    const problem = symmetry === "general" ? "" : misplaced(stored.row[k] as number, stored.col[k] as number, value, symmetry);
    if (problem !== "") throw text.fail(problem, text.start);
    stored.values[k] = value;
  });
  if (!header.more && text.skipToData(0)) throw text.fail(`${text.found()} after the matrix`);
  return { ...mirrored(stored, count, symmetry), rows, cols, field, symmetry, warnings: [] };
}

/** `count`, if the rest of the file may hold so many. */
function room(text: Text, count: number, what: string): number {
  if (count > text.bytes.length - text.at) throw text.fail(`the file ends before its ${count} ${what}`, Infinity);
  return count;
}

/** Fills in the column of every entry. */
function readPointers(text: Text, { pointers, cols, count }: Header, col: Int32Array): void {
  let before = 1;
  readFields(text, pointers, room(text, cols + 1, "column pointers"), "column pointers", (pointer, j) => {
    const low = j === cols ? count + 1 : before;
    const high = j === 0 ? 1 : count + 1;
    if (!(pointer >= low && pointer <= high && Number.isInteger(pointer))) {
      throw text.fail(`column pointer ${j + 1} is ${pointer}, expected ${low === high ? low : `${low} to ${high}`}`, text.start);
    }
    if (j > 0) col.fill(j - 1, before - 1, pointer - 1);
    before = pointer;
  });
}

/** `count` numbers of fixed width. While `each` runs, `text.start` is where its number stands. */
function readFields(text: Text, { perLine, width }: Layout, count: number, what: string, each: (value: number, k: number) => void): void {
  const { bytes } = text;
  for (let k = 0, lineStart = text.at; k < count;) {
    if (lineStart >= bytes.length) throw text.fail(`the file ends after ${k} of ${count} ${what}`, Infinity);
    const found = bytes.indexOf(LF, lineStart);
    const next = found < 0 ? bytes.length : found + 1;
    let end = found < 0 ? next : found;
    while (end > lineStart && (bytes[end - 1] === CR || bytes[end - 1] === SPACE)) end--;
    const due = Math.min(perLine, count - k);
    for (let f = 0; f < due; f++, k++) {
      const from = lineStart + f * width;
      if (from >= end) throw text.fail(`the line has ${f} of ${due} ${what}`, lineStart);
      each(readField(text, from, Math.min(from + width, end), what), k);
    }
    text.at = lineStart + due * width;
    if (text.at < end) {
      text.skipBlanks();
      throw text.fail(`${text.found()} after ${due} ${what}`);
    }
    text.at = lineStart = next;
  }
}

function readField(text: Text, from: number, to: number, what: string): number {
  const { bytes } = text;
  while (from < to && bytes[from] === SPACE) from++;
  text.at = from;
  const value = from < to ? text.number(to) : NaN;
  while (text.at < to && bytes[text.at] === SPACE && text.at > from) text.at++;
  if (text.at < to || from === to) throw text.fail(`found ${JSON.stringify(text.slice(from, Math.min(to, from + 32)))} among the ${what}, expected a number`, from);
  return value;
}
