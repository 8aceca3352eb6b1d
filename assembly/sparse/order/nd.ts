// Multilevel nested dissection: Karypis & Kumar 1998, Hendrickson & Rothberg 1998. What it finds ranks the rows for minimum
// degree, which orders each part with its rim in view and each separator.
import { ranked } from "./amd";
import { denseLimit } from "./amd_graph";
import { at, fill, put, span } from "./ints";
import { coarsen, Mesh, open, part, SEPARATOR, weightOf } from "./nd_graph";
import { badness, Cut, cutBytes, layCut, refine, weigh } from "./nd_refine";

/** Parts of no more nodes are not dissected. */
const LEAF = 1000;
/** Coarsening ends here. */
const COARSEST = 80;
const TRIALS = 5;

/** Ways to part a graph: by levels about a node far out, which on stencils without diagonals beat planes, and by refinement of coarser images. Where one is
 *  better by a tenth the other is not tried on the halves. */
const LEVELS = 1, MULTILEVEL = 2, BOTH = 3;

// @ts-ignore: decorator
@unmanaged
class Desk {
  cut: usize;
  /** Of each row. */
  rank: usize;
  /** Two arrays of n. */
  scratch: usize;
  end: usize;
}

/** The graph, its parts side by side at each depth, their coarser images; AMD, afterwards, needs less. */
export function nested_dissection_workspace(n: i32, nnz: f64): f64 { return <f64>cutBytes(n) + 4.0 * (9.0 * nnz + 34.0 * <f64>n) + 65536.0; }

/** perm[k] ← the k-th pivot, of a structurally symmetric pattern with both halves; the diagonal is passed over. */
export function nested_dissection(n: i32, rowPtr: usize, colIdx: usize, perm: usize, ws: usize): i32 {
  const d = changetype<Desk>(ws);
  d.rank = perm;
  d.cut = ws + 64;
  d.scratch = d.cut + cutBytes(n);
  d.end = ws + <usize>nested_dissection_workspace(n, <f64>at(rowPtr, n));
  layCut(d.cut, n);
  const g = whole(d, n, rowPtr, colIdx);
  dissect(d, g, g.end, BOTH);
  ranked(n, rowPtr, colIdx, perm, perm, d.cut);
  return 0;
}

/** The graph without its dense rows, whose rank does not matter. */
function whole(d: Desk, n: i32, rowPtr: usize, colIdx: usize): Mesh {
  const index = d.scratch, limit = denseLimit(n) + 1;
  let count = 0;
  for (let i = 0; i < n; i++) {
    const dense = at(rowPtr, i + 1) - at(rowPtr, i) > limit;
    put(index, i, dense ? -1 : count);
    put(d.rank, i, 0);
    count += i32(!dense);
  }
  const g = open(d.scratch + 2 * span(n), count, false);
  let to = 0;
  for (let i = 0; i < n; i++) {
    const k = at(index, i);
    if (k < 0) continue;
    put(g.ptr, k, to);
    put(g.map, k, i);
    for (let p = at(rowPtr, i), end = at(rowPtr, i + 1); p < end; p++) {
      const j = at(colIdx, p);
      if (j != i && at(index, j) >= 0) put(g.adj, to++, at(index, j));
    }
  }
  put(g.ptr, count, to);
  g.end = g.adj + span(to);
  return g;
}

/** Ranks of the nodes of g: 0 for what is not dissected, a separator above the two sides. Returns the highest. */
function dissect(d: Desk, g: Mesh, top: usize, way: i32): i32 {
  if (g.n <= LEAF || !(way = separate(d, g, top, way))) return 0;
  // The upper one goes first: the lower one then has its place too.
  const b = part(g, 1, d.scratch, top), a = part(g, 0, d.scratch, b.end), height = dissect(d, a, a.end, way);
  const rank = 1 + max(height, dissect(d, b, b.end, way));
  for (let v = 0; v < g.n; v++) if (at(g.side, v) == SEPARATOR) put(d.rank, at(g.map, v), rank);
  return rank;
}

