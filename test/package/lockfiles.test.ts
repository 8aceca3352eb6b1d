// Lockfiles name versions and hashes, never a place to fetch from: they work behind any registry.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url);
const folders = ["", "test/runtimes/", "bench/peers/"].filter((folder) => existsSync(new URL(`${folder}package.json`, root)));
const read = (file: string): string => readFileSync(new URL(file, root), "utf8");

describe.each(folders)("%spackage-lock.json", (folder) => {
  it("carries no registry address", () => expect(read(`${folder}package-lock.json`)).not.toMatch(/https?:\/\/[^"]+\.tgz/));
  it("knows the packages of every platform: npm ci refuses a lockfile that lacks one", () => {
    const packages = (JSON.parse(read(`${folder}package-lock.json`)) as { packages: Record<string, { optionalDependencies?: object }> }).packages;
    const names = new Set(Object.keys(packages).map((key) => key.slice(key.lastIndexOf("node_modules/") + "node_modules/".length)));
    expect(Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {})).filter((name) => !names.has(name))).toEqual([]);
  });
  it("has an .npmrc that keeps it so", () => expect(read(`${folder}.npmrc`)).toContain("omit-lockfile-registry-resolved=true"));
  it("is private, unless it is the package itself", () => expect((JSON.parse(read(`${folder}package.json`)) as { private?: boolean }).private ?? false).toBe(folder !== ""));
});
