// The generated data of the catalogue against their generators, and the published ranks against the shared table.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { catalog, structuredEntry } from "../../bindings/flip/catalog.js";
import { SCHEMES } from "../../bindings/flip/catalog.data.js";
import { bestKnownRank } from "../../bindings/flip/known.js";
import type { Ring } from "../../bindings/flip/types.js";
import { dataModule, make, measure, NAMES } from "../../scripts/catalog.mjs";
import { dataModule as ranksModule, readTable } from "../../scripts/known-ranks.mjs";

const root = path.resolve(import.meta.dirname, "../.."), shared = path.resolve(root, "../shared/data/flip/best-ranks.json");
const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");

describe("the data of the catalogue", () => {
  it("are what scripts/catalog.mjs makes of what is made in a moment; test/flip/slow-catalog.test.ts makes all", async () => {
    const measured = await measure(), lines = SCHEMES.split("\n");
    for (const name of ["winograd", "strassen", "laderman", "2x3x3", "2x3x4", "2x4x4", "3x3x4", "sg-2", "st-2", "kt-3", "sk-2"]) {
      const made = dataModule([make(name)], measured), [line] = lines.filter((x) => x.startsWith(`${name} `));
      // The number of the source is its place among all.
      expect(/SCHEMES: string = "(.*)";/.exec(made)![1]).toBe(JSON.stringify(line).slice(1, -1).replace(/^(\S+ \S+ \S+ \S+ \d+ \d+ \d+) \d+/, "$1 0"));
    }
  });

  it("name every entry once, and its command", () => {
    const names = SCHEMES.split("\n").map((line) => line.split(" ")[0]);
    expect(names).toEqual(NAMES);
    expect(catalog().map(({ rebuild }) => rebuild)).toEqual(names.map((name) => `node scripts/catalog.mjs ${name}`));
  });

  it("are found by target", () => {
    for (const { target, shape, rank } of catalog()) if (target !== undefined) expect(structuredEntry(target, shape[0])?.rank).toBeLessThanOrEqual(rank);
    expect(structuredEntry("gg", 2)).toBeUndefined();
  });
});

describe("published ranks", () => {
  const table = read("scripts/data/best-ranks.txt");

  it("are what scripts/known-ranks.mjs makes", () => {
    expect(ranksModule(table)).toBe(read("bindings/flip/known.data.ts"));
  });

  it("are decoded whole", () => {
    const { sources, formats } = readTable(table) as { sources: string[]; formats: Map<string, Record<string, { rank: number; source: number }>> };
    expect(formats.size).toBe(680);
    for (const [key, row] of formats) {
      const [n, m, p] = key.split(",").map(Number) as [number, number, number];
      for (const [ring, column] of [["ZT", "ZT"], ["Z", "Z"], ["Z3", "Z"], ["Q", "Q"], ["Z2", "Z2"], [undefined, "any"]] as const) {
        const { rank, source } = row[column]!;
        expect([key, ring, bestKnownRank(p, n, m, ring)]).toEqual([key, ring, { rank, source: sources[source] }]);
      }
    }
  });

  it.skipIf(!fs.existsSync(shared))(`are those of the shared table${fs.existsSync(shared) ? "" : " (absent: ../shared/data/flip/best-ranks.json)"}`, () => {
    const rows = JSON.parse(fs.readFileSync(shared, "utf8")) as { n: number; m: number; p: number; rank: number; ring: string; source: string }[];
    const wider: Record<string, string[]> = { ZT: ["ZT", "Z", "Q", "Z2", "any"], Z: ["Z", "Q", "Z2", "any"], Q: ["Q", "any"], Z2: ["Z2"] };
    const lowest = new Map<string, number>();
    for (const { n, m, p, rank, ring } of rows) for (const column of wider[ring] ?? ["any"]) {
      const key = `${n} ${m} ${p} ${column}`;
      lowest.set(key, Math.min(rank, lowest.get(key) ?? Infinity));
    }
    expect(lowest.size).toBe(680 * 5);
    for (const [key, rank] of lowest) {
      const [n, m, p, column] = key.split(" ") as [string, string, string, string];
      expect([key, bestKnownRank(+n, +m, +p, column === "any" ? undefined : column as Ring)?.rank]).toEqual([key, rank]);
    }
  });
});
