// Which samples are taken and into which bin an index falls: columns M_c, offsets d, and the hash M_cᵀk.
//
// Two different indices meet in a bin of a random M_c with probability at most 2^−b: if they differ outside the pivots, every bit of the
// difference of the hashes is an independent fair coin; if only within, the hashes differ for certain.
import { random64, streamKey } from "../../core/rng";
import { columnsOf, delaysOf, low, NOISELESS, NSO, parity, placesOf, Plan } from "./plan";
import { codeLength, drawCode } from "./code";


/** Units that NSO adds to each random offset: all, so that the bin confirms what is read. Under identity hashing those of the kept bits would give the
 *  same samples again, so only the others. */
export function unitsOf(n: i32, b: i32, identity: bool): i32 {
  return identity ? n - b : n;
}

/** Offsets of a group. */
export function widthOf(n: i32, b: i32, front: i32, repeats: i32, identity: bool): i32 {
  if (n == b) return 1;
  if (front == NOISELESS) return n - b + 1;
  return front == NSO ? repeats * (unitsOf(n, b, identity) + 1) : codeLength(n, b, repeats);
}

export function prepare(plan: Plan, seed: f64): void {
  for (let c = 0; c < plan.groups; c++) {
    order(plan, c);
    drawColumns(plan, c, streamKey(seed, 2 * c));
    drawOffsets(plan, c, streamKey(seed, 2 * c + 1));
  }
}

/** Identity: b bits in a row from round(c·n/C) on, the others after them, cyclically. Else the top b bits: unit offsets then stay near in memory. */
function order(plan: Plan, c: i32): void {
  const n = plan.n, start = plan.identity ? (2 * c * n + plan.groups) / (2 * plan.groups) : n - plan.b, places = placesOf(plan, c);
  for (let i = 0; i < n; i++) store<u8>(places + <usize>i, <u8>((start + i) % n));
}

function drawColumns(plan: Plan, c: i32, key: u64): void {
  const columns = columnsOf(plan, c), places = placesOf(plan, c);
  let others = plan.identity ? 0 : low(plan.n);
  for (let i = 0; i < plan.b; i++) others &= ~(<u64>1 << <u64>load<u8>(places + <usize>i));
  for (let i = 0; i < plan.b; i++) store<u64>(columns + (<usize>i << 3), (<u64>1 << <u64>load<u8>(places + <usize>i)) | (random64(key, i) & others));
}

function drawOffsets(plan: Plan, c: i32, key: u64): void {
  const n = plan.n, b = plan.b, delays = delaysOf(plan, c), places = placesOf(plan, c);
  if (n == b) store<u64>(delays, 0);
  else if (plan.front == NOISELESS) {
    store<u64>(delays, 0);
    for (let q = b; q < n; q++) store<u64>(delays + (<usize>(q - b + 1) << 3), <u64>1 << <u64>load<u8>(places + <usize>q));
  } else if (plan.front == NSO) {
    for (let p = 0, at = delays; p < plan.repeats; p++) {
      const r = random64(key, p) & low(n);
      store<u64>(at, r);
      at += 8;
      for (let q = n - unitsOf(n, b, plan.identity); q < n; q++, at += 8) store<u64>(at, r ^ (<u64>1 << <u64>load<u8>(places + <usize>q)));
    }
  } else drawCode(plan, c);
}

/** The bin of index k: M_cᵀk. */
export function hash(plan: Plan, c: i32, k: u64): i32 {
  const columns = columnsOf(plan, c);
  let j = 0;
  for (let i = 0; i < plan.b; i++) j |= <i32>parity(load<u64>(columns + (<usize>i << 3)) & k) << i;
  return j;
}

/** The index in bin j whose bits outside the pivots are those of `others`. */
export function indexIn(plan: Plan, c: i32, j: i32, others: u64): u64 {
  const columns = columnsOf(plan, c), places = placesOf(plan, c);
  let k = others;
  for (let i = 0; i < plan.b; i++) {
    k |= ((<u64>(j >> i) & 1) ^ parity(load<u64>(columns + (<usize>i << 3)) & others)) << <u64>load<u8>(places + <usize>i);
  }
  return k;
}
