// The pool of a symmetric walk: every value of every orbit, in rings of equal values.
// A slot is 16 bytes: its value, links to the next and previous slot with that value, a link to the next ring of its bucket (where it heads one), its place
// in the list of paired slots. Links are byte offsets in the pool. Slots 0, 1, 2 of 64 bytes are an orbit of three (u⊗v⊗w, v⊗w⊗u, w⊗u⊗v: value, next, previous);
// with the reflection an orbit is 128 bytes, the reflected values 64 behind. Link 0 is none: the first orbit's place holds the counts instead.
// Type parameter S: u8 without the reflection, u16 with it.

const NEXT: usize = 8, PREVIOUS: usize = 10, CHAIN: usize = 12, PLACE: usize = 14;
/** Counts in the place of link 0. */
export const PAIRED: usize = 0, ORBITS: usize = 4, CUBES: usize = 8, CAPACITY: usize = 12, LIST: usize = 16, HEADS: usize = 20, CUBE_LIST: usize = 24;
const BUCKETS: usize = 2048;

// @ts-ignore: decorator
@inline
export function orbitBytes<S>(): i32 { return sizeof<S>() == 1 ? 64 : 128; }
// @ts-ignore: decorator
@inline
export function orbitOf<S>(slot: u32): u32 { return slot & (0 - orbitBytes<S>()); }
/** The slot after this one in its term, and the one before. */
// @ts-ignore: decorator
@inline
export function after(slot: u32): u32 { return slot + 16 - ((slot & 32) >> 5) * 48; }
// @ts-ignore: decorator
@inline
export function before(slot: u32): u32 { return slot + ((slot & 48) == 0 ? 32 : -16); }

// @ts-ignore: decorator
@inline
export function valueOf(pool: usize, slot: u32): u64 { return load<u64>(pool + slot); }
// @ts-ignore: decorator
@inline
export function nextOf(pool: usize, slot: u32): u32 { return load<u16>(pool + slot, NEXT); }
// @ts-ignore: decorator
@inline
export function neighbour(pool: usize, slot: u32, back: u32): u32 { return load<u16>(pool + slot + 2 * back, NEXT); }

export function poolBytes<S>(capacity: i32): usize { return <usize>((orbitBytes<S>() + 20) * (capacity + 1)) + 2 * BUCKETS; }

/** An empty pool for so many orbits. */
export function clear<S>(pool: usize, capacity: i32): void {
  const heads = pool + <usize>(orbitBytes<S>() * (capacity + 1));
  store<u32>(pool, 0, PAIRED); store<u32>(pool, 0, ORBITS); store<u32>(pool, capacity, CAPACITY);
  const cubes = heads + 2 * BUCKETS;
  store<u32>(pool, 0, CUBES);
  store<usize>(pool, heads, HEADS);
  store<usize>(pool, cubes, CUBE_LIST);
  store<usize>(pool, cubes + 8 * <usize>capacity, LIST);
  memory.fill(heads, 0, 2 * BUCKETS);
}

// @ts-ignore: decorator
@inline
function bucketOf(pool: usize, value: u64): usize { return load<usize>(pool, HEADS) + <usize>((value * 0x9e3779b97f4a7c15) >> 53) * 2; }

// @ts-ignore: decorator
@inline
function pair(pool: usize, slot: u32): void {
  const count = load<u32>(pool, PAIRED);
  store<u16>(load<usize>(pool, LIST) + 2 * count, slot);
  store<u16>(pool + slot, count, PLACE);
  store<u32>(pool, count + 1, PAIRED);
}

// @ts-ignore: decorator
@inline
function unpair(pool: usize, slot: u32): void {
  const count = load<u32>(pool, PAIRED) - 1, list = load<usize>(pool, LIST), place = <u32>load<u16>(pool + slot, PLACE), last = <u32>load<u16>(list + 2 * count);
  store<u16>(list + 2 * place, last);
  store<u16>(pool + last, place, PLACE);
  store<u32>(pool, count, PAIRED);
}

/** Puts a value into a slot that holds none. True if others have it. */
// @ts-ignore: decorator
@inline
export function enter(pool: usize, slot: u32, value: u64): bool {
  const bucket = bucketOf(pool, value), at = pool + slot;
  store<u64>(at, value);
  const head = <u32>load<u16>(bucket);
  let ring = head;
  while (ring != 0 && valueOf(pool, ring) != value) ring = load<u16>(pool + ring, CHAIN);
  if (ring == 0) {
    store<u16>(at, head, CHAIN);
    store<u16>(bucket, slot);
    store<u16>(at, slot, NEXT);
    store<u16>(at, slot, PREVIOUS);
    return false;
  }
  const next = nextOf(pool, ring);
  if (next == ring) pair(pool, ring);
  pair(pool, slot);
  store<u16>(at, next, NEXT);
  store<u16>(at, ring, PREVIOUS);
  store<u16>(pool + next, slot, PREVIOUS);
  store<u16>(pool + ring, slot, NEXT);
  return true;
}

/** Takes the value out of a slot. */
// @ts-ignore: decorator
@inline
export function leave(pool: usize, slot: u32): void {
  const at = pool + slot, next = nextOf(pool, slot), previous = <u32>load<u16>(at, PREVIOUS), bucket = bucketOf(pool, valueOf(pool, slot));
  let link = bucket, ring = <u32>load<u16>(link);
  if (next == slot) {
    while (ring != slot) { link = pool + ring + CHAIN; ring = load<u16>(link); }
    store<u16>(link, load<u16>(at, CHAIN));
    return;
  }
  store<u16>(pool + previous, next, NEXT);
  store<u16>(pool + next, previous, PREVIOUS);
  unpair(pool, slot);
  if (next == previous) unpair(pool, next);
  // Its head may be this slot: then the next one is.
  while (ring != slot && ring != 0) { link = pool + ring + CHAIN; ring = load<u16>(link); }
  if (ring == slot) {
    store<u16>(link, next);
    store<u16>(pool + next, load<u16>(at, CHAIN), CHAIN);
  }
}
