// Harwell–Boeing and Rutherford–Boeing: files written here in Fortran's formats, read back; then damaged ones.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DtypeError, FormatError, UnsupportedError } from "../../bindings/errors.js";
import { parseHarwellBoeing } from "../../bindings/io/index.js";
import { loose } from "../helpers/guard.refusal.js";

type Style = "E" | "D" | "F" | "I" | "three";
interface Sheet {
  readonly type: string; readonly rows: number; readonly cols: number; readonly pointers: readonly number[]; readonly indices: readonly number[]; readonly values?: readonly number[];
  readonly style?: Style; readonly rb?: boolean; readonly extra?: readonly string[]; readonly formats?: string;
}

const inLines = (items: readonly string[], perLine: number): string[] => Array.from({ length: Math.ceil(items.length / perLine) }, (_, i) => items.slice(i * perLine, (i + 1) * perLine).join(""));

/** One number in 24 columns, as the styles of Fortran print it; fields may touch. */
function fortran(x: number, style: Style): string {
  const e = x.toExponential(16);
  const text = style === "F" ? x.toFixed(6) : style === "I" ? String(x) : style === "D" ? e.replace("e", "D") : style === "three" ? e.replace(/e([+-])(\d+)$/, (_, sign: string, d: string) => sign + d.padStart(3, "0")) : e.replace("e", "E");
  return text.padStart(24);
}

const FORMAT: Readonly<Record<Style, string>> = { E: "(1P,3E24.16)", D: "(1P3D24.16)", F: "(3F24.6)", I: "(3I24)", three: "(3(1PE24.16E3))" };

function sheet({ type, rows, cols, pointers, indices, values, style = "E", rb = false, extra = [], formats }: Sheet): string {
  const [p, i] = [inLines(pointers.map((x) => String(x).padStart(5)), 8), inLines(indices.map((x) => String(x).padStart(4)), 10)];
  const v = values === undefined ? [] : inLines(values.map((x) => fortran(x, style)), 3);
  const counts = [p.length + i.length + v.length, p.length, i.length, v.length, ...(rb ? [] : [extra.length > 0 ? extra.length - 1 : 0])].map((n) => String(n).padStart(14)).join("");
  return [
    "A title of any words, 1 2 3".padEnd(72) + "KEY     ", counts, `${type.padEnd(14)}${[rows, cols, indices.length, 0].map((n) => String(n).padStart(14)).join("")}`,
    formats ?? `${"(8I5)".padEnd(16)}${"(10I4)".padEnd(16)}${values === undefined ? "" : FORMAT[style].padEnd(20)}`, ...extra.slice(0, 1), ...p, ...i, ...v, ...extra.slice(1), "",
  ].join("\n");
}

// [ 1 0 2 ; 0 0 3 ; 4 5 6 ] down the columns.
const whole: Sheet = { type: "RUA", rows: 3, cols: 3, pointers: [1, 3, 4, 7], indices: [1, 3, 3, 1, 2, 3], values: [1, 4, 5, 2, 3, 6] };
const lower: Sheet = { type: "RSA", rows: 3, cols: 3, pointers: [1, 3, 4, 5], indices: [1, 3, 2, 3], values: [1.5, -2, 3, 4] };

