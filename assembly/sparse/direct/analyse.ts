// From a pattern and an order to a plan. First in scratch, where everything is counted; then into a block of that size.
import { at, put, span } from "../order/ints";
import { FRONTS, lay, Plan, ROWS } from "./plan";
import { Chains, panel, supernodes } from "./supernodes";
import { columnCounts, eliminationTree, invert, postorder, renumber } from "./tree";

/** Entries of L a column below which rows one by one beat fronts. */
const THIN: f64 = 5;
/** Arrays of n + 1 i32 after the plan. Those from SPARE on are used in turn. */
const INVERSE = 0, PARENT = 1, COUNT = 2, ENTRIES = 3, FIRST = 4, UP = 5, BELOW = 6, SPARE = 7, ARRAYS = 21;

function array(ws: usize, n: i32, k: i32): usize {
  return ws + 512 + <usize>k * span(n + 2);
}

export function analyse_workspace(n: i32): f64 {
  return 512 + <f64>ARRAYS * <f64>span(n + 2);
}

/** The tree and the column counts under `perm`, which is rewritten to follow the tree; then how to factor and how large that is. */
export function analyse(n: i32, rowPtr: usize, colIdx: usize, perm: usize, ws: usize): void {
  const p = changetype<Plan>(ws);
  const inverse = array(ws, n, INVERSE), parent = array(ws, n, PARENT), count = array(ws, n, COUNT), entries = array(ws, n, ENTRIES);
  const s0 = array(ws, n, SPARE), s1 = array(ws, n, SPARE + 1), s2 = array(ws, n, SPARE + 2), s3 = array(ws, n, SPARE + 3);
  invert(n, perm, inverse);
  eliminationTree(n, rowPtr, colIdx, perm, inverse, parent, s0);
  postorder(n, parent, s0, s1, s2);
  renumber(n, s2, perm, inverse, parent, s3);
  invert(n, perm, inverse);
  columnCounts(n, rowPtr, colIdx, perm, inverse, parent, count, entries, s0, s1, s2, s3);
  let nnz: f64 = 0, flops: f64 = 0;
  for (let j = 0; j < n; j++) {
    const c = <f64>at(count, j);
    nnz += c;
    flops += c * c;
  }
  p.n = n;
  p.nnz = nnz;
  p.flops = flops;
  p.method = nnz < THIN * <f64>n ? ROWS : FRONTS;
}

function chainsAt(ws: usize, n: i32): Chains {
  const c = changetype<Chains>(ws + 256);
  c.start = array(ws, n, SPARE);
  c.chainOf = array(ws, n, SPARE + 1);
  c.up = array(ws, n, SPARE + 2);
  c.width = array(ws, n, SPARE + 3);
  c.below = array(ws, n, SPARE + 4);
  c.head = array(ws, n, SPARE + 5);
  c.next = array(ws, n, SPARE + 6);
  c.tail = array(ws, n, SPARE + 7);
  c.bottom = array(ws, n, SPARE + 8);
  c.above = array(ws, n, SPARE + 9);
  c.need = array(ws, n, SPARE + 10);
  c.number = array(ws, n, SPARE + 12);
  c.order = array(ws, n, SPARE + 13);
  return c;
}

/** After `analyse`: the fronts and all sizes. Returns the bytes of the block of the factorization. */
export function plan(perm: usize, ws: usize): f64 {
  const p = changetype<Plan>(ws), n = p.n;
  p.fronts = p.rowsSize = p.entriesSize = p.tallest = p.replaced = 0;
  p.panelSize = p.stack = p.largest = 0;
  if (p.method == FRONTS) {
    const c = chainsAt(ws, n), first = array(ws, n, FIRST), below = array(ws, n, BELOW), entries = array(ws, n, ENTRIES);
    p.fronts = supernodes(n, array(ws, n, PARENT), array(ws, n, COUNT), c, first, array(ws, n, UP), below, ws + offsetof<Plan>("stack"));
    renumberFronts(n, perm, c.order, entries, c.start);
    invert(n, perm, array(ws, n, INVERSE));
    for (let f = 0; f < p.fronts; f++) {
      const w = at(first, f + 1) - at(first, f), m = at(below, f), size = panel(w, m);
      p.rowsSize += m;
      p.panelSize += size;
      p.largest = max(p.largest, size);
      p.tallest = max(p.tallest, ((w + 3) & ~3) + ((m + 3) & ~3));
    }
    for (let j = 0; j < n; j++) p.entriesSize += at(entries, j);
  }
  return lay(p, 0);
}

