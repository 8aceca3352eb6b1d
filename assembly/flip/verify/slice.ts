// Brent equations of one entry a of A, by sparse expansion: for every entry b of B the terms that hold both are listed, and a row of sums over
// the entries of C is made of them. A slice never holds more than that row.
//
// Contract: `u` holds, over the terms, the mask of those whose coefficient at a is not 0 and the mask of those where it is −1, ⌈rank/32⌉ words each; `v`
// the same for every b in turn. `w` as in rows.ts, with one term more than the rank, all 0: the place of the target. `targets` holds `count` pairs of words,
// b in ascending order and twice the entry of C, plus 1 for −1. ws: verify_workspace(rank) bytes, aligned to 16.
import { verify_z2_ukr, verify_z3_ukr, verify_zt_ukr } from "./rows";

/** Planes of counters, words of u that are not 0, terms of a row. */
export function workspace(rank: i32): f64 {
  return 1024 + <f64>((rank + 31) >> 5) * 12 + (<f64>rank + 1) * 4;
}

/** Flips the bit of the target that a word names. */
// @ts-ignore: decorator
@inline
function mark(goal: usize, half: usize, code: u32): void {
  const at = goal + ((code & 1) != 0 ? half : 0) + <usize>(code >> 6 << 2);
  store<u32>(at, load<u32>(at) ^ <u32>1 << (code >> 1 & 31));
}

/** How many equations of the slice fail. `ring` is 2, 3 or 0 for the integers. */
export function slice(ring: i32, rank: i32, entries: i32, blocks: i32, u: usize, v: usize, w: usize, count: i32, targets: usize, ws: usize): i32 {
  const bytes = <usize>((rank + 31) >> 5) * 4, half = <usize>blocks * 16, goal = w + <usize>rank * 2 * half, stop = targets + <usize>count * 8;
  const planes = ws, live = ws + 1024;
  let last = live;
  for (let t: usize = 0; t < bytes; t += 4) {
    const values = load<u32>(u + t);
    if (values == 0) continue;
    store<u32>(last, <u32>t);
    store<u32>(last, values, 4);
    store<u32>(last, load<u32>(u + bytes + t), 8);
    last += 12;
  }
  // Without a term all of the target fails.
  if (last == live) return count;
  const from = last;
  let failed = 0;
  for (let b = 0; b < entries; b++) {
    let end = from;
    for (let word = live; word < last; word += 12) {
      const t = <usize>load<u32>(word);
      let both = load<u32>(word, 4) & load<u32>(v + t);
      if (both == 0) continue;
      const signs = load<u32>(word, 8) ^ load<u32>(v + bytes + t);
      while (both != 0) {
        const bit = ctz<u32>(both);
        store<u32>(end, (<u32>t * 8 + bit) << 1 | (signs >> bit & 1));
        end += 4;
        both &= both - 1;
      }
    }
    const first = targets;
    while (targets < stop && load<i32>(targets) == b) {
      mark(goal, half, load<u32>(targets, 4));
      targets += 8;
    }
    if (targets != first) {
      store<u32>(end, <u32>rank << 1 | 1);
      end += 4;
    }
    if (end != from) failed += ring == 2 ? verify_z2_ukr(blocks, from, end, w) : ring == 3 ? verify_z3_ukr(blocks, from, end, w) : verify_zt_ukr(blocks, from, end, w, planes);
    for (let t = first; t < targets; t += 8) mark(goal, half, load<u32>(t, 4));
    v += 2 * bytes;
  }
  return failed;
}
