// Reads the topologies of SCALE-Sim: layers of a network as matrix products.
import type { GemmShape } from "../bitmac/types.js";
import { DtypeError, FormatError } from "../errors.js";
import { tagOf } from "./source.js";

/** Longest piece of input repeated in an error text. */
const SHOWN = 160;
/** Largest number of a field. */
const MOST = 2 ** 31 - 1;

const NAME = /^layer( ?name)?$/;
const GEMM: readonly RegExp[] = [NAME, /^m$/, /^n$/, /^k$/];
// Many files call both sides of the input its width.
const CONV: readonly RegExp[] = [NAME, /^ifmap (height|width)$/, /^ifmap width$/, /^filter height$/, /^filter width$/, /^channels?$/, /^num filters?$/];
const STRIDES: readonly (readonly RegExp[])[] = [[/^strides?$/], [/^stride height$/, /^stride width$/]];

/** A depthwise layer by its name or by a remark behind its numbers. "(dw+pw)" and "depthwise_separable" are more than that. */
const DEPTHWISE = /(^|[\s\d#_./:(-])dw($|[\s\d,;_./:)-])|depth-?wise(?![\s_-]?sep)/i;
const DEPTHWISE_TOO = /(^|[^A-Z])DP(?![A-Za-z])/;

interface Line { readonly number: number; readonly cells: readonly string[] }

function fail(line: number, problem: string): FormatError {
  return new FormatError("io.parseScaleSim", `line ${line}${problem}`, line);
}

const shown = (text: string): string => JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

/** Cells as they stand between commas, or in quotation marks; a remark takes the rest of its line, and a line that begins with one holds nothing. */
function cellsOf(line: string, number: number): string[] {
  const cells: string[] = [];
  for (let rest = line.trimStart(); ; rest = rest.trimStart()) {
    if (rest.startsWith("#")) return cells.length === 0 ? cells : [...cells, rest.trim()];
    const quoted = /^"((?:[^"]|"")*)"\s*(?=,|$)/.exec(rest), length = quoted?.[0].length ?? /^[^,]*/.exec(rest)![0].length, plain = rest.slice(0, length);
    if (quoted === null && plain.includes("\"")) throw fail(number, `, field ${cells.length + 1}: ${shown(plain)}, expected quotation marks round the whole field, and those within it twice`);
    cells.push(quoted?.[1]!.replaceAll("\"\"", "\"") ?? plain.trim());
    if (length === rest.length) return cells;
    rest = rest.slice(length + 1);
  }
}

/** Lines that are not blank, their cells without the blanks around them and without the empty ones at the end. */
function linesOf(text: string): readonly Line[] {
  return text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/).map((line, i) => {
    const cells = cellsOf(line, i + 1);
    while (cells.at(-1) === "") cells.pop();
    return { number: i + 1, cells };
  }).filter(({ cells }) => cells.length > 0);
}

/** The columns of a table: its header up to the first empty cell, behind which files keep notes. */
function columnsOf({ number, cells }: Line): readonly string[] {
  const end = cells.indexOf("");
  const columns = end < 0 ? cells : cells.slice(0, end);
  const is = (...expected: readonly RegExp[]): boolean => columns.length === expected.length && expected.every((e, i) => e.test(columns[i]!.toLowerCase().replace(/\s+/g, " ")));
  if (is(...GEMM) || STRIDES.some((strides) => is(...CONV, ...strides))) return columns;
  throw fail(number, `: unknown header ${shown(cells.join(", "))}, expected "Layer, M, N, K" or "Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides"`);
}

/** The numbers of a row, one for each column after the name. */
function numbersOf({ number, cells }: Line, columns: readonly string[], notes: boolean): readonly number[] {
  if (cells[0] === "") throw fail(number, `, field ${shown(columns[0]!)}: the name is empty`);
  const extra = cells.slice(columns.length).find((cell) => cell !== "" && !cell.startsWith("#"));
  if (extra !== undefined && !notes) throw fail(number, `: ${shown(extra)} after the ${columns.length} fields of the header`);
  return columns.slice(1).map((column, i) => {
    const cell = cells[i + 1] ?? "";
    const value = /^\d+$/.test(cell) ? Number(cell) : NaN;
    if (value >= 1 && value <= MOST) return value;
    throw fail(number, `, field ${shown(column)}: ${cell === "" ? "it is missing" : shown(cell)}, expected a whole number from 1 to ${MOST}`);
  });
}

const isDepthwise = (text: string): boolean => DEPTHWISE.test(text) || DEPTHWISE_TOO.test(text);

/** A remark says depthwise. */
function marked({ cells }: Line, columns: readonly string[]): boolean {
  return cells.slice(columns.length).some((cell) => cell.startsWith("#") && isDepthwise(cell));
}

/** A product as it stands: the format has no word for one that runs for each channel. */
function product(line: Line, columns: readonly string[], [m, n, k]: readonly number[]): GemmShape {
  if (marked(line, columns)) throw fail(line.number, `: ${shown(line.cells.at(-1)!)} behind M, N, K, which cannot tell a depthwise layer; expected a convolution, or no mark`);
  return { name: line.cells[0]!, m: m!, n: n!, k: k! };
}

