// Products with M ⊗ H_2^k by their definition, in doubles and more, and what a Hadamard matrix must satisfy.
import type { HadamardOptions, Kernels, Matrix, Vector } from "lanewise";
import type { Float, Random } from "./random.js";
import { gamma, tiny } from "./tolerance.js";
import { parity } from "./wht.js";

/** The call with a dtype chosen at run time, which the types of the public function take one by one. */
export function apply<T extends Vector<Float> | Matrix<Float>>(k: Kernels, x: T, o?: HadamardOptions): T {
  return k.wht.hadamard(x as Vector<"f32">, o) as Vector<Float> as T;
}

/** y = s·(op(M) ⊗ H_2^k)·x with every sign taken on its own. */
export function signedProduct(x: ArrayLike<number>, M: ArrayLike<number>, trans: boolean, s: number): Float64Array {
  const m = Math.sqrt(M.length), n = x.length / m, y = new Float64Array(x.length);
  const H = Int8Array.from({ length: n * n }, (_, at) => 1 - 2 * parity(Math.floor(at / n) & at % n));
  for (let i = 0; i < m; i++) for (let a = 0; a < n; a++) {
    // Neumaier's sum: plain doubles would err more than the kernel may.
    let sum = 0, lost = 0;
    for (let j = 0; j < m; j++) {
      const sign = M[trans ? j * m + i : i * m + j] as number;
      for (let b = 0; b < n; b++) {
        const v = sign * (H[a * n + b] as number) * (x[j * n + b] as number), t = sum + v;
        lost += Math.abs(sum) >= Math.abs(v) ? sum - t + v : v - t + sum;
        sum = t;
      }
    }
    y[i * n + a] = s * (sum + lost);
  }
  return y;
}

/** What any element of the result may be off by: the bound of the docstring. */
export function hadamardBound(dtype: Float, x: ArrayLike<number>, m: number, s: number): number {
  const k = Math.log2(x.length / m);
  return gamma(dtype, k + Math.ceil(m / 4) + 3) * Math.abs(s) * Array.from(x).reduce((sum, v) => sum + Math.abs(v), 0) + tiny(dtype);
}

export function randomSigns(random: Random, m: number): Int8Array {
  return Int8Array.from({ length: m * m }, () => (random.chance(0.5) ? 1 : -1));
}

/** Position of the first entry of H·Hᵀ that is not that of n·I, or −1; n² dot products. */
export function firstSkew(H: Int8Array): number {
  const n = Math.sqrt(H.length);
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) {
    let sum = 0;
    for (let c = 0; c < n; c++) sum += (H[i * n + c] as number) * (H[j * n + c] as number);
    if (sum !== (i === j ? n : 0)) return i * n + j;
  }
  return -1;
}
