// What the parts of a hierarchy look like in memory. The binding writes these words; kernels read them.

/** A matrix by rows: entries `start(i) … end(i) − 1`, each with a column and a value at their own steps. One form for plain arrays
 *  (rowShift 2, idxShift 2, valShift 3) and for records of 16 bytes, value first, counted from address 0 (3, 4, 4). */
@unmanaged
export class Rows {
  ptr: usize;
  rowShift: usize;
  idx: usize;
  idxShift: usize;
  val: usize;
  valShift: usize;
}

/** Bytes of a record. */
export const RECORD: usize = 16;

/** Where products are appended. `row` is the first row not done yet. */
@unmanaged
export class Sink {
  top: usize;
  limit: usize;
  row: i32;
}

/** SELL-8: a chunk holds 8 rows, entries ptr[c]·8 … ptr[c + 1]·8 − 1, the k-th entries of its 8 rows side by side. */
@unmanaged
export class Sell {
  chunks: i32;
  ptr: usize;
  idx: usize;
  val: usize;
}

/** One level: A without its diagonal d, the weights w of the relaxation, transfers to and from the next, vectors of 8·chunks elements. */
@unmanaged
export class Level {
  a: Sell;
  p: Sell;
  r: Sell;
  d: usize;
  w: usize;
  x: usize;
  y: usize;
  b: usize;
  t: usize;
  /** K-cycle only. */
  k0: usize;
  k1: usize;
  k2: usize;
  spare: usize;
  /** Chebyshev: upper end of the interval. */
  bound: f64;
}

@unmanaged
export class Hierarchy {
  levels: i32;
  relax: i32;
  cycle: i32;
  sweeps: i32;
  rows: i32;
  /** slot → row of the finest level, −1 for padding. */
  order: usize;
  /** Rows of the dense factor of the last level, 0 if there is none, the factor, and f64 scratch. */
  dense: i32;
  factor: usize;
  desk: usize;
  first: Level;
  /** All of A was multiplied by this. */
  scale: f64;
}

export const JACOBI: i32 = 0;
export const SEIDEL: i32 = 1;
export const CHEBYSHEV: i32 = 2;

export const W_CYCLE: i32 = 1;
export const K_CYCLE: i32 = 2;

// @ts-ignore: decorator
@inline
export function at(a: usize, i: i32): usize { return a + (<usize>i << 2); }
// @ts-ignore: decorator
@inline
export function at8(a: usize, i: i32): usize { return a + (<usize>i << 3); }
// @ts-ignore: decorator
@inline
export function startOf(m: Rows, i: i32): usize { return <usize>load<u32>(m.ptr + (<usize>i << m.rowShift)); }
// @ts-ignore: decorator
@inline
export function endOf(m: Rows, i: i32): usize { return <usize>load<u32>(m.ptr + (<usize>i << m.rowShift), 4); }
// @ts-ignore: decorator
@inline
export function colOf(m: Rows, k: usize): i32 { return load<i32>(m.idx + (k << m.idxShift)); }
// @ts-ignore: decorator
@inline
export function valOf(m: Rows, k: usize): f64 { return load<f64>(m.val + (k << m.valShift)); }
