// Random sparse systems, and what dense elimination and dense reflections say of them.
import { Random } from "./random.js";

export interface Entries { readonly rows: number; readonly cols: number; readonly row: number[]; readonly col: number[]; readonly values: number[] }

/** About `density` of the entries, uniform in [-1, 1); `diagonal` of the diagonal's as well. */
export function randomEntries(seed: number, rows: number, cols: number, density: number, diagonal: number): Entries {
  const random = new Random(seed), row: number[] = [], col: number[] = [], values: number[] = [];
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) if (random.chance(i === j ? diagonal : density)) {
    row.push(i);
    col.push(j);
    values.push(2 * random.unit() - 1);
  }
  return { rows, cols, row, col, values };
}

/** Row by row. */
export function denseOf({ rows, cols, row, col, values }: Entries): number[][] {
  const out = Array.from({ length: rows }, () => new Array<number>(cols).fill(0));
  values.forEach((v, k) => { out[row[k]!]![col[k]!]! += v; });
  return out;
}

export function times(A: Pick<Entries, "rows" | "cols"> & { readonly row: ArrayLike<number>; readonly col: ArrayLike<number>; readonly values: ArrayLike<number> }, x: ArrayLike<number>, trans = false): Float64Array {
  const y = new Float64Array(trans ? A.cols : A.rows);
  for (let k = 0; k < A.values.length; k++) {
    const i = A.row[k]!, j = A.col[k]!;
    if (trans) y[j]! += A.values[k]! * x[i]!; else y[i]! += A.values[k]! * x[j]!;
  }
  return y;
}

/** Componentwise backward error of x: the largest |b − A·x| / (|A||x| + |b|). Oettli, Prager 1964. */
export function backwardError(A: Parameters<typeof times>[0], x: ArrayLike<number>, b: ArrayLike<number>): number {
  const r = Float64Array.from(b), scale = Float64Array.from(b, Math.abs);
  for (let k = 0; k < A.values.length; k++) {
    const t = A.values[k]! * x[A.col[k]!]!;
    r[A.row[k]!]! -= t;
    scale[A.row[k]!]! += Math.abs(t);
  }
  return r.reduce((most, v, i) => v === 0 ? most : Math.max(most, Math.abs(v) / scale[i]!), 0);
}

/** det by elimination with partial pivoting: 0 exactly if a column has no pivot. */
export function determinant(a: number[][]): { sign: number; log: number } {
  const A = a.map((r) => [...r]), n = A.length;
  let sign = 1, log = 0;
  for (let k = 0; k < n; k++) {
    let p = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(A[i]![k]!) > Math.abs(A[p]![k]!)) p = i;
    const pivot = A[p]![k]!;
    if (pivot === 0) return { sign: 0, log: -Infinity };
    if (p !== k) { [A[p], A[k]] = [A[k]!, A[p]!]; sign = -sign; }
    if (pivot < 0) sign = -sign;
    log += Math.log(Math.abs(pivot));
    for (let i = k + 1; i < n; i++) {
      const l = A[i]![k]! / pivot;
      if (l !== 0) for (let j = k; j < n; j++) A[i]![j]! -= l * A[k]![j]!;
    }
  }
  return { sign, log };
}

/** ‖A‖₁·‖A⁻¹‖₁ by Gauss–Jordan. */
export function condition1(a: number[][]): number {
  const n = a.length, A = a.map((r, i) => [...r, ...r.map((_, j) => i === j ? 1 : 0)]);
  for (let k = 0; k < n; k++) {
    let p = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(A[i]![k]!) > Math.abs(A[p]![k]!)) p = i;
    [A[p], A[k]] = [A[k]!, A[p]!];
    const pivot = A[k]![k]!;
    for (let j = 0; j < 2 * n; j++) A[k]![j]! /= pivot;
    for (let i = 0; i < n; i++) if (i !== k) { const l = A[i]![k]!; if (l !== 0) for (let j = 0; j < 2 * n; j++) A[i]![j]! -= l * A[k]![j]!; }
  }
  const norm = (from: number, rows: readonly number[][]): number => Math.max(...Array.from({ length: n }, (_, j) => rows.reduce((s, r) => s + Math.abs(r[from + j]!), 0)));
  return norm(0, a) * norm(n, A);
}
