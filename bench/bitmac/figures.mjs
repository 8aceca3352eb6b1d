// Vega-Lite specifications of the figures of docs/bitmac-study.md.
import { blue, colorOf, frame, grey, ink, linearX, logX, oranges, ramp, teal } from '../spright/figures/style.mjs';
import { ENCODINGS, SIGMA } from './measure.mjs';
import { nameOf } from './page.mjs';

const COLOURS = { complement: grey, 'sign-magnitude': oranges[1], mbe: teal, ent: blue, naf: '#12307f' };
const series = ENCODINGS.map((e) => [nameOf(e), COLOURS[e]]);
const long = (rows) => rows.flatMap((row) => ENCODINGS.map((e) => ({ ...row, encoding: nameOf(e), digits: row[e] })));
const gridY = { gridColor: '#e8ecf1', domain: false, ticks: false };
const digitsY = (title, domain) => ({ field: 'digits', type: 'quantitative', title, scale: { domain, nice: false }, axis: gridY });

function models({ models: rows }, source) {
  const order = [...rows].sort((a, b) => a.sigma - b.sigma).map(({ model }) => model);
  const x = {
    field: 'digits', type: 'quantitative', title: 'digits that are not 0, mean of the weights', scale: { domain: [1, 4.2], nice: false },
    axis: { grid: true, gridColor: '#e8ecf1', domain: false, ticks: false },
  };
  const y = { field: 'model', type: 'nominal', title: null, sort: order, axis: { domain: false, ticks: false, labelColor: ink, labelLimit: 0, labelFontSize: 12 } };
  return frame({
    title: 'Five networks: how many digits depends on how they were scaled',
    subtitle: ['Weights in symmetric int8, a scale a tensor; from the smallest deviation (top) to the largest.', source],
    values: long(rows), width: 560, height: { step: 44 },
    layer: [
      { mark: { type: 'rule', color: '#d5dbe3', strokeWidth: 2 }, encoding: { y, x: { ...x, aggregate: 'min' }, x2: { field: 'digits', aggregate: 'max' } } },
      { mark: { type: 'point', filled: true, size: 110, opacity: 1, stroke: '#ffffff', strokeWidth: 1 }, encoding: { x, y, color: colorOf('encoding', series, 'circle') } },
    ],
  });
}

function normal({ normal: rows, models: nets }, source) {
  const x = linearX('sigma', 'standard deviation of the 8-bit numbers', [0, 10, 20, 30, 40, 50]), y = digitsY('digits that are not 0, mean', [0.75, 4.2]), color = colorOf('encoding', series);
  return frame({
    title: 'Below a deviation of about 12, sign and magnitude beats Booth',
    subtitle: ['Lines: normal numbers, rounded. Points: the weights of five networks, whose tails are longer than normal.', source],
    values: long(rows), width: 560, height: 340,
    layer: [
      { mark: { type: 'line', strokeWidth: 2.25, strokeCap: 'round' }, encoding: { x, y, color } },
      { data: { values: long(nets) }, mark: { type: 'point', filled: true, size: 52, opacity: 1, stroke: '#ffffff', strokeWidth: 1 }, encoding: { x, y, color } },
    ],
  });
}

function columns({ columns: rows }, source) {
  const widths = [...new Set(rows.map((p) => p.columns))], depths = rows.filter((p) => p.columns === widths[0]).map((p) => p.depth);
  const values = rows.map((p) => ({ ...p, speedup: 4 / p.ideal, width: `${p.columns} columns` }));
  const x = logX('depth', 'K, products of one sum', { axis: { values: depths.filter((d) => Number.isInteger(Math.log2(d))), labelOverlap: false } });
  const y = { field: 'speedup', type: 'quantitative', title: 'speed-up over four digits a product', scale: { domain: [1, 2], nice: false }, axis: gridY };
  const color = colorOf('width', widths.map((n, i) => [`${n} columns`, ramp[i + 1] ?? ramp.at(-1)]));
  return frame({
    title: 'Columns wait for the slowest, and short sums wait most',
    subtitle: [`Bit-slice columns in lock-step, EN-T, normal numbers of deviation ${SIGMA}, ideal rule: no bubbles, no drains.`, source],
    values, width: 560, height: 300,
    layer: [
      { mark: { type: 'line', strokeWidth: 2.25, strokeCap: 'round' }, encoding: { x, y, color } },
      { mark: { type: 'point', filled: true, size: 34, opacity: 1, stroke: '#ffffff', strokeWidth: 1 }, encoding: { x, y, color } },
    ],
  });
}

/** `[{file, spec}]` for the stored results. */
export function figures(data) {
  return Object.entries({ models, normal, columns }).map(([name, make]) => ({ file: `numpps-${name}`, spec: make(data, name === 'columns' ? 'bench/bitmac/study.mjs' : data.source) }));
}
