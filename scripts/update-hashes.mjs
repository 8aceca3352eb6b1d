// Rewrites test/vectors/hashes.json: the hashes of test/suites/hash.suite.ts as this engine computes them. Needs dist/.
// `node scripts/update-hashes.mjs --check` writes nothing and exits 1 when something would change.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const file = path.join(root, "test/vectors/hashes.json");

const tsc = spawnSync(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-p", path.join(root, "test/tsconfig.suites.json")], { stdio: "inherit" });
if (tsc.status !== 0) process.exit(1);
const { hashes } = await import(pathToFileURL(path.join(root, "build/suites/suites/hash.suite.js")).href);

const old = JSON.parse(fs.readFileSync(file, "utf8")).hashes;
const now = hashes();
const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
const count = (holds) => names.filter(holds).length;
const added = count((n) => !(n in old)), removed = count((n) => !(n in now)), changed = count((n) => n in old && n in now && old[n] !== now[n]);
console.log(`${Object.keys(now).length} hashes: ${added} added, ${removed} removed, ${changed} changed`);

if (!process.argv.includes("--check")) fs.writeFileSync(file, `${JSON.stringify({ origin: "node scripts/update-hashes.mjs", hashes: now }, null, 2)}\n`);
else if (added + removed + changed > 0) process.exitCode = 1;
