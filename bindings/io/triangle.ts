// What both sparse formats share: the result, and the half of a symmetric matrix that files leave out.

/** A sparse matrix as a file gives it: values[k] stands at (row[k], col[k]), 0-based. What a file leaves out by symmetry is there. */
export interface MatrixMarket {
  readonly row: Int32Array;
  readonly col: Int32Array;
  readonly values: Float64Array;
  readonly rows: number;
  readonly cols: number;
  /** What the file says of its numbers; a pattern has none, and each is 1. */
  readonly field: "real" | "integer" | "pattern";
  readonly symmetry: "general" | "symmetric" | "skew-symmetric";
  /** What was read although it is not quite in order. */
  readonly warnings: readonly string[];
}

export type Symmetry = MatrixMarket["symmetry"];

/** Most rows, columns and entries: what a 32-bit index can name. */
export const MOST = 0x7fffffff;

/** The first `count` entries, and behind them, unless `symmetry` is general, the mirror images of those off the diagonal. */
export function mirrored({ row, col, values }: Pick<MatrixMarket, "row" | "col" | "values">, count: number, symmetry: Symmetry): Pick<MatrixMarket, "row" | "col" | "values"> {
  if (symmetry === "general") {
    return count === row.length ? { row, col, values } : { row: row.slice(0, count), col: col.slice(0, count), values: values.slice(0, count) };
  }
  let total = count;
  for (let k = 0; k < count; k++) if (row[k] !== col[k]) total++;
  const out = { row: new Int32Array(total), col: new Int32Array(total), values: new Float64Array(total) };
  out.row.set(row.subarray(0, count));
  out.col.set(col.subarray(0, count));
  out.values.set(values.subarray(0, count));
  const sign = symmetry === "symmetric" ? 1 : -1;
  for (let k = 0, to = count; k < count; k++) {
    if (row[k] === col[k]) continue;
    out.row[to] = col[k] as number;
    out.col[to] = row[k] as number;
    out.values[to++] = sign * (values[k] as number);
  }
  return out;
}

/** Why (i, j), 0-based, cannot be an entry of the half that a file of this symmetry holds; "" if it can. */
export function misplaced(i: number, j: number, value: number, symmetry: Symmetry): string {
  if (i < j) return `entry (${i + 1}, ${j + 1}) lies above the diagonal of a ${symmetry} matrix, whose lower half is what is stored`;
  return symmetry === "skew-symmetric" && i === j && value !== 0 ? `entry (${i + 1}, ${j + 1}) is ${value}, expected 0 on the diagonal of a skew-symmetric matrix` : "";
}
