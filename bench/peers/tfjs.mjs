// TensorFlow.js on its WebAssembly backend (XNNPACK kernels), SIMD build, one thread. f32 only.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);

export async function load() {
  const tf = require('@tensorflow/tfjs-core');
  const wasm = require('@tensorflow/tfjs-backend-wasm');
  wasm.setThreadsCount(1);
  wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`);
  await tf.setBackend('wasm');
  await tf.ready();
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw new Error('its SIMD build does not load here');
  return {
    gemm: (problem, mode) => (problem.dtype !== 'f32' ? undefined : mode === 'roundtrip' ? roundtrip(tf, problem) : resident(tf, problem)),
    gemv: (problem, mode) => (problem.dtype !== 'f32' ? undefined : vector(tf, problem, mode)),
  };
}

function resident(tf, { m, n, k, a, b }) {
  const A = tf.tensor2d(a, [m, k]);
  const B = tf.tensor2d(b, [k, n]);
  return product(tf, A, B);
}

/**
 * Measured: x·A (A packed once) is its fastest form, A·x comes next, and its transpose flags cost a copy of A each call.
 * 'resident' uses A as the caller stores it; 'packed' stores whichever of A and Aᵀ makes the product x·A.
 */
function vector(tf, { m, n, a, x, trans }, mode) {
  const A = tf.tensor2d(a, [m, n]);
  if (trans) return product(tf, tf.tensor2d(x, [1, m]), A);
  if (mode !== 'packed') return product(tf, A, tf.tensor2d(x, [n, 1]));
  const transposed = tf.transpose(A);
  A.dispose();
  return product(tf, tf.tensor2d(x, [1, n]), transposed);
}

function product(tf, A, B) {
  let C;
  return {
    run() {
      C?.dispose();
      C = tf.matMul(A, B);
    },
    result: () => C.dataSync(),
    free() {
      for (const tensor of [A, B, C]) tensor?.dispose();
    },
  };
}

function roundtrip(tf, { m, n, k, a, b }) {
  let c;
  return {
    run() {
      const A = tf.tensor2d(a, [m, k]);
      const B = tf.tensor2d(b, [k, n]);
      const C = tf.matMul(A, B);
      c = C.dataSync();
      A.dispose();
      B.dispose();
      C.dispose();
    },
    result: () => c,
  };
}
