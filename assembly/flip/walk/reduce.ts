// The general reduction over Z2 (Kauers & Moosbauer 2022, def. 2): of terms that share a factor, one is dropped whose second factor is a sum of those of
// others, and its third is added to theirs; until the second and the third factors of all such terms are independent. T as in ring_parts.ts.
import { add, bytesOf, isZero, same } from "./ring_parts";
import { CAPACITY, HEADER, RANK } from "./state";

// Scratch: a word of chain for each bucket and each term, the members of a class, and the rows of an elimination: what is left of a member's factor,
// which members it is the sum of, and the lowest place where it is not 0.
const BUCKETS: usize = 4096;
// @ts-ignore: decorator
@inline
function membersOf(ws: usize, capacity: i32): usize { return ws + (BUCKETS << 2) + (<usize>capacity << 2); }
// @ts-ignore: decorator
@inline
function rowsOf(ws: usize, capacity: i32): usize { return (membersOf(ws, capacity) + (<usize>capacity << 2) + 15) & ~15; }
// @ts-ignore: decorator
@inline
function rowBytes<T>(): usize { return 2 * bytesOf<T>() + 16; }

/** No more factors are independent than they have places. */
export function reduceWorkspace<T>(capacity: i32): f64 { return <f64>(rowsOf(0, capacity) + rowBytes<T>() * ((bytesOf<T>() << 3) + 1)); }

// @ts-ignore: decorator
@inline
function factor<T>(state: usize, position: i32, term: i32): usize { return state + HEADER + <usize>(position * load<i32>(state, CAPACITY) + term) * bytesOf<T>(); }

function bucket<T>(value: usize): usize {
  let x: u64 = 0;
  for (let i: usize = 0; i < bytesOf<T>(); i += 8) x = (x ^ load<u64>(value + i)) * 0x9e3779b97f4a7c15;
  return <usize>(x >> 52) << 2;
}

/** The last term takes the place of a term. */
function drop<T>(state: usize, term: i32): void {
  const last = load<i32>(state, RANK) - 1;
  for (let position = 0; position < 3; position++) {
    memory.copy(factor<T>(state, position, term), factor<T>(state, position, last), bytesOf<T>());
    memory.fill(factor<T>(state, position, last), 0, bytesOf<T>());
  }
  store<i32>(state, last, RANK);
}

// @ts-ignore: decorator
@inline
function bit(row: usize, place: i32): bool { return (load<u8>(row + <usize>(place >> 3)) >> <u8>(place & 7) & 1) != 0; }

function lowest<T>(value: usize): i32 {
  let word: usize = 0;
  while (load<u64>(value + word) == 0) word += 8;
  return <i32>(word << 3) + <i32>ctz(load<u64>(value + word));
}

/** Drops one of the members where their factors in one position are dependent; `other` is the position that is added to. */
function depends<T>(state: usize, position: i32, other: i32, count: i32, members: usize, rows: usize): bool {
  let row = rows;
  for (let m = 0; m < count; m++) {
    const term = load<i32>(members + (<usize>m << 2)), sum = row + bytesOf<T>();
    memory.copy(row, factor<T>(state, position, term), bytesOf<T>());
    memory.fill(sum, 0, bytesOf<T>());
    for (let basis = rows; basis < row; basis += rowBytes<T>()) if (bit(row, load<i32>(basis + 2 * bytesOf<T>()))) {
      add<T>(row, basis);
      add<T>(sum, basis + bytesOf<T>());
    }
    if (isZero<T>(row)) {
      for (let i = 0; i < m; i++) if (bit(sum, i)) add<T>(factor<T>(state, other, load<i32>(members + (<usize>i << 2))), factor<T>(state, other, term));
      drop<T>(state, term);
      return true;
    }
    store<u8>(sum + <usize>(m >> 3), load<u8>(sum + <usize>(m >> 3)) | (<u8>1 << <u8>(m & 7)));
    store<i32>(row + 2 * bytesOf<T>(), lowest<T>(row));
    row += rowBytes<T>();
  }
  return false;
}

/** Classes of one position, one after the other, until a term was dropped. */
function pass<T>(state: usize, position: i32, ws: usize): bool {
  const capacity = load<i32>(state, CAPACITY), rank = load<i32>(state, RANK), chain = ws + (BUCKETS << 2), members = membersOf(ws, capacity), rows = rowsOf(ws, capacity);
  memory.fill(ws, 0, BUCKETS << 2);
  for (let t = 0; t < rank; t++) {
    const head = ws + bucket<T>(factor<T>(state, position, t));
    store<i32>(chain + (<usize>t << 2), load<i32>(head));
    store<i32>(head, t + 1);
  }
  for (let t = 0; t < rank; t++) {
    const value = factor<T>(state, position, t);
    let count = 0, first = true;
    for (let s = load<i32>(ws + bucket<T>(value)); s > 0; s = load<i32>(chain + (<usize>(s - 1) << 2))) if (same<T>(value, factor<T>(state, position, s - 1))) {
      first = first && s <= t + 1;
      store<i32>(members + (<usize>count << 2), s - 1);
      count++;
    }
    // Members come last term first: a class is looked at once, when its last is met.
    const j = (position + 1) % 3, k = (position + 2) % 3;
    if (isZero<T>(value)) { drop<T>(state, t); return true; }
    if (first && (depends<T>(state, j, k, count, members, rows) || depends<T>(state, k, j, count, members, rows))) return true;
  }
  return false;
}

/** Returns the rank after. */
export function reduce<T>(state: usize, ws: usize): i32 {
  while (pass<T>(state, 0, ws) || pass<T>(state, 1, ws) || pass<T>(state, 2, ws)) {}
  return load<i32>(state, RANK);
}
