// A case with a fresh instance of its own, freed at the end whatever happens.
import { loadSync, type Kernels, type LoadOptions } from "lanewise";
import { test, type Case } from "./suite.js";

export function kernels(name: string, body: (k: Kernels) => void, options?: LoadOptions): Case {
  return test(name, () => {
    const k = loadSync(options);
    try {
      body(k);
    } finally {
      k.free();
    }
  });
}

/** [[1, 2], [3, 4]]·[[5, 6], [7, 8]] through the instance: proof that it works. */
export function multiplies(k: Kernels): boolean {
  return k.scope((s) => {
    const c = k.dense.gemm(s.matrix("f32", 2, 2), s.matrix("f32", 2, 2, [1, 2, 3, 4]), s.matrix("f32", 2, 2, [5, 6, 7, 8]));
    return String(c.copy()) === "19,22,43,50";
  });
}
