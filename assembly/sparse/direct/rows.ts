// Row by row: L·D·Lᵀ with a unit L kept by columns, for factors that stay thin. Davis 2005, ACM TOMS 31(4), algorithm 849.
import { align64 } from "../../core/lanes";
import { at, put } from "../order/ints";
import { Plan } from "./plan";
import { Work } from "./work";

/** Bytes of scratch: a row, its pattern, marks, lengths of columns. */
export function rowsWorkspace(p: Plan): f64 {
  return 256 + 8 * <f64>p.n + 64 + 3 * <f64>align64(<usize>p.n << 2);
}

/** Returns 0, or the 1-based position: positive where the pivot is not positive (LDL: not finite), negative where A is singular. */
export function factorRows(p: Plan, rowPtr: usize, colIdx: usize, values: usize, work: Work, ws: usize): i32 {
  const n = p.n, span = align64(<usize>n << 2), y = ws + 256, pattern = y + align64(<usize>n << 3), mark = pattern + span, length = mark + span;
  memory.fill(y, 0, <usize>n << 3);
  for (let k = 0; k < n; k++) {
    put(mark, k, k);
    put(length, k, 0);
    const row = at(p.perm, k), bad = row_f64_ukr(changetype<usize>(p), k, at(rowPtr, row), at(rowPtr, row + 1), colIdx, values, y, pattern, mark, length, changetype<usize>(work));
    if (bad) return bad;
  }
  return work.replaced > 0 ? singular(p, work) : 0;
}

/** Row k of L and D: a sparse triangular solve over the columns that reach k in the tree. */
export function row_f64_ukr(plan: usize, k: i32, q: i32, end: i32, colIdx: usize, values: usize, y: usize, pattern: usize, mark: usize, length: usize, ws: usize): i32 {
  const p = changetype<Plan>(plan), work = changetype<Work>(ws), n = p.n;
  let top = n;
  for (; q < end; q++) {
    let i = at(p.inverse, at(colIdx, q));
    if (i > k) continue;
    store<f64>(y + (<usize>i << 3), load<f64>(values + (<usize>q << 3)));
    let len = 0;
    while (at(mark, i) != k) {
      put(pattern, len++, i);
      put(mark, i, k);
      i = at(p.parent, i);
    }
    while (len > 0) put(pattern, --top, at(pattern, --len));
  }
  let d = load<f64>(y + (<usize>k << 3));
  store<f64>(y + (<usize>k << 3), 0);
  for (; top < n; top++) {
    const i = at(pattern, top), place = y + (<usize>i << 3), v = load<f64>(place), from = at(p.colAt, i), stop = from + at(length, i);
    store<f64>(place, 0);
    for (let e = from; e < stop; e++) {
      const to = y + (<usize>at(p.index, e) << 3);
      store<f64>(to, load<f64>(to) - load<f64>(p.values + (<usize>e << 3)) * v);
    }
    const l = v / load<f64>(p.diagonal + (<usize>i << 3));
    d -= l * v;
    put(p.index, stop, k);
    store<f64>(p.values + (<usize>stop << 3), l);
    put(length, i, stop - from + 1);
  }
  if (work.ldl) {
    if (!(abs(d) < Infinity)) return k + 1;
    if (abs(d) <= work.tiny) { d = d < 0 ? -work.patch : work.patch; work.replaced++; }
  } else if (!(d > 0 && d < Infinity)) return k + 1;
  store<f64>(p.diagonal + (<usize>k << 3), d);
  return 0;
}

/** A replaced pivot below which nothing is left either. */
function singular(p: Plan, work: Work): i32 {
  for (let j = 0; j < p.n; j++) {
    const d = abs(load<f64>(p.diagonal + (<usize>j << 3)));
    if (d != work.patch) continue;
    let most: f64 = 0;
    for (let e = at(p.colAt, j); e < at(p.colAt, j + 1); e++) most = max(most, abs(load<f64>(p.values + (<usize>e << 3))));
    if (!(most * d > work.tiny)) return -1 - j;
  }
  return 0;
}

export function solveRows(p: Plan, y: usize): void {
  for (let j = 0; j < p.n; j++) {
    const v = load<f64>(y + (<usize>j << 3)), end = at(p.colAt, j + 1);
    for (let e = at(p.colAt, j); e < end; e++) {
      const to = y + (<usize>at(p.index, e) << 3);
      store<f64>(to, load<f64>(to) - load<f64>(p.values + (<usize>e << 3)) * v);
    }
  }
  for (let j = p.n - 1; j >= 0; j--) {
    const to = y + (<usize>j << 3), end = at(p.colAt, j + 1);
    let v = load<f64>(to) / load<f64>(p.diagonal + (<usize>j << 3));
    for (let e = at(p.colAt, j); e < end; e++) v -= load<f64>(p.values + (<usize>e << 3)) * load<f64>(y + (<usize>at(p.index, e) << 3));
    store<f64>(to, v);
  }
}
