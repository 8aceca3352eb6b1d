import { powerLaw } from '../fit.mjs';
import { colorOf, frame, ink, logX, logY, origin, ramp } from './style.mjs';

const SIZES = [14, 16, 18, 20, 22];
const series = SIZES.map((n, i) => [`n = ${n}`, ramp[i]]);

/** Slopes of samples over K·log₂N and K·log₂(N/K), of time over K·log₂²N. */
export const samplesFit = ({ points }) => powerLaw(points.map((p) => [p.sparsity * p.n, p.samples]));
export const samplesFitSharp = ({ points }) => powerLaw(points.map((p) => [p.sparsity * Math.log2(2 ** p.n / p.sparsity), p.samples]));
export const timeFit = ({ points }) => powerLaw(points.map((p) => [p.sparsity * p.n ** 2, p.us]));

function scatter({ title, subtitle, points, fit, x, y }) {
  const ends = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))];
  const line = ends.map((at) => ({ x: at, fitted: fit.factor * at ** fit.slope }));
  const color = colorOf('series', series, 'circle');
  return frame({
    title, subtitle, values: [...points, ...line, { x: ends[0], top: Math.max(...points.map((p) => p.y)), note: `slope ${fit.slope.toFixed(3)}, R² ${fit.r2.toFixed(4)}` }],
    width: 620, height: 320,
    layer: [
      { transform: [{ filter: 'isValid(datum.fitted)' }], mark: { type: 'line', color: ink, strokeDash: [5, 4], strokeWidth: 1.25 }, encoding: { x, y: { ...y, field: 'fitted' } } },
      { transform: [{ filter: 'isValid(datum.note)' }], mark: { type: 'text', align: 'left', baseline: 'top', color: ink, fontSize: 12, fontStyle: 'italic' }, encoding: { x, y: { ...y, field: 'top' }, text: { field: 'note' } } },
      { transform: [{ filter: 'isValid(datum.y)' }], mark: { type: 'point', filled: true, size: 60, opacity: 1, stroke: '#ffffff', strokeWidth: 1 }, encoding: { x, y, color } },
    ],
  });
}

export function samplesFigure(data) {
  const points = data.points.map((p) => ({ series: `n = ${p.n}`, x: p.sparsity * p.n, y: p.samples }));
  return [{
    file: 'spright-scaling-samples',
    spec: scatter({
      title: 'Samples grow as K·log N', points, fit: samplesFit(data),
      subtitle: [`Sample-optimal front end, C = 3, B = 2K, ${data.setup.snr} dB, K = 16 … 1024, samples under a quarter of N.`, origin(data)],
      x: logX('x', 'K·log₂ N'), y: logY('y', 'samples'),
    }),
  }];
}

export function timeFigure(data) {
  const points = data.points.map((p) => ({ series: `n = ${p.n}`, x: p.sparsity * p.n ** 2, y: p.us }));
  return [{
    file: 'spright-scaling-time',
    spec: scatter({
      title: 'Time grows as K·log² N', points, fit: timeFit(data),
      subtitle: [`Sample-optimal front end, C = 3, B = 2K, ${data.setup.snr} dB, samples from an f32 vector in memory.`, origin(data, true)],
      x: logX('x', 'K·log₂² N'), y: logY('y', 'time, µs'),
    }),
  }];
}
