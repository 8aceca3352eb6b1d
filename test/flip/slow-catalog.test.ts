// All of the catalogue, made again: half a minute of walking.
import fs from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { dataModule, make, measure, NAMES } from "../../scripts/catalog.mjs";

it("the data of the catalogue are what scripts/catalog.mjs makes", async () => {
  expect(dataModule(NAMES.map(make), await measure())).toBe(fs.readFileSync(path.resolve(import.meta.dirname, "../../bindings/flip/catalog.data.ts"), "utf8"));
}, 600_000);
