// Cache blocking of gemm (Goto & van de Geijn 2008, section 5), with the roles of a and b exchanged: an MR×kc panel of a lives in L1, a
// kc×nc block of b in L2, an mc×kc block of a in L3, so that the tiles of C are visited along its rows. Down its columns, every
// line of a large C missed the cache twice. Flat around these values.

/** Columns of C in a register tile: 32 bytes. */
// @ts-ignore: decorator
@inline
export function NR<T>(): i32 { return <i32>(32 / sizeof<T>()); }

/** Rows of C in the largest register tile. */
// @ts-ignore: decorator
@inline
export function MR(): i32 { return ASC_FEATURE_RELAXED_SIMD ? 6 : 5; }

export const MC: i32 = 2048;
export const NC: i32 = 512;
export const KC: i32 = 384;

/** k split into equal blocks of at most KC, so that no last block is thin. The layout of packed b depends on it: same in every variant. */
export function kBlock(k: i32): i32 {
  const blocks = (k + KC - 1) / KC;
  return blocks <= 1 ? k : (((k + blocks - 1) / blocks) + 3) & ~3;
}

/** Rows of the next panel when `left` remain: full tiles, then two of about equal height instead of a full one and a thin one. */
// @ts-ignore: decorator
@inline
export function panelRows(left: i32): i32 {
  if (left >= 2 * MR()) return MR();
  return left <= MR() ? left : (left + 1) >> 1;
}

/** Columns rounded up to whole panels. */
// @ts-ignore: decorator
@inline
export function padCols<T>(n: i32): i32 { return (n + NR<T>() - 1) & ~(NR<T>() - 1); }
