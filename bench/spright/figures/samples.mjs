import { blue, colorOf, curve, frame, logX, oranges, origin, paleBlue, panels, rateY } from './style.mjs';

const series = [['NSO, B = K', oranges[0]], ['NSO, B = 2K', oranges[1]], ['NSO, B = 4K', oranges[2]], ['SO, B = K', paleBlue], ['SO, B = 2K', blue], ['SO, B = 4K', '#12307f']];

export default function figures(data) {
  const titleOf = ({ n, sparsity, snr }) => `n = ${n}, K = ${sparsity}, ${String(snr).replace('-', '−')} dB`;
  const points = data.points.map((p) => ({ ...p, panel: titleOf(p) }));
  const titles = [...new Set(points.map((p) => p.panel))];
  const x = logX('share', 'samples, share of N', { axis: { format: '~%', tickCount: 5 } });
  const y = rateY('rate', 'full recovery');
  const color = colorOf('series', series);
  return [{
    file: 'spright-samples',
    spec: frame({
      title: 'At equal success code-based offsets take a fraction of the samples',
      subtitle: ['Along a curve the number of offsets grows. C = 3, σ known, 95 % limits.', origin(data)],
      values: points,
      ...panels('panel', titles, 3, { width: 270, height: 190, layer: curve({ x, y, color, limits: true }) }),
      resolve: { scale: { x: 'independent' } },
    }),
  }];
}