function renumberFronts(n: i32, perm: usize, order: usize, entries: usize, spare: usize): void {
  for (let k = 0; k < n; k++) put(spare, k, at(perm, at(order, k)));
  memory.copy(perm, spare, <usize>n << 2);
  for (let k = 0; k < n; k++) put(spare, k, at(entries, at(order, k)));
  memory.copy(entries, spare, <usize>n << 2);
}

/** After `plan`: everything but the values into the block. */
export function settle(rowPtr: usize, colIdx: usize, perm: usize, ws: usize, block: usize): void {
  memory.copy(block, ws, offsetof<Plan>());
  const p = changetype<Plan>(block), n = p.n;
  lay(p, block);
  memory.copy(p.perm, perm, <usize>n << 2);
  if (p.method == ROWS) settleRows(p, ws);
  else settleFronts(p, rowPtr, colIdx, ws);
}

function settleRows(p: Plan, ws: usize): void {
  const n = p.n, count = array(ws, n, COUNT);
  memory.copy(p.inverse, array(ws, n, INVERSE), <usize>n << 2);
  memory.copy(p.parent, array(ws, n, PARENT), <usize>n << 2);
  let sum = 0;
  for (let j = 0; j < n; j++) {
    put(p.colAt, j, sum);
    sum += at(count, j) - 1;
  }
  put(p.colAt, n, sum);
}

function settleFronts(p: Plan, rowPtr: usize, colIdx: usize, ws: usize): void {
  const n = p.n, fronts = p.fronts, below = array(ws, n, BELOW), entries = array(ws, n, ENTRIES), home = array(ws, n, SPARE);
  memory.copy(p.first, array(ws, n, FIRST), <usize>(fronts + 1) << 2);
  memory.copy(p.parent, array(ws, n, UP), <usize>fronts << 2);
  let rows = 0, sum = 0, panels: f64 = 0;
  for (let f = 0; f < fronts; f++) {
    put(p.rowsAt, f, rows);
    put(p.entriesAt, f, sum);
    put(p.panelAt, f, <i32>panels);
    const from = at(p.first, f), end = at(p.first, f + 1);
    for (let j = from; j < end; j++) {
      put(home, j, f);
      sum += at(entries, j);
    }
    rows += at(below, f);
    panels += panel(end - from, at(below, f));
  }
  put(p.rowsAt, fronts, rows);
  put(p.entriesAt, fronts, sum);
  put(p.panelAt, fronts, <i32>panels);
  lists(p, rowPtr, colIdx, array(ws, n, INVERSE), home, array(ws, n, SPARE + 1), array(ws, n, SPARE + 2), array(ws, n, SPARE + 3));
}

/** For each row i, ascending, the fronts above every A(i,k<i) until one is met again: so the rows of a front come out sorted, and where row i stands in a
 *  front and in its parent is known as it is listed. `mark`, `top`, `cursor`: by front. */
function lists(p: Plan, rowPtr: usize, colIdx: usize, inverse: usize, home: usize, mark: usize, last: usize, cursor: usize): void {
  const n = p.n, fronts = p.fronts, first = p.first, map = p.map, rows = p.rows;
  for (let f = 0; f < fronts; f++) {
    put(mark, f, -1);
    put(last, f, at(p.rowsAt, f) - 1);
    put(cursor, f, at(p.entriesAt, f));
  }
  for (let i = 0; i < n; i++) {
    const own = at(home, i), row = at(p.perm, i), from = at(first, own);
    put(mark, own, i);
    let q = at(rowPtr, row);
    const end = at(rowPtr, row + 1);
    for (; q < end; q++) {
      const k = at(inverse, at(colIdx, q));
      if (k > i) continue;
      const f = at(home, k), start = at(first, f), w = at(first, f + 1) - start;
      let r = i - from;
      if (f != own) {
        for (let g = f; at(mark, g) != i;) {
          put(mark, g, i);
          const place = at(last, g) + 1, up = at(p.parent, g);
          put(last, g, place);
          put(rows, place, i);
          let index = i - from;
          if (up != own) index = ((at(first, up + 1) - at(first, up) + 3) & ~3) + at(last, up) + (at(mark, up) == i ? 0 : 1) - at(p.rowsAt, up);
          put(map, place, index);
          g = up;
        }
        r = ((w + 3) & ~3) + at(last, f) - at(p.rowsAt, f);
      }
      const e = at(cursor, f);
      put(cursor, f, e + 1);
      put(p.source, e, q);
      put(p.target, e, at(p.panelAt, f) + (r >> 2) * (w << 2) + ((k - start) << 2) + (r & 3));
    }
  }
}

