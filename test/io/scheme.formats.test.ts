// What each format of schemes may look like, beyond what this package writes.
import { describe, expect, it } from "vitest";
import type { Scheme } from "../../bindings/flip/types.js";
import { formatNpy, formatScheme, parseScheme, parseSchemes, parseStraightLine } from "../../bindings/io/index.js";
import { coefficients, isRight } from "./scheme-checks.js";
import { naive, samples, scaled, STRASSEN, strassenZ2 } from "./scheme-samples.js";
import { zipBytes } from "./zip-bytes.js";

const strassen = parseScheme(STRASSEN);
const same = (a: Scheme, b: Scheme): void => expect(coefficients(a)).toBe(coefficients(b));

describe("the samples", () => {
  it.each(samples())("$name", async ({ name, bytes }) => {
    const schemes = await parseSchemes(bytes, undefined, name.startsWith("npz") ? {} : { name });
    expect(schemes.length).toBe(name.startsWith("two") ? 2 : 1);
    for (const s of schemes) expect(isRight(s)).toBe(true);
  });
});

describe("exp", () => {
  it("stars, blanks or nothing between factors, factors without brackets, signs before all, numbers anywhere", () => {
    const lines = STRASSEN.trim().split("\n"), swap = (i: number, line: string): Scheme => parseScheme(lines.map((x, j) => (i === j ? line : x)).join("\n"));
    for (const [i, line] of [
      [2, "a11 (b12 - b22) (c21 + c22)"], [2, "a11*(b12-b22)*(c21+c22)"], [2, " - ( a11 ( b22 - b12 ) ( c21 + c22 ) )"], [2, "-(-a11)(b12 - b22)(c21 + c22)"],
      [2, "(c21 + c22)(b12 - b22)a11"], [2, "((a11))((b12) - b22)(c21 + (c22))"], [2, "a11 (b12 - b22) (2 c21 + 2*c22)/2"], [2, "a11 (b12 - b22) (6*(c21 + c22))/2/3\r"],
      [2, "1/2*(a11)*(2*(b12 - b22))*(c21 + c22)"], [2, "a11 (b12 - b22 + a22*0)(c21 + c22)"],
    ] as const) {
      if (line.includes("a22*0")) expect(() => swap(i, line)).toThrow(/one letter/);
      else expect(isRight(swap(i, line)), line).toBe(true);
    }
  });

  it("numbers stay where they stand: inside the brackets, and otherwise with c", () => {
    const s = parseScheme("(3*(2*a11))*(1/2*b11)*(-9*c11)/3");
    expect([...s.u, ...s.v, ...s.w, ...(s.denominators?.v ?? [])]).toEqual([6, 1, -3, 2]);
    expect(parseScheme("2*a11*b11*c11").w[0]).toBe(2);
  });

  it("comments and blank lines, a shape that is given, sums of nothing", () => {
    same(parseScheme(`# Strassen\n\n${STRASSEN}\n`), strassen);
    const s = parseScheme("(a11)*(b11)*(c11)", "exp", { shape: [1, 2, 3] });
    expect([s.shape, s.u.length, s.v.length, s.w.length]).toEqual([[1, 2, 3], 2, 6, 3]);
    const zero = parseScheme("(a11)*(0*b11)*(c11)");
    expect([...zero.v]).toEqual([0]);
    expect(formatScheme(zero, "exp")).toBe("(a11)*(0*b11)*(c11)\n");
  });
});

describe("coefficients", () => {
  it("the least one, large denominators, zeros behind decimals, comments behind numbers", () => {
    for (const d of [1, 3, 5003]) for (const format of ["exp", "reduced-json"] as const) {
      const x = Int32Array.of(-(2 ** 31)), y = Int32Array.of(1), s: Scheme = { shape: [1, 1, 1], ring: "Q", rank: 1, u: x, v: y, w: x, denominators: { u: Int32Array.of(d), v: y, w: Int32Array.of(d) } };
      const back = parseScheme(formatScheme(s, format));
      expect([back.u[0], back.denominators?.w[0] ?? 1]).toEqual([-(2 ** 31), d]);
    }
    expect(parseScheme("1 1 1 1 # (c)\n0.50000000000000000000000000 # one\n1\n1\n").denominators?.u[0]).toBe(2);
  });
});

