// Terms that merge: two that agree in two positions, terms with a zero factor.
import { NEXT, Y, Z, accumulate, clash, copyFactor, link, nodeBytes, same, zero } from "./signed_terms";
import { RANK } from "./state";
import { node, signOf, tabulate } from "./signed_load";

/** Takes term t out: the last one moves into its place. */
export function drop<W>(state: usize, ws: usize, t: i32): void {
  const last = load<i32>(state + RANK) - 1;
  store<i32>(state + RANK, last);
  if (t == last) return;
  for (let i = 0; i < 3; i++) copyFactor<W>(node<W>(ws, i, t), node<W>(ws, i, last));
  store<u64>(signOf(ws, t), load<u64>(signOf(ws, last)));
}

export function termOf<W>(ws: usize, x: usize, position: i32): i32 { return <i32>((x - node<W>(ws, position, 0)) / nodeBytes<W>()); }

/** Adds the factor of term b to that of term a, b > a, which agree elsewhere; false where the ring does not have the sum. */
function join<R, W>(state: usize, ws: usize, position: i32, a: i32, b: i32): bool {
  const x = node<W>(ws, position, a), y = node<W>(ws, position, b), sign = signOf(ws, a), m = load<u64>(sign) ^ load<u64>(signOf(ws, b));
  if (clash<R, W>(x, y, m) != 0) return false;
  store<u64>(sign, load<u64>(sign) ^ accumulate<R, W>(x, y, m));
  drop<W>(state, ws, b);
  if (zero<W>(x)) drop<W>(state, ws, a);
  return true;
}

function dropZero<W>(state: usize, ws: usize): bool {
  const rank = load<i32>(state + RANK);
  for (let t = 0; t < rank; t++) for (let i = 0; i < 3; i++) if (zero<W>(node<W>(ws, i, t))) { drop<W>(state, ws, t); return true; }
  return false;
}

function mergePair<R, W>(state: usize, ws: usize): bool {
  const rank = load<i32>(state + RANK);
  for (let i = 0; i < 3; i++) for (let t = 0; t < rank; t++) {
    const x = node<W>(ws, i, t);
    for (let other = link<W>(x, NEXT); other != x; other = link<W>(other, NEXT)) {
      if (other < x) continue;
      const u = termOf<W>(ws, other, i);
      if (same<W>(link<W>(x, Y), link<W>(other, Y)) && join<R, W>(state, ws, (i + 2) % 3, t, u)) return true;
      if (same<W>(link<W>(x, Z), link<W>(other, Z)) && join<R, W>(state, ws, (i + 1) % 3, t, u)) return true;
    }
  }
  return false;
}

/** Drops, and with `merging` merges, until nothing changes. The tables are true afterwards. */
export function settle<R, W>(state: usize, ws: usize, merging: bool): void {
  do {
    while (dropZero<W>(state, ws)) {}
    tabulate<W>(state, ws);
  } while (merging && mergePair<R, W>(state, ws));
}
