// Orders and matchings the plain way: sets of neighbours, elimination as written, all permutations.
import type { Csr, Kernels, Scope } from "lanewise";
import type { Random } from "./random.js";

/** Compressed rows, sorted. */
export interface Pattern { readonly rows: number; readonly cols: number; readonly rowPtr: readonly number[]; readonly colIdx: readonly number[] }
type Lists = readonly (readonly number[])[];

export function patternOf(cols: number, lists: Lists): Pattern {
  const sorted = lists.map((l) => [...new Set(l)].sort((a, b) => a - b)), rowPtr = [0];
  for (const l of sorted) rowPtr.push(rowPtr.at(-1)! + l.length);
  return { rows: lists.length, cols, rowPtr, colIdx: sorted.flat() };
}

export const listsOf = (p: Pattern): number[][] => Array.from({ length: p.rows }, (_, i) => p.colIdx.slice(p.rowPtr[i], p.rowPtr[i + 1]));

/** About `mean` entries a row, anywhere. */
export function scattered(random: Random, rows: number, cols: number, mean: number, diagonal = false): Pattern {
  return patternOf(cols, Array.from({ length: rows }, (_, i) => {
    const count = cols === 0 ? 0 : random.int(0, 2 * mean), list = Array.from({ length: count }, () => random.int(0, cols - 1));
    return diagonal && i < cols ? [...list, i] : list;
  }));
}

/** The 5- or 7-point stencil, with or without its diagonal. */
export function grid(nx: number, ny: number, nz = 1, diagonal = true): Pattern {
  const at = (x: number, y: number, z: number): number => (z * ny + y) * nx + x, lists: number[][] = [];
  for (let z = 0; z < nz; z++) for (let y = 0; y < ny; y++) for (let x = 0; x < nx; x++) {
    const near = [[x - 1, y, z], [x + 1, y, z], [x, y - 1, z], [x, y + 1, z], [x, y, z - 1], [x, y, z + 1]] as [number, number, number][];
    const list = near.filter(([a, b, c]) => a >= 0 && a < nx && b >= 0 && b < ny && c >= 0 && c < nz).map((q) => at(...q));
    lists.push(diagonal ? [...list, at(x, y, z)] : list);
  }
  return patternOf(nx * ny * nz, lists);
}

/** Rows and columns alike renamed at random. */
export function shuffled(random: Random, p: Pattern): Pattern {
  const name = Array.from({ length: p.rows }, (_, i) => i);
  for (let i = p.rows - 1; i > 0; i--) { const j = random.int(0, i); [name[i], name[j]] = [name[j]!, name[i]!]; }
  const lists: number[][] = Array.from({ length: p.rows }, () => []);
  listsOf(p).forEach((l, i) => { lists[name[i]!] = l.map((j) => name[j]!); });
  return patternOf(p.cols, lists);
}

/** A + Aᵀ without the diagonal. */
export function symmetrised(p: Pattern): Pattern {
  const lists: number[][] = Array.from({ length: p.rows }, () => []);
  listsOf(p).forEach((l, i) => { for (const j of l) if (i !== j) { lists[i]!.push(j); lists[j]!.push(i); } });
  return patternOf(p.rows, lists);
}

/** AᵀA without the diagonal. */
export function gram(p: Pattern): Pattern {
  const lists: number[][] = Array.from({ length: p.cols }, () => []);
  for (const l of listsOf(p)) for (const i of l) for (const j of l) if (i !== j) lists[i]!.push(j);
  return patternOf(p.cols, lists);
}

export function transposed(p: Pattern): Pattern {
  const lists: number[][] = Array.from({ length: p.cols }, () => []);
  listsOf(p).forEach((l, i) => { for (const j of l) lists[j]!.push(i); });
  return patternOf(p.rows, lists);
}

export function isPermutation(perm: ArrayLike<number>, n: number): boolean {
  const seen = new Set(Array.from(perm));
  return perm.length === n && seen.size === n && [...seen].every((i) => Number.isInteger(i) && i >= 0 && i < n);
}

