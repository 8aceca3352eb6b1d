// Plain references of the factorizations: small dense matrices in f64, residuals as if in twice the precision, and the operators
// that compact results (LU in one square, reflectors below R) stand for.
import type { Float } from "./random.js";

/** Compact row-major. */
export interface Grid { readonly rows: number; readonly cols: number; readonly data: Float64Array }

export function grid(rows: number, cols: number, data: ArrayLike<number> | ((i: number, j: number) => number)): Grid {
  if (typeof data !== "function") return { rows, cols, data: Float64Array.from(data) };
  const out = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out[i * cols + j] = data(i, j);
  return { rows, cols, data: out };
}

export const at = (a: Grid, i: number, j: number): number => a.data[i * a.cols + j] as number;
export const transposed = (a: Grid): Grid => grid(a.cols, a.rows, (i, j) => at(a, j, i));
export const magnitudes = (a: Grid): Grid => ({ ...a, data: a.data.map(Math.abs) });
export const identity = (n: number): Grid => grid(n, n, (i, j) => (i === j ? 1 : 0));
export const rounded = (dtype: Float, a: Grid): Grid => (dtype === "f32" ? { ...a, data: a.data.map(Math.fround) } : a);
export const lower = (a: Grid, unit = false): Grid => grid(a.rows, Math.min(a.rows, a.cols), (i, j) => (i === j && unit ? 1 : i >= j ? at(a, i, j) : 0));
export const upper = (a: Grid, unit = false): Grid => grid(Math.min(a.rows, a.cols), a.cols, (i, j) => (i === j && unit ? 1 : i <= j ? at(a, i, j) : 0));

/** Columns j of a as vectors. */
export function column(a: Grid, j: number): Float64Array {
  return Float64Array.from({ length: a.rows }, (_, i) => at(a, i, j));
}

/** Without overflow. */
export function norm2(x: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < x.length; i++) most = Math.max(most, Math.abs(x[i] as number));
  if (most === 0 || !Number.isFinite(most)) return most;
  let s = 0;
  for (let i = 0; i < x.length; i++) s += ((x[i] as number) / most) ** 2;
  return most * Math.sqrt(s);
}

export function norm1(a: Grid): number {
  let most = 0;
  for (let j = 0; j < a.cols; j++) most = Math.max(most, column(a, j).reduce((s, x) => s + Math.abs(x), 0));
  return most;
}

export function times(a: Grid, b: Grid): Grid {
  const out = new Float64Array(a.rows * b.cols);
  for (let i = 0; i < a.rows; i++) {
    for (let p = 0; p < a.cols; p++) {
      const x = at(a, i, p);
      if (x !== 0) for (let j = 0; j < b.cols; j++) out[i * b.cols + j] = (out[i * b.cols + j] as number) + x * at(b, p, j);
    }
  }
  return { rows: a.rows, cols: b.cols, data: out };
}

/** a·b − c with sums and products carried in about twice the precision of f64 (Ogita, Rump & Oishi 2005, algorithm 5.3). */
export function defect(a: Grid, b: Grid, c: Grid): Grid {
  const k = a.cols, t = transposed(b);
  return grid(a.rows, b.cols, (i, j) => {
    let s = -at(c, i, j), low = 0;
    for (let p = 0; p < k; p++) {
      const x = a.data[i * k + p] as number, y = t.data[j * k + p] as number;
      const h = x * y;
      const xh = x * 134217729 - (x * 134217729 - x), yh = y * 134217729 - (y * 134217729 - y);
      const xl = x - xh, yl = y - yh;
      const sum = s + h, z = sum - s;
      low += s - (sum - z) + (h - z) + (xl * yl - (h - xh * yh - xl * yh - xh * yl));
      s = sum;
    }
    return s + low;
  });
}

/** Largest |r| / bound; NaN counts as Infinity, and so does anything but 0 against a bound of 0. */
export function worst(r: Grid, bound: (i: number, j: number) => number): number {
  let most = 0;
  for (let i = 0; i < r.rows; i++) for (let j = 0; j < r.cols; j++) {
    const e = Math.abs(at(r, i, j));
    if (e !== 0) most = Math.max(most, Number.isNaN(e) ? Infinity : e / bound(i, j));
  }
  return Number.isNaN(most) ? Infinity : most;
}

/** Rows interchanged as pivots say, in order. */
export function interchanged(a: Grid, pivots: ArrayLike<number>, back = false): Grid {
  const order = Array.from({ length: a.rows }, (_, i) => i);
  const steps = Array.from(pivots, (p, i) => [i, p] as const);
  for (const [i, p] of back ? steps.reverse() : steps) [order[i], order[p]] = [order[p] as number, order[i] as number];
  return grid(a.rows, a.cols, (i, j) => at(a, order[i] as number, j));
}

/** C ← Q·C or Qᵀ·C, one reflector I − tau·v·vᵀ at a time, from the compact form of LAPACK geqrf. */
export function reflected(qr: Grid, tau: ArrayLike<number>, c: Grid, trans: boolean): Grid {
  const x = grid(c.rows, c.cols, c.data);
  for (let s = 0; s < tau.length; s++) {
    const q = trans ? s : tau.length - 1 - s;
    const v = Float64Array.from({ length: c.rows }, (_, i) => (i < q ? 0 : i === q ? 1 : at(qr, i, q)));
    for (let j = 0; j < c.cols; j++) {
      let w = 0;
      for (let i = q; i < c.rows; i++) w += (v[i] as number) * at(x, i, j);
      for (let i = q; i < c.rows; i++) x.data[i * c.cols + j] = at(x, i, j) - (tau[q] as number) * (v[i] as number) * w;
    }
  }
  return x;
}

/** A⁻¹ by Gauss–Jordan with partial pivoting: for condition numbers of well-conditioned matrices only. */
export function inverted(a: Grid): Grid {
  const n = a.rows;
  const w = grid(n, 2 * n, (i, j) => (j < n ? at(a, i, j) : i === j - n ? 1 : 0));
  const row = (i: number): Float64Array => w.data.subarray(i * 2 * n, (i + 1) * 2 * n);
  for (let c = 0; c < n; c++) {
    let p = c;
    for (let i = c; i < n; i++) if (Math.abs(at(w, i, c)) > Math.abs(at(w, p, c))) p = i;
    const [x, y] = [row(c).slice(), row(p).slice()];
    row(p).set(x);
    row(c).set(y.map((v) => v / (y[c] as number)));
    for (let i = 0; i < n; i++) {
      const f = at(w, i, c);
      if (i !== c && f !== 0) row(i).set(row(i).map((v, j) => v - f * at(w, c, j)));
    }
  }
  return grid(n, n, (i, j) => at(w, i, n + j));
}
