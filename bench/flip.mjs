// node bench/flip.mjs [bar…] [--variant simd|relaxed] [--json] [--history] [--save]
//
// The bars of the flip family: schemes checked and lifted, and matrices multiplied by them beside our own classical kernels, both in this run, CPU time of one thread.
// Bars: verify lift strassen odd plans auto gram exact front error. --save writes docs/data/flip, docs/flip-bars.md and the figure. Needs ../shared. Exit status 1 when one is short.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bars } from './flip/bars.mjs';
import { figure, save, writePage } from './flip/page.mjs';
import { appendHistory } from './harness/history.mjs';
import { machine } from './harness/machine.mjs';
import { printTable } from './harness/print.mjs';
import { optimiseInForeground } from './harness/tiers.mjs';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { variant: { type: 'string', default: 'auto' }, json: { type: 'boolean', default: false }, history: { type: 'boolean', default: false }, save: { type: 'boolean', default: false } },
});
if (!existsSync(new URL('../../shared/data/flip/', import.meta.url))) {
  console.log('skipped: ../shared/data/flip is not there');
  process.exit(0);
}
optimiseInForeground();
const { loadSync } = await import('lanewise');
const table = [['what', '', 'ratio', 'bar', '', 'error']];
const where = machine();
let short = 0;
for (const name of positionals.length ? positionals : Object.keys(bars)) {
  const k = loadSync({ variant: flags.variant }), rows = [];
  try {
    for await (const r of bars[name](k)) {
      const pass = r.atMost ? r.ratio <= r.bar : r.ratio >= r.bar;
      if (!pass) short++;
      rows.push({ ...r, pass });
      if (flags.json) console.log(JSON.stringify({ bar: name, variant: k.variant, ...r, ...where }));
      table.push([r.name, r.what, `${figure(r.ratio)}${r.unit ? ` ${r.unit}` : ''}`, `${r.atMost ? '<=' : '>='} ${figure(r.bar)}`, pass ? 'PASS' : 'short', r.error === undefined ? '' : r.error.toExponential(1)]);
      if (flags.history) appendHistory([{ name: `flip.${name}/${r.name}`, what: r.what, unit: r.unit ?? 'ratio', value: r.ratio, variant: k.variant, facts: { bar: r.bar, error: r.error }, ...where }], where);
      if (!flags.json) process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${r.name} ${r.what}` : '');
    }
  } catch (error) {
    short++;
    table.push([name, `FAILED: ${error.message}`, '', '', '', '']);
    if (!error.message.startsWith('wrong answer')) console.error(error);
  }
  if (flags.save && rows.length > 0) save(name, k.variant, rows, where);
  k.free();
}
if (flags.save) await writePage();
if (!flags.json) printTable(table, [2, 3, 5]);
process.exitCode = short > 0 ? 1 : 0;
