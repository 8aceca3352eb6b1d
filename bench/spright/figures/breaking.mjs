import { blue, colorOf, curve, frame, grey, linearX, oranges, origin, rateY } from './style.mjs';

const series = [['SparseFHT', grey], ['SparseFHT, told σ', oranges[0]], ['SPRIGHT, NSO 4', oranges[1]], ['SPRIGHT, SO', blue]];

export default function figures(data) {
  const { n, sparsity } = data.points[0];
  const x = linearX('snr', 'SNR Kρ²/σ², dB', [-10, 0, 10, 20, 30, 40, 50, 60]);
  const y = rateY('rate', 'full recovery');
  const color = colorOf('series', series);
  return [{
    file: 'spright-breaking',
    spec: frame({
      title: 'Any noise breaks SparseFHT; SPRIGHT holds from 2.5 dB on',
      subtitle: [`n = ${n}, K = ${sparsity}, C = 3, B = 2K. "Told σ": offsets of SparseFHT, bin tests with thresholds that know the noise.`, origin(data)],
      values: data.points, width: 620, height: 260, layer: curve({ x, y, color, limits: true }),
    }),
  }];
}
