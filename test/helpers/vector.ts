// The plain vector operations beside the fast ones, with the bounds their docstrings promise.
import type { Float } from "./random.js";
import { type Answer, compact, gemmReference, type Operand } from "./reference.js";
import { gamma } from "./tolerance.js";

export interface GemvProblem {
  readonly dtype: Float;
  readonly a: Operand;
  readonly x: ArrayLike<number>;
  /** y before the call; read only when β ≠ 0. */
  readonly y?: ArrayLike<number>;
  readonly alpha?: number;
  readonly beta?: number;
  readonly trans?: boolean;
}

/** op(A)·x is a product with one column: value and bound of every element of y. */
export function gemvReference({ dtype, a, x, y, alpha = 1, beta = 0, trans = false }: GemvProblem): Answer {
  const length = trans ? a.cols : a.rows;
  return gemmReference({ dtype, a, b: compact(x.length, 1, x), c: compact(length, 1, y ?? new Float64Array(length)), alpha, beta, transA: trans });
}

/** Neumaier's sum: the running total and what its roundings lost. */
class Sum {
  private total = 0;
  private lost = 0;
  add(x: number): void {
    const t = this.total + x;
    this.lost += Math.abs(this.total) >= Math.abs(x) ? this.total - t + x : x - t + this.total;
    this.total = t;
  }
  get value(): number { return Number.isFinite(this.lost) ? this.total + this.lost : this.total; }
}

/** x·y exactly, as a head and a tail (Veltkamp, Dekker). */
function product(x: number, y: number): readonly [number, number] {
  const split = (a: number): readonly [number, number] => { const c = 134217729 * a; const h = c - (c - a); return [h, a - h]; };
  const p = x * y, [xh, xl] = split(x), [yh, yl] = split(y);
  const tail = xl * yl - (p - xh * yh - xl * yh - xh * yl);
  return [p, Number.isFinite(tail) ? tail : 0];
}

/** Σ xᵢyᵢ and Σ |xᵢyᵢ|. */
export function dotReference(x: ArrayLike<number>, y: ArrayLike<number>): { value: number; magnitude: number } {
  const sum = new Sum();
  let magnitude = 0;
  for (let i = 0; i < x.length; i++) {
    const [head, tail] = product(x[i] as number, y[i] as number);
    sum.add(head);
    sum.add(tail);
    magnitude += Math.abs(head);
  }
  return { value: sum.value, magnitude };
}

export function asumReference(x: ArrayLike<number>): number {
  const sum = new Sum();
  for (let i = 0; i < x.length; i++) sum.add(Math.abs(x[i] as number));
  return sum.value;
}

/** ‖x‖₂: scaled so that the largest element is near 1, which changes no digit. */
export function nrm2Reference(x: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < x.length; i++) most = Math.max(most, Math.abs(x[i] as number));
  if (most === 0 || !Number.isFinite(most)) return most;
  const up = most < 2 ** -500 ? 2 ** 600 : most > 2 ** 500 ? 2 ** -600 : 1;
  const scaled = Array.from(x, (v) => v * up);
  return Math.sqrt(dotReference(scaled, scaled).value) / up;
}

/** First largest |xᵢ|; the first NaN before anything else. */
export function amaxReference(x: ArrayLike<number>): { index: number; value: number } {
  let best = { index: -1, value: -1 };
  for (let i = 0; i < x.length; i++) {
    const value = Math.abs(x[i] as number);
    if (Number.isNaN(value)) return { index: i, value };
    if (value > best.value) best = { index: i, value };
  }
  return best.index < 0 ? { index: -1, value: 0 } : best;
}

/** What the docstring of dot allows, as a factor of Σ|terms|. The reference itself is good to far less. */
export function dotBound(dtype: Float, n: number): number {
  const block = Math.min(n, 4096);
  return dtype === "f32" ? gamma("f32", block / 16 + 11) + gamma("f64", n / 4096 + 1) : gamma("f64", block / 8 + n / 4096 + 8);
}

/** As a factor of the norm, for both dtypes. */
export function nrm2Bound(n: number): number {
  return gamma("f64", Math.min(n, 4096) / 8 + n / 4096 + 8) / 2 + 2 * 2 ** -53;
}

/** Compact cols×rows transpose of a stored matrix. */
export function transposeReference<T extends number | bigint>(data: ArrayLike<T>, rows: number, cols: number, stride: number): T[] {
  const out: T[] = [];
  for (let j = 0; j < cols; j++) for (let i = 0; i < rows; i++) out.push(data[i * stride + j] as T);
  return out;
}
