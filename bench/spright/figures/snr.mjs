import { blue, colorOf, curve, frame, linearX, oranges, origin, panels, percent, rateY } from './style.mjs';

export const series = [['NSO 2', oranges[0]], ['NSO 4', oranges[1]], ['NSO 8', oranges[2]], ['SO', blue]];

export default function figures(data) {
  const titleOf = ({ n, sparsity }) => `n = ${n}, K = ${sparsity}`;
  const points = data.points.map((p) => ({ ...p, panel: titleOf(p) }));
  const titles = [...new Set(points.map((p) => p.panel))];
  const x = linearX('snr', 'SNR Kρ²/σ², dB', [-7.5, -5, -2.5, 0, 2.5, 5, 7.5, 10]);
  const y = rateY('rate', 'full recovery');
  const color = colorOf('front', series);
  const notes = titles.flatMap((panel) => series.map(([front], i) => {
    const found = points.filter((p) => p.panel === panel && p.front === front);
    return { panel, front, note: `${percent(found[0].share)} of N`, at: 0.05 + 0.09 * (series.length - 1 - i) };
  }));
  const layer = [
    ...curve({ x, y, color, limits: true, filter: 'isValid(datum.rate)' }),
    { transform: [{ filter: 'isValid(datum.note)' }], mark: { type: 'text', align: 'right', fontSize: 11, fontWeight: 600 }, encoding: { x: { datum: 10 }, y: { field: 'at', type: 'quantitative' }, text: { field: 'note' }, color } },
  ];
  return [{
    file: 'spright-snr',
    spec: frame({
      title: 'SPRIGHT recovers everything from 2.5 dB on, or lower from more samples',
      subtitle: ['Share of runs with support and signs all right, and its 95 % limits. C = 3, B = 2K, σ known; NSO with 2, 4, 8 repeats, SO: code-based offsets. In colour: samples as share of N = 2ⁿ.', origin(data)],
      values: [...points, ...notes],
      ...panels('panel', titles, 3, { width: 270, height: 170, layer }),
      resolve: { axis: { x: 'independent' } },
    }),
  }];
}