describe("rings", () => {
  it("zeros and ones are Z2 unless they are right over the integers", () => {
    for (const format of ["exp", "mathematica", "maple", "perminov-txt"] as const) {
      expect(parseScheme(formatScheme(strassenZ2(), format)).ring).toBe("Z2");
      expect(parseScheme(formatScheme(naive([2, 3, 2], "ZT"), format)).ring).toBe("ZT");
      expect(parseScheme(formatScheme(naive([2, 3, 2], "ZT"), format), format, { ring: "Z2" }).ring).toBe("Z2");
    }
    expect(parseScheme(formatScheme(strassenZ2(), "alphatensor-npz")).ring).toBe("Z2");
  });

  it("the least that holds the coefficients, or the one that is given", () => {
    expect([strassen, scaled(strassen)].map((s) => parseScheme(formatScheme(s, "perminov-json")).ring)).toEqual(["ZT", "Q"]);
    const doubled = STRASSEN.replace("(a11)*(b12 - b22)*(c21 + c22)", "(2*a11)*(b12 - b22)*(c21 + c22)");
    expect(parseScheme(doubled).ring).toBe("Z");
    expect(parseScheme(doubled, "exp", { ring: "Q" }).ring).toBe("Q");
    expect(() => parseScheme(doubled, "exp", { ring: "ZT" })).toThrow("io.parseScheme: line 3, column 1: ring ZT does not have 2");
    const json = formatScheme(strassen, "perminov-json");
    expect(() => parseScheme(json.replace('"z2": false', '"z2": true'))).toThrow(/line \d+, column \d+: ring Z2 does not have -1/);
    expect(parseScheme(json.replace(/ *"z2".*\n/, "").replace(/-1/g, "1")).ring).toBe("Z2");
  });

  it("Z3 in JSON and in masks, −1 as 2", () => {
    const s = naive([2, 2, 2], "Z3", "wt"), json = parseScheme(formatScheme(s, "perminov-json"));
    expect([json.ring, json.target]).toEqual(["Z3", "wt"]);
    same(json, s);
    const masks = parseScheme(formatScheme(s, "flip-cpd-npy"), undefined, { shape: [2, 2, 2], target: "wt", ring: "Z3" });
    expect([...masks.w]).toEqual([...s.w].map((x) => (x + 3) % 3));
    expect(isRight(masks)).toBe(true);
  });
});

describe("txt", () => {
  it("fractions as pairs or with a slash, comments, several schemes", async () => {
    const s = scaled(naive([1, 2, 1], "Z"));
    same(parseScheme(formatScheme(s, "perminov-txt")), s);
    same(parseScheme("# two terms\n1 2 1 2\n3/2 0 0 6/4\n2 0 0 2\n1/3 1/3\n"), s);
    same(parseScheme("1 2 1 2\r\n3 2 0 -7 0 1 -6 -4\r\n2 1 0 1 0 1 2 1\r\n1 3 1 3\r\n"), s);
    const both = await parseSchemes(`2\n\n${formatScheme(strassen, "perminov-txt")}\n# the other\n${formatScheme(s, "perminov-txt")}`);
    same(both[0] as Scheme, strassen);
    same(both[1] as Scheme, s);
    same(parseScheme(`1\n${formatScheme(strassen, "perminov-txt")}`), strassen);
    expect(() => parseScheme("0\n")).toThrow(/holds 0 schemes/);
    expect(parseScheme("2 3 4 0\n").rank).toBe(0);
  });
});

