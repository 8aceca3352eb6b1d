// Reads Matrix Market files: Boisvert, Pozo, Remington, "The Matrix Market Exchange Formats: Initial Design", NISTIR 5935 (1996).
import { PERCENT, readHeader } from "./matrix-market-header.js";
import type { Header } from "./matrix-market-header.js";
import { Text } from "./text.js";
import { MOST, mirrored, misplaced } from "./triangle.js";
import type { MatrixMarket } from "./triangle.js";

/** Bytes of the shortest line of an entry, `1 1` or in array format `1`: no more entries are believed in than the file has room for. */
const SHORTEST = { coordinate: 4, array: 2 } as const;

/** Reads a Matrix Market file: coordinate or array; real, integer or pattern; general, symmetric or skew-symmetric.
 *
 *  Shapes    values[k] stands at (row[k], col[k]), 0-based, first the entries as in the file, then what it leaves out by symmetry. Pattern
 *            entries are 1. An array gives all its numbers, zeros too, down the columns. Entries given twice stay twice: `csr` sums them.
 *  Effects   none; the result keeps no hold of `source`.
 *  Cost      one pass, about 10 ns a byte of numbers; memory 16 bytes an entry, and for symmetric files 24 more while reading.
 *  Accuracy  every number is the double nearest to what is written, like Number(); integers beyond 2^53 are rounded.
 *  Reads     words in any case, comments and blank lines anywhere, CRLF, Fortran exponents (1D+3), inf and nan. A missing field word is read as
 *            real, a missing symmetry word as general; `warnings` says so.
 *  Throws    FormatError naming the line (`position`), also for gzip files, which `gunzip` unpacks; UnsupportedError for complex and hermitian
 *            matrices; DtypeError where source is neither bytes nor a string.
 *  Source    Boisvert, Pozo, Remington, NISTIR 5935 (1996).
 *  @example
 *  import { parseMatrixMarket } from "lanewise/io";
 *  const a = parseMatrixMarket("%%MatrixMarket matrix coordinate real symmetric\n2 2 2\n1 1 4\n2 1 -1.5\n");
 *  console.log(a.row, a.col, a.values); // Int32Array(3) [ 0, 1, 0 ] Int32Array(3) [ 0, 0, 1 ] Float64Array(3) [ 4, -1.5, -1.5 ] */
export function parseMatrixMarket(source: Uint8Array | string): MatrixMarket {
  const op = "io.parseMatrixMarket";
  const text = new Text(op, source);
  const header = readHeader(text, op);
  const { layout, field, symmetry, rows, cols, count, warnings } = header;
  const room = Math.min(count, Math.floor((text.bytes.length - text.at) / SHORTEST[layout]) + 1);
  const stored = { row: new Int32Array(room), col: new Int32Array(room), values: new Float64Array(room) };
  const found = layout === "coordinate" ? readEntries(text, header, stored) : readColumns(text, header, stored);
  if (found < count) throw text.fail(`the file ends after ${found} of ${count} entries`, Infinity);
  if (text.skipToData(PERCENT)) throw text.fail(`${text.found()} after the last of ${count} entries`);
  return { ...mirrored(stored, count, symmetry), rows, cols, field, symmetry, warnings };
}

type Stored = Pick<MatrixMarket, "row" | "col" | "values">;

/** One entry a line: row, column, and unless it is a pattern the value. Answers how many there are. */
function readEntries(text: Text, { field, symmetry, rows, cols, count }: Header, { row, col, values }: Stored): number {
  for (let k = 0; k < count; k++) {
    if (!text.skipToData(PERCENT)) return k;
    const line = text.at;
    const i = text.whole();
    if (i < 1 || i > rows) throw text.fail(i < 0 ? `${text.found()}, expected a row number` : `row is ${i}, expected 1 to ${rows}`);
    const j = text.whole();
    if (j < 1 || j > cols) throw text.fail(j < 0 ? `${text.found()}, expected a column number` : `column is ${j}, expected 1 to ${cols}`);
    const value = field === "pattern" ? 1 : readValue(text, field);
    text.endLine("the entry");
    if (symmetry !== "general" && i <= j) {
      const problem = misplaced(i - 1, j - 1, value, symmetry);
      if (problem !== "") throw text.fail(problem, line);
    }
    row[k] = i - 1;
    col[k] = j - 1;
    values[k] = value;
  }
  return count;
}

/** Values down the columns, of the lower half if there is symmetry. */
function readColumns(text: Text, { field, symmetry, rows, cols, count }: Header, { row, col, values }: Stored): number {
  const top = symmetry === "general" ? -MOST : symmetry === "symmetric" ? 0 : 1;
  let k = 0;
  for (let j = 0; j < cols && k < count; j++) {
    for (let i = Math.max(0, j + top); i < rows; i++, k++) {
      if (!text.skipToData(PERCENT)) return k;
      row[k] = i;
      col[k] = j;
      values[k] = readValue(text, field);
    }
  }
  return k;
}

function readValue(text: Text, field: Header["field"]): number {
  const value = text.number();
  if (value !== value && text.at === text.start) throw text.fail(`${text.found()}, expected a number`);
  if (field === "integer" && !Number.isInteger(value)) throw text.fail(`${text.found(text.start)}, expected a whole number`, text.start);
  return value;
}
