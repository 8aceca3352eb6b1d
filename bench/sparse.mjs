// node bench/sparse.mjs [bar…] [--json] [--history] [--save]
//
// The bars of the sparse family against native solvers (Eigen, CHOLMOD, UMFPACK), CPU time of one thread, both measured in this run.
// Bars: spmv cg pcg cholesky lu amg hard. --save writes docs/data/sparse and docs/sparse-bars.md. Needs ../shared (matrices, the native program) and g++ with the libraries. Exit status 1 when one is short.
import { parseArgs } from 'node:util';
import { bars } from './sparse/bars.mjs';
import { absent } from './sparse/native.mjs';
import { figure, save, writePage } from './sparse/page.mjs';
import { appendHistory } from './harness/history.mjs';
import { machine } from './harness/machine.mjs';
import { printTable } from './harness/print.mjs';
import { optimiseInForeground } from './harness/tiers.mjs';

const { values: flags, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false }, history: { type: 'boolean', default: false }, save: { type: 'boolean', default: false } } });
const chosen = positionals.length ? positionals : Object.keys(bars);
const missing = absent();
if (missing) {
  console.log(`skipped: ${missing}`);
  process.exit(0);
}
optimiseInForeground();
const { loadSync } = await import('lanewise');
const table = [['matrix', 'what', 'ours', 'theirs', '', 'ratio', 'bar', '']];
const where = machine();
let short = 0;
for (const name of chosen) {
  const k = loadSync(), rows = [];
  for (const r of bars[name](k)) {
    rows.push(r);
    if (flags.json) console.log(JSON.stringify({ bar: name, ...r, ...where }));
    if (r.skipped || r.failed) {
      if (r.failed) short++;
      table.push([r.name, r.failed ? `FAILED: ${r.failed}` : r.skipped, '', '', '', '', '', '']);
    } else {
      const pass = r.ratio <= r.bar;
      if (!pass) short++;
      const facts = ['format', 'iterations', 'which', 'nnz', 'why'].filter((f) => r[f] !== undefined).map((f) => `${f === 'why' ? '' : `${f} `}${r[f]}`).join(', ');
      table.push([r.name, r.what, figure(r.ours), figure(r.theirs), r.unit ?? '', figure(r.ratio), figure(r.bar), `${pass ? 'PASS' : 'short'} ${facts}`]);
      if (flags.history && r.ours !== undefined) {
        const { name: matrix, what, ours, theirs, ratio, unit, ...facts2 } = r;
        appendHistory([{ name: `sparse.${name}/${matrix}`, what, unit, value: ours, ...(theirs ? { native: theirs } : {}), ratio, variant: k.variant, facts: facts2, ...where }], where);
      }
    }
    if (!flags.json) process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${r.name} ${r.what ?? ''}` : '');
  }
  k.free();
  if (flags.save) save(name, rows, where);
}
if (flags.save) writePage();
if (!flags.json) printTable(table, [2, 3, 5, 6]);
process.exitCode = short > 0 ? 1 : 0;
