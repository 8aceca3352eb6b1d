import fs from "node:fs";
import path from "node:path";
import binaryen from "binaryen";

const LOCALS = ["simplify-locals", "coalesce-locals", "rse", "vacuum", "reorder-locals", "optimize-instructions"];
const PASSES = [...LOCALS, ...LOCALS, "merge-blocks", "remove-unused-brs", "remove-unused-names", "vacuum"];

/** Renumbers the locals of a built module and joins its blocks: 7 % less under gzip. Instructions stay as asc left them, and engines see
 *  neither locals nor blocks. */
export function shrink(file) {
  rewrite(file, file, (module) => module.runPasses(PASSES));
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The module that is carried: of its exports, those that the bindings name. Register kernels are exported so that asc does not inline them and tests reach
 *  them; few are for the bindings. Exports get names of two letters, and `names` says which: rollup.config.mjs puts them into the bindings. Only names with an
 *  underscore, which no property of the public surface has; abi.ts asks for the version and the heap base by name. */
export function carried(file, out, names) {
  const words = new Set(namedByBindings());
  rewrite(file, out, (module) => {
    const exports = Array.from({ length: module.getNumExports() }, (_, i) => binaryen.getExportInfo(module.getExportByIndex(i)));
    for (const { name, value } of exports) {
      if (/^(abi_version|heap_base)$/.test(name) || !name.includes("_")) continue;
      module.removeExport(name);
      if (!words.has(name)) continue;
      names[name] ??= LETTERS[Object.keys(names).length % 52] + LETTERS[Math.floor(Object.keys(names).length / 52)];
      module.addFunctionExport(value, names[name]);
    }
  });
}

/** Fails when the bindings call an export that no module carries. */
export function checkCarried(names) {
  const calls = Array.from(sources().matchAll(/\braw\??\.(\w+_\w+)/g), (m) => m[1]);
  const missing = [...new Set(calls)].filter((name) => !Object.hasOwn(names, name));
  if (missing.length > 0) throw new Error(`the bindings call exports that no module has: ${missing.join(", ")}`);
}

/** What may name an export: the words of the bindings with an underscore. */
export function namedByBindings() {
  return [...new Set(sources().match(/\b[a-z]\w*_\w+/g))].sort();
}

let text;

function sources() {
  const files = fs.readdirSync("bindings", { recursive: true }).filter((f) => f.endsWith(".ts") && path.dirname(f) !== "gen");
  return text ??= files.map((f) => fs.readFileSync(path.join("bindings", f), "utf8")).join("\n");
}

function rewrite(file, out, change) {
  const module = binaryen.readBinary(fs.readFileSync(file));
  module.setFeatures(binaryen.Features.All);
  change(module);
  if (!module.validate()) throw new Error(`${file} is no longer valid`);
  fs.writeFileSync(out, module.emitBinary());
  module.dispose();
}
