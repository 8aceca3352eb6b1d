import fs from "node:fs";
import { describe, expect, it } from "vitest";
import { docstringExamples, pageExamples, runExample } from "./helpers/examples.js";

/** The programs of examples/, which must run as they stand. */
const programs = fs.readdirSync("examples").map((f) => ({ where: `examples/${f}`, code: fs.readFileSync(`examples/${f}`, "utf8") }));
const pages = ["README.md", ...fs.readdirSync("docs/contracts").map((f) => `docs/contracts/${f}`)].filter((f) => f.endsWith(".md"));

describe("examples", () => {
  const examples = [...docstringExamples("bindings"), ...pages.flatMap(pageExamples), ...programs];
  it("there are some in docstrings and pages", () => {
    expect(examples.length).toBeGreaterThan(20);
  });
  it.each(examples.map((e) => [e.where, e] as const))("%s runs and prints what it says", (_, example) => {
    expect(runExample(example, "build/examples")).toBe("");
  });
});
