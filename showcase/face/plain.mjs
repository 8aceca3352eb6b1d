// The same layers in plain JavaScript: the loop anybody would write over typed arrays (what lanewise is compared with), and a
// direct convolution in double precision, without im2col and without folding (what it is checked against).
import { cpuSeconds } from '../clock.mjs';
import { folded, layersOf, productShape } from './network.mjs';
import { im2col, tensor } from './tensor.mjs';

function multiply(C, A, B, m, k, n) {
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) {
      const a = A[i * k + p];
      for (let j = 0, b = p * n, c = i * n; j < n; j++) C[c + j] += a * B[b + j];
    }
  }
}

/** C += A·B, row-major, reading B and C along their rows. One function for each element type: shared, each would slow the other. */
export const [multiplyFloats, multiplyIntegers] = [0, 1].map(() => new Function(`return ${multiply}`)());

/** im2col and the plain loop in f32. `seconds` gathers the CPU time of each layer's product. */
export function plainEngine(net) {
  const weights = new Map(layersOf(net).map((layer) => [layer, folded(layer)]));
  const seconds = new Map();
  const conv = (layer, x, onto) => {
    const { h, w, m, k, n } = productShape(layer, x);
    const { weights: B, bias } = weights.get(layer);
    const A = new Float32Array(m * k);
    im2col(A, x, layer);
    const out = onto ?? tensor(x.n, h, w, n);
    const start = cpuSeconds();
    for (let i = 0, c = 0; i < m; i++) for (let j = 0; j < n; j++) out.data[c++] += bias[j];
    multiplyFloats(out.data, A, B, m, k, n);
    if (layer.relu) for (let i = 0; i < m * n; i++) if (out.data[i] < 0) out.data[i] = 0;
    seconds.set(layer, cpuSeconds() - start);
    return out;
  };
  return { conv, seconds };
}

/** Direct convolution in f64, from the weights as they are. */
export function directConvolution(layer, x, onto) {
  const { size, stride, pad, inputs, outputs, filters, bias, scale, shift } = layer;
  const { h, w } = productShape(layer, x);
  const out = tensor(x.n, h, w, outputs, new Float64Array(x.n * h * w * outputs));
  const F = Float64Array.from(filters.values);
  const sum = new Float64Array(outputs);
  let to = 0;
  for (let i = 0; i < x.n; i++) {
    for (let row = 0; row < h; row++) {
      for (let col = 0; col < w; col++) {
        sum.fill(0);
        for (let ky = 0; ky < size; ky++) {
          const y = row * stride + ky - pad;
          if (y < 0 || y >= x.h) continue;
          for (let kx = 0; kx < size; kx++) {
            const left = col * stride + kx - pad;
            if (left < 0 || left >= x.w) continue;
            const from = ((i * x.h + y) * x.w + left) * inputs;
            for (let channel = 0; channel < inputs; channel++) {
              const value = x.data[from + channel];
              for (let j = 0, f = ((ky * size + kx) * inputs + channel) * outputs; j < outputs; j++) sum[j] += value * F[f + j];
            }
          }
        }
        for (let j = 0; j < outputs; j++, to++) {
          const value = (sum[j] + bias[j]) * scale[j] + shift[j] + (onto ? onto.data[to] : 0);
          out.data[to] = layer.relu && value < 0 ? 0 : value;
        }
      }
    }
  }
  return out;
}
