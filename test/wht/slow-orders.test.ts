// The search for the circulants of order 39, the long one: it must print the rows that the package carries.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("scripts/williamson.mjs 39 1 5,5,5,9 prints the rows carried", () => {
  const { stdout, status } = spawnSync(process.execPath, ["scripts/williamson.mjs", "39", "1", "5,5,5,9"], { encoding: "utf8" });
  expect(status).toBe(0);
  expect(readFileSync("bindings/wht/williamson.ts", "utf8")).toContain(stdout.trim());
}, 600_000);
