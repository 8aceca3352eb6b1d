// Maximum-product transversal with scaling: Duff & Koster 2001. Costs c = log₂ max|row| − log₂|a| make it an assignment problem with duals u (rows) and
// v (columns), u + v ≤ c, equal on the matching; so 2^(u − log₂ max|row|) and 2^v scale A to entries of at most 1, and 1 on the matching.
import { remove, settle } from "./heap";
import { at, fill, put, span } from "./ints";
import { exp2, log2 } from "./log2";

// @ts-ignore: decorator
@inline
function real(base: usize, i: i32): f64 { return load<f64>(base + (<usize>i << 3)); }
// @ts-ignore: decorator
@inline
function setReal(base: usize, i: i32, x: f64): void { store<f64>(base + (<usize>i << 3), x); }

// @ts-ignore: decorator
@unmanaged
class Desk {
  n: i32;
  rowPtr: usize;
  colIdx: usize;
  cost: usize;
  u: usize;
  v: usize;
  /** Row of a column, column of a row; −1 if none. */
  rowOf: usize;
  colOf: usize;
  dist: usize;
  from: usize;
  heap: usize;
  place: usize;
  /** Columns whose distance is settled, columns that have one. */
  settled: usize;
  seen: usize;
}

export function max_product_workspace(n: i32, nnz: f64): f64 { return 8.0 * nnz + 32.0 * <f64>n + 8.0 * <f64>n + 1024.0; }

/** rowOf[j] ← the row that is matched to column j, or −1; rowScale, colScale ← factors. Returns how many rows could not be matched: n less the structural
 *  rank. Stored zeros count as absent. */
export function max_product(n: i32, rowPtr: usize, colIdx: usize, values: usize, rowOf: usize, rowScale: usize, colScale: usize, ws: usize): i32 {
  const d = changetype<Desk>(ws);
  let p = ws + 64;
  d.n = n;
  d.rowPtr = rowPtr;
  d.colIdx = colIdx;
  d.u = rowScale;
  d.v = colScale;
  d.rowOf = rowOf;
  d.dist = p; p += 2 * span(n);
  d.colOf = p; p += span(n);
  d.from = p; p += span(n);
  d.heap = p; p += span(n);
  d.place = p; p += span(n);
  d.settled = p; p += span(n);
  d.seen = p; p += span(n);
  d.cost = p;
  fill(rowOf, n, -1);
  fill(d.colOf, n, -1);
  fill(d.place, n, -1);
  for (let j = 0; j < n; j++) setReal(d.dist, j, Infinity);
  costs(d, values);
  cheap(d);
  let deficit = 0;
  for (let i = 0; i < n; i++) if (at(d.colOf, i) < 0 && !max_product_path_ukr(ws, i)) deficit++;
  scales(d, values);
  return deficit;
}

/** Infinity for a stored zero. */
function costs(d: Desk, values: usize): void {
  for (let i = 0; i < d.n; i++) {
    const end = at(d.rowPtr, i + 1);
    let least: f64 = Infinity;
    for (let k = at(d.rowPtr, i); k < end; k++) {
      const a = abs(real(values, k)), c = a > 0 ? -log2(a) : Infinity;
      setReal(d.cost, k, c);
      least = min(least, c);
    }
    setReal(d.u, i, least);
    if (least < Infinity) for (let k = at(d.rowPtr, i); k < end; k++) setReal(d.cost, k, real(d.cost, k) - least);
  }
}

/** Duals by reduction of columns and then of rows; what is tight is matched as far as looking one row on allows. */
function cheap(d: Desk): void {
  const n = d.n, u = d.u, v = d.v, cost = d.cost;
  for (let j = 0; j < n; j++) setReal(v, j, Infinity);
  for (let i = 0; i < n; i++) {
    for (let k = at(d.rowPtr, i), end = at(d.rowPtr, i + 1); k < end; k++) {
      const j = at(d.colIdx, k);
      setReal(v, j, min(real(v, j), real(cost, k)));
    }
  }
  for (let j = 0; j < n; j++) if (real(v, j) == Infinity) setReal(v, j, 0);
  for (let i = 0; i < n; i++) {
    let least: f64 = Infinity;
    for (let k = at(d.rowPtr, i), end = at(d.rowPtr, i + 1); k < end; k++) least = min(least, real(cost, k) - real(v, at(d.colIdx, k)));
    setReal(u, i, least < Infinity ? least : 0);
    const j = tightFree(d, i);
    if (j >= 0) match(d, i, j);
  }
  for (let i = 0; i < n; i++) if (at(d.colOf, i) < 0) advance(d, i);
}

