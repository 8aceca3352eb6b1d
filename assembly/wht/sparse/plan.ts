// One recovery: its sizes, and where its parts lie in the scratch it was given.
//
// A group c keeps b coordinates of the index, its pivots, and M_c in systematic form: column i is the unit vector of pivot i plus any part
// outside the pivots. So M_c has full rank, the units outside the pivots complete its columns to a basis, and an index follows from its bin
// and its n − b other bits. U holds, bin by bin, the values under all offsets side by side: the transform runs along the bins.

import { SLOTS } from "./trellis";

/** Front ends. */
export const NOISELESS: i32 = 0;
export const NSO: i32 = 1;
export const SO: i32 = 2;

@unmanaged
export class Plan {
  n: i32;
  /** log₂ of the bins of a group. */
  b: i32;
  groups: i32;
  front: i32;
  repeats: i32;
  /** Cyclic windows of the index bits instead of random columns. */
  identity: bool;
  /** Offsets of a group, P. */
  width: i32;
  /** Distinct indices among the samples, and coefficients on the list. */
  distinct: i32;
  found: i32;
  rounds: i32;
  unresolved: i32;
  /** Slots less one of the two tables. */
  sampleMask: i32;
  foundMask: i32;
  capacity: i32;
  /** Variance of one entry of U; the energy up to which a bin counts as empty and a remainder as noise. */
  variance: f64;
  limit: f64;
  /** The single-ton looked at last. */
  value: f64;
  key: u64;
  /** u8[groups][n]: pivots first, then the others. */
  places: usize;
  /** u64[groups][b], u64[groups][width], u64[bins]. */
  columns: usize;
  delays: usize;
  points: usize;
  /** f64[groups][bins][width], f64[groups][bins] */
  u: usize;
  energy: usize;
  /** u32 lists of bins to visit, and a byte for each bin on one. */
  queue: usize;
  next: usize;
  waiting: usize;
  /** Coefficients: u64 and f64 lists, and a table of places in them. */
  keys: usize;
  values: usize;
  /** u32[groups] for each coefficient: its bins, counted over all groups. */
  homes: usize;
  foundTable: usize;
  /** Distinct samples: a table; of a query also the u64 list, the place of every sample on it, and f64 answers. */
  list: usize;
  sampleTable: usize;
  places32: usize;
  answers: usize;
  /** Room for one decision, and for the decoder of the code. */
  desk: usize;
  trellis: usize;
}

/** A power of two, at least twice `count`. */
function slots(count: f64): f64 {
  let s: f64 = 16;
  while (s < 2 * count) s *= 2;
  return s;
}

/** Gives a field `bytes` from `at` on, if there is a plan; returns where the next may begin. */
function part(ws: usize, field: usize, at: f64, bytes: f64): f64 {
  if (ws != 0) store<usize>(ws + field, ws + <usize>at);
  return at + Math.ceil(bytes / 64) * 64;
}

/** Lays out the parts behind the plan at `ws`, or behind none if that is 0. Returns all bytes. */
export function lay(ws: usize, n: i32, b: i32, groups: i32, width: i32, query: bool): f64 {
  const bins = <f64>groups * <f64>(<u64>1 << b), samples = bins * <f64>width, capacity = bins + 64;
  let at = part(0, 0, 0, <f64>offsetof<Plan>());
  at = part(ws, offsetof<Plan>("places"), at, <f64>(groups * n));
  at = part(ws, offsetof<Plan>("columns"), at, <f64>(groups * b) * 8);
  at = part(ws, offsetof<Plan>("delays"), at, <f64>groups * <f64>width * 8);
  at = part(ws, offsetof<Plan>("points"), at, <f64>(<u64>1 << b) * 8);
  at = part(ws, offsetof<Plan>("u"), at, samples * 8);
  at = part(ws, offsetof<Plan>("energy"), at, bins * 8);
  at = part(ws, offsetof<Plan>("queue"), at, bins * 8);
  at = part(ws, offsetof<Plan>("next"), at, bins * 4);
  at = part(ws, offsetof<Plan>("waiting"), at, bins);
  at = part(ws, offsetof<Plan>("keys"), at, capacity * 8);
  at = part(ws, offsetof<Plan>("values"), at, capacity * 8);
  at = part(ws, offsetof<Plan>("homes"), at, capacity * <f64>groups * 4);
  at = part(ws, offsetof<Plan>("foundTable"), at, slots(capacity) * 4);
  at = part(ws, offsetof<Plan>("list"), at, query ? samples * 8 : 0);
  at = part(ws, offsetof<Plan>("sampleTable"), at, slots(samples) * 4);
  at = part(ws, offsetof<Plan>("places32"), at, query ? samples * 4 : 0);
  at = part(ws, offsetof<Plan>("answers"), at, query ? samples * 8 : 0);
  at = part(ws, offsetof<Plan>("desk"), at, <f64>max(width, n) * 8);
  at = part(ws, offsetof<Plan>("trellis"), at, <f64>SLOTS + 2 * <f64>width);
  if (ws == 0) return at;
  const plan = changetype<Plan>(ws);
  plan.capacity = <i32>capacity;
  plan.foundMask = <i32>slots(capacity) - 1;
  plan.sampleMask = <i32>slots(samples) - 1;
  return at;
}

/** Low n bits. */
// @ts-ignore: decorator
@inline
export function low(n: i32): u64 {
  return n == 0 ? 0 : ~(<u64>0) >> <u64>(64 - n);
}

// @ts-ignore: decorator
@inline
export function parity(x: u64): u64 {
  return popcnt<u64>(x) & 1;
}

/** U under all offsets of a bin; bins are counted over all groups. */
// @ts-ignore: decorator
@inline
export function binAt(plan: Plan, bin: u32): usize {
  return plan.u + (<usize>bin * <usize>plan.width << 3);
}

// @ts-ignore: decorator
@inline
export function energyAt(plan: Plan, bin: u32): usize {
  return plan.energy + (<usize>bin << 3);
}

/** The bin of coefficient i in group c. */
// @ts-ignore: decorator
@inline
export function homeAt(plan: Plan, i: i32, c: i32): usize {
  return plan.homes + (<usize>(i * plan.groups + c) << 2);
}

// @ts-ignore: decorator
@inline
export function delaysOf(plan: Plan, c: i32): usize {
  return plan.delays + (<usize>(c * plan.width) << 3);
}

// @ts-ignore: decorator
@inline
export function columnsOf(plan: Plan, c: i32): usize {
  return plan.columns + (<usize>(c * plan.b) << 3);
}

// @ts-ignore: decorator
@inline
export function placesOf(plan: Plan, c: i32): usize {
  return plan.places + <usize>(c * plan.n);
}