describe("io.parseHarwellBoeing", () => {
  it("reads every style of number, old header or new", () => {
    for (const rb of [false, true]) for (const style of ["E", "D", "F", "I", "three"] as const) {
      const a = parseHarwellBoeing(sheet({ ...whole, rb, style, type: rb ? "rua" : "RUA" }));
      expect(a).toEqual({
        row: Int32Array.of(0, 2, 2, 0, 1, 2), col: Int32Array.of(0, 0, 1, 2, 2, 2), values: Float64Array.of(1, 4, 5, 2, 3, 6), rows: 3, cols: 3, field: "real", symmetry: "general", warnings: [],
      });
    }
  });

  it("expands symmetry, knows patterns, integers and rectangles", () => {
    const s = parseHarwellBoeing(sheet(lower));
    expect([s.symmetry, [...s.row], [...s.col], [...s.values]]).toEqual(["symmetric", [0, 2, 1, 2, 0], [0, 0, 1, 2, 2], [1.5, -2, 3, 4, -2]]);
    const z = parseHarwellBoeing(sheet({ type: "RZA", rows: 2, cols: 2, pointers: [1, 2, 2], indices: [2], values: [7] }));
    expect([z.symmetry, [...z.values]]).toEqual(["skew-symmetric", [7, -7]]);
    const p = parseHarwellBoeing(sheet({ type: "psa", rows: 3, cols: 3, pointers: lower.pointers, indices: lower.indices }));
    expect([p.field, [...p.values]]).toEqual(["pattern", [1, 1, 1, 1, 1]]);
    const r = parseHarwellBoeing(sheet({ type: "ira", rows: 2, cols: 3, pointers: [1, 2, 2, 3], indices: [2, 1], values: [-3, 4], style: "I" }));
    expect([r.field, r.rows, r.cols, [...r.row], [...r.col], [...r.values]]).toEqual(["integer", 2, 3, [1, 0], [0, 2], [-3, 4]]);
    expect(parseHarwellBoeing(sheet({ type: "RUA", rows: 4, cols: 0, pointers: [1], indices: [], values: [] })).values).toHaveLength(0);
  });

  it("passes over right-hand sides, takes CRLF and bytes", () => {
    const plain = parseHarwellBoeing(sheet(whole));
    const text = sheet({ ...whole, extra: ["F                         1             0", "  1.0 2.0 3.0"] });
    for (const source of [text, text.replaceAll("\n", "\r\n"), new TextEncoder().encode(text), Buffer.from(text), sheet({ ...whole, rb: true, extra: ["F ignored"] })]) expect(parseHarwellBoeing(source)).toEqual(plain);
  });

  it("gives back any columns, to the bit", () => {
    const columns = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 12 }), { maxLength: 20 });
    fc.assert(fc.property(columns, fc.constantFrom<Style>("E", "D", "three"), fc.infiniteStream(fc.double({ noNaN: true, noDefaultInfinity: true })), (cols, style, stream) => {
      const indices = cols.flat();
      const values = indices.map(() => stream.next().value as number);
      const pointers = cols.reduce((list, c) => [...list, list.at(-1)! + c.length], [1]);
      const a = parseHarwellBoeing(sheet({ type: "RRA", rows: 30, cols: cols.length, pointers, indices, values, style }));
      expect([...a.row]).toEqual(indices.map((i) => i - 1));
      expect([...a.col]).toEqual(cols.flatMap((c, j) => c.map(() => j)));
      values.forEach((v, k) => expect(a.values[k] === v, `${a.values[k]} of ${v}`).toBe(true));
    }));
  });
});

function thrown(source: string): FormatError {
  try {
    parseHarwellBoeing(source);
  } catch (error) {
    return error as FormatError;
  }
  throw new Error("nothing was thrown");
}

