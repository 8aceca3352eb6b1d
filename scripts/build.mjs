// Makes dist/ whole: assembly → wasm → bytes and types of the raw exports → tsc → Rollup → declarations.
// Steps whose inputs are older than their outputs are skipped. `node scripts/build.mjs [--all-variants] [--force]`
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { declarations } from "./declarations.mjs";
import { rawTypes } from "./raw-types.mjs";
import { carried, checkCarried, namedByBindings, shrink } from "./shrink.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const force = process.argv.includes("--force");
const ENTRY = { unpack: "assembly/unpack/lzma.ts", simd: "assembly/index.ts", relaxed: "assembly/relaxed.ts", mt: "assembly/index.ts", "mt-relaxed": "assembly/relaxed.ts" };
const variants = process.argv.includes("--all-variants") ? Object.keys(ENTRY) : ["unpack", "simd", "relaxed"];

function newest(...roots) {
  let time = 0;
  for (const r of roots) {
    const stat = fs.statSync(r);
    if (stat.isDirectory()) for (const f of fs.readdirSync(r)) time = Math.max(time, newest(path.join(r, f)));
    else time = Math.max(time, stat.mtimeMs);
  }
  return time;
}

function stale(output, ...inputs) {
  return force || !fs.existsSync(output) || fs.statSync(output).mtimeMs < newest(...inputs);
}

function run(bin, args) {
  const { status } = spawnSync(process.execPath, [path.join("node_modules", bin), ...args], { stdio: "inherit" });
  if (status !== 0) { console.error(`build: ${bin} ${args.join(" ")} failed`); process.exit(1); }
}

/** Written only when it differs, so that later steps stay fresh. */
function write(file, text) {
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

fs.mkdirSync("build", { recursive: true });
for (const v of variants) {
  if (stale(`build/${v}.wasm`, "assembly", "asconfig.json", "package-lock.json")) {
    const types = v === "simd" || v === "relaxed" ? ["--bindings", "raw"] : [];
    run("assemblyscript/bin/asc.js", [ENTRY[v], "--target", v, ...types]);
    shrink(`build/${v}.wasm`);
  }
}

write("build/named.txt", namedByBindings().join("\n"));
if (stale("build/names.json", "build/simd.wasm", "build/relaxed.wasm", "build/named.txt", "scripts/shrink.mjs")) {
  const names = {};
  for (const v of ["simd", "relaxed"]) carried(`build/${v}.wasm`, `build/${v}.carried.wasm`, names);
  fs.writeFileSync("build/names.json", JSON.stringify(names));
}
checkCarried(JSON.parse(fs.readFileSync("build/names.json", "utf8")));

const { version } = JSON.parse(fs.readFileSync("package.json", "utf8"));
if (stale("bindings/gen/bytes.ts", "build/names.json", "build/unpack.wasm", "scripts/module-bytes.mjs")) {
  const [simd, relaxed, decoder] = ["simd.carried", "relaxed.carried", "unpack"].map((v) => fs.readFileSync(`build/${v}.wasm`));
  const { moduleBytes } = await import("./module-bytes.mjs");
  write("bindings/gen/bytes.ts", moduleBytes(simd, relaxed, decoder));
  fs.utimesSync("bindings/gen/bytes.ts", new Date(), new Date());
}
write("bindings/gen/raw.ts", rawTypes(fs.readFileSync("build/simd.d.ts", "utf8"), fs.readFileSync("build/relaxed.d.ts", "utf8")));
write("bindings/gen/version.ts", `// Made by scripts/build.mjs.\nexport const VERSION: string = "${version}";\n`);

if (stale("build/tsc/index.js", "bindings", "tsconfig.json")) {
  fs.rmSync("build/tsc", { recursive: true, force: true });
  run("typescript/bin/tsc", ["-p", "tsconfig.json"]);
}
if (stale("dist/index.js", "build/tsc", "rollup.config.mjs", "build/names.json")) {
  for (const f of fs.readdirSync("dist")) if (!f.startsWith(".")) fs.rmSync(path.join("dist", f), { recursive: true });
  run("rollup/dist/bin/rollup", ["-c", "--silent"]);
  for (const v of ["simd", "relaxed"]) fs.copyFileSync(`build/${v}.carried.wasm`, `dist/${v}.wasm`);
  declarations("build/tsc", "dist", ["index", "plain", "io", "gallery", "codegen"].map((e) => (fs.existsSync(`build/tsc/${e}.d.ts`) ? e : `${e}/index`)));
  if (fs.existsSync("dist/cli.js")) fs.chmodSync("dist/cli.js", 0o755);
}
