// The command as users get it: dist/cli.js, which `npm run build` makes, run in a folder of its own.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { formatNpy, parseNpy } from "../../bindings/io/index.js";

export const root: string = path.resolve(import.meta.dirname, "../..");
const cli = path.join(root, "dist/cli.js");
export let folder = "";

beforeAll(() => {
  if (!fs.existsSync(cli)) throw new Error("dist/cli.js is absent: npm run build");
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "lanewise-cli-"));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

export function lanewise(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** Fails with one line on stderr, nothing on stdout. */
export function refusal(status: number, ...args: readonly string[]): string {
  const result = lanewise(...args);
  expect({ ...result, stderr: "" }).toEqual({ status, stdout: "", stderr: "" });
  expect(result.stderr).toMatch(/^lanewise[^\n]*\n$/);
  return result.stderr.trimEnd();
}

export function write(name: string, data: Parameters<typeof formatNpy>[0], shape: readonly number[]): void {
  fs.writeFileSync(path.join(folder, name), formatNpy(data, shape));
}

export function read(name: string): ReturnType<typeof parseNpy> {
  return parseNpy(fs.readFileSync(path.join(folder, name)));
}
