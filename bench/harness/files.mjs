// Finds the bench files and their rows.
import { readdirSync } from 'node:fs';

const folder = new URL('../', import.meta.url);

/** Every row of bench/*.bench.mjs whose name matches, warm or as `<name>/cold`, with the file it stands in. */
export async function findRows(filter = '') {
  const matches = filter instanceof RegExp ? (name) => filter.test(name) : (name) => name.includes(filter);
  const found = [];
  for (const name of readdirSync(folder).filter((n) => n.endsWith('.bench.mjs')).sort()) {
    const file = new URL(name, folder).href;
    const { rows } = await import(file);
    for (const row of rows) {
      const warm = matches(row.name);
      const cold = row.cold === true && (warm || matches(`${row.name}/cold`));
      if (warm || cold) found.push({ row, file, warm, cold });
    }
  }
  return found;
}
