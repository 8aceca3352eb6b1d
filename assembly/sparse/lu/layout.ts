// Where the parts of an LU factorization lie. Left-looking by columns (Gilbert, Peierls 1988) over supernodes: runs of columns of L whose
// rows below are the same. A supernode has one list of rows, its pivots first, and one panel: a column of `length` values for each of its
// columns, U above the pivot, the pivot, L below it. What a column of U holds further up is segments, each from some position of a
// supernode to that one's end.
//
// head: i32 arrays of n + 1, then f64 arrays of n. index: row lists and segments upwards, what the search walks downwards from its end.
// value: panels upwards, segments of U downwards; both count from the end, so that a larger region takes them over by two copies.
import { align64 } from "../../core/lanes";

/** Position → column of A. */
export const ORDER: usize = 0;
/** Position → row of A that is its pivot. */
export const PIVOT: usize = 1;
/** Row of A → position, −1 as long as it has none. */
export const PLACE: usize = 2;
/** Position → supernode. */
export const NODE: usize = 3;
/** Supernode → first position; one more is the end of the last. */
export const FIRST: usize = 4;
/** Supernode → its row list in `index`. */
export const ROWS: usize = 5;
/** Supernode → length of that list. */
export const LENGTH: usize = 6;
/** Supernode → its panel in `value`. */
export const PANEL: usize = 7;
/** Position → its segments in `index`; their number is in COUNT. */
export const SEGMENTS: usize = 8;
export const COUNT: usize = 9;
/** Position → its part of U in `value`, from the end. */
export const UPPER: usize = 10;
/** Column of A → the row that is preferred as its pivot. */
export const DIAGONAL: usize = 11;
const HEAD: usize = 12;

/** Scratch: i32 arrays of n, then two f64 arrays of n. */
export const ROW_MARK: usize = 0;
export const NODE_MARK: usize = 1;
/** Supernode → where the column at hand enters it. */
export const ENTRY: usize = 2;
/** Supernode → the rows that the search walks, from the end of `index`; how many of them; negative once pruned, less 1. */
export const WALK: usize = 3;
export const WALKED: usize = 4;
export const PRUNED: usize = 5;
export const STACK: usize = 6;
export const NEXT: usize = 7;
/** Supernodes of the column in topological order, at the end of the array. */
export const REACHED: usize = 8;
/** Rows of the column that are no pivots yet. */
export const FREE: usize = 9;
const DESK: usize = 10;

/** State of the driver, 8 i32 in front of the scratch. */
export const AT: usize = 0;
export const STAMP: usize = 4;
export const NODES: usize = 8;
export const INDEX_LOW: usize = 12;
export const INDEX_HIGH: usize = 16;
export const VALUE_LOW: usize = 20;
export const VALUE_HIGH: usize = 24;
const STATE: usize = 64;

// @ts-ignore: decorator
@inline
function step(n: i32): usize { return align64((<usize>n + 1) << 2); }

// @ts-ignore: decorator
@inline
export function head(base: usize, n: i32, array: usize): usize { return base + array * step(n); }

/** Position or row → scale. */
// @ts-ignore: decorator
@inline
export function rowScale(base: usize, n: i32): usize { return base + HEAD * step(n); }
// @ts-ignore: decorator
@inline
export function colScale(base: usize, n: i32): usize { return rowScale(base, n) + align64(<usize>n << 3); }
/** Offset of array `i` of the head; 12 and 13 are the scales. */
export function offset(n: i32, i: i32): usize { return i == 12 ? rowScale(0, n) : i == 13 ? colScale(0, n) : head(0, n, <usize>i); }
export function headBytes(n: i32): usize { return HEAD * step(n) + 2 * align64(<usize>n << 3); }

// @ts-ignore: decorator
@inline
export function desk(ws: usize, n: i32, array: usize): usize { return ws + STATE + array * step(n); }
/** The column at hand, by rows of A. */
// @ts-ignore: decorator
@inline
export function dense(ws: usize, n: i32): usize { return desk(ws, n, DESK); }
/** A part of it without gaps. */
// @ts-ignore: decorator
@inline
export function packed(ws: usize, n: i32): usize { return dense(ws, n) + align64(<usize>n << 3); }
export function deskBytes(n: i32): usize { return STATE + DESK * step(n) + 2 * align64(<usize>n << 3); }

// @ts-ignore: decorator
@inline
export function get(array: usize, i: i32): i32 { return load<i32>(array + (<usize>i << 2)); }
// @ts-ignore: decorator
@inline
export function set(array: usize, i: i32, value: i32): void { store<i32>(array + (<usize>i << 2), value); }
