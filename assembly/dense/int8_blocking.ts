// Cache blocking of the integer gemm. All of k is packed for a block of columns of b, so that a block of C is finished before
// the next one starts: sums that are not the result itself (requantization, corrections) need scratch for one block only.
import { align64 } from "../core/lanes";

/** Columns of a register tile. */
export const NR: i32 = 8;
/** Rows of the largest register tile. */
export const MR: i32 = 5;
/** Rows of a packed block of a: mc × kc stays in L2. */
const MC: i32 = 240;
/** 32-bit groups of k in a block: a panel of b is 16 kB, in L1 beside one of a. Shorter ones load and store C more often. */
const GROUPS: i32 = 512;
/** Bytes of packed b at once, in L3, and the most columns of that. */
const BLOCK_B: i32 = 1 << 22;
const NC: i32 = 1024;

/** Elements of k in a 32-bit group of the packed type K. */
// @ts-ignore: decorator
@inline
export function group<K>(): i32 { return <i32>(4 / sizeof<K>()); }

/** Groups that hold k elements. */
// @ts-ignore: decorator
@inline
export function groups<K>(k: i32): i32 { return (k + group<K>() - 1) / group<K>(); }

/** `size` in equal blocks of at most `most`, a multiple of `step`, so that no last block is thin. */
// @ts-ignore: decorator
@inline
function even(size: i32, most: i32, step: i32): i32 {
  const blocks = (size - 1) / most + 1;
  const block = size <= most ? size : (size - 1) / blocks + 1;
  return (block + step - 1) / step * step;
}

export function blockM(m: i32): i32 { return even(m, MC, MR); }

/** A multiple of four: no group of either type is cut. */
export function blockK<K>(k: i32): i32 { return even(k, GROUPS * group<K>(), 4); }

/** A multiple of eight. */
export function blockN<K>(n: i32, k: i32): i32 {
  const fits = <i32>(<usize>(BLOCK_B * NR) / max<usize>(bytesPanel<K>(k), 1)) & -NR;
  return even(n, max(NR, min(NC, fits)), NR);
}

/** Bytes of eight columns of packed b: k is rounded up to eight, as widening takes four at a time and the row kernel eight. */
// @ts-ignore: decorator
@inline
export function bytesPanel<K>(k: i32): usize { return <usize>((k + 7) & ~7) * 8 * sizeof<K>(); }

/** Bytes of packed a. */
// @ts-ignore: decorator
@inline
export function bytesA<K>(m: i32, k: i32): usize { return align64(<usize>blockM(m) * <usize>groups<K>(blockK<K>(k)) * 4); }

// @ts-ignore: decorator
@inline
export function bytesB<K>(n: i32, k: i32): usize { return align64(<usize>(blockN<K>(n, k) / NR) * bytesPanel<K>(k)); }

/** Rows of the next block when `left` remain: never fewer than 12 are left over, so that every block is 5a + 4b rows. */
export function nextM(left: i32, block: i32): i32 {
  if (left <= block) return left;
  return left - block < 12 ? block - 20 : block;
}

/** Rows of a block of m ≥ 12 that go into panels of five; fours follow, so that no thin rest is left. */
// @ts-ignore: decorator
@inline
export function inFives(m: i32): i32 { return m - 4 * ((5 - m % 5) % 5); }

/** Rows of the panel that begins at row i. */
// @ts-ignore: decorator
@inline
export function panelRows(i: i32, fives: i32): i32 { return i < fives ? 5 : 4; }
