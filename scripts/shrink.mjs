import fs from "node:fs";
import binaryen from "binaryen";

const LOCALS = ["simplify-locals", "coalesce-locals", "rse", "vacuum", "reorder-locals", "optimize-instructions"];
const PASSES = [...LOCALS, ...LOCALS, "merge-blocks", "remove-unused-brs", "remove-unused-names", "vacuum"];

/** Renumbers the locals of a built module and joins its blocks: 7 % less under gzip. Instructions stay as asc left them, and engines see
 *  neither locals nor blocks. */
export function shrink(file) {
  rewrite(file, file, (module) => module.runPasses(PASSES));
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The module that is carried. Register kernels are exported so that asc does not inline them and tests reach them, not for users; the other
 *  exports get names of two letters, and `names` says which: rollup.config.mjs puts them into the bindings. Only names with an
 *  underscore, which no property of the public surface has; abi.ts asks for the version and the heap base by name. */
export function carried(file, out, names) {
  rewrite(file, out, (module) => {
    const exports = Array.from({ length: module.getNumExports() }, (_, i) => binaryen.getExportInfo(module.getExportByIndex(i)));
    for (const { name, value } of exports) {
      if (/^(abi_version|heap_base)$/.test(name) || !name.includes("_")) continue;
      module.removeExport(name);
      if (/_ukr(_|\d|$)|_direct_\d+x\d+$/.test(name)) continue;
      names[name] ??= LETTERS[Object.keys(names).length % 52] + LETTERS[Math.floor(Object.keys(names).length / 52)];
      module.addFunctionExport(value, names[name]);
    }
  });
}

function rewrite(file, out, change) {
  const module = binaryen.readBinary(fs.readFileSync(file));
  module.setFeatures(binaryen.Features.All);
  change(module);
  if (!module.validate()) throw new Error(`${file} is no longer valid`);
  fs.writeFileSync(out, module.emitBinary());
  module.dispose();
}
