// Tables of the sums of every choice of four elements: a bit of the other operand for each of the four is then one look-up for all its weight (T-MAC: Wei et al. 2025, EuroSys, §3).
//
// Elements have at most four bits, −8..7 once the bias is off: then four of their sums fit a byte. Eight bits in two digits would double the work, and the gain be gone.

/** Lanes that share a look-up. */
export const LANES: i32 = 4;

/** Bytes of the tables of four lanes for eight k. */
const STEP: usize = 128;

/** The sums of the choices of the four elements in each word of x: those whose bits are set in the number of the lane. */
// @ts-ignore: decorator
@inline
function sums(x: v128): v128 {
  const s0 = i8x16.swizzle(x, i8x16(-1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0)), s1 = i8x16.swizzle(x, i8x16(-1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 1, 1));
  const s2 = i8x16.swizzle(x, i8x16(-1, -1, -1, -1, 2, 2, 2, 2, -1, -1, -1, -1, 2, 2, 2, 2)), s3 = i8x16.swizzle(x, i8x16(-1, -1, -1, -1, -1, -1, -1, -1, 3, 3, 3, 3, 3, 3, 3, 3));
  return i8x16.add(i8x16.add(s0, s1), i8x16.add(s2, s3));
}

/** Up to four elements of up to four lanes, a word of each: 0 where there are none. Leaves them at `to`. */
function edge(lanes: i32, count: i32, p: usize, lane: usize, step: usize, to: usize): v128 {
  v128.store(to, i64x2.splat(0));
  for (let r = 0; r < lanes; r++) for (let i = 0; i < count; i++) store<u8>(to + <usize>(4 * r + i), load<u8>(p + <usize>r * lane + <usize>i * step));
  return v128.load(to);
}

/** Tables of up to four lanes `lane` bytes apart, elements `step` bytes apart, one of them 1; `bytes` eights of k. Where no element is, anything: no bit asks for it. */
export function makeTables(lanes: i32, k: i32, bytes: i32, x: usize, lane: usize, step: usize, bias: i32, dst: usize): void {
  const end = dst + <usize>bytes * STEP, less = i8x16.splat(<i8>bias), apart = step == 1 ? lane : step;
  while (dst < end) {
    let v: v128;
    if (k < 4 || lanes < LANES) v = edge(lanes, min(k, 4), x, lane, step, dst);
    else {
      v = v128.load32_lane(x + 3 * apart, v128.load32_lane(x + 2 * apart, v128.load32_lane(x + apart, v128.load32_zero(x), 1), 2), 3);
      if (step != 1) v = i8x16.shuffle(v, v, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    }
    v = i8x16.sub(v, less);
    v128.store(dst, sums(v));
    v128.store(dst, sums(i32x4.shuffle(v, v, 1, 1, 1, 1)), 16);
    v128.store(dst, sums(i32x4.shuffle(v, v, 2, 2, 2, 2)), 32);
    v128.store(dst, sums(i32x4.shuffle(v, v, 3, 3, 3, 3)), 48);
    x += 4 * step;
    k -= 4;
    dst += 64;
  }
}
