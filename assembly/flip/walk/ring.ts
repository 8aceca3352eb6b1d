// A walk over Z2 on rings of equal factors: flips in ring_hop.ts; here what happens between them. Kauers & Moosbauer, "Flip graphs for matrix
// multiplication", 2022 (flips, reductions); Arai, Ichikawa & Hukushima, "Adaptive flip graph algorithm for matrix multiplication", 2024 (plus).
import { below, GAMMA, mix } from "./random";
import { DONE, LONE, meet, walk_ring_ukr, walk_wide_ukr } from "./ring_hop";
import { add, bytesOf, clear, COUNT, isZero, LEFT, link, LIST, next, placesOf, same, unlink, valuesOf } from "./ring_parts";
import { BEST, BEST_AT, BEST_RANK, CAPACITY, COUNTER, DEAD, DISTANCE, EXPANSIONS, FLIPS, HEADER, IMPROVED, KEY, PATIENCE, PLUS_IN, PLUS_MAX, PLUS_MIN, RANK, SPENT, SPLIT, SPLITTING, STUCK } from "./state";

/** Flips in one call of the hot loop: engines put a better body in its place between calls only. */
const CALL: i32 = 20000;

function draw(state: usize): u64 {
  const counter = load<u64>(state, COUNTER);
  store<u64>(state, counter + 1, COUNTER);
  return mix(load<u64>(state, KEY) + GAMMA * counter);
}

/** Flips until the next expansion. */
function drawPlus(state: usize): i32 {
  const least = load<i32>(state, PLUS_MIN);
  return max(1, least + <i32>below(<u32>(draw(state) >> 32), <u32>(load<i32>(state, PLUS_MAX) - least + 1)));
}

// @ts-ignore: decorator
@inline
function at<T>(state: usize, ws: usize, number: usize): usize { return valuesOf(ws, load<i32>(state, CAPACITY)) + number * bytesOf<T>(); }

/** Value of factor `to` ← that of `from`. */
function copy<T>(state: usize, ws: usize, to: usize, from: usize): void { memory.copy(at<T>(state, ws, to), at<T>(state, ws, from), bytesOf<T>()); }

function tie<T>(state: usize, ws: usize, term: usize): void {
  for (let x = term; x < term + 3; x++) link<T>(ws, load<i32>(state, CAPACITY), x);
}

function untie<T>(state: usize, ws: usize, term: usize): void {
  for (let x = term; x < term + 3; x++) unlink(ws, load<i32>(state, CAPACITY), x);
}

/** The last term takes the place of a term. A term's number is that of its first factor. */
function drop<T>(state: usize, ws: usize, term: usize): void {
  const rank = load<i32>(state, RANK), last = <usize>rank << 2;
  untie<T>(state, ws, term);
  if (term != last) {
    untie<T>(state, ws, last);
    memory.copy(at<T>(state, ws, term), at<T>(state, ws, last), 3 * bytesOf<T>());
    tie<T>(state, ws, term);
  }
  store<i32>(state, rank - 1, RANK);
}

/** Drops terms with a zero; `merging`: makes one of two terms with two factors in common, while there are such. */
function settle<T>(state: usize, ws: usize, merging: bool): void {
  const capacity = load<i32>(state, CAPACITY);
  let term: usize = 4;
  while (term <= <usize>load<i32>(state, RANK) << 2) {
    let gone = false, other: usize = 0;
    for (let i: usize = 0; i < 3; i++) {
      gone = gone || isZero<T>(at<T>(state, ws, term + i));
      if (merging && other == 0) other = meet<T>(term + i, i == 2 ? 2 : 1, i == 1 ? 3 : i == 0 ? 2 : 3, ws, valuesOf(ws, capacity));
    }
    if (!gone && other != 0) {
      other &= ~3;
      // Of equal terms neither stays: the other has a zero then.
      for (let i: usize = 0; i < 3; i++) if (i == 2 || !same<T>(at<T>(state, ws, term + i), at<T>(state, ws, other + i))) {
        unlink(ws, capacity, other + i);
        add<T>(at<T>(state, ws, other + i), at<T>(state, ws, term + i));
        link<T>(ws, capacity, other + i);
        break;
      }
    }
    if (gone || other != 0) drop<T>(state, ws, term);
    term = other != 0 ? 4 : gone ? term : term + 4;
  }
}

