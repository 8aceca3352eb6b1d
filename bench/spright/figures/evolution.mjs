import { blue, colorOf, curve, frame, ink, linearX, origin, paleBlue, panels, rateY, teal } from './style.mjs';

const series = [['recovered in full, B = 128', paleBlue], ['recovered in full, B = 512', blue], ['coefficients found, B = 512', teal]];

export default function figures(data) {
  const titleOf = ({ groups, threshold }) => `C = ${groups}, threshold K/B = ${threshold.toFixed(3)}`;
  const points = data.points.flatMap((p) => [
    { panel: titleOf(p), series: `recovered in full, B = ${p.bins}`, load: p.load / p.threshold, rate: p.rate, low: p.low, high: p.high },
    ...(p.bins === 512 ? [{ panel: titleOf(p), series: 'coefficients found, B = 512', load: p.load / p.threshold, rate: p.found, low: p.found, high: p.found }] : []),
  ]);
  const titles = [...new Set(points.map((p) => p.panel))];
  const rules = titles.map((panel) => ({ panel, limit: 1 }));
  const x = linearX('load', 'K/B, share of the threshold', [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1]);
  const y = rateY('rate', 'share');
  const color = colorOf('series', series);
  return [{
    file: 'spright-evolution',
    spec: frame({
      title: 'Peeling stops where density evolution says it must',
      subtitle: ['n = 22, no noise, random hashes, C groups of B bins. Dashed: the threshold as B → ∞.', origin(data)],
      values: [...points, ...rules],
      ...panels('panel', titles, 3, {
        width: 270, height: 170,
        layer: [
          { transform: [{ filter: 'isValid(datum.limit)' }], mark: { type: 'rule', color: ink, strokeDash: [5, 4], strokeWidth: 1.25 }, encoding: { x: { ...x, field: 'limit' } } },
          ...curve({ x, y, color, limits: true, filter: 'isValid(datum.rate)' }),
        ],
      }),
      resolve: { axis: { x: 'independent' } },
    }),
  }];
}
