// Matrix Market: every kind of file, both ways; then files of other projects.
import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { poisson2d } from "../../bindings/gallery/index.js";
import { formatMatrixMarket, gunzip, parseMatrixMarket } from "../../bindings/io/index.js";
import type { MatrixMarket } from "../../bindings/io/index.js";

/** Row-major dense form; what stands twice is summed. */
function dense({ row, col, values, rows, cols }: MatrixMarket): number[][] {
  const out = Array.from({ length: rows }, () => new Array<number>(cols).fill(0));
  values.forEach((v, k) => { out[row[k]!]![col[k]!]! += v; });
  return out;
}

const file = (header: string, ...lines: string[]): string => [`%%MatrixMarket matrix ${header}`, ...lines, ""].join("\n");

describe("io.parseMatrixMarket", () => {
  it("reads coordinates of every field", () => {
    const real = parseMatrixMarket(file("coordinate real general", "2 3 3", "1 1 1.5", "2 3 -2e-3", "1 2 +7"));
    expect(real).toEqual({
      row: Int32Array.of(0, 1, 0), col: Int32Array.of(0, 2, 1), values: Float64Array.of(1.5, -0.002, 7), rows: 2, cols: 3, field: "real", symmetry: "general", warnings: [],
    });
    const integer = parseMatrixMarket(file("coordinate integer general", "1 1 1", "1 1 -12"));
    expect([integer.field, integer.values[0]]).toEqual(["integer", -12]);
    const pattern = parseMatrixMarket(file("coordinate pattern symmetric", "3 3 2", "2 1", "3 3"));
    expect([pattern.field, dense(pattern)]).toEqual(["pattern", [[0, 1, 0], [1, 0, 0], [0, 0, 1]]]);
  });

  it("expands symmetry", () => {
    expect(dense(parseMatrixMarket(file("coordinate real symmetric", "2 2 2", "1 1 4", "2 1 3")))).toEqual([[4, 3], [3, 0]]);
    expect(dense(parseMatrixMarket(file("coordinate real skew-symmetric", "2 2 1", "2 1 3")))).toEqual([[0, -3], [3, 0]]);
    expect(dense(parseMatrixMarket(file("coordinate real skew-symmetric", "2 2 2", "2 1 3", "2 2 0")))).toEqual([[0, -3], [3, 0]]);
  });

  it("reads arrays, down the columns", () => {
    expect(dense(parseMatrixMarket(file("array real general", "2 3", "1", "2", "3", "4", "5", "6")))).toEqual([[1, 3, 5], [2, 4, 6]]);
    expect(dense(parseMatrixMarket(file("array integer symmetric", "2 2", "1", "2", "3")))).toEqual([[1, 2], [2, 3]]);
    expect(dense(parseMatrixMarket(file("array real skew-symmetric", "3 3", "1 2", "3")))).toEqual([[0, -1, -2], [1, 0, -3], [2, 3, 0]]);
    expect(parseMatrixMarket(file("array real general", "3 1", "0", "0", "5")).values).toEqual(Float64Array.of(0, 0, 5));
  });

  it("reads empty matrices", () => {
    for (const text of [file("coordinate real general", "0 0 0"), file("coordinate real symmetric", "5 5 0"), file("array real general", "0 7")]) {
      expect(parseMatrixMarket(text).values).toEqual(new Float64Array(0));
    }
  });

  it("minds neither case, comments, blanks, line ends nor a byte order mark", () => {
    const plain = parseMatrixMarket(file("coordinate real symmetric", "2 2 2", "1 1 4", "2 1 3.5"));
    const odd = "\ufeff%%MATRIXMARKET\tMatrix  COORDINATE Real Symmetric \r\n% Größe\r\n\r\n%\r\n  2\t2 2  \r\n\r\n 1 1   4\t\r\n% between\r\n\t2 1 3.5";
    expect(parseMatrixMarket(odd)).toEqual(plain);
    expect(parseMatrixMarket(new TextEncoder().encode(odd))).toEqual(plain);
    expect(parseMatrixMarket(Buffer.from(odd))).toEqual(plain);
  });

  it("reads what Fortran and C print", () => {
    const words = ["1D+3", "-1.5d-03", "1.25Q0", "2.5-103", "-.5", "5.", "1e5", "inf", "-Infinity", "NaN", "-0", "0.1e+1", "1e400", "4e-324"];
    const { values } = parseMatrixMarket(file("array real general", `${words.length} 1`, ...words));
    expect([...values]).toEqual([1000, -0.0015, 1.25, 2.5e-103, -0.5, 5, 1e5, Infinity, -Infinity, NaN, -0, 1, Infinity, 4e-324]);
  });

  it("says which word of the header is missing", () => {
    const field = parseMatrixMarket(file("coordinate symmetric", "1 1 1", "1 1 2"));
    expect([field.field, field.symmetry, field.warnings]).toEqual(["real", "symmetric", ["line 1: the field word is missing, read as real"]]);
    expect(parseMatrixMarket(file("coordinate integer", "1 1 1", "1 1 2")).warnings).toEqual(["line 1: the symmetry word is missing, read as general"]);
    expect(parseMatrixMarket(file("array", "1 1", "2")).warnings).toHaveLength(2);
  });

  it("rounds every decimal as the engine does", () => {
    const digits = fc.stringMatching(/^\d{1,34}$/);
    const number = fc.tuple(fc.constantFrom("", "-", "+"), digits, fc.nat(34), fc.integer({ min: -60, max: 60 }), fc.boolean()).map(([sign, d, point, e, exponent]) =>
      `${sign}${d.slice(0, point)}.${d.slice(point)}${exponent ? `e${e}` : ""}`);
    fc.assert(fc.property(fc.array(number, { minLength: 50, maxLength: 50 }), (words) => {
      const { values } = parseMatrixMarket(file("array real general", "50 1", ...words));
      words.forEach((word, i) => expect(Object.is(values[i], Number(word)), word).toBe(true));
    }), { numRuns: 400 });
    // Halfway between two doubles and just beside it: only the last of many digits decides.
    const hard = ["9007199254740993", "9007199254740993.0000000000001", "9007199254740992.9999999999999", "1.00000000000000011102230246251565404", "0.1e-10", "123456789012345.678e-30"];
    const { values } = parseMatrixMarket(file("array real general", `${hard.length} 1`, ...hard));
    expect([...values]).toEqual(hard.map(Number));
  });

  it("gives back what formatMatrixMarket wrote, to the bit", () => {
    const value = fc.oneof(fc.double(), fc.integer().map((x) => x / 8), fc.constantFrom(0, -0, 1));
    const entries = fc.array(fc.tuple(fc.nat(20), fc.nat(30), value), { maxLength: 40 });
    fc.assert(fc.property(entries, fc.boolean(), (list, sized) => {
      const [row, col, values] = [list.map(([i]) => i), list.map(([, j]) => j), list.map(([, , v]) => v)];
      const back = parseMatrixMarket(formatMatrixMarket({ row, col, values, ...(sized && { rows: 21, cols: 31 }) }));
      expect([[...back.row], [...back.col], [...back.values]]).toEqual([row, col, values]);
      expect([back.rows, back.cols]).toEqual(sized ? [21, 31] : [Math.max(0, ...row.map((i) => i + 1)), Math.max(0, ...col.map((j) => j + 1))]);
    }));
  });
});

