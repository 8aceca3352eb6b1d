// npm run check:package: packs the tarball as npm would publish it and checks that very file. Exit 1 if anything is wrong.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { budgets, gzipped, wholeBudget } from "../test/package/dist.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
const bin = (name) => path.join(root, "node_modules/.bin", name);
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "lanewise-package-"));
const problems = [];

function check(name, ok, detail = "") {
  console.log(`${ok ? "ok  " : "FAIL"} ${name}${detail ? `: ${detail}` : ""}`);
  if (!ok) problems.push(name);
}

/** Runs a checker; its output is shown only when it fails. */
function run(name, file, args, cwd = root) {
  const { status, stdout, stderr, error } = spawnSync(file, args, { cwd, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
  check(name, status === 0);
  if (status !== 0) console.log(error?.message ?? `${stdout}${stderr}`.trimEnd());
}

/** An entry of the package for each key of `exports` that holds code. */
const entries = Object.entries(manifest.exports).filter(([, value]) => typeof value === "object").map(([key]) => manifest.name + key.slice(1));

function checkContents(folder, files) {
  for (const { path: file, size } of files) console.log(`     ${String(size).padStart(8)}  ${file}`);
  const strange = files.filter(({ path: file }) => !/^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/[\w./-]+\.(js|d\.ts|wasm|map))$/.test(file));
  check("nothing but dist/, README, LICENSE, CHANGELOG", strange.length === 0, strange.map((f) => f.path).join(", "));
  for (const needed of ["README.md", "LICENSE", "package.json", ...Object.keys(budgets).map((entry) => `dist/${entry}`)]) check(`carries ${needed}`, files.some((f) => f.path === needed));
  const places = [root, os.tmpdir(), os.homedir()].map((place) => `${place}${path.sep}`);
  const leaks = files.flatMap(({ path: file }) => {
    const text = fs.readFileSync(path.join(folder, file), "latin1");
    return [...places, "file:///"].filter((place) => text.includes(place)).map((place) => `${file} (${place})`);
  });
  check("no path of this machine inside", leaks.length === 0, leaks.join(", "));
}

function checkWeight(folder) {
  for (const [entry, budget] of Object.entries(budgets)) {
    const bytes = gzipped(path.join(folder, "dist", entry));
    check(`${entry} within its budget`, bytes <= budget, `${bytes} of ${budget} bytes after gzip`);
  }
  const whole = gzipped(...Object.keys(budgets).map((entry) => path.join(folder, "dist", entry)));
  check("all entries within their budget", whole <= wholeBudget, `${whole} of ${wholeBudget} bytes after gzip`);
}

/** A stranger's project: installs the tarball, imports, requires and type-checks every entry with nothing but the dom library. */
function checkConsumer(tarball) {
  const project = path.join(temporary, "consumer");
  fs.mkdirSync(project);
  const write = (file, text) => fs.writeFileSync(path.join(project, file), text);
  write("package.json", JSON.stringify({ private: true, type: "module" }));
  write("imports.mjs", entries.map((entry) => `await import("${entry}");`).join("\n"));
  write("requires.cjs", entries.map((entry) => `require("${entry}");`).join("\n"));
  write("types.ts", `${entries.map((entry, i) => `import * as m${i} from "${entry}";`).join("\n")}\nexport const all: readonly unknown[] = [${entries.map((_, i) => `m${i}`)}];\n`);
  run("installs", "npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], project);
  run("import works", process.execPath, ["imports.mjs"], project);
  run("require works", process.execPath, ["--no-warnings", "requires.cjs"], project);
  const tsc = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom", "--types", ""];
  run("types compile, module nodenext", bin("tsc"), [...tsc, "--module", "nodenext", "types.ts"], project);
  run("types compile, for bundlers", bin("tsc"), [...tsc, "--module", "esnext", "--moduleResolution", "bundler", "types.ts"], project);
  for (const name of Object.keys(manifest.bin ?? {})) run(`${name} info`, path.join(project, "node_modules/.bin", name), ["info"], project);
}

try {
  const [packed] = JSON.parse(execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", temporary], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }));
  const tarball = path.join(temporary, packed.filename);
  console.log(`${packed.filename}: ${packed.size} bytes, ${packed.unpackedSize} unpacked`);
  execFileSync("tar", ["-xzf", tarball, "-C", temporary]);
  const folder = path.join(temporary, "package");
  checkContents(folder, packed.files);
  if (!packed.files.some((f) => f.path === "dist/index.js")) throw new Error("there is no package to check further");
  checkWeight(folder);
  run("publint", bin("publint"), ["run", "--strict", tarball]);
  run("attw", bin("attw"), [tarball, "--profile", "esm-only", "--no-definitely-typed", "--exclude-entrypoints", "*.wasm"]);
  checkConsumer(tarball);
} catch (error) {
  check("finished", false, error.message);
} finally {
  fs.rmSync(temporary, { recursive: true, force: true });
}
console.log(problems.length ? `${problems.length} problems` : "the package is good");
process.exitCode = problems.length ? 1 : 0;
