// Writes Matrix Market files.
import { OptionError, ShapeError } from "../errors.js";
import type { CsrData, Triplets } from "../sparse/types.js";
import { tagOf } from "./source.js";
import { MOST } from "./triangle.js";

export interface MatrixMarketOptions {
  /** "symmetric": only the lower half is written, after a check that the upper one is its mirror image. Default "general". */
  symmetry?: "general" | "symmetric";
  /** Lines to stand below the header, each behind a %. */
  comment?: string;
}

interface Entries { readonly row: ArrayLike<number>; readonly col: ArrayLike<number>; readonly values: ArrayLike<number>; readonly rows: number; readonly cols: number }

/** Lines joined at a time. */
const BATCH = 8192;

/** Writes a Matrix Market file: coordinate format, real numbers in the fewest digits that read back as the same double.
 *
 *  Shapes    compressed rows or triplets; sizes that are not given are the least that hold all entries.
 *  Effects   none. Entries are written in the order given; `parseMatrixMarket` gives back the same ones.
 *  Throws    ShapeError for arrays that do not fit together and indices out of range; OptionError, also where symmetry is "symmetric" and an entry
 *            has no equal mirror image.
 *  Source    Boisvert, Pozo, Remington, NISTIR 5935 (1996).
 *  @example
 *  import { formatMatrixMarket } from "lanewise/io";
 *  const a = { rowPtr: [0, 1, 3], colIdx: [0, 0, 1], values: [4, -1.5, 2] };
 *  console.log(formatMatrixMarket(a).split("\n").slice(1).join(" ")); // 2 2 3 1 1 4 2 1 -1.5 2 2 2 */
export function formatMatrixMarket(A: CsrData | Triplets, o?: MatrixMarketOptions): string {
  const op = "io.formatMatrixMarket";
  const { symmetry, comment } = optionsOf(op, o);
  const entries = entriesOf(op, A);
  const { row, col, values, rows, cols } = entries;
  const lower = symmetry === "symmetric";
  if (lower) checkMirror(op, entries);
  const lines: string[] = [];
  const parts: string[] = [];
  let count = 0;
  for (let k = 0; k < values.length; k++) {
    const i = row[k] as number;
    const j = col[k] as number;
    if (lower && i < j) continue;
    count++;
    lines.push(`${i + 1} ${j + 1} ${digits(values[k] as number)}\n`);
    if (lines.length === BATCH) parts.push(lines.splice(0).join(""));
  }
  const remarks = comment === undefined ? "" : comment.split(/\r?\n|\r/).map((line) => `% ${line}`.trimEnd() + "\n").join("");
  return `%%MatrixMarket matrix coordinate real ${symmetry}\n${remarks}${rows} ${cols} ${count}\n${parts.join("")}${lines.join("")}`;
}

function digits(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value);
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

function optionsOf(op: string, o: MatrixMarketOptions = {}): { symmetry: "general" | "symmetric"; comment: string | undefined } {
  if (o === null || typeof o !== "object") throw new OptionError(op, "options", `options is ${tagOf(o)}, expected an object`);
  for (const key in o) if (key !== "symmetry" && key !== "comment") throw new OptionError(op, key, `unknown option ${key}, expected one of symmetry, comment`);
  const { symmetry = "general", comment } = o;
  if (symmetry !== "general" && symmetry !== "symmetric") throw new OptionError(op, "symmetry", `symmetry is ${JSON.stringify(symmetry)}, expected "general" or "symmetric"`);
  if (comment !== undefined && typeof comment !== "string") throw new OptionError(op, "comment", `comment is ${tagOf(comment)}, expected a string`);
  return { symmetry, comment };
}

