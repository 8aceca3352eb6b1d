// Reverse Cuthill–McKee, each component from a pseudo-peripheral node: George & Liu 1979.
import { at, fill, put, span } from "./ints";

export function rcm_workspace(n: i32, nnz: f64): f64 { return 12.0 * <f64>n + 4.0 * nnz + 256.0; }

/** perm[k] ← the row that comes k-th, of a structurally symmetric pattern with both halves. */
export function rcm(n: i32, rowPtr: usize, colIdx: usize, perm: usize, ws: usize): i32 {
  const order = ws, seen = order + span(n), cursor = seen + span(n + 1), sorted = cursor + span(n);
  byDegree(n, rowPtr, order, cursor);
  // Going through the rows by degree leaves every list of neighbours sorted by degree.
  for (let i = 0; i < n; i++) put(cursor, i, at(rowPtr, i));
  for (let k = 0; k < n; k++) {
    const i = at(order, k);
    for (let p = at(rowPtr, i), end = at(rowPtr, i + 1); p < end; p++) {
      const j = at(colIdx, p), q = at(cursor, j);
      put(sorted, q, i);
      put(cursor, j, q + 1);
    }
  }
  fill(seen, n, 0);
  let done = 0, stamp = 0;
  for (let k = 0; k < n; k++) {
    let root = at(order, k);
    if (at(seen, root) != 0) continue;
    // Outwards as long as that makes the tree of levels deeper. What another component was stamped with is never met.
    let depth = -1;
    for (;;) {
      const queue = perm + (<usize>done << 2), count = levels(rowPtr, sorted, root, queue, seen, ++stamp, cursor);
      const last = at(queue, count - 1), deepest = at(cursor, last);
      if (deepest <= depth) { done += count; break; }
      depth = deepest;
      let far = last;
      for (let q = count - 1; q >= 0 && at(cursor, at(queue, q)) == deepest; q--) if (degree(rowPtr, at(queue, q)) <= degree(rowPtr, far)) far = at(queue, q);
      if (deepest == 0 || far == root) { done += count; break; }
      root = far;
    }
  }
  for (let a = 0, b = n - 1; a < b; a++, b--) {
    const i = at(perm, a);
    put(perm, a, at(perm, b));
    put(perm, b, i);
  }
  return 0;
}

// @ts-ignore: decorator
@inline
function degree(rowPtr: usize, i: i32): i32 { return at(rowPtr, i + 1) - at(rowPtr, i); }

/** Rows by ascending degree; those of more than n − 1 entries count as n − 1. */
function byDegree(n: i32, rowPtr: usize, order: usize, count: usize): void {
  fill(count, n, 0);
  for (let i = 0; i < n; i++) { const d = min(degree(rowPtr, i), n - 1); put(count, d, at(count, d) + 1); }
  let sum = 0;
  for (let d = 0; d < n; d++) { const c = at(count, d); put(count, d, sum); sum += c; }
  for (let i = 0; i < n; i++) {
    const d = min(degree(rowPtr, i), n - 1), p = at(count, d);
    put(order, p, i);
    put(count, d, p + 1);
  }
}

/** Breadth first from root: the nodes in order, and the level of each. Returns how many. */
export function levels(rowPtr: usize, colIdx: usize, root: i32, queue: usize, seen: usize, stamp: i32, level: usize): i32 {
  put(queue, 0, root);
  put(seen, root, stamp);
  put(level, root, 0);
  let count = 1;
  for (let head = 0; head < count; head++) {
    const i = at(queue, head), next = at(level, i) + 1;
    for (let p = at(rowPtr, i), end = at(rowPtr, i + 1); p < end; p++) {
      const j = at(colIdx, p);
      if (at(seen, j) == stamp) continue;
      put(seen, j, stamp);
      put(level, j, next);
      put(queue, count++, j);
    }
  }
  return count;
}
