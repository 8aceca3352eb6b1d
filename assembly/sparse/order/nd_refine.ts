// Refinement of a vertex separator: Fiduccia & Mattheyses 1982 on nodes, as in Hendrickson & Rothberg 1998. A node of the separator moves to one side and
// pulls its neighbours on the other side in; the best state of a pass is gone back to.
import { remove, settle } from "./heap";
import { at, fill, put, span } from "./ints";
import { Mesh, SEPARATOR, weightOf } from "./nd_graph";

// @ts-ignore: decorator
@unmanaged
export class Cut {
  /** Weight of the sides and of the separator. */
  left: i32;
  right: i32;
  middle: i32;
  /** In the queues of moves to either side. */
  count0: i32;
  count1: i32;
  heap0: usize;
  heap1: usize;
  place0: usize;
  place1: usize;
  /** Weight that a move pulls in, less the weight that it takes out: least first. */
  loss0: usize;
  loss1: usize;
  /** 1 once moved. */
  locked: usize;
  /** Moves: v then ~side; what they pulled in: u. */
  log: usize;
}

/** Moves without a new best before a pass ends. */
const PATIENCE = 300;
const PASSES = 6;

export function cutBytes(n: i32): usize { return 64 + 11 * span(n) + 2 * 64 + span(3 * n) ; }

export function layCut(ws: usize, n: i32): Cut {
  const c = changetype<Cut>(ws), step = span(n);
  let p = ws + 64;
  c.heap0 = p; p += step;
  c.heap1 = p; p += step;
  c.place0 = p; p += step;
  c.place1 = p; p += step;
  c.locked = p; p += step;
  c.loss0 = p; p += 2 * step;
  c.loss1 = p; p += 2 * step;
  c.log = p;
  c.count0 = 0;
  c.count1 = 0;
  fill(c.place0, n, -1);
  fill(c.place1, n, -1);
  fill(c.locked, n, 0);
  return c;
}

/** Weights of the sides of g. */
export function weigh(c: Cut, g: Mesh): void {
  let left = 0, right = 0;
  for (let v = 0; v < g.n; v++) {
    const s = at(g.side, v), w = weightOf(g, v);
    left += s == 0 ? w : 0;
    right += s == 1 ? w : 0;
  }
  c.left = left;
  c.right = right;
  c.middle = g.weight - left - right;
}

/** How bad a separator is: its weight, and what a side has too much. */
export function badness(c: Cut, limit: i32): i32 {
  return c.middle + max(0, max(c.left, c.right) - limit);
}

// @ts-ignore: decorator
@inline
function countOf(c: Cut, to: i32): i32 { return to ? c.count1 : c.count0; }
// @ts-ignore: decorator
@inline
function setCount(c: Cut, to: i32, count: i32): void { if (to) c.count1 = count; else c.count0 = count; }
// @ts-ignore: decorator
@inline
function heapOf(c: Cut, to: i32): usize { return to ? c.heap1 : c.heap0; }
// @ts-ignore: decorator
@inline
function placeOf(c: Cut, to: i32): usize { return to ? c.place1 : c.place0; }
// @ts-ignore: decorator
@inline
function lossOf(c: Cut, to: i32): usize { return to ? c.loss1 : c.loss0; }

function shift(c: Cut, to: i32, v: i32, by: i32): void {
  const place = placeOf(c, to), p = at(place, v);
  if (p < 0) return;
  const loss = lossOf(c, to) + (<usize>v << 3);
  store<f64>(loss, load<f64>(loss) + <f64>by);
  settle(heapOf(c, to), place, lossOf(c, to), v, p, countOf(c, to));
}

function leave(c: Cut, to: i32, v: i32): void {
  const count = countOf(c, to);
  if (at(placeOf(c, to), v) < 0) return;
  remove(heapOf(c, to), placeOf(c, to), lossOf(c, to), v, count);
  setCount(c, to, count - 1);
}

/** Node v of the separator into both queues. */
function queue(c: Cut, g: Mesh, v: i32): void {
  const own = weightOf(g, v);
  let left = 0, right = 0;
  for (let p = at(g.ptr, v), end = at(g.ptr, v + 1); p < end; p++) {
    const u = at(g.adj, p), s = at(g.side, u), w = weightOf(g, u);
    left += s == 0 ? w : 0;
    right += s == 1 ? w : 0;
  }
  store<f64>(c.loss0 + (<usize>v << 3), <f64>(right - own));
  store<f64>(c.loss1 + (<usize>v << 3), <f64>(left - own));
  settle(c.heap0, c.place0, c.loss0, v, c.count0++, c.count0);
  settle(c.heap1, c.place1, c.loss1, v, c.count1++, c.count1);
}

