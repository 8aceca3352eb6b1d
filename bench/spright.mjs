// node bench/spright.mjs [experiment… | statistics | timing] [--runs 200] [--quick] [--draw] [--out docs]
//
// Three steps: experiments → docs/data/spright/*.json; those → Vega-Lite specifications and the tables of docs/spright.md; specifications →
// docs/figures/spright-*.svg. --draw leaves out the first. --quick is a small run of everything into build/spright. Figures need
// `npm install --prefix bench/report`. "timing" wants a machine with nothing else to do.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cpuSeconds } from './harness/clock.mjs';
import { machine } from './harness/machine.mjs';
import { optimiseInForeground } from './harness/tiers.mjs';
import { choose } from './spright/experiments/index.mjs';
import { figures } from './spright/figures/index.mjs';
import { replacePart } from './spright/page.mjs';
import { read, write } from './spright/store.mjs';
import { tables } from './spright/tables.mjs';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, quick: { type: 'boolean', default: false }, draw: { type: 'boolean', default: false }, out: { type: 'string' } },
});
const out = flags.out ?? fileURLToPath(new URL(flags.quick ? '../build/spright' : '../docs', import.meta.url));
const chosen = choose(positionals);
const say = (text) => { if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`); };

if (!flags.draw) await measure();
await draw();

async function measure() {
  optimiseInForeground();
  const { loadSync } = await import('lanewise');
  for (const experiment of chosen) {
    const missing = experiment.absent?.();
    if (missing) { console.log(`${experiment.name}: skipped, ${missing}`); continue; }
    const k = loadSync();
    const runs = experiment.timed ? undefined : flags.runs ? Number(flags.runs) : flags.quick ? 3 : experiment.runs;
    const command = ['node bench/spright.mjs', experiment.name, ...(flags.runs && runs ? [`--runs ${runs}`] : []), ...(flags.quick ? ['--quick'] : [])].join(' ');
    const { what: title, name, setup } = experiment;
    const start = cpuSeconds();
    const points = await experiment.run({ k, runs, quick: flags.quick, say: (text) => say(`${name}: ${text}`) });
    write(out, { experiment: name, title, command, ...machine(), variant: k.variant, ...(runs ? { runs, seeds: [0, runs - 1] } : {}), setup, points });
    say('');
    console.log(`${name}: ${points.length} points, ${(cpuSeconds() - start).toFixed(1)} CPU seconds`);
    k.free();
  }
}

async function draw() {
  const { renderSvg } = await import('./report/render.mjs').catch(() => ({}));
  if (!renderSvg) console.log('no figures drawn: npm install --prefix bench/report');
  mkdirSync(`${out}/figures`, { recursive: true });
  const file = `${out}/spright.md`;
  let page = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  for (const { name } of chosen) {
    const data = read(out, name);
    if (!data) { console.log(`${name}: no result to draw`); continue; }
    for (const figure of renderSvg ? figures[name](data) : []) writeFileSync(`${out}/figures/${figure.file}.svg`, await renderSvg(figure.spec));
    if (page !== undefined) page = replacePart(page, name, tables[name](data));
  }
  if (page !== undefined) writeFileSync(file, page);
}
