// The layers of a detector of faces on a systolic array and on bit-slice engines, by the digits of its weights.
import { gaussianInt8 } from 'lanewise/gallery';
import { secondsOf } from '../clock.mjs';
import { plainDigits, plainProduct, plainTotal } from './plain.mjs';
import { operandOf, readModel } from './weights.mjs';

const MODEL = 'tiny_face_detector';
/** Pixels a side of what each product reads, for an input of 224. */
const SIDES = { conv0: 224, conv1: 112, conv2: 56, conv3: 28, conv4: 14, conv5: 7, conv8: 7 };
const SLICE = { columns: 16, rows: 16, encoding: 'ent' };
const SPECS = [{ kind: 'systolic-os', pe: 'mac', m: 16, n: 16 }, { kind: 'opt4c', ...SLICE }, { kind: 'opt4e', ...SLICE }];
const NAMES = ['systolic-os mac', 'opt4c', 'opt4e'];

function layersOf() {
  const operands = readModel(MODEL).map(operandOf).filter((x) => x !== undefined);
  return operands.map(({ name, m, k, a }, i) => {
    const layer = name.split('/')[0], n = SIDES[layer] ** 2;
    return { name: layer, m, k, n, a, b: gaussianInt8(k * n, { seed: i }) };
  });
}

/** One layer on every engine: reports, and whether the products and the digits are what plain loops say. */
function emulate(k, engines, { m, n, k: depth, a, b }) {
  return k.scope((s) => {
    const A = s.matrix('i8', m, depth, a), B = s.matrix('i8', depth, n, b), C = s.matrix('i32', m, n);
    const product = plainProduct(a, b, m, depth, n), digits = plainTotal(a, plainDigits('ent')) * n;
    const runs = engines.map((engine) => {
      C.view.fill(0);
      const report = engine.run(A, B, { C }), got = C.view;
      return { report, exact: product.every((x, i) => x === got[i]) };
    });
    const exact = runs.every((run) => run.exact), counted = runs.slice(1).every(({ report }) => report.partialProducts === digits);
    return { reports: runs.map(({ report }) => report), check: { ok: exact && counted, text: !exact ? 'product differs' : counted ? 'exact' : 'digits differ' } };
  });
}

/** Work in equal area and at each one's clock, as far as constants tell. */
function equalArea(k, layers, constants) {
  const [base, ...others] = SPECS.map((spec) => networkOf(k.bitmac.engine({ ...spec, constants }), layers).total);
  const known = others.map((total, i) => [NAMES[i + 1], k.bitmac.compare(base, total).isoArea]).filter(([, ratio]) => ratio !== undefined);
  return `${known.map(([name, ratio]) => `${name} ${ratio.toFixed(1)}`).join(', ')} times (${constants}${constants === 'paper-28nm' ? ', clocks after its ratios' : ''})`;
}

function networkOf(engine, layers) {
  return engine.layers(layers.map(({ name, m, n, k }) => ({ name, m, n, k })), { operands: (_, i) => layers[i].a });
}

export async function enginesTable(k) {
  const layers = layersOf(), engines = SPECS.map((spec) => k.bitmac.engine(spec));
  const found = layers.map((layer) => emulate(k, engines, layer)), networks = engines.map((engine) => networkOf(engine, layers));
  const runs = [...layers.map((layer) => () => networkOf(engines[1], [layer])), ...engines.map((engine) => () => networkOf(engine, layers))];
  const seconds = await secondsOf(runs, { rounds: 1, minMs: 5, warmMs: 20 });
  const row = (report, base, i) => ({ ms: seconds[i] * 1e3, rate: report.cycles / 1e3, unit: 'kcycles', share: report.utilization.mean, speedup: base.cycles / report.cycles });
  const agree = networks.every(({ total }, i) => total.cycles === found.reduce((sum, { reports }) => sum + reports[i].cycles, 0));
  const [systolic, opt4c] = networks.map(({ total }) => total), digits = opt4c.partialProducts / opt4c.macs;
  const published = k.bitmac.compare(systolic, opt4c).published.filter(({ engine, against }) => engine === 'opt4e' && against.includes('same area'));
  return {
    title: 'A detector of faces on bit-slice engines, cycle by cycle',
    about: `${MODEL} in 8 bits, its real weights as the encoded operand (EN-T digits), for an input of 224×224. opt4c and opt4e spend a cycle on every digit that is not 0, `
      + 'in 16 columns that wait for the slowest of them; systolic-os has 16×16 whole multipliers, larger and of a slower clock.',
    heads: { what: 'opt4c', share: 'busy', speedup: 'cycles' },
    rows: [
      ...layers.map(({ name, m, k: depth, n }, i) => ({ what: name, shape: `${m}×${depth}×${n}`, check: found[i].check, ...row(found[i].reports[1], found[i].reports[0], i) })),
      ...networks.map(({ total }, i) => ({ what: `all on ${NAMES[i]}`, total: true, ...row(total, systolic, layers.length + i) })),
    ],
    checks: [
      { what: 'cycles of the network are those of its layers, on every engine', check: { ok: agree, text: systolic.cycles > 0 && agree ? 'equal' : 'differ' } },
      { what: 'digits of a weight that are not 0, of 4', check: { ok: digits > 0 && digits < 4, text: digits.toFixed(3) } },
    ],
    note: 'check: the product of every engine equals three plain loops, its partial products are the digits that a plain loop counts. ms: of emulating the engine. cycles: how many times '
      + `fewer than systolic-os. Work in equal area over systolic-os by constants: ${['saed32-readme', 'paper-28nm'].map((name) => equalArea(k, layers, name)).join('; ')}. `
      + `Published, not reproduced: opt4e ${published.map(({ ratio, note }) => `${ratio} (${note})`).join(', ')}.`,
  };
}
