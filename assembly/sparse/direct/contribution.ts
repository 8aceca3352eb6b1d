// What a front passes on: C = −L₂₁·S·L₂₁ᵀ, its lower triangle in strips of 4 rows; strip t holds 4 rows of 4(t + 1) doubles. And its assembly into the parent.
import { at } from "../order/ints";
import { front_f64_ukr_4x4 } from "./ukernel";

/** Steps of one product, and column tiles that stay in cache meanwhile. */
const CHUNK: i32 = 256;
const COLUMNS: i32 = 24;

/** Row r of a contribution at c. */
// @ts-ignore: decorator
@inline
function rowOf(c: usize, r: i32): usize {
  const t = <usize>r >> 2;
  return c + (t * (t + 1) << 6) + <usize>(r & 3) * ((t + 1) << 5);
}

/** C ← −L₂₁·S·L₂₁ᵀ of w columns, L₂₁ in `tiles` tiles at `below`; `delta` leads to the tiles with S applied. */
export function contribute(below: usize, delta: usize, w: i32, tiles: i32, c: usize): void {
  if (w == 1) return front_f64_ukr_outer(below, delta, tiles, c);
  const step = <usize>w << 5;
  for (let k = 0; k < w; k += CHUNK) {
    const from = <usize>k << 5, length = <usize>(min(w, k + CHUNK) - k) << 5;
    for (let first = 0; first < tiles; first += COLUMNS) {
      const a = below + <usize>first * step + from;
      for (let i = first; i < tiles; i++) {
        const b = below + delta + <usize>i * step + from, width = <usize>(i + 1) << 5, some = <usize>min(i + 1 - first, COLUMNS);
        front_f64_ukr_4x4(a, step, a + some * step, b, b + length, c + (<usize>i * <usize>(i + 1) << 6) + (<usize>first << 5), 32, width, k);
      }
    }
  }
}

/** C ← −s·l·lᵀ: one column, contiguous. */
export function front_f64_ukr_outer(l: usize, delta: usize, tiles: i32, c: usize): void {
  const end = l + (<usize>tiles << 5);
  let stop = l + 32;
  for (let row = l; row < end; row += 8) {
    if (row == stop) stop += 32;
    const s = f64x2.neg(v128.load64_splat(row + delta));
    for (let x = l; x < stop; x += 32) {
      v128.store(c, f64x2.mul(v128.load(x), s));
      v128.store(c, f64x2.mul(v128.load(x, 16), s), 16);
      c += 32;
    }
  }
}

/** Adds what hits pivots of the parent: the first q columns of the contribution at c, of m rows, into its panel of w columns. `map`: indices there. */
export function front_f64_ukr_pivots(c: usize, m: i32, q: i32, map: usize, panel: usize, w: i32): void {
  const step = <usize>w << 5, columns = map + (<usize>q << 2);
  for (let a = 0; a < m; a++) {
    const r = <usize>at(map, a), row = panel + (r >> 2) * step + ((r & 3) << 3), end = min(columns, map + (<usize>(a + 1) << 2));
    let x = rowOf(c, a);
    for (let b = map; b < end; b += 4) {
      const to = row + (<usize>load<i32>(b) << 5);
      store<f64>(to, load<f64>(to) + load<f64>(x));
      x += 8;
    }
  }
}

/** Adds the rest into the parent's contribution, whose row 0 has index `base` in the map. */
export function front_f64_ukr_rest(c: usize, m: i32, q: i32, map: usize, parent: usize, base: i32): void {
  const from = map + (<usize>q << 2), run = at(map, m - 1) - at(map, q) == m - 1 - q, skip = <usize>base << 3;
  for (let a = q; a < m; a++) {
    let x = rowOf(c, a) + (<usize>q << 3), to = rowOf(parent, at(map, a) - base) - skip;
    if (run) {
      to += <usize>at(map, q) << 3;
      const end = x + (<usize>(a - q) << 3);
      for (; x < end; x += 16) {
        v128.store(to, f64x2.add(v128.load(to), v128.load(x)));
        to += 16;
      }
      if (x == end) store<f64>(to, load<f64>(to) + load<f64>(x));
      continue;
    }
    const end = map + (<usize>(a + 1) << 2);
    for (let b = from; b < end; b += 4) {
      const y = to + (<usize>load<i32>(b) << 3);
      store<f64>(y, load<f64>(y) + load<f64>(x));
      x += 8;
    }
  }
}