/** The side whose first move is taken, or −1. */
function choose(c: Cut, limit: i32): i32 {
  if (c.count0 == 0 || c.count1 == 0) return c.count0 ? 0 : c.count1 ? 1 : -1;
  if (c.left > limit) return 1;
  if (c.right > limit) return 0;
  const a = load<f64>(c.loss0 + (<usize>at(c.heap0, 0) << 3)), b = load<f64>(c.loss1 + (<usize>at(c.heap1, 0) << 3));
  return a != b ? i32(b < a) : i32(c.right < c.left);
}

/** Node v of the separator to side `to`; returns the new end of the log. */
function move(c: Cut, g: Mesh, v: i32, to: i32, end: i32): i32 {
  const other = 1 - to, w = weightOf(g, v), side = g.side;
  leave(c, 0, v);
  leave(c, 1, v);
  put(c.locked, v, 1);
  put(side, v, to);
  c.middle -= w;
  if (to) c.right += w;
  else c.left += w;
  for (let p = at(g.ptr, v), last = at(g.ptr, v + 1); p < last; p++) {
    const u = at(g.adj, p), s = at(side, u);
    if (s == SEPARATOR) shift(c, other, u, w);
    else if (s == other) {
      put(c.log, end++, u);
      pull(c, g, u, other, to);
    }
  }
  put(c.log, end++, v);
  put(c.log, end++, ~to);
  return end;
}

/** Node u of side `from` into the separator: whoever moves to the other side need not pull it in any more. */
function pull(c: Cut, g: Mesh, u: i32, from: i32, to: i32): void {
  const w = weightOf(g, u), side = g.side;
  put(side, u, SEPARATOR);
  c.middle += w;
  if (from) c.right -= w;
  else c.left -= w;
  for (let p = at(g.ptr, u), last = at(g.ptr, u + 1); p < last; p++) {
    const x = at(g.adj, p);
    if (at(side, x) == SEPARATOR) shift(c, to, x, -w);
  }
  if (!at(c.locked, u)) queue(c, g, u);
}

/** Back to where the log ended at `mark`. */
function undo(c: Cut, g: Mesh, end: i32, mark: i32): void {
  let to = 0;
  while (end > mark) {
    const x = at(c.log, --end);
    if (x < 0) {
      to = ~x;
      put(g.side, at(c.log, --end), SEPARATOR);
    } else put(g.side, x, 1 - to);
  }
}

/** One pass; true if the separator became better. */
function sweep(c: Cut, g: Mesh, limit: i32): bool {
  const start = badness(c, limit), room = 3 * g.n - 2;
  let end = 0, mark = 0, best = start, since = 0, left = c.left, right = c.right, middle = c.middle;
  for (let v = 0; v < g.n; v++) if (at(g.side, v) == SEPARATOR) queue(c, g, v);
  while (since < PATIENCE) {
    const to = choose(c, limit);
    if (to < 0) break;
    const v = at(heapOf(c, to), 0);
    if ((to ? c.right : c.left) + weightOf(g, v) > limit) { leave(c, to, v); continue; }
    if (end + 2 + at(g.ptr, v + 1) - at(g.ptr, v) > room) break;
    end = move(c, g, v, to, end);
    const now = badness(c, limit);
    since++;
    if (now < best || (now == best && abs(c.left - c.right) < abs(left - right))) {
      best = now;
      mark = end;
      since = 0;
      left = c.left;
      right = c.right;
      middle = c.middle;
    }
  }
  for (let k = 0; k < c.count0; k++) put(c.place0, at(c.heap0, k), -1);
  for (let k = 0; k < c.count1; k++) put(c.place1, at(c.heap1, k), -1);
  c.count0 = 0;
  c.count1 = 0;
  for (let k = 0; k < end; k++) { const x = at(c.log, k); if (x >= 0) put(c.locked, x, 0); }
  undo(c, g, end, mark);
  c.left = left;
  c.right = right;
  c.middle = middle;
  return best < start;
}

export function refine(c: Cut, g: Mesh, limit: i32): void {
  for (let pass = 0; pass < PASSES && sweep(c, g, limit); pass++);
}
