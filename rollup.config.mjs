// Two builds from the same tsc output: the default one carries the wasm as base64, the workerd one imports it.
import fs from "node:fs";

const entry = (name) => (fs.existsSync(`build/tsc/${name}.js`) ? `build/tsc/${name}.js` : `build/tsc/${name}/index.js`);
const external = (id) => id.endsWith(".wasm") || id.startsWith("node:");
const output = { dir: "dist", format: "esm", sourcemap: false, entryFileNames: "[name].js", chunkFileNames: "shared-[hash].js" };

const importedWasm = {
  name: "imported-wasm",
  resolveId(id, importer) {
    return id.endsWith("/source.js") && importer !== undefined ? this.resolve("./source.workerd.js", importer, { skipSelf: true }) : null;
  },
};

export default [
  {
    input: { index: entry("index"), plain: entry("plain"), io: entry("io"), gallery: entry("gallery"), cli: "build/tsc/cli/main.js" },
    external,
    output: { ...output, banner: (chunk) => (chunk.name === "cli" && chunk.isEntry ? "#!/usr/bin/env node" : "") },
  },
  {
    input: { workerd: entry("index"), "plain.workerd": entry("plain") },
    external,
    makeAbsoluteExternalsRelative: false,
    plugins: [importedWasm],
    output: { ...output, chunkFileNames: "shared-workerd-[hash].js" },
  },
];
