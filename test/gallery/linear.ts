// Slow, plain linear algebra that the problems are checked with.
import type { SparseProblem } from "../../bindings/gallery/index.js";

/** Singular values, falling: one-sided Jacobi on the columns (Hestenes 1958), any shape. */
export function jacobiSingularValues(a: ArrayLike<number>, rows: number, cols: number): number[] {
  const columns = Array.from({ length: cols }, (_, j) => Array.from({ length: rows }, (_, i) => a[i * cols + j] as number));
  const dot = (x: number[], y: number[]): number => x.reduce((sum, v, i) => sum + v * (y[i] as number), 0);
  for (let sweep = 0, rotated = true; rotated && sweep < 60; sweep++) {
    rotated = false;
    for (let p = 0; p < cols; p++) for (let q = p + 1; q < cols; q++) {
      const [x, y] = [columns[p] as number[], columns[q] as number[]];
      const [xx, yy, xy] = [dot(x, x), dot(y, y), dot(x, y)];
      if (Math.abs(xy) <= 1e-15 * Math.sqrt(xx * yy)) continue;
      rotated = true;
      const zeta = (yy - xx) / (2 * xy);
      const t = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
      const c = 1 / Math.sqrt(1 + t * t);
      for (let i = 0; i < rows; i++) {
        const [u, v] = [x[i] as number, y[i] as number];
        x[i] = c * (u - t * v);
        y[i] = c * (v + t * u);
      }
    }
  }
  return columns.map((x) => Math.sqrt(dot(x, x))).sort((x, y) => y - x).slice(0, Math.min(rows, cols));
}

/** Row-major dense form; an entry given twice is an error. */
export function dense({ row, col, values, rows, cols }: SparseProblem): Float64Array {
  const out = new Float64Array(rows * cols);
  const seen = new Set<number>();
  for (let k = 0; k < values.length; k++) {
    const at = (row[k] as number) * cols + (col[k] as number);
    if (seen.has(at)) throw new Error(`entry (${row[k]}, ${col[k]}) stands twice`);
    seen.add(at);
    out[at] = values[k] as number;
  }
  return out;
}

/** y = A·x. */
export function apply({ row, col, values, rows }: SparseProblem, x: ArrayLike<number>): Float64Array {
  const y = new Float64Array(rows);
  for (let k = 0; k < values.length; k++) y[row[k] as number] = (y[row[k] as number] as number) + (values[k] as number) * (x[col[k] as number] as number);
  return y;
}

/** Kronecker product of square row-major matrices. */
export function kron(a: ArrayLike<number>, m: number, b: ArrayLike<number>, n: number): Float64Array {
  const out = new Float64Array(m * n * m * n);
  for (let i = 0; i < m * n; i++) for (let j = 0; j < m * n; j++) {
    out[i * m * n + j] = (a[Math.floor(i / n) * m + Math.floor(j / n)] as number) * (b[(i % n) * n + (j % n)] as number);
  }
  return out;
}

export function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
}

export function sum(...terms: readonly Float64Array[]): Float64Array {
  return Float64Array.from(terms[0] as Float64Array, (_, at) => terms.reduce((s, t) => s + (t[at] as number), 0));
}