describe("JSON", () => {
  const json = formatScheme(strassen, "perminov-json");
  it("other keys, any order, one line, decimals, n as a number, escapes, a byte order mark", () => {
    const data = JSON.parse(json) as Record<string, unknown>;
    same(parseScheme(JSON.stringify({ w: data["w"], v: data["v"], lineage: [{ a: [null, true, -1.5e-3, "\\\"\u00e9"] }], u: data["u"], z2: false, m: 7, n: 2 })), strassen);
    same(parseScheme(`\ufeff${json.replace(/\b1\b(?=[,\]])/g, "1.0").replace('"u"', '"\\u0075"').replace("[2, 2, 2]", "[2,2,2]")}`.replaceAll("1.0.0", "1.0")), strassen);
    const halves = parseScheme('{"n":[1,1,1],"u":[[0.5]],"v":[["4/2"]],"w":[["1"]]}');
    expect([halves.u[0], halves.denominators?.u[0], halves.v[0]]).toEqual([1, 2, 2]);
  });
  it("lists of schemes", async () => {
    const two = await parseSchemes(`[${json}, ${formatScheme(strassen, "reduced-json")}]`);
    expect(two.map((s) => s.rank)).toEqual([7, 7]);
    same(two[1] as Scheme, strassen);
    expect(await parseSchemes("[]", "perminov-json")).toEqual([]);
  });
});

describe("straight lines", () => {
  it("Winograd's 15 additions, and outputs that others use", () => {
    // Winograd's form of Strassen's scheme: sums S1…S4, T1…T4 and U1…U7.
    const program = {
      n: [2, 2, 2], m: 7, z2: false,
      u_fresh: [[[2, 1], [3, 1]], [[4, 1], [0, -1]]], u: [[[0, 1]], [[1, 1]], [[1, 1], [5, -1]], [[3, 1]], [[4, 1]], [[5, 1]], [[0, 1], [2, -1]]],
      v_fresh: [[[1, 1], [0, -1]], [[3, 1], [4, -1]]], v: [[[0, 1]], [[2, 1]], [[3, 1]], [[5, 1], [2, -1]], [[4, 1]], [[5, 1]], [[3, 1], [1, -1]]],
      w_fresh: [[[0, 1], [5, 1]], [[7, 1], [6, 1]], [[7, 1], [4, 1]]], w: [[[0, 1], [1, 1]], [[8, 1], [3, -1]], [[9, 1], [2, 1]], [[8, 1], [4, 1]]],
    };
    const named = (x: unknown): unknown => (Array.isArray(x) && x.length === 2 && x.every((y) => typeof y === "number") ? { index: x[0] as number, value: x[1] as number } : Array.isArray(x) ? x.map(named) : x);
    const text = JSON.stringify(Object.fromEntries(Object.entries(program).map(([key, x]) => [key, /^[uvw]/.test(key) ? named(x) : x])));
    const line = parseStraightLine(text);
    expect([line.additions, isRight(line.scheme), line.u.steps.length, line.w.inputs]).toEqual([15, true, 9, 7]);
    expect(line.u.steps.slice(0, 3)).toEqual([
      { out: -1, terms: [{ index: 2, coefficient: 1 }, { index: 3, coefficient: 1 }] }, { out: -1, terms: [{ index: 4, coefficient: 1 }, { index: 0, coefficient: -1 }] }, { out: 0, terms: [{ index: 0, coefficient: 1 }] },
    ]);
    // S1 and S2 as outputs themselves, as a program may have them: the file then names them by forms of one.
    const merged = { ...line, u: { ...line.u, steps: [{ ...line.u.steps[0]!, out: 4 }, { ...line.u.steps[1]!, out: 5 }, ...line.u.steps.slice(2).filter((s) => s.out !== 4 && s.out !== 5)] } };
    const back = parseStraightLine(formatScheme(merged, "reduced-json"));
    same(back.scheme, line.scheme);
    expect([back.additions, back.u]).toEqual([15, line.u]);
    same(parseScheme(text), line.scheme);
    same(parseScheme(formatScheme(line, "perminov-txt")), line.scheme);
  });

  it("of plain schemes: one form an output, fractions and structured targets too", () => {
    for (const s of [strassen, scaled(naive([2, 1, 2], "Z")), naive([3, 3, 3], "ZT", "ks")]) {
      const line = parseStraightLine(formatScheme(s, "reduced-json")), L = line.w.outputs;
      same(line.scheme, s);
      const nonzeros = [s.u, s.v, s.w].reduce((sum, x) => sum + x.filter((y) => y !== 0).length, 0);
      expect(line.additions).toBe(nonzeros - 2 * s.rank - L);
    }
  });
});

