// Elimination over two and three elements by the method of the four Russians, kept so that many right sides can be solved with.
// Arlazarov, Dinic, Kronrod & Faradzev 1970; Albrecht, Bard & Pernet 2011 (PLE decomposition in M4RI).
//
// The rows are the unknowns of J·x = e, their positions its equations: Jᵀ = L·E is found, in place, row by row, so unknowns that come first become
// pivots and later ones that depend on them stay free. Pivots come in blocks of `width`; within a block the rows of E are reduced, so E is the
// identity at the block's positions, which frees these for other uses: rows below keep their digits of L there, and rows of the block the
// digits of the inverse of their corner of L.
import { digit, lead, setDigit, strideOf, subtract } from "./field";
import { lift_update_p2_ukr, lift_update_p3_ukr } from "./ukernel";

/** Pivots a block: 2^8 or 3^5 rows of table. */
// @ts-ignore: decorator
@inline
export function widthOf(p: i32): i32 {
  return p == 2 ? 8 : 5;
}

// @ts-ignore: decorator
@inline
function tableOf(p: i32): i32 {
  return p == 2 ? 256 : 243;
}

/** Row addresses, positions, and the width × width corner. */
const ROWS: usize = 0, AT: usize = 32, CORNER: usize = 64, SMALL: usize = 320;

export function factorWorkspace(p: i32, bytes: i32): f64 {
  return <f64>SMALL + <f64>bytes + <f64>tableOf(p) * <f64>strideOf(p, bytes);
}

/** pivots[i] is the position of row i, or −1 where it depends on earlier rows. Returns the rank. */
export function factor(p: i32, n: i32, bytes: usize, rows: usize, pivots: usize, ws: usize): i32 {
  const stride = strideOf(p, bytes), width = widthOf(p), done = ws + SMALL, table = done + bytes;
  let from: usize = 0, rank = 0, i = 0;
  memory.fill(done, 0, bytes);
  while (i < n) {
    let count = 0;
    while (i < n && count < width) {
      const at = pivot(p, count, rows + <usize>i * stride, done, from, bytes, ws);
      store<i32>(pivots + (<usize>i << 2), at);
      if (at >= 0) count++;
      i++;
    }
    settle(p, count, done, bytes, ws);
    if (i < n && count > 0) {
      tabulate(p, count, done, table, from, bytes, ws);
      if (p == 2) lift_update_p2_ukr(n - i, rows + <usize>i * stride, table, count, ws + AT, from, bytes);
      else lift_update_p3_ukr(n - i, rows + <usize>i * stride, table, count, ws + AT, from, bytes);
    }
    rank += count;
    while (from < bytes && i8x16.all_true(i8x16.eq(v128.load(done + from), i8x16.splat(-1)))) from += 16;
  }
  return rank;
}

/** The next row into the block of `count`: its new position, or −1. */
function pivot(p: i32, count: i32, row: usize, done: usize, from: usize, bytes: usize, ws: usize): i32 {
  const mine = corner(ws, count);
  for (let t = 0; t < 8; t++) store<u8>(mine + <usize>t, <u8>(t == count));
  for (let s = 0; s < count; s++) {
    const d = digit(row, load<i32>(ws + AT + <usize>(s << 2)), p, bytes);
    subtract(p, d, row, load<u32>(ws + ROWS + <usize>(s << 2)), done, from, bytes);
    combine(p, d, mine, corner(ws, s));
  }
  const at = lead(row, done, from, bytes);
  if (at < 0) return at;
  if (digit(row, at, p, bytes) == 2) {
    for (let i = from; i < bytes; i += 16) v128.store(row + i + bytes, v128.xor(v128.load(row + i + bytes), v128.andnot(v128.load(row + i), v128.load(done + i))));
    for (let t = 0; t < 8; t++) store<u8>(mine + <usize>t, (3 - load<u8>(mine + <usize>t)) % 3);
  }
  for (let s = 0; s < count; s++) {
    const other: usize = load<u32>(ws + ROWS + <usize>(s << 2)), d = digit(other, at, p, bytes);
    subtract(p, d, other, row, done, from, bytes);
    combine(p, d, corner(ws, s), mine);
  }
  store<u32>(ws + ROWS + <usize>(count << 2), <u32>row);
  store<i32>(ws + AT + <usize>(count << 2), at);
  return at;
}

// @ts-ignore: decorator
@inline
function corner(ws: usize, s: i32): usize {
  return ws + CORNER + <usize>(s << 3);
}

/** x ← x − d·y on rows of the corner. */
function combine(p: i32, d: i32, x: usize, y: usize): void {
  for (let t: usize = 0; t < 8; t++) store<u8>(x + t, <u8>((<i32>load<u8>(x + t) + (p - d) * <i32>load<u8>(y + t)) % p));
}

/** The block's positions are done, and hold the corner from now on. */
function settle(p: i32, count: i32, done: usize, bytes: usize, ws: usize): void {
  for (let s = 0; s < count; s++) {
    setDigit(done, load<i32>(ws + AT + <usize>(s << 2)), 1, 2, bytes);
    for (let t = 0; t < count; t++) setDigit(load<u32>(ws + ROWS + <usize>(s << 2)), load<i32>(ws + AT + <usize>(t << 2)), load<u8>(corner(ws, s) + <usize>t), p, bytes);
  }
}

/** Minus every combination of the block's rows. */
function tabulate(p: i32, count: i32, done: usize, table: usize, from: usize, bytes: usize, ws: usize): void {
  const stride = strideOf(p, bytes);
  memory.fill(table, 0, stride);
  let size: usize = 1;
  for (let s = 0; s < count; s++) {
    const row: usize = load<u32>(ws + ROWS + <usize>(s << 2));
    for (let d = 1; d < p; d++) for (let j: usize = 0; j < size; j++) {
      const to = table + (<usize>d * size + j) * stride;
      memory.copy(to, table + j * stride, stride);
      subtract(p, d, to, row, done, from, bytes);
    }
    size *= <usize>p;
  }
}
