// Least squares with 20 000 rows three ways: QR, a sketch alone, and iterations that the sketch preconditions.
import { load } from "lanewise";

const k = await load();
const rows = 20000, cols = 60;
let state = 7;
const uniform = () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 31 - 1; };
const A = k.matrix("f64", rows, cols, Float64Array.from({ length: rows * cols }, uniform));
const b = k.vector("f64", Float64Array.from({ length: rows }, (_, i) => A.view[i * cols] - 2 * A.view[i * cols + 1] + uniform()));

const timed = (f) => { const start = performance.now(), result = f(); return [result, `${(performance.now() - start).toFixed(0)} ms`]; };
const residual = (x) => k.dense.nrm2(k.dense.gemv(k.vector("f64", b.copy()), A, k.vector("f64", x), { alpha: -1, beta: 1 }));
const distance = (x, y) => Math.sqrt(x.reduce((s, v, i) => s + (v - y[i]) ** 2, 0) / y.reduce((s, v) => s + v * v, 0));

const [qr, qrTime] = timed(() => k.dense.lstsq(k.matrix("f64", cols, 1), A, k.matrix("f64", rows, 1, b.copy())).copy());
console.log(`QR: residual ${residual(qr).toFixed(4)}, ${qrTime}`);
for (const factor of [4, 8, 16]) {
  const [x, time] = timed(() => k.wht.lstsqSketch(A, b, { sketch: factor * cols, seed: 1 }));
  console.log(`sketch of ${factor}d rows: residual ${(residual(x) / residual(qr)).toFixed(3)} of the least, ${time}`);
}
const [{ x, info }, time] = timed(() => k.wht.lstsqPrecond(A, b, { seed: 1 }));
console.log(`preconditioned: x within ${distance(x, qr) < 1e-12 ? "1e-12" : distance(x, qr)} of QR's after ${info.iterations} iterations, ${time}`);
console.log(info.why);
k.free();
