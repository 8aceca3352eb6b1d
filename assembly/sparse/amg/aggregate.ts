// Plain aggregation on the graph of strong entries.
import { at, colOf, endOf, Rows, startOf } from "./shapes";

export const FREE: i32 = -1;
/** A row without strong neighbours: it is left to the relaxation. */
export const ALONE: i32 = -2;

/** id ← FREE, or ALONE, on rows first … last − 1. */
export function aggregateStart(first: i32, last: i32, a: Rows, strong: usize, id: usize): void {
  for (let i = first; i < last; i++) {
    let any: u8 = 0;
    const end = endOf(a, i);
    for (let k = startOf(a, i); k < end; k++) any |= load<u8>(strong + k);
    store<i32>(at(id, i), any ? FREE : ALONE);
  }
}

/** A free row takes all its strong neighbours, also those that others had; their free neighbours are marked for it until another takes them.
 *  Returns the number of aggregates so far. Demidov 2019, Lobachevskii J. Math. 40(5) (plain aggregates of AMGCL). */
export function aggregate(first: i32, last: i32, a: Rows, strong: usize, id: usize, count: i32): i32 {
  for (let i = first; i < last; i++) {
    if (load<i32>(at(id, i)) != FREE) continue;
    const own = count++, start = startOf(a, i), end = endOf(a, i);
    store<i32>(at(id, i), own);
    for (let k = start; k < end; k++) if (load<u8>(strong + k)) store<i32>(at(id, colOf(a, k)), own);
    for (let k = start; k < end; k++) {
      if (!load<u8>(strong + k)) continue;
      const j = colOf(a, k), stop = endOf(a, j);
      for (let q = startOf(a, j); q < stop; q++) {
        if (!load<u8>(strong + q)) continue;
        const to = at(id, colOf(a, q));
        if (load<i32>(to) == FREE) store<i32>(to, own);
      }
    }
  }
  return count;
}

/** Drops aggregates that lost all their rows: ids become 0 … result − 1 in the order of the first ones. ws: i32[count]. */
export function renumber(n: i32, id: usize, count: i32, ws: usize): i32 {
  memory.fill(ws, 0, <usize>count << 2);
  for (let i = 0; i < n; i++) {
    const own = load<i32>(at(id, i));
    if (own >= 0) store<i32>(at(ws, own), 1);
  }
  let next = 0;
  for (let c = 0; c < count; c++) {
    const used = load<i32>(at(ws, c));
    store<i32>(at(ws, c), next);
    next += used;
  }
  for (let i = 0; i < n; i++) {
    const own = load<i32>(at(id, i));
    if (own >= 0) store<i32>(at(id, i), load<i32>(at(ws, own)));
  }
  return next;
}
