// A binary heap of nodes by f64 keys, least first. `place[j]` is where j stands, −1 if it does not.
import { at, put } from "./ints";

// @ts-ignore: decorator
@inline
function key(keys: usize, j: i32): f64 { return load<f64>(keys + (<usize>j << 3)); }

/** Node j, at or meant for place p of `count`, goes where its key belongs. */
export function settle(heap: usize, place: usize, keys: usize, j: i32, p: i32, count: i32): void {
  const k = key(keys, j), from = p;
  while (p > 0) {
    const up = (p - 1) >> 1, parent = at(heap, up);
    if (key(keys, parent) <= k) break;
    put(heap, p, parent);
    put(place, parent, p);
    p = up;
  }
  for (let c = 2 * p + 1; p >= from && c < count; c = 2 * p + 1) {
    if (c + 1 < count && key(keys, at(heap, c + 1)) < key(keys, at(heap, c))) c++;
    const child = at(heap, c);
    if (key(keys, child) >= k) break;
    put(heap, p, child);
    put(place, child, p);
    p = c;
  }
  put(heap, p, j);
  put(place, j, p);
}

/** Takes j out of `count`. */
export function remove(heap: usize, place: usize, keys: usize, j: i32, count: i32): void {
  const p = at(place, j), last = at(heap, count - 1);
  put(place, j, -1);
  if (last != j) settle(heap, place, keys, last, p, count - 1);
}
