// A walk among schemes that the cyclic shift u⊗v⊗w → v⊗w⊗u leaves as they are, over two elements, of squares: Moosbauer & Poole 2025, "Flip graphs with symmetry
// and new matrix multiplication schemes". An orbit is walked as one term and stands for its three shifts, with the reflection of both indices for six.
// Terms of the walker: one of each orbit, then the cubes x⊗x⊗x; RANK and CAPACITY count all that these stand for.
// Type parameter S: u8 without the reflection, u16 with it.
import { BEST, BEST_AT, BEST_RANK, CAPACITY, COUNTER, DEAD, DISTANCE, EXPANSIONS, FLIPS, HEADER, IMPROVED, KEY, LENGTH_U, PATIENCE, PLUS_IN, PLUS_MAX, PLUS_MIN, RANK, SPENT, SPLIT, SPLITTING, STUCK } from "./state";
import { below, GAMMA, mix } from "./random";
import * as pool from "./symmetric_pool";

/** Flips in one call of the inner loop. */
const BURST: i32 = 16384;
/** Draws in a row that found no flip, after which there is none. */
const TRIES: i32 = 256;

// @ts-ignore: decorator
@inline
function fold<S>(): i32 { return sizeof<S>() == 1 ? 3 : 6; }
// @ts-ignore: decorator
@inline
function draw(state: usize): u64 {
  const counter = load<u64>(state, COUNTER);
  store<u64>(state, counter + 1, COUNTER);
  return mix(load<u64>(state, KEY) + GAMMA * counter);
}

/** The bits of an n×n matrix in reverse: both indices reflected. */
function reflected(x: u64, bits: i32): u64 {
  x = ((x >> 1) & 0x5555555555555555) | ((x & 0x5555555555555555) << 1);
  x = ((x >> 2) & 0x3333333333333333) | ((x & 0x3333333333333333) << 2);
  x = ((x >> 4) & 0x0f0f0f0f0f0f0f0f) | ((x & 0x0f0f0f0f0f0f0f0f) << 4);
  return bswap(x) >> (64 - bits);
}

/** The pool's doings inlined once, for all but the flips. */
function put(p: usize, slot: u32, value: u64): void { pool.enter(p, slot, value); }
function take(p: usize, slot: u32): void { pool.leave(p, slot); }

/** One more orbit, that of u⊗v⊗w. */
function add<S>(p: usize, bits: i32, u: u64, v: u64, w: u64): void {
  const count = load<u32>(p, pool.ORBITS) + 1, slot = count * pool.orbitBytes<S>();
  store<u32>(p, count, pool.ORBITS);
  put(p, slot, u); put(p, slot + 16, v); put(p, slot + 32, w);
  if (sizeof<S>() == 2) { put(p, slot + 64, reflected(u, bits)); put(p, slot + 80, reflected(v, bits)); put(p, slot + 96, reflected(w, bits)); }
}

/** Takes an orbit out; the last one comes into its place. */
function drop<S>(p: usize, orbit: u32): void {
  const count = load<u32>(p, pool.ORBITS), away = count * pool.orbitBytes<S>() - orbit;
  store<u32>(p, count - 1, pool.ORBITS);
  for (let slot = orbit, end = orbit + pool.orbitBytes<S>(); slot < end; slot += 16) {
    if ((slot & 48) == 48) continue;
    take(p, slot);
    if (away == 0) continue;
    take(p, slot + away);
    put(p, slot, pool.valueOf(p, slot + away));
  }
}

/** A slot has another value, and its reflection too. True if others have the value. */
// @ts-ignore: decorator
@inline
function change<S>(p: usize, slot: u32, by: u32): bool {
  const x = pool.valueOf(p, slot) ^ pool.valueOf(p, by);
  pool.leave(p, slot);
  let shared = pool.enter(p, slot, x);
  if (sizeof<S>() == 2) {
    const y = pool.valueOf(p, slot ^ 64) ^ pool.valueOf(p, by ^ 64);
    pool.leave(p, slot ^ 64);
    shared = pool.enter(p, slot ^ 64, y) || shared;
  }
  return shared;
}

