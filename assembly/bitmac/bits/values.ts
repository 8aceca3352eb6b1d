// The elements a bit matrix is made of: checked, copied, summed.
import { BINARY } from "./planes";

/** Index, row by row, of the first element outside [low, high] (or, of binary ones, that is 0), −1 without one. In doubles: it may pass 2³¹. */
export function firstOutside<T>(rows: i32, cols: i32, x: usize, ld: i32, low: i32, high: i32, kind: i32): f64 {
  const least = i8x16.splat(<i8>low), most = i8x16.splat(<i8>high), zero = i64x2.splat(0);
  for (let i = 0; i < rows; i++) {
    const row = x + <usize>i * <usize>ld;
    let at = 0;
    while (at + 16 <= cols) {
      const v = v128.load(row + <usize>at);
      let wrong = v128.or(v128.lt<T>(v, least), v128.gt<T>(v, most));
      if (kind == BINARY) wrong = v128.or(wrong, i8x16.eq(v, zero));
      if (v128.any_true(wrong)) break;
      at += 16;
    }
    while (at < cols) {
      const v = <i32>load<T>(row + <usize>at);
      if (v < low || v > high || (kind == BINARY && v == 0)) return <f64>i * <f64>cols + <f64>at;
      at++;
    }
  }
  return -1;
}

/** dst (rows·cols bytes) ← x with the bits of `flip` turned: 128 brings 0..255 to −128..127. */
export function copyValues(rows: i32, cols: i32, x: usize, ld: i32, flip: i32, dst: usize): void {
  const bits = i8x16.splat(<i8>flip);
  for (let i = 0; i < rows; i++) {
    let p = x + <usize>i * <usize>ld;
    const end = p + <usize>cols, whole = p + <usize>(cols & ~15);
    while (p < whole) {
      v128.store(dst, v128.xor(v128.load(p), bits));
      p += 16;
      dst += 16;
    }
    while (p < end) {
      store<u8>(dst, load<u8>(p) ^ <u8>flip);
      p++;
      dst++;
    }
  }
}

/** dst (cols·rows bytes) ← x transposed. */
export function copyAcross(rows: i32, cols: i32, x: usize, ld: i32, dst: usize): void {
  const end = dst + <usize>rows * <usize>cols;
  while (dst < end) {
    let p = x;
    for (const stop = dst + <usize>rows; dst < stop; dst++) {
      store<u8>(dst, load<u8>(p));
      p += <usize>ld;
    }
    x++;
  }
}

/** Four sums += lanes of x. */
// @ts-ignore: decorator
@inline
function add4(sums: usize, x: v128): void { v128.store(sums, i32x4.add(v128.load(sums), x)); }

/** Sums of the rows and of the columns, mod 2³²: what products need of them is exact. */
export function sumValues<T>(rows: i32, cols: i32, x: usize, ld: i32, rowSums: usize, colSums: usize): void {
  memory.fill(colSums, 0, <usize>cols << 2);
  for (let i = 0; i < rows; i++) {
    let p = x + <usize>i * <usize>ld, to = colSums, four = i32x4.splat(0);
    const end = p + <usize>cols, whole = p + <usize>(cols & ~7);
    while (p < whole) {
      const v = v128.load_ext<T>(p), low = i32x4.extend_low_i16x8_s(v), high = i32x4.extend_high_i16x8_s(v);
      add4(to, low);
      add4(to + 16, high);
      four = i32x4.add(four, i32x4.add(low, high));
      p += 8;
      to += 32;
    }
    let sum = i32x4.extract_lane(four, 0) + i32x4.extract_lane(four, 1) + i32x4.extract_lane(four, 2) + i32x4.extract_lane(four, 3);
    while (p < end) {
      const v = <i32>load<T>(p);
      store<i32>(to, load<i32>(to) + v);
      sum += v;
      p++;
      to += 4;
    }
    store<i32>(rowSums + (<usize>i << 2), sum);
  }
}
