// What docs/flip-bars.md says besides its rows, and its figure.
import { writeFileSync } from 'node:fs';
import { readRows } from '../harness/bars-page.mjs';
import { renderSvg } from '../report/render.mjs';

async function draw() {
  const [front] = readRows('flip', 'front');
  if (!front) return;
  const values = front.rows.map(({ name, what, ratio, error, front: on }) => ({ name, what, ratio, error, on, kind: what.startsWith('2x2x2') ? '2×2×2 alone' : what === 'classical' ? 'classical' : 'a rectangular scheme outside' }));
  const x = { field: 'error', type: 'quantitative', scale: { type: 'log' }, title: 'largest error over root mean square' }, y = { field: 'ratio', type: 'quantitative', scale: { zero: false }, title: 'speed over the classical kernel' };
  writeFileSync(new URL('../../docs/figures/flip-front.svg', import.meta.url), await renderSvg({
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json', width: 620, height: 380, background: 'white', title: `f32, ${front.rows[0].name}: ${front.cpu}, ${front.engine}, ${front.variant}`, data: { values },
    layer: [
      { transform: [{ filter: 'datum.on' }], mark: { type: 'line', interpolate: 'step-after', color: '#bbb' }, encoding: { x, y } },
      { mark: { type: 'point', filled: true, size: 50 }, encoding: { x, y, color: { field: 'kind', type: 'nominal', title: null } } },
      { transform: [{ filter: 'datum.on' }], mark: { type: 'text', align: 'right', dx: -6, dy: -6, fontSize: 10 }, encoding: { x, y, text: { field: 'what' } } },
    ],
  }));
}

export const page = {
  titles: {
    verify: 'Verification', lift: 'Lifting', strassen: 'algorithm "strassen" over the classical kernel', odd: 'Odd sizes beside even ones', plans: 'Schemes as outer levels',
    auto: 'algorithm "auto" on random shapes', gram: 'A·Aᵀ', exact: 'Whole numbers', front: 'Accuracy and speed', error: 'Error by depth',
  },
  head: `# Fast multiplication against our classical kernel

CPU time of one thread, both sides in interleaved rounds of the same run, medians; every answer checked before its time counts. The machine is virtual and shared: rates move by
20 to 30 % from run to run, ratios by less. Rates count 2mnk operations whatever was done.`,
  draw,
  verdict: (bar, r) => (bar === 'front' ? (r.front ? 'on the front' : '') : undefined),
  after: { front: '\n![speed against error](figures/flip-front.svg)\n' },
};
