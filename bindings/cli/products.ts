// What `bench` multiplies.
import { gaussianInt8, uniform } from "../gallery/index.js";
import type { Alloc, Kernels } from "../index.js";

export const SEED = 42;

/** One product, ready to run: operands as plain arrays and as handles. */
export interface Product {
  readonly a: Float32Array | Float64Array | Int8Array;
  readonly b: Float32Array | Float64Array | Int8Array;
  run(): void;
  result(): Float32Array | Float64Array | Int32Array;
}

export interface Kind {
  readonly name: string;
  readonly unit: "GFLOP/s" | "GOP/s";
  /** Unit roundoff of the sums; 0 where they are exact. */
  readonly roundoff: number;
  make(k: Kernels, s: Alloc, n: number): Product;
}

function floats(dtype: "f32" | "f64", roundoff: number): Kind {
  return {
    name: `dense.gemm/${dtype}/nn`, unit: "GFLOP/s", roundoff,
    make(k, s, n) {
      const a = uniform(n, n, { dtype, seed: SEED });
      const b = uniform(n, n, { dtype, seed: SEED + 1 });
      const [A, B, C] = [s.matrix(dtype, n, n, a), s.matrix(dtype, n, n, b), s.matrix(dtype, n, n)];
      return { a, b, run: () => { k.dense.gemm(C, A, B); }, result: () => C.copy() };
    },
  };
}

const int8: Kind = {
  name: "dense.gemmInt8/i8/nn", unit: "GOP/s", roundoff: 0,
  make(k, s, n) {
    const a = gaussianInt8(n * n, { seed: SEED });
    const b = gaussianInt8(n * n, { seed: SEED + 1 });
    const [A, B, C] = [s.matrix("i8", n, n, a), s.matrix("i8", n, n, b), s.matrix("i32", n, n)];
    return { a, b, run: () => { k.dense.gemmInt8(C, A, B); }, result: () => C.copy() };
  },
};

export const KINDS: readonly Kind[] = [floats("f32", 1 / 2 ** 24), floats("f64", 1 / 2 ** 53), int8];
