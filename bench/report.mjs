// npm run bench:report [-- --out docs --cpu 25/1]
//
// Reads bench/history and writes docs/figures/*.svg (rate against n, one panel an engine, the ceiling drawn) and
// docs/benchmarks.md. Of each row, variant and engine's major version the newest line counts; of several machines the one
// measured last, or the one whose name or family/model contains --cpu. Needs `npm install --prefix bench/report`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { readHistory } from './harness/history.mjs';
import { curve, figures } from './report/curves.mjs';
import { renderSvg } from './report/render.mjs';
import { markdown } from './report/table.mjs';

const { values: flags } = parseArgs({
  options: { out: { type: 'string', default: fileURLToPath(new URL('../docs', import.meta.url)) }, cpu: { type: 'string' }, history: { type: 'string' } },
});
const folder = flags.history ? pathToFileURL(`${resolve(flags.history)}/`) : undefined;
const all = readHistory(folder).sort((x, y) => (x.date < y.date ? -1 : x.date > y.date ? 1 : 0));
const machineOf = ({ cpu, cpuid }) => `${cpu} ${cpuid}`;
const chosen = flags.cpu ? all.filter((line) => machineOf(line).includes(flags.cpu)) : all;
if (chosen.length === 0) {
  console.error('bench/report: the history has no line to draw; run `npm run bench` first');
  process.exit(2);
}
const where = machineOf(chosen.at(-1));
const major = (engine) => engine.replace(/^([a-z]+\d+).*/, '$1');
const newest = new Map();
for (const line of chosen) if (machineOf(line) === where) newest.set([major(line.engine), line.name, line.variant].join(), line);

const numeric = (x, y) => x.localeCompare(y, 'en', { numeric: true });
const lines = [...newest.values()].sort((x, y) => numeric(x.name, y.name) || numeric(x.variant, y.variant));
mkdirSync(`${flags.out}/figures`, { recursive: true });
const drawn = [];
for (const figure of figures) {
  const specification = curve(figure, lines);
  if (specification === null) continue;
  writeFileSync(`${flags.out}/figures/${figure.file}.svg`, await renderSvg(specification));
  drawn.push(figure);
}
writeFileSync(`${flags.out}/benchmarks.md`, markdown(lines, drawn));
console.log(`${lines.length} figures of ${where}: benchmarks.md and ${drawn.map(({ file }) => `figures/${file}.svg`).join(', ')}`);