describe("io.parseHarwellBoeing refuses, naming the line,", () => {
  const cut = (text: string, lines: number): string => text.split("\n").slice(0, lines).join("\n");
  const cases: [what: string, text: string, line: number, message: RegExp][] = [
    ["an empty file", "", 1, /ends before the numbers of lines/],
    ["a Matrix Market file", "%%MatrixMarket matrix coordinate real general\n1 1 1\n1 1 1\n", 2, /3 of the numbers of lines are there/],
    ["words for numbers of lines", sheet(whole).replace(/ 4 /, " four "), 2, /found "four" among the numbers of lines/],
    ["an unknown type", sheet({ ...whole, type: "XUA" }), 3, /type is "XUA"/],
    ["no sizes", cut(sheet(whole), 3).slice(0, -50), 3, /of rows, columns and entries are there/],
    ["a negative size", sheet({ ...whole, rows: -3 }), 3, /found "-3"/],
    ["symmetry that is not square", sheet({ ...lower, rows: 4 }), 3, /a symmetric matrix of 4 rows has 3 columns/],
    ["no formats", sheet({ ...whole, formats: "" }), 4, /the format of the pointers is missing/],
    ["a format of letters", sheet({ ...whole, formats: "(8A5) (10I4) (3E24.16)" }), 4, /"\(8A5\)" of the pointers is not understood/],
    ["a format of nothing", sheet({ ...whole, formats: "(8I0) (10I4) (3E24.16)" }), 4, /holds nothing/],
    ["a scaled F format", sheet({ ...whole, formats: "(8I5) (10I4) (1P3F24.6)" }), 4, /scales its numbers/],
    ["a first pointer that is not 1", sheet({ ...whole, pointers: [2, 3, 4, 7] }), 5, /column pointer 1 is 2, expected 1/],
    ["pointers that fall", sheet({ ...whole, pointers: [1, 4, 3, 7] }), 5, /column pointer 3 is 3, expected 4 to 7/],
    ["pointers that end early", sheet({ ...whole, pointers: [1, 3, 4, 6] }), 5, /column pointer 4 is 6, expected 7/],
    ["a row beyond the size", sheet({ ...whole, indices: [1, 3, 3, 1, 4, 3] }), 6, /row is 4, expected 1 to 3/],
    ["the upper half of a symmetric file", sheet({ ...lower, indices: [1, 3, 1, 3] }), 6, /entry \(1, 2\) lies above the diagonal/],
    ["the diagonal of a skew file", sheet({ ...lower, type: "RZA" }), 7, /entry \(1, 1\) is 1.5, expected 0/],
    ["a fraction among integers", sheet({ ...whole, type: "IUA", values: [1, 2, 3, 4, 0.5, 6] }), 8, /value is 0.5, expected a whole number/],
    ["a short line", sheet(whole).replace("   2   3\n", "\n"), 6, /the line has 4 of 6 row indices/],
    ["a long line", sheet(whole).replace("   2   3\n", "   2   3   3\n"), 6, /found "3" after 6 row indices/],
    ["a word for a value", sheet(whole).replace("5.0000000000000000E+0", "              five   "), 7, /found "five" among the values/],
    ["two numbers in a field", sheet(whole).replace("5.0000000000000000E+0", "      5.0         5.0"), 7, /among the values, expected a number/],
    ["an end in the middle", cut(sheet(whole), 7), 7, /the file ends after 3 of 6 values/],
    ["an end before the values", cut(sheet(whole), 6), 6, /the file ends after 0 of 6 values/],
    ["more columns than the file has room for", sheet({ ...whole, cols: 2000000000 }), 8, /the file ends before its 2000000001 column pointers/],
    ["lines after the matrix", `${sheet(whole)}  1.0\n`, 9, /found "1.0" after the matrix/],
  ];
  for (const [what, text, line, message] of cases) {
    it(what, () => {
      const error = thrown(text);
      expect(error).toBeInstanceOf(FormatError);
      expect(error.message).toMatch(message);
      expect(error).toMatchObject({ code: "format", op: "io.parseHarwellBoeing", position: line });
      expect(error.message).toMatch(new RegExp(`^io\\.parseHarwellBoeing: line ${line}: `));
    });
  }

  it("gzip, complex and elemental files, and what is no file", () => {
    expect(() => parseHarwellBoeing(Uint8Array.of(0x1f, 0x8b))).toThrow(/line 1: this is a gzip file/);
    for (const [type, what] of [["CUA", "complex"], ["RHA", "complex"], ["PSE", "elemental"], ["qua", "auxiliary"]] as const) {
      expect(() => parseHarwellBoeing(sheet({ ...whole, type }))).toThrow(UnsupportedError);
      expect(() => parseHarwellBoeing(sheet({ ...whole, type }))).toThrow(`line 3: type ${type.toLowerCase()} is ${what}`);
    }
    for (const wrong of [undefined, 3, new Float64Array(2)]) expect(() => loose(parseHarwellBoeing)(wrong)).toThrow(DtypeError);
  });

  it("damage with a FormatError or a matrix, and nothing else", () => {
    const bytes = new TextEncoder().encode(sheet(lower));
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), (damage) => {
      const copy = bytes.slice();
      for (const [at, byte] of damage) copy[at] = byte;
      try {
        const { row, col, rows, cols } = parseHarwellBoeing(copy);
        expect(row.every((i) => i >= 0 && i < rows) && col.every((j) => j >= 0 && j < cols)).toBe(true);
      } catch (error) {
        expect(error instanceof FormatError || error instanceof UnsupportedError).toBe(true);
      }
    }), { numRuns: 3000 });
  });
});
