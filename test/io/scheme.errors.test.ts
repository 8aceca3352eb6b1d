import { describe, expect, it } from "vitest";
import { DtypeError, FormatError, OptionError, ShapeError } from "../../bindings/errors.js";
import { formatNpy, formatScheme, parseScheme, parseSchemes, parseStraightLine } from "../../bindings/io/index.js";
import type { SchemeFormat, SchemeOptions } from "../../bindings/io/index.js";
import { naive, scaled, STRASSEN } from "./scheme-samples.js";
import { zipBytes } from "./zip-bytes.js";

const strassen = parseScheme(STRASSEN), json = formatScheme(strassen, "perminov-json"), reduced = formatScheme(strassen, "reduced-json");

describe("io.parseScheme refuses, naming line and column,", () => {
  const cases: readonly [what: string, text: string, message: string, o?: SchemeOptions][] = [
    ["nothing", "", "line 1, column 1: the file ends, which begins no format of schemes that is known here"],
    ["what is no scheme", "hello", 'line 1, column 1: found "hello", which begins no format of schemes that is known here'],
    // JSON
    ["a row that is short", json.replace("[1, 0, 0, 1]", "[1, 0, 0]"), 'line 7, column 9: row 1 of "u" has 3 numbers, expected 4'],
    ["rows that are missing", json.replace(/        \[1, 0, 0, 1\],\n/, ""), 'line 6, column 10: "u" has 6 rows, expected 7'],
    ["a huge rank", json.replace('"m": 7', '"m": 1000000000'), 'line 3, column 10: "m" is 1000000000, expected 0 to 1048576'],
    ["a rank that is not there", json.replace('"m": 7', '"m": 1000000'), 'line 6, column 10: "u" has 7 rows, expected 1000000'],
    ["a huge dimension", json.replace("[2, 2, 2]", "[2, 2000, 2]"), "line 2, column 14: a dimension is 2000, expected 1 to 128"],
    ["two dimensions", json.replace("[2, 2, 2]", "[2, 2]"), 'line 2, column 10: "n" holds 2 dimensions, expected 3'],
    ["a key that stands twice", json.replace('"m": 7', '"m": 7,\n    "m": 7'), 'line 4, column 5: key "m" stands twice'],
    ["a key that is missing", json.replace('"w"', '"x"'), 'line 1, column 1: the scheme has no "w"'],
    ["NaN", json.replace("[1, 0, 0, 1]", "[NaN, 0, 0, 1]"), 'line 7, column 10: found "NaN,", expected a value'],
    ["1e999", json.replace("[1, 0, 0, 1]", "[1e999, 0, 0, 1]"), 'line 7, column 11: found "e999,", expected "]" to close row 1 of "u"'],
    ["a number beyond 32 bits", json.replace("[1, 0, 0, 1]", "[2147483648, 0, 0, 1]"), 'line 7, column 10: found "2147483648," does not fit 32 bits'],
    ["a text that is no number", json.replace("[1, 0, 0, 1]", '["x", 0, 0, 1]'), 'line 7, column 11: found "x\\",", expected a number'],
    ["a division by zero", json.replace("[1, 0, 0, 1]", '["1/0", 0, 0, 1]'), 'line 7, column 11: found "1/0\\"," divides by zero'],
    ["null", json.replace("[1, 0, 0, 1]", "[null, 0, 0, 1]"), 'line 7, column 10: found "null,", expected a number'],
    ["deep nesting", json.replace('"z2"', `"x": ${"[".repeat(100_000)}`), "line 4, column 42: more than 32 brackets are open"],
    ["deep objects", `{"n":${'{"n":'.repeat(100_000)}`, "line 1, column 166: more than 32 brackets are open"],
    ["a string that is not closed", '{"n', "line 1, column 2: a string is not closed on its line"],
    ["an escape that is none", '{"\\x": 1}', "line 1, column 3: a string holds an escape that JSON does not have"],
    ["a file that ends", json.slice(0, 150), "line 10, column 1: the file ends, expected a value"],
    ["what comes after", `${json}x`, 'line 34, column 1: found "x" after the scheme'],
    ["a target that is none", json.replace('"m"', '"target": "zz", "m"'), 'line 3, column 15: target is "zz", which is none'],
    ["a target of the wrong length", json.replace('"m"', '"target": "kt", "m"'), 'line 7, column 9: row 1 of "u" has 4 numbers, expected 1'],
    ["leading zeros", json.replace("[2, 2, 2]", "[02, 2, 2]"), 'found "02,", expected a value'],
    ["blanks in a number", json.replace("[1, 0, 0, 1]", '["1 ", 0, 0, 1]'), "around a number alone"],
    ["two rings", json.replace('"z2": false', '"z2": true, "ring": "Q"'), '"z2" is true, but "ring" is "Q"'],
    // reduced
    ["one form named without end", `{"n":[128,128,1],"u_fresh":[[${Array.from({ length: 4096 }, (_, i) => `{"index":${i},"value":1}`).join()}]],"v_fresh":[],"w_fresh":[],"u":[[${Array.from({ length: 5000 }, (_, i) => `{"index":16384,"value":${i % 2 ? 1 : -1}}`).join()}]]}`, '"u", written out, holds more than 16777216 coefficients'],
    ["a form of a later one", reduced.replace('"u_fresh": []', '"u_fresh": [[{"index": 4, "value": 1}]]'), "line 6, column 28: the index is 4, expected 0 to 3"],
    ["coefficients that pass 32 bits when written out", reduced.replace('"u_fresh": []', `"u_fresh": [[{"index":0,"value":1}]${Array.from({ length: 40 }, (_, i) => `,[{"index":${i + 4},"value":2}]`).join("")}]`), "the form, written out, does not fit 32 bits"],
    ["forms without value", reduced.replace(', "value": 1', ""), 'the scheme has no "value"'],
    ["outputs that are missing", reduced.replace(/("w": \[\n).*\n/, "$1"), '"w" has 3 forms, expected 4'],
    ["a short file that becomes a huge scheme", `{"n":[128,128,128],"u_fresh":[],"v_fresh":[],"w_fresh":[],"u":[${"[],".repeat(999)}[]],"v":[${"[],".repeat(999)}[]],"w":[${"[],".repeat(16383)}[]]}`, "line 1, column 1: the scheme, written out, holds more than 16777216 coefficients"],
    // txt
    ["a short line", "1 1 2 2\n1 1\n1 0 0\n1 0 0 1\n", "line 3, column 1: the line has 3 numbers, expected 4 (2 terms of 2)"],
    ["a line that is missing", "1 1 2 2\n1 1\n1 0 0 1\n", 'line 4, column 1: the file ends before "w"'],
    ["a huge rank in txt", "9 9 9 1000000\n1\n", "line 2, column 1: the line has 1 numbers, expected 81000000 (1000000 terms of 81)"],
    ["a rank beyond all", "9 9 9 1000000000\n1\n", "line 1, column 7: the rank is 1000000000, expected 0 to 1048576"],
    ["a dimension of 0", "0 9 9 1\n", "line 1, column 1: the shape is 0×9×9, expected dimensions from 1 to 128"],
    ["a header of three", "1 1 1\n1\n", "line 1, column 1: the line has 3 numbers, expected n1 n2 n3 rank"],
    ["a word among numbers", "1 1 1 1\n1\nx\n1\n", 'line 3, column 1: found "x", expected a number'],
    ["Infinity", "1 1 1 1\n1\n1\nInfinity\n", 'line 4, column 1: found "Infinity", expected a number'],
    ["a pair that divides by zero", "1 1 1 1\n1 1\n1 0\n1 1\n", "line 3, column 3: division by zero"],
    ["several schemes", "2\n1 1 1 1\n1\n1\n1\n1 1 1 1\n1\n1\n1\n", "line 1: the file holds 2 schemes, which parseSchemes reads"],
    ["schemes that are missing", "1000000\n1 1 1 1\n1\n1\n1\n", "line 6, column 1: the file ends after 1 of 1000000 schemes"],
    // Mathematica and Maple
    ["matrices that do not fit", "{{{{1}}, {{1, 0}}, {{1}}}}", "line 1, column 1: matrices of 1×1, 1×2 and 1×1 make no scheme"],
    ["a matrix of another size", "{{{{1}}, {{1}}, {{1}}},\n{{{1}}, {{1, 1}}, {{1}}}}", "line 2, column 9: the second matrix is 1×2, expected 1×1"],
    ["a ragged matrix", "{{{{1, 0}, {1}}, {{1}}, {{1}}}}", "line 1, column 12: the row has 1 numbers, expected 2"],
    ["a fourth matrix", "{{{{1}}, {{1}}, {{1}}, {{1}}}}", "line 1, column 23: a fourth matrix in a term"],
    ["two matrices", "{{{{1}}, {{1}}}}", "line 1, column 16: a term has 2 matrices, expected 3"],
    ["braces only", "{".repeat(10_000), 'line 1, column 6: found "{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{", expected a number'],
    ["no terms", "{{}}", "line 1, column 4: a term has 0 matrices, expected 3"],
    ["no TriadSet", "A:=Matrix(2, 2):", "line 1, column 17: the file has no TriadSet"],
    ["a second TriadSet", "TriadSet([Triad([Matrix(1,1,[[1]]),Matrix(1,1,[[1]]),Matrix(1,1,[[1]])])]):\nTriadSet", "line 2, column 1: a second TriadSet"],
    ["a matrix that says it is larger", "TriadSet([Triad([Matrix(2, 1, [[1]])", "line 1, column 31: the matrix has 1 rows, expected 2"],
    // exp
    ["two of a letter", "(a11)*(a12)*(c11)", "line 1, column 7: a second factor of letter a"],
    ["a letter that is missing", "(a11)*(b12)", "line 1, column 1: the term has no factor of letter c"],
    ["an index of three digits", "(a110)*(b11)*(c11)", 'line 1, column 2: found "a110)*(b11)*(c11)", which has no such index'],
    ["an index of 0", "(a10)*(b11)*(c11)", 'line 1, column 2: found "a10)*(b11)*(c11)", which has no such index'],
    ["a bracket that stays open", "(a11*(b11)*(c11)\n", 'line 1, column 17: the line ends, expected ")"'],
    ["deep brackets", `${"(".repeat(100_000)}a11`, "line 1, column 9: more than 8 brackets are open"],
    ["a division by zero in exp", "(a11)*(b11)*(c11)/0", "line 1, column 19: division by zero"],
    ["products that are added", "a11*b11*c11 + a11*b11*c11", "line 1, column 13: a product of letters cannot be added to"],
    ["coefficients beyond 32 bits", "(2147483647*a11 + a11)*(b11)*(c11)", "line 1, column 17: a coefficient does not fit 32 bits"],
    ["terms beyond the shape", "(a13)*(b31)*(c11)", "line 1, column 1: the terms need 1×3×1, more than the shape 1×2×3", { shape: [1, 2, 3] }],
  ];
  it.each(cases)("%s", (_, text, message, o) => {
    let error: unknown;
    try { parseScheme(text, undefined, o); } catch (e) { error = e; }
    expect(error).toBeInstanceOf(FormatError);
    expect((error as FormatError).message).toContain(message);
    expect((error as FormatError).message.startsWith(`io.parseScheme: line ${(error as FormatError).position}`)).toBe(true);
  });

  it("gzip", () => {
    expect(() => parseScheme(new Uint8Array([0x1f, 0x8b, 8]))).toThrow(/unpack it first/);
  });
});

describe("binary files", () => {
  it("without what they need, or with other contents", async () => {
    const npy = formatScheme(strassen, "flip-cpd-npy"), npz = formatScheme(strassen, "alphatensor-npz"), o: SchemeOptions = { shape: [2, 2, 2] };
    expect(() => parseScheme(npy.slice(0, -8), undefined, o)).toThrow(/byte \d+: the data ends/);
    expect(() => parseScheme(formatNpy(new Float64Array(168), [1, 168]), undefined, o)).toThrow("byte 128: the array is of f64, expected i64 (rational) or u64 (modular)");
    expect(() => parseScheme(formatNpy(new BigInt64Array(168), [1, 168]), undefined, o)).toThrow("byte 128: division by zero");
    expect(() => parseScheme(formatNpy(new BigInt64Array(24).map((_, i) => (i % 2 ? 1n : 2n ** 40n)), [1, 24]), undefined, o)).toThrow("byte 128: 1099511627776/1 does not fit 32 bits");
    expect(() => parseScheme(formatNpy(new BigUint64Array(3).fill(16n), [1, 3]), undefined, o)).toThrow("byte 128: a mask has bits beyond the 4 entries of the factor");
    expect(() => parseScheme(formatNpy(new BigInt64Array(0), [1e9, 0]), undefined, o)).toThrow("the array is of 1000000000×0, expected a row for each scheme");
    expect(() => parseScheme(npz.slice(0, -5))).toThrow(/byte \d+: /);
    const entry = npz.subarray(30 + 9, -(22 + 46 + 9));
    expect(() => parseScheme(zipBytes([{ name: "x.npy", data: entry }]))).toThrow('byte 489: entry "x.npy" is not called n,m,p.npy, with numbers up to 128'.replace("489", String(entry.length + 35)));
    expect(() => parseScheme(zipBytes([{ name: "2,2,3.npy", data: entry }]))).toThrow(/entry "2,2,3\.npy", byte 128: factor v is of 4×7, expected 6×7/);
    await expect(parseSchemes(zipBytes([{ name: "2,2,2.npy", data: entry, deflate: true, says: { size: 2 ** 31 - 1 } }]))).rejects.toThrow(/more than maxBytes/);
    await expect(parseSchemes(zipBytes([{ name: "2,2,2.npy", data: entry, deflate: true, says: { size: 2 ** 24 } }]))).rejects.toThrow(/cannot hold the declared/);
  });

  it("pickles that ask for anything but integer arrays are refused, and nothing runs", () => {
    const header = formatScheme(naive([1, 2, 3], "ZT"), "alphatensor-npz").subarray(30 + 9, 30 + 9 + 128);
    const refused = (pickle: string, message: string | RegExp): void => {
      const data = new Uint8Array([...header, ...Buffer.from(pickle, "latin1")]);
      expect(() => parseScheme(zipBytes([{ name: "1,2,3.npy", data }]))).toThrow(message);
    };
    refused("\x80\x03cos\nsystem\nX\x02\0\0\0ls\x85R.", 'entry "1,2,3.npy", byte 130: the pickle asks for "os.system", which is refused');
    refused("\x80\x04\x8c\x08builtins\x8c\x04eval\x93.", /asks for "builtins\.eval", which is refused/);
    refused("c__proto__\nconstructor\n.", /asks for "__proto__\.constructor"/);
    refused("i\n", /byte 128: the pickle holds operation 105, which is refused/);
    refused("", /byte 128: the pickle ends early/);
    refused("K", /byte 128: the pickle ends early/);
    refused("B\xff\xff\xff\xffabc", /the pickle ends early/);
    refused(".", /leaves 0 values/);
    refused("t.", /uses what it has not put down/);
    refused("(\x85.", /uses what it has not put down/);
    refused("h\x05.", /uses what it has not put down/);
    refused("q\x05.", /uses what it has not put down/);
    refused("NNR.", /calls what is no function/);
    refused("NNb.", /gives a state to what has none/);
    refused("NNa.", /uses what it has not put down/);
    refused("N.", /holds something other than arrays/);
    refused("]q\0h\0a.", /holds something other than arrays/);
    refused("cnumpy\nndarray\n)Rq\0h\0b.", /holds something other than arrays/);
    refused(`${"(".repeat(50_000)}.`, /leaves 0 values/);
    refused("N".repeat(100_000), /byte 65665: the pickle has more than 65536 operations/);
  });
});

describe("arguments", () => {
  it("of the parsers", async () => {
    expect(() => parseScheme(5 as unknown as string)).toThrow(DtypeError);
    expect(() => parseScheme("x", "alphatensor-npz")).toThrow("io.parseScheme: source is a string, but the format is binary: expected a Uint8Array");
    expect(() => parseScheme("x", "csv" as SchemeFormat)).toThrow(/format is "csv", expected one of perminov-json/);
    expect(() => parseScheme("x", undefined, { rings: 1 } as SchemeOptions)).toThrow("unknown option rings, expected one of ring, shape, target, name, maxBytes");
    expect(() => parseScheme("x", undefined, { ring: "R" } as unknown as SchemeOptions)).toThrow(OptionError);
    expect(() => parseScheme("x", undefined, { shape: [1, 2] } as unknown as SchemeOptions)).toThrow(ShapeError);
    expect(() => parseScheme("x", undefined, { target: "no" })).toThrow(OptionError);
    expect(() => parseScheme("x", undefined, { name: 3 } as unknown as SchemeOptions)).toThrow(OptionError);
    expect(() => parseScheme("x", undefined, { shape: [1n, 1, 1] } as never)).toThrow(ShapeError);
    expect(() => parseScheme("x", 1n as never)).toThrow(OptionError);
    const gone = new Uint8Array(8);
    structuredClone(gone, { transfer: [gone.buffer] });
    expect(() => parseScheme(gone)).toThrow("io.parseScheme: source is detached");
    expect(() => parseScheme(STRASSEN, undefined, { target: "gt" })).toThrow('target is "gt", but exp files hold general products');
    expect(() => parseScheme(json, undefined, { shape: [2, 2, 3] })).toThrow("shape is 2×2×3, but the file holds 2×2×2");
    expect(() => parseScheme(json, undefined, { target: "gt" })).toThrow('target is "gt", but the file holds a general product');
    expect(() => parseStraightLine(json)).toThrow('io.parseStraightLine: line 1, column 1: this is a full scheme, expected a reduced one, with "u_fresh"');
    await expect(parseSchemes("hello")).rejects.toThrow(FormatError);
  });

  it("of formatScheme", () => {
    const wide = naive([1, 1, 10], "ZT"), gt = naive([2, 2, 2], "ZT", "gt"), line = parseStraightLine(reduced);
    expect(() => formatScheme(null as never, "exp")).toThrow(DtypeError);
    expect(() => formatScheme(strassen, "x" as "exp")).toThrow(/format is "x", expected one of/);
    expect(() => formatScheme(wide, "exp")).toThrow("the shape is 1×1×10, but exp files have indices of one digit");
    expect(() => formatScheme(parseScheme("2 2 2 1\n1 0 0 0\n1 0 0 0\n1 0 0 0\n"), "exp")).toThrow("the terms leave rows or columns out, so that an exp file would not tell the shape 2×2×2");
    for (const format of ["exp", "maple", "mathematica", "perminov-txt", "alphatensor-npz"] as const) expect(() => formatScheme(gt, format)).toThrow(`the scheme is of target "gt", but ${format} files hold general products`);
    const fine = scaled(strassen), fifths = { ...fine, denominators: { ...fine.denominators!, u: fine.u.map(() => 5003) } };
    expect(() => formatScheme(fifths, "alphatensor-npz")).toThrow("s.u[0] is 3/5003, but AlphaTensor's files hold fractions as doubles, of denominators up to 4096");
    expect(() => formatScheme(parseScheme("2 2 2 0\n"), "maple")).toThrow(/has no terms/);
    expect(() => formatScheme({ ...strassen, rank: 8 }, "exp")).toThrow(ShapeError);
    const steps = line.u.steps;
    for (const u of [{ ...line.u, steps: steps.slice(1) }, { ...line.u, inputs: 5 }, { ...line.u, steps: [null, ...steps.slice(1)] }, { ...line.u, steps: [{ out: 0, terms: [null] }, ...steps.slice(1)] }]) {
      expect(() => formatScheme({ ...line, u: u as never }, "reduced-json")).toThrow(/^io\.formatScheme: s\.u/);
    }
  });
});

describe("small files that hold much", () => {
  it("masks, and compressed zeros", async () => {
    const rows = formatNpy(new BigUint64Array(2 ** 20 * 3), [2 ** 20, 3]);
    expect(() => parseScheme(rows, undefined, { shape: [8, 8, 8], ring: "Z2" })).toThrow(/byte \d+: the file holds more than 67108864 coefficients/);
    const zeros = formatNpy(new Int8Array(3 * 4 * 2 ** 23), [3, 4, 2 ** 23]), archive = zipBytes([{ name: "2,2,2.npy", data: zeros, deflate: true }]);
    expect(archive.length).toBeLessThan(2 ** 20);
    await expect(parseSchemes(archive)).rejects.toThrow(/entry "2,2,2\.npy", byte 128: the file holds more than 67108864 coefficients/);
  });
});
