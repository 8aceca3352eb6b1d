// The one block that holds a matrix in another format: a head of i32, then what the head points to, in bytes from the block's start.

export const SELL: i32 = 1, BSR2: i32 = 2, BSR3: i32 = 3, DIA: i32 = 4;
/** Bytes of the head: kind, slices or block rows, first row, diagonals, then the offsets of start, indices, values, order
 *  (0: none) and loose rows, of these how many. */
export const HEAD: usize = 64;

// @ts-ignore: decorator
@inline
export function head(p: usize, field: i32): i32 { return load<i32>(p + (<usize>field << 2)); }
// @ts-ignore: decorator
@inline
export function part(p: usize, field: i32): usize { return p + load<u32>(p + (<usize>field << 2)); }

export const KIND: i32 = 0, SLICES: i32 = 1, FIRST: i32 = 2, DIAGONALS: i32 = 3, START: i32 = 4, INDICES: i32 = 5, VALUES: i32 = 6, ORDER: i32 = 7, LOOSE: i32 = 8, LEFT: i32 = 9;

/** Values of one stored group: a block, or a column of eight, which in SELL-8 has the room of four more for its indices. */
export function valuesOf(kind: i32): i32 { return kind == BSR2 ? 4 : kind == BSR3 ? 9 : kind == SELL ? 12 : 8; }

/** Bytes of the block; its head is written to p. groups: columns of eight or blocks, of all slices together; loose: slices left out. */
export function layout(p: usize, kind: i32, slices: i32, first: i32, diagonals: i32, groups: f64, ordered: bool, loose: i32): f64 {
  const starts = <f64>HEAD, indices = starts + aligned(4 * <f64>(kind == DIA ? diagonals : slices + 1));
  const values = indices + aligned(kind == DIA || kind == SELL ? 0 : 4 * groups), order = values + aligned(8 * <f64>valuesOf(kind) * groups);
  const rows = order + (ordered ? aligned(32 * <f64>slices) : 0);
  memory.fill(p, 0, HEAD);
  store<i32>(p, kind, 0);
  store<i32>(p, slices, 4);
  store<i32>(p, first, 8);
  store<i32>(p, diagonals, 12);
  store<u32>(p, <u32>starts, 16);
  store<u32>(p, <u32>indices, 20);
  store<u32>(p, <u32>values, 24);
  store<u32>(p, ordered ? <u32>order : 0, 28);
  store<u32>(p, <u32>rows, 32);
  store<i32>(p, 8 * loose, 36);
  return rows + aligned(32 * <f64>loose);
}

// @ts-ignore: decorator
@inline
function aligned(bytes: f64): f64 { return Math.ceil(bytes / 64) * 64; }
