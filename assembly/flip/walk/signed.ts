// Walks over Z3 and ZT: blocks of flips, reductions and expansions. bindings/flip/walk holds what is done between blocks.
import { below } from "./random";
import { BEST, DEAD, DISTANCE, FLIPS, IMPROVED, PATIENCE, PLUS_IN, PLUS_MAX, PLUS_MIN, RANK, SPENT, SPLIT, SPLITTING, STUCK } from "./state";
import { DONE, TRIED } from "./signed_classes";
import { expand, nextDraw } from "./signed_expand";
import { pack, packBest, unpack } from "./signed_load";
import { settle } from "./signed_reduce";
import { ALONE, REDUCIBLE, inner, movable } from "./signed_ukernel";

/** Flips of one inner call at most, so that it is soon compiled by the better compiler. */
const INNER: i32 = 20000;
/** Tries without a flip after which it is looked whether there is one. */
const STALE: i32 = 1000;
/** Draws of an expansion before it is given up. */
const ATTEMPTS: i32 = 1000;

/** Flips until the next plus: 2³¹ − 1 where none is wanted. */
function plusIn(state: usize): i32 {
  const low = load<i32>(state + PLUS_MIN), high = load<i32>(state + PLUS_MAX);
  return high <= 0 ? i32.MAX_VALUE : low + <i32>below(<u32>(nextDraw(state) >> 32), max(high - low, 0) + 1);
}

function expanded<R, W>(state: usize, ws: usize): bool {
  if (!expand<R, W>(state, ws, ATTEMPTS)) return false;
  store<i32>(state + SPLITTING, load<i32>(state + SPLIT));
  store<i32>(state + PLUS_IN, 0);
  settle<R, W>(state, ws, false);
  return true;
}

export function walk<R, W>(state: usize, ws: usize, flips: i32): i32 {
  unpack<W>(state, ws);
  let left = flips, tries = 4 * <i64>flips + 1000, event = SPENT, fresh = true, stale = 0;
  while (event == SPENT) {
    const splitting = load<i32>(state + SPLITTING);
    if (fresh) {
      const rank = load<i32>(state + RANK);
      settle<R, W>(state, ws, splitting <= 0);
      if (load<i32>(state + RANK) < rank) store<i32>(state + PLUS_IN, 0);
      if (load<i32>(state + RANK) < load<i32>(state + BEST)) {
        store<i32>(state + STUCK, 0);
        packBest<W>(state, ws);
        event = IMPROVED;
        break;
      }
      fresh = false;
    }
    if (left <= 0 || tries <= 0) break;
    if (load<i32>(state + PLUS_IN) <= 0) store<i32>(state + PLUS_IN, plusIn(state));
    let n = min(min(left, INNER), load<i32>(state + PLUS_IN));
    if (splitting > 0) n = min(n, splitting);
    const why = inner<R, W>(state, ws, n, <i32>min(tries, <i64>(4 * n + STALE)), splitting <= 0), done = load<i32>(ws + DONE);
    left -= done;
    tries -= load<i32>(ws + TRIED);
    store<f64>(state + FLIPS, load<f64>(state + FLIPS) + <f64>done);
    store<i32>(state + PLUS_IN, load<i32>(state + PLUS_IN) - done);
    if (splitting > 0) {
      store<i32>(state + SPLITTING, splitting - done);
      fresh = splitting == done;
    }
    fresh = fresh || why == REDUCIBLE;
    stale = done > 0 ? 0 : stale + load<i32>(ws + TRIED);
    if (!fresh && (why == ALONE || (stale >= STALE && !movable<R, W>(ws)))) {
      const stuck = load<i32>(state + STUCK) + 1;
      store<i32>(state + STUCK, stuck);
      if (stuck > load<i32>(state + PATIENCE) || !expanded<R, W>(state, ws)) event = DEAD;
      left--;
      stale = 0;
    } else if (!fresh && load<i32>(state + PLUS_IN) <= 0 && load<i32>(state + RANK) < load<i32>(state + BEST) + load<i32>(state + DISTANCE) && expanded<R, W>(state, ws)) left--;
  }
  pack<W>(state, ws, false);
  return event;
}
