// Tables of docs/bitmac-study.md, between <!-- study:name --> and <!-- /study:name -->; the rest of the page is written by hand.
import { crossing, ENCODINGS, SIGMA } from './measure.mjs';

const NAMES = { complement: 'two\'s complement', 'sign-magnitude': 'sign-magnitude', mbe: 'MBE', ent: 'EN-T', naf: 'NAF' };
export const nameOf = (encoding) => NAMES[encoding];

const table = (head, rows) => [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const three = (x) => x.toFixed(3);
const two = (x) => x.toFixed(2);
const whole = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ' ');
/** The least of a row stands out. */
const means = (row) => {
  const least = Math.min(...ENCODINGS.map((e) => row[e]));
  return ENCODINGS.map((e) => (row[e] === least ? `**${three(row[e])}**` : three(row[e])));
};

export const tables = {
  models: ({ models }) => table(['network', 'weights', 'σ', ...ENCODINGS.map(nameOf)],
    models.map((row) => [`\`${row.model}\``, whole(row.weights), row.sigma.toFixed(1), ...means(row)])),
  normal: ({ normal }) => `${table(['σ', ...ENCODINGS.map(nameOf)], normal.map((row) => [row.sigma, ...means(row)]))}

Sign and magnitude costs less than MBE up to σ = ${crossing(normal, 'sign-magnitude', 'mbe').toFixed(1)}.`,
  engine: ({ engine }) => table(['network', 'products', 'weights', 'digits', 'and waiting', 'and bubbles, drains', 'speed-up'],
    engine.map(({ model, layers, weights, digits, ideal, rtl }) => [`\`${model}\``, layers, whole(weights), three(digits), three(ideal), three(rtl), `${two(4 / rtl)}×`])),
  columns: ({ columns }) => {
    const depths = [...new Set(columns.map((p) => p.depth))], widths = [...new Set(columns.map((p) => p.columns))];
    const at = (width, depth) => columns.find((p) => p.columns === width && p.depth === depth);
    const section = (title, cell) => {
      const rows = widths.map((width) => [width, ...depths.map((depth) => cell(at(width, depth)))]);
      return `${title}, σ = ${SIGMA}:\n\n${table(['columns', ...depths.map((depth) => `K = ${depth}`)], rows)}`;
    };
    return [
      section('Share of the cycles that a column works', (p) => three(p.busy)),
      section('Speed-up over taking all four digits, rule "rtl"', (p) => `${two(4 / p.rtl)}×`),
    ].join('\n\n');
  },
};

const marker = (name) => [`<!-- study:${name} -->`, `<!-- /study:${name} -->`];

/** What stands between the markers of `name`. */
export function part(page, name) {
  const [open, close] = marker(name), from = page.indexOf(open), to = page.indexOf(close);
  if (from < 0 || to < from) throw new Error(`the page has no part "${name}"`);
  return page.slice(from + open.length, to).trim();
}

export function replacePart(page, name, text) {
  part(page, name);
  const [open, close] = marker(name), from = page.indexOf(open) + open.length;
  return `${page.slice(0, from)}\n${text}\n${page.slice(page.indexOf(close))}`;
}
