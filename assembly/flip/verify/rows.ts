// Inner loops of the check of Brent equations: the equations of one pair of entries (a, b), 128 entries c of C at a time.
//
// Contract: `from` … `end` lists terms, 4 bytes each: twice the number of the term, plus 1 where it is subtracted. A term takes 32·blocks bytes of w,
// aligned to 16: the mask of its coefficients +1, then that of its coefficients −1, bits past the last entry 0. Each returns how many sums are not 0.
// Exported, and called once a pair, so that tier-up reaches them.

// @ts-ignore: decorator
@inline
function ones(x: v128): i32 {
  return <i32>(popcnt<u64>(v128.extract_lane<u64>(x, 0)) + popcnt<u64>(v128.extract_lane<u64>(x, 1)));
}

/** Modulo 2: exclusive or. */
export function verify_z2_ukr(blocks: i32, from: usize, end: usize, w: usize): i32 {
  const half = <usize>blocks * 16;
  let failed = 0;
  for (let at: usize = 0; at < half; at += 16) {
    let sum = i32x4.splat(0), p = from;
    while (p < end) {
      sum = v128.xor(sum, v128.load(w + <usize>(load<u32>(p) >> 1) * 2 * half + at));
      p += 4;
    }
    failed += ones(sum);
  }
  return failed;
}

/** Modulo 3: 1 is kept as (1, 0), 2 as (0, 1), and a sum takes seven operations. */
export function verify_z3_ukr(blocks: i32, from: usize, end: usize, w: usize): i32 {
  const half = <usize>blocks * 16;
  let failed = 0;
  for (let at: usize = 0; at < half; at += 16) {
    let low = i32x4.splat(0), high = i32x4.splat(0), p = from;
    while (p < end) {
      const code = load<u32>(p), term = w + <usize>(code >> 1) * 2 * half + at, swap = (code & 1) != 0 ? half : 0;
      const x = v128.load(term + swap), y = v128.load(term + half - swap);
      const t = v128.xor(v128.or(low, y), v128.or(high, x)), next = v128.xor(v128.or(high, y), t);
      high = v128.xor(v128.or(low, x), t);
      low = next;
      p += 4;
    }
    failed += ones(v128.or(low, high));
  }
  return failed;
}

/** One more in every counter that has its bit set; bit k of the counters is the k-th vector. */
// @ts-ignore: decorator
@inline
function count(planes: usize, carry: v128): void {
  while (v128.any_true(carry)) {
    const old = v128.load(planes);
    v128.store(planes, v128.xor(old, carry));
    carry = v128.and(old, carry);
    planes += 16;
  }
}

/** Over the integers: the terms that add and those that subtract are counted apart, bit by bit, and must be as many. `planes` has 32 bytes for every
 *  bit of the number of terms. */
export function verify_zt_ukr(blocks: i32, from: usize, end: usize, w: usize, planes: usize): i32 {
  const half = <usize>blocks * 16, depth = <usize>(32 - clz<u32>(<u32>(end - from) >> 2)) * 16;
  let failed = 0;
  for (let at: usize = 0; at < half; at += 16) {
    for (let k: usize = 0; k < 2 * depth; k += 16) v128.store(planes + k, i32x4.splat(0));
    let p = from;
    while (p < end) {
      const code = load<u32>(p), term = w + <usize>(code >> 1) * 2 * half + at, swap = (code & 1) != 0 ? half : 0;
      count(planes, v128.load(term + swap));
      count(planes + depth, v128.load(term + half - swap));
      p += 4;
    }
    let wrong = i32x4.splat(0);
    for (let k: usize = 0; k < depth; k += 16) wrong = v128.or(wrong, v128.xor(v128.load(planes + k), v128.load(planes + depth + k)));
    failed += ones(wrong);
  }
  return failed;
}
