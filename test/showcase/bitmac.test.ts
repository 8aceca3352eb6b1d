import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { plainDigits, plainProduct, plainTotal } from "../../showcase/bitmac/plain.mjs";
import { tableText } from "../../showcase/table.mjs";

describe("showcase: digits and products in plain JavaScript", () => {
  it.each([
    ["complement", [1, 8, 28, 56, 70, 56, 28, 8, 1]], ["sign-magnitude", [1, 15, 42, 70, 70, 42, 14, 2]], ["mbe", [1, 12, 54, 108, 81]], ["ent", [1, 15, 60, 108, 72]], ["naf", [1, 15, 72, 120, 48]],
  ] as const)("%s: values with 0, 1, 2, … digits", (encoding, histogram) => {
    const digits = plainDigits(encoding), counts = new Array<number>(histogram.length).fill(0);
    for (const d of digits) counts[d]!++;
    expect(counts).toEqual(histogram);
    const k = loadSync(), x = Int8Array.from({ length: 256 }, (_, i) => i - 128);
    expect(plainTotal(x, digits)).toBe(k.bitmac.numPPs(k.vector("i8", x), encoding).total);
    k.free();
  });
  it("multiplies", () => {
    expect([...plainProduct([1, 2, 3, 4, 5, 6], [1, -1, 2, 0, 0, 3], 2, 3, 2)]).toEqual([5, 8, 14, 14]);
    expect([...plainProduct([2], [3], 1, 1, 1, Int32Array.of(9))]).toEqual([6]);
  });
});

describe("showcase: tables", () => {
  const none = (text: string): string => text;
  const s = { bold: none, dim: none, green: none, red: none, cyan: none };
  const table = { title: "t", about: "a", checks: [], note: "n" };
  it("name the column of shares, where there are any", () => {
    const rows = [{ what: "x", ms: 1, rate: 2, unit: "kcycles", share: 0.5, speedup: 3 }];
    expect(tableText({ ...table, heads: { share: "busy" }, rows }, s)).toMatch(/kcycles +busy +vs JS/);
    expect(tableText({ ...table, rows }, s)).toMatch(/of the ceiling/);
    expect(tableText({ ...table, rows: [{ what: "x", ms: 1, rate: 2, unit: "Gop/s", speedup: 3 }] }, s)).not.toMatch(/of the ceiling/);
  });
});
