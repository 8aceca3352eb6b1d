// ONNX Runtime Web on its wasm execution provider, one thread: MatMul for f32 and f64, MatMulInteger for int8.
// A session takes the caller's arrays and gives new ones, so its forms are 'roundtrip' and, with B in the model, 'packed'.
import { createRequire } from 'node:module';
import { productModel } from './onnx.mjs';

const tensorTypes = { f32: 'float32', f64: 'float64', i8: 'int8', u8: 'uint8' };

export async function load() {
  const ort = createRequire(import.meta.url)('onnxruntime-web');
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.proxy = false;
  ort.env.logLevel = 'error';

  async function session(op, dtypes, { m, n, k, a, b }, mode) {
    const constant = mode === 'packed' ? b : undefined;
    const model = productModel({ op, m, n, k, dtypes, constant });
    const run = await ort.InferenceSession.create(model, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
    const feeds = { A: new ort.Tensor(tensorTypes[dtypes[0]], a, [m, k]) };
    if (!constant) feeds.B = new ort.Tensor(tensorTypes[dtypes[1]], b, [k, n]);
    let C;
    return {
      run: async () => { C = (await run.run(feeds)).C; },
      result: () => C.data,
      free: () => run.release(),
    };
  }

  return {
    gemm: (problem, mode) => session('MatMul', [problem.dtype, problem.dtype, problem.dtype], problem, mode),
    gemmInt8: (problem, mode) => session('MatMulInteger', [problem.dtype, 'i8', 'i32'], problem, mode),
  };
}
