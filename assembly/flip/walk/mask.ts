// A walker over two elements whose factors have at most 16 entries, 64 terms at most: sets of terms as 64-bit masks. Each position has a table from the value of
// a factor to the set of terms that hold it, and the set of paired terms (whose value another holds too). A flip is a few loads, ands, ors and selects: no branch
// hangs on the data but the rare events.
//
// Scratch of a walker: DRAW … (below), a table of the k-th bit of a byte, then for each position a block of PAIRED, VALUES (8·value, u32 for each of 64 terms)
// and the table of sets. Tables are all zero between calls.
import { GAMMA, mix } from "./random";

/** key + GAMMA·counter of the next draw. */
export const DRAW: usize = 0;
/** Bytes from the block of one position to that of the next. */
export const STRIDE: usize = 8;
/** For each position, 16 bytes apart: its block, that of the next, that of the one after. */
export const TURNS: usize = 16;
const BITS: usize = 64;
export const BLOCKS: usize = BITS + 2048;

// In a block.
export const PAIRED: usize = 0;
export const VALUES: usize = 64;
export const SETS: usize = VALUES + 256;


/** Bytes of a block of factors of `length` entries. */
export function strideOf(length: i32): i32 { return <i32>SETS + (8 << length) + 63 & ~63; }

/** The table of bits: at 256·k + byte the k-th set bit of byte. */
export function fillBits(w: usize): void {
  for (let byte = 0; byte < 256; byte++) {
    let k = 0;
    for (let bit = 0; bit < 8; bit++) if (byte >> bit & 1) store<u8>(w + BITS + (k++ << 8) + byte, <u8>bit);
  }
}

/** The k-th set bit of x: sums of bits over its bytes, how many of them are ≤ k, then the table. */
// @ts-ignore: decorator
@inline
function select(w: usize, x: u64, k: u64): usize {
  let s = x - (x >> 1 & 0x5555555555555555);
  s = (s & 0x3333333333333333) + (s >> 2 & 0x3333333333333333);
  s = (s + (s >> 4) & 0x0f0f0f0f0f0f0f0f) * 0x0101010101010101;
  const at = popcnt((k * 0x0101010101010101 | 0x8080808080808080) - s & 0x8080808080808080) << 3;
  const left = k - (s << 8 >> at & 255);
  return <usize>at + load<u8>(w + <usize>(left << 8 | (x >> at & 255)), BITS);
}

/** Term `bit` of the block b leaves the value `from` for `to`; answers the others that hold `to`. */
// @ts-ignore: decorator
@inline
function move(b: usize, bit: u64, from: usize, to: usize): u64 {
  const old = load<u64>(b + from, SETS) ^ bit, held = load<u64>(b + to, SETS), now = held | bit;
  store<u64>(b + from, old, SETS);
  store<u64>(b + to, now, SETS);
  // One left over is paired no more; who is joined is paired.
  const alone = (old & old - 1) == 0 ? old : 0;
  store<u64>(b, load<u64>(b, PAIRED) & ~(alone | bit) | (held != 0 ? now : 0), PAIRED);
  return held;
}

/** What a flip answers where no two terms share a factor. */
export const STUCK: u64 = -1;

/** One flip of the walker w: STUCK, or the terms that agree with one of the two in two positions now. */
// @ts-ignore: decorator
@inline
export function flip(w: usize, stride: usize): u64 {
  const p0 = load<u64>(w, BLOCKS + PAIRED), p1 = load<u64>(w + stride, BLOCKS + PAIRED), p2 = load<u64>(w + 2 * stride, BLOCKS + PAIRED);
  const n0 = popcnt(p0), n1 = n0 + popcnt(p1), n = n1 + popcnt(p2);
  if (n == 0) return STUCK;
  const draw = load<u64>(w, DRAW), z = mix(draw);
  store<u64>(w, draw + GAMMA, DRAW);
  // Any paired term of any position.
  const k = (z >> 32) * n >> 32, second = k >= n0, third = k >= n1;
  const t: usize = select(w, third ? p2 : second ? p1 : p0, k - (third ? n1 : second ? n0 : 0));
  const turn: usize = w + (<usize>second + <usize>third << 4), x: usize = load<u32>(turn, TURNS), y: usize = load<u32>(turn, TURNS + 4), v: usize = load<u32>(turn, TURNS + 8);
  const bit = <u64>1 << t, alike = load<u64>(x + <usize>load<u32>(x + (t << 2), VALUES), SETS), turned = rotr(alike ^ bit, z);
  // The next or the one before of those alike, from a random place: exact for classes of two and three.
  const s = <usize>((z & 64 ? 63 - clz(turned) : ctz(turned)) + z & 63), other = <u64>1 << s;
  // t and s come in either order: so the two other positions need none of their own.
  const yt = load<u32>(y + (t << 2), VALUES), ys = load<u32>(y + (s << 2), VALUES), vt = load<u32>(v + (t << 2), VALUES), vs = load<u32>(v + (s << 2), VALUES);
  const yn = yt ^ ys, vn = vs ^ vt;
  store<u32>(y + (t << 2), yn, VALUES);
  store<u32>(v + (s << 2), vn, VALUES);
  const withT = alike | load<u64>(v + vt, SETS), withS = alike | load<u64>(y + ys, SETS);
  return move(y, bit, yt, yn) & withT | move(v, other, vs, vn) & withS;
}
