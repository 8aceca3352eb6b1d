// A binary heap of columns by their distance. `place[j]` is where j stands, −1 if it does not.
import { at, put } from "./ints";

// @ts-ignore: decorator
@inline
function key(dist: usize, j: i32): f64 { return load<f64>(dist + (<usize>j << 3)); }

/** Up from where j stands, or from the end: `count` is the size, j included. */
export function lift(heap: usize, place: usize, dist: usize, j: i32, count: i32): void {
  const d = key(dist, j);
  let p = at(place, j);
  if (p < 0) p = count - 1;
  while (p > 0) {
    const up = (p - 1) >> 1, parent = at(heap, up);
    if (key(dist, parent) <= d) break;
    put(heap, p, parent);
    put(place, parent, p);
    p = up;
  }
  put(heap, p, j);
  put(place, j, p);
}

/** Takes the first of `count` out. */
export function take(heap: usize, place: usize, dist: usize, count: i32): i32 {
  const first = at(heap, 0), last = count - 1, j = at(heap, last), d = key(dist, j);
  put(place, first, -1);
  if (last == 0) return first;
  let p = 0;
  for (;;) {
    let c = 2 * p + 1;
    if (c >= last) break;
    if (c + 1 < last && key(dist, at(heap, c + 1)) < key(dist, at(heap, c))) c++;
    const child = at(heap, c);
    if (key(dist, child) >= d) break;
    put(heap, p, child);
    put(place, child, p);
    p = c;
  }
  put(heap, p, j);
  put(place, j, p);
  return first;
}
