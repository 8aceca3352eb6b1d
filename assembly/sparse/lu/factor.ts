// The factorization from column to column, its last touches, and its repetition with new values.
import { lu_column_f64_ukr } from "./column";
import {
  AT, colScale, COUNT, dense, deskBytes, FIRST, get, head, LENGTH, NODE, NODES, ORDER, PANEL, PLACE, ROWS, rowScale, SEGMENTS, set, UPPER, VALUE_HIGH,
} from "./layout";
import { update } from "./update";

/** Before the first column. ORDER, DIAGONAL and the scales are the caller's to fill. */
export function begin(n: i32, base: usize, ws: usize): void {
  memory.fill(ws, 0, deskBytes(n));
  memory.fill(head(base, n, PLACE), 255, (<usize>n + 1) << 2);
  set(head(base, n, FIRST), 0, 0);
}

/** All columns, or the rest of them after a region was full: 0 or what stopped it. */
export function factor(n: i32, colPtr: usize, rowIdx: usize, from: usize, values: usize, tolerance: f64, base: usize, index: usize, indexSize: i32, value: usize, valueSize: i32, ws: usize): i32 {
  for (let k = load<i32>(ws, AT); k < n; k++) {
    const status = lu_column_f64_ukr(n, k, colPtr, rowIdx, from, values, tolerance, base, index, indexSize, value, valueSize, ws);
    if (status != 0) return status;
    store<i32>(ws, k + 1, AT);
  }
  return 0;
}

/** Rows become positions: in the lists, in the columns of A, in the scales. Returns the entries of L and U, the diagonal once. */
export function finish(n: i32, colPtr: usize, rowIdx: usize, base: usize, index: usize, ws: usize): f64 {
  const place = head(base, n, PLACE), first = head(base, n, FIRST), scale = rowScale(base, n), t = dense(ws, n);
  const nodes = load<i32>(ws, NODES), nnz = get(colPtr, n);
  for (let p = 0; p < nnz; p++) set(rowIdx, p, get(place, get(rowIdx, p)));
  let entries = <f64>load<i32>(ws, VALUE_HIGH);
  for (let s = 0; s < nodes; s++) {
    const rows = index + (<usize>get(head(base, n, ROWS), s) << 2), length = get(head(base, n, LENGTH), s);
    for (let i = 0; i < length; i++) set(rows, i, get(place, get(rows, i)));
    for (let k = get(first, s), c = 0; k < get(first, s + 1); k++, c++) {
      entries += <f64>(length - c);
      if (c > 0) entries += <f64>(k - get(index, get(head(base, n, SEGMENTS), k) + get(head(base, n, COUNT), k) - 1));
    }
  }
  for (let i = 0; i < n; i++) store<f64>(t + (<usize>get(place, i) << 3), load<f64>(scale + (<usize>i << 3)));
  memory.copy(scale, t, <usize>n << 3);
  return entries;
}

/** Column k again, with new values and the same pivots: 0, or k + 1 if the pivot is less than `least` of the largest below it. */
export function lu_replay_f64_ukr(n: i32, k: i32, colPtr: usize, rowIdx: usize, from: usize, values: usize, least: f64, base: usize, index: usize, value: usize, valueEnd: usize, x: usize, t: usize): i32 {
  const col = get(head(base, n, ORDER), k), node = head(base, n, NODE), first = head(base, n, FIRST), own = get(node, k), end = get(colPtr, col + 1);
  const scale = load<f64>(colScale(base, n) + (<usize>col << 3));
  for (let p = get(colPtr, col); p < end; p++) {
    const row = <usize>get(rowIdx, p) << 3;
    store<f64>(x + row, load<f64>(values + (<usize>get(from, p) << 3)) * load<f64>(rowScale(base, n) + row) * scale);
  }
  const above = k - get(first, own), length = get(head(base, n, LENGTH), own);
  const rows = index + (<usize>get(head(base, n, ROWS), own) << 2), panel = value + ((<usize>get(head(base, n, PANEL), own) + <usize>above * <usize>length) << 3);
  let u = valueEnd - (<usize>get(head(base, n, UPPER), k) << 3), p = index + (<usize>get(head(base, n, SEGMENTS), k) << 2);
  for (const stop = p + (<usize>get(head(base, n, COUNT), k) << 2); p < stop; p += 4) {
    const at = load<i32>(p), s = get(node, at);
    if (s == own) {
      update(n, base, index, value, s, at, k - at, x, t, panel + (<usize>(at - get(first, own)) << 3));
    } else {
      const w = get(first, s + 1) - at;
      update(n, base, index, value, s, at, w, x, t, u);
      u += <usize>w << 3;
    }
  }
  const diagonal = load<f64>(x + (<usize>k << 3));
  let most = 0.0;
  store<f64>(x + (<usize>k << 3), 0);
  store<f64>(panel + (<usize>above << 3), diagonal);
  for (let i = above + 1; i < length; i++) {
    const y = x + (<usize>get(rows, i) << 3), v = load<f64>(y);
    if (!(abs(v) <= most)) most = abs(v);
    store<f64>(panel + (<usize>i << 3), v / diagonal);
    store<f64>(y, 0);
  }
  return abs(diagonal) >= least * most && diagonal != 0 && most < Infinity ? 0 : k + 1;
}

export function refactor(n: i32, colPtr: usize, rowIdx: usize, from: usize, values: usize, least: f64, base: usize, index: usize, value: usize, valueEnd: usize, ws: usize): i32 {
  const t = ws + ((<usize>n + 1) << 3);
  memory.fill(ws, 0, <usize>n << 3);
  for (let k = 0; k < n; k++) {
    const status = lu_replay_f64_ukr(n, k, colPtr, rowIdx, from, values, least, base, index, value, valueEnd, ws, t);
    if (status != 0) return status;
  }
  return 0;
}

/** The pivots, and what scaled them, to three arrays: those of det(A) are pivot / (row · col). */
export function pivots(n: i32, base: usize, value: usize, pivot: usize, row: usize, col: usize): void {
  for (let k = 0; k < n; k++) {
    const s = get(head(base, n, NODE), k), c = k - get(head(base, n, FIRST), s), p = <usize>k << 3;
    store<f64>(pivot + p, load<f64>(value + ((<usize>get(head(base, n, PANEL), s) + <usize>c * (<usize>get(head(base, n, LENGTH), s) + 1)) << 3)));
    store<f64>(row + p, load<f64>(rowScale(base, n) + p));
    store<f64>(col + p, load<f64>(colScale(base, n) + p));
  }
}
