// npm start: what the kernels do on real input, checked against independent answers and timed against plain JavaScript.
//   node showcase/main.mjs [--json]
import { parseArgs } from 'node:util';
import { machine } from '../bench/harness/machine.mjs';
import { bitmac } from './bitmac.mjs';
import { dense } from './dense.mjs';
import { flip } from './flip.mjs';
import { MissingError, need } from './missing.mjs';
import { sparse } from './sparse.mjs';
import { checksOf, styles, tableLines, tableText, wrapped } from './table.mjs';
import { wht } from './wht.mjs';

/** Every family adds its own: a generator of tables. */
const sections = [dense, wht, flip, sparse, bitmac];

async function main() {
  const { values: { json } } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const s = styles(process.stdout);
  const { load } = await need('lanewise', 'run npm run build');
  const k = await load();
  const { cpu, engine, commit } = machine();
  if (json) console.log(JSON.stringify({ lanewise: k.version, variant: k.variant, engine, cpu, commit }));
  else console.log(`\n${s.bold(`lanewise ${k.version}`)} · ${k.variant} kernels · one thread · ${engine} · ${cpu}\n`);

  const start = performance.now();
  const checks = [];
  for (const section of sections) {
    for await (const table of section(k)) {
      console.log(json ? tableLines(table) : tableText(table, s));
      checks.push(...checksOf(table));
    }
  }
  const failed = checks.filter(({ ok }) => !ok).length;
  if (!json) {
    const legend = 'ms: CPU time, warm. Ceiling: what a bare register loop reaches (multiply and add; for 8 bits, 16-bit dot products; for transforms, additions) over '
      + `operands in L1, measured between the rows${k.variant === 'relaxed' ? '; fused kernels may pass it' : ''}. `
      + 'vs JS: how many times faster than a plain typed-array loop over the same operands.';
    console.log(wrapped(legend).map(s.dim).join('\n'));
    const verdict = failed ? s.red(`${failed} of ${checks.length} checks failed`) : s.green(`${checks.length} checks passed`);
    console.log(`\n${verdict} in ${((performance.now() - start) / 1e3).toFixed(0)} s\n`);
  }
  k.free();
  if (failed) process.exitCode = 1;
}

main().catch((error) => {
  const known = error instanceof MissingError || error?.code?.startsWith?.('ERR_PARSE_ARGS');
  console.error(known ? `showcase: ${error.message}` : error);
  process.exitCode = known && !(error instanceof MissingError) ? 2 : 1;
});
