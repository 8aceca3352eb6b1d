// Rings over Z2: where things lie, and factors of one word or four. T is u64 (one) or v128 (two of them).
// A factor has a number: 4·term + position, terms counted from 1, so that 0 is none. Factors of a position with the same hash are in one ring; nearly
// always these are the factors with one value. The hash is linear: that of a sum is the sum of the hashes. The list holds the factors that are not
// alone in their ring.
import { mix } from "./random";
import { LENGTH_U, LENGTH_V, LENGTH_W } from "./state";

/** Head of ws: length of the list; flips that a call of the hot loop left; addresses of places, table and values, and the mask of a hash. Then of each factor: hash (with its position), next, previous. */
export const COUNT: usize = 0, LEFT: usize = 4, PLACES: usize = 8, TABLE: usize = 12, VALUES: usize = 16, MASK: usize = 20, HASH: usize = 64, NEXT: usize = 68, PREVIOUS: usize = 70;
/** Two arrays in turn: the place of each factor in the list, and the list. The place before its first is there too. */
export const PLACE: usize = 0, LIST: usize = 6;

// @ts-ignore: decorator
@inline
export function bytesOf<T>(): usize { return sizeof<T>() == 8 ? 8 : 32; }

export function isWide(state: usize): bool { return max(load<i32>(state, LENGTH_U), max(load<i32>(state, LENGTH_V), load<i32>(state, LENGTH_W))) > 64; }

/** Bits of a hash: 64 … 128 buckets a term. */
// @ts-ignore: decorator
@inline
export function bitsOf(capacity: i32): i32 { return 38 - clz(capacity); }

// @ts-ignore: decorator
@inline
function numbers(capacity: i32): usize { return (<usize>capacity << 2) + 8; }
// @ts-ignore: decorator
@inline
export function placesOf(ws: usize, capacity: i32): usize { return ws + HASH + (numbers(capacity) << 3); }
/** A factor of each bucket, or 0. */
// @ts-ignore: decorator
@inline
export function tableOf(ws: usize, capacity: i32): usize { return placesOf(ws, capacity) + (numbers(capacity) << 2); }
// @ts-ignore: decorator
@inline
export function valuesOf(ws: usize, capacity: i32): usize { return tableOf(ws, capacity) + (<usize>6 << bitsOf(capacity)); }
/** Hashes of unit vectors. */
// @ts-ignore: decorator
@inline
function unitsOf<T>(ws: usize, capacity: i32): usize { return valuesOf(ws, capacity) + numbers(capacity) * bytesOf<T>(); }

export function ringWorkspace<T>(capacity: i32): f64 { return <f64>(unitsOf<T>(0, capacity) + (bytesOf<T>() << 5)); }

// @ts-ignore: decorator
@inline
export function same<T>(a: usize, b: usize): bool {
  if (sizeof<T>() == 8) return load<u64>(a) == load<u64>(b);
  return !v128.any_true(v128.or(v128.xor(v128.load(a), v128.load(b)), v128.xor(v128.load(a, 16), v128.load(b, 16))));
}

// @ts-ignore: decorator
@inline
export function isZero<T>(a: usize): bool {
  if (sizeof<T>() == 8) return load<u64>(a) == 0;
  return !v128.any_true(v128.or(v128.load(a), v128.load(a, 16)));
}

// @ts-ignore: decorator
@inline
export function add<T>(a: usize, b: usize): void {
  if (sizeof<T>() == 8) {
    store<u64>(a, load<u64>(a) ^ load<u64>(b));
  } else {
    v128.store(a, v128.xor(v128.load(a), v128.load(b)));
    v128.store(a, v128.xor(v128.load(a, 16), v128.load(b, 16)), 16);
  }
}

export function next(ws: usize, number: usize): usize { return <usize>load<u16>(ws + (number << 3), NEXT); }

