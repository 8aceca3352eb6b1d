// The quotient graph of minimum degree. A node is a variable or, once it has been a pivot, an element: the clique its elimination made. A variable's list
// holds its elements and then its variables; an element's list holds its variables. Indistinguishable variables are one, of weight nv.
import { at, fill, put, span } from "./ints";

/** 32 bytes, so that what is asked of a node lies in one cache line. */
// @ts-ignore: decorator
@unmanaged
export class Node {
  /** Its list: where, and how long (0 for the dead). */
  start: i32;
  len: i32;
  /** Of a variable: elements in its list. */
  elements: i32;
  /** Weight: 0 if absorbed by another, negative while in the pivot's clique. */
  nv: i32;
  degree: i32;
  /** 0 for a dead element. */
  mark: i32;
  /** In the lists of equal degree or of equal hash; of the dead: the parent, NONE or LAST. */
  next: i32;
  prev: i32;
}

export const NONE: i32 = -1;
/** In `prev`: a variable whose turn has not come. */
const WAITING: i32 = -2;
/** A dense row. */
export const LAST: i32 = -2;

// @ts-ignore: decorator
@unmanaged
export class Graph {
  /** Variables, which come first, and all nodes. */
  n: i32;
  total: i32;
  /** Columns eliminated, and those put last because their rows are dense. */
  done: i32;
  /** Lists end here, and may reach `room`. */
  free: i32;
  room: i32;
  least: i32;
  /** All marks are below it. */
  stamp: i32;
  /** Largest element so far. */
  widest: i32;
  mask: i32;
  lists: usize;
  nodes: usize;
  /** First of each degree; first of each hash. */
  head: usize;
  bucket: usize;
  /** Ranks of the variables, 0 if there are none, and the rank whose turn it is: higher ones wait. */
  rank: usize;
  turn: i32;
}

// @ts-ignore: decorator
@inline
export function nodeAt(nodes: usize, i: i32): Node {
  return changetype<Node>(nodes + (<usize>i << 5));
}

/** i32 of list space: lists never need more than they do at first, and a new clique, of at most n, is built beside them. */
function roomOf(n: i32, entries: f64): f64 { return entries * 1.2 + <f64>n; }

/** Bytes of a graph of n variables and some elements, with so many entries in all lists. */
export function graphBytes(n: i32, elements: i32, entries: f64): f64 {
  return 256.0 + 4.0 * roomOf(n, entries) + 40.0 * <f64>n + 32.0 * <f64>elements;
}

/** Lays a graph out at `ws`, with no lists yet. */
export function lay(ws: usize, n: i32, elements: i32, entries: i32): Graph {
  const g = changetype<Graph>(ws), total = n + elements;
  g.nodes = ws + 64;
  g.head = g.nodes + (<usize>total << 5);
  g.bucket = g.head + span(n);
  g.lists = g.bucket + span(n);
  g.n = n;
  g.total = total;
  g.room = <i32>roomOf(n, <f64>entries);
  g.rank = 0;
  g.turn = 0;
  g.done = 0;
  g.free = 0;
  g.least = 0;
  g.widest = 0;
  g.stamp = 2;
  g.mask = n > 1 ? (1 << (31 - clz<i32>(n))) - 1 : 0;
  fill(g.head, n, NONE);
  fill(g.bucket, n, NONE);
  return g;
}

/** Rows with more entries than this are dense: they come last. */
export function denseLimit(n: i32): i32 { return <i32>max(16.0, 10 * Math.sqrt(<f64>n)); }

/** Node i with the list from `start` to where lists end. */
export function place(g: Graph, i: i32, start: i32): Node {
  const v = nodeAt(g.nodes, i), len = g.free - start;
  v.start = start;
  v.len = len;
  v.elements = 0;
  v.nv = 1;
  v.degree = len;
  v.mark = 1;
  v.next = NONE;
  v.prev = NONE;
  return v;
}

/** Variable i waits in the list of degree d; alone it is eliminated at once, and put last if d is above the limit. */
export function enter(g: Graph, i: i32, d: i32, limit: i32): void {
  const v = nodeAt(g.nodes, i);
  v.degree = d;
  if (d > 0 && d <= limit) { list(g, i, d); return; }
  if (d > 0) {
    v.nv = 0;
    v.next = LAST;
  }
  v.len = 0;
  g.done++;
}

/** Into the list of degree d. */
export function list(g: Graph, i: i32, d: i32): void {
  const first = at(g.head, d), v = nodeAt(g.nodes, i);
  if (g.rank && at(g.rank, i) > g.turn) { v.prev = WAITING; return; }
  v.next = first;
  v.prev = NONE;
  if (first >= 0) nodeAt(g.nodes, first).prev = i;
  put(g.head, d, i);
}

export function unlist(g: Graph, i: i32): void {
  const v = nodeAt(g.nodes, i), next = v.next, prev = v.prev;
  if (prev == WAITING) return;
  if (next >= 0) nodeAt(g.nodes, next).prev = prev;
  if (prev >= 0) nodeAt(g.nodes, prev).next = next;
  else put(g.head, v.degree, next);
}

/** The next rank, all others being eliminated. */
export function nextTurn(g: Graph): void {
  g.turn++;
  for (let i = 0; i < g.n; i++) {
    const v = nodeAt(g.nodes, i);
    if (v.nv > 0 && v.prev == WAITING) list(g, i, v.degree);
  }
}

/** An element, or a variable that is part of another. */
export function bury(v: Node, parent: i32): void {
  v.next = parent;
  v.mark = 0;
  v.len = 0;
}

/** Moves the live lists together. Each is found by a mark in place of its first entry, which waits in `start`. */
export function compact(g: Graph): void {
  const lists = g.lists, total = g.total, end = g.free;
  for (let i = 0; i < total; i++) {
    const v = nodeAt(g.nodes, i), first = v.start;
    if (v.len == 0) continue;
    v.start = at(lists, first);
    put(lists, first, ~i);
  }
  let to = 0;
  for (let from = 0; from < end;) {
    const i = ~at(lists, from++);
    if (i < 0) continue;
    const v = nodeAt(g.nodes, i), len = v.len;
    put(lists, to, v.start);
    v.start = to++;
    for (let k = 1; k < len; k++) put(lists, to++, at(lists, from++));
  }
  g.free = to;
}

/** Room for stamps that grow by a few n: forgets all marks but those of the dead when i32 nears its end. */
export function freshStamp(g: Graph): i32 {
  if (g.stamp > 0x7fffffff - 3 * g.n - 3) {
    for (let i = 0; i < g.total; i++) { const v = nodeAt(g.nodes, i); if (v.mark != 0) v.mark = 1; }
    g.stamp = 2;
  }
  return g.stamp;
}
