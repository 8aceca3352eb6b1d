// A ± w·wᵀ in compressed rows: in place where A has all of its entries, otherwise in a pattern that has grown.
import type { Arena, Block } from "../memory/arena.js";
import { scratchView } from "../memory/scratch.js";
import type { Symmetric } from "./cholesky_plan.js";
import { keptBytes } from "./factor.js";

interface Views { readonly start: Int32Array; readonly cols: Int32Array; readonly values: Float64Array }

function viewsOf(arena: Arena, a: Symmetric): Views {
  return { start: scratchView(arena, "i32", a.rowPtr, a.rows + 1), cols: scratchView(arena, "i32", a.colIdx, a.nnz), values: scratchView(arena, "f64", a.values, a.nnz) };
}

const support = (w: Float64Array): number[] => [...w.keys()].filter((i) => w[i] !== 0);

/** Where the entries of w·wᵀ stand in A, row by row, or undefined if one is missing. */
export function places(arena: Arena, a: Symmetric, w: Float64Array): number[] | undefined {
  const { start, cols } = viewsOf(arena, a), on = support(w), found: number[] = [];
  for (const i of on) {
    let k = start[i]!;
    for (const j of on) {
      while (k < start[i + 1]! && cols[k]! < j) k++;
      if (k === start[i + 1]! || cols[k] !== j) return undefined;
      found.push(k);
    }
  }
  return found;
}

/** A += sigma·w·wᵀ at those places. */
export function add(arena: Arena, a: Symmetric, w: Float64Array, sigma: number, at: readonly number[]): void {
  const { values } = viewsOf(arena, a), on = support(w);
  let e = 0;
  for (const i of on) for (const j of on) values[at[e++]!]! += sigma * w[i]! * w[j]!;
}

/** A + sigma·w·wᵀ in a block of its own, laid out as factorizations keep A. */
export function grow(arena: Arena, op: string, a: Symmetric, w: Float64Array, sigma: number): [kept: Symmetric, block: Block] {
  const on = support(w), { rows, cols } = a;
  let nnz = a.nnz;
  { const { start, cols: index } = viewsOf(arena, a);
    for (const i of on) {
      nnz += on.length;
      for (let k = start[i]!; k < start[i + 1]!; k++) if (w[index[k]!] !== 0) nnz--;
    } }
  const block = arena.block(op, keptBytes({ rows, nnz })), rowPtr = block.ptr + 8 * nnz;
  const kept: Symmetric = { rows, cols, nnz, values: block.ptr, rowPtr, colIdx: rowPtr + 4 * (rows + 1) };
  const from = viewsOf(arena, a), to = viewsOf(arena, kept);
  let out = 0;
  const put = (j: number, v: number): void => { to.cols[out] = j; to.values[out++] = v; };
  for (let i = 0; i < rows; i++) {
    const wi = w[i]!, end = from.start[i + 1]!;
    let k = from.start[i]!;
    to.start[i] = out;
    for (const j of wi === 0 ? [] : on) {
      while (k < end && from.cols[k]! < j) put(from.cols[k]!, from.values[k++]!);
      put(j, sigma * wi * w[j]! + (k < end && from.cols[k] === j ? from.values[k++]! : 0));
    }
    while (k < end) put(from.cols[k]!, from.values[k++]!);
  }
  to.start[rows] = out;
  return [kept, block];
}
