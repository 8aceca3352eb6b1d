// Copies to dist/ the .d.ts files that the entries reach, and no others.
import fs from "node:fs";
import path from "node:path";

/** `entries` like "index" or "io/index"; "io/index" also becomes dist/io.d.ts. */
export function declarations(from, to, entries) {
  const done = new Set();
  const visit = (file) => {
    if (done.has(file)) return;
    done.add(file);
    const text = fs.readFileSync(path.join(from, file), "utf8").replace(/^\/\/# sourceMappingURL=.*$/m, "");
    const target = path.join(to, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
    for (const [, specifier] of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)\.js"/g)) visit(path.join(path.dirname(file), `${specifier}.d.ts`));
  };
  for (const entry of entries) {
    visit(`${entry}.d.ts`);
    if (entry.includes("/")) fs.writeFileSync(path.join(to, `${path.dirname(entry)}.d.ts`), `export * from "./${entry}.js";\n`);
  }
}
