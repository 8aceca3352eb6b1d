// Approximate minimum degree: Amestoy, Davis & Duff 1996, with aggressive absorption; rows of more than 10·√n entries come last.
import { bury, compact, denseLimit, enter, freshStamp, Graph, graphBytes, LAST, lay, list, nextTurn, Node, nodeAt, NONE, place, unlist } from "./amd_graph";
import { at, fill, put } from "./ints";

export function amd_workspace(n: i32, nnz: f64): f64 { return graphBytes(n, 0, nnz); }

/** perm[k] ← the k-th pivot, of a structurally symmetric pattern with both halves; the diagonal is passed over. The assembly tree comes in postorder. */
export function amd(n: i32, rowPtr: usize, colIdx: usize, perm: usize, ws: usize): i32 {
  ranked(n, rowPtr, colIdx, 0, perm, ws);
  return 0;
}

/** The same with ranks for the rows, unless `rank` is 0: none is a pivot before all of lower rank are, but where it goes with one of them at no cost.
 *  `rank` may be `perm`. */
export function ranked(n: i32, rowPtr: usize, colIdx: usize, rank: usize, perm: usize, ws: usize): void {
  const g = lay(ws, n, 0, at(rowPtr, n)), lists = g.lists, limit = denseLimit(n);
  g.rank = rank;
  for (let i = 0; i < n; i++) {
    const first = g.free, end = at(rowPtr, i + 1);
    let free = first;
    for (let k = at(rowPtr, i); k < end; k++) {
      const j = at(colIdx, k);
      if (j != i) put(lists, free++, j);
    }
    g.free = free;
    enter(g, i, place(g, i, first).len, limit);
  }
  eliminate(g, perm);
}

/** All that is left in the lists of degree. */
export function eliminate(g: Graph, perm: usize): void {
  const graph = changetype<usize>(g);
  while (g.done < g.n) {
    const me = pick(g);
    amd_clique_ukr(graph, me);
    amd_outside_ukr(graph, me);
    amd_degrees_ukr(graph, me);
    amd_merge_ukr(graph, me);
    amd_relist_ukr(graph, me);
  }
  emit(g, perm);
}

function pick(g: Graph): i32 {
  let d = g.least, me = at(g.head, d);
  while (me < 0) {
    if (++d == g.n) { nextTurn(g); d = 0; }
    me = at(g.head, d);
  }
  g.least = d;
  unlist(g, me);
  return me;
}

/** Lme: all variables of me and of its elements, which it absorbs. */
export function amd_clique_ukr(graph: usize, me: i32): void {
  const g = changetype<Graph>(graph);
  const lists = g.lists, nodes = g.nodes, pivot = nodeAt(nodes, me), own = pivot.elements;
  g.done += pivot.nv;
  pivot.nv = -pivot.nv;
  if (own > 0) {
    let bound = pivot.len - own;
    for (let k = 0; k < own; k++) bound += nodeAt(nodes, at(lists, pivot.start + k)).len;
    if (g.free + min(bound, g.n - g.done) > g.room) compact(g);
  }
  const from = pivot.start, first = own > 0 ? g.free : from;
  let to = first, sum = 0;
  for (let k = 0; k <= own; k++) {
    const e = k < own ? at(lists, from + k) : me, element = nodeAt(nodes, e);
    let p = k < own ? element.start : from + own;
    const end = element.start + element.len;
    for (; p < end; p++) {
      const i = at(lists, p), v = nodeAt(nodes, i), w = v.nv;
      if (w <= 0) continue;
      sum += w;
      v.nv = -w;
      put(lists, to++, i);
      unlist(g, i);
    }
    if (e != me) bury(element, me);
  }
  if (own > 0) g.free = to;
  pivot.degree = sum;
  pivot.start = first;
  pivot.len = to - first;
}

