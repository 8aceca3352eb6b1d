// The generated parts of docs/spright.md: markdown for each experiment from its stored result.
import { crossing } from './figures/crossover.mjs';
import { samplesFit, samplesFitSharp, timeFit } from './figures/scaling.mjs';
import { percent, short } from './figures/style.mjs';

const table = (head, rows) => [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const distinct = (points, key) => [...new Set(points.map((p) => p[key]))];
const rate = (x) => x.toFixed(3).replace(/0$/, '');
const dB = (x) => `${String(x).replace('-', '−')} dB`;
const time = (us) => (us >= 1000 ? `${(us / 1000).toPrecision(3)} ms` : `${us.toPrecision(3)} µs`);
const taken = ({ runs, date, commit, command }) => `${runs ? `${runs} runs a point. ` : ''}\`${command}\`, commit ${commit || 'unknown'}, ${date.slice(0, 10)}.`;
const image = (file, text) => `![${text}](figures/${file}.svg)`;
const join = (...parts) => parts.join('\n\n');

/** How far `complete` is to be trusted, over all runs of an experiment. */
function honesty(points, runs) {
  const total = (key) => points.reduce((sum, p) => sum + p[key], 0);
  const all = points.length * runs;
  return `Of ${all} runs ${total('wrong')} said \`complete\` and held a coefficient that is not there; ${total('silent') - total('wrong')} said so and lacked one, hidden below the noise of its bins.`;
}

function snr(data) {
  const levels = distinct(data.points, 'snr');
  const rows = [];
  for (const n of distinct(data.points, 'n')) for (const K of distinct(data.points.filter((p) => p.n === n), 'sparsity')) for (const front of distinct(data.points, 'front')) {
    const mine = data.points.filter((p) => p.n === n && p.sparsity === K && p.front === front);
    rows.push([`${n}, ${K}, ${front}`, `${mine[0].samples} (${percent(mine[0].share)})`, ...mine.map((p) => rate(p.rate))]);
  }
  return join(image('spright-snr', 'Full recovery against SNR'), table(['n, K, front end', 'samples (of N)', ...levels.map(dB)], rows), `${honesty(data.points, data.runs)} ${taken(data)}`);
}

/** Fewest samples of a front end whose rate is at least `least`. */
const fewest = (points, least) => points.filter((p) => p.rate >= least).sort((x, y) => x.samples - y.samples)[0];
const settingOf = (p) => (p ? `${p.samples} (${percent(p.share)}; B = ${p.bins}, ${p.repeats})` : 'none');

function samples(data) {
  const rows = [];
  for (const n of distinct(data.points, 'n')) for (const level of distinct(data.points, 'snr')) {
    const mine = data.points.filter((p) => p.n === n && p.snr === level);
    const [nso, so] = ['nso', 'so'].map((front) => fewest(mine.filter((p) => p.front === front), 0.95));
    rows.push([`${n}, ${mine[0].sparsity}, ${dB(level)}`, settingOf(nso), settingOf(so), nso && so ? (so.samples / nso.samples).toFixed(2) : '']);
  }
  return join(image('spright-samples', 'Full recovery against samples'), 'Fewest samples that recover everything in at least 95 % of the runs, of all bins and repeats tried:',
    table(['n, K, SNR', 'NSO (of N; bins, repeats)', 'SO', 'SO / NSO'], rows), `${honesty(data.points, data.runs)} ${taken(data)}`);
}

const law = ({ slope, r2 }) => `slope ${slope.toFixed(3)}, R² ${r2.toFixed(4)}`;

function scaling(data) {
  const worst = Math.min(...data.points.map((p) => p.rate));
  return join(image('spright-scaling-samples', 'Samples against K·log N'),
    `${data.points.length} settings, n = 14 … 22, each recovered in full in at least ${percent(worst)} of the runs. Least squares on log–log axes: samples over K·log₂N, ${law(samplesFit(data))}; over K·log₂(N/K), ${law(samplesFitSharp(data))}. ${taken(data)}`);
}

function timing(data) {
  return join(image('spright-scaling-time', 'Time against K·log² N'), `Least squares on log–log axes: time over K·log₂²N, ${law(timeFit(data))}. ${data.cpu} (family/model ${data.cpuid}), ${data.engine}, variant ${data.variant}. ${taken(data)}`);
}

function breaking(data) {
  const levels = distinct(data.points, 'snr');
  const rows = distinct(data.points, 'series').map((series) => [series, ...data.points.filter((p) => p.series === series).map((p) => rate(p.rate))]);
  return join(image('spright-breaking', 'SparseFHT and SPRIGHT under noise'), table(['full recovery at', ...levels.map(dB)], rows), taken(data));
}

function crossover(data) {
  const sizes = distinct(data.points, 'sparsity');
  const rows = distinct(data.points, 'n').map((n) => {
    const mine = data.points.filter((p) => p.n === n);
    const cross = crossing(mine);
    const cells = mine.map((p) => (p.us < p.dense ? `**${time(p.us)}**` : time(p.us)));
    return [`${n}`, time(mine[0].dense), ...cells, cross ? short(cross) : mine[0].us > mine[0].dense ? `< ${sizes[0]}` : `> ${sizes.at(-1)}`];
  });
  const shares = distinct(data.points, 'n').map((n) => [`${n}`, ...data.points.filter((p) => p.n === n).map((p) => percent(p.share))]);
  return join(image('spright-crossover', 'Time of the sparse and the dense transform'), 'Bold where the sparse transform is faster; the last column is the K at which the two take the same time.',
    table(['n', '`fwht`', ...sizes.map((K) => `K = ${K}`), 'crossover'], rows), 'Samples, as share of N:', table(['n', ...sizes.map((K) => `K = ${K}`)], shares),
    `${data.cpu} (family/model ${data.cpuid}), ${data.engine}, variant ${data.variant}. ${taken(data)}`);
}

/** K/B at which the rate falls through one half, between the two points round it. */
function half(points, key) {
  for (let i = 1; i < points.length; i++) {
    const [p, q] = [points[i - 1], points[i]];
    if (p[key] >= 0.5 && q[key] < 0.5) return (p.load + ((p[key] - 0.5) / (p[key] - q[key])) * (q.load - p.load)).toFixed(2);
  }
  return points[0]?.[key] < 0.5 ? `< ${points[0].load.toFixed(2)}` : '';
}

function evolution(data) {
  const bins = distinct(data.points, 'bins');
  const rows = distinct(data.points, 'groups').map((C) => {
    const mine = data.points.filter((p) => p.groups === C);
    const { threshold } = mine[0];
    return [`${C}`, threshold.toFixed(3), (C / threshold).toFixed(3), ...bins.map((B) => half(mine.filter((p) => p.bins === B), 'rate'))];
  });
  return join(image('spright-evolution', 'Recovery round the threshold'), 'K/B that density evolution allows, the bins of all groups a coefficient that is, and the K/B at which half of the runs are recovered in full:',
    table(['C', 'threshold K/B', 'bins C·B/K', ...bins.map((B) => `half at B = ${B}`)], rows), taken(data));
}

function parity(data) {
  const cell = (p) => `${p.rate.toFixed(2)} (${p.false.toFixed(2)}, ${p.missed.toFixed(2)})`;
  const rows = data.points.map((p) => [`${p.snr} dB, ${p.chains}`, `${p.cpp.samples}`, cell(p.cpp), `${p.known.samples}`, cell(p.known), cell(p.estimated), `${p.so.samples}`, cell(p.so)]);
  return join('Full recovery (false, missed coefficients a run):',
    table(['SNR of a coefficient, chains', 'C++ samples', 'C++ SPRIGHT', 'our samples', 'NSO, σ known', 'NSO, σ estimated', 'SO samples', 'SO, σ known'], rows), taken(data));
}

export const tables = { snr, samples, scaling, time: timing, breaking, crossover, evolution, parity };
