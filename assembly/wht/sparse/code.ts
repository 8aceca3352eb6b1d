// The code-based front end: ⟨d_p, k⟩ is bit p of a codeword of the bits of k outside the pivots, decoded softly from U_p.
//
// The code is a tail-biting convolutional code (Solomon & van Tilborg 1979; Ma & Wolf 1986) of memory 6, rate 1/(2·repeats), evenly punctured to 13 of
// 16: linear time, no termination loss. All generators have an odd number of taps, so the word of ones is a codeword, that of the information
// of ones; the sign of X, which turns the whole word over, is therefore one more information bit and needs no offset of its own. Decoding is Viterbi's
// algorithm round and round (Shao, Lin & Fossorier 2003), correlations as metrics.
import { delaysOf, placesOf, Plan } from "./plan";
import { DECISIONS, SIGNS, SLOTS, VALUES, wht_sparse_trellis_ukr } from "./trellis";

const MEMORY: i32 = 6;
const PASSES: i32 = 4;

/** The highest tap is of the newest bit; the five in the middle are packed here. Octal 133, 171 first, the best pair. */
function generator(g: i32): u32 {
  const packed: u64 = g < 8 ? 0x0b16_1a19_0e13_1c0d : 0x1008_0402_011f_1507;
  return 0x41 | <u32>(packed >> (<u64>(g & 7) << 3) & 31) << 1;
}

/** Generators in fours, as the trellis takes them. */
// @ts-ignore: decorator
@inline
function quads(repeats: i32): i32 { return (repeats + 1) >> 1; }

/** Information bits: those outside the pivots, the sign, and padding that moves with the sign. */
// @ts-ignore: decorator
@inline
function steps(n: i32, b: i32): i32 {
  return max(n - b + 1, MEMORY + 1);
}

/** Code bits sent of 2·repeats for each information bit: 13 of 16. */
export function codeLength(n: i32, b: i32, repeats: i32): i32 {
  return 13 * repeats * steps(n, b) / 8;
}

/** The offsets of a group, and the tables of the trellis. */
export function drawCode(plan: Plan, c: i32): void {
  const n = plan.n, b = plan.b, length = steps(n, b), rate = 2 * plan.repeats, total = rate * length, places = placesOf(plan, c);
  let to = delaysOf(plan, c), slot = plan.trellis + SLOTS;
  for (let i = 0; i < total; i++) {
    // Of `total` bits `width` are sent, evenly spread.
    if ((i + 1) * plan.width / total == i * plan.width / total) continue;
    const t = i / rate, g = i % rate;
    let d: u64 = 0;
    for (let back = 0; back <= MEMORY; back++) {
      const q = (t - back + length) % length;
      if ((generator(g) >> (MEMORY - back)) & 1 && q < n - b) d ^= <u64>1 << <u64>load<u8>(places + <usize>(b + q));
    }
    store<u64>(to, d);
    store<u16>(slot, <u16>(4 * quads(plan.repeats) * t + g));
    to += 8;
    slot += 2;
  }
  for (let g = 0; g < 4 * quads(plan.repeats); g++) {
    for (let s = 0; s < 32; s++) store<u32>(plan.trellis + SIGNS + (<usize>(32 * g + s) << 2), (popcnt<u32>(generator(g) & (s << 1)) & 1) << 31);
  }
}

/** Runs the decoder over U; readWord then gives codewords, the most likely first. */
export function decode(plan: Plan, u: usize): void {
  const length = steps(plan.n, plan.b), trellis = plan.trellis, values = trellis + VALUES;
  memory.fill(values, 0, <usize>(length * quads(plan.repeats)) << 4);
  for (let p = 0; p < plan.width; p++) {
    const at = values + (<usize>load<u16>(trellis + SLOTS + (<usize>p << 1)) << 2);
    store<f32>(at, <f32>load<f64>(u + (<usize>p << 3)));
  }
  memory.fill(trellis, 0, 256);
  for (let pass = 0; pass < PASSES; pass++) {
    wht_sparse_trellis_ukr(length, quads(plan.repeats), trellis, trellis + SIGNS, values, trellis + DECISIONS);
    const end = best(trellis);
    if (follow(plan, end) == end) return;
  }
}

/** The most likely codeword that ends in a state not asked for yet: plan.key has its bits outside the pivots, in place. False: there are no more. */
export function readWord(plan: Plan, c: i32): bool {
  const n = plan.n, b = plan.b, metrics = plan.trellis, places = placesOf(plan, c) + <usize>b;
  for (;;) {
    const end = best(metrics), at = metrics + (<usize>end << 2);
    if (load<f32>(at) == -Infinity) return false;
    store<f32>(at, -Infinity);
    if (follow(plan, end) != end) continue;
    const bits = plan.key, sign = bits >> <u64>(n - b) & 1;
    plan.key = 0;
    for (let q = 0; q < n - b; q++) plan.key |= (bits >> <u64>q & 1 ^ sign) << <u64>load<u8>(places + <usize>q);
    return true;
  }
}

/** Follows the decisions back from `end` to the state at the start; plan.key has the information bits. */
function follow(plan: Plan, end: u32): u32 {
  let state = end, bits: u64 = 0;
  for (let t = steps(plan.n, plan.b) - 1; t >= 0; t--) {
    // The newest bit of the state is that of this step; the decision is the oldest bit of the state before.
    bits |= <u64>(state >> (MEMORY - 1)) << <u64>t;
    state = ((state << 1) & 63) | <u32>(load<u64>(plan.trellis + DECISIONS + (<usize>t << 3)) >> state & 1);
  }
  plan.key = bits;
  return state;
}

/** The state of the largest metric. */
function best(metrics: usize): u32 {
  let state: u32 = 0, most = load<f32>(metrics);
  for (let s: u32 = 1; s < 64; s++) {
    const m = load<f32>(metrics + (<usize>s << 2));
    if (m > most) { most = m; state = s; }
  }
  return state;
}
