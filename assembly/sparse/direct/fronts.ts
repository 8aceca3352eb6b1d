// The multifrontal factorization: fronts in postorder, contributions on a stack. Duff & Reid 1983, ACM TOMS 9(3); Liu 1992, SIAM Review 34(1).
import { align64 } from "../../core/lanes";
import { at, put } from "../order/ints";
import { contribute, front_f64_ukr_pivots, front_f64_ukr_rest } from "./contribution";
import { factorPanel } from "./panel";
import { Plan } from "./plan";
import { Work } from "./work";

/** Bytes of scratch: the work, fronts that wait and where, the copy of a panel with negative pivots, the stack. */
export function frontsWorkspace(p: Plan, ldl: bool): f64 {
  return 256 + 2 * <f64>align64(<usize>p.fronts << 2) + 8 * (ldl ? p.largest : 0) + 64 + 8 * p.stack;
}

/** panel ← entries of A. */
export function front_f64_ukr_scatter(source: usize, target: usize, end: usize, values: usize, panels: usize): void {
  while (source < end) {
    store<f64>(panels + (<usize>load<i32>(target) << 3), load<f64>(values + (<usize>load<i32>(source) << 3)));
    source += 4;
    target += 4;
  }
}

/** Returns 0, or as factorPanel with the position among all columns. */
export function factorFronts(p: Plan, values: usize, work: Work, ws: usize): i32 {
  const fronts = p.fronts, waiting = ws + 256, places = waiting + align64(<usize>fronts << 2);
  work.corner = ws + 128;
  work.copy = places + align64(<usize>fronts << 2);
  let top = work.copy + (work.ldl ? <usize>p.largest << 3 : 0) + 63 & ~63, count = 0;
  for (let f = 0; f < fronts; f++) {
    const from = at(p.first, f), w = at(p.first, f + 1) - from, begin = at(p.rowsAt, f), m = at(p.rowsAt, f + 1) - begin;
    const start = at(p.panelAt, f), panel = p.values + (<usize>start << 3), pivots = (w + 3) >> 2, tiles = (m + 3) >> 2;
    clear(panel, p.values + (<usize>at(p.panelAt, f + 1) << 3));
    const e = <usize>at(p.entriesAt, f) << 2;
    front_f64_ukr_scatter(p.source + e, p.target + e, p.source + (<usize>at(p.entriesAt, f + 1) << 2), values, p.values);
    const last = count;
    while (count > 0 && at(p.parent, at(waiting, count - 1)) == f) count--;
    for (let k = count; k < last; k++) {
      const child = at(waiting, k), r = at(p.rowsAt, child), rows = at(p.rowsAt, child + 1) - r, map = p.map + (<usize>r << 2);
      front_f64_ukr_pivots(load<usize>(places + (<usize>k << 2)), rows, shared(map, rows, w), map, panel, w);
    }
    const bad = factorPanel(panel, w, pivots + tiles, work);
    if (bad) return bad > 0 ? bad + from : bad - from;
    if (m > 0) {
      contribute(panel + <usize>pivots * (<usize>w << 5), work.delta, w, tiles, top);
      for (let k = count; k < last; k++) {
        const child = at(waiting, k), r = at(p.rowsAt, child), rows = at(p.rowsAt, child + 1) - r, map = p.map + (<usize>r << 2), q = shared(map, rows, w);
        if (q < rows) front_f64_ukr_rest(load<usize>(places + (<usize>k << 2)), rows, q, map, top, pivots << 2);
      }
    }
    const size = <usize>tiles * <usize>(tiles + 1) << 6;
    const place = count < last ? load<usize>(places + (<usize>count << 2)) : top;
    if (place != top) move(place, top, top + size);
    top = place + size;
    if (m == 0) continue;
    put(waiting, count, f);
    store<usize>(places + (<usize>count << 2), place);
    count++;
  }
  return 0;
}

/** How many of a front's rows are pivots of its parent: those of index below w. */
function shared(map: usize, rows: i32, w: i32): i32 {
  let q = 0;
  while (q < rows && at(map, q) < w) q++;
  return q;
}

/** Zeros in whole tiles: most panels are smaller than what a call of memory.fill costs. */
function clear(p: usize, end: usize): void {
  if (end - p > 4096) { memory.fill(p, 0, end - p); return; }
  const zero = f64x2.splat(0);
  for (; p < end; p += 32) {
    v128.store(p, zero);
    v128.store(p, zero, 16);
  }
}

/** Downwards. */
function move(to: usize, from: usize, end: usize): void {
  if (end - from > 4096) { memory.copy(to, from, end - from); return; }
  for (; from < end; from += 32) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    to += 32;
  }
}
