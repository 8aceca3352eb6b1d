// Symmetric matrices whose factors take every path, and the dense factorization they are held against.
import { Random } from "./random.js";

/** Both halves, rows ascending. */
export interface Symmetric { readonly name: string; readonly n: number; readonly rowPtr: Int32Array; readonly colIdx: Int32Array; readonly values: Float64Array }

type Edge = readonly [i: number, j: number];

/** A matrix on the graph: random off the diagonal; on it, more than the row's sum, with the signs that are given. */
export function onGraph(name: string, n: number, edges: Iterable<Edge>, seed = 1, sign: (i: number) => number = () => 1): Symmetric {
  const random = new Random(seed), rows = Array.from({ length: n }, () => new Map<number, number>());
  for (const [i, j] of edges) if (i !== j) {
    const v = random.int(1, 8) * (random.chance(0.5) ? 1 : -1) / 8;
    rows[i]!.set(j, v);
    rows[j]!.set(i, v);
  }
  rows.forEach((row, i) => row.set(i, sign(i) * ([...row.values()].reduce((s, v) => s + Math.abs(v), 0) + random.int(1, 4) / 4)));
  const sorted = rows.map((row) => [...row].sort((a, b) => a[0] - b[0])), flat = sorted.flat(), rowPtr = new Int32Array(n + 1);
  sorted.forEach((row, i) => { rowPtr[i + 1] = rowPtr[i]! + row.length; });
  return { name, n, rowPtr, colIdx: Int32Array.from(flat, (e) => e[0]), values: Float64Array.from(flat, (e) => e[1]) };
}

export function* randomEdges(n: number, perRow: number, random: Random): Generator<Edge> {
  for (let k = 0; k < n * perRow / 2; k++) yield [random.int(0, n - 1), random.int(0, n - 1)];
}
export function* band(n: number, width: number, from = 0): Generator<Edge> {
  for (let i = 0; i < n; i++) for (let d = 1; d <= width && i + d < n; d++) yield [from + i, from + i + d];
}
export function* star(n: number, hub: number): Generator<Edge> {
  for (let i = 0; i < n; i++) yield [i, hub];
}
export function* grid(w: number, h: number): Generator<Edge> {
  for (let i = 0; i < w; i++) for (let j = 0; j < h; j++) {
    if (i + 1 < w) yield [i * h + j, (i + 1) * h + j];
    if (j + 1 < h) yield [i * h + j, i * h + j + 1];
  }
}
export function* blocks(...sizes: number[]): Generator<Edge> {
  let from = 0;
  for (const n of sizes) { yield* band(n, n, from); from += n; }
}

/** A family of each structure that small sizes of factors take differently. */
export function family(n: number, seed = n, sign?: (i: number) => number): Symmetric[] {
  const random = new Random(seed), side = Math.floor(Math.sqrt(n));
  return [
    onGraph(`diagonal ${n}`, n, [], seed, sign),
    onGraph(`tridiagonal ${n}`, n, band(n, 1), seed, sign),
    onGraph(`arrow ${n}`, n, star(n, 0), seed, sign),
    onGraph(`dense ${n}`, n, band(n, n), seed, sign),
    onGraph(`blocks of ${n}`, n, blocks(...[n >> 1, n >> 2, n - (n >> 1) - (n >> 2)]), seed, sign),
    onGraph(`sparse ${n}`, n, randomEdges(n, 2, random), seed, sign),
    onGraph(`random ${n}`, n, randomEdges(n, 8, random), seed, sign),
    onGraph(`${side}×${side} grid in ${n}`, n, grid(side, side), seed, sign),
  ];
}

export function dense({ n, rowPtr, colIdx, values }: Symmetric): Float64Array {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let k = rowPtr[i]!; k < rowPtr[i + 1]!; k++) a[i * n + colIdx[k]!] = values[k]!;
  return a;
}

/** D of L·D·Lᵀ of a dense matrix without pivoting. */
export function pivots(n: number, full: ArrayLike<number>): Float64Array {
  const a = Float64Array.from(full), d = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    d[k] = a[k * n + k]!;
    for (let i = k + 1; i < n; i++) {
      const l = a[i * n + k]! / d[k]!;
      for (let j = k + 1; j < n; j++) a[i * n + j]! -= l * a[k * n + j]!;
    }
  }
  return d;
}

export function product({ n, rowPtr, colIdx, values }: Symmetric, x: ArrayLike<number>): Float64Array {
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let k = rowPtr[i]!; k < rowPtr[i + 1]!; k++) y[i]! += values[k]! * x[colIdx[k]!]!;
  return y;
}

/** ‖b − A·x‖∞ / (‖A‖∞·‖x‖∞ + ‖b‖∞): what a backward stable solve leaves at a small multiple of the unit. */
export function backwardError(a: Symmetric, x: ArrayLike<number>, b: ArrayLike<number>): number {
  const largest = (v: ArrayLike<number>): number => Array.from(v).reduce((m, e) => Math.max(m, Math.abs(e)), 0);
  const norm = largest(product({ ...a, values: a.values.map(Math.abs) }, new Float64Array(a.n).fill(1)));
  const size = norm * largest(x) + largest(b);
  return size === 0 ? 0 : largest(product(a, x).map((v, i) => b[i]! - v)) / size;
}

/** A ± w·wᵀ. */
export function plus(a: Symmetric, w: ArrayLike<number>, sigma: number): Symmetric {
  const { n } = a, full = dense(a), held = Array.from(full, (v) => v !== 0);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (w[i] !== 0 && w[j] !== 0) { full[i * n + j]! += sigma * w[i]! * w[j]!; held[i * n + j] = true; }
  const rowPtr = new Int32Array(n + 1), colIdx: number[] = [], values: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) if (held[i * n + j]) { colIdx.push(j); values.push(full[i * n + j]!); }
    rowPtr[i + 1] = colIdx.length;
  }
  return { name: `${a.name} ± wwᵀ`, n, rowPtr, colIdx: Int32Array.from(colIdx), values: Float64Array.from(values) };
}
