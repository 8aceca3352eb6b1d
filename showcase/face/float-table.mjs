// The network in f32: checks and times of every layer.
import { cpuSeconds, median } from '../clock.mjs';
import { groups, timedRows, totalOf, within, workOf } from '../rows.mjs';
import { apart, boundShare, largestGap } from './check.mjs';
import { floatEngine } from './floats.mjs';
import { oneOf } from './input.mjs';
import { forward, layersOf, SIDE } from './network.mjs';
import { oracle } from './oracle.mjs';
import { PHOTO } from './photo.mjs';
import { directConvolution, plainEngine } from './plain.mjs';

const TOLERANCE = 1e-5; // of an element of a descriptor; a descriptor is about 1.4 long

/** `{table, found, most, plainWhole}`: the table, and what the 8-bit network wants to know. */
export async function floatTable(k, { folder, net, pixels, first, second }) {
  const judge = oracle(folder, pixels.slice(-SIDE * SIDE * 3)); // works on the last face, in its own thread
  judge.catch(() => {}); // awaited below
  const engine = floatEngine(k, net);
  const { calls, found, again, most } = run(net, engine, first, second);
  const exact = forward(net, oneOf(first, 0), directConvolution);
  const judged = await judge;

  const plain = plainTimes(net, first);
  for (const call of calls) call.plain = plain.layers.get(call.layer);
  const worst = (members) => within(Math.max(...members.map(({ share }) => share)), 1, (number) => `${number} of bound`);
  const { rows, speed, wholeSeconds } = await timedRows('f32', groups(calls), () => forward(net, first, engine.conv), worst);
  const work = workOf(calls);
  const products = totalOf('all products', rows, work, speed);
  const table = {
    title: 'A real network in f32: the four faces of a photo become 128 numbers each',
    about: `The descriptor net of @vladmandic/face-api (a ResNet with ${layersOf(net).length} layers that are products, `
      + `${(work / 1e9).toFixed(2)} GFLOP for four faces) with its own weights on its photo demo/${PHOTO}. A layer is im2col and one gemm call: weights packed once, bias, `
      + 'shortcut and ReLU fused. im2col and pooling are plain JavaScript on both sides.',
    rows: [
      ...rows,
      products,
      { what: 'im2col, pooling', total: true, ms: wholeSeconds * 1e3 - products.ms },
      { what: 'whole network', total: true, ...speed(wholeSeconds, plain.whole, work) },
    ],
    checks: [
      { what: "descriptor of a face against face-api's own TensorFlow.js", check: within(largestGap(found.subarray(-128), judged), TOLERANCE) },
      { what: 'descriptor of a face against direct convolutions in f64', check: within(largestGap(found.subarray(0, 128), exact), TOLERANCE) },
      apart(found, again),
    ],
    note: 'check: largest error over its bound γ(k+2)·|A||B| + 3u·(|bias| + |shortcut|), against f64; of large products '
      + 'every seventh row.',
  };
  return { table, found, most, plainWhole: plain.whole };
}

/** Both sets of pictures through the network: the first checked call by call, the second watched for the range of values. */
function run(net, engine, first, second) {
  const calls = [], most = new Map();
  engine.probe = (call) => {
    const { layer, m, k, n, repeat } = call;
    calls.push({ layer, m, k, n, repeat, share: boundShare(call) });
  };
  const found = Float32Array.from(forward(net, first, engine.conv));
  engine.probe = ({ layer, C }) => {
    if (layer.name.endsWith('conv1')) most.set(layer, C.reduce((a, b) => Math.max(a, b), 0));
  };
  const again = Float32Array.from(forward(net, second, engine.conv));
  engine.probe = undefined;
  return { calls, found, again, most };
}

/**
 * Plain JavaScript does one face after the other, so a pass over a single face is timed for every face, after one to warm up: a
 * layer's time for all of them is the median times their number.
 */
function plainTimes(net, images) {
  const { conv, seconds } = plainEngine(net);
  const pass = (face) => {
    const start = cpuSeconds();
    forward(net, face, conv);
    return { whole: cpuSeconds() - start, layers: new Map(seconds) };
  };
  pass(oneOf(images, 0));
  const passes = [...Array(images.n).keys()].map((i) => pass(oneOf(images, i)));
  const all = (timeOf) => images.n * median(passes.map(timeOf));
  const layers = layersOf(net).map((layer) => [layer, all((each) => each.layers.get(layer))]);
  return { whole: all(({ whole }) => whole), layers: new Map(layers) };
}
