// Which format products of a matrix should run on, from counts of what each would store.
//
// Costs are nanoseconds of one product, measured on Zen 3 under V8; only their ratios matter.
import { clear, int, put } from "./base";
import { BSR2, BSR3, DIA, layout, SELL } from "./packed";

/** Rows among which SELL-8 may sort, and lengths it tells apart. */
export const WINDOW: i32 = 256, LENGTHS: i32 = 64;
/** More diagonals than this are not tried. */
const DIAGONALS: i32 = 48;

/** order ← rows from … from + n − 1, longest first, equal ones in their order. bins: LENGTHS + 1 i32. */
export function arrange(from: i32, n: i32, p: usize, bins: usize, order: usize): void {
  clear(bins, (LENGTHS + 1) << 2);
  for (let i = from; i < from + n; i++) {
    const bin = bins + (<usize>binOf(p, i) << 2);
    store<i32>(bin, load<i32>(bin, 4) + 1, 4);
  }
  for (let b = 0; b < LENGTHS; b++) put(bins, b + 1, int(bins, b + 1) + int(bins, b));
  for (let i = from; i < from + n; i++) {
    const b = binOf(p, i), at = int(bins, b);
    put(bins, b, at + 1);
    put(order, at, i);
  }
}

// @ts-ignore: decorator
@inline
function binOf(p: usize, i: i32): i32 { return LENGTHS - 1 - min(int(p, i + 1) - int(p, i), LENGTHS - 1); }

/** A slice with a row far longer than the others is left to compressed rows: a product there costs a row, but no entries that fill up. */
export function loose(most: i32, sum: i32): bool { return 8 * <f64>most > 1.25 * <f64>sum + 64; }

/** Into sizes (three f64): columns of eight that slices need, sorted in windows or not, slices left out as loose, and their entries.
 *  ws: (WINDOW + LENGTHS + 1) i32. */
function measure(slices: i32, p: usize, sort: bool, sizes: usize, ws: usize): void {
  const order = ws + ((LENGTHS + 1) << 2), rows = 8 * slices;
  let columns: f64 = 0, left: f64 = 0, entries: f64 = 0;
  for (let from = 0; from < rows; from += WINDOW) {
    const n = min(WINDOW, rows - from);
    if (sort) arrange(from, n, p, ws, order);
    for (let s = 0; s < n; s += 8) {
      let most = 0, sum = 0;
      for (let r = s; r < s + 8; r++) {
        const i = sort ? int(order, r) : from + r, length = int(p, i + 1) - int(p, i);
        most = max(most, length);
        sum += length;
      }
      if (loose(most, sum)) {
        left += 1;
        entries += sum;
      } else columns += most;
    }
  }
  store<f64>(sizes, columns);
  store<f64>(sizes, left, 8);
  store<f64>(sizes, entries, 16);
}

/** Blocks of size×size that hold the first rows − rows % size rows. marks: cols / size + 1 i32. */
function blocks(size: i32, rows: i32, cols: i32, p: usize, idx: usize, marks: usize): f64 {
  let total: f64 = 0;
  clear(marks, (<usize>(cols / size) + 1) << 2);
  for (let i = 0, row = 1; i + size <= rows; i += size, row++) {
    for (let k = int(p, i), end = int(p, i + size); k < end; k++) {
      const at = int(idx, k) / size;
      if (int(marks, at) == row) continue;
      put(marks, at, row);
      total += 1;
    }
  }
  return total;
}

/** offsets ← every j − i that occurs, ascending; how many, or −1 if too many. marks: (rows + cols) bytes. */
export function diagonals(rows: i32, cols: i32, p: usize, idx: usize, marks: usize, offsets: usize): i32 {
  let many = 0;
  clear(marks, <usize>rows + <usize>cols);
  for (let i = 0; i < rows; i++) {
    for (let k = int(p, i), end = int(p, i + 1); k < end; k++) {
      const at = marks + <usize>(int(idx, k) - i + rows);
      if (load<u8>(at)) continue;
      store<u8>(at, 1);
      if (++many > DIAGONALS) return -1;
    }
  }
  for (let at = 0, n = 0; n < many; at++) if (load<u8>(marks + <usize>at)) put(offsets, n++, at - rows);
  return many;
}

/** Bytes of scratch for plan and fill. */
export function plan_workspace(rows: i32, cols: i32): f64 {
  return 4 * (<f64>cols / 2 + 64 + WINDOW + LENGTHS) + <f64>rows + <f64>cols;
}

/** Writes the head of the best format to `out` and returns the bytes of its block, 0 if compressed rows are best.
 *  `force` ≠ 0 asks for one format, whatever it costs. */
export function plan(rows: i32, cols: i32, p: usize, idx: usize, out: usize, force: i32, ws: usize): f64 {
  const nnz = <f64>int(p, rows), slices = rows >> 3, n = <f64>rows;
  let best = force ? Infinity : 0.55 * nnz + 2.2 * n, kind = 0, groups: f64 = 0, ordered = false, first = 0, many = 0, count = 0, left = 0;
  if (slices > 0 && (force == 0 || force == SELL)) {
    for (let sort = 0; sort < 2; sort++) {
      measure(slices, p, sort != 0, ws, ws + 64);
      const columns = load<f64>(ws), apart = load<f64>(ws, 8), entries = load<f64>(ws, 16);
      const cost = 3.7 * columns + (sort ? 1.2 : 0.6) * n + 0.6 * entries + 80 * apart;
      if (cost < best) { best = cost; kind = SELL; groups = columns; ordered = sort != 0; count = slices; left = <i32>apart; }
      if (apart == 0 && 8 * columns <= 1.05 * nnz) break;
    }
  }
  for (let size = 2; size <= 3; size++) {
    if (rows < size || cols < size || (force != 0 && force != size)) continue;
    const number = blocks(size, rows, cols, p, idx, ws), cost = (size == 2 ? 1.2 : 2.6) * number + n;
    if (cost < best) { best = cost; kind = size == 2 ? BSR2 : BSR3; groups = number; ordered = false; left = 0; count = rows / size; }
  }
  if (slices > 0 && (force == 0 || force == DIA)) {
    const offsets = ws, marks = ws + ((DIAGONALS + 16) << 2);
    const d = diagonals(rows, cols, p, idx, marks, offsets);
    if (d > 0) {
      const low = max(0, -int(offsets, 0)), high = min(rows, cols - max(0, int(offsets, d - 1)));
      const inside = max(0, high - low) >> 3, outside = n - 8 * <f64>inside;
      const cost = 2.2 * <f64>d * <f64>inside + 0.6 * n + outside * (0.55 * nnz / n + 2.2);
      if (inside > 0 && cost < best) { best = cost; kind = DIA; groups = <f64>d * <f64>inside; ordered = false; left = 0; first = low; many = d; count = inside; }
    }
  }
  return kind == 0 ? 0 : layout(out, kind, count, first, many, groups, ordered, left);
}
