// Runs the bars of one family: rows { name, what, ratio, bar, atMost?, unit?, enough?, error?, facts? }; a ratio must reach its bar, or stay below it with atMost; without a bar it is
// a fact. A row that is not `enough` (too few runs behind it) is short whatever its ratio.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { figure, savePage, saveRows } from './bars-page.mjs';
import { appendHistory } from './history.mjs';
import { machine } from './machine.mjs';
import { printTable } from './print.mjs';
import { optimiseInForeground } from './tiers.mjs';

const passes = ({ ratio, bar, atMost, enough = true }) => bar === undefined || (enough && (atMost ? ratio <= bar : ratio >= bar));

const OPTIONS = {
  variant: { type: 'string', default: 'auto' }, json: { type: 'boolean', default: false }, history: { type: 'boolean', default: false }, save: { type: 'boolean', default: false },
  large: { type: 'boolean', default: false },
};

/**
 * `bars`: an object of generators (or promises) of rows, each given an instance and the flags of the command. `needs`: a folder beside the project without which nothing runs.
 * `page`: what bars-page.mjs needs to write docs/<family>-bars.md. `options`: further flags of the command. Sets exit status 1 when a bar is short.
 */
export async function runBars(family, bars, { needs, page, options }) {
  const { values: flags, positionals } = parseArgs({ allowPositionals: true, options: { ...OPTIONS, ...options } });
  if (needs !== undefined && !existsSync(needs.url)) {
    console.log(`skipped: ${needs.name} is not there`);
    return;
  }
  const unknown = positionals.filter((name) => !Object.hasOwn(bars, name));
  if (unknown.length > 0) throw new Error(`no bar ${unknown.join(', ')}, expected ${Object.keys(bars).join(', ')}`);
  optimiseInForeground();
  const { loadSync } = await import('lanewise');
  const table = [['what', '', 'ratio', 'bar', '', 'error']];
  const where = machine();
  let short = 0;
  for (const name of positionals.length ? positionals : Object.keys(bars)) {
    const k = loadSync({ variant: flags.variant }), rows = [];
    try {
      for await (const r of await bars[name](k, flags)) {
        const pass = passes(r);
        if (!pass) short++;
        rows.push({ ...r, pass });
        if (flags.json) console.log(JSON.stringify({ bar: name, variant: k.variant, ...r, ...where }));
        else process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${r.name} ${r.what}` : '');
        table.push([r.name, r.what, `${figure(r.ratio)}${r.unit ? ` ${r.unit}` : ''}`, r.bar === undefined ? '' : `${r.atMost ? '<=' : '>='} ${figure(r.bar)}`, r.bar === undefined ? '' : pass ? 'PASS' : 'short', r.error === undefined ? '' : r.error.toExponential(1)]);
        if (flags.history) {
          const facts = { ...r.facts, bar: r.bar, ...(r.error === undefined ? {} : { error: r.error }) };
          appendHistory([{ name: `${family}.${name}/${r.name}`, what: r.what, unit: r.unit ?? 'ratio', value: r.ratio, variant: k.variant, facts, ...where }], where);
        }
      }
    } catch (error) {
      short++;
      table.push([name, `FAILED: ${error.message}`, '', '', '', '']);
      if (!error.message.startsWith('wrong answer')) console.error(error);
    }
    if (flags.save && rows.length > 0) saveRows(family, name, k.variant, rows, where);
    k.free();
  }
  if (flags.save) await savePage(family, page);
  if (!flags.json) printTable(table, [2, 3, 5]);
  if (short > 0) process.exitCode = 1;
}
