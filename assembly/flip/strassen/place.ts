// Matrices into the layout of the fast product and back: blocks 11, 12, 21, 22 nested `levels` deep, so that every block at every level is one
// contiguous array. Leaves of a are k-major panels of panelRows rows, leaves of b and c panels of 32 bytes of columns. Zero-padded to whole leaves.
import { MR, NR, packB, packFour, packRows, packRuns } from "../../dense/port";
import { subtractBoth, threeSum } from "./sums";

/** Rows of the next panel of a leaf when `left` remain: full ones, at the end two of about equal height instead of a full one and a thin one. */
// @ts-ignore: decorator
@inline
export function panelRows(left: i32): i32 {
  if (left >= MR() + 4) return MR();
  return left <= MR() ? left : (left + 1) >> 1;
}

/** The change of basis at one level, or back. a: 21 ← 21 + 22 − 11; b: 12 ← 11 + 22 − 12, which undoes itself. q: bytes of a block. */
// @ts-ignore: decorator
@inline
function basis<T>(right: bool, back: bool, q: usize, x: usize): void {
  const x1 = x + q, x2 = x1 + q, x3 = x2 + q;
  if (right) threeSum<T>(q, x, x3, x1, x1);
  else if (back) threeSum<T>(q, x2, x, x3, x2);
  else threeSum<T>(q, x2, x3, x, x2);
}

/** Takes the basis off the top levels of a placed operand. */
export function unbasis<T>(right: bool, levels: i32, bytes: usize, x: usize): void {
  if (levels == 0) return;
  const q = bytes >> 2;
  basis<T>(right, true, q, x);
  for (let i = 0; i < 4; i++) { unbasis<T>(right, levels - 1, q, x); x += q; }
}

/** rows×cols elements at element strides (rs, cs), one of them 1, to (lr << levels)×(lc << levels) with the basis changed at each level. */
export function place<T>(right: bool, rows: i32, cols: i32, x: usize, rs: i32, cs: i32, levels: i32, lr: i32, lc: i32, dst: usize): void {
  const S = sizeof<T>();
  const bytes = (<usize>lr * <usize>lc * S) << (2 * levels);
  if (rows <= 0 || cols <= 0) { memory.fill(dst, 0, bytes); return; }
  if (levels == 0) {
    if (right) placeRight<T>(min(rows, lr), min(cols, lc), x, rs, cs, lr, lc, dst);
    else placeLeft<T>(min(rows, lr), min(cols, lc), x, rs, cs, lr, lc, dst);
    return;
  }
  const l = levels - 1, hr = lr << l, hc = lc << l, q = bytes >> 2;
  const down = x + <usize>hr * <usize>rs * S, across = <usize>hc * <usize>cs * S;
  place<T>(right, rows, cols, x, rs, cs, l, lr, lc, dst);
  place<T>(right, rows, cols - hc, x + across, rs, cs, l, lr, lc, dst + q);
  place<T>(right, rows - hr, cols, down, rs, cs, l, lr, lc, dst + 2 * q);
  place<T>(right, rows - hr, cols - hc, down + across, rs, cs, l, lr, lc, dst + 3 * q);
  basis<T>(right, false, q, dst);
}

/** A leaf of a, of which m×k elements exist. */
function placeLeft<T>(m: i32, k: i32, a: usize, rs: i32, cs: i32, lm: i32, lk: i32, dst: usize): void {
  const S = sizeof<T>();
  if (m < lm || k < lk) memory.fill(dst, 0, <usize>lm * <usize>lk * S);
  for (let i = 0; i < m; ) {
    const panel = panelRows(lm - i), rows = min(panel, m - i), step = <usize>panel * S;
    if (cs == 1) packRows<T>(rows, k, a, <usize>rs * S, dst, step);
    else packRuns<T>(rows, k, a, <usize>cs * S, dst, step);
    a += <usize>panel * <usize>rs * S;
    dst += step * <usize>lk;
    i += panel;
  }
}

