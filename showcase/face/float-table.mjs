// The network in f32: checks and times of every layer.
import { ceiling } from '../ceiling.mjs';
import { cpuSeconds, secondsOf } from '../clock.mjs';
import { groups, rowOf, speed, totalOf, within, workOf } from '../rows.mjs';
import { boundShare, distances, largestGap } from './check.mjs';
import { floatEngine } from './floats.mjs';
import { oneOf } from './input.mjs';
import { forward, layersOf, SIDE } from './network.mjs';
import { oracle } from './oracle.mjs';
import { PHOTO } from './photo.mjs';
import { directConvolution, plainEngine } from './plain.mjs';

const TOLERANCE = 1e-5; // of an element of a descriptor; a descriptor is about 1.4 long

/** `{table, found, most, plain}`: the table, and what the 8-bit network wants to know. */
export async function floatTable(k, { folder, net, pixels, first, second }) {
  const judge = oracle(folder, pixels.slice(-SIDE * SIDE * 3)); // works on the last face, in its own thread
  judge.catch(() => {}); // awaited below
  const engine = floatEngine(k, net);
  const { calls, found, again, most } = run(net, engine, first, second);
  const exact = forward(net, oneOf(first, 0), directConvolution);
  const judged = await judge;

  const top = await ceiling('f32');
  const parts = groups(calls);
  const seconds = await secondsOf([...parts.map(({ members }) => () => members.forEach(({ repeat }) => repeat())), () => forward(net, first, engine.conv)]);
  const plain = plainTimes(net, first);
  const rows = parts.map((part, i) => rowOf(part, {
    seconds: seconds[i], top, plain: part.members.reduce((sum, { layer }) => sum + plain.layer(layer), 0),
    check: within(Math.max(...part.members.map(({ share }) => share)), 1, (number) => `${number} of bound`),
  }));
  const work = workOf(calls);
  const table = {
    title: 'A real network in f32: the four faces of a photo, 128 numbers each',
    about: [
      `The descriptor net of @vladmandic/face-api (a ResNet with ${layersOf(net).length} layers that are products, ${(work / 1e9).toFixed(2)} GFLOP for four`,
      `faces), its weights, its photo demo/${PHOTO}. A layer is im2col and one gemm call: packed weights, bias,`,
      'shortcut and ReLU fused. Pooling is plain JavaScript on both sides.',
    ],
    rows: [
      ...rows,
      totalOf('all products', rows, work, top),
      { what: 'whole network', total: true, ...speed({ seconds: seconds.at(-1), plain: plain.whole, work, top }) },
    ],
    checks: [
      { what: "descriptor of a face against face-api's own TensorFlow.js", check: within(largestGap(found.subarray(-128), judged), TOLERANCE) },
      { what: 'descriptor of a face against direct convolutions in f64', check: within(largestGap(found.subarray(0, 128), exact), TOLERANCE) },
      apart(found, again),
    ],
    notes: ['check: largest error over its bound γ(k+2)·|A||B| + 3u·(|bias| + |shortcut|), against f64; of the largest', 'products every seventh row.'],
  };
  return { table, found, most, plain };
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

/** Plain JavaScript: one pass over a single face to warm up, two over all; of every time the smaller counts. */
function plainTimes(net, images) {
  const { conv, seconds } = plainEngine(net);
  forward(net, oneOf(images, 0), conv);
  const passes = [0, 1].map(() => {
    const start = cpuSeconds();
    forward(net, images, conv);
    return { whole: cpuSeconds() - start, layers: new Map(seconds) };
  });
  return {
    whole: Math.min(...passes.map(({ whole }) => whole)),
    layer: (layer) => Math.min(...passes.map(({ layers }) => layers.get(layer))),
  };
}

/** Does the network do what it is for? */
export function apart(first, second) {
  const { same, other } = distances(first, second);
  return {
    what: 'two pictures of each face told from other faces',
    check: { ok: same < other, text: `same ≤ ${same.toFixed(2)} < ${other.toFixed(2)} ≤ other` },
  };
}
