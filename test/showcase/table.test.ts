import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MissingError, need, needFile, packageFolder } from "../../showcase/missing.mjs";
import { groups, totalOf, within } from "../../showcase/rows.mjs";
import { bar, checksOf, digits, styles, tableLines, tableText, WIDTH, wrapped } from "../../showcase/table.mjs";

const speed = { ms: 1234.5, rate: 110.25, unit: "GOP/s", share: 0.987, speedup: 123.4 };
const table = {
  title: "A title", about: "words ".repeat(50).trim(), note: "note ".repeat(50).trim(),
  rows: [
    { what: "conv128 3×3 → u8", shape: "20736×147×32", count: 7, check: { ok: true, text: "9.2e-4 of bound" }, ...speed },
    { what: "sum", total: true, ...speed },
    { what: "rest", total: true, ms: 3 },
  ],
  checks: [{ what: "something", check: { ok: false, text: "2 ≤ 1" } }],
};
const plain = styles({ isTTY: false } as never);

describe("showcase: the table", () => {
  it("fits a hundred columns", () => {
    expect(WIDTH).toBe(100);
    for (const line of tableText(table, plain).split("\n")) expect(line.length, line).toBeLessThanOrEqual(WIDTH);
  });
  it("shows what failed", () => {
    expect(tableText(table, plain)).toContain("✗ something");
    expect(checksOf(table).map(({ ok }: { ok: boolean }) => ok)).toEqual([true, false]);
  });
  it("is also JSON, a line each", () => {
    const lines = tableLines(table).split("\n").map((line: string) => JSON.parse(line));
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatchObject({ table: "A title", ok: true, check: "9.2e-4 of bound", rate: 110.3, count: 7 });
    expect(lines[3]).toMatchObject({ what: "something", ok: false });
  });
  it("colours terminals only", () => {
    expect(styles({ isTTY: true } as never, {}).bold("x")).toBe("\u001b[1mx\u001b[22m");
    expect(styles({ isTTY: true } as never, { NO_COLOR: "1" }).bold("x")).toBe("x");
  });
  it("draws bars and digits", () => {
    expect([bar(0, 4), bar(0.5, 4), bar(1.2, 4), bar(9 / 32, 4)]).toEqual(["····", "██··", "████", "█▏··"]);
    expect([0.01234, 1.234, 12.34, 123.4].map(digits)).toEqual(["0.012", "1.23", "12.3", "123"]);
    expect(wrapped("aa bb cc", 5)).toEqual(["aa bb", "cc"]);
  });
});

describe("showcase: rows", () => {
  const layer = (name: string, stride = 1): object => ({ name, size: 3, stride });
  const call = (name: string, m: number, stride = 1): { layer: object; m: number; k: number; n: number } => ({ layer: layer(name, stride), m, k: 2, n: 5 });
  it("puts calls of one shape together", () => {
    const found = groups([call("conv8_1/conv1", 4), call("conv8_1/conv2", 4), call("conv8_down/conv1", 4, 2), call("conv8_2/conv1", 3)]);
    expect(found.map(({ what, shape, members }: { what: string; shape: string; members: object[] }) => [what, shape, members.length]))
      .toEqual([["conv8 3×3", "4×2×5", 2], ["conv8 3×3 /2", "4×2×5", 1], ["conv8 3×3", "3×2×5", 1]]);
  });
  it("adds times, not rates", () => {
    const rows = [{ ms: 1, speedup: 10 }, { ms: 3, speedup: 2 }];
    const speedOf = (seconds: number, spent: number, work: number): object => ({ seconds, spent, work });
    expect(totalOf("sum", rows, 7, speedOf)).toEqual({ what: "sum", total: true, seconds: 0.004, spent: 0.016, work: 7 });
  });
  it("checks limits; NaN is outside", () => {
    expect(within(2.34e-7, 1e-5)).toEqual({ ok: true, text: "2.3e-7 ≤ 1.0e-5" });
    expect(within(0.25, 0.1).ok).toBe(false);
    expect(within(NaN, 1).ok).toBe(false);
  });
});

describe("showcase: what is missing", () => {
  it("is said in one line", async () => {
    expect(() => packageFolder("no-such-package")).toThrow(MissingError);
    expect(() => packageFolder("no-such-package")).toThrow("no-such-package is not installed: run npm ci");
    expect(() => needFile("the photo", () => readFileSync("no/such/file"))).toThrow("the photo is missing (no/such/file): run npm ci");
    expect(() => needFile("x", () => { throw new TypeError("other"); })).toThrow(TypeError);
    await expect(need("no-such-package", "run npm ci")).rejects.toThrow("no-such-package is not there: run npm ci");
  });
});
