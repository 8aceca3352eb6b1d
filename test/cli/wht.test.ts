// lanewise wht: dense transforms against butterflies, sparse ones against what was put in.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { defined, draw, DTYPES, parity, place, transform, type WhtArray } from "../helpers/wht.js";
import { Random } from "../helpers/random.js";
import { folder, lanewise, read, refusal, write } from "./command.js";

const ORDERS = ["natural", "dyadic", "sequency"] as const;

/** Runs, expects success and gives the answer's data. */
function transformed(...args: string[]): WhtArray {
  const { status, stdout, stderr } = lanewise("wht", "x.npy", "-o", "X.npy", ...args);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^X\.npy: /);
  return read("X.npy").data as WhtArray;
}

describe("lanewise wht", () => {
  it("transforms vectors of every type in every order, and back", () => {
    for (const [i, dtype] of DTYPES.entries()) {
      const order = ORDERS[i % 3]!;
      const x = draw(new Random(4), dtype, 64), want = x.slice();
      transform(dtype, want, 64, order, 1);
      write("x.npy", x, [64]);
      expect(transformed("--order", order)).toEqual(want);
      expect(read("X.npy").shape).toEqual([64]);
      write("x.npy", want, [64]);
      const back = transformed("--order", order, "--inverse");
      for (let i = 0; i < 64; i++) expect(Math.abs(back[i]! - x[i]!)).toBeLessThan(dtype === "f32" ? 1e-6 : 1e-14);
    }
  });

  it("scales", () => {
    const x = Float64Array.of(19, -1, 11, -9, -7, 13, -15, 5);
    write("x.npy", x, [8]);
    expect([...transformed("--order", "sequency", "--scale", "mean")]).toEqual([2, 3, 0, 4, 0, 0, 10, 0]);
    expect([...transformed("--scale", "-0.5")]).toEqual([...defined(x)].map((v) => -0.5 * v));
    const forth = transformed("--scale", "ortho");
    write("x.npy", forth, [8]);
    transformed("--scale", "ortho", "--inverse").forEach((v, i) => expect(v).toBeCloseTo(x[i]!, 12));
  });

  it("goes along rows, columns and both, in blocks or whole", () => {
    const m = 8, n = 16, x = draw(new Random(5), "i32", m * n);
    write("x.npy", x, [m, n]);
    const along = (data: WhtArray, rows: boolean, block: number): WhtArray => {
      for (let i = 0; i < (rows ? m : n); i++) for (let b = 0; b < (rows ? n : m); b += block) transform("i32", data, block, "dyadic", 1, rows ? i * n + b : b * n + i, rows ? 1 : n);
      return data;
    };
    expect(transformed("--order", "dyadic")).toEqual(along(x.slice(), true, n));
    expect(transformed("--order", "dyadic", "--axis", "cols")).toEqual(along(x.slice(), false, m));
    expect(transformed("--order", "dyadic", "--axis", "rows", "--block", "4")).toEqual(along(x.slice(), true, 4));
    for (const block of [undefined, 4]) {
      const more = block === undefined ? [] : ["--block", "4"];
      const plane = along(along(x.slice(), true, block ?? n), false, block ?? m);
      expect(transformed("--order", "dyadic", "--2d", ...more)).toEqual(plane);
      expect(read("X.npy").shape).toEqual([m, n]);
      write("x.npy", plane, [m, n]);
      expect(transformed("--order", "dyadic", "--2d", "--inverse", ...more)).toEqual(x);
      write("x.npy", x, [m, n]);
    }
  });

  it("undoes a plane under every scale and order", () => {
    const x = draw(new Random(6), "f64", 64);
    for (const [i, scale] of ["none", "ortho", "mean", "-3"].entries()) {
      const order = ORDERS[i % 3]!;
      write("x.npy", x, [4, 16]);
      const there = transformed("--2d", "--order", order, "--scale", scale);
      write("x.npy", there, [4, 16]);
      transformed("--2d", "--inverse", "--order", order, "--scale", scale).forEach((v, i) => expect(v).toBeCloseTo(x[i]!, 12));
    }
  });

  it("without -o prints the largest coefficients", () => {
    const x = Float32Array.from({ length: 32 }, (_, i) => (parity(i & 9) ? -3 : 3) + (parity(i & 20) ? 0.5 : -0.5));
    write("x.npy", x, [32]);
    const { status, stdout } = lanewise("wht", "x.npy", "--scale", "mean", "--variant", "simd");
    expect(status).toBe(0);
    const [head, titles, first, second, ...rest] = stdout.trimEnd().split("\n");
    expect(head).toMatch(/^x\.npy: f32 32, natural order, scale mean, \d+\.\d\d ms \(simd\)$/);
    expect([titles, first, second].map((line) => line?.trim().split(/\s+/))).toEqual([["index", "value", "energy"], ["9", "3", "97.30", "%"], ["20", "-0.5", "2.70", "%"]]);
    expect(rest).toHaveLength(8);
  });

  it("prints rows and columns of matrices, and JSON lines", () => {
    write("x.npy", Int16Array.of(1, 2, 3, 4), [2, 2]);
    const { stdout } = lanewise("wht", "x.npy", "--json");
    const [config, ...lines] = stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(config).toMatchObject({ file: "x.npy", dtype: "i16", shape: [2, 2], order: "natural", scale: "none", inverse: false, "2d": false });
    expect(lines.map(({ row, index, value }) => [row, index, value])).toEqual([[1, 0, 7], [0, 0, 3], [0, 1, -1], [1, 1, -1]]);
    const whole = lanewise("wht", "x.npy", "--json", "-o", "X.npy", "--2d").stdout;
    expect(whole.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(whole)).toMatchObject({ output: "X.npy", "2d": true });
    expect(lanewise("wht", "x.npy").stdout).toMatch(/^ *row +column +value +energy$/m);
    write("x.npy", new Float32Array(0), [0, 4]);
    expect(lanewise("wht", "x.npy").status).toBe(0);
  });

  it("finds a sparse spectrum in few samples", () => {
    const terms = [[0x1234, 5], [77, -2.5], [0xffff, 0.125]] as const;
    const x = Float64Array.from({ length: 1 << 16 }, (_, m) => terms.reduce((sum, [k, v]) => sum + (parity(m & k) ? -v : v), 0));
    write("x.npy", x, [x.length]);
    const { status, stdout } = lanewise("wht", "x.npy", "--sparse", "3");
    expect(status).toBe(0);
    const [head, , ...lines] = stdout.trimEnd().split("\n");
    expect(head).toMatch(/^x\.npy: 3 coefficients of 65536, \d+ samples \(0\.\d+ %\), complete, /);
    expect(lines.map((line) => line.trim().split(/\s+/).map(Number))).toEqual(terms.map(([k, v]) => [k, v]));
    const [config, ...found] = lanewise("wht", "x.npy", "--sparse", "3", "--json", "--seed", "9", "--groups", "4", "--bins", "8", "--noise", "0.01", "--offsets", "nso", "--repeats", "3").stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(config).toMatchObject({ n: 16, sparsity: 3, noise: 0.01, offsets: "nso", bins: 8, groups: 4, repeats: 3, seed: 9, coefficients: 3, complete: true, unresolved: 0 });
    expect(found.map(({ index }) => index)).toEqual(terms.map(([k]) => k));
    expect(lanewise("wht", "x.npy", "--sparse", "3", "-o", "X.npy").status).toBe(0);
    expect(read("X.npy")).toEqual({ dtype: "f64", shape: [3, 2], data: Float64Array.from(terms.flat()) });
    write("x.npy", Int16Array.from(x, (v) => 8 * v), [x.length]);
    expect(lanewise("wht", "x.npy", "--sparse", "3").stdout).toMatch(/^ *77 +-20$/m);
  });

  it("exits 1 where a spectrum is not resolved, with what was found", () => {
    const random = new Random(3);
    write("x.npy", Float64Array.from({ length: 1 << 14 }, () => random.value("uniform", "f64")), [1 << 14]);
    const { status, stdout } = lanewise("wht", "x.npy", "--sparse", "2", "--bins", "4");
    expect(status).toBe(1);
    expect(stdout).toMatch(/incomplete, \d+ bins unresolved/);
    const json = lanewise("wht", "x.npy", "--sparse", "2", "--bins", "4", "--json");
    expect([json.status, (JSON.parse(json.stdout.split("\n")[0]!) as { complete: boolean }).complete]).toEqual([1, false]);
  });

  it("exits 2 on wrong usage, before it reads the file", () => {
    const no = (...args: string[]): string => refusal(2, "wht", "none.npy", ...args);
    expect(refusal(2, "wht")).toBe("lanewise wht: x is missing, expected x.npy (see lanewise wht --help)");
    expect(no("y.npy")).toMatch(/argument "y\.npy" is unexpected, x is given/);
    expect(no("--order", "walsh")).toMatch(/--order is "walsh", expected natural, dyadic or sequency/);
    expect(no("--scale", "unit")).toMatch(/--scale is "unit", expected none, ortho, mean or a number/);
    expect(no("--scale=")).toMatch(/--scale is "", expected/);
    expect(no("--scale", "0", "--inverse")).toMatch(/--scale is 0, which has no inverse/);
    expect(no("--axis", "depth")).toMatch(/--axis is "depth", expected rows or cols/);
    expect(no("--axis", "rows", "--2d")).toMatch(/--axis does not go with --2d/);
    expect(no("--block", "12")).toMatch(/--block is 12, expected a power of two/);
    expect(no("--block", "-4")).toMatch(/--block is "-4", expected a whole number of at least 1/);
    for (const option of ["noise", "offsets", "bins", "groups", "repeats", "seed"]) expect(no(`--${option}`, "4")).toMatch(new RegExp(`--${option} is for --sparse K`));
    for (const option of ["--order=natural", "--scale=none", "--inverse", "--axis=rows", "--2d", "--block=4"]) expect(no("--sparse", "3", option)).toContain(`${option.split("=")[0]} does not go with --sparse`);
    expect(no("--sparse", "few")).toMatch(/--sparse is "few", expected a whole number of at least 0/);
    expect(no("--sparse", "3", "--noise", "-1")).toMatch(/--noise is -1, expected estimate or a number of at least 0/);
    expect(no("--sparse", "3", "--noise", "much")).toMatch(/--noise is "much", expected estimate or a number/);
    expect(no("--sparse", "3", "--offsets", "all")).toMatch(/--offsets is "all", expected noiseless, nso or so/);
    expect(no("--sparse", "3", "--bins", "100")).toMatch(/--bins is 100, expected a power of two/);
    for (const option of ["groups", "repeats"]) expect(no("--sparse", "3", `--${option}`, "0")).toMatch(new RegExp(`--${option} is "0", expected a whole number of at least 1`));
    expect(no("--sparse", "3", "--seed", "0.5")).toMatch(/--seed is "0.5"/);
    expect(no("--variant", "fast")).toMatch(/--variant is "fast"/);
  });

  it("exits 2 where options do not fit what the file holds", () => {
    write("v.npy", new Float32Array(8), [8]);
    write("i.npy", new Int32Array(8), [8]);
    expect(refusal(2, "wht", "v.npy", "--axis", "cols")).toMatch(/--axis is for two axes, and x has shape \(8\)/);
    expect(refusal(2, "wht", "v.npy", "--2d")).toMatch(/--2d is for two axes, and x has shape \(8\)/);
    expect(refusal(2, "wht", "i.npy", "--scale", "mean")).toMatch(/--scale is for f32 and f64, and x is i32/);
  });

  it("exits 1 in one line where files do not fit, and leaves the output as it was", () => {
    write("odd.npy", new Float32Array(12), [12]);
    write("bytes.npy", new Int8Array(8), [8]);
    write("cube.npy", new Float32Array(8), [2, 2, 2]);
    write("plane.npy", new Float32Array(8), [2, 4]);
    write("nan.npy", Float64Array.of(1, NaN, 2, 3), [4]);
    fs.writeFileSync(path.join(folder, "keep.npy"), "before");
    const fails = (...args: string[]): string => refusal(1, "wht", ...args, "-o", "keep.npy");
    expect(fails("odd.npy")).toMatch(/^lanewise wht: wht\.fwht: x\.length is 12, expected a power of two/);
    expect(fails("odd.npy", "--block", "8")).toMatch(/x\.length is 12, expected a multiple of block, 8/);
    expect(fails("bytes.npy")).toBe("lanewise wht: x (bytes.npy) is i8, expected f32, f64, i32 or i16");
    expect(fails("cube.npy")).toBe("lanewise wht: x (cube.npy) has shape (2, 2, 2), expected one axis or two");
    expect(fails("none.npy")).toMatch(/^lanewise wht: x cannot be read: ENOENT/);
    expect(fails("plane.npy", "--sparse", "1")).toBe("lanewise wht: x (plane.npy) has shape (2, 4), expected one axis");
    expect(fails("odd.npy", "--sparse", "1")).toBe("lanewise wht: x (odd.npy) has 12 elements, expected a power of two");
    expect(fails("nan.npy", "--sparse", "1")).toMatch(/wht\.sparse: x\[1\] is NaN, expected a finite number/);
    expect(fails("nan.npy", "--sparse", "9")).toMatch(/wht\.sparse: sparsity is 9, expected a whole number from 0 to 4/);
    expect(fs.readFileSync(path.join(folder, "keep.npy"), "utf8")).toBe("before");
    expect(refusal(1, "wht", "plane.npy", "-o", "nowhere/X.npy")).toMatch(/X cannot be written: ENOENT/);
    expect(fs.readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("knows the natural index of every order", () => {
    for (const order of ORDERS) {
      write("x.npy", Float32Array.from({ length: 16 }, (_, i) => (parity(i & place(5, 16, order)) ? -1 : 1)), [16]);
      expect(lanewise("wht", "x.npy", "--order", order).stdout.split("\n")[2]).toMatch(/^ *5 +16 +100\.00 %$/);
    }
  });
});