/** A leaf of b, of which k×n elements exist. */
function placeRight<T>(k: i32, n: i32, b: usize, rs: i32, cs: i32, lk: i32, ln: i32, dst: usize): void {
  const S = sizeof<T>(), width = <usize>lk * 32;
  if (k < lk || n < ln) memory.fill(dst, 0, <usize>lk * <usize>ln * S);
  let j = 0;
  if (cs == 1) {
    for (; j + 4 * NR<T>() <= n; j += 4 * NR<T>()) {
      packFour(k, b, <usize>rs * S, dst, width);
      b += 128;
      dst += 4 * width;
    }
  }
  for (; j < n; j += NR<T>()) {
    packB<T>(k, min(NR<T>(), n - j), b, rs, cs, dst);
    b += <usize>NR<T>() * <usize>cs * S;
    dst += width;
  }
}

/** C ← alpha·(what d stands for) + beta·C on rows×cols elements; d is changed. */
export function take<T>(rows: i32, cols: i32, d: usize, levels: i32, lm: i32, ln: i32, alpha: T, beta: T, c: usize, ldc: i32): void {
  if (rows <= 0 || cols <= 0) return;
  const S = sizeof<T>(), ld = <usize>ldc * S;
  if (levels == 0) { takeRows<T>(min(rows, lm), min(cols, ln), 0, d, lm, alpha, beta, c, ld); return; }
  const l = levels - 1, hr = lm << l, hc = ln << l, q = <usize>hr * <usize>hc * S;
  const d2 = d + q, d3 = d2 + q, d4 = d3 + q, down = c + <usize>hr * ld, across = <usize>hc * S;
  if (l == 0) {
    const m = min(rows, lm), n = min(cols, ln), low = min(rows - lm, lm), right = min(cols - ln, ln);
    takeRows<T>(m, n, 0, d, lm, alpha, beta, c, ld);
    takeRows<T>(m, right, d4, d2, lm, alpha, beta, c + across, ld);
    takeRows<T>(low, n, d4, d3, lm, alpha, beta, down, ld);
    takeRows<T>(low, right, 0, d4, lm, alpha, beta, down + across, ld);
    return;
  }
  subtractBoth<T>(q, d4, d2, d3);
  take<T>(rows, cols, d, l, lm, ln, alpha, beta, c, ldc);
  take<T>(rows, cols - hc, d2, l, lm, ln, alpha, beta, c + across, ldc);
  take<T>(rows - hr, cols, d3, l, lm, ln, alpha, beta, down, ldc);
  take<T>(rows - hr, cols - hc, d4, l, lm, ln, alpha, beta, down + across, ldc);
}

/** A leaf of c, alpha·d or alpha·(from − d), by whole rows, so that each cache line of C is written once. ldc in bytes. */
function takeRows<T>(m: i32, n: i32, from: usize, d: usize, lm: i32, alpha: T, beta: T, c: usize, ldc: usize): void {
  const width = <usize>lm * 32, S = sizeof<T>();
  if (n <= 0) return;
  for (let i = 0; i < m; i++) {
    takeRow<T>(n / NR<T>(), d, from, width, alpha, beta, c);
    const rest = <usize>(n & (NR<T>() - 1)) * S, panel = <usize>(n / NR<T>()) * width;
    for (let o: usize = 0, t = c + <usize>n * S - rest; o < rest; o += S, t += S) {
      let v = load<T>(d + panel + o);
      if (from) v = <T>(load<T>(from + panel + o) - v);
      v = <T>(alpha * v);
      if (beta != <T>0) v = <T>(v + beta * load<T>(t));
      store<T>(t, v);
    }
    d += 32;
    if (from) from += 32;
    c += ldc;
  }
}

/** The whole panels of one row. */
// @ts-ignore: decorator
@inline
function takeRow<T>(panels: i32, d: usize, from: usize, width: usize, alpha: T, beta: T, c: usize): void {
  const x = v128.splat<T>(alpha), y = v128.splat<T>(beta), end = c + (<usize>panels << 5);
  while (c < end) {
    let v = v128.load(d), w = v128.load(d, 16);
    if (from) { v = v128.sub<T>(v128.load(from), v); w = v128.sub<T>(v128.load(from, 16), w); from += width; }
    v = v128.mul<T>(x, v); w = v128.mul<T>(x, w);
    if (beta != <T>0) { v = v128.add<T>(v, v128.mul<T>(y, v128.load(c))); w = v128.add<T>(w, v128.mul<T>(y, v128.load(c, 16))); }
    v128.store(c, v); v128.store(c, w, 16);
    d += width; c += 32;
  }
}
