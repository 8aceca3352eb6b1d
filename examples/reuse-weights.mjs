// Weights packed once, activations streamed through: bias and activation fused into the product.
import { load } from "lanewise";

const k = await load();
const inputs = 64, outputs = 32, batch = 8;
const W = k.dense.pack(k.matrix("f32", outputs, inputs, Array.from({ length: outputs * inputs }, (_, i) => ((i * 37) % 11) / 11 - 0.4)), { trans: true });
const bias = k.vector("f32", outputs);
const x = k.matrix("f32", batch, inputs);
const y = k.matrix("f32", batch, outputs);
for (let step = 0; step < 3; step++) {
  x.view.fill(step + 1); // fill the resident operand in place: no copy
  k.dense.gemm(y, x, W, { bias, activation: "relu" });
  console.log(`step ${step}: first row starts ${[...y.row(0).view.subarray(0, 3)].map((v) => v.toFixed(2)).join(" ")}`);
}
k.free();
