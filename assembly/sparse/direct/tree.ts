// The elimination tree of P·A·Pᵀ and the column counts of its factor, in time near nnz(A): the factor itself is never walked.
// A is symmetric with both halves stored; row k of the permuted matrix is row perm[k] of A seen through `inverse`.
import { at, put } from "../order/ints";

/** The permuted pattern split once, so that no later pass has to look entries up or to tell the halves apart. */
@unmanaged
export class Halves {
  /** i32 by position: begin of each row's entries left of the diagonal, and right of it; and the end of all. */
  lowerAt: usize;
  upperAt: usize;
  /** Their positions; for the left ones, and for the diagonal (−1: none), the index among A's values. */
  lower: usize;
  upper: usize;
  source: usize;
  diagonal: usize;
}

/** Row k is row perm[k] of A, its columns renamed by `inverse`. Every entry is written to both halves, and one of them moves on. */
export function split(n: i32, rowPtr: usize, colIdx: usize, perm: usize, inverse: usize, h: Halves): void {
  const lower = h.lower, upper = h.upper, source = h.source;
  let left = 0, right = 0;
  for (let k = 0; k < n; k++) {
    const row = at(perm, k), end = at(rowPtr, row + 1);
    put(h.lowerAt, k, left);
    put(h.upperAt, k, right);
    let own = -1;
    for (let q = at(rowPtr, row); q < end; q++) {
      const i = at(inverse, at(colIdx, q));
      put(lower, left, i);
      put(source, left, q);
      put(upper, right, i);
      left += <i32>(i < k);
      right += <i32>(i > k);
      own = i == k ? q : own;
    }
    put(h.diagonal, k, own);
  }
  put(h.lowerAt, n, left);
  put(h.upperAt, n, right);
}

/** parent[k]: the row of the first entry below the diagonal in column k of L, or −1. Liu 1990, SIAM J. Matrix Anal. Appl. 11(1), §3: walks shortened by
 *  path compression. */
export function eliminationTree(n: i32, h: Halves, parent: usize, ancestor: usize): void {
  for (let k = 0; k < n; k++) {
    put(parent, k, -1);
    put(ancestor, k, -1);
    const end = at(h.lowerAt, k + 1);
    for (let e = at(h.lowerAt, k); e < end; e++) {
      let i = at(h.lower, e), up = at(ancestor, i);
      while (up >= 0 && up != k) {
        put(ancestor, i, k);
        i = up;
        up = at(ancestor, i);
      }
      if (up < 0) {
        put(ancestor, i, k);
        put(parent, i, k);
      }
    }
  }
}

/** first[j]: the least position in the subtree of j. True if the tree is postordered: every subtree is a run of positions. size: n. */
export function postordered(n: i32, parent: usize, first: usize, size: usize): bool {
  for (let j = 0; j < n; j++) {
    put(first, j, j);
    put(size, j, 1);
  }
  for (let j = 0; j < n; j++) {
    const p = at(parent, j), f = at(first, j), s = at(size, j);
    if (s != j - f + 1) return false;
    if (p < 0) continue;
    put(size, p, at(size, p) + s);
    if (f < at(first, p)) put(first, p, f);
  }
  return true;
}

/** order[k]: the k-th node when children come before parents and subtrees stay together. head: n + 1, next: n. */
export function postorder(n: i32, parent: usize, head: usize, next: usize, order: usize): void {
  for (let v = 0; v <= n; v++) put(head, v, -1);
  for (let v = n - 1; v >= 0; v--) {
    const p = at(parent, v), from = p < 0 ? n : p;
    put(next, v, at(head, from));
    put(head, from, v);
  }
  let k = 0, v = n;
  while (true) {
    const child = at(head, v);
    if (child >= 0) { put(head, v, at(next, child)); v = child; continue; }
    if (v == n) break;
    put(order, k++, v);
    const p = at(parent, v);
    v = p < 0 ? n : p;
  }
}

/** Numbers the columns by `order`: perm and parent are rewritten, through `spare`. */
export function renumber(n: i32, order: usize, perm: usize, inverse: usize, parent: usize, spare: usize): void {
  for (let k = 0; k < n; k++) put(spare, k, at(perm, at(order, k)));
  memory.copy(perm, spare, <usize>n << 2);
  for (let k = 0; k < n; k++) put(inverse, at(order, k), k);
  for (let k = 0; k < n; k++) {
    const p = at(parent, at(order, k));
    put(spare, k, p < 0 ? -1 : at(inverse, p));
  }
  memory.copy(parent, spare, <usize>n << 2);
}

export function invert(n: i32, perm: usize, inverse: usize): void {
  for (let k = 0; k < n; k++) put(inverse, at(perm, k), k);
}

/** count[j]: entries of column j of L with the diagonal, for a postordered tree. Gilbert, Ng & Peyton 1994, SIAM J. Matrix Anal. Appl. 15(4): a leaf of a row's
 *  subtree adds one, the least common ancestor with the leaf before takes it away again. first: as `postordered` leaves it; `seen`, `leaf`, `ancestor`: n each. */
export function columnCounts(n: i32, h: Halves, parent: usize, count: usize, first: usize, seen: usize, leaf: usize, ancestor: usize): void {
  for (let j = 0; j < n; j++) {
    put(seen, j, -1);
    put(leaf, j, -1);
    put(ancestor, j, j);
    put(count, j, at(first, j) == j ? 1 : 0);
  }
  for (let j = 0; j < n; j++) {
    const p = at(parent, j), f = at(first, j), end = at(h.upperAt, j + 1);
    let delta = 0;
    for (let e = at(h.upperAt, j); e < end; e++) {
      const i = at(h.upper, e), before = at(seen, i);
      put(seen, i, j);
      if (f <= before) continue;
      delta++;
      const last = at(leaf, i);
      put(leaf, i, j);
      if (last < 0) continue;
      let root = last;
      for (let up = at(ancestor, root); up != root; up = at(ancestor, root)) root = up;
      for (let v = last; v != root;) { const up = at(ancestor, v); put(ancestor, v, root); v = up; }
      put(count, root, at(count, root) - 1);
    }
    put(count, j, at(count, j) + delta);
    if (p >= 0) { put(count, p, at(count, p) - 1); put(ancestor, j, p); }
  }
  for (let j = 0; j < n; j++) {
    const p = at(parent, j);
    if (p >= 0) put(count, p, at(count, p) + at(count, j));
  }
}
