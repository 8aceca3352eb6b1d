// node bench/bitmac/study.mjs [--draw] [--out docs]
//
// The weights of real networks, digit by digit: counts → docs/data/bitmac/study.json; those → tables of docs/bitmac-study.md and
// docs/figures/numpps-*.svg. --draw leaves out the counting. Nothing is timed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageVersion } from '../../showcase/bitmac/weights.mjs';
import { figures } from './figures.mjs';
import { study } from './measure.mjs';
import { replacePart, tables } from './page.mjs';

const { values: flags } = parseArgs({ options: { draw: { type: 'boolean', default: false }, out: { type: 'string' } } });
const out = flags.out ?? fileURLToPath(new URL('../../docs', import.meta.url));
const file = `${out}/data/bitmac/study.json`;

if (!flags.draw) {
  const { loadSync } = await import('lanewise');
  const k = loadSync({ variant: 'simd' });
  const parts = Object.entries(study(k)).map(([name, points]) => ` ${JSON.stringify(name)}: [\n${points.map((p) => `  ${JSON.stringify(p)}`).join(',\n')}\n ]`);
  k.free();
  mkdirSync(`${out}/data/bitmac`, { recursive: true });
  writeFileSync(file, `{\n ${JSON.stringify('command')}: "node bench/bitmac/study.mjs",\n "source": ${JSON.stringify(packageVersion())},\n${parts.join(',\n')}\n}\n`);
}

const data = JSON.parse(readFileSync(file, 'utf8'));
const { renderSvg } = await import('../report/render.mjs').catch(() => ({}));
if (!renderSvg) console.log('no figures drawn: vega and vega-lite are not installed');
for (const { file: name, spec } of renderSvg ? figures(data) : []) writeFileSync(`${out}/figures/${name}.svg`, await renderSvg(spec));
const page = `${out}/bitmac-study.md`;
writeFileSync(page, Object.entries(tables).reduce((text, [name, make]) => replacePart(text, name, make(data)), readFileSync(page, 'utf8')));
