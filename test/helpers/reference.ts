// The plain gemm beside the fast one: three loops, no blocking, sums carried in more precision than the dtype has,
// and for every element the bound that a correct kernel of that dtype must meet.
import type { Float } from "./random.js";
import { type Activation, activate, slack, steepest } from "./reference.activation.js";
import { gamma, largest, tiny, unitRoundoff } from "./tolerance.js";

/** A stored matrix: element (i, j) at data[i·stride + j]. A Matrix handle has this shape through `operand`. */
export interface Operand {
  readonly rows: number;
  readonly cols: number;
  readonly stride: number;
  readonly data: ArrayLike<number>;
}

export interface GemmProblem {
  readonly dtype: Float;
  readonly a: Operand;
  readonly b: Operand;
  /** C before the call; read only when β ≠ 0. */
  readonly c?: Operand;
  readonly alpha?: number;
  readonly beta?: number;
  readonly transA?: boolean;
  readonly transB?: boolean;
  readonly bias?: ArrayLike<number>;
  readonly activation?: Activation;
}

/** Compact row-major m×n: the value, and how far from it a computed element may lie. */
export interface Answer {
  readonly rows: number;
  readonly cols: number;
  readonly value: Float64Array;
  readonly bound: Float64Array;
}

/** Snapshot of a matrix handle (the data is copied, so it outlives a call that writes the handle). */
export function operand(m: { readonly rows: number; readonly cols: number; readonly stride: number; readonly view: ArrayLike<number> & { slice(): ArrayLike<number> } }): Operand {
  return { rows: m.rows, cols: m.cols, stride: m.stride, data: m.view.slice() };
}

export function compact(rows: number, cols: number, data: ArrayLike<number>): Operand {
  return { rows, cols, stride: cols, data };
}

function column(from: Operand, j: number, length: number, out: Float64Array): void {
  for (let p = 0; p < length; p++) out[p] = from.data[p * from.stride + j] as number;
}

function row(from: Operand, i: number, length: number, out: Float64Array): void {
  for (let p = 0; p < length; p++) out[p] = from.data[i * from.stride + p] as number;
}

function dot(x: Float64Array, y: Float64Array, k: number): number {
  let s = 0;
  for (let p = 0; p < k; p++) s += (x[p] as number) * (y[p] as number);
  return s;
}

/** As if in twice the precision: Dot2 of Ogita, Rump, Oishi 2005 (algorithm 5.3), products split as Veltkamp and Dekker do. */
function dot2(x: Float64Array, y: Float64Array, k: number): number {
  let s = 0;
  let low = 0;
  for (let p = 0; p < k; p++) {
    const a = x[p] as number;
    const b = y[p] as number;
    const h = a * b;
    const ah = a * 134217729 - (a * 134217729 - a);
    const bh = b * 134217729 - (b * 134217729 - b);
    const al = a - ah;
    const bl = b - bh;
    const error = al * bl - (h - ah * bh - al * bh - ah * bl);
    const t = s + h;
    const z = t - s;
    low += s - (t - z) + (h - z) + error;
    s = t;
  }
  const both = s + low;
  return Number.isFinite(both) ? both : dot(x, y, k);
}

/** C = act(α·op(A)·op(B) + β·C + bias), with the bound of the gemm docstring widened by what underflow may take. */
export function gemmReference(g: GemmProblem): Answer {
  const { dtype, a, b } = g;
  const alpha = g.alpha ?? 1;
  const beta = g.beta ?? 0;
  const [m, k] = g.transA ? [a.cols, a.rows] : [a.rows, a.cols];
  const n = g.transB ? b.rows : b.cols;
  const value = new Float64Array(m * n);
  const bound = new Float64Array(m * n);
  const product = alpha !== 0 && k > 0;
  const x = new Float64Array(k);
  const xAbs = new Float64Array(k);
  const y = new Float64Array(k);
  const yAbs = new Float64Array(k);
  const u = unitRoundoff(dtype);
  const act = g.activation ?? "none";
  for (let j = 0; j < n && m > 0; j++) {
    if (product) (g.transB ? row : column)(b, j, k, y);
    for (let p = 0; p < k; p++) yAbs[p] = Math.abs(y[p] as number);
    for (let i = 0; i < m; i++) {
      let v = 0;
      let size = 0;
      let lost = 0;
      if (product) {
        (g.transA ? column : row)(a, i, k, x);
        for (let p = 0; p < k; p++) {
          xAbs[p] = Math.abs(x[p] as number);
          lost += alpha === 1 ? 0 : (xAbs[p] as number) + (yAbs[p] as number);
        }
        v = alpha * (dtype === "f32" ? dot(x, y, k) : dot2(x, y, k));
        size = Math.abs(alpha) * dot(xAbs, yAbs, k);
        lost = tiny(dtype) * (lost + (1 + Math.abs(alpha)) * (k + 2));
      }
      let rest = 0;
      if (beta !== 0) {
        const before = beta * ((g.c as Operand).data[i * (g.c as Operand).stride + j] as number);
        v += before;
        rest += Math.abs(before);
      }
      if (g.bias) {
        v += g.bias[j] as number;
        rest += Math.abs(g.bias[j] as number);
      }
      const at = i * n + j;
      // Roundings of a product: itself and k−1 sums, α rounded and applied, one more sum for each other term.
      const roundings = k + (alpha === 1 ? 0 : 2) + (beta === 0 ? 0 : 1) + (g.bias ? 1 : 0);
      // β rounded and applied, one sum for each block of k (no implementation has them shorter than 256), one for the bias.
      const error = gamma(dtype, roundings) * size + u * (4 + Math.ceil(k / 256)) * rest + (dtype === "f64" ? 4 * u * size : 0) + lost + 2 * tiny(dtype);
      const result = activate(act, v);
      const overflow = Math.max(size + rest, size / Math.abs(alpha || 1)) >= 0.99 * largest(dtype);
      value[at] = result;
      bound[at] = overflow ? Infinity : steepest(act) * error + slack(act, dtype) * u * Math.abs(result);
    }
  }
  return { rows: m, cols: n, value, bound };
}

/** C = α·A·Aᵀ + β·C (trans: α·Aᵀ·A + β·C), whole; of the C before only the lower triangle counts. */
export function syrkReference(g: Omit<GemmProblem, "b" | "transA" | "transB" | "bias" | "activation"> & { readonly trans?: boolean }): Answer {
  const n = g.trans ? g.a.cols : g.a.rows;
  let c = g.c;
  if (c) {
    const full = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) full[i * n + j] = c.data[Math.max(i, j) * c.stride + Math.min(i, j)] as number;
    c = compact(n, n, full);
  }
  return gemmReference({ ...g, ...(c && { c }), b: g.a, transA: g.trans === true, transB: g.trans !== true });
}
