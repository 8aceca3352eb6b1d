// Flips over Z2 on rings, one after another: the hot loop. Its branches are those that can be foreseen, and one: most factors leave an empty ring behind
// and come into an empty one; all other cases are one path without a branch.
import { below, GAMMA, mix } from "./random";
import { add, bytesOf, COUNT, HASH, isZero, LEFT, LIST, MASK, NEXT, PLACE, PLACES, PREVIOUS, same, TABLE, VALUES } from "./ring_parts";
import { COUNTER, KEY } from "./state";

/** What ends a call: all flips done; a flip, made, gave a zero or two terms with two factors in common; no pair, or hardly one. */
export const DONE: i32 = 0, MET: i32 = 1, LONE: i32 = 2;

/** By 4·position + 2·turn: what to add to the number of a factor for that in one of its term's other positions. */
const OTHER: u32 = 0xe79;

// @ts-ignore: decorator
@inline
function leave(number: usize, gone: u32, count: usize, places: usize): usize {
  const end = count - 1, last = <usize>load<u16>(places + (end << 2), LIST), at = select<usize>(<usize>load<u16>(places + (number << 2), PLACE), end, gone);
  store<u16>(places + (at << 2), <u16>last, LIST);
  store<u16>(places + (last << 2), <u16>at, PLACE);
  return count - <usize>gone;
}

// @ts-ignore: decorator
@inline
function enter(number: usize, come: u32, count: usize, places: usize): usize {
  const at = places + (number << 2);
  store<u16>(places + (count << 2), <u16>number, LIST);
  store<u16>(at, select<u16>(<u16>count, load<u16>(at, PLACE), come), PLACE);
  return count + <usize>come;
}

/** Added to the length of the list where two terms may have two factors in common. */
const SUSPECT: usize = 0x10000;

/** unlink and link of ring_parts.ts with a known hash. Returns the length of the list. The term's other factors are number ^ a and number ^ b. */
// @ts-ignore: decorator
@inline
function move(number: usize, hash: u32, a: usize, b: usize, count: usize, ws: usize, places: usize, table: usize): usize {
  const at = ws + (number << 3), next = <usize>load<u16>(at, NEXT), alone = u32(next == number), old = table + (<usize>load<u32>(at, HASH) << 1), bucket = table + (<usize>hash << 1);
  store<u32>(at, hash, HASH);
  if (alone & u32(load<u16>(bucket) == 0)) {
    store<u16>(old, 0);
    store<u16>(bucket, <u16>number);
    return count;
  }
  if (alone) store<u16>(old, 0);
  else {
    const previous = <usize>load<u16>(at, PREVIOUS);
    store<u16>(ws + (previous << 3), <u16>next, NEXT);
    store<u16>(ws + (next << 3), <u16>previous, PREVIOUS);
    store<u16>(old, <u16>next);
    count = leave(next, u32(next == previous), count, places);
    count = leave(number, 1, count, places);
  }
  const head = <usize>load<u16>(bucket), last = <usize>load<u16>(ws + (head << 3), PREVIOUS);
  store<u16>(bucket, <u16>number);
  if (head == 0) {
    store<u16>(at, <u16>number, NEXT);
    store<u16>(at, <u16>number, PREVIOUS);
    return count;
  }
  // Of three others or more only two are looked at.
  const many = u32(<usize>load<u16>(ws + (head << 3), NEXT) != last), hashA = load<u32>(ws + ((number ^ a) << 3), HASH), hashB = load<u32>(ws + ((number ^ b) << 3), HASH);
  const suspect = many | u32(load<u32>(ws + ((head ^ a) << 3), HASH) == hashA) | u32(load<u32>(ws + ((head ^ b) << 3), HASH) == hashB) |
    u32(load<u32>(ws + ((last ^ a) << 3), HASH) == hashA) | u32(load<u32>(ws + ((last ^ b) << 3), HASH) == hashB);
  store<u16>(at, <u16>head, NEXT);
  store<u16>(at, <u16>last, PREVIOUS);
  store<u16>(ws + (last << 3), <u16>number, NEXT);
  store<u16>(ws + (head << 3), <u16>number, PREVIOUS);
  count = enter(number, 1, count, places);
  return enter(head, u32(last == head), count, places) | (suspect << 16);
}

