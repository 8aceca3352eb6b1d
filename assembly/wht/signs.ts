// Random signs: ±1 for element e of a stream, from its key and e alone, so f32 and f64 data meet the same signs and nothing is stored.
//
// A block of 128 elements takes two 64-bit words = four u32 lanes; element e of it takes bit 31 − (e >> 2) of lane e & 3. A vector
// of f32 so finds its signs on top of the lanes, and one shift by 1 brings up those of the next vector. A set bit means −1.
import { random64 } from "../core/rng";

/** Elements that share two words of random bits. */
const BLOCK: i32 = 128;

/** The key of a stream from its halves: exports have no i64. */
// @ts-ignore: decorator
@inline
export function joined(low: u32, high: u32): u64 {
  return (<u64>high << 32) | low;
}

/** Bit 31: the sign of element e. */
// @ts-ignore: decorator
@inline
export function signOf(key: u64, e: i32): u32 {
  const word = random64(key, (<u64>(e >> 7) << 1) | (<u64>(e >> 1) & 1));
  return <u32>((e & 1 ? word >> 32 : word) << ((e >> 2) & 31)) & 0x80000000;
}

/** The vector at x, and with `four` those one, two and three steps on. */
// @ts-ignore: decorator
@inline
function flipVector(x: usize, step: usize, four: bool, signs: v128): void {
  v128.store(x, v128.xor(v128.load(x), signs));
  if (!four) return;
  v128.store(x + step, v128.xor(v128.load(x + step), signs));
  v128.store(x + 2 * step, v128.xor(v128.load(x + 2 * step), signs));
  v128.store(x + 3 * step, v128.xor(v128.load(x + 3 * step), signs));
}

// @ts-ignore: decorator
@inline
function flipOne<T>(x: usize, step: usize, four: bool, bits: u32): void {
  let top = x + sizeof<T>() - 4;
  for (let rows = four ? 4 : 1; rows > 0; rows--) {
    store<u32>(top, load<u32>(top) ^ (bits & 0x80000000));
    top += step;
  }
}

/** x_e ← ±x_e for e < n, in one row or in four, `step` bytes apart. An xor, so NaN and −0 pass. */
// @ts-ignore: decorator
@inline
function flip<T>(n: i32, x: usize, step: usize, four: bool, key: u64): void {
  const end = x + <usize>n * sizeof<T>(), zero = i64x2.splat(0);
  let counter: u64 = 0;
  while (x < end) {
    const stop = min(end, x + <usize>BLOCK * sizeof<T>());
    let v = i64x2.replace_lane(i64x2.splat(<i64>random64(key, counter)), 1, <i64>random64(key, counter + 1));
    counter += 2;
    if (sizeof<T>() == 4) {
      const top = i32x4.splat(<i32>0x80000000);
      while (x + 16 <= stop) {
        flipVector(x, step, four, v128.and(v, top));
        v = i32x4.shl(v, 1);
        x += 16;
      }
    } else {
      const top = i64x2.splat(0x8000000000000000);
      while (x + 32 <= stop) {
        flipVector(x, step, four, v128.and(v128.shuffle<i32>(zero, v, 0, 4, 0, 5), top));
        flipVector(x + 16, step, four, v128.and(v128.shuffle<i32>(zero, v, 0, 6, 0, 7), top));
        v = i32x4.shl(v, 1);
        x += 32;
      }
    }
    if (x < stop) { flipOne<T>(x, step, four, i32x4.extract_lane(v, 0)); x += sizeof<T>(); }
    if (x < stop) { flipOne<T>(x, step, four, i32x4.extract_lane(v, 1)); x += sizeof<T>(); }
    if (x < stop) { flipOne<T>(x, step, four, i32x4.extract_lane(v, 2)); x += sizeof<T>(); }
  }
}

export function flip_f32_ukr(n: i32, x: usize, low: u32, high: u32): void { flip<f32>(n, x, 4, false, joined(low, high)); }
export function flip_f64_ukr(n: i32, x: usize, low: u32, high: u32): void { flip<f64>(n, x, 8, false, joined(low, high)); }
export function flip_f32_ukr4(n: i32, x: usize, step: usize, low: u32, high: u32): void { flip<f32>(n, x, step, true, joined(low, high)); }
export function flip_f64_ukr4(n: i32, x: usize, step: usize, low: u32, high: u32): void { flip<f64>(n, x, step, true, joined(low, high)); }

/** The signs of n elements, the same for every one of m rows: by fours, which share the drawing. */
export function flipRows<T>(m: i32, n: i32, x: usize, ldx: i32, key: u64): void {
  const step = <usize>ldx * sizeof<T>(), low = <u32>key, high = <u32>(key >> 32);
  for (; m >= 4; m -= 4) {
    if (sizeof<T>() == 4) flip_f32_ukr4(n, x, step, low, high);
    else flip_f64_ukr4(n, x, step, low, high);
    x += 4 * step;
  }
  for (; m > 0; m--) {
    if (sizeof<T>() == 4) flip_f32_ukr(n, x, low, high);
    else flip_f64_ukr(n, x, low, high);
    x += step;
  }
}