/** A convolution as a product: a row for each place of the filter, counted as SCALE-Sim counts them. */
function convolution(line: Line, columns: readonly string[], [height, width, filterHeight, filterWidth, channels, filters, stride, strideWidth = stride]: readonly number[], before: GemmShape | undefined): GemmShape {
  for (const [field, filter, input] of [[3, filterHeight!, height!], [4, filterWidth!, width!]] as const) {
    if (filter > input) throw fail(line.number, `, field ${shown(columns[field]!)}: the filter is ${filter}, larger than the input, which is ${input}`);
  }
  const name = line.cells[0]!, window = filterHeight! * filterWidth!;
  const m = (Math.ceil((height! - filterHeight!) / stride!) + 1) * (Math.ceil((width! - filterWidth!) / strideWidth!) + 1);
  // A filter of one place over many channels joins them, whatever its name: only a remark makes it depthwise.
  const named = (window > 1 || channels === 1) && isDepthwise(name);
  if (!named && !marked(line, columns)) return { name, m, n: filters!, k: window * channels! };

  // One product for each channel. Where a row stands for one channel only, there are as many as the layer before has outputs.
  if (channels! === 1 && filters! === 1 && before === undefined) throw fail(line.number, `, field ${shown(columns[5]!)}: 1 in a depthwise layer with no layer before it, expected the number of channels`);
  const repeat = channels! > 1 ? channels! : filters! > 1 ? filters! : before!.n * (before!.repeat ?? 1);
  const n = channels! > 1 && filters! > 1 ? filters! / channels! : 1;
  if (!Number.isInteger(n)) throw fail(line.number, `, field ${shown(columns[6]!)}: ${filters} in a depthwise layer of ${channels} channels, expected 1 or a multiple of them`);
  return { name, m, n, k: window, repeat };
}

/** Reads a topology of SCALE-Sim, layers of convolutions or of products: the header tells which.
 *
 *  Shapes    a product stays m×k by k×n. A convolution becomes m = places of the filter, k = filter height·width·channels, n = filters, with
 *            ⌈(input − filter)/stride⌉ + 1 places along each side: files know no padding, and SCALE-Sim takes one place more than fits where
 *            the last one does not end with the input. A depthwise layer, marked by `#dw` behind the row or by `dw`, `depthwise` or SCALE-Sim's `DP`
 *            standing by itself in its name (not where a 1×1 filter has more than one channel: there only `#dw` decides), is one product of k = filter height·width for each channel: `repeat` is the number of channels, which the row gives as Channels or
 *            as Num Filter; files that write both as 1 mean one channel of as many as the layer before has outputs.
 *  Effects   none.
 *  Reads     commas and remarks (#) at the end of lines, lines of remarks, fields in quotation marks, blank lines, tabs and spaces around fields, CRLF, a byte order mark, names of columns in
 *            any case, notes behind an empty cell of the header.
 *  Throws    FormatError naming line (`position`) and field: an unknown header, missing and additional fields, what is no whole number of 1 or
 *            more, a filter larger than its input, `#dw` behind M, N, K, stray quotation marks, a file without layers. DtypeError where source is neither bytes nor a string.
 *  Source    SCALE-Sim v2 (Samajdar et al. 2020), whose topologies these are.
 *  @example
 *  import { parseScaleSim } from "lanewise/io";
 *  const [a, b] = parseScaleSim("Layer, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,\nc1, 8, 8, 3, 3, 3, 16, 1,\nc2_dw, 6, 6, 3, 3, 1, 1, 1, #dw\n");
 *  console.log(a.m, a.n, a.k, b.m, b.n, b.k, b.repeat); // 36 16 27 16 1 9 16 */
export function parseScaleSim(source: string | Uint8Array): readonly GemmShape[] {
  const tag = tagOf(source);
  if (typeof source !== "string" && tag !== "Uint8Array") throw new DtypeError("io.parseScaleSim", "source", `source is ${tag}, expected a string or a Uint8Array`);
  const [header, ...rows] = linesOf(typeof source === "string" ? source : new TextDecoder().decode(source));
  if (header === undefined) throw fail(1, ": the file is empty, expected a header");
  const columns = columnsOf(header);
  if (rows.length === 0) throw fail(header.number, ": no layer after the header");
  const layers: GemmShape[] = [];
  for (const line of rows) {
    const numbers = numbersOf(line, columns, header.cells.length > columns.length);
    const layer: GemmShape = columns.length === GEMM.length ? product(line, columns, numbers) : convolution(line, columns, numbers, layers.at(-1));
    if (!Number.isSafeInteger(layer.m * layer.n * layer.k * (layer.repeat ?? 1))) throw fail(line.number, ": the layer has 2^53 products or more");
    layers.push(layer);
  }
  return layers;
}
