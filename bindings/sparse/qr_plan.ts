// What QR needs to know of a pattern: the column elimination tree, and the fronts in which it is done.
import { scratchView } from "../memory/scratch.js";
import type { CsrHandle } from "./csr.js";
import { type Ordering, orderBlock } from "./order.js";

/** Some columns that are eliminated together: rows that begin there and what the children leave, all dense. */
export interface Front {
  /** The first position, and how many there are. */
  readonly first: number; readonly pivots: number;
  /** Positions of the columns, the pivots first. */
  readonly cols: Int32Array;
  /** Rows of A, which come first, then the children's: how many there are of both. */
  readonly rows: Int32Array; readonly height: number; readonly children: readonly number[];
  /** Where values, scalars and triangles lie in the block, and what it leaves to the parent in the scratch of a solve: in doubles. */
  readonly at: number; readonly carry: number;
}

export interface Plan { readonly perm: Int32Array; readonly fronts: readonly Front[]; readonly size: number; readonly carried: number; readonly tallest: number; readonly entries: number }

/** The rank of a front that is not deficient. */
export const rank = (f: Front): number => Math.min(f.height, f.cols.length);
/** Rows it leaves to its parent. */
export const left = (f: Front): number => Math.max(0, rank(f) - f.pivots);

/** A merge of two columns may bring this many zeros. */
const ZEROS = 16;

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
  const fronts: Front[] = [], pending: number[][] = Array.from({ length: n }, () => []);
  let size = 0, carried = 0, tallest = 0, entries = 0;
  for (let first = 0, last = 0; first < n; first = last) {
    last = first + 1;
    while (last < n && parent[last - 1] === last && (below[last]!.length - below[last - 1]!.length + 1) * (last - first) <= ZEROS) last++;
    const rest = below[last - 1]!, kids = pending.slice(first, last).flat(), rows = begins.slice(first, last).flat();
    const pivots = last - first, cols = new Int32Array(pivots + rest.length);
    for (let i = 0; i < pivots; i++) cols[i] = first + i;
    cols.set(rest, pivots);
    const height = rows.length + kids.reduce((sum, c) => sum + left(fronts[c]!), 0);
    const f: Front = { first, pivots, cols, rows: Int32Array.from(rows), height, children: kids, at: size, carry: carried };
    const k = rank(f), id = fronts.push(f) - 1;
    if (rest.length > 0) pending[rest[0]!]!.push(id);
    size += height * cols.length + k + k * block(k);
    carried += left(f);
    tallest = Math.max(tallest, height);
    entries += height * cols.length;
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
