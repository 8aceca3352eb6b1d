// Linear combinations of blocks as one-dimensional streams, driven over pieces of the blocks so that the target stays in L1 while rows are added to it.
import { ROW, WIDE, address, coefficient, combine_f32_ukr, combine_f64_ukr, combine_i32_ukr, spread_f32_ukr, spread_f64_ukr, spread_i32_ukr } from "./ukernel";

const CHUNK: usize = 16384;

/** dst = the sum of `count` rows of the table (see ukernel.ts), n elements each. dst may be the block of one of the first four rows, else overlaps none. */
export function combine<T>(n: i32, count: i32, table: usize, dst: usize): void {
  const bytes = <usize>n * sizeof<T>(), whole = bytes & ~31;
  if (count == 0) { memory.fill(dst, 0, bytes); return; }
  for (let at: usize = 0; at < whole; at += CHUNK) {
    const end = dst + min(at + CHUNK, whole);
    for (let i = 0; i < count; ) {
      const add = i > 0 ? 1 : 0, k = min(WIDE - 1, count - i - 1 + add), rows = table + <usize>i * ROW;
      if (isInteger<T>()) combine_i32_ukr(k, rows, at, dst + at, end, add);
      else if (sizeof<T>() == 4) combine_f32_ukr(k, rows, at, dst + at, end, add);
      else combine_f64_ukr(k, rows, at, dst + at, end, add);
      i += k + 1 - add;
    }
  }
  for (let at = whole; at < bytes; at += sizeof<T>()) {
    let x = <T>0;
    for (let i = 0; i < count; i++) x += coefficient<T>(table, i) * load<T>(address(table, i) + at);
    store<T>(dst + at, x);
  }
}

/** The block of every row of the table += its coefficient times src; no block overlaps src or another. */
export function spread<T>(n: i32, count: i32, table: usize, src: usize): void {
  const bytes = <usize>n * sizeof<T>(), whole = bytes & ~31;
  for (let at: usize = 0; at < whole; at += CHUNK) {
    const end = src + min(at + CHUNK, whole);
    for (let i = 0; i < count; i += WIDE) {
      const k = min(WIDE, count - i), rows = table + <usize>i * ROW;
      if (isInteger<T>()) spread_i32_ukr(k, rows, at, src + at, end);
      else if (sizeof<T>() == 4) spread_f32_ukr(k, rows, at, src + at, end);
      else spread_f64_ukr(k, rows, at, src + at, end);
    }
  }
  for (let at = whole; at < bytes; at += sizeof<T>()) {
    const x = load<T>(src + at);
    for (let i = 0; i < count; i++) store<T>(address(table, i) + at, load<T>(address(table, i) + at) + coefficient<T>(table, i) * x);
  }
}