/** mark − stamp ← |Le \ Lme| for all elements that touch Lme. */
export function amd_outside_ukr(graph: usize, me: i32): void {
  const g = changetype<Graph>(graph);
  const lists = g.lists, nodes = g.nodes, stamp = freshStamp(g), pivot = nodeAt(nodes, me);
  let p = lists + (<usize>pivot.start << 2);
  const end = p + (<usize>pivot.len << 2);
  for (; p < end; p += 4) {
    const v = nodeAt(nodes, load<i32>(p)), w = v.nv;
    let q = lists + (<usize>v.start << 2);
    const last = q + (<usize>v.elements << 2);
    while (q < last) {
      const e = nodeAt(nodes, load<i32>(q)), m = e.mark;
      if (m >= stamp) e.mark = m + w;
      else if (m != 0) e.mark = e.degree + stamp + w;
      q += 4;
    }
  }
}

/** New lists and bounds on the degrees of Lme, without Lme itself. Elements inside Lme are absorbed, variables left with nothing else are eliminated too. */
export function amd_degrees_ukr(graph: usize, me: i32): void {
  const g = changetype<Graph>(graph);
  const lists = g.lists, nodes = g.nodes, bucket = g.bucket, mask = g.mask, stamp = g.stamp, pivot = nodeAt(nodes, me);
  let p = lists + (<usize>pivot.start << 2), eliminated = 0;
  const end = p + (<usize>pivot.len << 2);
  for (; p < end; p += 4) {
    const i = load<i32>(p), v = nodeAt(nodes, i), from = lists + (<usize>v.start << 2);
    const middle = from + (<usize>v.elements << 2), last = from + (<usize>v.len << 2);
    let to = from, q = from, hash = 0, d = 0;
    for (; q < middle; q += 4) {
      const j = load<i32>(q), e = nodeAt(nodes, j), m = e.mark;
      if (m == 0) continue;
      if (m > stamp) {
        d += m - stamp;
        hash += j;
        store<i32>(to, j);
        to += 4;
      } else bury(e, me);
    }
    const variables = to;
    for (; q < last; q += 4) {
      const j = load<i32>(q), w = nodeAt(nodes, j).nv;
      if (w <= 0) continue;
      d += w;
      hash += j;
      store<i32>(to, j);
      to += 4;
    }
    if (to == from) {
      eliminated -= v.nv;
      v.nv = 0;
      bury(v, me);
      continue;
    }
    v.degree = min(v.degree, d);
    // me becomes the first element: the first variable and the first element make way for it.
    store<i32>(to, load<i32>(variables));
    store<i32>(variables, load<i32>(from));
    store<i32>(from, me);
    v.elements = <i32>((variables - from) >> 2) + 1;
    v.len = <i32>((to - from) >> 2) + 1;
    hash &= mask;
    v.prev = hash;
    v.next = at(bucket, hash);
    put(bucket, hash, i);
  }
  pivot.nv -= eliminated;
  g.done += eliminated;
  g.widest = max(g.widest, pivot.degree);
  g.stamp = stamp + g.widest + 1;
  pivot.degree -= eliminated;
}

/** Variables of Lme with the same list become one. */
export function amd_merge_ukr(graph: usize, me: i32): void {
  const g = changetype<Graph>(graph);
  const nodes = g.nodes, bucket = g.bucket, pivot = nodeAt(nodes, me);
  let p = g.lists + (<usize>pivot.start << 2);
  const end = p + (<usize>pivot.len << 2);
  for (; p < end; p += 4) {
    const v = nodeAt(nodes, load<i32>(p));
    if (v.nv == 0) continue;
    const hash = v.prev;
    let i = at(bucket, hash);
    if (i < 0) continue;
    put(bucket, hash, NONE);
    while (i >= 0) {
      const u = nodeAt(nodes, i);
      if (u.next >= 0) mergeInto(g, i);
      i = u.next;
    }
  }
}

