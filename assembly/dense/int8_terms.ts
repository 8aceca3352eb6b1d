// Corrections of the 7-bit kernels, which multiply A − s and B − t instead of A − p and B − q (p, q the zero points):
//   Σ (A−p)(B−q) = Σ (A−s)(B−t) + (t−q)·Σ(A−s) + (s−p)·Σ(B−t) + k·(s−p)(t−q),
// exact mod 2³², hence exact as the result fits i32. The sums are taken from packed panels, zeros of the padding included.
import { NR, inFives, panelRows } from "./int8_blocking";

/** Four sums of four int8 each. */
// @ts-ignore: decorator
@inline
function sums(x: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_s(i16x8.extadd_pairwise_i8x16_s(x));
}

/** Sums of every column of b over `units` groups, from panels `stride` bytes apart → out[n rounded up to 8]. */
export function columnSums(n: i32, units: i32, b: usize, stride: usize, out: usize): void {
  for (let j = 0; j < n; j += NR) {
    let low = i32x4.splat(0), high = low;
    let p = b;
    const end = b + <usize>units * 32;
    while (p < end) {
      low = i32x4.add(low, sums(v128.load(p)));
      high = i32x4.add(high, sums(v128.load(p, 16)));
      p += 32;
    }
    v128.store(out, low);
    v128.store(out, high, 16);
    out += 32;
    b += stride;
  }
}

/** Sums of every row of a packed block of a, added to out[m]. */
export function addRowSums(m: i32, units: i32, a: usize, out: usize): void {
  const fives = inFives(m);
  for (let i = 0; i < m; ) {
    const rows = panelRows(i, fives), step = <usize>rows * 4;
    const end = a + step * <usize>units;
    let four = i32x4.splat(0), fifth = four;
    while (a < end) {
      four = i32x4.add(four, sums(v128.load(a)));
      if (rows == 5) fifth = i32x4.add(fifth, sums(v128.load32_zero(a, 16)));
      a += step;
    }
    v128.store(out, i32x4.add(v128.load(out), four));
    if (rows == 5) store<i32>(out, load<i32>(out, 16) + i32x4.extract_lane(fifth, 0), 16);
    out += step;
    i += rows;
  }
}

/** C[i][j] += byRow·rowSums[i] + byColumn·columnSums[j] + rest. ldc in bytes. */
export function addTerms(m: i32, n: i32, c: usize, ldc: usize, byRow: i32, rows: usize, byColumn: i32, columns: usize, rest: i32): void {
  const f = i32x4.splat(byColumn);
  for (let i = 0; i < m; i++) {
    const t = byRow * load<i32>(rows + <usize>i * 4) + rest;
    const v = i32x4.splat(t);
    let p = c, q = columns;
    const end = c + <usize>n * 4, whole = c + <usize>(n & ~3) * 4;
    while (p < whole) {
      v128.store(p, i32x4.add(i32x4.add(v128.load(p), v), i32x4.mul(f, v128.load(q))));
      p += 16;
      q += 16;
    }
    while (p < end) {
      store<i32>(p, load<i32>(p) + t + byColumn * load<i32>(q));
      p += 4;
      q += 4;
    }
    c += ldc;
  }
}
