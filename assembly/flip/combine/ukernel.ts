// Linear combinations of blocks as one-dimensional streams: many sources into one block, and one block into many.
// A table in scratch names them: per row of 16 bytes a coefficient (f64), an address (u32) and 4 bytes unused.
import { madd } from "../../core/lanes";

/** Blocks read or added to in one pass: their addresses and the target's stay in registers. */
export const WIDE: i32 = 4;
export const ROW: usize = 16;

/** A coefficient modulo 2³² for integers. */
// @ts-ignore: decorator
@inline
export function coefficient<T>(table: usize, i: i32): T {
  const c = load<f64>(table + <usize>i * ROW);
  if (isInteger<T>()) return <T><i32><i64>c;
  return <T>c;
}

// @ts-ignore: decorator
@inline
export function address(table: usize, i: i32): usize {
  return <usize>load<u32>(table + <usize>i * ROW, 8);
}

/** [p, end) = c0·[s0 …) + `k` rows; k is a constant where this is inlined: what lies beyond it folds away. */
// @ts-ignore: decorator
@inline
function gather<T>(k: i32, c0: v128, s0: usize, table: usize, at: usize, p: usize, end: usize): void {
  const c1 = k > 0 ? v128.splat<T>(coefficient<T>(table, 0)) : c0, c2 = k > 1 ? v128.splat<T>(coefficient<T>(table, 1)) : c0, c3 = k > 2 ? v128.splat<T>(coefficient<T>(table, 2)) : c0;
  let s1: usize = k > 0 ? address(table, 0) + at : 0, s2: usize = k > 1 ? address(table, 1) + at : 0, s3: usize = k > 2 ? address(table, 2) + at : 0;
  while (p < end) {
    let x = v128.mul<T>(c0, v128.load(s0)), y = v128.mul<T>(c0, v128.load(s0, 16));
    if (k > 0) { x = accumulate<T>(c1, v128.load(s1), x); y = accumulate<T>(c1, v128.load(s1, 16), y); s1 += 32; }
    if (k > 1) { x = accumulate<T>(c2, v128.load(s2), x); y = accumulate<T>(c2, v128.load(s2, 16), y); s2 += 32; }
    if (k > 2) { x = accumulate<T>(c3, v128.load(s3), x); y = accumulate<T>(c3, v128.load(s3, 16), y); s3 += 32; }
    v128.store(p, x); v128.store(p, y, 16);
    s0 += 32;
    p += 32;
  }
}

// @ts-ignore: decorator
@inline
function accumulate<T>(c: v128, x: v128, sum: v128): v128 {
  if (isInteger<T>()) return v128.add<T>(sum, v128.mul<T>(c, x));
  return madd<T>(c, x, sum);
}

/** [p, end) = its own values (`add`) or the first row, and k ≤ 3 rows more, each from byte `at` on; the range is a multiple of 32 bytes. */
// @ts-ignore: decorator
@inline
function gatherPass<T>(k: i32, table: usize, at: usize, p: usize, end: usize, add: i32): void {
  const c0 = v128.splat<T>(add ? <T>1 : coefficient<T>(table, 0)), s0 = add ? p : address(table, 0) + at, rows = add ? table : table + ROW;
  if (k == 0) gather<T>(0, c0, s0, rows, at, p, end);
  else if (k == 1) gather<T>(1, c0, s0, rows, at, p, end);
  else if (k == 2) gather<T>(2, c0, s0, rows, at, p, end);
  else gather<T>(3, c0, s0, rows, at, p, end);
}

// @ts-ignore: decorator
@inline
function scatter<T>(k: i32, table: usize, at: usize, p: usize, end: usize): void {
  const c0 = v128.splat<T>(coefficient<T>(table, 0));
  const c1 = k > 1 ? v128.splat<T>(coefficient<T>(table, 1)) : c0, c2 = k > 2 ? v128.splat<T>(coefficient<T>(table, 2)) : c0, c3 = k > 3 ? v128.splat<T>(coefficient<T>(table, 3)) : c0;
  let d0 = address(table, 0) + at, d1: usize = k > 1 ? address(table, 1) + at : 0, d2: usize = k > 2 ? address(table, 2) + at : 0, d3: usize = k > 3 ? address(table, 3) + at : 0;
  while (p < end) {
    const x = v128.load(p), y = v128.load(p, 16);
    v128.store(d0, accumulate<T>(c0, x, v128.load(d0))); v128.store(d0, accumulate<T>(c0, y, v128.load(d0, 16)), 16);
    if (k > 1) { v128.store(d1, accumulate<T>(c1, x, v128.load(d1))); v128.store(d1, accumulate<T>(c1, y, v128.load(d1, 16)), 16); d1 += 32; }
    if (k > 2) { v128.store(d2, accumulate<T>(c2, x, v128.load(d2))); v128.store(d2, accumulate<T>(c2, y, v128.load(d2, 16)), 16); d2 += 32; }
    if (k > 3) { v128.store(d3, accumulate<T>(c3, x, v128.load(d3))); v128.store(d3, accumulate<T>(c3, y, v128.load(d3, 16)), 16); d3 += 32; }
    d0 += 32;
    p += 32;
  }
}

/** The first k ≤ 4 rows of the table, each from byte `at` on, += their coefficient times [p, end), a multiple of 32 bytes. */
// @ts-ignore: decorator
@inline
function scatterPass<T>(k: i32, table: usize, at: usize, p: usize, end: usize): void {
  if (k == 1) scatter<T>(1, table, at, p, end);
  else if (k == 2) scatter<T>(2, table, at, p, end);
  else if (k == 3) scatter<T>(3, table, at, p, end);
  else scatter<T>(4, table, at, p, end);
}

export function combine_f32_ukr(k: i32, table: usize, at: usize, p: usize, end: usize, add: i32): void { gatherPass<f32>(k, table, at, p, end, add); }
export function combine_f64_ukr(k: i32, table: usize, at: usize, p: usize, end: usize, add: i32): void { gatherPass<f64>(k, table, at, p, end, add); }
export function combine_i32_ukr(k: i32, table: usize, at: usize, p: usize, end: usize, add: i32): void { gatherPass<i32>(k, table, at, p, end, add); }
export function spread_f32_ukr(k: i32, table: usize, at: usize, p: usize, end: usize): void { scatterPass<f32>(k, table, at, p, end); }
export function spread_f64_ukr(k: i32, table: usize, at: usize, p: usize, end: usize): void { scatterPass<f64>(k, table, at, p, end); }
export function spread_i32_ukr(k: i32, table: usize, at: usize, p: usize, end: usize): void { scatterPass<i32>(k, table, at, p, end); }
