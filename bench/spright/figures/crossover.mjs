import { colorOf, curve, frame, logX, logY, origin, ramp } from './style.mjs';

const SIZES = [14, 16, 18, 20, 22];
const series = SIZES.map((n, i) => [`n = ${n}`, ramp[i]]);

/** K at which the sparse transform takes the time of the dense one, between the two points round it; undefined if it never does. */
export function crossing(points) {
  for (let i = 1; i < points.length; i++) {
    const [p, q] = [points[i - 1], points[i]];
    if (p.us > p.dense || q.us <= q.dense) continue;
    const along = Math.log(p.dense / p.us) / Math.log(q.us / p.us);
    return p.sparsity * (q.sparsity / p.sparsity) ** along;
  }
  return undefined;
}

export default function figures(data) {
  const shown = data.points.filter((p) => SIZES.includes(p.n)).map((p) => ({ ...p, series: `n = ${p.n}` }));
  const sizes = [...new Set(shown.map((p) => p.sparsity))];
  const dense = shown.filter((p) => p.sparsity === sizes[0] || p.sparsity === sizes.at(-1)).map(({ series: name, sparsity, dense: us }) => ({ series: name, sparsity, level: us }));
  const x = logX('sparsity', 'K', { scale: { base: 2 }, axis: { values: sizes, format: 'd' } });
  const y = logY('us', 'time, µs');
  const color = colorOf('series', series);
  return [{
    file: 'spright-crossover',
    spec: frame({
      title: 'Where the dense transform overtakes the sparse one',
      subtitle: ['Solid: wht.sparse, noiseless, default bins. Dashed: wht.fwht of the same f32 vector.', origin(data, true)],
      values: [...shown, ...dense], width: 620, height: 320,
      layer: [
        { transform: [{ filter: 'isValid(datum.level)' }], mark: { type: 'line', strokeDash: [5, 4], strokeWidth: 1.5 }, encoding: { x, y: { ...y, field: 'level' }, color } },
        ...curve({ x, y, color, filter: 'isValid(datum.us)' }),
      ],
    }),
  }];
}
