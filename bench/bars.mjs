// node bench/bars.mjs [--only regex] [--rounds 5] [--min-ms 25] [--json]
//
// The performance bars of the families, measured on the running Node: each bar's worst ratio beside what is wanted. Rows are
// those of the bench files; each is measured once, with only the peers that its bars ask for, in the same interleaved rounds.
// Judged is the default variant (what `load()` gives here). Exit status 1 when a bar is short.
import { parseArgs } from 'node:util';
import { findRows } from './harness/files.mjs';
import { closePeers, openHouse } from './harness/house.mjs';
import { machine } from './harness/machine.mjs';
import { figure, printRow, printTable } from './harness/print.mjs';
import { measureRow, ratios } from './harness/row.mjs';
import { optimiseInForeground } from './harness/tiers.mjs';

const node = Number(process.versions.node.split('.')[0]);
const sizes = (...list) => list.join('|');

/**
 * `against`: 'ceiling' or a key of `ratios` (the best of several, if a list: the hardest to beat is judged).
 * `value(our, result)`, instead of `against`: the figure itself, of one of our variants. `atLeast` may depend on the variant that is
 * judged. `variant`: the bar is of that variant alone, and left out where it is not the default one.
 */
const bars = [
  { bar: 'f32 gemm / ceiling', rows: `dense.gemm/f32/nn/(${sizes(256, 512, 1024, 2048)})`, against: ['ceiling'], atLeast: () => 0.98 },
  { bar: 'f32 gemm / ceiling, 128', rows: 'dense.gemm/f32/nn/128', against: ['ceiling'], atLeast: () => 0.95 },
  { bar: 'f32 gemm / ceiling, odd shape', rows: 'dense.gemm/f32/nn/203x317x411', against: ['ceiling'], atLeast: () => 0.82 },
  { bar: 'f32 gemm / tfjs, resident', rows: `dense.gemm/f32/nn/(${sizes(64, 128, 256, 512, 1024, 2048)})`, against: ['tfjs resident'],
    atLeast: (variant) => (variant === 'relaxed' && node >= 24 ? 1.35 : 1.25) },
  { bar: 'f32 gemm / tfjs, resident, 16', rows: 'dense.gemm/f32/nn/16', against: ['tfjs resident'], atLeast: () => 10 },
  { bar: 'f32 plain.matmul / ORT', rows: `dense.plain.matmul/f32/(${sizes(64, 256, 512, 1024)})`, against: ['ort roundtrip'], atLeast: () => 1.4 },
  { bar: 'f32 plain.matmul / ORT, 16', rows: 'dense.plain.matmul/f32/16', against: ['ort roundtrip'], atLeast: () => 10 },
  { bar: 'f64 gemm / ceiling', rows: `dense.gemm/f64/nn/(${sizes(256, 512, 1024)})`, against: ['ceiling'], atLeast: () => 0.9 },
  { bar: 'f64 gemm / best wasm peer', rows: `dense.gemm/f64/nn/(${sizes(256, 512, 1024)})`, against: ['ort roundtrip', 'ort packed'], atLeast: () => 2.4 },
  { bar: 'int8 s8·s8 / ceiling', rows: `dense.gemmInt8/s8s8/(${sizes(256, 512, 1024)})`, against: ['ceiling'], atLeast: () => 0.92 },
  { bar: 'int8 s8·s8 / ORT', rows: `dense.gemmInt8/s8s8/(${sizes(256, 512, 1024)})`, against: ['ort roundtrip', 'ort packed'], atLeast: () => 10 },
  { bar: 'int8 u8·s8 / ORT', rows: `dense.gemmInt8/u8s8/(${sizes(256, 512, 1024)})`, against: ['ort roundtrip', 'ort packed'], atLeast: () => 1 },
  { bar: 'gemv A·x / tfjs', rows: 'dense.gemv/f32/n/4096x4096', against: ['tfjs resident', 'tfjs packed'], atLeast: () => 1 },
  { bar: 'gemv Aᵀ·x / tfjs', rows: 'dense.gemv/f32/t/4096x4096', against: ['tfjs resident'], atLeast: () => 1 },
  { bar: 'cholesky / own gemm', rows: 'dense.cholesky/f64/1024', against: ['own gemm'], atLeast: () => 0.6 },
  { bar: 'lu / own gemm', rows: 'dense.lu/f64/1024', against: ['own gemm'], atLeast: () => 0.6 },
  { bar: 'qr / own gemm', rows: 'dense.qr/f64/1024', against: ['own gemm'], atLeast: () => 0.5 },
  { bar: 'f32 fwht / add ceiling', rows: `wht.fwht/f32/2\\^(${sizes(12, 14, 16, 18, 20)})`, against: ['ceiling'], atLeast: () => 1 },
  { bar: 'f32 fwht / add ceiling, 2^24', rows: 'wht.fwht/f32/2\\^24', against: ['ceiling'], atLeast: () => 0.88 },
  { bar: 'f32 fwht relaxed / simd', rows: `wht.fwht/f32/2\\^(${sizes(14, 16, 18, 20, 22)})`, variant: 'relaxed', value: overSimd, atLeast: () => 1.08 },
  { bar: 'f32 fwht / plain JS, radix 4', rows: `wht.fwht/f32/2\\^(${sizes(10, 12, 14, 16, 18, 20, 22, 24)})`, against: ['plain-wht radix-4'], atLeast: () => 9 },
  { bar: 'f32 fwht / plain JS, radix 2', rows: `wht.fwht/f32/2\\^(${sizes(10, 12, 14, 16, 18, 20, 22, 24)})`, against: ['plain-wht radix-2'], atLeast: () => 17 },
  { bar: 'f32 fwht, 4096 rows / one row', rows: 'wht.fwht/f32/4096x1024', against: ['one row'], atLeast: () => 0.9 },
  { bar: 'f64 fwht / f32', rows: `wht.fwht/f64/2\\^(${sizes(10, 12, 14, 16, 18, 20)})`, against: ['own f32'], atLeast: () => 1 / 2.1 },
  { bar: '28·2^k hadamard / its rows', rows: 'wht.hadamard/f32/28x2\\^(9|10)', against: ['rows alone'], atLeast: () => 1 / 2.6 },
  // That all is recovered, from at most 9000 samples, is checked before the clock.
  { bar: 'sparse 2^22, K = 100: calls/ms', rows: 'wht.sparse/noiseless/2\\^22/100', value: ({ value }) => value, atLeast: () => 5 },
  // As are the residuals: 1.25 and 1.1 times the least, for lstsqPrecond 1 + 1e-12.
  { bar: 'lstsqSketch / qr', rows: 'wht.lstsqSketch/[48]d/f64/65536x(200|500)', against: ['own qr'], atLeast: () => 1 },
  { bar: 'lstsqPrecond / qr, d = 500', rows: 'wht.lstsqPrecond/f64/65536x500', against: ['own qr'], atLeast: () => 1 },
];