/** Whether a term with this factor's value has one more factor of its term; that is at number ^ a or number ^ b. */
// @ts-ignore: decorator
@inline
export function meet<T>(number: usize, a: usize, b: usize, ws: usize, values: usize): usize {
  let other = <usize>load<u16>(ws + (number << 3), NEXT);
  while (other != number) {
    if (same<T>(values + number * bytesOf<T>(), values + other * bytesOf<T>())) {
      if (same<T>(values + (number ^ a) * bytesOf<T>(), values + (other ^ a) * bytesOf<T>()) || same<T>(values + (number ^ b) * bytesOf<T>(), values + (other ^ b) * bytesOf<T>())) return other;
    }
    other = <usize>load<u16>(ws + (other << 3), NEXT);
  }
  return 0;
}

// @ts-ignore: decorator
@inline
function hop<T>(state: usize, ws: usize, flips: i32, reducing: i32): i32 {
  const places: usize = load<u32>(ws, PLACES), table: usize = load<u32>(ws, TABLE), values: usize = load<u32>(ws, VALUES), mask = load<u32>(ws, MASK), key = load<u64>(state, KEY);
  let counter = load<u64>(state, COUNTER), count = <usize>load<u32>(ws, COUNT), event = DONE;
  store<i32>(ws, flips, LEFT);
  while (flips > 0) {
    const z = mix(key + GAMMA * counter++), one = <usize>load<u16>(places + (<usize>below(<u32>(z >> 32), <u32>count) << 2), LIST);
    const way = (<usize>z & 1) << 1;
    let two = <usize>load<u16>(ws + (one << 3) + way, NEXT);
    while (!same<T>(values + one * bytesOf<T>(), values + two * bytesOf<T>())) two = <usize>load<u16>(ws + (two << 3) + way, NEXT);
    if (two == one) {
      const misses = <i32>(counter - load<u64>(state, COUNTER)) + flips - load<i32>(ws, LEFT);
      if (count == 0 || misses > 64) { event = LONE; break; }
      continue;
    }
    const position = <u32>one & 3, a = <usize>((OTHER >> (position << 2 | <u32>z & 2)) & 3), b = a ^ <usize>position ^ 3;
    const first = one ^ a, second = two ^ b;
    const first0 = load<u32>(ws + (first << 3), HASH), first1 = load<u32>(ws + ((two ^ a) << 3), HASH) & mask;
    const second0 = load<u32>(ws + (second << 3), HASH), second1 = load<u32>(ws + ((one ^ b) << 3), HASH) & mask;
    add<T>(values + first * bytesOf<T>(), values + (two ^ a) * bytesOf<T>());
    add<T>(values + second * bytesOf<T>(), values + (one ^ b) * bytesOf<T>());
    count = move(first, first0 ^ first1, a, a ^ b, count, ws, places, table);
    const suspect = count & SUSPECT;
    count = move(second, second0 ^ second1, b, a ^ b, count ^ suspect, ws, places, table) | suspect;
    flips--;
    // The hash of a zero is zero.
    if (u32(count >= SUSPECT) | u32(first1 == (first0 & mask)) | u32(second1 == (second0 & mask))) {
      count &= SUSPECT - 1;
      if (isZero<T>(values + first * bytesOf<T>()) || isZero<T>(values + second * bytesOf<T>())) { event = MET; break; }
      if (reducing && (meet<T>(first, a, a ^ b, ws, values) | meet<T>(second, b, a ^ b, ws, values)) != 0) { event = MET; break; }
    }
  }
  store<u64>(state, counter, COUNTER);
  store<u32>(ws, <u32>count, COUNT);
  store<i32>(ws, flips, LEFT);
  return event;
}

export function walk_ring_ukr(state: usize, ws: usize, flips: i32, reducing: i32): i32 { return hop<u64>(state, ws, flips, reducing); }
export function walk_wide_ukr(state: usize, ws: usize, flips: i32, reducing: i32): i32 { return hop<v128>(state, ws, flips, reducing); }
