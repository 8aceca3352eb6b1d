// What QR needs to know of a pattern: the column elimination tree, and the fronts in which it is done.
import { scratchView } from "../memory/scratch.js";
import type { CsrHandle } from "./csr.js";
import { type Ordering, orderBlock } from "./order.js";

/** Some columns that are eliminated together, dense. */
export interface Front {
  /** The first position, and how many there are. */
  readonly first: number; readonly pivots: number;
  /** Positions of the columns, the pivots first. */
  readonly cols: Int32Array;
  /** Its rows by their first column: a row of A, or the complement of a place in what children leave. */
  readonly rows: Int32Array;
  /** Columns `at` to `at + width` are eliminated in rows `at` to `end`: those below are 0 there. */
  readonly panels: readonly { readonly at: number; readonly width: number; readonly end: number; readonly triangles: number }[];
  readonly children: readonly number[];
  /** Where values, scalars and triangles lie in the block, and where its rows for the parent lie in the scratch of a solve: in doubles. */
  readonly at: number; readonly carry: number;
}

export interface Plan { readonly perm: Int32Array; readonly fronts: readonly Front[]; readonly size: number; readonly carried: number; readonly tallest: number; readonly entries: number }

/** The rank of a front that is not deficient. */
export const rank = (f: Front): number => Math.min(f.rows.length, f.cols.length);
/** Rows it leaves to its parent. */
export const left = (f: Front): number => Math.max(0, rank(f) - f.pivots);

/** A merge of two columns may bring this many zeros, or a sixteenth of the front's width. */
const ZEROS = 16;
/** Columns of a panel. */
const PANEL = 64;

/** A m×n, m ≥ n. `block` is the width of the triangles that geqrf makes. Multifrontal QR: Matstoms 1994, ACM TOMS 20(1); Davis 2011, ACM TOMS 38(1). */
export function plan(op: string, A: CsrHandle<"f64">, order: Ordering | "natural", block: (k: number) => number): Plan {
  const { rows: m, cols: n, nnz, ctx: { arena } } = A;
  const taken = orderBlock(op, A, order), colamd = scratchView(arena, "i32", taken.ptr, n).slice();
  arena.release(taken);
  const start = scratchView(arena, "i32", A.rowPtr, m + 1), idx = scratchView(arena, "i32", A.colIdx, nnz);
  const { perm, parent } = postordered(colamd, columnTree(colamd, start, idx, m));
  const place = inverse(perm);

  const begins: number[][] = Array.from({ length: n }, () => []);
  for (let i = 0; i < m; i++) {
    let least = n;
    for (let k = start[i]!; k < start[i + 1]!; k++) least = Math.min(least, place[idx[k]!]!);
    if (least < n) begins[least]!.push(i);
  }
  const children: number[][] = Array.from({ length: n }, () => []);
  for (let j = 0; j < n; j++) if (parent[j]! >= 0) children[parent[j]!]!.push(j);
  /** Columns of row j of R, without j. */
  const below: Int32Array[] = [], mark = new Int32Array(n).fill(-1);
  for (let j = 0; j < n; j++) {
    const s: number[] = [];
    mark[j] = j;
    const visit = (c: number): void => { if (mark[c] !== j) { mark[c] = j; s.push(c); } };
    for (const i of begins[j]!) for (let k = start[i]!; k < start[i + 1]!; k++) visit(place[idx[k]!]!);
    for (const c of children[j]!) below[c]!.forEach(visit);
    below.push(Int32Array.from(s).sort());
  }
  const fronts: Front[] = [], pending: number[][] = Array.from({ length: n }, () => []), local = new Int32Array(n);
  let size = 0, carried = 0, tallest = 0, entries = 0;
  for (let first = 0, last = 0; first < n; first = last) {
    last = first + 1;
    for (; last < n && parent[last - 1] === last; last++) {
      const wide = below[last]!.length, more = wide - below[last - 1]!.length + 1;
      if (more * (last - first) > ZEROS && more > wide / 16) break;
    }
    const rest = below[last - 1]!, kids = pending.slice(first, last).flat(), pivots = last - first, cols = new Int32Array(pivots + rest.length), wide = cols.length;
    for (let i = 0; i < pivots; i++) cols[i] = first + i;
    cols.set(rest, pivots);
    cols.forEach((p, c) => { local[p] = c; });
    const found: [start: number, row: number][] = [];
    for (let j = first; j < last; j++) for (const i of begins[j]!) found.push([j - first, i]);
    for (const c of kids) { const f = fronts[c]!; for (let r = 0; r < left(f); r++) found.push([local[f.cols[f.pivots + r]!]!, ~(f.carry + r)]); }
    found.sort((a, b) => a[0] - b[0]);
    const height = found.length, k = Math.min(height, wide), panels = [], scalars = size + height * wide;
    let triangles = scalars + k;
    for (let at = 0, end = 0; at < k; at += PANEL) {
      const width = Math.min(PANEL, k - at);
      end = Math.max(end, at + width);
      while (end < height && found[end]![0] < at + width) end++;
      panels.push({ at, width, end, triangles });
      triangles += width * block(width);
    }
    const f: Front = { first, pivots, cols, rows: Int32Array.from(found, (r) => r[1]), panels, children: kids, at: size, carry: carried };
    const id = fronts.push(f) - 1;
    if (rest.length > 0) pending[rest[0]!]!.push(id);
    size = triangles;
    carried += left(f);
    tallest = Math.max(tallest, height);
    entries += height * wide;
  }
  return { perm, fronts, size, carried, tallest, entries };
}