function overSimd({ value }, { ours }) {
  return value / ours.find(({ variant }) => variant === 'simd').value;
}

const { values: flags } = parseArgs({
  options: { only: { type: 'string' }, rounds: { type: 'string' }, 'min-ms': { type: 'string' }, json: { type: 'boolean', default: false } },
});
const say = flags.json ? console.error : console.log;
const options = {
  ...(flags.rounds ? { rounds: Number(flags.rounds) } : {}),
  ...(flags['min-ms'] ? { minMs: Number(flags['min-ms']) } : {}),
};
const only = new RegExp(flags.only ?? '', 'i');
let wanted = bars.filter(({ bar, rows }) => only.test(bar) || (flags.only && only.test(rows)));
if (wanted.length === 0) {
  console.error(`bars: no bar matches ${flags.only}; bars are\n  ${bars.map(({ bar }) => bar).join('\n  ')}`);
  process.exit(2);
}

optimiseInForeground();
const where = machine();
const started = performance.now();
const house = await openHouse();
say(`${where.cpu} (${where.cpuid}), ${where.engine}, V8 ${where.v8}, commit ${where.commit || 'unknown'}`);
say(`variants: ${house.variants.map(({ variant }) => variant).join(', then ')}; the first is judged\n`);

const left = wanted.filter(({ variant }) => variant !== undefined && variant !== house.variants[0].variant);
for (const { bar, variant } of left) say(`${bar}: left out, the default variant here is not ${variant}`);
wanted = wanted.filter((bar) => !left.includes(bar));
if (wanted.length === 0) process.exit(0);

