// The 8-bit weights of the networks in @vladmandic/face-api, as symmetric int8: what a bit-slice engine would hold as its encoded operand.
import { readFileSync } from 'node:fs';
import { readTensors } from '../face/manifest.mjs';
import { needFile, packageFolder } from '../missing.mjs';

const PACKAGE = '@vladmandic/face-api';

/** Fewer elements say little about a distribution. */
const LEAST = 256;

/** The tensors of a network that are stored in 8 bits, of two axes or more: `{name, shape, q}`. */
export function readModel(model) {
  const folder = packageFolder(PACKAGE);
  const file = (name) => needFile(`part of ${PACKAGE}`, () => readFileSync(`${folder}/model/${model}_model${name}`));
  const tensors = readTensors(JSON.parse(file('-weights_manifest.json').toString()), file('.bin'));
  return [...tensors].filter(([, { shape, codes }]) => codes !== undefined && shape.length >= 2 && codes.length >= LEAST)
    .map(([name, { shape, values }]) => ({ name, shape, q: quantised(values) }));
}

export function packageVersion() {
  return `${PACKAGE} ${JSON.parse(readFileSync(`${packageFolder(PACKAGE)}/package.json`, 'utf8')).version}`;
}

/** One scale for the tensor: its largest absolute value becomes 127. */
export function quantised(values) {
  const most = values.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
  return Int8Array.from(values, (v) => (most === 0 ? 0 : Math.round((v * 127) / most)));
}

/** Filters kh×kw×inputs×outputs, or a matrix inputs×outputs, as the operand of a product: `{m, k, a}`, one row for each output. Depthwise filters are none. */
export function operandOf({ name, shape, q }) {
  if (name.includes('depthwise')) return undefined;
  const m = shape.at(-1), k = q.length / m, a = new Int8Array(q.length);
  for (let p = 0; p < k; p++) for (let i = 0; i < m; i++) a[i * k + p] = q[p * m + i];
  return { name, m, k, a };
}
