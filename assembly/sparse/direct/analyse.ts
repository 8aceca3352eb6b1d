// From a pattern and an order to a plan. First in scratch, where everything is counted; then into a block of that size.
import { at, put, span } from "../order/ints";
import { settleFronts } from "./lists";
import { FRONTS, lay, Plan, ROWS } from "./plan";
import { Chains, panel, supernodes } from "./supernodes";
import { columnCounts, eliminationTree, Halves, invert, postorder, postordered, renumber, split } from "./tree";

/** Entries of L a column below which rows one by one beat fronts. */
const THIN: f64 = 5;
/** Arrays of n + 1 i32 after the plan, those from SPARE on used in turn; then the halves. */
const INVERSE = 0, PARENT = 1, COUNT = 2, LOWER_AT = 3, UPPER_AT = 4, DIAGONAL = 5, FIRST = 6, UP = 7, BELOW = 8, SPARE = 9, ARRAYS = 23;

function array(ws: usize, n: i32, k: i32): usize {
  return ws + 512 + <usize>k * span(n + 2);
}

/** Bytes; nnz: entries of A, both halves. */
export function analyse_workspace(n: i32, nnz: f64): f64 {
  return 512 + <f64>ARRAYS * <f64>span(n + 2) + 3 * ceil((nnz / 2 + 2) / 16) * 64;
}

function halvesAt(ws: usize, n: i32, nnz: i32): Halves {
  const h = changetype<Halves>(ws + 384), half = span((nnz >> 1) + 2);
  h.lowerAt = array(ws, n, LOWER_AT);
  h.upperAt = array(ws, n, UPPER_AT);
  h.diagonal = array(ws, n, DIAGONAL);
  h.lower = array(ws, n, ARRAYS);
  h.upper = h.lower + half;
  h.source = h.upper + half;
  return h;
}

/** The tree and the column counts under `perm`, which is rewritten to follow the tree; then how to factor and how large that is. */
export function analyse(n: i32, rowPtr: usize, colIdx: usize, perm: usize, ws: usize): void {
  const p = changetype<Plan>(ws), h = halvesAt(ws, n, at(rowPtr, n));
  const inverse = array(ws, n, INVERSE), parent = array(ws, n, PARENT), count = array(ws, n, COUNT);
  const s0 = array(ws, n, SPARE), s1 = array(ws, n, SPARE + 1), s2 = array(ws, n, SPARE + 2), s3 = array(ws, n, SPARE + 3);
  invert(n, perm, inverse);
  split(n, rowPtr, colIdx, perm, inverse, h);
  eliminationTree(n, h, parent, s0);
  if (!postordered(n, parent, s0, s1)) {
    postorder(n, parent, s0, s1, s2);
    renumber(n, s2, perm, inverse, parent, s3);
    invert(n, perm, inverse);
    split(n, rowPtr, colIdx, perm, inverse, h);
    postordered(n, parent, s0, s1);
  }
  columnCounts(n, h, parent, count, s0, s1, s2, s3);
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
    const c = chainsAt(ws, n), first = array(ws, n, FIRST), below = array(ws, n, BELOW), upperAt = array(ws, n, UPPER_AT), diagonal = array(ws, n, DIAGONAL);
    p.fronts = supernodes(n, array(ws, n, PARENT), array(ws, n, COUNT), c, first, array(ws, n, UP), below, ws + offsetof<Plan>("stack"));
    for (let k = 0; k < n; k++) put(c.start, k, at(perm, at(c.order, k)));
    memory.copy(perm, c.start, <usize>n << 2);
    let rows: f64 = 0;
    for (let f = 0; f < p.fronts; f++) {
      const w = at(first, f + 1) - at(first, f), m = at(below, f), size = panel(w, m);
      rows += <f64>m;
      p.panelSize += size;
      p.largest = max(p.largest, size);
      p.tallest = max(p.tallest, ((w + 3) & ~3) + ((m + 3) & ~3));
    }
    // Past i32 the panels alone are too large to be had.
    p.rowsSize = <i32>min<f64>(rows, <f64>i32.MAX_VALUE);
    p.entriesSize = at(upperAt, n);
    for (let j = 0; j < n; j++) p.entriesSize += <i32>(at(diagonal, j) >= 0);
  }
  return lay(p, 0);
}

/** After `plan`: everything but the values into the block. nnz: as before. */
export function settle(perm: usize, nnz: i32, ws: usize, block: usize): void {
  memory.copy(block, ws, offsetof<Plan>());
  const p = changetype<Plan>(block), n = p.n;
  lay(p, block);
  memory.copy(p.perm, perm, <usize>n << 2);
  if (p.method == ROWS) return settleRows(p, ws);
  const fronts = <usize>p.fronts << 2;
  memory.copy(p.first, array(ws, n, FIRST), fronts + 4);
  memory.copy(p.parent, array(ws, n, UP), fronts);
  settleFronts(p, halvesAt(ws, n, nnz), array(ws, n, BELOW), chainsAt(ws, n).order, array(ws, n, SPARE), array(ws, n, SPARE + 1), array(ws, n, SPARE + 2));
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
