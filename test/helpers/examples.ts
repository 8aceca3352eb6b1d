// Finds the examples in docstrings and in the Markdown pages, and runs them as a user would: as modules that import the package.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

export interface Example { readonly where: string; readonly code: string }

function files(dir: string, end: string): string[] {
  return fs.readdirSync(dir, { withFileTypes: true }).flatMap((f) => {
    const name = path.join(dir, f.name);
    return f.isDirectory() ? files(name, end) : f.name.endsWith(end) ? [name] : [];
  });
}

/** The code after `@example` in every docstring below `dir`, one entry each. */
export function docstringExamples(dir: string): Example[] {
  return files(dir, ".ts").flatMap((file) =>
    [...fs.readFileSync(file, "utf8").matchAll(/@example\s*\n([\s\S]*?)\*\//g)].map(([, body], i) => ({
      where: `${file}#${i + 1}`,
      code: body!.replace(/^ *\* ?/gm, ""),
    })));
}

/** Fenced `js` blocks of a page. */
export function pageExamples(file: string): Example[] {
  return [...fs.readFileSync(file, "utf8").matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code], i) => ({ where: `${file}#${i + 1}`, code: code! }));
}

/** `Float32Array(2) [ 1, 2 ]` and `Float32Array [1, 2]` are the same answer. */
function plain(text: string): string {
  return text.replace(/\(\d+\)/g, "").replace(/\s+/g, "");
}

/** Runs one; the answers it must print stand as comments behind its `console.log` lines. Returns what is wrong, or "". */
export function runExample(example: Example, dir: string): string {
  fs.mkdirSync(dir, { recursive: true });
  const file = path.join(dir, `${example.where.replace(/\W+/g, "-")}.mjs`);
  fs.writeFileSync(file, example.code);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
  if (status !== 0) return stderr;
  const expected = [...example.code.matchAll(/console\.log\(.*\);? *\/\/ (.*)$/gm)].map(([, answer]) => plain(answer!)).join("");
  return plain(stdout).startsWith(expected) ? "" : `printed\n${stdout}expected\n${expected}`;
}