/** Into i: all that follow it in its bucket and equal it. */
function mergeInto(g: Graph, i: i32): void {
  const lists = g.lists, nodes = g.nodes, v = nodeAt(nodes, i), len = v.len, elements = v.elements, stamp = ++g.stamp;
  let q = lists + (<usize>v.start << 2);
  const end = q + (<usize>len << 2);
  while ((q += 4) < end) nodeAt(nodes, load<i32>(q)).mark = stamp;
  let before = v, j = v.next;
  while (j >= 0) {
    const u = nodeAt(nodes, j), next = u.next;
    if (u.len == len && u.elements == elements && marked(nodes, lists + (<usize>u.start << 2), len, stamp)) {
      v.nv += u.nv;
      u.nv = 0;
      bury(u, i);
      before.next = next;
    } else before = u;
    j = next;
  }
}

/** All but the first of a list, which is the pivot. */
function marked(nodes: usize, list: usize, len: i32, stamp: i32): bool {
  const end = list + (<usize>len << 2);
  while ((list += 4) < end) if (nodeAt(nodes, load<i32>(list)).mark != stamp) return false;
  return true;
}

/** What is left of Lme goes back to the lists of equal degree. */
export function amd_relist_ukr(graph: usize, me: i32): void {
  const g = changetype<Graph>(graph);
  const lists = g.lists, nodes = g.nodes, pivot = nodeAt(nodes, me), first = pivot.start, end = first + pivot.len, clique = pivot.degree, left = g.n - g.done;
  let to = first, least = g.least;
  for (let p = first; p < end; p++) {
    const i = at(lists, p), v = nodeAt(nodes, i), w = -v.nv;
    if (w == 0) continue;
    v.nv = w;
    const d = min(v.degree + clique, left) - w;
    v.degree = d;
    list(g, i, d);
    least = min(least, d);
    put(lists, to++, i);
  }
  g.least = least;
  g.stamp++;
  if (g.free == end) g.free = to;
  pivot.nv = -pivot.nv;
  pivot.len = to - first;
  pivot.next = NONE;
  pivot.mark = to > first ? 1 : 0;
}

/** The assembly tree in postorder, each node after what it absorbed; then the dense rows. */
function emit(g: Graph, perm: usize): void {
  const n = g.n, nodes = g.nodes, child = g.head;
  fill(child, n, NONE);
  for (let i = 0; i < n; i++) {
    const v = nodeAt(nodes, i);
    if (v.nv == 0 && v.next != LAST) attach(child, v, i, elementOf(nodes, v));
  }
  for (let e = n - 1; e >= 0; e--) {
    const v = nodeAt(nodes, e);
    if (v.nv > 0 && v.next >= 0) attach(child, v, e, v.next);
  }
  let k = 0;
  for (let root = 0; root < n; root++) {
    const r = nodeAt(nodes, root);
    if (r.nv > 0 && r.next == NONE) k = postorder(g, root, perm, k);
  }
  for (let i = 0; i < n; i++) { const v = nodeAt(nodes, i); if (v.nv == 0 && v.next == LAST) put(perm, k++, i); }
}

/** Siblings are chained in `prev`. */
function attach(child: usize, v: Node, i: i32, parent: i32): void {
  v.prev = at(child, parent);
  put(child, parent, i);
}

/** The element that a variable went with; the path is shortened behind. */
function elementOf(nodes: usize, v: Node): i32 {
  let e = v.next;
  while (nodeAt(nodes, e).nv == 0) e = nodeAt(nodes, e).next;
  while (v.nv == 0) {
    const up = v.next;
    v.next = e;
    v = nodeAt(nodes, up);
  }
  return e;
}

function postorder(g: Graph, root: i32, perm: usize, k: i32): i32 {
  const nodes = g.nodes, child = g.head, stack = g.bucket;
  let top = 0;
  put(stack, 0, root);
  while (top >= 0) {
    const i = at(stack, top), c = at(child, i);
    if (c >= 0) {
      put(child, i, nodeAt(nodes, c).prev);
      put(stack, ++top, c);
    } else {
      put(perm, k++, i);
      top--;
    }
  }
  return k;
}
