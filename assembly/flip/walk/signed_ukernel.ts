// The flips of a walk over Z3 and ZT.
// Kauers & Moosbauer 2022, "Flip graphs for matrix multiplication"; over ZT a flip that would leave −1, 0, 1 is not made.
import { GAMMA, below, mix } from "./random";
import { COUNTER, KEY } from "./state";
import { DONE, END, LIST, SHIFT, TRIED, enlist, unlink } from "./signed_classes";
import { NEXT, SIGN, Y, Z, accumulate, clash, hash, hashWord, link, negative, same, sumSigns, sumValues, zero } from "./signed_terms";

/** Why it ended. */
export const FLIPPED: i32 = 0;
export const REDUCIBLE: i32 = 1;
export const ALONE: i32 = 2;

/** True if another term agrees with the term of this node in its position and one more. */
// @ts-ignore: decorator
@inline function doubled<W>(node: usize): bool {
  const y = link<W>(node, Y), z = link<W>(node, Z);
  for (let other = link<W>(node, NEXT); other != node; other = link<W>(other, NEXT)) if (same<W>(link<W>(other, Y), y) || same<W>(link<W>(other, Z), z)) return true;
  return false;
}

/** s₁·x y₁ z₁ + s₂·x y₂ z₂ = s₁·x (y₁ ± y₂) z₁ + s₂·x y₂ (z₂ ∓ s₁s₂ z₁), `flips` times, or until terms can be merged (looked for if `merging`), a factor
 *  is zero, no factor occurs twice, or `tries` draws are used. Both signs where both stay in the ring, each as often. */
// @ts-ignore: decorator
@inline export function flipping<R, W>(state: usize, ws: usize, flips: i32, tries: i32, merging: bool): i32 {
  const key = load<u64>(state + KEY), list = <usize>load<u32>(ws + LIST), shift = <u64>load<u32>(ws + SHIFT);
  let counter = load<u64>(state + COUNTER), next = mix(key + GAMMA * counter), done = 0, left = tries, event = FLIPPED;
  while (done < flips && left > 0 && event == FLIPPED) {
    const count = (<usize>load<u32>(ws + END) - list) >> 2;
    if (count == 0) { event = ALONE; break; }
    const draw = next;
    counter++;
    next = mix(key + GAMMA * counter);
    left--;
    const x1 = <usize>load<u32>(list + (<usize>below(<u32>draw, <u32>count) << 2));
    const x2 = link<W>(x1, NEXT + ((<usize>(draw >> 63)) << 2));
    const y1 = link<W>(x1, Y), y2 = x2 + (y1 - x1), z1 = link<W>(x1, Z), z2 = x2 + (z1 - x1), s1 = link<W>(x1, SIGN), s2 = link<W>(x2, SIGN);
    const g1 = load<u64>(s1), g2 = load<u64>(s2), opposite = g1 ^ g2, coin = <i32>(draw >> 62) & 1;
    let ny: u64, nz: u64, hy: u64, hz: u64, vanished: bool;
    if (sizeof<W>() == 1) {
      // The loads are written once: engines do not take the same load out twice.
      const av = load<u64>(y1), as = load<u64>(y1 + 8), bv = load<u64>(y2), bs = load<u64>(y2 + 8), cv = load<u64>(z2), cs = load<u64>(z2 + 8), dv = load<u64>(z1), ds = load<u64>(z1 + 8) ^ (dv & ~opposite);
      let turn = coin;
      if (sizeof<R>() == 1) {
        const y = av & bv, z = cv & dv, different = as ^ bs, other = cs ^ ds, straight = <i32>(((y & ~different) | (z & ~other)) == 0), turned = <i32>(((y & different) | (z & other)) == 0);
        if ((straight | turned) == 0) continue;
        turn = (turn | (straight ^ 1)) & turned;
      }
      unlink<W>(ws, y1);
      unlink<W>(ws, z2);
      const m: u64 = 0 - <u64>turn, bt = bs ^ (bv & m), dt = ds ^ (dv & m), yv = sumValues<R>(av, as, bv, bt), ys = sumSigns<R>(av, as, bv, bt, yv), zv = sumValues<R>(cv, cs, dv, dt), zs = sumSigns<R>(cv, cs, dv, dt, zv);
      ny = negative(yv, ys); nz = negative(zv, zs);
      const yp = ys ^ (yv & ny), zp = zs ^ (zv & nz);
      store<u64>(y1, yv); store<u64>(y1 + 8, yp); store<u64>(z2, zv); store<u64>(z2 + 8, zp);
      hy = hashWord(yv, yp); hz = hashWord(zv, zp);
      vanished = yv == 0 || zv == 0;
    } else {
      let turn = coin;
      if (sizeof<R>() == 1) {
        const straight = <i32>((clash<R, W>(y1, y2, 0) | clash<R, W>(z2, z1, ~opposite)) == 0), turned = <i32>((clash<R, W>(y1, y2, ~0) | clash<R, W>(z2, z1, opposite)) == 0);
        if ((straight | turned) == 0) continue;
        turn = (turn | (straight ^ 1)) & turned;
      }
      unlink<W>(ws, y1);
      unlink<W>(ws, z2);
      const m: u64 = 0 - <u64>turn;
      ny = accumulate<R, W>(y1, y2, m); nz = accumulate<R, W>(z2, z1, ~(m ^ opposite));
      hy = hash<W>(y1); hz = hash<W>(z2);
      vanished = zero<W>(y1) || zero<W>(z2);
    }
    store<u64>(s1, g1 ^ ny);
    store<u64>(s2, g2 ^ nz);
    done++;
    if (vanished) { event = REDUCIBLE; break; }
    const first = enlist<W>(ws, shift, y1, hy), last = enlist<W>(ws, shift, z2, hz);
    if (merging && ((first && doubled<W>(y1)) || (last && doubled<W>(z2)))) event = REDUCIBLE;
  }
  store<u64>(state + COUNTER, counter);
  store<i32>(ws + DONE, done);
  store<i32>(ws + TRIED, tries - left);
  return event;
}

