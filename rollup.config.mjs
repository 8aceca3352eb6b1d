// Two builds from the same tsc output: the default one carries the wasm as base64, the workerd one imports it.
import fs from "node:fs";
import { minify } from "terser";

const entry = (name) => (fs.existsSync(`build/tsc/${name}.js`) ? `build/tsc/${name}.js` : `build/tsc/${name}/index.js`);
const external = (id) => id.endsWith(".wasm") || id.startsWith("node:");
const output = { dir: "dist", format: "esm", sourcemap: false, entryFileNames: "[name].js", chunkFileNames: "shared-[hash].js" };

/** The short names of the raw exports in the carried modules (scripts/shrink.mjs). */
const names = JSON.parse(fs.readFileSync("build/names.json", "utf8"));
const properties = { regex: new RegExp(`^(${Object.keys(names).join("|")})$`) };
const nameCache = () => ({ props: { props: Object.fromEntries(Object.entries(names).map(([long, short]) => [`$${long}`, short])) } });

/** Comments and long names stay in the sources and the declarations. Class names are part of error messages. */
const small = {
  name: "small",
  renderChunk: (code) => minify(code, { module: true, ecma: 2022, keep_classnames: /Error$/, compress: { passes: 3 }, mangle: { properties }, nameCache: nameCache(), format: { max_line_len: 32000 } }),
};

const importedWasm = {
  name: "imported-wasm",
  resolveId(id, importer) {
    return id.endsWith("/source.js") && importer !== undefined ? this.resolve("./source.workerd.js", importer, { skipSelf: true }) : null;
  },
};

export default [
  {
    input: { index: entry("index"), plain: entry("plain"), io: entry("io"), gallery: entry("gallery"), codegen: entry("codegen"), cli: "build/tsc/cli/main.js" },
    external,
    plugins: [small],
    output: { ...output, banner: (chunk) => (chunk.name === "cli" && chunk.isEntry ? "#!/usr/bin/env node" : "") },
  },
  {
    input: { workerd: entry("index"), "plain.workerd": entry("plain") },
    external,
    makeAbsoluteExternalsRelative: false,
    plugins: [importedWasm, small],
    output: { ...output, chunkFileNames: "shared-workerd-[hash].js" },
  },
];
