// The network on lanewise in 8 bits: u8 activations, s8 weights, exact i32 sums. Weights keep the codes they ship with (u8 with a
// zero point: minus 128, s8 with another one); the few that ship as floats are rounded to s8. The first layer of every block hands
// codes to the second through gemmInt8Requantized, with a scale for every channel; elsewhere the sums become floats in JavaScript.
import { folded, layersOf, productShape } from './network.mjs';
import { im2col, relu, tensor } from './tensor.mjs';

/** Codes, scale and zero point of the weights of a layer, as s8: flipping the top bit of a u8 takes 128 away. */
export function signedWeights({ values, codes, scale, zeroPoint }) {
  if (codes && zeroPoint !== undefined) return { codes: new Int8Array(codes.map((code) => code ^ 128).buffer), scale, zeroPoint: zeroPoint - 128 };
  const step = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127 || 1;
  return { codes: new Int8Array(values.map((value) => Math.round(value / step))), scale: step, zeroPoint: 0 };
}

/** An image of floats as u8 codes: value ≈ (code − zeroPoint)·scale, where zero has a code of its own. */
export function quantise({ n, h, w, c, data }) {
  let low = 0, high = 0;
  for (let i = 0; i < data.length; i++) {
    if (data[i] < low) low = data[i];
    if (data[i] > high) high = data[i];
  }
  const scale = (high - low) / 255 || 1;
  const zeroPoint = Math.round((0 - low) / scale);
  const codes = new Uint8ClampedArray(data.length); // rounds and saturates by itself
  for (let i = 0, inverse = 1 / scale; i < codes.length; i++) codes[i] = data[i] * inverse + zeroPoint;
  return { ...tensor(n, h, w, c, new Uint8Array(codes.buffer)), scale, zeroPoint };
}

/** `most`: for each layer that hands on codes, the largest value it is expected to give (from other pictures). */
export function integerEngine(k, net, most) {
  const weights = new Map(layersOf(net).map((layer) => [layer, resident(k, layer)]));
  const operands = new Map(); // of every layer: made in the first pass, used in all
  const operandsOf = (layer, { m, k: depth, n }) => {
    if (!operands.has(layer)) {
      const C = most.has(layer) ? { out: k.matrix('u8', m, n), scale: k.vector('f32', n), bias: k.vector('i32', n) } : {};
      operands.set(layer, { A: k.matrix('u8', m, depth), sums: k.matrix('i32', m, n), ...C });
    }
    return operands.get(layer);
  };

  /**
   * `probe`, if given, sees each call: `{layer, m, k, n, A, zeroA, B, zeroB, C, repeat}`; a layer that hands on codes shows two, its
   * sums and then, with `scale` and `bias`, its codes.
   */
  const engine = { probe: undefined };
  engine.conv = (layer, x, onto) => {
    const image = x.data instanceof Uint8Array ? x : quantise(x);
    const shape = productShape(layer, image);
    const { B, packed, channels } = weights.get(layer);
    const { A, sums, out, scale, bias } = operandsOf(layer, shape);
    im2col(A.view, image, layer, image.zeroPoint);
    const zero = { zeroPointA: image.zeroPoint, zeroPointB: B.zeroPoint };
    const step = image.scale * B.scale; // what one unit of a sum is worth, before the scale layer
    const call = (C, repeat, more) => {
      repeat();
      engine.probe?.({ layer, ...shape, A: A.copy(), zeroA: zero.zeroPointA, B: B.codes, zeroB: zero.zeroPointB, C: C.copy(), repeat, ...more });
    };

    if (engine.probe || !out) call(sums, () => k.dense.gemmInt8(sums, A, packed, zero));
    if (!out) return floats(layer, shape, image.n, sums.view, channels, step, onto);

    const unit = most.get(layer) / 255; // what one code will be worth
    scale.set(channels.scale.map((value) => (value * step) / unit));
    bias.set(channels.bias.map((value, j) => Math.round(value / (step * channels.scale[j]))));
    const how = { scale, bias, activation: 'relu' };
    call(out, () => k.dense.gemmInt8Requantized(out, A, packed, how, zero), { scale: scale.copy(), bias: bias.copy() });
    return { ...tensor(image.n, shape.h, shape.w, shape.n, out.copy()), scale: unit, zeroPoint: 0 };
  };
  return engine;
}

function resident(k, layer) {
  const B = signedWeights(layer.filters);
  const rows = B.codes.length / layer.outputs;
  const packed = k.scope((s) => s.keep(k.dense.packInt8(s.matrix('i8', rows, layer.outputs, B.codes))));
  return { B, packed, channels: { scale: Float64Array.from(layer.scale), bias: Float64Array.from(folded(layer).bias) } };
}

function floats(layer, { h, w, m, n }, images, sums, { scale, bias }, step, onto) {
  const out = onto ?? tensor(images, h, w, n);
  const { data } = out;
  const factor = scale.map((value) => value * step);
  for (let i = 0, at = 0; i < m; i++) for (let j = 0; j < n; j++, at++) data[at] += sums[at] * factor[j] + bias[j];
  return layer.relu ? relu(out) : out;
}