describe("io.formatMatrixMarket", () => {
  it("writes compressed rows, comments and halves", () => {
    const csr = { rowPtr: Int32Array.of(0, 1, 1, 3), colIdx: [2, 0, 2], values: [1, 0.1, -2] };
    expect(formatMatrixMarket(csr, { comment: "two\n\nlines" })).toBe("%%MatrixMarket matrix coordinate real general\n% two\n%\n% lines\n3 3 3\n1 3 1\n3 1 0.1\n3 3 -2\n");
    const half = formatMatrixMarket({ row: [0, 1, 0, 1], col: [1, 0, 0, 1], values: [3, 3, 1, 2] }, { symmetry: "symmetric" });
    expect(half).toBe("%%MatrixMarket matrix coordinate real symmetric\n2 2 3\n2 1 3\n1 1 1\n2 2 2\n");
    const grid = poisson2d(40, 30);
    const back = parseMatrixMarket(formatMatrixMarket(grid, { symmetry: "symmetric" }));
    expect([back.values.length, dense(back)]).toEqual([grid.values.length, dense({ ...grid, field: "real", symmetry: "general", warnings: [] })]);
  });
});

const data = path.resolve(import.meta.dirname, "../../../shared/data/sparse");
const present = fs.existsSync(data);
if (!present) console.log("skip io/matrix-market on real matrices: ../shared is absent");

describe.skipIf(!present)("io.parseMatrixMarket on real matrices", () => {
  for (const name of present ? fs.readdirSync(data).filter((f) => f.endsWith(".mtx.gz")) : []) {
    it(name, async () => {
      const bytes = await gunzip(fs.readFileSync(path.join(data, name)));
      const found = parseMatrixMarket(bytes);
      const lines = new TextDecoder().decode(bytes).trimEnd().split("\n").filter((line) => !line.startsWith("%")).map((line) => line.split(" ").map(Number));
      const [rows, cols, count] = lines.shift() as [number, number, number];
      expect([found.rows, found.cols, lines.length]).toEqual([rows, cols, count]);
      const wrong = lines.findIndex(([i, j, v], k) => found.row[k] !== i! - 1 || found.col[k] !== j! - 1 || found.values[k] !== v);
      expect(wrong).toBe(-1);
      const off = found.symmetry === "general" ? 0 : lines.filter(([i, j]) => i !== j).length;
      expect(found.values.length).toBe(count + off);
    });
  }
});
