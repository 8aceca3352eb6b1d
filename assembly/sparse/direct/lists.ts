// What each front holds: its rows, their places in the parent, and the entries of A, all by one walk over the rows of A.
import { at, put } from "../order/ints";
import { Plan } from "./plan";
import { panel } from "./supernodes";
import { Halves } from "./tree";

/** A front during the walk; 32 bytes. */
@unmanaged
class Cursor {
  /** The row that passed last, and its place among the rows of all fronts. */
  mark: i32;
  last: i32;
  up: i32;
  /** What leads from a place to the row's index in the panel. */
  shift: i32;
  /** Where the next entry of A is listed. */
  entry: i32;
  /** The panel, less its first column; doubles of a tile. */
  origin: i32;
  step: i32;
  spare: i32;
}

// @ts-ignore: decorator
@inline
function cursorOf(table: usize, f: i32): Cursor {
  return changetype<Cursor>(table + (<usize>f << 5));
}

/** Begins of all lists, then the lists. `first` and `parent` are there. order: columns of the analysis in the order of the fronts; home, now: n each; table:
 *  32 bytes a front. */
export function settleFronts(p: Plan, h: Halves, below: usize, order: usize, home: usize, now: usize, table: usize): void {
  let rows = 0, entries = 0, panels = 0;
  for (let f = 0; f < p.fronts; f++) {
    const from = at(p.first, f), end = at(p.first, f + 1), m = at(below, f), c = cursorOf(table, f);
    put(p.rowsAt, f, rows);
    put(p.entriesAt, f, entries);
    put(p.panelAt, f, panels);
    c.mark = -1;
    c.last = rows - 1;
    c.up = at(p.parent, f);
    c.shift = (end - from + 3 & ~3) - rows;
    c.entry = entries;
    c.origin = panels - (from << 2);
    c.step = (end - from) << 2;
    for (let j = from; j < end; j++) {
      const old = at(order, j);
      put(now, old, j);
      put(home, old, f);
      entries += at(h.upperAt, old + 1) - at(h.upperAt, old) + <i32>(at(h.diagonal, old) >= 0);
    }
    rows += m;
    panels += <i32>panel(end - from, m);
  }
  put(p.rowsAt, p.fronts, rows);
  put(p.entriesAt, p.fronts, entries);
  put(p.panelAt, p.fronts, panels);
  for (let f = 0; f < p.fronts; f++) walk(p, h, f, order, home, now, table);
}

/** For each row i of front f the fronts above every A(i,k<i), until one is met again: rows are walked in ascending order, so those of a front come out sorted,
 *  and where row i stands in a front and in its parent is known as it is listed. What was left of the diagonal before the columns were renumbered still is:
 *  descendants stay before ancestors. */
function walk(p: Plan, h: Halves, f: i32, order: usize, home: usize, now: usize, table: usize): void {
  const own = cursorOf(table, f), from = at(p.first, f), stop = at(p.first, f + 1), map = p.map, rows = p.rows;
  for (let i = from; i < stop; i++) {
    const old = at(order, i), inside = i - from, end = at(h.lowerAt, old + 1);
    own.mark = i;
    for (let e = at(h.lowerAt, old); e < end; e++) {
      const k = at(h.lower, e), c = cursorOf(table, at(home, k));
      let r = inside, g = c;
      while (g.mark != i) {
        g.mark = i;
        const place = ++g.last, up = cursorOf(table, g.up);
        put(rows, place, i);
        put(map, place, up == own ? inside : up.shift + up.last + <i32>(up.mark != i));
        g = up;
      }
      if (c != own) r = c.shift + c.last;
      enter(p, c, r, at(now, k), at(h.source, e));
    }
    const q = at(h.diagonal, old);
    if (q >= 0) enter(p, own, inside, i, q);
  }
}

/** Entry q of A stands in row r of the panel and column k. */
// @ts-ignore: decorator
@inline
function enter(p: Plan, c: Cursor, r: i32, k: i32, q: i32): void {
  const e = c.entry++;
  put(p.source, e, q);
  put(p.target, e, c.origin + (r >> 2) * c.step + (k << 2) + (r & 3));
}
