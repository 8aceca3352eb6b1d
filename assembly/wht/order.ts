// Rows and columns from natural order to dyadic or sequency order, and back.                       p(j) = rev(j), rev(j ⊕ j/2)
//
// Contract: y[j] = x[p(j)], or y[p(j)] = x[j] with `back`; in place through `ws`. ldx in elements; elements by size, bits untouched.
// Reversal goes in tiles of whole cache lines: lines a power of two apart are copied to scratch, transposed there and copied to
// lines a power of two apart, so no set of the cache holds more than one tile's lines at a time (Carter & Gatlin 1998, COBRA).
// Sequency is the reversal and then a Gray-code copy, which is local and replaces the copy back.
import { align64 } from "../core/lanes";
import { transpose_16_ukr, transpose_32_ukr, transpose_64_ukr } from "../dense/port";
import { gray_16_ukr, gray_32_ukr, gray_64_ukr, reverse_lines_ukr } from "./order-ukernel";

const DYADIC: i32 = 1;
/** Of a strip of columns. */
const STRIP: usize = 256;
/** Two tiles of at most 32 lines. */
const TILES: usize = 4096;
/** Vectors per kernel call. */
const VECTORS: i32 = 1024;

// @ts-ignore: decorator
@inline
function lineBits<T>(): i32 {
  return sizeof<T>() == 2 ? 5 : sizeof<T>() == 4 ? 4 : 3;
}

export function order_rows_workspace(n: i32, size: i32): usize { return align64(<usize>n * <usize>size) + TILES; }

export function order_rows<T>(m: i32, n: i32, x: usize, ldx: i32, order: i32, back: bool, ws: usize): void {
  const bytes = <usize>n * sizeof<T>(), step = <usize>ldx * sizeof<T>();
  for (; m > 0; m--) {
    if (n < 1 << (2 * lineBits<T>())) {
      scattered<T>(n, x, ws, order, back);
      memory.copy(x, ws, bytes);
    } else if (order == DYADIC) {
      reverse<T>(n, x, ws, ws + align64(bytes));
      memory.copy(x, ws, bytes);
    } else if (back) {
      for (let j = 0; j < n; j++) store<T>(ws + <usize>(j ^ (j >> 1)) * sizeof<T>(), load<T>(x + <usize>j * sizeof<T>()));
      reverse<T>(n, ws, x, ws + align64(bytes));
    } else {
      reverse<T>(n, x, ws, ws + align64(bytes));
      copyGray<T>(n, ws, x);
    }
    x += step;
  }
}

/** Both halves of sequency at once: rev(j ⊕ j/2) is rev(j) ⊕ 2·rev(j). */
// @ts-ignore: decorator
@inline
function place(r: i32, n: i32, order: i32): i32 {
  return order == DYADIC ? r : r ^ ((r << 1) & (n - 1));
}

/** rev(j + 1) from rev(j). */
// @ts-ignore: decorator
@inline
function next(r: i32, j: i32, n: i32): i32 {
  return r ^ (n - (n >> (ctz(j + 1) + 1)));
}

function scattered<T>(n: i32, from: usize, to: usize, order: i32, back: bool): void {
  let r = 0;
  for (let j = 0; j < n; j++) {
    const p = <usize>place(r, n, order) * sizeof<T>(), q = <usize>j * sizeof<T>();
    if (back) store<T>(to + p, load<T>(from + q));
    else store<T>(to + q, load<T>(from + p));
    r = next(r, j, n);
  }
}

function reverse<T>(n: i32, from: usize, to: usize, tiles: usize): void {
  const q = lineBits<T>(), lines = 1 << q, middles = n >> (2 * q), step = <usize>(n >> q) * sizeof<T>(), turned = tiles + <usize>lines * 64;
  let r = 0;
  for (let m = 0; m < middles; m++) {
    reverse_lines_ukr(q, from + (<usize>m << 6), step, tiles, 64);
    if (sizeof<T>() == 2) transpose_16_ukr(lines, lines, tiles, 64, turned, 64);
    else if (sizeof<T>() == 4) transpose_32_ukr(lines, lines, tiles, 64, turned, 64);
    else transpose_64_ukr(lines, lines, tiles, 64, turned, 64);
    reverse_lines_ukr(q, turned, 64, to + (<usize>r << 6), step);
    r = next(r, m, middles);
  }
}

function copyGray<T>(n: i32, from: usize, to: usize): void {
  const vectors = <i32>(<usize>n * sizeof<T>() / 16);
  for (let t = 0; t < vectors; t += VECTORS) {
    const end = min(t + VECTORS, vectors);
    if (sizeof<T>() == 2) gray_16_ukr(from, to, t, end);
    else if (sizeof<T>() == 4) gray_32_ukr(from, to, t, end);
    else gray_64_ukr(from, to, t, end);
  }
}

export function order_columns_workspace(n: i32, cols: i32, size: i32): usize { return <usize>n * min(STRIP, <usize>cols * <usize>size); }

/** Rows of a matrix, `bytes` wide and `step` bytes apart. */
export function order_columns(n: i32, bytes: usize, x: usize, step: usize, order: i32, back: bool, ws: usize): void {
  for (let at: usize = 0; at < bytes; at += STRIP) {
    const width = min(STRIP, bytes - at), strip = x + at;
    let r = 0;
    for (let j = 0; j < n; j++) {
      const p = <usize>place(r, n, order), q = <usize>j;
      memory.copy(ws + (back ? p : q) * width, strip + (back ? q : p) * step, width);
      r = next(r, j, n);
    }
    for (let j = 0; j < n; j++) memory.copy(strip + <usize>j * step, ws + <usize>j * width, width);
  }
}