/** Entries of L, diagonal included, by elimination of one node after the other; `next` chooses among those left. */
function eliminate(p: Pattern, next: (near: readonly Set<number>[], k: number) => number): number {
  const near = listsOf(p).map((l, i) => new Set(l.filter((j) => j !== i)));
  let count = 0;
  for (let k = 0; k < p.rows; k++) {
    const v = next(near, k), clique = [...near[v]!];
    count += clique.length + 1;
    for (const i of clique) { near[i]!.delete(v); for (const j of clique) if (i !== j) near[i]!.add(j); }
    near[v] = new Set([-1]);
  }
  return count;
}

export const fillOf = (p: Pattern, perm: ArrayLike<number>): number => eliminate(p, (_, k) => perm[k]!);

/** Of exact minimum degree, ties to the first. */
export function minimumDegreeFill(p: Pattern): number {
  return eliminate(p, (near) => {
    let best = -1;
    near.forEach((set, i) => { if (!set.has(-1) && (best < 0 || set.size < near[best]!.size)) best = i; });
    return best;
  });
}

/** The same as fillOf for what is large: rows of L as subtrees of the elimination tree (Liu 1986). Any of both halves may be given. */
export function countFill(p: { readonly rows: number; readonly rowPtr: ArrayLike<number>; readonly colIdx: ArrayLike<number> }, perm: ArrayLike<number>): number {
  const { rows: n, rowPtr, colIdx } = p, place = new Int32Array(n), parent = new Int32Array(n).fill(-1), mark = new Int32Array(n).fill(-1);
  for (let k = 0; k < n; k++) place[perm[k]!] = k;
  let count = n;
  for (let k = 0; k < n; k++) {
    mark[k] = k;
    for (let q = rowPtr[perm[k]!]!; q < rowPtr[perm[k]! + 1]!; q++) {
      for (let i = place[colIdx[q]!]!; i < k && mark[i] !== k; i = parent[i]!) {
        if (parent[i] === -1) parent[i] = k;
        mark[i] = k;
        count++;
      }
    }
  }
  return count;
}

export function bandwidth(p: Pattern, perm: ArrayLike<number>): number {
  const place = new Int32Array(p.rows);
  for (let k = 0; k < p.rows; k++) place[perm[k]!] = k;
  return listsOf(p).reduce((most, l, i) => l.reduce((m, j) => Math.max(m, Math.abs(place[i]! - place[j]!)), most), 0);
}

/** The most rows that can be matched to columns over entries that are not 0, and the largest sum of log₂|a| of that many: all ways are tried. */
export function bestMatching(p: Pattern, values: readonly number[]): { readonly size: number; readonly log: number } {
  const lists = Array.from({ length: p.rows }, (_, i) => Array.from({ length: p.rowPtr[i + 1]! - p.rowPtr[i]! }, (_, q) => [p.colIdx[p.rowPtr[i]! + q]!, values[p.rowPtr[i]! + q]!] as const));
  let best = { size: 0, log: 0 };
  const go = (i: number, used: number, size: number, log: number): void => {
    if (i === p.rows) {
      if (size > best.size || (size === best.size && log > best.log)) best = { size, log };
      return;
    }
    go(i + 1, used, size, log);
    for (const [j, v] of lists[i]!) if (v !== 0 && !(used & (1 << j))) go(i + 1, used | (1 << j), size + 1, log + Math.log2(Math.abs(v)));
  };
  go(0, 0, 0, 0);
  return best;
}

/** A matrix with that pattern, all ones unless values are given. */
export function matrixOf(k: Kernels | Scope, p: Pattern, values?: ArrayLike<number>): Csr<"f64"> {
  return k.csr("f64", p.rows, p.cols, { rowPtr: p.rowPtr, colIdx: p.colIdx, values: values ?? new Float64Array(p.colIdx.length).fill(1) });
}
