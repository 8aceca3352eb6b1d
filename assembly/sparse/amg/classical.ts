// Classical coarsening. Ruge & Stüben 1987, in McCormick (ed.), "Multigrid Methods", chapter 4; Stüben 2001, J. Comput. Appl. Math. 128, A.7.1.
import { at, at8, colOf, endOf, Sink, RECORD, Rows, startOf, valOf } from "./shapes";

const STRONG: f64 = 0.25;
const OPEN: i32 = -1;
const FINE: i32 = -2;

/** strong[k] ← 1 where −a_ij ≥ ¼·max_k −a_ik > 0; counts[j + 2] += 1 for each, as in the transpose of records. */
export function dependence(first: i32, last: i32, a: Rows, strong: usize, counts: usize): void {
  for (let i = first; i < last; i++) {
    const start = startOf(a, i), end = endOf(a, i);
    let most: f64 = 0;
    for (let k = start; k < end; k++) if (colOf(a, k) != i) most = max(most, -valOf(a, k));
    for (let k = start; k < end; k++) {
      const j = colOf(a, k), is = j != i && most > 0 && -valOf(a, k) >= STRONG * most;
      store<u8>(strong + k, <u8>is);
      if (is) store<i32>(at(counts, j + 2), load<i32>(at(counts, j + 2)) + 1);
    }
  }
}

/** Who depends on whom, from counts that were summed: rows of `list` behind counts. */
export function dependents(first: i32, last: i32, a: Rows, strong: usize, counts: usize, list: usize): void {
  for (let i = first; i < last; i++) {
    const end = endOf(a, i);
    for (let k = startOf(a, i); k < end; k++) {
      if (!load<u8>(strong + k)) continue;
      const to = at(counts, colOf(a, k) + 1), p = load<i32>(to);
      store<i32>(to, p + 1);
      store<i32>(at(list, p), i);
    }
  }
}

// Open rows by how many depend on them: doubly linked lists, ends at −1. ws: i32[4n + 2]: head[n + 1], next[n], before[n], measure[n].

// @ts-ignore: decorator
@inline
function unlink(i: i32, m: i32, head: usize, next: usize, before: usize): void {
  const p = load<i32>(at(before, i)), q = load<i32>(at(next, i));
  if (p < 0) store<i32>(at(head, m), q); else store<i32>(at(next, p), q);
  if (q >= 0) store<i32>(at(before, q), p);
}

// @ts-ignore: decorator
@inline
function link(i: i32, m: i32, head: usize, next: usize, before: usize): void {
  const q = load<i32>(at(head, m));
  store<i32>(at(next, i), q);
  store<i32>(at(before, i), -1);
  if (q >= 0) store<i32>(at(before, q), i);
  store<i32>(at(head, m), i);
}

/** id[i] ← number of the coarse row, or FINE. Returns how many are coarse. */
export function split(n: i32, a: Rows, strong: usize, starts: usize, list: usize, id: usize, ws: usize): i32 {
  const head = ws, next = at(head, n + 1), before = at(next, n), measure = at(before, n);
  memory.fill(head, 0xff, <usize>(n + 1) << 2);
  let top = 0;
  for (let i = n - 1; i >= 0; i--) {
    const m = min(n, load<i32>(at(starts, i + 1)) - load<i32>(at(starts, i)));
    store<i32>(at(measure, i), m);
    store<i32>(at(id, i), OPEN);
    link(i, m, head, next, before);
    top = max(top, m);
  }
  for (; top > 0; top--) {
    for (let i = load<i32>(at(head, top)); i >= 0; i = load<i32>(at(head, top))) {
      unlink(i, top, head, next, before);
      store<i32>(at(id, i), 0);
      const stop = load<i32>(at(starts, i + 1));
      for (let p = load<i32>(at(starts, i)); p < stop; p++) {
        const j = load<i32>(at(list, p));
        if (load<i32>(at(id, j)) != OPEN) continue;
        store<i32>(at(id, j), FINE);
        unlink(j, load<i32>(at(measure, j)), head, next, before);
        const end = endOf(a, j);
        for (let k = startOf(a, j); k < end; k++) if (load<u8>(strong + k)) top = max(top, move(colOf(a, k), 1, n, id, head, next, before, measure));
      }
      const end = endOf(a, i);
      for (let k = startOf(a, i); k < end; k++) if (load<u8>(strong + k)) move(colOf(a, k), -1, n, id, head, next, before, measure);
    }
  }
  let count = 0;
  for (let i = 0; i < n; i++) store<i32>(at(id, i), load<i32>(at(id, i)) == 0 ? count++ : FINE);
  return count;
}

function move(i: i32, by: i32, n: i32, id: usize, head: usize, next: usize, before: usize, measure: usize): i32 {
  if (load<i32>(at(id, i)) != OPEN) return 0;
  const m = load<i32>(at(measure, i)), to = max(0, min(n, m + by));
  unlink(i, m, head, next, before);
  store<i32>(at(measure, i), to);
  link(i, to, head, next, before);
  return to;
}

/** Rows `sink.row` … last − 1 of P by direct interpolation: a fine row takes from the coarse ones it depends on, negative and positive entries
 *  each scaled to stand for all of their sign; positive ones without a coarse partner go to the diagonal. As `multiply`. */
export function interpolate(last: i32, a: Rows, strong: usize, id: usize, cols: i32, sink: Sink, out: usize): bool {
  let top = sink.top;
  const limit = sink.limit;
  for (let i = sink.row; i < last; i++) {
    const from = startOf(a, i), to = endOf(a, i), start = top;
    if (limit - top < min(<usize>cols, to - from) * RECORD) { sink.row = i; sink.top = top; return true; }
    if (load<i32>(at(id, i)) >= 0) {
      store<f64>(top, 1);
      store<i32>(top, load<i32>(at(id, i)), 8);
      top += RECORD;
    } else {
      let own: f64 = 0, negative: f64 = 0, positive: f64 = 0, below: f64 = 0, above: f64 = 0;
      for (let k = from; k < to; k++) {
        const j = colOf(a, k), v = valOf(a, k);
        if (j == i) { own = v; continue; }
        const is = load<i32>(at(id, j)) >= 0 && load<u8>(strong + k) != 0;
        if (v < 0) { negative += v; if (is) below += v; } else { positive += v; if (is) above += v; }
      }
      if (above == 0) own += positive;
      if (below < 0) {
        for (let k = from; k < to; k++) {
          const j = colOf(a, k), v = valOf(a, k), c = load<i32>(at(id, j));
          if (j == i || c < 0 || !load<u8>(strong + k)) continue;
          store<f64>(top, v < 0 ? -v * negative / (below * own) : -v * positive / (above * own));
          store<i32>(top, c, 8);
          top += RECORD;
        }
      }
    }
    store<u32>(at8(out, i), <u32>(start / RECORD));
    store<u32>(at8(out, i), <u32>(top / RECORD), 4);
  }
  sink.row = last;
  sink.top = top;
  return false;
}
