// jax-js on its wasm backend. It starts under Node only when it believes memory can be shared and finds a Float16Array, and its
// kernels stop instantiating beside other wasm runtimes: the index marks it `isolated`, so it lives in a process of its own.

export async function load() {
  Object.defineProperty(globalThis, 'crossOriginIsolated', { value: true, configurable: true });
  globalThis.Float16Array ??= class Float16Array extends Float32Array {};
  const jax = await import('@jax-js/jax');
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  const np = jax.numpy;
  return {
    gemm({ dtype, m, n, k, a, b }) {
      const type = dtype === 'f64' ? np.float64 : np.float32;
      const A = np.array(a, { shape: [m, k], dtype: type });
      const B = np.array(b, { shape: [k, n], dtype: type });
      let C;
      return {
        async run() {
          C?.dispose();
          C = np.matmul(A.ref, B.ref);
          await C.blockUntilReady();
        },
        result: () => C.ref.dataSync(),
        free() {
          for (const array of [A, B, C]) array?.dispose();
        },
      };
    },
  };
}