function entriesOf(op: string, A: CsrData | Triplets): Entries {
  if (A === null || typeof A !== "object" || !("values" in A) || !("rowPtr" in A || "row" in A)) {
    throw new ShapeError(op, "A", `A is ${tagOf(A)}, expected { rowPtr, colIdx, values } or { row, col, values }`);
  }
  const { values } = A;
  const row = "rowPtr" in A ? rowsOf(op, A) : A.row;
  const col = "rowPtr" in A ? A.colIdx : A.col;
  for (const [name, list] of [["row", row], ["rowPtr" in A ? "colIdx" : "col", col]] as const) {
    if (list.length !== values.length) throw new ShapeError(op, "A", `${name} has ${list.length} elements, expected ${values.length} (values.length)`);
  }
  return { row, col, values, rows: bounded(op, "row", row, A.rows ?? ("rowPtr" in A ? A.rowPtr.length - 1 : undefined)), cols: bounded(op, "col", col, A.cols) };
}

function rowsOf(op: string, { rowPtr, values }: CsrData): Int32Array {
  const last = rowPtr.length - 1;
  if (last < 0 || rowPtr[0] !== 0 || rowPtr[last] !== values.length) {
    throw new ShapeError(op, "A", `rowPtr goes from ${rowPtr[0]} to ${rowPtr[last]}, expected 0 to ${values.length} (values.length)`);
  }
  const row = new Int32Array(values.length);
  for (let i = 0; i < last; i++) {
    const [from, to] = [rowPtr[i] as number, rowPtr[i + 1] as number];
    if (!(from <= to) || !Number.isInteger(to)) throw new ShapeError(op, "A", `rowPtr[${i + 1}] is ${to}, expected a whole number of at least ${from}`);
    row.fill(i, from, to);
  }
  return row;
}

/** The number of rows or columns, after a check that every index is below it. */
function bounded(op: string, arg: string, list: ArrayLike<number>, given: number | undefined): number {
  if (given !== undefined && (!Number.isInteger(given) || given < 0 || given > MOST)) throw new ShapeError(op, `${arg}s`, `${arg}s is ${given}, expected a whole number from 0 to ${MOST}`);
  const end = given ?? MOST;
  let size = 0;
  for (let k = 0; k < list.length; k++) {
    const i = list[k] as number;
    if (!(i >= 0 && i < end && Number.isInteger(i))) throw new ShapeError(op, "A", `${arg} index ${k} is ${i}, expected 0 to ${end - 1}`);
    if (i >= size) size = i + 1;
  }
  return given ?? size;
}

/** Below the diagonal, by row, and above it, by column, the same numbers have to come. */
function checkMirror(op: string, { row, col, values, rows, cols }: Entries): void {
  if (rows !== cols) throw new ShapeError(op, "A", `A is ${rows}×${cols}, expected a square matrix (symmetry is "symmetric")`);
  const side = (outer: ArrayLike<number>, inner: ArrayLike<number>): Uint32Array => {
    const at = new Uint32Array(values.length);
    let count = 0;
    for (let k = 0; k < at.length; k++) if ((outer[k] as number) > (inner[k] as number)) at[count++] = k;
    return sorted(sorted(at.subarray(0, count), inner, cols), outer, rows);
  };
  const below = side(row, col);
  const above = side(col, row);
  for (let k = 0; k < Math.max(below.length, above.length); k++) {
    const [b, a] = [below[k], above[k]];
    if (b !== undefined && a !== undefined && row[b] === col[a] && col[b] === row[a] && (values[b] === values[a] || Object.is(values[b], values[a]))) continue;
    const at = b ?? a as number;
    throw new OptionError(op, "symmetry", `symmetry is "symmetric", and entry (${row[at]}, ${col[at]}) of A, which is ${values[at]}, has no equal mirror image`);
  }
}

/** By key, stable, by counting. */
function sorted(at: Uint32Array, key: ArrayLike<number>, keys: number): Uint32Array {
  const next = new Uint32Array(keys + 1);
  for (const k of at) next[(key[k] as number) + 1]!++;
  for (let i = 0; i < keys; i++) next[i + 1]! += next[i] as number;
  const out = new Uint32Array(at.length);
  for (const k of at) out[next[key[k] as number]!++] = k;
  return out;
}
