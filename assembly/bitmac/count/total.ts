// How many digits are not 0.
import { COMPLEMENT, ENT, MBE, NAF, radixBits, SIGN_MAGNITUDE, terms } from "../digits";
import { gathered, padded, sum, widened } from "./sums";

/** Bytes of a step, and of the rows that one call of the inner kernel takes at most. */
const STEP: usize = 96;
const BLOCK: usize = 512 * STEP;
/** Shorter rows are brought together, so many bytes at once. */
const SHORT: usize = 2048;
const GATHER: usize = 8192;
/** Bytes. */
export const TOTAL_WORKSPACE: usize = GATHER + STEP;

/** Radix 4: digits of three vectors fit fields of two bits, then of four. */
// @ts-ignore: decorator
@inline
function nibbles(e: i32, x: usize, mask: v128): v128 {
  const s = i8x16.add(i8x16.add(terms(e, v128.load(x), mask), terms(e, v128.load(x, 16), mask)), terms(e, v128.load(x, 32), mask));
  return i8x16.add(v128.and(s, i8x16.splat(0x33)), v128.and(i16x8.shr_u(s, 2), i8x16.splat(0x33)));
}

/** Radix 2: three vectors added bit by bit, their sums and carries counted. */
// @ts-ignore: decorator
@inline
function added(e: i32, x: usize, mask: v128): v128 {
  const a = terms(e, v128.load(x), mask), b = terms(e, v128.load(x, 16), mask), c = terms(e, v128.load(x, 32), mask);
  const half = v128.xor(a, b), carries = i8x16.popcnt(v128.or(v128.and(a, b), v128.and(half, c)));
  return i8x16.add(i8x16.popcnt(v128.xor(half, c)), i8x16.add(carries, carries));
}

// @ts-ignore: decorator
@inline
function counted(e: i32, n: i32, x: usize, mask: v128): i32 {
  const end = x + <usize>n * STEP;
  let all = i32x4.splat(0);
  while (x < end) {
    // Six vectors add at most 48 to a byte: five steps fit.
    const stop = min(x + 5 * STEP, end);
    let bytes = i8x16.splat(0);
    while (x < stop) {
      if (radixBits(e) == 2) {
        const s = i8x16.add(nibbles(e, x, mask), nibbles(e, x + 48, mask));
        bytes = i8x16.add(bytes, i8x16.add(v128.and(s, i8x16.splat(0x0f)), v128.and(i16x8.shr_u(s, 4), i8x16.splat(0x0f))));
      } else {
        bytes = i8x16.add(bytes, i8x16.add(added(e, x, mask), added(e, x + 48, mask)));
      }
      x += STEP;
    }
    all = i32x4.add(all, widened(bytes));
  }
  return sum(all);
}

/** Digits of n·96 values that are not 0. */
export function numpps_i8_ukr(e: i32, n: i32, x: usize, bits: i32): i32 {
  const mask = i8x16.splat(<i8>bits);
  if (e == COMPLEMENT) return counted(COMPLEMENT, n, x, mask);
  if (e == SIGN_MAGNITUDE) return counted(SIGN_MAGNITUDE, n, x, mask);
  if (e == MBE) return counted(MBE, n, x, mask);
  if (e == ENT) return counted(ENT, n, x, mask);
  return counted(NAF, n, x, mask);
}

/** Of a matrix; `bits` has a 1 for every bit of the width. ws: `TOTAL_WORKSPACE` bytes. */
export function total(rows: usize, cols: usize, x: usize, stride: usize, e: i32, bits: i32, ws: usize): f64 {
  let all: f64 = 0;
  if (rows > 1 && cols > 0 && cols < SHORT) {
    const most = GATHER / cols;
    for (let i: usize = 0; i < rows; i += most) all += <f64>numpps_i8_ukr(e, gathered(min(most, rows - i), cols, x + i * stride, stride, STEP, ws), ws, bits);
    return all;
  }
  for (let i: usize = 0; i < rows; i++) {
    let p = x + i * stride, left = cols;
    while (left > 0) {
      const take = min(left, BLOCK), whole = take / STEP;
      if (whole > 0) {
        all += <f64>numpps_i8_ukr(e, <i32>whole, p, bits);
        p += whole * STEP;
        left -= whole * STEP;
      } else {
        padded(left, p, STEP, ws);
        all += <f64>numpps_i8_ukr(e, 1, ws, bits);
        left = 0;
      }
    }
  }
  return all;
}
