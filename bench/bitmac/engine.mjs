// The bars of the engines. Answers are checked before a time counts; ratios are of CPU times within one run.
import { gaussianInt8 } from 'lanewise/gallery';
import { interleaved } from '../harness/interleaved.mjs';

/** m, n, k of the layers of GPT-2 as SCALE-Sim has them (topologies/GEMM_mnk/gpt2.csv). */
const GPT2 = [[1024, 1024, 64], [1024, 64, 1024], [1024, 4800, 1600], [1024, 1600, 1600], [1024, 3072, 1600], [1024, 1600, 3072]].map(([m, n, k], i) => ({ name: `${i}`, m, n, k }));
const ENCODINGS = ['complement', 'sign-magnitude', 'mbe', 'ent', 'naf'];
const atMost = (row) => ({ ...row, atMost: true });

/** Every layer of GPT-2, operands drawn. */
function* network(k) {
  const shapes = GPT2, engine = k.bitmac.engine({ kind: 'opt4c', columns: 32 }), elements = shapes.reduce((sum, l) => sum + l.m * l.k, 0);
  const from = process.cpuUsage(), { layers } = engine.layers(shapes), first = process.cpuUsage(from);
  for (const i of [0, 1]) {
    const { m, n, k: d } = shapes[i], given = engine.layers([shapes[i]], { operands: () => gaussianInt8(m * d, { seed: i }) }).layers[0];
    if (given.cycles !== layers[i].cycles || given.partialProducts !== layers[i].partialProducts) throw new Error(`wrong answer: layer ${i} (${m}x${d}x${n}) of drawn operands`);
  }
  const [seconds] = interleaved([() => engine.layers(shapes)], { total: 2 });
  yield atMost({ name: 'GPT-2 on opt4c, 32 columns', what: `${shapes.length} layers, ${(elements / 1e6).toFixed(1)} M operands drawn and counted; first call ${((first.user + first.system) / 1e3).toFixed(0)} ms`, ratio: seconds, unit: 's', bar: 1 });
}

/** Counting alone, in every encoding. Of short rows, such as those of depthwise filters, what counts is a row: 40 there guards against regressions, no more. */
function* counting(k) {
  yield* counted(k, 1024, 4096, 1);
  yield* counted(k, 65536, 9, 40);
}

function* counted(k, m, d, bar) {
  const A = k.matrix('i8', m, d, gaussianInt8(m * d)), B = k.matrix('i8', d, 1);
  const runs = ENCODINGS.flatMap((encoding) => ['opt4c', 'opt4e'].map((kind) => ({ encoding, kind, engine: k.bitmac.engine({ kind, columns: 32, encoding }) })));
  const seconds = interleaved(runs.map(({ engine }) => () => engine.run(A, B)), { total: 3 });
  for (const [i, { encoding, kind }] of runs.entries()) yield atMost({ name: `${kind}, ${encoding}`, what: `cycles of ${m}x${d}`, ratio: (seconds[i] / (m * d)) * 1e9, unit: 'ns an element', bar });
  A.free();
  B.free();
}

/** Drawing in the kernel against drawing in JavaScript. */
function* drawing(k) {
  const layer = { name: 'one', m: 1024, n: 1, k: 1024 }, engine = k.bitmac.engine({ kind: 'opt4c', columns: 32 });
  const [kernel, plain] = interleaved([() => engine.layers([layer]), () => gaussianInt8(layer.m * layer.k)], { total: 2 });
  yield { name: 'operands', what: `drawn and counted ${((kernel / (layer.m * layer.k)) * 1e9).toFixed(1)} ns an element, gallery.gaussianInt8 ${((plain / (layer.m * layer.k)) * 1e9).toFixed(1)}`, ratio: plain / kernel, bar: 1.5 };
}

/** Published averages, within ±0.01. */
function* published(k) {
  const size = 1024, shape = [{ name: 'x', m: size, n: 1, k: size }];
  for (const [encoding, digits, cycles] of [['ent', 2.22, 2.404], ['mbe', 2.41, 2.523]]) {
    const r = k.bitmac.engine({ kind: 'opt4c', columns: 1, encoding }).layers(shape).layers[0];
    for (const [what, got, want] of [['digits that are not 0', r.idealCycles, digits], ['cycles by the RTL\'s rule', r.cycles - r.drainCycles, cycles]])
      yield atMost({ name: `${encoding}, sigma 24.27`, what: `${what} of an operand: ${(got / size ** 2).toFixed(4)} for ${want}`, ratio: Math.abs(got / size ** 2 - want), unit: 'off', bar: 0.01 });
  }
  for (const [columns, row] of [[16, [0.861, 0.925, 0.961, 0.980, 0.990]], [32, [0.841, 0.913, 0.956, 0.978, 0.988]]]) {
    const engine = k.bitmac.engine({ kind: 'opt4c', columns, rule: 'ideal' }), off = row.map((want, i) => {
      const d = 16 * 4 ** i;
      return Math.abs(engine.layers([{ name: 'x', m: Math.min(512, 2 ** 15 / d) * columns, n: 1, k: d }]).layers[0].utilization.mean - want);
    });
    yield atMost({ name: `${columns} columns`, what: 'mean over slowest, k 16 to 4096', ratio: Math.max(...off), unit: 'off', bar: 0.01 });
  }
}

export async function* bars(k) {
  yield* network(k);
  yield* counting(k);
  yield* drawing(k);
  yield* published(k);
}
