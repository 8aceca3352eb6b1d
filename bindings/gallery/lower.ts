// Symmetric matrices from their lower halves.
import type { SparseProblem } from "./stencil.js";

/** The whole matrix, sorted, from its lower half (diagonal included), which is sorted by row, then column. */
export function fromLower(n: number, row: ArrayLike<number>, col: ArrayLike<number>, values: ArrayLike<number>): SparseProblem {
  const next = new Int32Array(n + 1);
  for (let k = 0; k < row.length; k++) {
    next[(row[k] as number) + 1]!++;
    if (row[k] !== col[k]) next[(col[k] as number) + 1]!++;
  }
  for (let i = 0; i < n; i++) next[i + 1]! += next[i] as number;
  const count = next[n] as number;
  const out = { row: new Int32Array(count), col: new Int32Array(count), values: new Float64Array(count), rows: n, cols: n };
  const put = (i: number, j: number, value: number): void => {
    const at = next[i]!++;
    out.row[at] = i;
    out.col[at] = j;
    out.values[at] = value;
  };
  // Row by row: when row i comes, rows before it have all they get up to column i - 1, and i itself its own half.
  for (let k = 0; k < row.length; k++) {
    const [i, j, value] = [row[k] as number, col[k] as number, values[k] as number];
    put(i, j, value);
    if (i !== j) put(j, i, value);
  }
  return out;
}
