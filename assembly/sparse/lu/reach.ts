// What a column of A reaches in the graph of L: the supernodes that change it, in topological order, and its rows without a pivot.
// Gilbert, Peierls 1988, SIAM J. Sci. Stat. Comput. 9(5); over supernodes as Demmel, Eisenstat, Gilbert, Li, Liu 1999, SIAM J. Matrix Anal.
// Appl. 20(3), section 3; symmetric pruning: Eisenstat, Liu 1992, SIAM J. Matrix Anal. Appl. 13(1).
import { desk, ENTRY, FREE, get, head, NEXT, NODE, NODE_MARK, PLACE, PRUNED, REACHED, ROW_MARK, set, STACK, WALK, WALKED } from "./layout";

/** Fills REACHED from the end and FREE from the start; returns where REACHED begins, `free` gets how many rows are in FREE. */
export function reach(n: i32, base: usize, ws: usize, indexEnd: usize, rowIdx: usize, p: i32, end: i32, stamp: i32, free: usize): i32 {
  const place = head(base, n, PLACE), node = head(base, n, NODE);
  const rowMark = desk(ws, n, ROW_MARK), nodeMark = desk(ws, n, NODE_MARK), entry = desk(ws, n, ENTRY), walk = desk(ws, n, WALK), walked = desk(ws, n, WALKED);
  const stack = desk(ws, n, STACK), next = desk(ws, n, NEXT), reached = desk(ws, n, REACHED), list = desk(ws, n, FREE);
  let top = n, count = 0;
  for (; p < end; p++) {
    const i = get(rowIdx, p), at = get(place, i);
    if (at < 0) {
      if (get(rowMark, i) != stamp) { set(rowMark, i, stamp); set(list, count++, i); }
      continue;
    }
    const s = get(node, at);
    if (get(nodeMark, s) == stamp) {
      if (at < get(entry, s)) set(entry, s, at);
      continue;
    }
    let depth = 0;
    set(nodeMark, s, stamp);
    set(entry, s, at);
    set(stack, 0, s);
    set(next, 0, get(walked, s));
    while (depth >= 0) {
      const t = get(stack, depth), rows = indexEnd - (<usize>get(walk, t) << 2);
      let c = get(next, depth) - 1, down = -1;
      for (; c >= 0; c--) {
        const row = get(rows, c), to = get(place, row);
        if (to < 0) {
          if (get(rowMark, row) != stamp) { set(rowMark, row, stamp); set(list, count++, row); }
          continue;
        }
        const u = get(node, to);
        if (get(nodeMark, u) != stamp) {
          set(nodeMark, u, stamp);
          set(entry, u, to);
          down = u;
          break;
        }
        if (u != t && to < get(entry, u)) set(entry, u, to);
      }
      set(next, depth, c);
      if (down < 0) {
        set(reached, --top, t);
        depth--;
      } else {
        depth++;
        set(stack, depth, down);
        set(next, depth, get(walked, down));
      }
    }
  }
  store<i32>(free, count);
  return top;
}

/** A reached supernode that holds the new pivot's row needs to lead to rows with pivots only: the others are reached through the pivot. */
export function prune(n: i32, base: usize, ws: usize, indexEnd: usize, s: i32, pivot: i32): void {
  const pruned = desk(ws, n, PRUNED);
  if (get(pruned, s) != 0) return;
  const place = head(base, n, PLACE), rows = indexEnd - (<usize>get(desk(ws, n, WALK), s) << 2);
  let end = get(desk(ws, n, WALKED), s), found = 0;
  while (found < end && get(rows, found) != pivot) found++;
  if (found == end) return;
  for (let c = 0; c < end;) {
    const row = get(rows, c);
    if (get(place, row) >= 0) c++;
    else {
      end--;
      set(rows, c, get(rows, end));
      set(rows, end, row);
    }
  }
  set(desk(ws, n, WALKED), s, end);
  set(pruned, s, 1);
}
