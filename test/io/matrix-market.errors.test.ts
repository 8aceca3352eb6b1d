import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DtypeError, FormatError, OptionError, ShapeError, UnsupportedError } from "../../bindings/errors.js";
import { formatMatrixMarket, parseMatrixMarket } from "../../bindings/io/index.js";
import { loose } from "../helpers/guard.refusal.js";

const HEADER = "%%MatrixMarket matrix coordinate real general";
const file = (...lines: string[]): string => [HEADER, ...lines, ""].join("\n");
const kind = (words: string, ...lines: string[]): string => [`%%MatrixMarket matrix ${words}`, ...lines, ""].join("\n");

function thrown(source: string | Uint8Array): FormatError {
  try {
    parseMatrixMarket(source);
  } catch (error) {
    return error as FormatError;
  }
  throw new Error("nothing was thrown");
}

describe("io.parseMatrixMarket refuses, naming the line,", () => {
  const cases: [what: string, text: string, line: number, message: RegExp][] = [
    ["an empty file", "", 1, /the file is empty/],
    ["another file", "1 1 1\n", 1, /found "1", expected %%MatrixMarket/],
    ["a vector", "%%MatrixMarket vector array real general\n", 1, /object is vector/],
    ["an unknown format", kind("list real general"), 1, /format is list/],
    ["an unknown field", kind("coordinate quaternion general"), 1, /field is "quaternion"/],
    ["a field of Object", kind("coordinate constructor general"), 1, /field is "constructor"/],
    ["an unknown symmetry", kind("coordinate real antisymmetric"), 1, /symmetry is "antisymmetric"/],
    ["a sixth word", kind("coordinate real general twice"), 1, /found "twice" after the symmetry word/],
    ["an array of a pattern", kind("array pattern general", "1 1"), 1, /no array format/],
    ["a skew pattern", kind("coordinate pattern skew-symmetric", "1 1 0"), 1, /no signs/],
    ["no sizes", file("% only a comment"), 2, /ends before its sizes/],
    ["sizes with a stray word", file("!3 3 1"), 2, /found "!3", expected a whole number of rows/],
    ["too few sizes", file("3 3"), 2, /the line ends, expected a whole number of entries/],
    ["too many sizes", file("1 1 1 1"), 2, /found "1" after the sizes/],
    ["a negative size", file("3 -3 1"), 2, /found "-3", expected a whole number of columns/],
    ["a size beyond 2^31", file("3000000000 3 1"), 2, /3000000000 rows are too many/],
    ["a size beyond 2^53", file("99999999999999999999 3 1"), 2, /expected a whole number of rows/],
    ["more array elements than 2^31", kind("array real general", "100000 100000", "1"), 2, /make 10000000000 numbers/],
    ["symmetry that is not square", kind("coordinate real symmetric", "% x", "2 3 1", "1 1 1"), 3, /a symmetric matrix of 2 rows has 3 columns/],
    ["too few entries", file("3 3 2", "1 1 1"), 3, /the file ends after 1 of 2 entries/],
    ["far too few entries", file("3 3 2000000000", "1 1 1"), 3, /the file ends after 1 of 2000000000 entries/],
    ["too many entries", file("3 3 1", "1 1 1", "", "2 2 2"), 5, /found "2" after the last of 1 entries/],
    ["a row beyond the size", file("% c", "3 3 2", "1 1 1", "4 1 1"), 5, /row is 4, expected 1 to 3/],
    ["a row 0", file("3 3 1", "0 1 1"), 3, /row is 0, expected 1 to 3/],
    ["a column beyond the size", file("3 2 1", "1 3 1"), 3, /column is 3, expected 1 to 2/],
    ["a negative row", file("3 3 1", "-1 1 1"), 3, /found "-1", expected a row number/],
    ["a row with a point", file("3 3 1", "1.0 1 1"), 3, /found "1.0", expected a row number/],
    ["a word for a column", file("3 3 1", "1 x 1"), 3, /found "x", expected a column number/],
    ["a missing value", file("3 3 2", "1 1", "2 2 1"), 3, /the line ends, expected a number/],
    ["a word for a value", file("3 3 1", "1 1 one"), 3, /found "one", expected a number/],
    ["hexadecimal", file("3 3 1", "1 1 0x10"), 3, /found "0x10", expected a number/],
    ["two points", file("3 3 1", "1 1 1.2.3"), 3, /found "1.2.3"/],
    ["an exponent without digits", file("3 3 1", "1 1 1e"), 3, /found "1e"/],
    ["a point alone", file("3 3 1", "1 1 ."), 3, /found "\."/],
    ["a comma", file("3 3 1", "1 1 1,5"), 3, /found "1,5"/],
    ["a word that begins like nan", file("3 3 1", "1 1 nano"), 3, /found "nano"/],
    ["a fourth number", file("3 3 1", "1 1 1 0"), 3, /found "0" after the entry/],
    ["a value in a pattern", kind("coordinate pattern general", "3 3 1", "1 1 1"), 3, /found "1" after the entry/],
    ["a fraction among integers", kind("coordinate integer general", "3 3 1", "1 1 1.5"), 3, /found "1.5", expected a whole number/],
    ["the upper half of a symmetric file", kind("coordinate real symmetric", "3 3 2", "1 1 1", "1 2 1"), 4, /entry \(1, 2\) lies above the diagonal of a symmetric matrix/],
    ["the diagonal of a skew file", kind("coordinate real skew-symmetric", "3 3 1", "2 2 1"), 3, /entry \(2, 2\) is 1, expected 0 on the diagonal/],
    ["an array that ends early", kind("array real general", "2 2", "1", "2", "3"), 5, /the file ends after 3 of 4 entries/],
    ["an array that goes on", kind("array real general", "1 1", "1", "2"), 4, /found "2" after the last of 1 entries/],
    ["a zero byte", file("3 3 1", "1 1 1\0"), 3, /found/],
  ];
  for (const [what, text, line, message] of cases) {
    it(what, () => {
      const error = thrown(text);
      expect(error).toBeInstanceOf(FormatError);
      expect(error).toMatchObject({ code: "format", op: "io.parseMatrixMarket", position: line });
      expect(error.message).toMatch(message);
      expect(error.message).toMatch(new RegExp(`^io\\.parseMatrixMarket: line ${line}: `));
      expect(thrown(text.replaceAll("\n", "\r\n"))).toMatchObject({ position: line });
    });
  }

  it("a gzip file, with advice", () => expect(() => parseMatrixMarket(Uint8Array.of(0x1f, 0x8b, 8, 0))).toThrow("io.parseMatrixMarket: line 1: this is a gzip file, unpack it first (gunzip of lanewise/io)"));

  it("complex and hermitian matrices, as unsupported", () => {
    for (const words of ["coordinate complex general", "array complex hermitian", "coordinate real hermitian"]) expect(() => parseMatrixMarket(kind(words, "1 1 1"))).toThrow(UnsupportedError);
    expect(() => parseMatrixMarket(kind("coordinate complex general"))).toThrow("io.parseMatrixMarket: line 1: complex matrices are not supported, expected real, integer or pattern");
  });

  it("what is neither bytes nor text", () => {
    for (const wrong of [undefined, null, 3, [1], new ArrayBuffer(4), new Uint16Array(3)]) expect(() => loose(parseMatrixMarket)(wrong)).toThrow(DtypeError);
  });

  it("damage with a FormatError or a matrix, and nothing else", () => {
    const whole = new TextEncoder().encode(kind("coordinate real symmetric", "% c", "12 12 4", "1 1 1.25", "12 1 -3e2", "7 3 1D-4", "12 12 0"));
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), fc.nat(whole.length), (damage, cut) => {
      const bytes = whole.slice(0, cut % 3 === 0 ? cut : whole.length);
      for (const [at, byte] of damage) if (at < bytes.length) bytes[at] = byte;
      try {
        const { row, col, rows, cols } = parseMatrixMarket(bytes);
        expect(row.every((i) => i >= 0 && i < rows) && col.every((j) => j >= 0 && j < cols)).toBe(true);
      } catch (error) {
        expect(error instanceof FormatError || error instanceof UnsupportedError).toBe(true);
      }
    }), { numRuns: 4000 });
  });
});

