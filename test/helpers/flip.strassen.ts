// Plain products for the fast one to be compared with: three loops, integers modulo 2^32 or in doubles.
import type { Random } from "./random.js";

export type Fast = "f32" | "f64" | "i32";
export type Values = Float32Array | Float64Array | Int32Array;

export const arrayOf = (dtype: Fast, length: number): Values => (dtype === "f32" ? new Float32Array(length) : dtype === "f64" ? new Float64Array(length) : new Int32Array(length));

/** i32: all of the range. Floats: whole numbers so small that every sum of the recursion is exact at a few levels. */
export function exactValues(random: Random, dtype: Fast, length: number): Values {
  const out = arrayOf(dtype, length);
  for (let i = 0; i < length; i++) out[i] = dtype === "i32" ? random.u32() | 0 : random.int(-3, 3);
  return out;
}

/** Elements at strides. */
export interface Strided { readonly data: ArrayLike<number>; readonly row: number; readonly col: number }

/** alpha·a·b + beta·c, row-major m×n; exact as long as doubles are. */
export function plainProduct(dtype: Fast, m: number, n: number, k: number, a: Strided, b: Strided, alpha = 1, beta = 0, c: ArrayLike<number> = []): number[] {
  const out: number[] = [];
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let t = 0; t < k; t++) {
      const x = a.data[i * a.row + t * a.col] as number, y = b.data[t * b.row + j * b.col] as number;
      sum = dtype === "i32" ? (sum + Math.imul(x, y)) | 0 : sum + x * y;
    }
    const old = beta === 0 ? 0 : c[i * n + j] as number;
    out.push(dtype === "i32" ? (Math.imul(alpha, sum) + Math.imul(beta, old)) | 0 : alpha * sum + beta * old);
  }
  return out;
}

/** Largest difference over the root mean square of what is expected, at `count` random places; products in twice the precision of f64. */
export function relativeError(random: Random, n: number, a: ArrayLike<number>, b: ArrayLike<number>, c: ArrayLike<number>, count: number): number {
  let worst = 0, squares = 0;
  for (let s = 0; s < count; s++) {
    const i = random.int(0, n - 1), j = random.int(0, n - 1);
    let high = 0, low = 0;
    for (let t = 0; t < n; t++) {
      const p = twoProduct(a[i * n + t] as number, b[t * n + j] as number), sum = high + p[0], v = sum - high;
      low += high - (sum - v) + (p[0] - v) + p[1];
      high = sum;
    }
    worst = Math.max(worst, Math.abs((c[i * n + j] as number) - high - low));
    squares += high * high;
  }
  return worst / Math.sqrt(squares / count);
}

/** x·y = p + e (Dekker 1971). */
function twoProduct(x: number, y: number): [number, number] {
  const p = x * y, xh = x * 134217729 - (x * 134217729 - x), yh = y * 134217729 - (y * 134217729 - y), xl = x - xh, yl = y - yh;
  return [p, xl * yl - (p - xh * yh - xl * yh - xh * yl)];
}