function alter<S>(p: usize, slot: u32, by: u32): void { change<S>(p, slot, by); }

/** A cube more, or one less where it is there already. */
function cube(p: usize, x: u64): void {
  const count = load<u32>(p, pool.CUBES), list = load<usize>(p, pool.CUBE_LIST);
  let i: u32 = 0;
  while (i < count && load<u64>(list + 8 * i) != x) i++;
  store<u64>(list + 8 * i, i == count ? x : load<u64>(list + 8 * (count - 1)));
  store<u32>(p, i == count ? count + 1 : count - 1, pool.CUBES);
}

/** An orbit that is its own reflection is nothing, as each of its terms is there twice; one of three equal factors is a cube, as three are one. */
function collapse<S>(p: usize, orbit: u32): bool {
  const x = pool.valueOf(p, orbit), y = pool.valueOf(p, orbit + 16), z = pool.valueOf(p, orbit + 32);
  if (sizeof<S>() == 2 && pool.valueOf(p, orbit + 64) == x && pool.valueOf(p, orbit + 80) == y && pool.valueOf(p, orbit + 96) == z) { drop<S>(p, orbit); return true; }
  if (x != y || x != z) return false;
  if (sizeof<S>() == 2) cube(p, pool.valueOf(p, orbit + 64));
  cube(p, x);
  drop<S>(p, orbit);
  return true;
}

/** Two orbits that agree in two slots in a row are one: the one of `slot`, with the sum of their third factors. True if there was another. */
function merge<S>(p: usize, slot: u32): bool {
  const orbit = pool.orbitOf<S>(slot), next = pool.after(slot), previous = pool.before(slot), y = pool.valueOf(p, next), z = pool.valueOf(p, previous);
  for (let other = pool.nextOf(p, slot); other != slot; other = pool.nextOf(p, other)) {
    const gone = pool.orbitOf<S>(other), onNext = pool.valueOf(p, pool.after(other)) == y, onPrevious = pool.valueOf(p, pool.before(other)) == z;
    if (gone == orbit || !(onNext || onPrevious)) continue;
    if (onNext && onPrevious) {
      drop<S>(p, max(orbit, gone));
      drop<S>(p, min(orbit, gone));
    } else {
      if (onNext) alter<S>(p, previous, pool.before(other)); else alter<S>(p, next, pool.after(other));
      drop<S>(p, gone);
    }
    return true;
  }
  return false;
}

/** Collapses what can be, and merges too if `all`, until nothing is left to do. */
function settle<S>(p: usize, all: bool): void {
  let orbit: u32 = pool.orbitBytes<S>();
  while (orbit <= load<u32>(p, pool.ORBITS) * pool.orbitBytes<S>()) {
    if (collapse<S>(p, orbit) || (all && (merge<S>(p, orbit) || merge<S>(p, orbit + 16) || merge<S>(p, orbit + 32)))) orbit = pool.orbitBytes<S>(); else orbit += pool.orbitBytes<S>();
  }
}

function fresh(state: usize): void {
  const least = load<i32>(state, PLUS_MIN);
  store<i32>(state, least + <i32>below(<u32>(draw(state) >> 32), load<i32>(state, PLUS_MAX) - least + 1), PLUS_IN);
}

// @ts-ignore: decorator
@inline
function rankOf<S>(p: usize): i32 { return load<i32>(p, pool.CUBES) + fold<S>() * load<i32>(p, pool.ORBITS); }

