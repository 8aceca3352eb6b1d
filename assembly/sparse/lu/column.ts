// One column of the factorization.
import {
  colScale, COUNT, dense, desk, DIAGONAL, ENTRY, FIRST, FREE, get, head, INDEX_HIGH, INDEX_LOW, LENGTH, NODE, NODE_MARK, NODES, ORDER, packed, PANEL, PIVOT, PLACE, PRUNED, REACHED, ROW_MARK, ROWS, rowScale,
  SEGMENTS, set, STAMP, UPPER, VALUE_HIGH, VALUE_LOW, WALK, WALKED,
} from "./layout";
import { prune, reach } from "./reach";
import { update } from "./update";

export const INDEX_FULL: i32 = -1;
export const VALUE_FULL: i32 = -2;
export const OVERFLOW: i32 = -3;

// @ts-ignore: decorator
@inline
function at(array: usize, i: i32): usize { return array + (<usize>i << 3); }

/** 0, k + 1 if column k has no pivot, INDEX_FULL or VALUE_FULL if a region is too small (nothing has changed then), OVERFLOW.
 *  The dense column x is 0 before and after. */
export function lu_column_f64_ukr(n: i32, k: i32, colPtr: usize, rowIdx: usize, from: usize, values: usize, tolerance: f64, base: usize, index: usize, indexSize: i32, value: usize, valueSize: i32, ws: usize): i32 {
  const first = head(base, n, FIRST), length = head(base, n, LENGTH), place = head(base, n, PLACE), entry = desk(ws, n, ENTRY), reached = desk(ws, n, REACHED), free = desk(ws, n, FREE);
  const x = dense(ws, n), t = packed(ws, n), indexEnd = index + (<usize>indexSize << 2), valueEnd = value + (<usize>valueSize << 3);
  const col = get(head(base, n, ORDER), k), begin = get(colPtr, col), end = get(colPtr, col + 1);
  const stamp = load<i32>(ws, STAMP) + 1;
  store<i32>(ws, stamp, STAMP);
  const top = reach(n, base, ws, indexEnd, rowIdx, begin, end, stamp, t);
  const count = load<i32>(t);
  if (count == 0) return k + 1;

  // The column joins the last supernode if that reaches it and has no row but its own.
  let nodes = load<i32>(ws, NODES);
  const last = nodes - 1;
  const joins = nodes > 0 && get(desk(ws, n, NODE_MARK), last) == stamp && get(length, last) - (k - get(first, last)) == count;
  let upper = 0;
  for (let i = top; i < n; i++) {
    const s = get(reached, i);
    if (!(joins && s == last)) upper += get(first, s + 1) - get(entry, s);
  }
  let indexLow = load<i32>(ws, INDEX_LOW), indexHigh = load<i32>(ws, INDEX_HIGH), valueLow = load<i32>(ws, VALUE_LOW), valueHigh = load<i32>(ws, VALUE_HIGH);
  const tall = joins ? get(length, last) : count;
  if (<f64>indexLow + <f64>indexHigh + <f64>(n - top) + (joins ? 0.0 : 2.0 * <f64>count) > <f64>indexSize) return INDEX_FULL;
  if (<f64>valueLow + <f64>valueHigh + <f64>upper + <f64>tall > <f64>valueSize) return VALUE_FULL;

  const scale = load<f64>(at(colScale(base, n), col));
  for (let p = begin; p < end; p++) {
    const row = get(rowIdx, p);
    store<f64>(at(x, row), load<f64>(at(values, get(from, p))) * load<f64>(at(rowScale(base, n), row)) * scale);
  }
  // U, and what it does to the rows below.
  set(head(base, n, SEGMENTS), k, indexLow);
  valueHigh += upper;
  set(head(base, n, UPPER), k, valueHigh);
  let u = valueEnd - (<usize>valueHigh << 3);
  for (let i = top; i < n; i++) {
    const s = get(reached, i);
    if (joins && s == last) continue;
    const enters = get(entry, s), w = get(first, s + 1) - enters;
    set(index, indexLow++, enters);
    update(n, base, index, value, s, enters, w, x, t, u);
    u += <usize>w << 3;
  }
  const panel = value + (<usize>valueLow << 3);
  let above = 0;
  if (joins) {
    const enters = get(entry, last), zeros = enters - get(first, last);
    above = k - get(first, last);
    set(index, indexLow++, enters);
    memory.fill(panel, 0, <usize>zeros << 3);
    update(n, base, index, value, last, enters, k - enters, x, t, at(panel, zeros));
  }
  set(head(base, n, COUNT), k, indexLow - get(head(base, n, SEGMENTS), k));

  // The pivot: the preferred row if it is large enough, else the largest, the first of equals.
  let pivot = -1, most = 0.0;
  for (let i = 0; i < count; i++) {
    const row = get(free, i), a = abs(load<f64>(at(x, row)));
    if (a > most) { most = a; pivot = row; }
    if (a != a) return OVERFLOW;
  }
  if (pivot < 0) return k + 1;
  if (most == Infinity) return OVERFLOW;
  const preferred = get(head(base, n, DIAGONAL), col);
  if (get(place, preferred) < 0 && get(desk(ws, n, ROW_MARK), preferred) == stamp && abs(load<f64>(at(x, preferred))) >= tolerance * most) pivot = preferred;
  const diagonal = load<f64>(at(x, pivot));

  // L, in the row order of its supernode.
  let rows: usize, own = last;
  if (joins) {
    rows = index + (<usize>get(head(base, n, ROWS), last) << 2);
    let p = above;
    while (get(rows, p) != pivot) p++;
    if (p != above) exchange(rows, value + (<usize>get(head(base, n, PANEL), last) << 3), tall, above, p);
  } else {
    own = nodes++;
    store<i32>(ws, nodes, NODES);
    rows = index + (<usize>indexLow << 2);
    set(head(base, n, ROWS), own, indexLow);
    set(length, own, count);
    set(head(base, n, PANEL), own, valueLow);
    set(first, own, k);
    indexLow += count;
    indexHigh += count - 1;
    set(desk(ws, n, WALK), own, indexHigh);
    set(desk(ws, n, WALKED), own, count - 1);
    set(desk(ws, n, PRUNED), own, 0);
    const walk = indexEnd - (<usize>indexHigh << 2);
    set(rows, 0, pivot);
    for (let i = 0, c = 0; i < count; i++) {
      const row = get(free, i);
      if (row != pivot) { set(walk, c++, row); set(rows, c, row); }
    }
  }
  store<f64>(at(panel, above), diagonal);
  store<f64>(at(x, pivot), 0);
  for (let i = above + 1; i < tall; i++) {
    const y = at(x, get(rows, i));
    store<f64>(at(panel, i), load<f64>(y) / diagonal);
    store<f64>(y, 0);
  }
  set(first, nodes, k + 1);
  set(head(base, n, NODE), k, own);
  set(head(base, n, PIVOT), k, pivot);
  set(place, pivot, k);
  for (let i = top; i < n; i++) {
    const s = get(reached, i);
    if (s != own) prune(n, base, ws, indexEnd, s, pivot);
  }
  store<i32>(ws, indexLow, INDEX_LOW);
  store<i32>(ws, indexHigh, INDEX_HIGH);
  store<i32>(ws, valueLow + tall, VALUE_LOW);
  store<i32>(ws, valueHigh, VALUE_HIGH);
  return 0;
}

/** Rows a and b of a supernode change places, in its list and in its columns so far, which are `a` many. */
function exchange(rows: usize, panel: usize, stride: i32, a: i32, b: i32): void {
  const row = get(rows, a);
  set(rows, a, get(rows, b));
  set(rows, b, row);
  for (let c = 0; c < a; c++, panel += <usize>stride << 3) {
    const v = load<f64>(at(panel, a));
    store<f64>(at(panel, a), load<f64>(at(panel, b)));
    store<f64>(at(panel, b), v);
  }
}
