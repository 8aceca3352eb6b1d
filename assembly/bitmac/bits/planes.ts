// Bit planes. Plane p of a matrix holds bit p of its elements, in panels of 16 lanes: for every eight k 16 bytes, one of each lane. Lanes are the rows of a left operand and the columns
// of a right one; k is zero-padded to whole words of 32 bits.

/** Kinds of elements: unsigned, two's complement, −1 or 1. */
export const SIGNED: i32 = 1;
export const BINARY: i32 = 2;

/** Bytes of the bits of one lane. */
// @ts-ignore: decorator
@inline
export function laneBytes(k: i32): usize { return <usize>((<u32>k + 31) >> 5) << 2; }

// @ts-ignore: decorator
@inline
export function panels(lanes: i32): usize { return <usize>((<u32>lanes + 15) >> 4); }

/** Of −1 and 1 it is bit 1 that tells: set in −1. */
// @ts-ignore: decorator
@inline
function firstBit(kind: i32): i32 { return kind == BINARY ? 1 : 0; }

/** What plane p counts for. */
// @ts-ignore: decorator
@inline
export function weight(p: i32, width: i32, kind: i32): i32 {
  if (kind == BINARY) return -2;
  return kind == SIGNED && p == width - 1 ? -(1 << p) : 1 << p;
}

/** Bytes of one plane, in doubles: they may pass 2³². */
export function planeBytes(lanes: i32, k: i32): f64 { return <f64>panels(lanes) * <f64>laneBytes(k) * 16; }

/** Sixteen bytes: all ones where x has the bit of `mask`. */
// @ts-ignore: decorator
@inline
function set(x: usize, mask: v128): v128 { return i8x16.eq(v128.and(v128.load(x), mask), mask); }

/** Bit `bit` of fewer than 16 elements, the first one lowest; `count` may be below 0. */
function fewer(x: usize, count: i32, bit: i32): i32 {
  let bits = 0;
  for (let i = 0; i < count; i++) bits |= (<i32>load<u8>(x + <usize>i) >> bit & 1) << i;
  return bits;
}

/** Planes of x, one after another, for a left operand: bits of a row of x go to one lane. */
export function packLeft(m: i32, k: i32, x: usize, ld: i32, width: i32, kind: i32, dst: usize): void {
  const bytes = <i32>laneBytes(k), panel = <usize>bytes * 16, first = firstBit(kind);
  for (let p = 0; p < width; p++) {
    const bit = p + first, mask = i8x16.splat(<i8>(<i32>1 << bit));
    if (m > 0) memory.fill(dst + (panels(m) - 1) * panel, 0, panel);
    for (let i = 0; i < m; i++) {
      const row = x + <usize>i * <usize>ld;
      let to = dst + <usize>(i >> 4) * panel + <usize>(i & 15);
      for (let t = 0; t < bytes; t += 2) {
        const left = k - 8 * t, from = row + <usize>(8 * t);
        const bits = left >= 16 ? i8x16.bitmask(set(from, mask)) : fewer(from, left, bit);
        store<u8>(to, bits);
        store<u8>(to, bits >> 8, 16);
        to += 32;
      }
    }
    dst += panels(m) * panel;
  }
}

/** Bit `bit` of 16 columns in up to eight rows: a byte a column, the first row lowest. */
// @ts-ignore: decorator
@inline
function eightRows(x: usize, ld: usize, rows: i32, mask: v128): v128 {
  let bytes = i64x2.splat(0), one = i8x16.splat(1);
  for (let r = 0; r < rows; r++) {
    bytes = v128.or(bytes, v128.and(set(x, mask), one));
    one = i8x16.add(one, one);
    x += ld;
  }
  return bytes;
}

/** The last columns, byte by byte: nothing beyond them is read. */
function fewColumns(x: usize, ld: usize, rows: i32, cols: i32, bit: i32, dst: usize): void {
  v128.store(dst, i64x2.splat(0));
  for (let r = 0; r < rows; r++) {
    for (let j: usize = 0; j < <usize>cols; j++) store<u8>(dst + j, load<u8>(dst + j) | (((load<u8>(x + j) >> <u8>bit) & 1) << <u8>r));
    x += ld;
  }
}

/** Planes of x, one after another, for a right operand. */
export function packRight(k: i32, n: i32, x: usize, ld: i32, width: i32, kind: i32, dst: usize): void {
  const bytes = <i32>laneBytes(k), first = firstBit(kind);
  for (let p = 0; p < width; p++) {
    const bit = p + first, mask = i8x16.splat(<i8>(<i32>1 << bit));
    for (let j = 0; j < n; j += 16) {
      for (let t = 0; t < bytes; t++) {
        const rows = max(0, min(8, k - 8 * t)), from = x + <usize>(8 * t) * <usize>ld + <usize>j;
        if (n - j >= 16) v128.store(dst, eightRows(from, ld, rows, mask));
        else fewColumns(from, ld, rows, n - j, bit, dst);
        dst += 16;
      }
    }
  }
}