/** a⊗b⊗c + a′⊗b′⊗c′ = a⊗(b + b′)⊗c + a⊗b′⊗(c + c′) + (a + a′)⊗b′⊗c′ for two orbits. False where none was found. */
function plus<S>(state: usize, p: usize, bits: i32): bool {
  const orbits = load<u32>(p, pool.ORBITS);
  for (let tries = 0; tries < TRIES; tries++) {
    const z = draw(state), s = (below(<u32>(z >> 32), orbits) + 1) * pool.orbitBytes<S>();
    let t = (below(<u32>z, orbits) + 1) * pool.orbitBytes<S>();
    if (s == t) continue;
    const turn = mix(z);
    t += below(<u32>(turn >> 32), 3) * 16;
    if (sizeof<S>() == 2) t += <u32>(turn & 1) << 6;
    const a = pool.valueOf(p, t), b = pool.valueOf(p, pool.after(t)), c = pool.valueOf(p, pool.before(t)), first = pool.valueOf(p, s);
    if (first == a || pool.valueOf(p, s + 16) == b || pool.valueOf(p, s + 32) == c) continue;
    alter<S>(p, s + 16, pool.after(t));
    alter<S>(p, pool.before(t), s + 32);
    add<S>(p, bits, a ^ first, b, c);
    // t's first factor becomes that of s: it differs by what the new orbit begins with.
    alter<S>(p, t, load<u32>(p, pool.ORBITS) * pool.orbitBytes<S>());
    return true;
  }
  return false;
}

/** A flip that leaves nothing of one of the two terms, or of both. */
function cancel<S>(p: usize, s: u32, t: u32): void {
  const e = pool.after(s), byE = pool.after(t), f = pool.before(t), byF = pool.before(s), one = pool.orbitOf<S>(s), two = pool.orbitOf<S>(t);
  if (pool.valueOf(p, e) != pool.valueOf(p, byE)) { alter<S>(p, e, byE); drop<S>(p, two); return; }
  if (pool.valueOf(p, f) != pool.valueOf(p, byF)) { alter<S>(p, f, byF); drop<S>(p, one); return; }
  drop<S>(p, max(one, two));
  drop<S>(p, min(one, two));
}

/** The inner loop: so many flips a⊗b⊗c + a⊗b′⊗c′ = a⊗(b + b′)⊗c + a⊗b′⊗(c + c′), or until one lowers the rank or none is found. Returns how many were done. */
// @ts-ignore: decorator
@inline
function walk<S>(state: usize, p: usize, flips: i32): i32 {
  const key = load<u64>(state, KEY), list = load<usize>(p, pool.LIST), splitting = load<i32>(state, SPLITTING) > 0;
  let done = 0, blocked = 0, counter = load<u64>(state, COUNTER);
  while (done < flips) {
    const paired = load<u32>(p, pool.PAIRED);
    if (paired == 0 || blocked == TRIES) break;
    const z = mix(key + GAMMA * counter++), s = <u32>load<u16>(list + 2 * below(<u32>(z >> 32), paired)), t = pool.neighbour(p, s, <u32>z & 1);
    if (pool.orbitOf<S>(s) == pool.orbitOf<S>(t)) { blocked++; continue; }
    blocked = 0; done++;
    const e = pool.after(s), f = pool.before(t), byE = pool.after(t), byF = pool.before(s);
    if (pool.valueOf(p, e) == pool.valueOf(p, byE) || pool.valueOf(p, f) == pool.valueOf(p, byF)) { cancel<S>(p, s, t); break; }
    const first = change<S>(p, e, byE), second = change<S>(p, f, byF);
    if (first && (collapse<S>(p, pool.orbitOf<S>(s)) || (!splitting && merge<S>(p, e)))) break;
    if (second && (collapse<S>(p, pool.orbitOf<S>(t)) || (!splitting && merge<S>(p, f)))) break;
  }
  store<u64>(state, counter, COUNTER);
  return done;
}

export function workspace<S>(capacity: i32): usize { return pool.poolBytes<S>(capacity); }

/** A pool of a walker's terms. */
function read<S>(state: usize, p: usize): void {
  const capacity = load<i32>(state, CAPACITY), bits = load<i32>(state, LENGTH_U), plane = <usize>capacity * 8;
  pool.clear<S>(p, capacity);
  for (let left = load<i32>(state, RANK), at = state + HEADER; left > 0; at += 8) {
    const u = load<u64>(at), v = load<u64>(at + plane), w = load<u64>(at + 2 * plane);
    if (u == v && u == w) { cube(p, u); left--; } else { add<S>(p, bits, u, v, w); left -= fold<S>(); }
  }
}

