// Packing for the integer gemm: rows or columns of an int8 operand become panels of 32-bit groups, k-major, that a register
// kernel reads straight through. K is the packed type (i16: groups of two, less the zero point in full; i8/u8: groups of four,
// less a shift that keeps them in eight bits), T the stored one (i8 or u8). k is zero-padded to whole groups.
import { group } from "./int8_blocking";

/** Four groups of consecutive k, less `zero`. */
// @ts-ignore: decorator
@inline
function four<K, T>(p: usize, zero: v128): v128 {
  if (sizeof<K>() == 2) return i16x8.sub(v128.load_ext<T>(p), zero);
  return i8x16.sub(v128.load(p), zero);
}

// @ts-ignore: decorator
@inline
function splat<K>(zero: i32): v128 {
  return sizeof<K>() == 2 ? i16x8.splat(<i16>zero) : i8x16.splat(<i8>zero);
}

/** One group of `count` elements `ks` bytes apart, zeros after them. */
// @ts-ignore: decorator
@inline
function single<K, T>(count: i32, src: usize, ks: usize, zero: i32): i32 {
  const bits = <i32>(8 * sizeof<K>());
  const mask = (1 << bits) - 1;
  let word = 0;
  for (let i = 0; i < count; i++) {
    word |= ((<i32>load<T>(src) - zero) & mask) << (i * bits);
    src += ks;
  }
  return word;
}

/** Up to four rows of k contiguous elements → dst[t·step + 0..3], by 4×4 transposes of groups. Absent rows repeat the first. */
// @ts-ignore: decorator
@inline
function quad<K, T>(rows: i32, k: i32, s0: usize, ld: usize, zero: i32, dst: usize, step: usize): void {
  const G = group<K>(), z = splat<K>(zero);
  let s1 = rows > 1 ? s0 + ld : s0, s2 = rows > 2 ? s0 + 2 * ld : s0, s3 = rows > 3 ? s0 + 3 * ld : s0;
  let p = 0;
  while (p + 4 * G <= k) {
    const x0 = four<K, T>(s0, z), x1 = four<K, T>(s1, z), x2 = four<K, T>(s2, z), x3 = four<K, T>(s3, z);
    const l0 = i32x4.shuffle(x0, x1, 0, 4, 1, 5), l1 = i32x4.shuffle(x2, x3, 0, 4, 1, 5);
    const h0 = i32x4.shuffle(x0, x1, 2, 6, 3, 7), h1 = i32x4.shuffle(x2, x3, 2, 6, 3, 7);
    v128.store(dst, i64x2.shuffle(l0, l1, 0, 2)); dst += step;
    v128.store(dst, i64x2.shuffle(l0, l1, 1, 3)); dst += step;
    v128.store(dst, i64x2.shuffle(h0, h1, 0, 2)); dst += step;
    v128.store(dst, i64x2.shuffle(h0, h1, 1, 3)); dst += step;
    s0 += 4 * G; s1 += 4 * G; s2 += 4 * G; s3 += 4 * G;
    p += 4 * G;
  }
  while (p < k) {
    const count = min(G, k - p);
    store<i32>(dst, single<K, T>(count, s0, 1, zero));
    if (rows > 1) store<i32>(dst, single<K, T>(count, s1, 1, zero), 4);
    if (rows > 2) store<i32>(dst, single<K, T>(count, s2, 1, zero), 8);
    if (rows > 3) store<i32>(dst, single<K, T>(count, s3, 1, zero), 12);
    s0 += G; s1 += G; s2 += G; s3 += G;
    dst += step;
    p += G;
  }
}

