// Columns gathered into fronts, and fronts merged where fewer and fuller ones are faster although they store zeros.
// After merging, the tree is walked again, the child whose stack is deepest first, and the columns are numbered by that walk.
import { at, put } from "../order/ints";

/** Scratch of one analysis, n + 1 i32 each: indexed by chain (a run of columns with nested structures), but for `order` and `chainOf`. */
@unmanaged
export class Chains {
  /** First column of each chain. */
  start: usize;
  chainOf: usize;
  up: usize;
  /** Columns and rows below of the front that a chain has become the top of; width 0 once it is merged into another. */
  width: usize;
  below: usize;
  /** Children: a list with its end known. */
  head: usize;
  next: usize;
  tail: usize;
  /** The chains of a front, from the bottom to its own: a list that begins at `bottom`. */
  bottom: usize;
  above: usize;
  /** f64: the cost of a front, later the stack needed to factor its subtree. */
  need: usize;
  /** Number of a front in the final order; columns in the final order. */
  number: usize;
  order: usize;
}

/** Time to factor a front of w columns and m rows below, about ns: a call, the panel and the contribution at full speed, passing both on.
 *  The optimum is flat: any call cost from 50 to 300 and any speed from 6 to 20 flop/ns is within a few per cent. */
function cost(w: f64, m: f64): f64 {
  return 100 + (w * w * (w * (1.0 / 3) + m) + w * m * m) * (1.0 / 12) + (m * m + w * (w + m)) * 0.5;
}

/** Doubles of the contribution of a front with m rows below: its lower triangle in strips of 4 rows. */
export function contribution(m: i32): f64 {
  const t = <f64>((m + 3) >> 2);
  return 8 * t * (t + 1);
}

/** Doubles of a panel of w columns and m rows below. */
export function panel(w: i32, m: i32): f64 {
  return <f64>(((w + 3) & ~3) + ((m + 3) & ~3)) * <f64>w;
}

/** Maximal chains: parent[j] = j + 1 and one row fewer. Returns how many. */
function chains(n: i32, parent: usize, count: usize, c: Chains): i32 {
  let total = 0;
  for (let j = 0; j < n; j++) {
    if (j == 0 || at(parent, j - 1) != j || at(count, j - 1) != at(count, j) + 1) put(c.start, total++, j);
    put(c.chainOf, j, total - 1);
  }
  put(c.start, total, n);
  for (let f = 0; f < total; f++) {
    const first = at(c.start, f), end = at(c.start, f + 1), p = at(parent, end - 1);
    put(c.up, f, p < 0 ? total : at(c.chainOf, p));
    put(c.width, f, end - first);
    put(c.below, f, at(count, end - 1) - 1);
    put(c.bottom, f, f);
    put(c.above, f, -1);
  }
  for (let f = 0; f <= total; f++) put(c.head, f, -1);
  return total;
}

function adopt(c: Chains, parent: i32, child: i32): void {
  const head = at(c.head, parent);
  if (head < 0) put(c.tail, parent, child);
  put(c.next, child, head);
  put(c.head, parent, child);
}

/** Any child may join, not just the last: its columns go before the parent's and its own children are tried next. */
function merge(total: i32, c: Chains): void {
  for (let f = 0; f < total; f++) {
    const m = at(c.below, f);
    let w = at(c.width, f), alone = cost(w, m), child = at(c.head, f);
    put(c.head, f, -1);
    while (child >= 0) {
      let then = at(c.next, child);
      const wc = at(c.width, child), together = cost(w + wc, m);
      if (together <= alone + load<f64>(c.need + (<usize>child << 3))) {
        w += wc;
        alone = together;
        put(c.above, child, at(c.bottom, f));
        put(c.bottom, f, at(c.bottom, child));
        put(c.width, child, 0);
        const grandchild = at(c.head, child);
        if (grandchild >= 0) { put(c.next, at(c.tail, child), then); then = grandchild; }
      } else {
        put(c.up, child, f);
        adopt(c, f, child);
      }
      child = then;
    }
    put(c.width, f, w);
    store<f64>(c.need + (<usize>f << 3), alone);
    adopt(c, at(c.up, f), f);
  }
}

/** Stack needed by the subtree of f, its deepest child put first (Liu 1986, ACM TOMS 12(3), orders all of them). */
function stackOf(f: i32, c: Chains): f64 {
  let child = at(c.head, f), before = -1, best = -1, bestBefore = -1, most: f64 = -1;
  while (child >= 0) {
    const extra = load<f64>(c.need + (<usize>child << 3)) - contribution(at(c.below, child));
    if (extra > most) { most = extra; best = child; bestBefore = before; }
    before = child;
    child = at(c.next, child);
  }
  if (bestBefore >= 0) {
    put(c.next, bestBefore, at(c.next, best));
    put(c.next, best, at(c.head, f));
    put(c.head, f, best);
  }
  let held: f64 = 0, peak: f64 = 0;
  for (child = at(c.head, f); child >= 0; child = at(c.next, child)) {
    peak = max(peak, held + load<f64>(c.need + (<usize>child << 3)));
    held += contribution(at(c.below, child));
  }
  return peak;
}

/** Fronts of a postordered tree. Writes, by front in the final order: first (and n at the end), parent (−1 = none), below; and c.order, the columns. Returns
 *  the number of fronts; the stack that factoring needs goes to `stack`, in doubles. */
export function supernodes(n: i32, tree: usize, count: usize, c: Chains, first: usize, parent: usize, below: usize, stack: usize): i32 {
  const total = chains(n, tree, count, c);
  merge(total, c);
  for (let f = 0; f <= total; f++) {
    if (f < total && at(c.width, f) == 0) continue;
    let peak = stackOf(f, c);
    if (f < total) {
      let held: f64 = contribution(at(c.below, f));
      for (let child = at(c.head, f); child >= 0; child = at(c.next, child)) held += contribution(at(c.below, child));
      peak = max(peak, held);
    }
    store<f64>(c.need + (<usize>f << 3), peak);
  }
  store<f64>(stack, load<f64>(c.need + (<usize>total << 3)));
  let fronts = 0, column = 0, f = total;
  while (true) {
    const child = at(c.head, f);
    if (child >= 0) { put(c.head, f, at(c.next, child)); f = child; continue; }
    if (f == total) break;
    put(c.number, f, fronts);
    put(first, fronts, column);
    put(below, fronts, at(c.below, f));
    put(parent, fronts++, at(c.up, f));
    for (let chain = at(c.bottom, f); chain >= 0; chain = at(c.above, chain)) {
      const end = at(c.start, chain + 1);
      for (let j = at(c.start, chain); j < end; j++) put(c.order, column++, j);
    }
    f = at(c.up, f);
  }
  put(first, fronts, n);
  for (let k = 0; k < fronts; k++) {
    const up = at(parent, k);
    put(parent, k, up == total ? -1 : at(c.number, up));
  }
  return fronts;
}
