// The network on lanewise in f32: every layer is im2col and one gemm call, with weights packed once, the scale layer folded into
// them, bias, shortcut (beta = 1) and ReLU fused into the call.
import { folded, layersOf, productShape } from './network.mjs';
import { im2col, tensor } from './tensor.mjs';

export function floatEngine(k, net) {
  const weights = new Map(layersOf(net).map((layer) => [layer, resident(k, layer)]));
  const operands = new Map(); // of every layer: made in the first pass, used in all

  /** `probe`, if given, sees each call: `{layer, m, k, n, A, B, bias, before, C, repeat}`. */
  const engine = { probe: undefined };
  engine.conv = (layer, x, onto) => {
    const shape = productShape(layer, x);
    const { m, n } = shape;
    const { packed, bias, plain } = weights.get(layer);
    if (!operands.has(layer)) operands.set(layer, { A: k.matrix('f32', m, shape.k), own: k.matrix('f32', m, n) });
    const { A, own } = operands.get(layer);
    im2col(A.view, x, layer);
    const C = onto?.matrix ?? own;
    if (onto && !onto.matrix) C.set(onto.data);
    const before = engine.probe && onto ? C.copy() : undefined;
    const options = { bias, beta: onto ? 1 : 0, activation: layer.relu ? 'relu' : 'none' };
    const repeat = () => k.dense.gemm(C, A, packed, options);
    repeat();
    engine.probe?.({ layer, ...shape, A: A.copy(), B: plain.weights, bias: plain.bias, before, C: C.copy(), repeat });
    return held(C, tensor(x.n, shape.h, shape.w, n, null));
  };
  return engine;
}

function resident(k, layer) {
  const plain = folded(layer);
  return k.scope((s) => {
    const B = s.matrix('f32', plain.weights.length / layer.outputs, layer.outputs, plain.weights);
    return { plain, packed: s.keep(k.dense.pack(B)), bias: s.keep(s.vector('f32', plain.bias)) };
  });
}

/** An image whose data lie in kernel memory; its view is read anew each time, since any call may move it. */
function held(matrix, { n, h, w, c }) {
  return { n, h, w, c, matrix, get data() { return matrix.view; } };
}
