// The framework-free suites under vitest: one `it` for each case.
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { suites } from "../suites/index.js";

it("test/suites/index.ts lists every suite", async () => {
  const folder = new URL("../suites/", import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith(".suite.ts"));
  const modules = await Promise.all(files.map((file) => import(new URL(file.replace(/ts$/, "js"), folder).href)));
  for (const [i, module] of modules.entries()) expect(suites, files[i]).toContain(module.suite);
  expect(new Set(suites.map((suite) => suite.name)).size).toBe(suites.length);
});

for (const suite of suites) {
  describe(suite.name, () => {
    for (const one of suite.cases) it(one.name, () => one.run());
  });
}
