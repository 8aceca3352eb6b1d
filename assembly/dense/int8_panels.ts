// Blocks of panels for the integer gemm, from matrices with any row and column strides and from operands packed before.
import { NR, groups, inFives, panelRows } from "./int8_blocking";
import { packRows, packRuns } from "./int8_pack";

/** Runs are packed this many at a time, all panels in turn: each touched line serves every panel before it leaves L1, whatever
 *  power of two the stride is. */
const RUNS: i32 = 32;

/** m rows by k columns of a at (rs, cs), one of them 1, into panels of panelRows; `below` rows exist from the first on. */
export function packBlockA<K, T>(m: i32, k: i32, a: usize, rs: i32, cs: i32, below: i32, zero: i32, dst: usize): void {
  const unit = <usize>groups<K>(k) * 4, fives = inFives(m);
  if (cs == 1) {
    for (let i = 0; i < m; ) {
      const rows = panelRows(i, fives);
      packRows<K, T>(rows, rows, k, a + <usize>i * <usize>rs, <usize>rs, zero, dst);
      dst += <usize>rows * unit;
      i += rows;
    }
    return;
  }
  for (let p = 0; p < k; p += RUNS) {
    const kb = min(RUNS, k - p), src = a + <usize>p * <usize>cs, at = <usize>groups<K>(p) * 4;
    let panel = dst;
    for (let i = 0; i < m; ) {
      const rows = panelRows(i, fives);
      packRuns<K, T>(rows, rows, below - i, kb, src + <usize>i, cs, zero, panel + at * <usize>rows);
      panel += <usize>rows * unit;
      i += rows;
    }
  }
}

/** k rows by n columns of b at (rs, cs), one of them 1, into panels of eight columns `stride` bytes apart. `right` columns exist
 *  from the first on; columns of the last panel past n hold anything, and so does what is computed from them. */
export function packBlockB<K>(k: i32, n: i32, b: usize, rs: i32, cs: i32, right: i32, zero: i32, dst: usize, stride: usize): void {
  if (cs != 1) {
    for (let j = 0; j < n; j += NR) {
      packRows<K, i8>(NR, min(NR, n - j), k, b + <usize>j * <usize>cs, <usize>cs, zero, dst);
      dst += stride;
    }
    return;
  }
  for (let p = 0; p < k; p += RUNS) {
    const kb = min(RUNS, k - p), src = b + <usize>p * <usize>rs, at = <usize>groups<K>(p) * 32;
    let panel = dst + at;
    for (let j = 0; j < n; j += NR) {
      packRuns<K, i8>(NR, min(NR, n - j), right - j, kb, src + <usize>j, rs, zero, panel);
      panel += stride;
    }
  }
}

/** A panel of groups of four int8 → groups of two i16, less `zero`. */
export function widenPanel(k: i32, src: usize, zero: i32, dst: usize): void {
  const z = i16x8.splat(<i16>zero);
  const end = src + <usize>groups<i8>(k) * 32;
  while (src < end) {
    const x = v128.load(src), y = v128.load(src, 16);
    const first = i16x8.shuffle(x, y, 0, 2, 4, 6, 8, 10, 12, 14), second = i16x8.shuffle(x, y, 1, 3, 5, 7, 9, 11, 13, 15);
    v128.store(dst, i16x8.sub(i16x8.extend_low_i8x16_s(first), z));
    v128.store(dst, i16x8.sub(i16x8.extend_high_i8x16_s(first), z), 16);
    v128.store(dst, i16x8.sub(i16x8.extend_low_i8x16_s(second), z), 32);
    v128.store(dst, i16x8.sub(i16x8.extend_high_i8x16_s(second), z), 48);
    src += 32;
    dst += 64;
  }
}
