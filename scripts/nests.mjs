// Writes bindings/bitmac/nest/engines.data.ts from the nests of bindings/bitmac/nest/engines: `node scripts/nests.mjs`. Comments stay behind, and so do
// the nests no engine has: `plain` and `bit-serial`, which others are derived from.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const FOLDER = path.join(root, "bindings/bitmac/nest/engines"), OUT = path.join(root, "bindings/bitmac/nest/engines.data.ts");

/** {name: text} of every nest, without comments. */
export function readNests(folder = FOLDER) {
  const names = fs.readdirSync(folder).filter((f) => f.endsWith(".nest")).sort();
  return Object.fromEntries(names.map((f) => [f.slice(0, -5), fs.readFileSync(path.join(folder, f), "utf8").replace(/^#.*\n/gm, "")]));
}

export function dataModule(nests) {
  const entries = Object.entries(nests).filter(([name]) => /^opt|\./.test(name)).map(([name, text]) => `  "${name}": ${JSON.stringify(text)},\n`);
  return `// Made by scripts/nests.mjs.\nexport const NESTS: Readonly<Record<string, string>> = {\n${entries.join("")}};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) fs.writeFileSync(OUT, dataModule(readNests()));
