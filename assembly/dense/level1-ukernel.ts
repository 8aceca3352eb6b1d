// Inner loops of the level-1 operations over one block of contiguous elements, four vectors and four chains a turn.
//
// Contract: any block length, any element alignment, scalar tails inside. Each stays an exported function the drivers call once
// per block, so tier-up reaches it in the middle of a long vector and a sum never runs longer than a block in its own type.

/** f32 lanes 2 and 3 moved down, for the second promotion of a vector. */
// @ts-ignore: decorator
@inline
function high(v: v128): v128 {
  return v128.shuffle<i64>(v, v, 1, 1);
}

// @ts-ignore: decorator
@inline
function sum4<T>(a: v128, b: v128, c: v128, d: v128): T {
  const v = v128.add<T>(v128.add<T>(a, b), v128.add<T>(c, d));
  if (sizeof<T>() == 8) return <T>(v128.extract_lane<T>(v, 0) + v128.extract_lane<T>(v, 1));
  return <T>(v128.extract_lane<T>(v, 0) + v128.extract_lane<T>(v, 1) + (v128.extract_lane<T>(v, 2) + v128.extract_lane<T>(v, 3)));
}

// @ts-ignore: decorator
@inline
function dot<T>(n: i32, x: usize, y: usize): T {
  const end = x + <usize>n * sizeof<T>();
  let s0 = v128.splat<T>(<T>0), s1 = s0, s2 = s0, s3 = s0;
  while (x + 64 <= end) {
    s0 = v128.add<T>(s0, v128.mul<T>(v128.load(x), v128.load(y)));
    s1 = v128.add<T>(s1, v128.mul<T>(v128.load(x, 16), v128.load(y, 16)));
    s2 = v128.add<T>(s2, v128.mul<T>(v128.load(x, 32), v128.load(y, 32)));
    s3 = v128.add<T>(s3, v128.mul<T>(v128.load(x, 48), v128.load(y, 48)));
    x += 64; y += 64;
  }
  while (x + 16 <= end) { s0 = v128.add<T>(s0, v128.mul<T>(v128.load(x), v128.load(y))); x += 16; y += 16; }
  let s = sum4<T>(s0, s1, s2, s3);
  while (x < end) { s += load<T>(x) * load<T>(y); x += sizeof<T>(); y += sizeof<T>(); }
  return s;
}

// @ts-ignore: decorator
@inline
function asum<T>(n: i32, x: usize): T {
  const end = x + <usize>n * sizeof<T>();
  let s0 = v128.splat<T>(<T>0), s1 = s0, s2 = s0, s3 = s0;
  while (x + 64 <= end) {
    s0 = v128.add<T>(s0, v128.abs<T>(v128.load(x)));
    s1 = v128.add<T>(s1, v128.abs<T>(v128.load(x, 16)));
    s2 = v128.add<T>(s2, v128.abs<T>(v128.load(x, 32)));
    s3 = v128.add<T>(s3, v128.abs<T>(v128.load(x, 48)));
    x += 64;
  }
  while (x + 16 <= end) { s0 = v128.add<T>(s0, v128.abs<T>(v128.load(x))); x += 16; }
  let s = sum4<T>(s0, s1, s2, s3);
  while (x < end) { s += abs<T>(load<T>(x)); x += sizeof<T>(); }
  return s;
}

/** Largest |x_i|, NaN if there is one: a lane forgets a NaN at its next comparison, so NaNs are gathered in a mask of their own. */
// @ts-ignore: decorator
@inline
function amax<T>(n: i32, x: usize): T {
  const end = x + <usize>n * sizeof<T>();
  let m0 = v128.splat<T>(<T>0), m1 = m0, nan0 = m0, nan1 = m0;
  while (x + 32 <= end) {
    const a = v128.abs<T>(v128.load(x)), b = v128.abs<T>(v128.load(x, 16));
    m0 = v128.pmax<T>(m0, a); nan0 = v128.or(nan0, v128.ne<T>(a, a));
    m1 = v128.pmax<T>(m1, b); nan1 = v128.or(nan1, v128.ne<T>(b, b));
    x += 32;
  }
  if (v128.any_true(v128.or(nan0, nan1))) return <T>NaN;
  m0 = v128.pmax<T>(m0, m1);
  let m = <T>max<T>(v128.extract_lane<T>(m0, 0), v128.extract_lane<T>(m0, 1));
  if (sizeof<T>() == 4) m = <T>max<T>(m, <T>max<T>(v128.extract_lane<T>(m0, 2), v128.extract_lane<T>(m0, 3)));
  while (x < end) { m = <T>max<T>(m, abs<T>(load<T>(x))); x += sizeof<T>(); }
  return m;
}

/** Index of the first |x_i| that is best or NaN; n if there is none. */
// @ts-ignore: decorator
@inline
function find<T>(n: i32, best: T, x: usize): i32 {
  const start = x, end = x + <usize>n * sizeof<T>();
  const b = v128.splat<T>(best);
  while (x + 16 <= end) {
    const a = v128.abs<T>(v128.load(x));
    const hit = v128.or(v128.eq<T>(a, b), v128.ne<T>(a, a));
    const hits = sizeof<T>() == 4 ? i32x4.bitmask(hit) : i64x2.bitmask(hit);
    if (hits) return <i32>((x - start) / sizeof<T>()) + ctz(hits);
    x += 16;
  }
  while (x < end) {
    const a = abs<T>(load<T>(x));
    if (a == best || a != a) break;
    x += sizeof<T>();
  }
  return <i32>((x - start) / sizeof<T>());
}

