// What dist/ is made of: modules, their imports, their size. Shared by the tests here and scripts/check-package.mjs.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { parseAst } from "rollup/parseAst";

/** Most bytes after gzip, of an entry with everything it imports, as a download without a bundler: comments count. kB are 1000 bytes. */
export const budgets = { "index.js": 239_000, "plain.js": 241_000, "io.js": 31_000, "gallery.js": 20_000, "codegen.js": 20_000 };

/** The same for all these entries together. */
export const wholeBudget = 279_000;

const functions = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression", "PropertyDefinition", "StaticBlock"]);
const imports = new Set(["ImportDeclaration", "ExportNamedDeclaration", "ExportAllDeclaration", "ImportExpression"]);

/** Literal module specifiers, static and dynamic, and whether the module awaits at its top level. */
export function inspect(file) {
  const specifiers = [];
  let topLevelAwait = false;
  const visit = (node, outermost) => {
    if (imports.has(node.type) && node.source?.type === "Literal") specifiers.push(node.source.value);
    if (outermost && (node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await))) topLevelAwait = true;
    for (const child of Object.values(node).flat()) {
      if (typeof child?.type === "string") visit(child, outermost && !functions.has(node.type));
    }
  };
  visit(parseAst(readFileSync(file, "utf8")), true);
  return { specifiers, topLevelAwait };
}

/** The entry and every file it reaches by relative imports. */
export function closure(entry) {
  const files = new Set([entry]);
  for (const file of files) {
    if (!file.endsWith(".js")) continue;
    for (const specifier of inspect(file).specifiers) if (specifier.startsWith(".")) files.add(join(dirname(file), specifier));
  }
  return [...files];
}

export const gzipped = (...entries) => [...new Set(entries.flatMap(closure))].reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
