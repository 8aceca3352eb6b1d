// The plain gemm beside the fast one: three loops, no blocking, sums carried in more precision than the dtype has,
// and for every element the bound that a correct kernel of that dtype must meet.
import type { Float } from "./random.js";
import { type Activation, activate, slack, steepest } from "./reference.activation.js";
import { dot, dot2 } from "./reference.dot.js";
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

/** The matrix (or its transpose) as rows of k doubles. */
function rowsOf(from: Operand, trans: boolean): Float64Array {
  const [rows, cols] = trans ? [from.cols, from.rows] : [from.rows, from.cols];
  const out = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out[i * cols + j] = from.data[trans ? j * from.stride + i : i * from.stride + j] as number;
  return out;
}

function sizes(x: Float64Array): Float64Array {
  const out = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) out[i] = Math.abs(x[i] as number);
  return out;
}

function totals(x: Float64Array, rows: number, k: number): Float64Array {
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) for (let p = 0; p < k; p++) out[i] = (out[i] as number) + (x[i * k + p] as number);
  return out;
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
  const product = alpha !== 0 && k > 0 && m > 0;
  const x = product ? rowsOf(a, g.transA === true) : new Float64Array(0);
  const y = product ? rowsOf(b, g.transB !== true) : new Float64Array(0);
  const [xSize, ySize] = [sizes(x), sizes(y)];
  const [u, least, most] = [unitRoundoff(dtype), tiny(dtype), 0.99 * largest(dtype)];
  const act = g.activation ?? "none";
  const accurate = dtype === "f32" ? dot : dot2;
  // Roundings of a product: itself and k−1 sums, α rounded and applied, one more sum for each other term.
  const perProduct = gamma(dtype, k + (alpha === 1 ? 0 : 2) + (beta === 0 ? 0 : 1) + (g.bias ? 1 : 0)) + (dtype === "f64" ? 4 * u : 0);
  // Of what rides along: β rounded and applied, one sum for each block of k (none is shorter than 256), one for the bias.
  const perRest = u * (4 + Math.ceil(k / 256));
  // α may be applied while an operand is packed; what that loses to underflow is magnified by the other operand.
  const [xTotal, yTotal] = alpha === 1 || !product ? [] : [totals(xSize, m, k), totals(ySize, n, k)];
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let v = 0;
      let size = 0;
      let lost = 0;
      if (product) {
        v = alpha * accurate(x, i * k, y, j * k, k);
        size = Math.abs(alpha) * dot(xSize, i * k, ySize, j * k, k);
        lost = least * (1 + Math.abs(alpha)) * (k + 2);
        if (xTotal && yTotal) lost += least * ((xTotal[i] as number) + (yTotal[j] as number));
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
      const error = perProduct * size + perRest * rest + lost + 2 * least;
      const result = activate(act, v);
      const overflow = Math.max(size + rest, size / Math.abs(alpha || 1)) >= most;
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