function match(d: Desk, i: i32, j: i32): void {
  put(d.rowOf, j, i);
  put(d.colOf, i, j);
}

/** A free column that is tight with row i, or −1. */
function tightFree(d: Desk, i: i32): i32 {
  const u = real(d.u, i);
  for (let k = at(d.rowPtr, i), end = at(d.rowPtr, i + 1); k < end; k++) {
    const j = at(d.colIdx, k);
    if (at(d.rowOf, j) < 0 && real(d.cost, k) - real(d.v, j) <= u) return j;
  }
  return -1;
}

/** Row i takes a column whose row has another to go to. */
function advance(d: Desk, i: i32): void {
  const u = real(d.u, i);
  for (let k = at(d.rowPtr, i), end = at(d.rowPtr, i + 1); k < end; k++) {
    const j = at(d.colIdx, k);
    if (real(d.cost, k) - real(d.v, j) > u) continue;
    const other = at(d.rowOf, j), free = other < 0 ? j : tightFree(d, other);
    if (free < 0) continue;
    if (other >= 0) match(d, other, free);
    match(d, i, j);
    return;
  }
}

/** Matches row `start` along a shortest path to a free column (Dijkstra on reduced costs), moving the duals; false if there is no path. */
export function max_product_path_ukr(desk: usize, start: i32): bool {
  const d = changetype<Desk>(desk);
  const dist = d.dist, heap = d.heap, place = d.place, rowOf = d.rowOf;
  let i = start, base: f64 = 0, best: f64 = Infinity, goal = -1, waiting = 0, settled = 0, seen = 0;
  for (;;) {
    const u = real(d.u, i);
    for (let k = at(d.rowPtr, i), end = at(d.rowPtr, i + 1); k < end; k++) {
      const j = at(d.colIdx, k), c = real(d.cost, k), old = real(dist, j);
      if (c == Infinity || old <= base) continue;
      const t = base + max(0.0, c - u - real(d.v, j));
      if (t >= best || t >= old) continue;
      if (old == Infinity) put(d.seen, seen++, j);
      setReal(dist, j, t);
      put(d.from, j, i);
      if (at(rowOf, j) < 0) {
        best = t;
        goal = j;
      } else {
        const p = at(place, j);
        settle(heap, place, dist, j, p < 0 ? waiting++ : p, waiting);
      }
    }
    if (waiting == 0 || real(dist, at(heap, 0)) >= best) break;
    const j = at(heap, 0);
    remove(heap, place, dist, j, waiting--);
    put(d.settled, settled++, j);
    base = real(dist, j);
    i = at(rowOf, j);
  }
  if (goal >= 0) {
    setReal(d.u, start, real(d.u, start) + best);
    for (let k = 0; k < settled; k++) {
      const j = at(d.settled, k), move = best - real(dist, j), row = at(rowOf, j);
      setReal(d.v, j, real(d.v, j) - move);
      setReal(d.u, row, real(d.u, row) + move);
    }
    let j = goal;
    do {
      i = at(d.from, j);
      const next = at(d.colOf, i);
      match(d, i, j);
      j = next;
    } while (i != start);
  }
  for (let k = 0; k < seen; k++) setReal(dist, at(d.seen, k), Infinity);
  for (let k = 0; k < waiting; k++) put(place, at(heap, k), -1);
  return goal >= 0;
}

/** From duals to factors; those of matched rows once more from the cost, so that rounding does not gather. */
function scales(d: Desk, values: usize): void {
  for (let i = 0; i < d.n; i++) {
    let largest: f64 = 0, u = real(d.u, i);
    for (let k = at(d.rowPtr, i), end = at(d.rowPtr, i + 1); k < end; k++) {
      largest = max(largest, abs(real(values, k)));
      if (at(d.colIdx, k) == at(d.colOf, i)) u = real(d.cost, k) - real(d.v, at(d.colIdx, k));
    }
    setReal(d.u, i, exp2(largest > 0 ? u - log2(largest) : 0));
  }
  for (let j = 0; j < d.n; j++) setReal(d.v, j, exp2(real(d.v, j)));
}