/** Empties rings, table and list. */
export function clear<T>(ws: usize, capacity: i32): void {
  const units = unitsOf<T>(ws, capacity), bits = bitsOf(capacity);
  for (let i: usize = 0; i < bytesOf<T>() << 3; i++) store<u32>(units + (i << 2), <u32>(mix(<u64>i + 1) >> <u64>(64 - bits)));
  memory.fill(tableOf(ws, capacity), 0, <usize>6 << bits);
  store<i32>(ws, 0, COUNT);
  store<u32>(ws, <u32>placesOf(ws, capacity), PLACES);
  store<u32>(ws, <u32>tableOf(ws, capacity), TABLE);
  store<u32>(ws, <u32>valuesOf(ws, capacity), VALUES);
  store<u32>(ws, (1 << bits) - 1, MASK);
  // What is drawn from an empty list is a factor without a pair.
  store<u16>(placesOf(ws, capacity), 4, LIST);
  store<u16>(ws + 32, 4, NEXT);
  store<u16>(ws + 32, 4, PREVIOUS);
}

function hashOf<T>(ws: usize, capacity: i32, number: usize): u32 {
  const value = valuesOf(ws, capacity) + number * bytesOf<T>(), units = unitsOf<T>(ws, capacity);
  let hash = <u32>(number & 3) << bitsOf(capacity);
  for (let word: usize = 0; word < bytesOf<T>() >> 3; word++) {
    for (let x = load<u64>(value + (word << 3)); x != 0; x &= x - 1) hash ^= load<u32>(units + (((word << 6) + <usize>ctz(x)) << 2));
  }
  return hash;
}

function enter(ws: usize, places: usize, number: usize): void {
  const count = load<u32>(ws, COUNT);
  store<u16>(places + (<usize>count << 2), <u16>number, LIST);
  store<u16>(places + (number << 2), <u16>count, PLACE);
  store<u32>(ws, count + 1, COUNT);
}

function leave(ws: usize, places: usize, number: usize): void {
  const end = load<u32>(ws, COUNT) - 1, at = <usize>load<u16>(places + (number << 2), PLACE), last = <usize>load<u16>(places + (<usize>end << 2), LIST);
  store<u16>(places + (at << 2), <u16>last, LIST);
  store<u16>(places + (last << 2), <u16>at, PLACE);
  store<u32>(ws, end, COUNT);
}

/** A factor into the ring of its value. */
export function link<T>(ws: usize, capacity: i32, number: usize): void {
  const places = placesOf(ws, capacity), hash = hashOf<T>(ws, capacity, number), at = ws + (number << 3), bucket = tableOf(ws, capacity) + (<usize>hash << 1);
  const head = <usize>load<u16>(bucket), after = head == 0 ? number : head, before = head == 0 ? number : <usize>load<u16>(ws + (head << 3), PREVIOUS);
  store<u32>(at, hash, HASH);
  store<u16>(at, <u16>after, NEXT);
  store<u16>(at, <u16>before, PREVIOUS);
  store<u16>(ws + (before << 3), <u16>number, NEXT);
  store<u16>(ws + (after << 3), <u16>number, PREVIOUS);
  store<u16>(bucket, <u16>number);
  if (head == 0) return;
  enter(ws, places, number);
  if (before == head) enter(ws, places, head);
}

/** A factor out of its ring; it is alone then. */
export function unlink(ws: usize, capacity: i32, number: usize): void {
  const places = placesOf(ws, capacity), at = ws + (number << 3), after = next(ws, number), before = <usize>load<u16>(at, PREVIOUS);
  store<u16>(ws + (before << 3), <u16>after, NEXT);
  store<u16>(ws + (after << 3), <u16>before, PREVIOUS);
  store<u16>(at, <u16>number, NEXT);
  store<u16>(at, <u16>number, PREVIOUS);
  store<u16>(tableOf(ws, capacity) + (<usize>load<u32>(at, HASH) << 1), after == number ? 0 : <u16>after);
  if (after == number) return;
  if (after == before) leave(ws, places, after);
  leave(ws, places, number);
}
