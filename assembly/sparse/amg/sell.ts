// Rows into SELL-8 (Kreutzer et al. 2014, SIAM J. Sci. Comput. 36(5)), in an order of rows that keeps rows of like length together.
import { at, at8, CHEBYSHEV, colOf, endOf, JACOBI, Rows, startOf, valOf } from "./shapes";

const WINDOW: i32 = 256;

/** order[slot] and slot[row] for one window of 256 rows: longest first, else as they were. ws: i32[257]. */
export function orderWindow(first: i32, n: i32, a: Rows, order: usize, slots: usize, ws: usize): void {
  const last = min(n, first + WINDOW);
  memory.fill(ws, 0, (<usize>WINDOW + 1) << 2);
  for (let i = first; i < last; i++) {
    const c = at(ws, WINDOW - min(WINDOW - 1, <i32>(endOf(a, i) - startOf(a, i))));
    store<i32>(c, load<i32>(c) + 1);
  }
  let sum = first;
  for (let c = 0; c <= WINDOW; c++) {
    const count = load<i32>(at(ws, c));
    store<i32>(at(ws, c), sum);
    sum += count;
  }
  for (let i = first; i < last; i++) {
    const c = at(ws, WINDOW - min(WINDOW - 1, <i32>(endOf(a, i) - startOf(a, i)))), slot = load<i32>(c);
    store<i32>(c, slot + 1);
    store<i32>(at(order, slot), i);
    store<i32>(at(slots, i), slot);
  }
}

/** Chunk pointers for chunks first … last − 1, on from `sum`; `less` entries of each row are left out. Returns the new sum, which it also stores. */
export function countChunks(first: i32, last: i32, n: i32, a: Rows, order: usize, less: i32, ptr: usize, sum: i32): i32 {
  for (let c = first; c < last; c++) {
    let width = 0;
    const end = min(n, (c + 1) << 3);
    for (let s = c << 3; s < end; s++) {
      const i = load<i32>(at(order, s));
      width = max(width, <i32>(endOf(a, i) - startOf(a, i)) - less);
    }
    store<i32>(at(ptr, c), sum);
    sum += width;
  }
  store<i32>(at(ptr, last), sum);
  return sum;
}

/** Chunks first … last − 1 of the matrix whose rows come in `order` and whose columns go to `slots`. Padding has value 0 and a column that
 *  its row has anyway, so that it never reads what was never written. */
export function fillChunks<T>(first: i32, last: i32, n: i32, a: Rows, order: usize, slots: usize, ptr: usize, idx: usize, val: usize): void {
  for (let c = first; c < last; c++) {
    for (let r = 0; r < 8; r++) {
      const s = (c << 3) + r;
      let k: usize = 0, end: usize = 0;
      if (s < n) { const i = load<i32>(at(order, s)); k = startOf(a, i); end = endOf(a, i); }
      pad<T>(c, r, k, end, -1, 1, a, slots, ptr, idx, val);
    }
  }
}

// @ts-ignore: decorator
@inline
function pad<T>(c: i32, r: i32, k: usize, end: usize, own: i32, scale: f64, a: Rows, slots: usize, ptr: usize, idx: usize, val: usize): void {
  let e = <usize>load<u32>(at(ptr, c)) * 8 + r;
  const stop = <usize>load<u32>(at(ptr, c), 4) * 8;
  let column = 0;
  for (; k < end; k++) {
    const j = colOf(a, k);
    if (j == own) continue;
    column = load<i32>(at(slots, j));
    store<i32>(idx + (e << 2), column);
    store<T>(val + e * sizeof<T>(), <T>(scale * valOf(a, k)));
    e += 8;
  }
  for (; e < stop; e += 8) {
    store<i32>(idx + (e << 2), column);
    store<T>(val + e * sizeof<T>(), <T>0);
  }
}

/** As fillChunks for a square matrix times `scale`, its diagonal apart in d; w ← the weights of the relaxation, 0 in padding.
 *  Jacobi: SPAI0, a_ii / Σ_j a_ij² (Bröker & Grote 2002, Appl. Numer. Math. 41). Gauss–Seidel runs over chunks and is Jacobi inside one, with
 *  half of what the row has inside its chunk added to the diagonal: positive definite for every A that is (Baker, Falgout, Kolev & Yang 2011,
 *  SIAM J. Sci. Comput. 33(5), l1 smoothers). Chebyshev: 1 / a_ii. */
export function fillSquare<T>(first: i32, last: i32, n: i32, a: Rows, order: usize, slots: usize, scale: f64, relax: i32, ptr: usize, idx: usize, val: usize, d: usize, w: usize): void {
  for (let c = first; c < last; c++) {
    for (let r = 0; r < 8; r++) {
      const s = (c << 3) + r;
      let own: f64 = 1, weight: f64 = 0, k: usize = 0, end: usize = 0, i = -1;
      if (s < n) {
        i = load<i32>(at(order, s));
        k = startOf(a, i);
        end = endOf(a, i);
        let squares: f64 = 0, inside: f64 = 0;
        for (let q = k; q < end; q++) {
          const v = valOf(a, q) * scale, j = colOf(a, q);
          if (j == i) own = v;
          else if (relax == JACOBI) squares += v * v;
          else if (relax != CHEBYSHEV && load<i32>(at(slots, j)) >> 3 == c) inside += abs(v);
        }
        weight = relax == JACOBI ? own / (squares + own * own) : 1.0 / (own + 0.5 * inside);
      }
      store<T>(d + <usize>s * sizeof<T>(), <T>own);
      store<T>(w + <usize>s * sizeof<T>(), <T>weight);
      pad<T>(c, r, k, end, i, scale, a, slots, ptr, idx, val);
    }
  }
}
