// Inner kernels of the formats that repeated products run on: y ← A·x for slices or block rows from … to − 1, f64.
//
// Contract: x and y do not overlap. Entries that fill a format up are 0 times an element of x, which is wrong if that is not finite: each
// kernel answers 0, or NaN when an element of its y is not finite (or sums of them overflow), and the driver then falls back to compressed rows.
import { int } from "./base";

// @ts-ignore: decorator
@inline
function flag(bad: v128): f64 { return f64x2.extract_lane(bad, 0) + f64x2.extract_lane(bad, 1); }

/** Adds NaN unless v is finite. */
// @ts-ignore: decorator
@inline
function watch(bad: v128, v: v128): v128 { return f64x2.add(bad, f64x2.sub(v, v)); }

// @ts-ignore: decorator
@inline
function step(s: v128, v: v128, x: v128): v128 { return f64x2.add(s, f64x2.mul(v, x)); }

// @ts-ignore: decorator
@inline
function spread(y: usize, rows: usize, s: v128): void {
  store<f64>(y + (<usize>load<i32>(rows) << 3), f64x2.extract_lane(s, 0));
  store<f64>(y + (<usize>load<i32>(rows, 4) << 3), f64x2.extract_lane(s, 1));
}

/** Two elements of x, by the bytes to them. */
// @ts-ignore: decorator
@inline
function pair(x: usize, first: i32, second: i32): v128 { return v128.load64_lane(x + <usize>second, v128.load64_zero(x + <usize>first), 1); }

/** SELL-8 (Kreutzer et al. 2014, SIAM J. Sci. Comput. 36(5)): the entries of eight rows side by side, a column of them as eight offsets from x
 *  in bytes and eight values, so that one stream is read. start counts columns; with `order` row r of the slices is row order[r] of y. */
export function sell_f64_ukr(from: i32, to: i32, start: usize, columns: usize, order: usize, x: usize, y: usize): f64 {
  const none = f64x2.splat(0);
  let bad = none;
  let c = columns + <usize>int(start, from) * 96;
  for (let i = from; i < to; i++) {
    let s0 = none, s1 = none, s2 = none, s3 = none;
    const stop = columns + <usize>int(start, i + 1) * 96;
    while (c < stop) {
      s0 = step(s0, v128.load(c, 32), pair(x, load<i32>(c), load<i32>(c, 4)));
      s1 = step(s1, v128.load(c, 48), pair(x, load<i32>(c, 8), load<i32>(c, 12)));
      s2 = step(s2, v128.load(c, 64), pair(x, load<i32>(c, 16), load<i32>(c, 20)));
      s3 = step(s3, v128.load(c, 80), pair(x, load<i32>(c, 24), load<i32>(c, 28)));
      c += 96;
    }
    bad = watch(bad, f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
    if (order) {
      const r = order + (<usize>i << 5);
      spread(y, r, s0);
      spread(y, r + 8, s1);
      spread(y, r + 16, s2);
      spread(y, r + 24, s3);
    } else {
      const out = y + (<usize>i << 6);
      v128.store(out, s0);
      v128.store(out, s1, 16);
      v128.store(out, s2, 32);
      v128.store(out, s3, 48);
    }
  }
  return flag(bad);
}

/** Diagonals, eight rows at a time: entry (i, i + offset). y starts at the row of slice 0, as x does but for the offsets. */
export function dia_f64_ukr(from: i32, to: i32, offsets: usize, many: i32, values: usize, x: usize, y: usize): f64 {
  const none = f64x2.splat(0), last = offsets + (<usize>many << 2);
  let bad = none;
  let v = values + ((<usize>from * <usize>many) << 6);
  for (let i = from; i < to; i++) {
    let s0 = none, s1 = none, s2 = none, s3 = none;
    const row = x + (<usize>i << 6);
    for (let o = offsets; o < last; o += 4) {
      const at = row + (<usize>load<i32>(o) << 3);
      s0 = step(s0, v128.load(v), v128.load(at));
      s1 = step(s1, v128.load(v, 16), v128.load(at, 16));
      s2 = step(s2, v128.load(v, 32), v128.load(at, 32));
      s3 = step(s3, v128.load(v, 48), v128.load(at, 48));
      v += 64;
    }
    bad = watch(bad, f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
    const out = y + (<usize>i << 6);
    v128.store(out, s0);
    v128.store(out, s1, 16);
    v128.store(out, s2, 32);
    v128.store(out, s3, 48);
  }
  return flag(bad);
}

/** Blocks of 2×2 by columns; idx is the first column of each. */
export function bsr2_f64_ukr(from: i32, to: i32, start: usize, idx: usize, values: usize, x: usize, y: usize): f64 {
  let bad = f64x2.splat(0);
  let k = int(start, from), v = values + (<usize>k << 5);
  for (let i = from; i < to; i++) {
    let s0 = f64x2.splat(0), s1 = s0;
    for (const end = int(start, i + 1); k < end; k++) {
      const at = x + (<usize>int(idx, k) << 3);
      s0 = step(s0, v128.load(v), v128.load64_splat(at));
      s1 = step(s1, v128.load(v, 16), v128.load64_splat(at, 8));
      v += 32;
    }
    s0 = f64x2.add(s0, s1);
    bad = watch(bad, s0);
    v128.store(y + (<usize>i << 4), s0);
  }
  return flag(bad);
}

/** Blocks of 3×3: the first two rows by columns, then the third. */
export function bsr3_f64_ukr(from: i32, to: i32, start: usize, idx: usize, values: usize, x: usize, y: usize): f64 {
  let bad = f64x2.splat(0);
  let k = int(start, from), v = values + <usize>k * 72;
  for (let i = from; i < to; i++) {
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, t = s0, u = 0.0;
    for (const end = int(start, i + 1); k < end; k++) {
      const at = x + (<usize>int(idx, k) << 3);
      s0 = step(s0, v128.load(v), v128.load64_splat(at));
      s1 = step(s1, v128.load(v, 16), v128.load64_splat(at, 8));
      s2 = step(s2, v128.load(v, 32), v128.load64_splat(at, 16));
      t = step(t, v128.load(v, 48), v128.load(at));
      u += load<f64>(v, 64) * load<f64>(at, 16);
      v += 72;
    }
    s0 = f64x2.add(f64x2.add(s0, s1), s2);
    u += f64x2.extract_lane(t, 0) + f64x2.extract_lane(t, 1);
    bad = watch(watch(bad, s0), f64x2.splat(u));
    const out = y + <usize>i * 24;
    v128.store(out, s0);
    store<f64>(out, u, 16);
  }
  return flag(bad);
}
