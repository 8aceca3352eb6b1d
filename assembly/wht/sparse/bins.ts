// What one bin holds: nothing, one coefficient, or more. Bins are counted over all groups.
//
// Alone in its bin, coefficient X at index k gives U_p = X·(−1)^⟨d_p, k⟩ + noise. The front end reads k off the signs of U; then X is the mean of the
// signed values, and what it leaves of the bin must look like noise.
import { decode, readWord } from "./code";
import { hash, indexIn, unitsOf } from "./hash";
import { binAt, delaysOf, NOISELESS, NSO, placesOf, Plan, SO } from "./plan";

/** |U|² of a bin. */
export function energyOf(plan: Plan, bin: u32): f64 {
  let u = binAt(plan, bin), s: f64 = 0;
  const end = u + (<usize>plan.width << 3);
  while (u < end) { const v = load<f64>(u); s += v * v; u += 8; }
  return s;
}

/** v, or −v where ⟨d, k⟩ is odd. */
// @ts-ignore: decorator
@inline
function signed(v: f64, d: usize, k: u64): f64 {
  return reinterpret<f64>(reinterpret<u64>(v) ^ (popcnt<u64>(load<u64>(d) & k) << 63));
}

/** Least-squares value of index k in its bin of group c, all else there taken for noise. */
export function valueIn(plan: Plan, c: i32, bin: u32, k: u64): f64 {
  let u = binAt(plan, bin), d = delaysOf(plan, c), s: f64 = 0;
  const end = u + (<usize>plan.width << 3);
  while (u < end) { s += signed(load<f64>(u), d, k); u += 8; d += 8; }
  return s / <f64>plan.width;
}

/** U ← U − x·(−1)^⟨d, k⟩ in a bin of group c; its new |U|² is returned. */
export function subtract(plan: Plan, c: i32, bin: u32, k: u64, x: f64): f64 {
  let u = binAt(plan, bin), d = delaysOf(plan, c), s: f64 = 0;
  const end = u + (<usize>plan.width << 3);
  while (u < end) {
    const v = load<f64>(u) - signed(x, d, k);
    store<f64>(u, v);
    s += v * v;
    u += 8;
    d += 8;
  }
  return s;
}

/** True if a bin of group c, which is not empty, may hold one coefficient: plan.key and plan.value. */
export function single(plan: Plan, c: i32, bin: u32): bool {
  const u = binAt(plan, bin), j = <i32>bin & ((1 << plan.b) - 1);
  if (plan.n == plan.b) plan.key = indexIn(plan, c, j, 0);
  else if (plan.front == NOISELESS) plan.key = indexIn(plan, c, j, readUnits(plan, c, u));
  else if (plan.front == NSO) {
    plan.key = readFlips(plan, c, u);
    if (plan.identity) plan.key = indexIn(plan, c, j, plan.key);
    else if (hash(plan, c, plan.key) != j) return false;
  } else {
    decode(plan, u);
    return another(plan, c, bin);
  }
  return fits(plan, c, u);
}

/** The next less likely one that may be alone in the bin looked at last. Only the code knows more than one. */
export function another(plan: Plan, c: i32, bin: u32): bool {
  if (plan.front != SO || plan.n == plan.b || !readWord(plan, c)) return false;
  plan.key = indexIn(plan, c, <i32>bin & ((1 << plan.b) - 1), plan.key);
  return fits(plan, c, binAt(plan, bin));
}

/** Offsets 0 and the units outside the pivots: bit q of k is set where U_q and U_0 differ in sign. */
function readUnits(plan: Plan, c: i32, u: usize): u64 {
  const places = placesOf(plan, c), first = load<f64>(u);
  let others: u64 = 0;
  for (let q = plan.b; q < plan.n; q++) {
    u += 8;
    if (first * load<f64>(u) < 0) others |= <u64>1 << <u64>load<u8>(places + <usize>q);
  }
  return others;
}

/** Offsets r and r ⊕ e_q for several r: bit q of k is set where Σ U_r·U_{r⊕e_q} is negative. */
function readFlips(plan: Plan, c: i32, u: usize): u64 {
  const repeats = plan.repeats, sums = plan.desk, units = unitsOf(plan.n, plan.b, plan.identity), places = placesOf(plan, c) + <usize>(plan.n - units);
  memory.fill(sums, 0, <usize>units << 3);
  for (let p = 0; p < repeats; p++, u += 8) {
    const first = load<f64>(u);
    for (let q = 0; q < units; q++) {
      u += 8;
      const at = sums + (<usize>q << 3);
      store<f64>(at, load<f64>(at) + first * load<f64>(u));
    }
  }
  let k: u64 = 0;
  for (let q = 0; q < units; q++) k |= (reinterpret<u64>(load<f64>(sums + (<usize>q << 3))) >> 63) << <u64>load<u8>(places + <usize>q);
  return k;
}

function fits(plan: Plan, c: i32, u: usize): bool {
  const width = <usize>plan.width << 3, k = plan.key, delays = delaysOf(plan, c), desk = plan.desk;
  let sum: f64 = 0, rest: f64 = 0;
  for (let p: usize = 0; p < width; p += 8) {
    const v = signed(load<f64>(u + p), delays + p, k);
    store<f64>(desk + p, v);
    sum += v;
  }
  const mean = sum / <f64>plan.width;
  for (let p: usize = 0; p < width; p += 8) {
    const v = load<f64>(desk + p) - mean;
    rest += v * v;
  }
  plan.value = mean;
  return rest <= plan.limit;
}