describe("io.formatMatrixMarket refuses", () => {
  const a = { row: [0, 1], col: [1, 0], values: [1, 1] };
  it.each<[string, unknown, unknown, new (...args: never[]) => Error, RegExp]>([
    ["no matrix", null, undefined, ShapeError, /A is Null, expected/],
    ["arrays of different lengths", { ...a, col: [1] }, undefined, ShapeError, /col has 1 elements, expected 2/],
    ["an index beyond the size", { ...a, rows: 1 }, undefined, ShapeError, /row index 1 is 1, expected 0 to 0/],
    ["an index that is no whole number", { ...a, col: [1, 0.5] }, undefined, ShapeError, /col index 1 is 0.5/],
    ["a size that is no whole number", { ...a, cols: -2 }, undefined, ShapeError, /cols is -2/],
    ["row pointers that fall", { rowPtr: [0, 2, 1, 2], colIdx: [0, 0], values: [1, 1] }, undefined, ShapeError, /rowPtr\[2\] is 1, expected a whole number of at least 2/],
    ["row pointers that end early", { rowPtr: [0, 1], colIdx: [0, 0], values: [1, 1] }, undefined, ShapeError, /rowPtr goes from 0 to 1, expected 0 to 2/],
    ["an unknown option", a, { field: "real" }, OptionError, /unknown option field/],
    ["an unknown symmetry", a, { symmetry: "skew-symmetric" }, OptionError, /symmetry is "skew-symmetric"/],
    ["a comment of numbers", a, { comment: 3 }, OptionError, /comment is Number/],
    ["symmetry that is not there", { ...a, values: [1, 2] }, { symmetry: "symmetric" }, OptionError, /entry \(1, 0\) of A, which is 2, has no equal mirror image/],
    ["half a matrix", { row: [0], col: [1], values: [3], rows: 2 }, { symmetry: "symmetric" }, OptionError, /entry \(0, 1\) of A, which is 3/],
    ["a rectangle as symmetric", { ...a, rows: 3 }, { symmetry: "symmetric" }, ShapeError, /A is 3×2/],
  ])("%s", (_, A, o, error, message) => {
    const run = (): unknown => loose(formatMatrixMarket)(A, o);
    expect(run).toThrow(error);
    expect(run).toThrow(message);
    expect(run).toThrow(/^io\.formatMatrixMarket: /);
  });
});
