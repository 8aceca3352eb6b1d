// The built package as its users meet it: what it exports, imports and weighs.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rollup } from "rollup";
import { describe, expect, it } from "vitest";
import { budgets, closure, gzipped, inspect, wholeBudget } from "./dist.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const dist = join(root, "dist");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { name: string; exports: Record<string, string | Record<string, string>>; bin?: Record<string, string>; dependencies?: object };
const scripts = readdirSync(dist).filter((file) => file.endsWith(".js"));
const targets = Object.entries(manifest.exports).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : Object.values(value).map((target) => [key, target])) as [string, string][]);

describe("package.json", () => {
  it.each(targets)("%s leads to %s", (key, target) => {
    if (!target.includes("*")) return expect(existsSync(join(root, target))).toBe(true);
    const [head, tail] = target.slice("./dist/".length).split("*") as [string, string];
    expect(readdirSync(dist).filter((file) => file.startsWith(head) && file.endsWith(tail)), key).not.toHaveLength(0);
  });
  it("lists types first: later conditions would hide them", () => {
    for (const [key, value] of Object.entries(manifest.exports)) if (typeof value === "object") expect(Object.keys(value)[0], key).toBe("types");
  });
  it("has no dependencies", () => expect(Object.keys(manifest.dependencies ?? {})).toEqual([]));
  it("bin exists and has a shebang", () => {
    for (const file of Object.values(manifest.bin ?? {})) expect(readFileSync(join(root, file), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

describe("entries", () => {
  const names = Object.entries(manifest.exports).flatMap(([key, value]) => (typeof value === "object" ? [manifest.name + key.slice(1)] : []));
  it.each(names)("import %s", async (name) => {
    const entry = (await import(name)) as object;
    expect(Object.keys(entry)).not.toHaveLength(0);
  });
  it.each(names)("require %s", (name) => {
    const require = createRequire(join(root, "package.json"));
    const entry = require(require.resolve(name)) as object;
    expect(Object.keys(entry)).not.toHaveLength(0);
  });
});

describe("dist/*.js", () => {
  it.each(scripts)("%s has no top-level await", (file) => expect(inspect(join(dist, file)).topLevelAwait).toBe(false));
  it.each(scripts.filter((file) => file !== "cli.js"))("%s imports only what lies beside it, nothing of Node's", (file) => {
    for (const specifier of inspect(join(dist, file)).specifiers) expect(specifier).toMatch(/^\.\/[\w.-]+$/);
  });
  it("only the workerd builds import .wasm", () => {
    const importing = scripts.filter((file) => inspect(join(dist, file)).specifiers.some((s) => s.endsWith(".wasm")));
    expect(importing.filter((file) => !file.includes("workerd"))).toEqual([]);
    expect(closure(join(dist, "workerd.js")).filter((file) => file.endsWith(".wasm"))).toHaveLength(2);
  });
});

describe("weight after gzip", () => {
  it.each(Object.entries(budgets))("%s within %d bytes", (entry, budget) => expect(gzipped(join(dist, entry))).toBeLessThanOrEqual(budget));
  it("everything together", () => expect(gzipped(...Object.keys(budgets).map((entry) => join(dist, entry)))).toBeLessThanOrEqual(wholeBudget));
  it("parsers and problems do not carry the wasm", () => {
    for (const entry of ["io.js", "gallery.js"]) expect(closure(join(dist, entry)).map((file) => readFileSync(file, "utf8")).join("")).not.toContain("AGFzbQ");
  });
  it("import { features } leaves the wasm behind", async () => {
    const bundle = await rollup({ input: "entry", plugins: [{ name: "entry", resolveId: (id) => (id === "entry" ? id : null), load: (id) => (id === "entry" ? `export { features } from ${JSON.stringify(join(dist, "index.js"))}` : null) }] });
    const { output } = await bundle.generate({ format: "esm" });
    expect(gzipSync(output[0].code).length).toBeLessThan(2_000);
  });
});
