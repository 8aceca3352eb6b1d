// A tall panel of up to 32 columns, LU-factored in a dense copy: strided walks over a matrix whose rows lie a power of two apart
// would fall into a handful of cache sets. Left-looking over strips of 8 columns, which are a register row: each strip is brought
// up to date by one product with the strips before it, then eliminated column by column, every row read and written once a column.
import { blockBytes } from "./lapack_scratch";
import { laneMask8 } from "./lapack_strip";
import { gemmSmall, smallWorkspace } from "./small";
import { swapRows } from "./lapack_swap";

/** Columns of a panel, and its row length in the copy. */
export const PANEL: i32 = 32;
/** Columns of a strip. */
const STRIP: i32 = 8;

/** The row of the entry of largest magnitude in a column. Ties and NaN leave the earlier row. */
function largest<T>(column: usize, end: usize): usize {
  let most: T = -1;
  let at = column;
  while (column < end) {
    const x = abs<T>(load<T>(column));
    if (x > most) { most = x; at = column; }
    column += <usize>PANEL * sizeof<T>();
  }
  return at;
}

/** Rows [row, end): l = row[j] / pivot takes the place of row[j], row −= l·u, u being zero up to column j. The first D vectors
 *  are zero in u and left alone. Returns the row with the largest entry in column j + 1. */
// @ts-ignore: decorator
@inline
function eliminateFrom<T>(D: i32, row: usize, end: usize, j: usize, pivot: T, u: usize): usize {
  const S = sizeof<T>();
  const u0 = v128.load(u), u1 = v128.load(u, 16), u2 = v128.load(u, 32), u3 = v128.load(u, 48);
  const un = load<T>(u + j + S);
  let most: T = -1;
  let at = row;
  while (row < end) {
    const l = <T>(load<T>(row + j) / pivot);
    const next = abs<T>(<T>(load<T>(row + j + S) - <T>(l * un)));
    const f = v128.splat<T>(l);
    if (D < 1) v128.store(row, v128.sub<T>(v128.load(row), v128.mul<T>(f, u0)));
    if (D < 2) v128.store(row, v128.sub<T>(v128.load(row, 16), v128.mul<T>(f, u1)), 16);
    if (sizeof<T>() == 8) {
      if (D < 3) v128.store(row, v128.sub<T>(v128.load(row, 32), v128.mul<T>(f, u2)), 32);
      v128.store(row, v128.sub<T>(v128.load(row, 48), v128.mul<T>(f, u3)), 48);
    }
    store<T>(row + j, l);
    if (next > most) { most = next; at = row; }
    row += <usize>PANEL * S;
  }
  return at;
}

/** The same, for j in bytes, with as many vectors as u leaves. */
// @ts-ignore: decorator
@inline
function eliminate<T>(row: usize, end: usize, j: usize, pivot: T, u: usize): usize {
  const dead = (j + sizeof<T>()) >> 4;
  if (dead == 0) return eliminateFrom<T>(0, row, end, j, pivot, u);
  if (sizeof<T>() == 4 || dead == 1) return eliminateFrom<T>(1, row, end, j, pivot, u);
  if (dead == 2) return eliminateFrom<T>(2, row, end, j, pivot, u);
  return eliminateFrom<T>(3, row, end, j, pivot, u);
}

export function getrf_f32_ukr(row: usize, end: usize, j: usize, pivot: f32, u: usize): usize { return eliminate<f32>(row, end, j, pivot, u); }
export function getrf_f64_ukr(row: usize, end: usize, j: usize, pivot: f64, u: usize): usize { return eliminate<f64>(row, end, j, pivot, u); }

// @ts-ignore: decorator
@inline
function elimination<T>(row: usize, end: usize, j: usize, pivot: T, u: usize): usize {
  return sizeof<T>() == 4 ? getrf_f32_ukr(row, end, j, <f32>pivot, u) : getrf_f64_ukr(row, end, j, <f64>pivot, u);
}

/** Rows c0.. of the strip at column c0 of the panel p(m×PANEL), `cols` of its columns being there. */
function factorStrip<T>(m: i32, c0: i32, cols: i32, p: usize, pivots: usize, u: usize): i32 {
  const S = sizeof<T>();
  const ld = <usize>PANEL * S;
  const strip = p + <usize>c0 * S, end = strip + <usize>m * ld;
  let info = 0;
  let at = largest<T>(strip + <usize>c0 * ld, end);
  for (let j: usize = 0; j < <usize>cols; j++) {
    const i = <usize>c0 + j;
    const row = strip + i * ld;
    // `at` points at some column of the chosen row
    const chosen = (at - p) / ld;
    store<i32>(pivots + (i << 2), <i32>chosen);
    swapRows<T>(PANEL, p + i * ld, p + chosen * ld);
    const pivot = load<T>(row + j * S);
    const below = row + ld;
    if (pivot == <T>0) {
      if (info == 0) info = <i32>i + 1;
      at = largest<T>(below + (j + 1) * S, end);
      if (at >= end) at = below;
      continue;
    }
    laneMask8<T>(row, <i32>j + 1, <T>1, u);
    at = elimination<T>(below, end, j * S, pivot, u);
  }
  return info;
}

/** The strip at column c0: rows above c0 by the unit lower triangle at their left, then the rows from c0 on minus L·U. */
function updateStrip<T>(m: i32, c0: i32, p: usize, ws: usize): void {
  const S = sizeof<T>();
  const ld = <usize>PANEL * S;
  const strip = p + <usize>c0 * S;
  for (let i: usize = 1; i < <usize>c0; i++) {
    const x = strip + i * ld;
    for (let q: usize = 0; q < i; q++) {
      const f = v128.load_splat<T>(p + i * ld + q * S);
      for (let o: usize = 0; o < <usize>STRIP * S; o += 16) v128.store(x + o, v128.sub<T>(v128.load(x + o), v128.mul<T>(f, v128.load(strip + q * ld + o))));
    }
  }
  // −U in a dense block: the product then adds
  for (let i: usize = 0; i < <usize>c0; i++) {
    for (let o: usize = 0; o < <usize>STRIP * S; o += 16) v128.store(ws + i * <usize>STRIP * S + o, v128.neg<T>(v128.load(strip + i * ld + o)));
  }
  const scratch = ws + <usize>(PANEL * STRIP) * S;
  gemmSmall<T>(m - c0, STRIP, c0, <T>1, p + <usize>c0 * ld, PANEL, 1, ws, STRIP, 1, 1, strip + <usize>c0 * ld, PANEL, scratch);
}

/** p(m×n) in a copy of row length PANEL, n ≤ min(m, PANEL); columns from n to the next multiple of 8 are overwritten. */
export function factorPanel<T>(m: i32, n: i32, p: usize, pivots: usize, ws: usize): i32 {
  const S = sizeof<T>();
  const padded = (n + STRIP - 1) & ~(STRIP - 1);
  for (let i = 0, row = p + <usize>n * S; padded > n && i < m; i++) { memory.fill(row, 0, <usize>(padded - n) * S); row += <usize>PANEL * S; }
  let info = 0;
  for (let c = 0; c < n; c += STRIP) {
    if (c > 0) updateStrip<T>(m, c, p, ws);
    const bad = factorStrip<T>(m, c, min(STRIP, n - c), p, pivots, ws);
    if (info == 0) info = bad;
  }
  return info;
}

/** Bytes of scratch of factorPanel: a negated block of U, and what the product with it needs. */
export function factorPanel_workspace<T>(): f64 {
  return blockBytes<T>(PANEL, STRIP) + <f64>smallWorkspace(PANEL);
}