/** Parts g by a small separator; returns how to part its halves, 0 if there is none. `g.map` is kept. */
function separate(d: Desk, g: Mesh, top: usize, way: i32): i32 {
  const cut = changetype<Cut>(d.cut), limit = balance(g), keep = top, bytes = <usize>g.n << 2;
  if (way & LEVELS) attempt(d, g, 0, limit);
  if (way == BOTH) {
    const levels = badness(cut, limit);
    memory.copy(keep, g.side, bytes);
    multilevel(d, g, top + span(g.n));
    const multi = badness(cut, limit);
    if (<f64>levels < 0.9 * <f64>multi) way = LEVELS;
    else if (<f64>multi < 0.9 * <f64>levels) way = MULTILEVEL;
    if (levels < multi) {
      memory.copy(g.side, keep, bytes);
      weigh(cut, g);
    }
  } else if (way == MULTILEVEL) multilevel(d, g, top);
  return max(cut.left, cut.right) < g.n / 4 * 3 && cut.middle < g.n / 3 ? way : 0;
}

/** A separator of the coarsest image of g, refined on all the way back. */
function multilevel(d: Desk, g: Mesh, top: usize): void {
  const cut = changetype<Cut>(d.cut), limit = max(1, g.n * 3 / (2 * COARSEST));
  // The map of g leads to the whole graph: coarsening works on a copy of its head with a map of its own.
  memory.copy(top, changetype<usize>(g), offsetof<Mesh>());
  let c = changetype<Mesh>(top);
  c.map = top + 64;
  c.end = c.map + span(g.n);
  while (c.n > COARSEST) {
    const next = coarsen(c, limit, d.scratch, c.end, d.end);
    if (!next) break;
    c = changetype<Mesh>(next);
  }
  halve(d, c);
  for (;;) {
    refine(cut, c, balance(c));
    if (!c.finer) break;
    const f = changetype<Mesh>(c.finer);
    for (let v = 0; v < f.n; v++) put(f.side, v, at(c.side, at(f.map, v)));
    c = f;
  }
}

function balance(g: Mesh): i32 { return <i32>(0.6 * <f64>g.weight) + 1; }

/** The separator of the coarsest graph: the best of a few. */
function halve(d: Desk, g: Mesh): void {
  const cut = changetype<Cut>(d.cut), limit = balance(g), keep = d.scratch + span(g.n);
  let least = i32.MAX_VALUE;
  for (let t = 0; t < TRIALS; t++) {
    attempt(d, g, min(g.n - 1, <i32>(<f64>g.n * (0.5 + <f64>t) / TRIALS)), limit);
    const now = badness(cut, limit);
    if (now >= least) continue;
    least = now;
    memory.copy(keep, g.side, <usize>g.n << 2);
  }
  memory.copy(g.side, keep, <usize>g.n << 2);
  weigh(cut, g);
}

/** Half of g around the node that is farthest from the seed, its rim refined. */
function attempt(d: Desk, g: Mesh, seed: i32, limit: i32): void {
  const cut = changetype<Cut>(d.cut), order = d.scratch, far = at(order, grow(g, seed, order, g.weight) - 1);
  grow(g, far, order, g.weight / 2);
  rim(g);
  weigh(cut, g);
  refine(cut, g, limit);
}

/** Breadth first from the seed, on to other components, until the weight is reached: side 0 of g, 1 for the rest. Returns how many, listed in `order`. */
function grow(g: Mesh, seed: i32, order: usize, weight: i32): i32 {
  fill(g.side, g.n, 1);
  let head = 0, tail = 0, sum = 0, fresh = 0;
  for (let i = seed; i < g.n; i = fresh) {
    put(g.side, i, 0);
    put(order, tail++, i);
    while (head < tail) {
      const v = at(order, head++);
      sum += weightOf(g, v);
      if (sum >= weight) {
        for (; tail > head; tail--) put(g.side, at(order, tail - 1), 1);
        return tail;
      }
      for (let p = at(g.ptr, v), end = at(g.ptr, v + 1); p < end; p++) {
        const u = at(g.adj, p);
        if (at(g.side, u) == 0) continue;
        put(g.side, u, 0);
        put(order, tail++, u);
      }
    }
    while (fresh < g.n && at(g.side, fresh) == 0) fresh++;
  }
  return tail;
}

/** Nodes of side 1 next to side 0 become the separator. */
function rim(g: Mesh): void {
  for (let v = 0; v < g.n; v++) {
    if (at(g.side, v) != 0) continue;
    for (let p = at(g.ptr, v), end = at(g.ptr, v + 1); p < end; p++) {
      const u = at(g.adj, p);
      if (at(g.side, u) == 1) put(g.side, u, SEPARATOR);
    }
  }
}