/** One row → dst[t·step]. */
// @ts-ignore: decorator
@inline
function line<K, T>(k: i32, src: usize, zero: i32, dst: usize, step: usize): void {
  const G = group<K>(), z = splat<K>(zero);
  let p = 0;
  while (p + 4 * G <= k) {
    const x = four<K, T>(src, z);
    v128.store32_lane(dst, x, 0); dst += step;
    v128.store32_lane(dst, x, 1); dst += step;
    v128.store32_lane(dst, x, 2); dst += step;
    v128.store32_lane(dst, x, 3); dst += step;
    src += 4 * G;
    p += 4 * G;
  }
  while (p < k) {
    store<i32>(dst, single<K, T>(min(G, k - p), src, 1, zero));
    src += G;
    dst += step;
    p += G;
  }
}

/** A panel of `lanes` rows (4, 5 or 8) of which `rows` exist, each k contiguous elements, `ld` bytes apart. */
export function packRows<K, T>(lanes: i32, rows: i32, k: i32, src: usize, ld: usize, zero: i32, dst: usize): void {
  const step = <usize>lanes * 4;
  quad<K, T>(min(rows, 4), k, src, ld, zero, dst, step);
  if (rows <= 4) return;
  if (lanes == 8) quad<K, T>(rows - 4, k, src + 4 * ld, ld, zero, dst + 16, step);
  else line<K, T>(k, src + 4 * ld, zero, dst + 16, step);
}

/** Runs of eight across, `count` groups of them → one group of each lane a step; LANES is a literal at each call. */
// @ts-ignore: decorator
@inline
function runs<K, T>(LANES: i32, count: i32, src: usize, ld: usize, zero: v128, dst: usize): void {
  const end = dst + <usize>count * <usize>LANES * 4;
  while (dst < end) {
    let low: v128, high: v128;
    if (sizeof<K>() == 2) {
      const x = i16x8.sub(v128.load_ext<T>(src), zero), y = i16x8.sub(v128.load_ext<T>(src + ld), zero);
      low = i16x8.shuffle(x, y, 0, 8, 1, 9, 2, 10, 3, 11);
      high = i16x8.shuffle(x, y, 4, 12, 5, 13, 6, 14, 7, 15);
      src += 2 * ld;
    } else {
      const src2 = src + 2 * ld;
      const x = i8x16.shuffle(v128.load64_zero(src), v128.load64_zero(src + ld), 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const y = i8x16.shuffle(v128.load64_zero(src2), v128.load64_zero(src2 + ld), 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      low = i8x16.sub(i16x8.shuffle(x, y, 0, 8, 1, 9, 2, 10, 3, 11), zero);
      high = i8x16.sub(i16x8.shuffle(x, y, 4, 12, 5, 13, 6, 14, 7, 15), zero);
      src += 4 * ld;
    }
    v128.store(dst, low);
    if (LANES == 8) v128.store(dst, high, 16);
    else if (LANES == 5) v128.store32_lane(dst, high, 0, 16);
    dst += <usize>LANES * 4;
  }
}

/** The panel of packRows from rows that lie across: element (r, p) at src + p·ld + r. `width` elements may be read in the last run
 *  (at least `rows`); eight are read at a time wherever that stays inside the operand. */
export function packRuns<K, T>(lanes: i32, rows: i32, width: i32, k: i32, src: usize, ld: i32, zero: i32, dst: usize): void {
  const G = group<K>(), z = splat<K>(zero), s = <usize>ld;
  const safe = width >= 8 ? k : max(0, k - (8 - width + ld - 1) / ld);
  const count = safe / G;
  if (lanes == 8) runs<K, T>(8, count, src, s, z, dst);
  else if (lanes == 5) runs<K, T>(5, count, src, s, z, dst);
  else runs<K, T>(4, count, src, s, z, dst);
  let p = count * G;
  src += <usize>p * s;
  dst += <usize>count * <usize>lanes * 4;
  while (p < k) {
    const n = min(G, k - p);
    for (let r = 0; r < rows; r++) store<i32>(dst + <usize>r * 4, single<K, T>(n, src + <usize>r, s, zero));
    src += <usize>G * s;
    dst += <usize>lanes * 4;
    p += G;
  }
}