/** The elimination tree of AᵀA under an order of its columns. Liu 1990, SIAM J. Matrix Anal. Appl. 11(1), section 4. */
function columnTree(order: Int32Array, start: Int32Array, idx: Int32Array, m: number): Int32Array {
  const n = order.length, count = new Int32Array(n + 2);
  for (let k = 0; k < idx.length; k++) count[idx[k]! + 2]!++;
  for (let j = 2; j <= n; j++) count[j]! += count[j - 1]!;
  const rows = new Int32Array(idx.length);
  for (let i = 0; i < m; i++) for (let k = start[i]!; k < start[i + 1]!; k++) rows[count[idx[k]! + 1]!++] = i;
  const parent = new Int32Array(n).fill(-1), ancestor = new Int32Array(n).fill(-1), previous = new Int32Array(m).fill(-1);
  for (let j = 0; j < n; j++) {
    for (let p = count[order[j]!]!; p < count[order[j]! + 1]!; p++) {
      const i = rows[p]!;
      for (let k = previous[i]!; k !== -1 && k < j;) {
        const next = ancestor[k]!;
        ancestor[k] = j;
        if (next === -1) parent[k] = j;
        k = next;
      }
      previous[i] = j;
    }
  }
  return parent;
}

/** The order with every subtree in one run, and the tree in it. */
function postordered(order: Int32Array, parent: Int32Array): { perm: Int32Array; parent: Int32Array } {
  const n = order.length, child = new Int32Array(n).fill(-1), sibling = new Int32Array(n).fill(-1), post: number[] = [];
  for (let j = n - 1; j >= 0; j--) if (parent[j]! >= 0) { sibling[j] = child[parent[j]!]!; child[parent[j]!] = j; }
  for (let root = 0; root < n; root++) {
    if (parent[root] !== -1) continue;
    for (let j = root; ;) {
      while (child[j] !== -1) { const c = child[j]!; child[j] = -1; j = c; }
      post.push(j);
      if (j === root) break;
      j = sibling[j] !== -1 ? sibling[j]! : parent[j]!;
    }
  }
  const place = inverse(Int32Array.from(post));
  return { perm: Int32Array.from(post, (j) => order[j]!), parent: Int32Array.from(post, (j) => parent[j] === -1 ? -1 : place[parent[j]!]!) };
}

function inverse(perm: Int32Array): Int32Array {
  const out = new Int32Array(perm.length);
  perm.forEach((j, k) => { out[j] = k; });
  return out;
}

/** Interchanges that sort a permutation. */
export function swaps(permutation: Int32Array): number {
  const seen = new Uint8Array(permutation.length);
  let count = 0;
  for (let i = 0; i < seen.length; i++) {
    if (seen[i] === 1) continue;
    for (let j = permutation[i]!; j !== i; j = permutation[j]!) { seen[j] = 1; count++; }
  }
  return count;
}
