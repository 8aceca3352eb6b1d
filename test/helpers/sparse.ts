// Sparse matrices as plain arrays, and what products and algebra of them mean, on dense arrays by the definition.
import type { Csr, Kernels } from "lanewise";
import type { Float, Kind, Random } from "./random.js";
import { gamma } from "./tolerance.js";

export interface PlainCsr { readonly rows: number; readonly cols: number; readonly rowPtr: Int32Array; readonly colIdx: Int32Array; readonly values: Float64Array }
export interface PlainTriplets { readonly row: number[]; readonly col: number[]; readonly values: number[] }

/** A dense matrix and where it has entries. */
export interface PlainDense { readonly rows: number; readonly cols: number; readonly a: Float64Array; readonly at: Uint8Array }

export type Pattern = "even" | "ragged" | "long" | "blocks2" | "blocks3" | "stencil";
export const PATTERNS: readonly Pattern[] = ["even", "ragged", "long", "blocks2", "blocks3", "stencil"];

/** Columns of every row. "ragged" has empty rows, "long" one row that is nearly full. */
function columnsOf(random: Random, pattern: Pattern, i: number, rows: number, cols: number, blocks: Map<number, number[]>): Iterable<number> {
  const some = (many: number): number[] => (cols === 0 ? [] : Array.from({ length: many }, () => random.int(0, cols - 1)));
  if (pattern === "even") return some(5);
  if (pattern === "ragged") return some(random.chance(0.3) ? 0 : random.int(1, 12));
  if (pattern === "long") return i === rows >> 1 ? Array.from({ length: cols }, (_, j) => j).filter(() => random.chance(0.95)) : some(random.int(0, 4));
  if (pattern === "stencil") return [-9, -1, 0, 1, 9].map((d) => i + d).filter((j) => j >= 0 && j < cols);
  const size = pattern === "blocks2" ? 2 : 3, at = Math.floor(i / size);
  if (!blocks.has(at)) blocks.set(at, some(6).map((j) => Math.floor(j / size) * size));
  return (blocks.get(at) as number[]).flatMap((j) => Array.from({ length: size }, (_, c) => j + c)).filter((j) => j < cols);
}

/** Sorted rows of a pattern with values of a kind, rounded to the dtype. */
export function sample(random: Random, rows: number, cols: number, pattern: Pattern, dtype: Float = "f64", kind: Kind = "integers"): PlainCsr {
  const rowPtr = new Int32Array(rows + 1), colIdx: number[] = [], blocks = new Map<number, number[]>();
  for (let i = 0; i < rows; i++) {
    colIdx.push(...[...new Set(columnsOf(random, pattern, i, rows, cols, blocks))].sort((a, b) => a - b));
    rowPtr[i + 1] = colIdx.length;
  }
  return { rows, cols, rowPtr, colIdx: Int32Array.from(colIdx), values: Float64Array.from(random.array(dtype, colIdx.length, kind)) };
}

export function triplets(A: PlainCsr): PlainTriplets {
  const row: number[] = [];
  for (let i = 0; i < A.rows; i++) for (let k = A.rowPtr[i]!; k < A.rowPtr[i + 1]!; k++) row.push(i);
  return { row, col: [...A.colIdx], values: [...A.values] };
}

/** The same entries in another order. */
export function shuffled(random: Random, t: PlainTriplets): PlainTriplets {
  const order = t.row.map((_, k) => k);
  for (let k = order.length - 1; k > 0; k--) {
    const other = random.int(0, k), held = order[k]!;
    order[k] = order[other]!;
    order[other] = held;
  }
  const pick = (x: number[]): number[] => order.map((k) => x[k]!);
  return { row: pick(t.row), col: pick(t.col), values: pick(t.values) };
}

