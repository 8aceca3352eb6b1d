// Suites → build/suites (tsc) → build/runtimes: suite.js with everything inlined, suite.workerd.js beside its .wasm modules.
import { copyFile, cp, mkdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { rollup } from "rollup";
import { exec } from "./process.mjs";
import { built, here, root } from "./places.mjs";

const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));

/** What a consumer's resolver does with `exports`: the first condition that holds. */
export function resolveExport(specifier, conditions) {
  const target = manifest.exports[`.${specifier.slice(manifest.name.length)}`];
  if (target === undefined) throw new Error(`${specifier} is not exported by package.json`);
  const pick = (node) => {
    if (typeof node !== "object") return node;
    for (const [condition, value] of Object.entries(node)) {
      const found = conditions.includes(condition) ? pick(value) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return join(root, pick(target));
}

const consumer = (conditions, wasm) => ({
  name: "consumer",
  resolveId(source, importer) {
    if (source === manifest.name || source.startsWith(`${manifest.name}/`)) return resolveExport(source, conditions);
    if (!source.endsWith(".wasm")) return null;
    wasm?.add(new URL(source, `file://${importer}`).pathname);
    return { id: `./${basename(source)}`, external: "absolute" };
  },
  transform: (code, id) => (id.endsWith(".json") ? { code: `export default ${code}`, map: null } : null),
});

async function pack(file, conditions, wasm) {
  const bundle = await rollup({
    input: join(root, "build/suites/suites/index.js"),
    treeshake: false, // the suites run as written: Rollup would drop what it takes for a statement without effect
    plugins: [consumer(conditions, wasm)],
    onLog(level, log) {
      if (level === "warn") throw new Error(`rollup: ${log.message}`);
    },
  });
  await bundle.write({ file: join(built, file), format: "esm", inlineDynamicImports: true });
  await bundle.close();
}

export async function bundle() {
  await rm(join(root, "build/suites"), { recursive: true, force: true });
  await rm(built, { recursive: true, force: true });
  await mkdir(built, { recursive: true });
  await exec(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", join(root, "test/tsconfig.suites.json")], { limit: 120_000 });
  const wasm = new Set();
  await pack("suite.js", ["import", "default"]);
  await pack("suite.workerd.js", ["workerd", "import", "default"], wasm);
  for (const file of wasm) await copyFile(file, join(built, basename(file)));
  await cp(join(here, "hosts"), built, { recursive: true });
  return [...wasm].map((file) => basename(file));
}
