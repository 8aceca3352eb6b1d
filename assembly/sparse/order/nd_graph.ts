// Graphs of nested dissection, laid one behind the other in a region: what is dissected, and its coarser and coarser images.
import { at, fill, put, span } from "./ints";

// @ts-ignore: decorator
@unmanaged
export class Mesh {
  n: i32;
  /** Weight of all nodes. */
  weight: i32;
  ptr: usize;
  adj: usize;
  /** Weights of edges and nodes; 0 where all are 1. */
  edges: usize;
  nodes: usize;
  /** Side 0 or 1, or SEPARATOR. */
  side: usize;
  /** The node of the coarser graph, or of the whole one. */
  map: usize;
  /** The finer graph; 0 for what is dissected. */
  finer: usize;
  end: usize;
}

export const SEPARATOR: i32 = 2;

// @ts-ignore: decorator
@inline
export function weightOf(g: Mesh, v: i32): i32 { return g.nodes ? at(g.nodes, v) : 1; }

/** A graph of n nodes at `top` whose lists are still to be written at `adj`; `close` ends it. */
export function open(top: usize, n: i32, weighted: bool): Mesh {
  const g = changetype<Mesh>(top), step = span(n + 1);
  let p = top + 64;
  g.n = n;
  g.weight = n;
  g.ptr = p; p += step;
  g.side = p; p += step;
  g.map = p; p += step;
  g.nodes = 0;
  g.edges = 0;
  if (weighted) { g.nodes = p; p += step; }
  g.finer = 0;
  g.adj = p;
  g.end = p;
  return g;
}

/** Bytes of a graph of n nodes and so many entries. */
function meshBytes(n: i32, entries: i32, weighted: bool): usize {
  return 64 + (weighted ? 4 : 3) * span(n + 1) + (weighted ? 2 : 1) * span(entries);
}

/** Nodes joined in pairs along heavy edges, or 0 if that would not make the graph much smaller or there is no room. `mate` is scratch. */
export function coarsen(g: Mesh, limit: i32, mate: usize, top: usize, end: usize): usize {
  const n = g.n, map = g.map;
  fill(mate, n, -1);
  let count = 0;
  for (let v = 0; v < n; v++) {
    if (at(mate, v) >= 0) continue;
    const u = heaviest(g, v, mate, limit);
    put(mate, v, u);
    put(mate, u, v);
    put(map, v, count);
    put(map, u, count++);
  }
  if (<f64>count > 0.9 * <f64>n || top + meshBytes(count, at(g.ptr, n), true) > end) return 0;
  const c = open(top, count, true);
  c.weight = g.weight;
  c.finer = changetype<usize>(g);
  c.edges = c.adj + span(at(g.ptr, n));
  contract(g, c, mate);
  c.end = c.edges + span(at(c.ptr, count));
  return top;
}

/** The partner for v: the free neighbour over the heaviest edge, v itself if there is none. */
function heaviest(g: Mesh, v: i32, mate: usize, limit: i32): i32 {
  const room = limit - weightOf(g, v), edges = g.edges;
  let best = v, most = 0;
  for (let p = at(g.ptr, v), end = at(g.ptr, v + 1); p < end; p++) {
    const w = edges ? at(edges, p) : 1;
    if (w <= most) continue;
    const u = at(g.adj, p);
    if (at(mate, u) >= 0 || weightOf(g, u) > room) continue;
    best = u;
    most = w;
    if (!edges) break;
  }
  return best;
}

/** Lists of c: those of both nodes of each pair, edges to one node added up. `c.side` tells where an edge stands in the list at hand. */
function contract(g: Mesh, c: Mesh, mate: usize): void {
  const slot = c.side, adj = c.adj, weights = c.edges, map = g.map;
  fill(slot, c.n, -1);
  let to = 0, k = 0;
  for (let v = 0; v < g.n; v++) {
    const partner = at(mate, v);
    if (partner < v) continue;
    const first = to;
    put(c.ptr, k, first);
    put(c.nodes, k, weightOf(g, v) + (partner != v ? weightOf(g, partner) : 0));
    for (let u = v; ; u = partner) {
      for (let p = at(g.ptr, u), end = at(g.ptr, u + 1); p < end; p++) {
        const other = at(map, at(g.adj, p));
        if (other == k) continue;
        const w = g.edges ? at(g.edges, p) : 1, s = at(slot, other);
        if (s >= first) { put(weights, s, at(weights, s) + w); continue; }
        put(slot, other, to);
        put(adj, to, other);
        put(weights, to++, w);
      }
      if (u == partner) break;
    }
    k++;
  }
  put(c.ptr, k, to);
}

/** The part of g on one side, whose `map` leads to the whole graph as g's does. `index` is scratch. */
export function part(g: Mesh, side: i32, index: usize, top: usize): Mesh {
  let count = 0;
  for (let v = 0; v < g.n; v++) if (at(g.side, v) == side) put(index, v, count++);
  const s = open(top, count, false);
  let to = 0, k = 0;
  for (let v = 0; v < g.n; v++) {
    if (at(g.side, v) != side) continue;
    put(s.ptr, k, to);
    put(s.map, k++, at(g.map, v));
    for (let p = at(g.ptr, v), end = at(g.ptr, v + 1); p < end; p++) {
      const u = at(g.adj, p);
      if (at(g.side, u) == side) put(s.adj, to++, at(index, u));
    }
  }
  put(s.ptr, k, to);
  s.end = s.adj + span(to);
  return s;
}
