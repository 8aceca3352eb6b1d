// The face descriptor network of @vladmandic/face-api (dlib's ResNet): 150×150 RGB in, 128 numbers out. Faces of one person come
// out close together. It is described here by its layers; who multiplies the matrices is the caller's choice.
import { addRelu, averagePool, globalAverage, maxPool, outputSide } from './tensor.mjs';

export const SIDE = 150;
const MEAN_RGB = [122.782, 117.001, 104.298];
const BLOCKS = [
  'conv32_1', 'conv32_2', 'conv32_3', 'conv64_down', 'conv64_1', 'conv64_2', 'conv64_3', 'conv128_down', 'conv128_1', 'conv128_2',
  'conv256_down', 'conv256_1', 'conv256_2', 'conv256_down_out',
];

/** Layers with their weights, from the tensors of the manifest. */
export function network(tensors) {
  const get = (name) => {
    const found = tensors.get(name);
    if (!found) throw new Error(`weights: the manifest has no tensor ${name}`);
    return found;
  };
  const layer = (name, { stride = 1, pad = 0, relu }) => {
    const filters = get(`${name}/conv/filters`);
    const [size, , inputs, outputs] = filters.shape;
    return {
      name, size, stride, pad, relu, inputs, outputs, filters,
      bias: get(`${name}/conv/bias`).values, scale: get(`${name}/scale/weights`).values, shift: get(`${name}/scale/biases`).values,
    };
  };
  const block = (name) => {
    const down = name.includes('down');
    return {
      name, down,
      first: layer(`${name}/conv1`, { relu: true, ...(down ? { stride: 2 } : { pad: 1 }) }),
      second: layer(`${name}/conv2`, { relu: !down, pad: 1 }),
    };
  };
  return { stem: layer('conv32_down', { stride: 2, relu: true }), blocks: BLOCKS.map(block), head: linear('fc', get('fc')) };
}

/** A matrix of weights, as a layer over images of one pixel. */
function linear(name, filters) {
  const [inputs, outputs] = filters.shape;
  const zeros = new Float32Array(outputs);
  return { name, size: 1, stride: 1, pad: 0, relu: false, inputs, outputs, filters, bias: zeros, scale: zeros.map(() => 1), shift: zeros };
}

/** The layers that multiply matrices, in order. */
export function layersOf({ stem, blocks, head }) {
  return [stem, ...blocks.flatMap(({ first, second }) => [first, second]), head];
}

/** Pixels as the network was trained on them. */
export function normalise(pixels) {
  return pixels.map((value, i) => (value - MEAN_RGB[i % 3]) / 255);
}

/**
 * The forward pass. `conv(layer, x, onto?)` answers act((x ∗ filters + bias)·scale + shift + onto); it may overwrite `onto`.
 * Answers the descriptors, 128 numbers an image.
 */
export function forward(net, input, conv) {
  let x = maxPool(conv(net.stem, input), 3, 2);
  for (const { down, first, second } of net.blocks) {
    const inner = conv(first, x);
    x = down ? addRelu(averagePool(x, 2, 2), conv(second, inner)) : conv(second, inner, x);
  }
  return conv(net.head, globalAverage(x)).data;
}

/** Rows and columns of the product that a layer is for the images x: C m×n = A m×k · B k×n. */
export function productShape(layer, x) {
  const h = outputSide(x.h, layer), w = outputSide(x.w, layer);
  return { h, w, m: x.n * h * w, k: layer.size * layer.size * layer.inputs, n: layer.outputs };
}

/** Scale and shift drawn into the product, as for inference: weights·scale, and bias·scale + shift for every output channel. */
export function folded({ filters, bias, scale, shift, outputs }) {
  return {
    weights: filters.values.map((value, i) => value * scale[i % outputs]),
    bias: bias.map((value, j) => value * scale[j] + shift[j]),
  };
}