/** One term more, by plus or split. False where no two terms were met that would do. */
function expand<T>(state: usize, ws: usize): bool {
  const rank = load<i32>(state, RANK), fresh = <usize>(rank + 1) << 2;
  if (rank >= load<i32>(state, CAPACITY) - 1) return false;
  for (let tries = 0; tries < 64; tries++) {
    const z = draw(state), s: usize = (1 + <usize>below(<u32>(z >> 32), <u32>rank)) << 2, t: usize = (1 + <usize>below(<u32>z, <u32>rank)) << 2, kind = draw(state);
    const i: usize = <usize>below(<u32>(kind >> 32), 3), turn: usize = <usize>kind & 1, j: usize = (i + 1 + turn) % 3, k: usize = (i + 2 - turn) % 3;
    if (same<T>(at<T>(state, ws, s + i), at<T>(state, ws, t + i))) continue;
    const split = (kind & 2) != 0;
    if (!split && (same<T>(at<T>(state, ws, s + j), at<T>(state, ws, t + j)) || same<T>(at<T>(state, ws, s + k), at<T>(state, ws, t + k)))) continue;
    untie<T>(state, ws, s);
    untie<T>(state, ws, t);
    if (split) { // a b c = a' b c + (a − a') b c
      copy<T>(state, ws, fresh + i, t + i);
      copy<T>(state, ws, fresh + j, s + j);
      copy<T>(state, ws, fresh + k, s + k);
      add<T>(at<T>(state, ws, s + i), at<T>(state, ws, t + i));
    } else { // a b c + a' b' c' = a (b + b') c + a b' (c' − c) + (a' − a) b' c'
      memory.copy(at<T>(state, ws, fresh), at<T>(state, ws, t), 3 * bytesOf<T>());
      add<T>(at<T>(state, ws, fresh + i), at<T>(state, ws, s + i));
      copy<T>(state, ws, t + i, s + i);
      add<T>(at<T>(state, ws, t + k), at<T>(state, ws, s + k));
      add<T>(at<T>(state, ws, s + j), at<T>(state, ws, fresh + j));
    }
    tie<T>(state, ws, s);
    tie<T>(state, ws, t);
    tie<T>(state, ws, fresh);
    store<i32>(state, rank + 1, RANK);
    store<f64>(state, load<f64>(state, EXPANSIONS) + 1, EXPANSIONS);
    store<f64>(state, load<f64>(state, FLIPS) + 1, FLIPS);
    store<i32>(state, load<i32>(state, SPLIT), SPLITTING);
    return true;
  }
  return false;
}

/** Whether two terms have a factor in common: a ring may hold different ones. */
function paired<T>(state: usize, ws: usize): bool {
  const places = placesOf(ws, load<i32>(state, CAPACITY)), end = places + (<usize>load<i32>(ws, COUNT) << 2);
  for (let place = places; place < end; place += 4) {
    const one = <usize>load<u16>(place, LIST);
    for (let two = next(ws, one); two != one; two = next(ws, two)) if (same<T>(at<T>(state, ws, one), at<T>(state, ws, two))) return true;
  }
  return false;
}

/** Between the terms of a walker and the values here. */
function carry<T>(state: usize, ws: usize, terms: usize, back: bool): void {
  const rank = load<i32>(state, RANK), capacity = load<i32>(state, CAPACITY);
  for (let position = 0; position < 3; position++) for (let t = 0; t < rank; t++) {
    const there = terms + <usize>(position * capacity + t) * bytesOf<T>(), here = at<T>(state, ws, <usize>(t * 4 + 4 + position));
    if (back) memory.copy(there, here, bytesOf<T>());
    else memory.copy(here, there, bytesOf<T>());
  }
}

/** A rank below all before: its terms are kept. */
function improved<T>(state: usize, ws: usize): bool {
  const rank = load<i32>(state, RANK);
  if (rank >= load<i32>(state, BEST)) return false;
  store<i32>(state, rank, BEST);
  store<i32>(state, rank, BEST_RANK);
  store<f64>(state, load<f64>(state, FLIPS), BEST_AT);
  store<i32>(state, 0, STUCK);
  carry<T>(state, ws, state + HEADER + 3 * <usize>load<i32>(state, CAPACITY) * bytesOf<T>(), true);
  return true;
}

function walk<T>(state: usize, ws: usize, flips: i32): i32 {
  while (flips > 0) {
    let until = load<i32>(state, PLUS_IN), splitting = load<i32>(state, SPLITTING);
    if (until <= 0) until = drawPlus(state);
    const before = load<i32>(state, RANK), most = min(min(flips, until), CALL), count = splitting > 0 ? min(most, splitting) : most;
    const event = sizeof<T>() == 8 ? walk_ring_ukr(state, ws, count, i32(splitting <= 0)) : walk_wide_ukr(state, ws, count, i32(splitting <= 0));
    const done = count - load<i32>(ws, LEFT), whole = splitting > 0 && splitting <= done;
    flips -= done;
    until -= done;
    splitting = max(0, splitting - done);
    store<f64>(state, load<f64>(state, FLIPS) + <f64>done, FLIPS);
    store<i32>(state, splitting, SPLITTING);
    if (event != DONE || whole) settle<T>(state, ws, splitting == 0);
    if (load<i32>(state, RANK) < before) until = drawPlus(state);
    store<i32>(state, until, PLUS_IN);
    if (improved<T>(state, ws)) return IMPROVED;
    const stuck = event == LONE && !paired<T>(state, ws);
    if (!stuck && until > 0) continue;
    if (stuck) {
      const times = load<i32>(state, STUCK) + 1;
      store<i32>(state, times, STUCK);
      if (times > load<i32>(state, PATIENCE) || !expand<T>(state, ws)) return DEAD;
      flips--;
    } else if (load<i32>(state, RANK) < load<i32>(state, BEST) + load<i32>(state, DISTANCE) && expand<T>(state, ws)) {
      flips--;
    }
    store<i32>(state, drawPlus(state), PLUS_IN);
  }
  return SPENT;
}

export function run<T>(state: usize, ws: usize, flips: i32): i32 {
  clear<T>(ws, load<i32>(state, CAPACITY));
  carry<T>(state, ws, state + HEADER, false);
  for (let t = load<i32>(state, RANK), term: usize = 4; t > 0; t--, term += 4) tie<T>(state, ws, term);
  const event = walk<T>(state, ws, flips);
  carry<T>(state, ws, state + HEADER, true);
  return event;
}