/** The terms of a pool, and zeros behind them. */
function write<S>(p: usize, terms: usize, capacity: i32): void {
  const plane = <usize>capacity * 8, orbits = load<u32>(p, pool.ORBITS), cubes = load<u32>(p, pool.CUBES), list = load<usize>(p, pool.CUBE_LIST);
  memory.fill(terms, 0, 3 * plane);
  let to = terms;
  for (let slot = pool.orbitBytes<S>(), i: u32 = 0; i < orbits; i++, slot += pool.orbitBytes<S>(), to += 8) {
    store<u64>(to, pool.valueOf(p, slot)); store<u64>(to + plane, pool.valueOf(p, slot + 16)); store<u64>(to + 2 * plane, pool.valueOf(p, slot + 32));
  }
  for (let i: u32 = 0; i < cubes; i++, to += 8) { const x = load<u64>(list + 8 * i); store<u64>(to, x); store<u64>(to + plane, x); store<u64>(to + 2 * plane, x); }
}

/** Every reduction there is. Returns the rank after it. */
export function reduce<S>(state: usize, p: usize): i32 {
  read<S>(state, p);
  settle<S>(p, true);
  write<S>(p, state + HEADER, load<i32>(state, CAPACITY));
  store<i32>(state, rankOf<S>(p), RANK);
  return rankOf<S>(p);
}

/** Walks on for so many flips; see assembly/flip/walk/state.ts for what it returns. */
export function run<S>(state: usize, p: usize, flips: i32): i32 {
  const capacity = load<i32>(state, CAPACITY), bits = load<i32>(state, LENGTH_U), terms = state + HEADER;
  read<S>(state, p);
  let left = flips, event = SPENT, rank = rankOf<S>(p);
  if (load<i32>(state, PLUS_IN) == 0) fresh(state);
  while (left > 0) {
    const until = load<i32>(state, PLUS_IN), splitting = load<i32>(state, SPLITTING), short = min(left, min(until, BURST)), burst = splitting > 0 ? min(short, splitting) : short;
    const done = sizeof<S>() == 1 ? walk_c3_ukr(state, p, burst) : walk_c3z2_ukr(state, p, burst), was = rank;
    left -= done;
    store<f64>(state, load<f64>(state, FLIPS) + done, FLIPS);
    store<i32>(state, splitting - min(done, splitting), SPLITTING);
    if (rankOf<S>(p) < was) {
      settle<S>(p, splitting == 0);
      rank = rankOf<S>(p);
      fresh(state);
      if (rank >= load<i32>(state, BEST)) continue;
      store<i32>(state, rank, BEST); store<i32>(state, rank, BEST_RANK);
      store<f64>(state, load<f64>(state, FLIPS), BEST_AT);
      store<i32>(state, 0, STUCK);
      write<S>(p, terms + 24 * <usize>capacity, capacity);
      event = IMPROVED;
      break;
    }
    const stuck = done < burst;
    if (!stuck && until > done) { store<i32>(state, until - done, PLUS_IN); continue; }
    fresh(state);
    if (!stuck && rank >= load<i32>(state, BEST) + load<i32>(state, DISTANCE)) continue;
    const times = load<i32>(state, STUCK) + i32(stuck);
    store<i32>(state, times, STUCK);
    if ((stuck && times > load<i32>(state, PATIENCE)) || rank + fold<S>() > capacity || !plus<S>(state, p, bits)) {
      if (!stuck) continue;
      event = DEAD;
      break;
    }
    settle<S>(p, false);
    rank = rankOf<S>(p);
    left--;
    store<f64>(state, load<f64>(state, FLIPS) + 1, FLIPS);
    store<f64>(state, load<f64>(state, EXPANSIONS) + 1, EXPANSIONS);
    store<i32>(state, load<i32>(state, SPLIT), SPLITTING);
  }
  store<i32>(state, rank, RANK);
  write<S>(p, terms, capacity);
  return event;
}

export function walk_c3_ukr(state: usize, p: usize, flips: i32): i32 { return walk<u8>(state, p, flips); }
export function walk_c3z2_ukr(state: usize, p: usize, flips: i32): i32 { return walk<u16>(state, p, flips); }
