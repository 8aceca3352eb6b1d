// lanewise flip: files there and back, what holds and what does not, against the library.
import fs from "node:fs";
import path from "node:path";
import { loadSync, type Scheme } from "lanewise";
import { formatScheme, parseScheme, parseStraightLine } from "lanewise/io";
import { afterAll, describe, expect, it } from "vitest";
import { folder, lanewise, refusal } from "./command.js";

const k = loadSync();
afterAll(() => k.free());

const best = (n: number, m: number, p: number, ring?: Scheme["ring"]): Scheme => k.flip.best(n, m, p, ring);
const put = (name: string, text: string | Uint8Array): void => fs.writeFileSync(path.join(folder, name), text);
const get = (name: string): Scheme => parseScheme(fs.readFileSync(path.join(folder, name)));
const same = (a: Scheme, b: Scheme): void => expect([a.shape, a.ring, [...a.u], [...a.v], [...a.w]]).toEqual([b.shape, b.ring, [...b.u], [...b.v], [...b.w]]);

function run(...args: string[]): string {
  const { status, stdout, stderr } = lanewise("flip", ...args);
  expect([status, stderr]).toEqual([0, ""]);
  return stdout;
}
const json = (text: string): Record<string, unknown>[] => text.trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);

describe("lanewise flip", () => {
  it("verifies, exits 1 where a scheme is wrong", () => {
    const s = best(2, 3, 3), wrong = { ...s, u: s.u.slice() };
    wrong.u[0] = wrong.u[0] === 1 ? 0 : 1;
    put("s.json", formatScheme(s, "perminov-json"));
    put("wrong.json", formatScheme(wrong, "perminov-json"));
    expect(run("verify", "s.json")).toMatch(/^2×3×3 +ZT +15 +324 +0 +right$/m);
    const { status, stdout } = lanewise("flip", "verify", "wrong.json", "--json");
    expect(status).toBe(1);
    expect(json(stdout)).toEqual([{ file: "wrong.json", shape: [2, 3, 3], ring: "ZT", rank: 15, ...k.flip.verify(wrong) }]);
    expect(lanewise("flip", "info", "wrong.json").status).toBe(1);
    expect(lanewise("flip", "verify", "wrong.json").stdout).toMatch(/ wrong$/m);
  });

  it("reads all schemes of a file, or one", () => {
    put("two.txt", `2\n${formatScheme(best(1, 2, 2), "perminov-txt")}${formatScheme(best(2, 2, 2), "perminov-txt")}`);
    expect(json(run("verify", "two.txt", "--json")).map(({ rank, ok }) => [rank, ok])).toEqual([[4, true], [7, true]]);
    expect(json(run("info", "two.txt", "--json", "--index", "1")).map(({ rank }) => rank)).toEqual([7]);
    expect(refusal(1, "flip", "convert", "two.txt", "--to", "exp")).toMatch(/two\.txt holds 2 schemes, expected one: choose it by --index/);
    expect(refusal(1, "flip", "info", "two.txt", "--index", "2")).toMatch(/two\.txt holds 2 schemes, --index is 2/);
  });

  it("converts by the ending of the file or by --to, and reduces", () => {
    const s = best(2, 2, 3);
    put("s.json", formatScheme(s, "perminov-json"));
    let from = "s.json";
    for (const to of ["s.exp", "s.m", "s.tensor.mpl", "s.txt", "s.npz", "s.reduced.json", "t.json"]) {
      expect(run("convert", from, "-o", to)).toMatch(/^s\.|^t\./);
      from = to;
    }
    same(get("t.json"), s);
    expect(json(run("convert", "s.json", "-o", "data", "--to", "exp", "--json"))).toEqual([{ file: "s.json", shape: [2, 2, 3], ring: "ZT", rank: 11, output: "data", format: "exp" }]);
    expect(run("convert", "s.json", "--to", "exp")).toBe(formatScheme(s, "exp").trimEnd() + "\n");
    run("convert", "s.json", "-o", "two.json", "--ring", "Z2");
    same(get("two.json"), k.flip.reduceRing(s, "Z2"));
    run("convert", "s.json", "-o", "z.json", "--ring", "Z");
    expect(refusal(2, "flip", "convert", "two.json", "-o", "z.json", "--ring", "Z")).toMatch(/--ring Z is not reached from Z2 by converting: see flip lift/);
  });

  it("lifts, exits 1 where that does not go", () => {
    put("two.json", formatScheme(best(3, 3, 3, "Z2"), "perminov-json"));
    expect(run("lift", "two.json", "-o", "lifted.exp")).toMatch(/^lifted\.exp: 3×3×3 of rank 23 lifts from Z2 to ZT, [\d.]+ ms$/m);
    expect(k.flip.verify(get("lifted.exp")).ok).toBe(true);
    expect(json(run("lift", "two.json", "--to", "Z", "--json"))[0]).toMatchObject({ file: "two.json", ring: "Z2", rank: 23, lifted: "ZT" });
    // Wrong over two elements, and so over every ring above.
    const s = best(2, 2, 2, "Z2"), broken = { ...s, u: s.u.slice() };
    broken.u.fill(0);
    put("broken.json", formatScheme(broken, "perminov-json"));
    expect(lanewise("flip", "lift", "broken.json").status).toBe(1);
  });

  it("counts additions and writes straight-line programs", () => {
    put("s.exp", formatScheme(best(2, 2, 2), "exp"));
    const s = get("s.exp");
    expect(json(run("additions", "s.exp", "--json", "-o", "r.json", "--tries", "50", "--seed", "3"))).toEqual([{ file: "s.exp", shape: [2, 2, 2], ring: "ZT", rank: 7, ...k.flip.additions(s), reduced: 15, output: "r.json" }]);
    const line = parseStraightLine(fs.readFileSync(path.join(folder, "r.json")));
    expect(line.additions).toBe(15);
    same(line.scheme, s);
    expect(run("additions", "s.exp")).toMatch(/^s\.exp: 2×2×2, rank 7: 24 additions as written \(14 \+ 14 \+ 14 nonzeros\), 15 after/m);
  });

  it("tells about schemes", () => {
    put("s.exp", formatScheme(best(2, 2, 2), "exp"));
    const text = run("info", "s.exp");
    expect(text).toMatch(/^scheme +2×2×2, ring ZT, right$/m);
    expect(text).toMatch(/^rank +7, best known over ZT 7 \(.+\)$/m);
    expect(text).toMatch(/^exponent +2\.807355$/m);
    const structured = k.flip.catalog().find((x) => x.target === "ug" && x.shape[0] === 4)!;
    put("ug.json", formatScheme(structured.scheme, "perminov-json"));
    expect(json(run("info", "ug.json", "--json"))[0]).toMatchObject({ target: "ug", rank: 34, ok: true, growth: structured.growth, gamma: { exact: "22/37", recursive: 12 } });
  });

  it("gives the best scheme of a format", () => {
    expect(json(run("best", "4x4x4", "--json"))[0]).toMatchObject({ shape: [4, 4, 4], ring: "ZT", rank: 49, ok: true, exponent: Math.log2(7) });
    expect(json(run("best", "16x16x16", "--json"))[0]).not.toHaveProperty("reduced");
    expect(run("best", "3x2x4", "--to", "exp")).toBe(formatScheme(best(3, 2, 4), "exp").trimEnd() + "\n");
    run("best", "3x5x3", "--ring", "Z2", "-o", "b.json");
    same(get("b.json"), best(3, 5, 3, "Z2"));
  });

  it("exits 2 on wrong usage, before it reads the file", () => {
    const no = (...args: string[]): string => refusal(2, "flip", ...args);
    expect(no()).toBe("lanewise flip: expected verify, lift, convert, additions, info, best, search (see lanewise flip --help)");
    expect(no("toString", "x")).toMatch(/no flip "toString", expected verify/);
    expect(no("verify")).toMatch(/FILE is missing, expected flip verify FILE/);
    expect(no("best")).toMatch(/the format is missing, expected NxMxP/);
    for (const bad of ["4x4", "0x2x2", "axbxc", "33x1x1", "2x2x2x2"]) expect(no("best", bad)).toMatch(new RegExp(`the format is "${bad}", expected`));
    expect(no("info", "none", "more")).toMatch(/argument "more" is unexpected, none is given/);
    expect(no("info", "none", "--to", "exp")).toMatch(/--to does not go with flip info/);
    expect(no("best", "2x2x2", "--seed", "1")).toMatch(/--seed does not go with flip best/);
    expect(no("convert", "none")).toMatch(/expected -o OUT or --to FORMAT/);
    expect(no("convert", "none", "-o", "x.dat")).toMatch(/-o x\.dat does not tell the format, expected an ending/);
    expect(no("convert", "none", "--to", "alphatensor-npz")).toMatch(/alphatensor-npz is bytes, expected -o OUT/);
    expect(no("convert", "none", "--to", "pdf")).toMatch(/--to is "pdf", expected perminov-json/);
    expect(no("convert", "none", "--to", "exp", "--json")).toMatch(/--json does not go with a scheme that is printed/);
    expect(no("additions", "none", "-o", "x.exp")).toMatch(/expected an ending \.json/);
    expect(no("lift", "none", "--steps", "21")).toMatch(/--steps is 21, expected a whole number from 1 to 20/);
    expect(no("lift", "none", "--to", "Z3")).toMatch(/--to is "Z3", expected ZT, Z or Q/);
    expect(no("additions", "none", "--tries", "0")).toMatch(/--tries is "0", expected a whole number of at least 1/);
    expect(no("best", "2x2x2", "--ring", "R")).toMatch(/--ring is "R", expected Z2, Z3, ZT, Z or Q/);
  });

  it("exits 1 in one line where files do not fit, and leaves the output as it was", () => {
    put("keep.json", "before");
    put("none.txt", "0\n");
    expect(refusal(1, "flip", "verify", "none.txt")).toBe("lanewise flip: none.txt holds no schemes");
    expect(refusal(1, "flip", "best", "3x4x10", "-o", "b.npy")).toMatch(/have no place for 3×4×10/);
    expect(refusal(1, "flip", "best", "3x3x3", "--ring", "Z3", "-o", "z3.exp")).toMatch(/exp files do not tell that this scheme is of ring Z3/);
    put("bad.json", '{"n": [2, 2');
    put("big.json", formatScheme(best(10, 1, 1), "perminov-json"));
    expect(refusal(1, "flip", "verify", "none.json")).toMatch(/^lanewise flip: FILE cannot be read: ENOENT/);
    expect(refusal(1, "flip", "convert", "bad.json", "-o", "keep.json")).toMatch(/^lanewise flip: bad\.json: io\.parseSchemes: line 1/);
    expect(refusal(1, "flip", "convert", "big.json", "-o", "big.exp")).toMatch(/^lanewise flip: big\.json: io\.formatScheme: /);
    expect(fs.readFileSync(path.join(folder, "keep.json"), "utf8")).toBe("before");
    expect(fs.readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});