describe("npz", () => {
  it("compressed entries and several of them", async () => {
    const npy = (shape: readonly [number, number, number]): Uint8Array => formatScheme(naive(shape, "ZT"), "alphatensor-npz").subarray(30 + 9, -(22 + 46 + 9));
    const archive = zipBytes([{ name: "2,2,2.npy", data: npy([2, 2, 2]), deflate: true }, { name: "1,2,3.npy", data: npy([1, 2, 3]) }]);
    const all = await parseSchemes(archive);
    expect(all.map((s) => s.shape.join())).toEqual(["2,2,2", "1,2,3"]);
    for (const s of all) expect(isRight(s)).toBe(true);
    same(parseScheme(archive, undefined, { name: "1,2,3" }), naive([1, 2, 3], "ZT"));
    expect(() => parseScheme(archive)).toThrow(expect.objectContaining({ code: "unsupported" }));
    expect(() => parseScheme(archive, undefined, { name: "9,9,9" })).toThrow('io.parseScheme: name is "9,9,9", which is not in the archive');
    await expect(parseSchemes(archive, undefined, { maxBytes: 700 })).rejects.toThrow(/more than maxBytes \(700\)/);
  });
});

describe("flip-cpd", () => {
  it("w is row-major in C, also for general products; several rows", async () => {
    const s = naive([2, 2, 2], "ZT"), bytes = formatScheme(s, "flip-cpd-npy"), o = { name: "x/gg-222-rank8-rec-0-0-0-z.npy" };
    same(parseScheme(bytes, undefined, o), s);
    // Term 1 is a[0][0]·b[0][1], for c[0][1]: entry 1 of the file's w, entry 2 of ours.
    const numbers = new BigInt64Array(bytes.slice(128).buffer);
    expect([numbers[2 * (64 + 4 + 1)], s.w[4 + 2]]).toEqual([1n, 1]);
    const twice = formatNpy(BigInt64Array.from([...numbers, ...numbers]), [2, numbers.length]);
    expect((await parseSchemes(twice, undefined, o)).map((x) => coefficients(x))).toEqual([coefficients(s), coefficients(s)]);
    expect(() => parseScheme(bytes)).toThrow(/does not tell its shape: give name/);
    expect(() => parseScheme(bytes, undefined, { shape: [1, 2, 3] })).toThrow("byte 128: a row has 192 numbers, expected a multiple of 22 (1×2×3, target gg)");
  });
  it("masks need to be told apart", () => {
    const bytes = formatScheme(naive([2, 2, 2], "Z2"), "flip-cpd-npy");
    expect(() => parseScheme(bytes, undefined, { shape: [2, 2, 2] })).toThrow("24 words are 8 terms over Z2 or 4 over Z3: give ring");
    same(parseScheme(bytes, undefined, { name: "gg-222/mod2-rank8.npy" }), naive([2, 2, 2], "Z2"));
    expect(() => parseScheme(bytes, undefined, { name: "gg-222/mod3-rank8.npy" })).toThrow(/byte \d+: /);
    expect(() => formatScheme(naive([9, 9, 9], "Z2"), "flip-cpd-npy")).toThrow("a factor has 81 entries, but flip-cpd masks hold 64");
  });
});
