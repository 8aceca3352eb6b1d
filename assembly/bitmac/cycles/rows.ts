// What a row of A costs an engine that takes one digit a cycle and skips the zeros. Digits are walked position by position in groups of four consecutive k; a
// group costs its digits that are not 0, and one cycle where there are none.
import { radixBits } from "../digits";
import { masks } from "./masks";

/** Vectors of one block: byte counters hold 255. */
const BLOCK: i32 = 255;
/** For each position: digits that are not 0 and groups without any, each in four lanes by group modulo 4. */
const PLANE: usize = 32;
const COUNTERS: usize = 8 * PLANE;

export function workspace(): i32 { return <i32>COUNTERS + BLOCK * 16; }

// @ts-ignore: decorator
@inline
function addTo(at: usize, bytes: v128, empty: v128): void {
  v128.store(at, i32x4.add(v128.load(at), i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes))));
  v128.store(at, i32x4.add(v128.load(at, 16), empty), 16);
}

/** Counts four positions, from bit `first` of the masks in steps of `by` bits. A group is an i32 lane. */
export function cycles_planes_i8_ukr(vectors: i32, p: usize, first: i32, by: i32, counters: usize): void {
  const one = i8x16.splat(1), zero = i32x4.splat(0);
  let n0 = zero, n1 = zero, n2 = zero, n3 = zero;
  let e0 = zero, e1 = zero, e2 = zero, e3 = zero;
  const end = p + ((<usize>vectors) << 4);
  while (p < end) {
    // Bits that a shift carries over from the next byte never come as far down as bit 0.
    let u = i16x8.shr_u(v128.load(p), first);
    let v = v128.and(u, one);
    n0 = i8x16.add(n0, v);
    e0 = i32x4.sub(e0, i32x4.eq(v, zero));
    u = i16x8.shr_u(u, by);
    v = v128.and(u, one);
    n1 = i8x16.add(n1, v);
    e1 = i32x4.sub(e1, i32x4.eq(v, zero));
    u = i16x8.shr_u(u, by);
    v = v128.and(u, one);
    n2 = i8x16.add(n2, v);
    e2 = i32x4.sub(e2, i32x4.eq(v, zero));
    v = v128.and(i16x8.shr_u(u, by), one);
    n3 = i8x16.add(n3, v);
    e3 = i32x4.sub(e3, i32x4.eq(v, zero));
    p += 16;
  }
  addTo(counters, n0, e0);
  addTo(counters + PLANE, n1, e1);
  addTo(counters + 2 * PLANE, n2, e2);
  addTo(counters + 3 * PLANE, n3, e3);
}

/** out holds three numbers for each row: its cycles, those without the groups of zeros, and its digits that are not 0. `shared`: four lanes walk the groups in
 *  turn, and a position takes as long as the slowest of them. ws: `workspace()` bytes. */
export function rows(encoding: i32, shared: bool, m: i32, k: i32, a: usize, stride: i32, out: usize, ws: usize): void {
  const by = radixBits(encoding), positions = 8 / by;
  const buffer = ws + COUNTERS;
  for (let i = 0; i < m; i++) {
    memory.fill(ws, 0, COUNTERS);
    let x = a;
    for (let left = k; left > 0; left -= BLOCK * 16) {
      const n = min(BLOCK * 16, left), vectors = (n + 15) >> 4;
      masks(encoding, n, x, buffer);
      for (let b = 0; b < positions; b += 4) cycles_planes_i8_ukr(vectors, buffer, b, by, ws + <usize>b * PLANE);
      x += n;
    }
    reduce(positions, ((k - 1) & 15) >> 2, shared, ws, out);
    a += stride;
    out += 24;
  }
}

/** `last`: the lane of the last group; those after it, in its vector, were padding and counted as empty. */
function reduce(positions: i32, last: i32, shared: bool, ws: usize, out: usize): void {
  let busy: f64 = 0, filled: f64 = 0, terms: f64 = 0;
  const end = ws + <usize>positions * PLANE;
  while (ws < end) {
    let mostBusy = 0, mostFilled = 0;
    for (let lane = 0; lane < 4; lane++) {
      const at = ws + ((<usize>lane) << 2);
      const n = load<i32>(at), cost = n + load<i32>(at, 16) - i32(lane > last);
      terms += n;
      mostBusy = shared ? max(mostBusy, cost) : mostBusy + cost;
      mostFilled = shared ? max(mostFilled, n) : mostFilled + n;
    }
    busy += mostBusy;
    filled += mostFilled;
    ws += PLANE;
  }
  store<f64>(out, busy);
  store<f64>(out, filled, 8);
  store<f64>(out, terms, 16);
}
