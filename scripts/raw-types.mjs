// The typed table of raw exports, from the declarations asc writes beside each module.

/** Text of bindings/gen/raw.ts: functions of both modules; those only in the overlay are there only with it linked. */
export function rawTypes(base, overlay) {
  const table = new Map();
  for (const text of [base, overlay]) {
    for (const [, name, args, result] of text.matchAll(/export function (\w+)\(([^)]*)\): ([^;]+);/g)) table.set(name, `(${args}): ${result}`);
  }
  if (table.size === 0) throw new Error("no exported function found in asc's declarations");
  const rows = [...table].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, signature]) => `  ${name}${signature};`);
  return `// Made by scripts/build.mjs from asc's declarations.\nexport interface RawExports {\n${rows.join("\n")}\n}\n`;
}