export function walk_zt_ukr(state: usize, ws: usize, flips: i32, tries: i32, merging: i32): i32 { return flipping<u8, u8>(state, ws, flips, tries, merging != 0); }
export function walk_z3_ukr(state: usize, ws: usize, flips: i32, tries: i32, merging: i32): i32 { return flipping<u16, u8>(state, ws, flips, tries, merging != 0); }
export function walk_zt_ukr_wide(state: usize, ws: usize, flips: i32, tries: i32, merging: i32): i32 { return flipping<u8, u32>(state, ws, flips, tries, merging != 0); }
export function walk_z3_ukr_wide(state: usize, ws: usize, flips: i32, tries: i32, merging: i32): i32 { return flipping<u16, u32>(state, ws, flips, tries, merging != 0); }

/** The kernel of a ring and width, by a call: a loop that runs long is compiled well only as a function of its own. */
export function inner<R, W>(state: usize, ws: usize, flips: i32, tries: i32, merging: bool): i32 {
  if (sizeof<W>() == 1) return sizeof<R>() == 1 ? walk_zt_ukr(state, ws, flips, tries, merging) : walk_z3_ukr(state, ws, flips, tries, merging);
  return sizeof<R>() == 1 ? walk_zt_ukr_wide(state, ws, flips, tries, merging) : walk_z3_ukr_wide(state, ws, flips, tries, merging);
}

/** True if a flip of a node with the next in its ring stays over ZT; in classes of three and more those with the one before are not looked at. */
export function movable<R, W>(ws: usize): bool {
  const end = <usize>load<u32>(ws + END);
  for (let at = <usize>load<u32>(ws + LIST); at < end; at += 4) {
    const x1 = <usize>load<u32>(at), x2 = link<W>(x1, NEXT), y1 = link<W>(x1, Y), y2 = link<W>(x2, Y), z1 = link<W>(x1, Z), z2 = link<W>(x2, Z);
    const opposite = load<u64>(link<W>(x1, SIGN)) ^ load<u64>(link<W>(x2, SIGN));
    if ((clash<R, W>(y1, y2, 0) | clash<R, W>(z2, z1, ~opposite)) == 0 || (clash<R, W>(y1, y2, ~0) | clash<R, W>(z2, z1, opposite)) == 0) return true;
  }
  return false;
}