// @ts-ignore: decorator
@inline
function axpy<T>(n: i32, alpha: T, x: usize, y: usize): void {
  const end = x + <usize>n * sizeof<T>();
  const a = v128.splat<T>(alpha);
  while (x + 64 <= end) {
    const y0 = v128.add<T>(v128.load(y), v128.mul<T>(a, v128.load(x)));
    const y1 = v128.add<T>(v128.load(y, 16), v128.mul<T>(a, v128.load(x, 16)));
    const y2 = v128.add<T>(v128.load(y, 32), v128.mul<T>(a, v128.load(x, 32)));
    const y3 = v128.add<T>(v128.load(y, 48), v128.mul<T>(a, v128.load(x, 48)));
    v128.store(y, y0); v128.store(y, y1, 16); v128.store(y, y2, 32); v128.store(y, y3, 48);
    x += 64; y += 64;
  }
  while (x < end) { store<T>(y, <T>(load<T>(y) + alpha * load<T>(x))); x += sizeof<T>(); y += sizeof<T>(); }
}

// @ts-ignore: decorator
@inline
function scale<T>(n: i32, alpha: T, x: usize): void {
  const end = x + <usize>n * sizeof<T>();
  const a = v128.splat<T>(alpha);
  while (x + 64 <= end) {
    const x0 = v128.mul<T>(a, v128.load(x)), x1 = v128.mul<T>(a, v128.load(x, 16));
    const x2 = v128.mul<T>(a, v128.load(x, 32)), x3 = v128.mul<T>(a, v128.load(x, 48));
    v128.store(x, x0); v128.store(x, x1, 16); v128.store(x, x2, 32); v128.store(x, x3, 48);
    x += 64;
  }
  while (x < end) { store<T>(x, <T>(alpha * load<T>(x))); x += sizeof<T>(); }
}

export function dot_f32_ukr(n: i32, x: usize, y: usize): f32 { return dot<f32>(n, x, y); }
export function dot_f64_ukr(n: i32, x: usize, y: usize): f64 { return dot<f64>(n, x, y); }
export function asum_f32_ukr(n: i32, x: usize): f32 { return asum<f32>(n, x); }
export function asum_f64_ukr(n: i32, x: usize): f64 { return asum<f64>(n, x); }
export function amax_f32_ukr(n: i32, x: usize): f32 { return amax<f32>(n, x); }
export function amax_f64_ukr(n: i32, x: usize): f64 { return amax<f64>(n, x); }
export function find_f32_ukr(n: i32, best: f32, x: usize): i32 { return find<f32>(n, best, x); }
export function find_f64_ukr(n: i32, best: f64, x: usize): i32 { return find<f64>(n, best, x); }
export function axpy_f32_ukr(n: i32, alpha: f32, x: usize, y: usize): void { axpy<f32>(n, alpha, x, y); }
export function axpy_f64_ukr(n: i32, alpha: f64, x: usize, y: usize): void { axpy<f64>(n, alpha, x, y); }
export function scale_f32_ukr(n: i32, alpha: f32, x: usize): void { scale<f32>(n, alpha, x); }
export function scale_f64_ukr(n: i32, alpha: f64, x: usize): void { scale<f64>(n, alpha, x); }

/** Σ x² in f64: every f32 square is exact there and 2³¹ of them stay far below overflow and above underflow. */
export function sumsq_f32_ukr(n: i32, x: usize): f64 {
  const end = x + <usize>n * 4;
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  while (x + 32 <= end) {
    const a = v128.load(x), b = v128.load(x, 16);
    const a0 = f64x2.promote_low_f32x4(a), a1 = f64x2.promote_low_f32x4(high(a));
    const b0 = f64x2.promote_low_f32x4(b), b1 = f64x2.promote_low_f32x4(high(b));
    s0 = f64x2.add(s0, f64x2.mul(a0, a0));
    s1 = f64x2.add(s1, f64x2.mul(a1, a1));
    s2 = f64x2.add(s2, f64x2.mul(b0, b0));
    s3 = f64x2.add(s3, f64x2.mul(b1, b1));
    x += 32;
  }
  let s = sum4<f64>(s0, s1, s2, s3);
  while (x < end) { const a = <f64>load<f32>(x); s += a * a; x += 4; }
  return s;
}

/** Σ (scale·x)². */
export function sumsq_f64_ukr(n: i32, scale: f64, x: usize): f64 {
  const end = x + <usize>n * 8;
  const a = f64x2.splat(scale);
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  while (x + 64 <= end) {
    const x0 = f64x2.mul(a, v128.load(x)), x1 = f64x2.mul(a, v128.load(x, 16));
    const x2 = f64x2.mul(a, v128.load(x, 32)), x3 = f64x2.mul(a, v128.load(x, 48));
    s0 = f64x2.add(s0, f64x2.mul(x0, x0));
    s1 = f64x2.add(s1, f64x2.mul(x1, x1));
    s2 = f64x2.add(s2, f64x2.mul(x2, x2));
    s3 = f64x2.add(s3, f64x2.mul(x3, x3));
    x += 64;
  }
  let s = sum4<f64>(s0, s1, s2, s3);
  while (x < end) { const t = scale * load<f64>(x); s += t * t; x += 8; }
  return s;
}
