// npm run bench [filter] [-- --rounds 5 --min-ms 25 --peers tfjs,ort --variants simd --json --no-history --no-cold --list]
//
// Measures every row of bench/*.bench.mjs whose name contains the filter (or matches it, written /so/), answers checked before
// the clock, subjects interleaved; prints them and appends them to bench/history. See bench/README.md.
import { parseArgs } from 'node:util';
import { findRows } from './harness/files.mjs';
import { appendHistory, historyLines } from './harness/history.mjs';
import { closePeers, emptyHouse, openHouse } from './harness/house.mjs';
import { machine } from './harness/machine.mjs';
import { measureCold, measureRow } from './harness/row.mjs';
import { optimiseInForeground } from './harness/tiers.mjs';
import { printRow } from './harness/print.mjs';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    'min-ms': { type: 'string' },
    peers: { type: 'string' },
    variants: { type: 'string' },
    json: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    'no-history': { type: 'boolean', default: false },
    'no-cold': { type: 'boolean', default: false },
    'peers-only': { type: 'boolean', default: false },
  },
});

const filter = positionals[0] ?? '';
const found = await findRows(/^\/.*\/$/.test(filter) ? new RegExp(filter.slice(1, -1)) : filter);
const list = (text) => text?.split(',').filter(Boolean);
const options = { peers: list(flags.peers) };
if (flags.rounds) options.rounds = Number(flags.rounds);
if (flags['min-ms']) options.minMs = Number(flags['min-ms']);

if (flags.list || found.length === 0) {
  if (found.length === 0) console.error(`bench: no row matches "${filter}"`);
  for (const { row } of found) console.log(row.name);
  process.exit(found.length === 0 ? 2 : 0);
}

optimiseInForeground();
const where = machine();
const house = flags['peers-only'] ? emptyHouse : await openHouse({ only: list(flags.variants) });
if (!flags.json) console.log(`${where.cpu} (${where.cpuid}), ${where.engine}, V8 ${where.v8}, commit ${where.commit || 'unknown'}\n`);

const failures = [];
async function report(name, measureIt) {
  try {
    const result = await measureIt();
    const lines = historyLines(result, where);
    if (flags.json) for (const line of lines) console.log(JSON.stringify(line));
    else printRow(result);
    if (!flags['no-history']) appendHistory(lines, where);
  } catch (error) {
    failures.push(name);
    console.error(`${name}: ${error.stack ?? error}`);
  }
}

for (const { row, file, warm, cold } of found) {
  if (warm) await report(row.name, () => measureRow(row, house, options));
  if (cold && !flags['no-cold'] && !flags['peers-only']) await report(`${row.name}/cold`, () => measureCold(row, file, options));
}
await closePeers();
if (failures.length > 0) console.error(`bench: ${failures.length} of ${found.length} rows failed`);
process.exit(failures.length > 0 ? 1 : 0); // peers leave handles open