export function denseOf({ rows, cols, rowPtr, colIdx, values }: { rows: number; cols: number; rowPtr: ArrayLike<number>; colIdx: ArrayLike<number>; values: ArrayLike<number> }): PlainDense {
  const a = new Float64Array(rows * cols), at = new Uint8Array(rows * cols);
  for (let i = 0; i < rows; i++) for (let k = rowPtr[i]!; k < rowPtr[i + 1]!; k++) {
    a[i * cols + colIdx[k]!]! += values[k]!;
    at[i * cols + colIdx[k]!] = 1;
  }
  return { rows, cols, a, at };
}

/** Sorted rows of the entries of a dense matrix. */
export function csrOf({ rows, cols, a, at }: PlainDense): PlainCsr {
  const rowPtr = new Int32Array(rows + 1), colIdx: number[] = [], values: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) if (at[i * cols + j]) {
      colIdx.push(j);
      values.push(a[i * cols + j]!);
    }
    rowPtr[i + 1] = colIdx.length;
  }
  return { rows, cols, rowPtr, colIdx: Int32Array.from(colIdx), values: Float64Array.from(values) };
}

export function plainTranspose({ rows, cols, a, at }: PlainDense): PlainDense {
  const T = { rows: cols, cols: rows, a: new Float64Array(a.length), at: new Uint8Array(a.length) };
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) {
    T.a[j * rows + i] = a[i * cols + j]!;
    T.at[j * rows + i] = at[i * cols + j]!;
  }
  return T;
}

export function plainMultiply(A: PlainDense, B: PlainDense): PlainDense {
  const C = { rows: A.rows, cols: B.cols, a: new Float64Array(A.rows * B.cols), at: new Uint8Array(A.rows * B.cols) };
  for (let i = 0; i < A.rows; i++) for (let k = 0; k < A.cols; k++) if (A.at[i * A.cols + k]) {
    for (let j = 0; j < B.cols; j++) if (B.at[k * B.cols + j]) {
      C.a[i * B.cols + j]! += A.a[i * A.cols + k]! * B.a[k * B.cols + j]!;
      C.at[i * B.cols + j] = 1;
    }
  }
  return C;
}

export interface PlainProduct { readonly value: Float64Array; readonly bound: Float64Array }

/** α·A·x + β·y with the error that a product in the dtype, summed in f64, may have: twice γ of the terms, since the reference rounds as well. */
export function plainProduct(A: PlainCsr, x: ArrayLike<number>, dtype: Float, alpha = 1, beta = 0, y?: ArrayLike<number>, trans = false): PlainProduct {
  const n = trans ? A.cols : A.rows, value = new Float64Array(n), size = new Float64Array(n), terms = new Int32Array(n);
  for (let i = 0; i < A.rows; i++) for (let k = A.rowPtr[i]!; k < A.rowPtr[i + 1]!; k++) {
    const j = A.colIdx[k]!, [to, from] = trans ? [j, i] : [i, j];
    value[to]! += A.values[k]! * x[from]!;
    size[to]! += Math.abs(A.values[k]! * x[from]!);
    terms[to]!++;
  }
  const bound = value.map((v, i) => {
    const old = beta === 0 ? 0 : beta * y![i]!;
    value[i] = alpha * v + old;
    return 2 * gamma("f64", terms[i]! + 3) * (Math.abs(alpha) * size[i]! + Math.abs(old)) + (dtype === "f32" ? gamma("f32", 1) * Math.abs(value[i]!) : 0);
  });
  if (dtype === "f32") for (let i = 0; i < n; i++) value[i] = Math.fround(value[i]!);
  return { value, bound };
}

/** Products until the matrix has changed its format, if it is ever to; the number it took. */
export function warm<D extends Float>(k: Kernels, A: Csr<D>): number {
  return k.scope((s) => {
    const x = s.vector<D>(A.dtype, A.cols), y = s.vector<D>(A.dtype, A.rows);
    for (let turn = 1; turn <= 20; turn++) {
      k.sparse.spmv(y, A, x);
      if (A.format !== "csr") return turn;
    }
    return 0;
  });
}
