// Walks over two elements, factors of at most 16 entries, at most 64 terms: a walker alone, or two in turn, each while the other waits for its loads.
import { flip, STRIDE, STUCK } from "../walk/mask";
import { bytesOf, close, conclude, open, prepare } from "../walk/mask_run";
import { DEAD, LENGTH_U, LENGTH_V, LENGTH_W, SPENT } from "../walk/state";

/** Bytes of `ws` for one walker. */
export function walk_mask_workspace(capacity: i32, lu: i32, lv: i32, lw: i32): f64 { return <f64>bytesOf(lu, lv, lw); }

/** Up to `flips` flips of the opened walker w: twice how many there were, and one where the last met a reduction. Fewer where none is possible. */
export function walk_mask_z2_ukr(w: usize, flips: i32): i32 {
  const stride = <usize>load<u32>(w, STRIDE);
  let done = 0;
  while (done < flips) {
    const met = flip(w, stride);
    if (met == STUCK) break;
    done++;
    if (met) return done << 1 | 1;
  }
  return done << 1;
}

/** The same of two in turn: eight times the flips of b, and 1 where the last of a met a reduction, 2 where that of b did, 4 where a has one flip more. */
export function walk_mask_z2_ukr2(a: usize, b: usize, flips: i32): i32 {
  const strideA = <usize>load<u32>(a, STRIDE), strideB = <usize>load<u32>(b, STRIDE);
  let done = 0;
  while (done < flips) {
    const metA = flip(a, strideA);
    if (metA == STUCK) break;
    const metB = flip(b, strideB);
    if (metB == STUCK) return done << 3 | 4 | i32(metA != 0);
    done++;
    if (metA | metB) return done << 3 | i32(metA != 0) | i32(metB != 0) << 1;
  }
  return done << 3;
}

function walk(s: usize, w: usize, flips: i32): i32 {
  let left = flips;
  while (left > 0) {
    const n = prepare(s, w);
    if (n < 0) return DEAD;
    if (n == 0) { left--; continue; }
    const went = walk_mask_z2_ukr(w, min(n, left)), done = went >> 1, event = conclude(s, w, done, (went & 1) != 0);
    if (event) return event;
    left -= done;
  }
  return SPENT;
}

/** `flips` more flips of the walker s, or up to an event. */
export function walk_mask_run(s: usize, ws: usize, flips: i32): i32 {
  open(s, ws);
  const event = walk(s, ws, flips);
  close(s, ws);
  return event;
}

/** The same of two walkers, each as if alone, in twice the scratch; both stop at an event of one: that of a, and 16 times that of b. */
export function walk_mask_run2(a: usize, b: usize, ws: usize, flips: i32): i32 {
  const wa = ws, wb = ws + bytesOf(load<i32>(a, LENGTH_U), load<i32>(a, LENGTH_V), load<i32>(a, LENGTH_W));
  open(a, wa);
  open(b, wb);
  let leftA = flips, leftB = flips, eventA = SPENT, eventB = SPENT;
  while (leftA > 0 && leftB > 0 && (eventA | eventB) == 0) {
    const nA = prepare(a, wa), nB = prepare(b, wb);
    if (nA < 0) eventA = DEAD;
    if (nB < 0) eventB = DEAD;
    leftA -= i32(nA == 0);
    leftB -= i32(nB == 0);
    if (nA <= 0 || nB <= 0) continue;
    const went = walk_mask_z2_ukr2(wa, wb, min(min(nA, nB), min(leftA, leftB))), doneB = went >> 3, doneA = doneB + (went >> 2 & 1);
    eventA = conclude(a, wa, doneA, (went & 1) != 0);
    eventB = conclude(b, wb, doneB, (went & 2) != 0);
    leftA -= doneA;
    leftB -= doneB;
  }
  if ((eventA | eventB) == 0) eventA = walk(a, wa, leftA);
  if ((eventA | eventB) == 0) eventB = walk(b, wb, leftB);
  close(a, wa);
  close(b, wb);
  return eventA | eventB << 4;
}
