// docs/flip-bars.md and its figure out of docs/data/flip/*.json, one file a bar and variant.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { renderSvg } from '../report/render.mjs';

const docs = new URL('../../docs/', import.meta.url);
const titles = {
  verify: 'Verification', lift: 'Lifting', strassen: 'algorithm "strassen" over the classical kernel', odd: 'Odd sizes beside even ones', plans: 'Schemes as outer levels',
  auto: 'algorithm "auto" on random shapes', gram: 'A·Aᵀ', exact: 'Whole numbers', front: 'Accuracy and speed', error: 'Error by depth',
};

export const figure = (x) => (x !== 0 && Math.abs(x) < 1e-3 ? x.toExponential(1) : Number(x.toPrecision(3)).toString());

export function save(bar, variant, rows, where) {
  mkdirSync(new URL('data/flip/', docs), { recursive: true });
  writeFileSync(new URL(`data/flip/${bar}-${variant}.json`, docs), `${JSON.stringify({ bar, variant, ...where, rows }, null, 1)}\n`);
}

const read = (bar) => {
  const folder = new URL('data/flip/', docs);
  return existsSync(folder) ? readdirSync(folder).filter((f) => f.startsWith(`${bar}-`)).sort().map((f) => JSON.parse(readFileSync(new URL(f, folder), 'utf8'))) : [];
};

function section(bar) {
  return read(bar).map(({ rows, cpu, engine, commit, date, variant }) => {
    const lines = rows.map((r) => `| ${r.name} | ${r.what} | ${figure(r.ratio)}${r.unit ? ` ${r.unit}` : ''} | ${bar === 'front' ? (r.front ? 'on the front' : '') : `${r.atMost ? '≤' : '≥'} ${figure(r.bar)}${r.pass ? '' : ' **short**'}`} | ${r.error === undefined ? '' : r.error.toExponential(1)} |`);
    return `\n## ${titles[bar]}, ${variant}\n\n\`node bench/flip.mjs ${bar}${variant === 'simd' ? '' : ` --variant ${variant}`}\`, ${cpu}, ${engine}, commit ${commit}, ${date.slice(0, 10)}\n\n| what | | ratio | ${bar === 'front' ? '' : 'bar'} | error / rms |\n|---|---|---:|---:|---:|\n${lines.join('\n')}\n${bar === 'front' ? '\n![speed against error](figures/flip-front.svg)\n' : ''}`;
  }).join('');
}

async function drawFront() {
  const [front] = read('front');
  if (!front) return;
  const values = front.rows.map(({ name, what, ratio, error, front: on }) => ({ name, what, ratio, error, on, kind: what.startsWith('2x2x2') ? '2×2×2 alone' : what === 'classical' ? 'classical' : 'a rectangular scheme outside' }));
  const x = { field: 'error', type: 'quantitative', scale: { type: 'log' }, title: 'largest error over root mean square' }, y = { field: 'ratio', type: 'quantitative', scale: { zero: false }, title: 'speed over the classical kernel' };
  writeFileSync(new URL('figures/flip-front.svg', docs), await renderSvg({
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json', width: 620, height: 380, background: 'white', title: `f32, ${front.rows[0].name}: ${front.cpu}, ${front.engine}, ${front.variant}`, data: { values },
    layer: [
      { transform: [{ filter: 'datum.on' }], mark: { type: 'line', interpolate: 'step-after', color: '#bbb' }, encoding: { x, y } },
      { mark: { type: 'point', filled: true, size: 50 }, encoding: { x, y, color: { field: 'kind', type: 'nominal', title: null } } },
      { transform: [{ filter: 'datum.on' }], mark: { type: 'text', align: 'right', dx: -6, dy: -6, fontSize: 10 }, encoding: { x, y, text: { field: 'what' } } },
    ],
  }));
}

export async function writePage() {
  await drawFront();
  writeFileSync(new URL('flip-bars.md', docs), `# Fast multiplication against our classical kernel

CPU time of one thread, both sides in interleaved rounds of the same run, medians; every answer checked before its time counts. The machine is virtual and shared: rates move by
20 to 30 % from run to run, ratios by less. Rates count 2mnk operations whatever was done. Made by \`bench/flip.mjs --save\`.
${Object.keys(titles).map(section).join('')}`);
}
