// The elimination tree of P·A·Pᵀ and the column counts of its factor, in time near nnz(A): the factor itself is never walked.
// A is symmetric with both halves stored; row k of the permuted matrix is row perm[k] of A seen through `inverse`.
import { at, put } from "../order/ints";

/** parent[k]: the row of the first entry below the diagonal in column k of L, or −1. Liu 1990, SIAM J. Matrix Anal. Appl. 11(1), §3: walks shortened by
 *  path compression. */
export function eliminationTree(n: i32, rowPtr: usize, colIdx: usize, perm: usize, inverse: usize, parent: usize, ancestor: usize): void {
  for (let k = 0; k < n; k++) {
    put(parent, k, -1);
    put(ancestor, k, -1);
    const row = at(perm, k);
    let q = colIdx + (<usize>at(rowPtr, row) << 2);
    const end = colIdx + (<usize>at(rowPtr, row + 1) << 2);
    while (q < end) {
      let i = at(inverse, load<i32>(q));
      q += 4;
      while (i < k) {
        const up = at(ancestor, i);
        if (up == k) break;
        put(ancestor, i, k);
        if (up < 0) { put(parent, i, k); break; }
        i = up;
      }
    }
  }
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

/** count[j]: entries of column j of L with the diagonal; entries[j]: those of A in the lower half. The tree is postordered.
 *  Gilbert, Ng & Peyton 1994, SIAM J. Matrix Anal. Appl. 15(4): a leaf of a row's subtree adds one, the least common ancestor with the leaf before takes
 *  it away again. `first`, `seen`, `leaf`, `ancestor`: n each. */
export function columnCounts(n: i32, rowPtr: usize, colIdx: usize, perm: usize, inverse: usize, parent: usize, count: usize, entries: usize,
  first: usize, seen: usize, leaf: usize, ancestor: usize): void {
  for (let j = 0; j < n; j++) {
    put(first, j, j);
    put(seen, j, -1);
    put(leaf, j, -1);
    put(ancestor, j, j);
  }
  for (let j = 0; j < n; j++) {
    const p = at(parent, j), f = at(first, j);
    put(count, j, f == j ? 1 : 0);
    if (p >= 0 && f < at(first, p)) put(first, p, f);
  }
  for (let j = 0; j < n; j++) {
    const p = at(parent, j), f = at(first, j), row = at(perm, j);
    let delta = 0, lower = 0;
    let q = colIdx + (<usize>at(rowPtr, row) << 2);
    const end = colIdx + (<usize>at(rowPtr, row + 1) << 2);
    while (q < end) {
      const i = at(inverse, load<i32>(q));
      q += 4;
      if (i < j) continue;
      lower++;
      if (i == j) continue;
      const before = at(seen, i);
      put(seen, i, j);
      if (f <= before) continue;
      delta++;
      const last = at(leaf, i);
      put(leaf, i, j);
      if (last < 0) continue;
      let root = last;
      while (root != at(ancestor, root)) root = at(ancestor, root);
      let v = last;
      while (v != root) { const up = at(ancestor, v); put(ancestor, v, root); v = up; }
      put(count, root, at(count, root) - 1);
    }
    put(entries, j, lower);
    put(count, j, at(count, j) + delta);
    if (p >= 0) { put(count, p, at(count, p) - 1); put(ancestor, j, p); }
  }
  for (let j = 0; j < n; j++) {
    const p = at(parent, j);
    if (p >= 0) put(count, p, at(count, p) + at(count, j));
  }
}
