// Entries of the catalogue by target, and the published ranks against their generator and the shared table.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { catalog, structuredEntry } from "../../bindings/flip/catalog.js";
import { bestKnownRank } from "../../bindings/flip/known.js";
import type { Ring } from "../../bindings/flip/types.js";
import { dataModule as ranksModule, readTable } from "../../scripts/known-ranks.mjs";

const root = path.resolve(import.meta.dirname, "../.."), shared = path.resolve(root, "../shared/data/flip/best-ranks.json");
const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");

describe("the entries of the catalogue", () => {
  it("are found by target", () => {
    for (const { target, shape, rank, ring } of catalog()) if (target !== undefined && ring === "ZT") expect(structuredEntry(target, shape[0])?.rank).toBeLessThanOrEqual(rank);
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
