// One term more: plus and split.
import { GAMMA, below, mix } from "./random";
import { CAPACITY, COUNTER, EXPANSIONS, FLIPS, KEY, RANK } from "./state";
import { accumulate, clash, copyFactor, same, zero } from "./signed_terms";
import { node, signOf } from "./signed_load";

export function nextDraw(state: usize): u64 {
  const counter = load<u64>(state + COUNTER);
  store<u64>(state + COUNTER, counter + 1);
  return mix(load<u64>(state + KEY) + GAMMA * counter);
}

function sum<R, W>(sign: usize, to: usize, by: usize, m: u64): void { store<u64>(sign, load<u64>(sign) ^ accumulate<R, W>(to, by, m)); }

/** s₁·x₁y₁z₁ + s₂·x₂y₂z₂ = s₁·x₁(y₁ ± y₂)z₁ + x₁y₂(s₂·z₂ ∓ s₁·z₁) + s₂·(x₂ − x₁)y₂z₂, the new term the middle one (Arai, Ichikawa & Hukushima 2024,
 *  "Adaptive flip graph algorithm for matrix multiplication", plus transition); x₂ + x₁ where `n` is −1, with the middle term's signs to it. */
function plus<R, W>(state: usize, ws: usize, i: i32, j: i32, k: i32, a: i32, b: i32, m: u64, n: u64): bool {
  const rank = load<i32>(state + RANK), sa = signOf(ws, a), sb = signOf(ws, b), sc = signOf(ws, rank);
  const xa = node<W>(ws, i, a), ya = node<W>(ws, j, a), za = node<W>(ws, k, a), xb = node<W>(ws, i, b), yb = node<W>(ws, j, b), zb = node<W>(ws, k, b);
  if (same<W>(xa, xb) || same<W>(ya, yb) || same<W>(za, zb)) return false;
  // The middle: x₁y₂(±s₂·z₂ ∓ s₁·z₁) = ±s₂·x₁y₂(z₂ + g·z₁).
  const g = ~(m ^ n ^ load<u64>(sa) ^ load<u64>(sb));
  if ((clash<R, W>(ya, yb, m) | clash<R, W>(zb, za, g) | clash<R, W>(xb, xa, ~n)) != 0) return false;
  const xc = node<W>(ws, i, rank), yc = node<W>(ws, j, rank), zc = node<W>(ws, k, rank);
  copyFactor<W>(xc, xa);
  copyFactor<W>(yc, yb);
  copyFactor<W>(zc, zb);
  store<u64>(sc, load<u64>(sb) ^ n);
  sum<R, W>(sc, zc, za, g);
  sum<R, W>(sa, ya, yb, m);
  sum<R, W>(sb, xb, xa, ~n);
  return true;
}

/** s₁·x₁y₁z₁ = s₁·(x₁ − x₂)y₁z₁ + s₁·x₂y₁z₁ (or with −x₂), x₂ that of another term. */
function split<R, W>(state: usize, ws: usize, i: i32, j: i32, k: i32, a: i32, b: i32, n: u64): bool {
  const rank = load<i32>(state + RANK), sa = signOf(ws, a), sc = signOf(ws, rank), xa = node<W>(ws, i, a), xb = node<W>(ws, i, b);
  if (same<W>(xa, xb) || clash<R, W>(xa, xb, ~n) != 0) return false;
  copyFactor<W>(node<W>(ws, i, rank), xb);
  copyFactor<W>(node<W>(ws, j, rank), node<W>(ws, j, a));
  copyFactor<W>(node<W>(ws, k, rank), node<W>(ws, k, a));
  store<u64>(sc, load<u64>(sa) ^ n);
  sum<R, W>(sa, xa, xb, ~n);
  return true;
}

/** A plus or a split, drawn until one stays in the ring; false if none of `tries` does. The tables are no longer true. */
export function expand<R, W>(state: usize, ws: usize, tries: i32): bool {
  const rank = load<i32>(state + RANK);
  if (rank >= load<i32>(state + CAPACITY) - 1 || rank < 2) return false;
  while (tries-- > 0) {
    const pair = nextDraw(state), a = <i32>below(<u32>pair, rank), other = <i32>below(<u32>(pair >> 32), rank - 1), b = other + <i32>(other >= a);
    const draw = nextDraw(state), order = <i32>below(<u32>draw, 6), i = order % 3, j = (i + 1 + order / 3) % 3, k = 3 - i - j;
    const m: u64 = 0 - ((draw >> 61) & 1), n: u64 = 0 - ((draw >> 62) & 1);
    if (draw >> 63 ? !split<R, W>(state, ws, i, j, k, a, b, n) : !plus<R, W>(state, ws, i, j, k, a, b, m, n)) continue;
    store<i32>(state + RANK, rank + 1);
    store<f64>(state + FLIPS, load<f64>(state + FLIPS) + 1);
    store<f64>(state + EXPANSIONS, load<f64>(state + EXPANSIONS) + 1);
    return true;
  }
  return false;
}
