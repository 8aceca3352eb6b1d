// The Walsh–Hadamard transform twice: as the defining sum, and as radix-2 butterflies in the operand's own arithmetic, from the
// widest stride down, which is the order the kernels promise and so must agree with them to the bit.
import type { Arrays, WhtDtype, WhtOrder } from "lanewise";
import type { Random } from "./random.js";

export const DTYPES: readonly WhtDtype[] = ["f32", "f64", "i32", "i16"];
export const ARRAY = { f32: Float32Array, f64: Float64Array, i32: Int32Array, i16: Int16Array } as const;
export type WhtArray = Arrays[WhtDtype];

export function parity(x: number): number {
  let p = 0;
  for (; x !== 0; x &= x - 1) p ^= 1;
  return p;
}

/** X[k] = Σ (−1)^⟨i,k⟩ x[i] in doubles. */
export function defined(x: ArrayLike<number>): Float64Array {
  return Float64Array.from(x as number[], (_, k) => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += parity(i & k) ? -(x[i] as number) : (x[i] as number);
    return sum;
  });
}

/** In place over `n` elements from `start`, `step` apart; typed arrays round and wrap as the kernels do. */
export function butterflies(x: WhtArray, n: number, start = 0, step = 1): void {
  for (let h = n >> 1; h > 0; h >>= 1) {
    for (let i = 0; i < n; i++) {
      if (i & h) continue;
      const p = start + i * step, q = p + h * step, a = x[p] as number, b = x[q] as number;
      x[p] = a + b;
      x[q] = a - b;
    }
  }
}

export function reversed(j: number, bits: number): number {
  let r = 0;
  for (let b = 0; b < bits; b++) r |= ((j >> b) & 1) << (bits - 1 - b);
  return r;
}

/** Natural index of entry j of an order. */
export function place(j: number, n: number, order: WhtOrder): number {
  return order === "natural" ? j : reversed(order === "dyadic" ? j : j ^ (j >> 1), Math.log2(n));
}

/** One transform of `n` elements of x, `step` apart, in the order, times a factor rounded to the dtype. */
export function transform(dtype: WhtDtype, x: WhtArray, n: number, order: WhtOrder, factor: number, start = 0, step = 1): void {
  butterflies(x, n, start, step);
  const natural = Array.from({ length: n }, (_, j) => x[start + j * step] as number);
  const f = dtype === "f32" ? Math.fround(factor) : factor;
  for (let j = 0; j < n; j++) x[start + j * step] = (natural[place(j, n, order)] as number) * f;
}

export function fill(dtype: WhtDtype, length: number, value: (i: number) => number): WhtArray {
  const x = new ARRAY[dtype](length);
  for (let i = 0; i < length; i++) x[i] = value(i);
  return x;
}

/** Whole numbers for integers, the everyday case for floats. */
export function draw(random: Random, dtype: WhtDtype, length: number): WhtArray {
  return fill(dtype, length, () => (dtype === "f32" || dtype === "f64" ? random.value("uniform", dtype) : random.int(-9, 9)));
}

/** −0 and 0 are the same answer. */
export function firstUnequal(got: ArrayLike<number>, want: ArrayLike<number>): number {
  if (got.length !== want.length) return 0;
  for (let i = 0; i < want.length; i++) if (!Object.is((got[i] as number) + 0, (want[i] as number) + 0)) return i;
  return -1;
}
