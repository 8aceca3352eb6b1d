// Column approximate minimum degree: Davis, Gilbert, Larimore & Ng 2004. It is minimum degree on AᵀA, where every row of A is an element from the start.
import { eliminate } from "./amd";
import { denseLimit, enter, Graph, graphBytes, lay, nodeAt, place } from "./amd_graph";
import { at, put } from "./ints";

export function colamd_workspace(rows: i32, cols: i32, nnz: f64): f64 { return graphBytes(cols, rows, 2 * nnz); }

/** perm[k] ← the column of A that comes k-th. Dense rows are left out of account, columns that meet too many others come last. */
export function colamd(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, perm: usize, ws: usize): i32 {
  const g = lay(ws, cols, rows, 2 * at(rowPtr, rows)), nodes = g.nodes, lists = g.lists, limit = denseLimit(cols);
  rowsOfColumns(g, rows, rowPtr, colIdx, limit);
  // A column is dense by how many it meets in AᵀA, not by its own length: a few long rows make fill of all their columns. Σ (|row| − 1) bounds that from
  // above and is counted out only where it is too large; without the dense columns it is the score to start from.
  for (let j = 0; j < cols; j++) {
    const v = nodeAt(nodes, j);
    v.degree = i32(score(g, j) <= limit || meets(g, j, limit, rowPtr, colIdx) <= limit);
  }
  for (let i = 0; i < rows; i++) {
    const first = g.free;
    if (nodeAt(nodes, cols + i).len > 0) {
      for (let k = at(rowPtr, i), end = at(rowPtr, i + 1); k < end; k++) {
        const j = at(colIdx, k);
        if (nodeAt(nodes, j).degree) put(lists, g.free++, j);
      }
    }
    const e = place(g, cols + i, first);
    e.mark = i32(e.len > 0);
    g.widest = max(g.widest, e.len);
  }
  for (let j = 0; j < cols; j++) {
    const v = nodeAt(nodes, j);
    enter(g, j, v.degree ? min(score(g, j), cols - 1) : i32.MAX_VALUE, i32.MAX_VALUE - 1);
    v.mark = 1;
  }
  eliminate(g, perm);
  return 0;
}

/** Lists of the columns: the rows that are not dense. `len` of those is set. */
function rowsOfColumns(g: Graph, rows: i32, rowPtr: usize, colIdx: usize, limit: i32): void {
  const nodes = g.nodes, cols = g.n;
  for (let j = 0; j < cols; j++) place(g, j, 0);
  for (let i = 0; i < rows; i++) {
    const len = at(rowPtr, i + 1) - at(rowPtr, i), kept = len <= limit;
    nodeAt(nodes, cols + i).len = kept ? len : 0;
    if (!kept) continue;
    for (let k = at(rowPtr, i), end = at(rowPtr, i + 1); k < end; k++) nodeAt(nodes, at(colIdx, k)).elements++;
  }
  for (let j = 0; j < cols; j++) {
    const v = nodeAt(nodes, j);
    v.start = g.free;
    g.free += v.elements;
  }
  for (let i = 0; i < rows; i++) {
    if (nodeAt(nodes, cols + i).len == 0) continue;
    for (let k = at(rowPtr, i), end = at(rowPtr, i + 1); k < end; k++) {
      const v = nodeAt(nodes, at(colIdx, k));
      put(g.lists, v.start + v.len++, cols + i);
    }
  }
}

/** Σ (|row| − 1) over the rows of column j: at least its degree in AᵀA. */
function score(g: Graph, j: i32): i32 {
  const nodes = g.nodes, v = nodeAt(nodes, j);
  let sum = 0;
  for (let k = 0; k < v.len; k++) sum += nodeAt(nodes, at(g.lists, v.start + k)).len - 1;
  return sum;
}

/** Columns that column j meets in its rows, counted up to just above `limit`. */
function meets(g: Graph, j: i32, limit: i32, rowPtr: usize, colIdx: usize): i32 {
  const nodes = g.nodes, v = nodeAt(nodes, j), cols = g.n;
  let count = -1;
  for (let k = 0; k < v.len && count <= limit; k++) {
    const i = at(g.lists, v.start + k) - cols;
    for (let q = at(rowPtr, i), end = at(rowPtr, i + 1); q < end; q++) {
      const u = nodeAt(nodes, at(colIdx, q));
      count += i32(u.mark != ~j);
      u.mark = ~j;
    }
  }
  return count;
}
