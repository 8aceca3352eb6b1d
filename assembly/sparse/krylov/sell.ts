// A sparse matrix as chunks of eight rows, for the conjugate gradients that own their vectors: SELL-8 (Kreutzer, Hager, Wellein, Fehske & Bishop
// 2014), the diagonal apart, rows and columns in one order, and addresses of the elements of d in the place of column numbers.
//
// Rows are sorted by length in windows, longest first, so that chunks need little padding. Padding is 0 times the row's own element.

const WINDOW: i32 = 256;

/** Place of the diagonal entry of row i, or −1. */
// @ts-ignore: decorator
@inline
function diagonalOf(rowPtr: usize, colIdx: usize, i: i32): i32 {
  let k = load<i32>(rowPtr + (<usize>i << 2));
  const end = load<i32>(rowPtr + (<usize>i << 2), 4);
  while (k < end && load<i32>(colIdx + (<usize>k << 2)) < i) k++;
  return k < end && load<i32>(colIdx + (<usize>k << 2)) == i ? k : -1;
}

/** order: the row of each place (n of i32); place: the place of each row; sorted or as they are. `ws`: 257 i32. */
export function arrange(n: i32, rowPtr: usize, sorted: bool, order: usize, place: usize, ws: usize): void {
  for (let from = 0; from < n; from += WINDOW) {
    const to = min(n, from + WINDOW);
    memory.fill(ws, 0, (WINDOW + 1) << 2);
    if (sorted) for (let i = from; i < to; i++) bump(ws + (rank(rowPtr, i) + 1 << 2));
    for (let r: usize = 4; r < (<usize>WINDOW << 2); r += 4) store<i32>(ws + r, load<i32>(ws + r) + load<i32>(ws + r - 4));
    for (let i = from; i < to; i++) {
      const at = from + (sorted ? bump(ws + (rank(rowPtr, i) << 2)) : i - from);
      store<i32>(order + (<usize>at << 2), i);
      store<i32>(place + (<usize>i << 2), at);
    }
  }
}

/** Long rows first. */
function rank(rowPtr: usize, i: i32): usize {
  const at = rowPtr + (<usize>i << 2);
  return <usize>(WINDOW - 1 - min(load<i32>(at, 4) - load<i32>(at), WINDOW - 1));
}

function bump(at: usize): i32 {
  const v = load<i32>(at);
  store<i32>(at, v + 1);
  return v;
}

/** Steps of eight entries that the chunks have together; starts[c] (i32, one more than there are chunks) is where each begins. */
export function measure(n: i32, rowPtr: usize, colIdx: usize, order: usize, starts: usize): i32 {
  let total = 0;
  for (let i = 0; i < n; i += 8, starts += 4) {
    let width = 0;
    for (let at = i, end = min(n, i + 8); at < end; at++) {
      const row = load<i32>(order + (<usize>at << 2)), p = rowPtr + (<usize>row << 2);
      width = max(width, load<i32>(p, 4) - load<i32>(p) - <i32>(diagonalOf(rowPtr, colIdx, row) >= 0));
    }
    store<i32>(starts, total);
    total += width;
  }
  store<i32>(starts, total);
  return total;
}

/** Entries and diagonal, the last chunk filled up with rows of zeros. */
export function pack(n: i32, rowPtr: usize, colIdx: usize, values: usize, order: usize, place: usize, starts: usize, d: usize, at: usize, entries: usize, diagonal: usize): void {
  for (let first = 0; first < n; first += 8, starts += 4) {
    const from = load<i32>(starts), to = load<i32>(starts, 4);
    for (let lane = 0; lane < 8; lane++) {
      const mine = first + lane, row = mine < n ? load<i32>(order + (<usize>mine << 2)) : -1;
      let k = 0, end = 0, slot = <usize>(8 * from + lane);
      const last = <usize>(8 * to + lane);
      let middle = 0.0;
      if (row >= 0) { k = load<i32>(rowPtr + (<usize>row << 2)); end = load<i32>(rowPtr + (<usize>row << 2), 4); }
      for (; k < end; k++) {
        const j = load<i32>(colIdx + (<usize>k << 2)), v = load<f64>(values + (<usize>k << 3));
        if (j == row) { middle = v; continue; }
        store<u32>(at + (slot << 2), <u32>(d + (<usize>load<i32>(place + (<usize>j << 2)) << 3)));
        store<f64>(entries + (slot << 3), v);
        slot += 8;
      }
      for (; slot < last; slot += 8) {
        store<u32>(at + (slot << 2), <u32>(d + (<usize>mine << 3)));
        store<f64>(entries + (slot << 3), 0);
      }
      store<f64>(diagonal + (<usize>mine << 3), middle);
    }
  }
}

/** The diagonal alone. */
export function diagonal(n: i32, rowPtr: usize, colIdx: usize, values: usize, out: usize): void {
  for (let i = 0; i < n; i++) {
    const k = diagonalOf(rowPtr, colIdx, i);
    store<f64>(out + (<usize>i << 3), k < 0 ? 0 : load<f64>(values + (<usize>k << 3)));
  }
}
