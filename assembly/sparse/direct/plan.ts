// What is known of a factorization: its sizes, and where its parts lie in the block that it owns.

/** Fronts (multifrontal), or rows of L one after the other (up-looking). */
export const FRONTS: i32 = 0;
export const ROWS: i32 = 1;

@unmanaged
export class Plan {
  /** Entries of L with the diagonal, without the zeros that fronts store; operations. */
  nnz: f64;
  flops: f64;
  /** Doubles: of all panels, of the stack of contributions, of the largest panel. */
  panelSize: f64;
  stack: f64;
  largest: f64;
  n: i32;
  method: i32;
  fronts: i32;
  /** Rows below, of all fronts; entries of the lower half of A. */
  rowsSize: i32;
  entriesSize: i32;
  /** Most rows of a panel, padding counted. */
  tallest: i32;
  /** Pivots that were replaced because they were tiny. */
  replaced: i32;
  /** i32 by position: the row of A there. And its inverse (ROWS only). */
  perm: usize;
  inverse: usize;
  /** FRONTS, by front: first column (and n), parent or −1, begin in rows and map, begin in source and target, begin in panels (in doubles). */
  first: usize;
  parent: usize;
  rowsAt: usize;
  entriesAt: usize;
  panelAt: usize;
  /** Rows below each front, ascending, and the index of each in the parent's panel. */
  rows: usize;
  map: usize;
  /** Entries of A: index among its values, place in the panel (in doubles). */
  source: usize;
  target: usize;
  /** ROWS: begin of each column of L, rows; `parent` is of columns. */
  colAt: usize;
  index: usize;
  /** f64: panels with 1/l_jj (its sign that of the pivot) on the diagonal; or the columns of a unit L, and its D. */
  values: usize;
  diagonal: usize;
}

/** Addresses in a block that begins with the plan, from its sizes. Returns the bytes of the block, which may pass 2^32 while it is not there yet. */
export function lay(p: Plan, base: usize): f64 {
  const n = <f64>p.n, f = <f64>p.fronts, fronts = p.method == FRONTS;
  let to = <f64>base + 512;
  p.perm = address(to); to = after(to, n, 4);
  p.parent = address(to); to = after(to, fronts ? f : n, 4);
  if (fronts) {
    p.first = address(to); to = after(to, f + 1, 4);
    p.rowsAt = address(to); to = after(to, f + 1, 4);
    p.entriesAt = address(to); to = after(to, f + 1, 4);
    p.panelAt = address(to); to = after(to, f + 1, 4);
    p.rows = address(to); to = after(to, p.rowsSize, 4);
    p.map = address(to); to = after(to, p.rowsSize, 4);
    p.source = address(to); to = after(to, p.entriesSize, 4);
    p.target = address(to); to = after(to, p.entriesSize, 4);
    p.values = address(to); to = after(to, p.panelSize + 16, 8);
  } else {
    p.inverse = address(to); to = after(to, n, 4);
    p.colAt = address(to); to = after(to, n + 1, 4);
    p.index = address(to); to = after(to, p.nnz - n, 4);
    p.values = address(to); to = after(to, p.nnz - n, 8);
    p.diagonal = address(to); to = after(to, n, 8);
  }
  return to - <f64>base;
}

/** Wraps where nothing is written yet. */
function address(x: f64): usize {
  return <usize><u64>x;
}

function after(from: f64, n: f64, size: f64): f64 {
  return from + ceil(n * size / 64) * 64;
}
