// Blocks of a walk over masks: runs of flips with what is due between them.
import { GAMMA } from "./random";
import { BLOCKS, DRAW, fillBits, PAIRED, SETS, STRIDE, strideOf, TURNS } from "./mask";
import { between, block, enter, expand, leave, record, settle, writeTerms } from "./mask_events";
import {
  BEST, CAPACITY, COUNTER, DEAD, DISTANCE, EXPANSIONS, FLIPS, HEADER, KEY, LENGTH_U, LENGTH_V, LENGTH_W, PATIENCE, PLUS_IN, PLUS_MAX, PLUS_MIN, RANK, SPENT, SPLIT, SPLITTING, STUCK,
  IMPROVED,
} from "./state";

/** PLUS_IN where a plus is due. */
const DUE: i32 = -1;

/** Bytes of scratch of one walker. */
export function bytesOf(u: i32, v: i32, w: i32): usize { return BLOCKS + 3 * <usize>strideOf(max(u, max(v, w))); }

// @ts-ignore: decorator
@inline
function add(s: usize, n: i32, at: usize): void { store<i32>(s + at, load<i32>(s + at) + n); }
// @ts-ignore: decorator
@inline
function count(s: usize, n: i32, at: usize): void { store<f64>(s + at, load<f64>(s + at) + <f64>n); }

/** Scratch of the walker, from its terms. */
export function open(s: usize, w: usize): void {
  const capacity = <usize>load<i32>(s, CAPACITY);
  store<u32>(w, strideOf(max(load<i32>(s, LENGTH_U), max(load<i32>(s, LENGTH_V), load<i32>(s, LENGTH_W)))), STRIDE);
  fillBits(w);
  store<u64>(w, load<u64>(s, KEY) + GAMMA * load<u64>(s, COUNTER), DRAW);
  for (let p = 0; p < 3; p++) {
    store<u64>(block(w, p), 0, PAIRED);
    for (let turn = 0; turn < 3; turn++) store<u32>(w + (turn << 4) + (p + 3 - turn) % 3 * 4, block(w, p), TURNS);
    for (let t = 0; t < load<i32>(s, RANK); t++) enter(w, p, t, <u32>load<u64>(s + HEADER + (<usize>p * capacity + t << 3)) << 3);
  }
}

/** The walker, from its scratch, whose tables are zero again. */
export function close(s: usize, w: usize): void {
  writeTerms(s, w, s + HEADER);
  // GAMMA is odd: its inverse modulo 2^64 counts the draws.
  store<u64>(s, (load<u64>(w, DRAW) - load<u64>(s, KEY)) * 0xf1de83e19937733d, COUNTER);
  for (let p = 0; p < 3; p++) for (let t = 0; t < load<i32>(s, RANK); t++) leave(w, p, t);
}

/** One term more, then flips without reduction: one at least, for a split is nothing but two terms to be reduced. */
function grow(s: usize, w: usize): bool {
  if (!expand(s, w)) return false;
  store<i32>(s, max(1, load<i32>(s, SPLIT)), SPLITTING);
  count(s, 1, FLIPS);
  count(s, 1, EXPANSIONS);
  return true;
}

/** What is due before the next flip: the flips that may follow without anything due, 0 where a term was added, −1 where the walk is at its end. */
export function prepare(s: usize, w: usize): i32 {
  if (load<i32>(s, PLUS_IN) == DUE) {
    store<i32>(s, 0, PLUS_IN);
    if (load<i32>(s, RANK) < load<i32>(s, BEST) + load<i32>(s, DISTANCE) && grow(s, w)) return 0;
  }
  if (load<i32>(s, PLUS_IN) == 0) store<i32>(s, between(w, load<i32>(s, PLUS_MIN), load<i32>(s, PLUS_MAX)), PLUS_IN);
  if ((load<u64>(block(w, 0), PAIRED) | load<u64>(block(w, 1), PAIRED) | load<u64>(block(w, 2), PAIRED)) == 0) {
    add(s, 1, STUCK);
    return load<i32>(s, STUCK) <= load<i32>(s, PATIENCE) && grow(s, w) ? 0 : -1;
  }
  // While a walk does not reduce, a factor may vanish with every flip.
  return load<i32>(s, SPLITTING) > 0 ? 1 : min(load<i32>(s, PLUS_IN), 20000);
}

/** Whether a term holds a zero. */
function vanished(w: usize): bool { return (load<u64>(block(w, 0), SETS) | load<u64>(block(w, 1), SETS) | load<u64>(block(w, 2), SETS)) != 0; }

/** What `done` flips led to: reductions, where the last of them `met` one, and a better rank. */
export function conclude(s: usize, w: usize, done: i32, met: bool): i32 {
  if (done == 0) return SPENT;
  const rank = load<i32>(s, RANK), splitting = load<i32>(s, SPLITTING), due = load<i32>(s, PLUS_IN) - done;
  count(s, done, FLIPS);
  store<i32>(s, due > 0 ? due : DUE, PLUS_IN);
  if (splitting > 0) store<i32>(s, splitting - done, SPLITTING);
  if (splitting == 1 || (splitting == 0 ? met : vanished(w))) settle(s, w, splitting < 2);
  if (load<i32>(s, RANK) < rank) store<i32>(s, 0, PLUS_IN);
  if (!record(s, w)) return SPENT;
  store<i32>(s, 0, STUCK);
  return IMPROVED;
}
