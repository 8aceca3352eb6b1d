// What happens to a walker between its flips: terms vanish, two become one, a plus or a split. Rare, so written over single factors.
import { below, GAMMA, mix } from "./random";
import { BLOCKS, DRAW, PAIRED, SETS, STRIDE, VALUES } from "./mask";
import { BEST, BEST_AT, BEST_RANK, CAPACITY, FLIPS, HEADER, RANK } from "./state";

/** The block of a position. */
// @ts-ignore: decorator
@inline
export function block(w: usize, position: i32): usize { return w + BLOCKS + <usize>position * load<u32>(w, STRIDE); }

export function valueOf(w: usize, position: i32, t: i32): u32 { return load<u32>(block(w, position) + (<usize>t << 2), VALUES); }

/** The terms that hold what t holds. */
function holders(w: usize, position: i32, t: i32): u64 { return load<u64>(block(w, position) + valueOf(w, position, t), SETS); }

/** Term t comes to hold a value. */
export function enter(w: usize, position: i32, t: i32, value: u32): void {
  const b = block(w, position), held = load<u64>(b + value, SETS), now = held | <u64>1 << t;
  store<u32>(b + (<usize>t << 2), value, VALUES);
  store<u64>(b + value, now, SETS);
  if (held) store<u64>(b, load<u64>(b, PAIRED) | now, PAIRED);
}

/** Term t holds its value no longer. */
export function leave(w: usize, position: i32, t: i32): void {
  const b = block(w, position), value = valueOf(w, position, t), bit = <u64>1 << t, left = load<u64>(b + value, SETS) ^ bit;
  store<u64>(b + value, left, SETS);
  store<u64>(b, load<u64>(b, PAIRED) & ~(bit | ((left & left - 1) == 0 ? left : 0)), PAIRED);
}

function change(w: usize, position: i32, t: i32, value: u32): void { leave(w, position, t); enter(w, position, t, value); }

/** Term t goes; the last takes its place. */
function drop(s: usize, w: usize, t: i32): void {
  const last = load<i32>(s, RANK) - 1;
  for (let p = 0; p < 3; p++) {
    const value = valueOf(w, p, last);
    leave(w, p, last);
    if (t != last) change(w, p, t, value);
  }
  store<i32>(s, last, RANK);
}

/** Drops terms with a zero factor and, where `merging`, makes one of two that agree in two positions, until there are none: the first first. */
export function settle(s: usize, w: usize, merging: bool): void {
  for (let t = 0; t < load<i32>(s, RANK); ) {
    const u = holders(w, 0, t), v = holders(w, 1, t), z = holders(w, 2, t), agree = (u & v | v & z | z & u) ^ <u64>1 << t;
    if (valueOf(w, 0, t) == 0 || valueOf(w, 1, t) == 0 || valueOf(w, 2, t) == 0) drop(s, w, t);
    else if (merging && agree) {
      const other = <i32>ctz(agree), bit = <u64>1 << other, p = u & v & bit ? 2 : v & z & bit ? 0 : 1;
      change(w, p, t, valueOf(w, p, t) ^ valueOf(w, p, other));
      drop(s, w, other);
    } else { t++; continue; }
    t = 0;
  }
}

/** The next draw. */
function draw(w: usize): u64 {
  const z = load<u64>(w, DRAW);
  store<u64>(w, z + GAMMA, DRAW);
  return mix(z);
}

/** A whole number from low to high. */
export function between(w: usize, low: i32, high: i32): i32 { return low + <i32>below(<u32>(draw(w) >> 32), <u32>(high - low + 1)); }

/**
 * One term more, by a plus or a split of two terms at random; false where no two in 32 tries will do, or no room is left.
 * Plus: abc + a'b'c' = a(b+b')c + ab'(c+c') + (a+a')b'c'. Split: abc = a'bc + (a+a')bc.
 */
export function expand(s: usize, w: usize): bool {
  const rank = load<i32>(s, RANK);
  if (rank < 2 || rank >= load<i32>(s, CAPACITY) - 1) return false;
  for (let tries = 0; tries < 32; tries++) {
    const which = draw(w), how = draw(w), i = <i32>below(<u32>(which >> 32), rank), other = <i32>below(<u32>which, rank - 1), j = other + i32(other >= i);
    const p = <i32>below(<u32>(how >> 32), 3), q = p == 2 ? 0 : p + 1, r = 3 - p - q;
    const a = valueOf(w, p, i), b = valueOf(w, q, i), c = valueOf(w, r, i), a2 = valueOf(w, p, j), b2 = valueOf(w, q, j), c2 = valueOf(w, r, j);
    const plus = (how & 1) != 0;
    if (a == a2 || (plus && (b == b2 || c == c2))) continue;
    enter(w, p, rank, a ^ a2);
    enter(w, q, rank, plus ? b2 : b);
    enter(w, r, rank, plus ? c2 : c);
    if (plus) {
      change(w, q, i, b ^ b2);
      change(w, p, j, a);
      change(w, r, j, c ^ c2);
    } else change(w, p, i, a2);
    store<i32>(s, rank + 1, RANK);
    return true;
  }
  return false;
}

/** The terms now, to `at`: those of the walker or its best. */
export function writeTerms(s: usize, w: usize, at: usize): void {
  const rank = load<i32>(s, RANK), capacity = <usize>load<i32>(s, CAPACITY);
  for (let p = 0; p < 3; p++) for (let t = 0; t < rank; t++) store<u64>(at + (<usize>p * capacity + t << 3), valueOf(w, p, t) >>> 3);
}

/** Where the rank is the least yet: the terms are the best. */
export function record(s: usize, w: usize): bool {
  const rank = load<i32>(s, RANK);
  if (rank >= load<i32>(s, BEST)) return false;
  store<i32>(s, rank, BEST);
  store<i32>(s, rank, BEST_RANK);
  store<f64>(s, load<f64>(s, FLIPS), BEST_AT);
  writeTerms(s, w, s + HEADER + 24 * <usize>load<i32>(s, CAPACITY));
  return true;
}