const measured = new Map();
for (const { row } of await findRows(new RegExp(`^(?:${wanted.map(({ rows }) => rows).join('|')})$`))) {
  const asking = wanted.filter(({ rows }) => new RegExp(`^(?:${rows})$`).test(row.name));
  const peers = asking.flatMap(({ against = [] }) => against).filter((key) => key.includes(' ')).map((key) => key.split(' ')[0]);
  try {
    const result = await measureRow(row, house, { ...options, peers, ceiling: asking.some(({ against = [] }) => against.includes('ceiling')) });
    measured.set(row.name, result);
    printRow(result, say);
  } catch (error) {
    measured.set(row.name, { name: row.name, failed: String(error.message ?? error) });
    say(`${row.name}   failed: ${error.message ?? error}`);
  }
}

/** Ratios of one bar in every row it covers, for each of our variants. */
function judge({ bar, rows, against, value: figureOf, atLeast, variant: only }) {
  const covered = [...measured.values()].filter(({ name }) => new RegExp(`^(?:${rows})$`).test(name));
  const points = covered.map((result) => {
    const point = { row: result.name, size: result.name.split('/').at(-1) };
    if (result.failed) return { ...point, missing: result.failed };
    for (const our of result.ours) {
      const { variant, value } = our;
      if (only !== undefined && variant !== only) continue;
      const all = ratios(result, value);
      const found = figureOf ? [figureOf(our, result)] : against.map((key) => all[key]).filter((x) => x !== undefined);
      if (found.length > 0) (point.ratio ??= {})[variant] = Math.min(...found);
    }
    return point.ratio ? point : { ...point, missing: result.others.map((o) => o.absent ?? o.skipped).find(Boolean) ?? 'not measured' };
  });
  const variant = house.variants[0].variant;
  const need = atLeast(variant);
  const values = points.map((point) => point.ratio?.[variant]);
  const complete = values.length > 0 && values.every((x) => x !== undefined);
  const worst = complete ? Math.min(...values) : undefined;
  return { bar, variant, need, worst, points, verdict: !complete ? 'unknown' : worst >= need ? 'PASS' : 'short' };
}

const verdicts = wanted.map(judge);
const ratio = (x) => (x >= 20 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(3));
const cells = (points, variant) => points.map(({ size, ratio: r }) => `${size} ${r?.[variant] === undefined ? '-' : ratio(r[variant])}`).join('   ');
const others = house.variants.slice(1).map(({ variant }) => variant);
const seconds = (performance.now() - started) / 1e3;

if (flags.json) {
  console.log(JSON.stringify({ ...where, seconds, bars: verdicts, rows: [...measured.values()] }));
} else {
  console.log('');
  printTable([
    ['bar', 'wanted', 'worst', '', `each size, ${house.variants[0].variant}`],
    ...verdicts.flatMap(({ bar, need, worst, verdict, points, variant }) => [
      [bar, `>= ${Number(need.toPrecision(3))}`, worst === undefined ? '-' : ratio(worst), verdict, cells(points, variant)],
      ...others.filter((other) => points.some((p) => p.ratio?.[other] !== undefined)).map((other) => ['', '', '', '', `${cells(points, other)}   (${other})`]),
    ]),
  ], [1, 2]);
  const missing = new Set(verdicts.flatMap(({ points }) => points.filter((p) => p.missing).map((p) => `  ${p.row}: ${p.missing}`)));
  if (missing.size > 0) console.log(`\nnot measured:\n${[...missing].join('\n')}`);
  const counts = (verdict) => verdicts.filter((v) => v.verdict === verdict).length;
  console.log(`\n${where.engine}: ${counts('PASS')} of ${verdicts.length} bars pass, ${counts('short')} short, ${counts('unknown')} unknown; ${figure(seconds)} s`);
}
await closePeers();
process.exit(verdicts.every(({ verdict }) => verdict === 'PASS') ? 0 : 1);
