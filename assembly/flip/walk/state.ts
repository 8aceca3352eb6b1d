// A walker in memory: a header of 128 bytes, the terms now, the best terms met. bindings/flip/walk/state.ts holds the same offsets.
// Terms: all u, then all v, then all w, `capacity` of each; a factor is its plane of values, then (Z3, ZT) its plane of signs; a plane is 64-bit words,
// the lowest bit of the first the first entry. Z3 has 2 as −1. Between blocks a walker is nothing but this.
export const HEADER: usize = 128;

// i32
export const RANK: usize = 0;
/** Least rank since the caller last set it; the best terms have it. */
export const BEST: usize = 4;
export const CAPACITY: usize = 8;
/** Terms of `best` are written here by the walk; 0 until then. */
export const BEST_RANK: usize = 12;
export const LENGTH_U: usize = 16;
export const LENGTH_V: usize = 20;
export const LENGTH_W: usize = 24;
/** Flips without event before a plus: drawn anew from PLUS_MIN … PLUS_MAX after each. */
export const PLUS_MIN: usize = 28;
export const PLUS_MAX: usize = 32;
/** A plus only while rank < best + DISTANCE. */
export const DISTANCE: usize = 36;
/** Flips after a plus before the walk reduces again. */
export const SPLIT: usize = 40;
/** Expansions from a scheme without a flip, since the last best, before the walk gives up. */
export const PATIENCE: usize = 44;
/** Flips until the next plus; 0: to be drawn. */
export const PLUS_IN: usize = 48;
/** Flips left of SPLIT. */
export const SPLITTING: usize = 52;
export const STUCK: usize = 56;
// u64
export const KEY: usize = 64;
export const COUNTER: usize = 72;
// f64
/** Flips applied and expansions, ever. */
export const FLIPS: usize = 80;
export const EXPANSIONS: usize = 88;
/** FLIPS when the best was met. */
export const BEST_AT: usize = 96;

/** What ends a block. */
export const SPENT: i32 = 0;
export const IMPROVED: i32 = 1;
export const DEAD: i32 = 2;
