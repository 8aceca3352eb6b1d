// docs/benchmarks.md from the newest line of each row, variant and engine.
import { figure } from '../harness/print.mjs';

const ratio = (x) => (x === undefined ? '' : x >= 10 ? `${x.toFixed(0)}x` : `${x.toFixed(2)}x`);

/** The peers that get a column, best form first. */
const columns = [
  ['tfjs wasm', ['tfjs resident', 'tfjs roundtrip']],
  ['ORT web', ['ort packed', 'ort roundtrip']],
  ['jax-js', ['jax resident']],
  ['plain JS', ['plain roundtrip', 'plain resident', 'plain-wht radix-4']],
  ['own gemm', ['own gemm']],
];

/** Against the faster of a peer's forms: the smallest ratio. */
const against = (line, keys) => {
  const found = keys.map((key) => line.ratios[key]).filter((x) => x !== undefined);
  return found.length > 0 ? Math.min(...found) : undefined;
};

function table(lines) {
  const used = columns.filter(([, keys]) => lines.some((line) => against(line, keys) !== undefined));
  const head = ['row', 'variant', 'rate', 'of the ceiling', ...used.map(([title]) => `vs ${title}`)];
  const body = lines.map((line) => [
    `\`${line.name}\``, line.variant, `${figure(line.value)} ${line.unit}`, line.ratios.ceiling === undefined ? '' : line.ratios.ceiling.toFixed(2),
    ...used.map(([, keys]) => ratio(against(line, keys))),
  ]);
  return [head, head.map((_, i) => (i < 2 ? '---' : '--:')), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const coldTable = (lines) => [
  '| row | variant | load | first call | vs tfjs wasm | vs ORT web |', '| --- | --- | --: | --: | --: | --: |',
  ...lines.map((line) => `| \`${line.name}\` | ${line.variant} | ${line.loadMs.toFixed(1)} ms | ${figure(line.value)} ${line.unit} | ${ratio(against(line, ['tfjs resident']))} | ${ratio(against(line, ['ort roundtrip', 'ort packed']))} |`),
].join('\n');

/** Peers by the names and versions that were measured. */
function versions(lines) {
  return [...new Set(lines.flatMap((line) => Object.values(line.titles ?? {})))].sort().join(', ');
}

export function markdown(lines, images) {
  const newest = lines.reduce((x, y) => (x.date > y.date ? x : y));
  const engines = [...new Set(lines.map(({ engine }) => engine))].sort((x, y) => x.localeCompare(y, 'en', { numeric: true }));
  const sections = engines.map((engine) => {
    const own = lines.filter((line) => line.engine === engine);
    const cold = own.filter(({ name }) => name.endsWith('/cold'));
    const warm = own.filter(({ name }) => !name.endsWith('/cold'));
    return [`## ${engine}, V8 ${own[0].v8}`, '', warm.length > 0 ? table(warm) : '',
      ...(cold.length > 0 ? ['', 'First calls in fresh processes, wall clock:', '', coldTable(cold)] : [])].join('\n');
  });
  return `# Benchmarks

Written by \`npm run bench:report\` from bench/history; do not edit. To repeat: \`npm run bench\` on a machine with nothing else to do.

${newest.cpu}${newest.cpuid ? ` (family/model ${newest.cpuid})` : ''}, commit ${newest.commit || 'unknown'}, ${newest.date.slice(0, 10)}. One thread. Every
answer was checked before its clock. Figures are the best of three medians of interleaved rounds on the CPU clock, for every
subject alike; "of the ceiling" compares with a register loop of the same instructions over operands in L1, measured in the same
rounds (bench/ceilings). A ratio of 1.50x means 1.5 times as fast as the peer's faster form. Measured against: ${versions(lines)}.

${images.map(({ file, title }) => `![${title}](figures/${file}.svg)`).join('\n\n')}

${sections.join('\n\n')}
`;
}
