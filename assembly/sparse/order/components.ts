// Block triangular form of a matrix whose rows are matched to its columns: strong components, Tarjan 1972, without recursion.
import { at, fill, put, span } from "./ints";

export function strong_components_workspace(n: i32): f64 { return 20.0 * <f64>n + 512.0; }

/** Node j is column j with row rowOf[j], which leads to the columns of its entries. perm ← the nodes so that A[rowOf[perm], perm] is block upper triangular;
 *  block b is perm[blocks[b]] … perm[blocks[b + 1] − 1], `blocks` having room for n + 1. Returns the number of blocks. */
export function strong_components(n: i32, rowPtr: usize, colIdx: usize, rowOf: usize, perm: usize, blocks: usize, ws: usize): i32 {
  const low = ws, cursor = low + span(n), stack = cursor + span(n), path = stack + span(n), order = path + span(n);
  // 0: not seen; n + 1: in a component already.
  fill(low, n, 0);
  let time = 0, top = 0, to = n, count = 0;
  for (let root = 0; root < n; root++) {
    if (at(low, root) != 0) continue;
    let depth = 0;
    put(path, 0, root);
    while (depth >= 0) {
      const j = at(path, depth), row = at(rowOf, j);
      if (at(low, j) == 0) {
        put(low, j, ++time);
        put(order, j, time);
        put(stack, top++, j);
        put(cursor, j, at(rowPtr, row));
      }
      let k = at(cursor, j), least = at(low, j);
      const end = at(rowPtr, row + 1);
      for (; k < end; k++) {
        const l = at(low, at(colIdx, k));
        if (l == 0) break;
        if (l <= n) least = min(least, l);
      }
      put(low, j, least);
      put(cursor, j, k);
      if (k < end) { put(path, ++depth, at(colIdx, k)); continue; }
      depth--;
      if (least != at(order, j)) continue;
      // From the back: what a component leads to has its place already.
      put(blocks, n - count++, to);
      for (;;) {
        const member = at(stack, --top);
        put(low, member, n + 1);
        put(perm, --to, member);
        if (member == j) break;
      }
    }
  }
  put(blocks, n - count, 0);
  for (let b = 0; b <= count; b++) put(blocks, b, at(blocks, n - count + b));
  return count;
}
