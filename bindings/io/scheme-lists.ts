// Schemes as nested lists, three matrices a term: Mathematica's {{{{…}}}} and Maple's TriadSet of the FMM catalogue (fmm.univ-lille.fr).
import type { Scheme } from "../flip/types.js";
import { MAX_DIMENSION } from "../scheme.js";
import { show } from "./scheme-fraction.js";
import type { Hints } from "./scheme-options.js";
import { FACTORS, onlyGeneral, Parts, type Shape, shapeText } from "./scheme-parts.js";
import type { SchemeText } from "./scheme-text.js";

type Sizes = readonly [rows: number, cols: number];
const NAMES = ["first", "second", "third"] as const;

/** The terms of one scheme; the first one tells the shape. `open` and `close` the brackets; Maple writes every matrix as Matrix(rows, columns, […]). */
function readTerms(t: SchemeText, hints: Hints, [open, close]: readonly [string, string], maple: boolean): Scheme {
  const start = t.at, parts = new Parts(hints, (problem, at) => t.fail(problem, at));
  const sizes: Sizes[] = [];
  const matrix = (f: number): Sizes => {
    let rows = -1, cols = -1;
    if (maple) {
      t.expect("Matrix", "to begin a matrix");
      t.expect("(", "after Matrix");
      rows = t.count("a number of rows", MAX_DIMENSION, 1);
      t.expect(",", "after the rows");
      cols = t.count("a number of columns", MAX_DIMENSION, 1);
      t.expect(",", "after the columns");
    }
    t.skip();
    const from = t.at;
    const count = t.list(open, close, "a matrix", () => {
      t.skip();
      const row = t.at;
      const length = t.list(open, close, "a row", () => {
        t.skip();
        const at = t.at;
        parts.add(FACTORS[f] as "u", t.fraction(), at);
      });
      if (cols < 0) cols = length;
      if (length !== cols) throw t.fail(`the row has ${length} numbers, expected ${cols}`, row);
    });
    if (maple) t.expect(")", "to close Matrix");
    if (rows >= 0 && count !== rows) throw t.fail(`the matrix has ${count} rows, expected ${rows}`, from);
    return [count, cols];
  };
  const term = (): void => {
    const count = t.list(open, close, "a term", (f) => {
      if (f > 2) throw t.fail("a fourth matrix in a term");
      t.skip();
      const from = t.at, [rows, cols] = matrix(f), known = sizes[f];
      if (known === undefined) sizes.push([rows, cols]);
      else if (known[0] !== rows || known[1] !== cols) throw t.fail(`the ${NAMES[f]} matrix is ${rows}×${cols}, expected ${known[0]}×${known[1]}`, from);
    });
    if (count !== 3) throw t.fail(`a term has ${count} matrices, expected 3`);
  };
  t.list(open, close, "the terms", () => {
    if (maple) {
      t.expect("Triad", "to begin a term");
      t.expect("(", "after Triad");
    }
    term();
    if (maple) t.expect(")", "to close Triad");
  });
  const [a, b, c] = sizes;
  if (a === undefined || b === undefined || c === undefined) throw t.fail("the scheme has no terms, and so no shape", start);
  const shape: Shape = [a[0], a[1], b[1]];
  if (b[0] !== a[1] || c[0] !== b[1] || c[1] !== a[0]) throw t.fail(`matrices of ${a.join("×")}, ${b.join("×")} and ${c.join("×")} make no scheme`, start);
  if (shape.some((s) => s < 1 || s > MAX_DIMENSION)) throw t.fail(`the shape is ${shapeText(shape)}, expected dimensions from 1 to ${MAX_DIMENSION}`, start);
  return parts.finish(shape, undefined, true);
}

/** One scheme, or a list of schemes, which is one bracket deeper. */
export function readMathematica(t: SchemeText, hints: Hints): Scheme[] {
  onlyGeneral(hints, "Mathematica");
  const start = t.at, schemes: Scheme[] = [];
  let depth = 0;
  while (depth < 6 && t.accept("{")) depth++;
  t.at = start;
  if (depth < 5) schemes.push(readTerms(t, hints, ["{", "}"], false));
  else t.list("{", "}", "the schemes", () => { schemes.push(readTerms(t, hints, ["{", "}"], false)); });
  t.end("the scheme");
  return schemes;
}

/** Only the TriadSet counts, of which there is one; the statements before and after it are Maple's. */
export function readMaple(t: SchemeText, hints: Hints): Scheme[] {
  onlyGeneral(hints, "Maple");
  const found = find(t.bytes, "TriadSet", t.at);
  if (found < 0) throw t.fail("the file has no TriadSet", Infinity);
  t.at = found;
  t.expect("TriadSet", "to begin the terms");
  t.expect("(", "after TriadSet");
  const scheme = readTerms(t, hints, ["[", "]"], true);
  t.expect(")", "to close TriadSet");
  if (!t.accept(":") && !t.accept(";")) t.end("TriadSet");
  const more = find(t.bytes, "TriadSet", t.at);
  if (more >= 0) throw t.fail("a second TriadSet", more);
  return [scheme];
}

export function find(bytes: Uint8Array, word: string, from: number): number {
  for (let at = bytes.indexOf(word.charCodeAt(0), from); at >= 0; at = bytes.indexOf(word.charCodeAt(0), at + 1)) {
    let i = 1;
    while (i < word.length && bytes[at + i] === word.charCodeAt(i)) i++;
    if (i === word.length) return at;
  }
  return -1;
}

/** Matrices of every term: rows of coefficients as text. */
function matrices({ shape: [n, m, p], rank, denominators, ...s }: Scheme): string[][][][] {
  const sizes: Sizes[] = [[n, m], [m, p], [p, n]];
  return Array.from({ length: rank }, (_, q) => FACTORS.map((f, k) => {
    const [rows, cols] = sizes[k] as Sizes, start = q * rows * cols;
    return Array.from({ length: rows }, (_, i) => Array.from({ length: cols }, (_, j) => {
      const at = start + i * cols + j;
      return show(s[f][at] as number, denominators?.[f][at] ?? 1);
    }));
  }));
}

export function formatMathematica(s: Scheme): string {
  const braces = (items: readonly string[]): string => `{${items.join(", ")}}`;
  return `{\n${matrices(s).map((term) => `  ${braces(term.map((matrix) => braces(matrix.map(braces))))}`).join(",\n")}\n}\n`;
}

export function formatMaple(s: Scheme): string {
  const { shape: [n, m, p] } = s;
  const matrix = (rows: readonly (readonly string[])[]): string => `Matrix(${rows.length}, ${rows[0]?.length}, [${rows.map((row) => `[${row.join(",")}]`).join(",")}])`;
  const names = (letter: string, rows: number, cols: number): string => `${letter}:=${matrix(Array.from({ length: rows }, (_, i) => Array.from({ length: cols }, (_, j) => `${letter}_${i + 1}_${j + 1}`)))}:\n`;
  const terms = matrices(s).map((term) => `Triad([${term.map(matrix).join(", ")}])`);
  return `${names("A", n, m)}${names("B", m, p)}${names("C", p, n)}Tensor:=TriadSet([${terms.join(", ")}]):\n`;
}
