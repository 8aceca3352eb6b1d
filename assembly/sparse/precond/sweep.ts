// (I + L)·h = r and (I + U)·t = h, in place, on chunks of 8 rows or row by row.

/** Two values of x, at the places of idx. */
// @ts-ignore: decorator
@inline
export function gather2(x: usize, idx: usize, offset: usize): v128 {
  return v128.load64_lane(x + (<usize>load<u32>(idx + offset + 4) << 3), v128.load64_zero(x + (<usize>load<u32>(idx + offset) << 3)), 1);
}

/** x ← x − (slots from … to − 1)·x for the 8 rows at x + 64·c. */
// @ts-ignore: decorator
@inline
function chunk(c: i32, from: i32, to: i32, idx: usize, val: usize, x: usize): void {
  const own = x + (<usize>c << 6);
  let a = v128.load(own), b = v128.load(own, 16), d = v128.load(own, 32), e = v128.load(own, 48);
  let i = idx + (<usize>from << 5), v = val + (<usize>from << 6);
  const end = idx + (<usize>to << 5);
  while (i < end) {
    a = f64x2.sub(a, f64x2.mul(v128.load(v), gather2(x, i, 0)));
    b = f64x2.sub(b, f64x2.mul(v128.load(v, 16), gather2(x, i, 8)));
    d = f64x2.sub(d, f64x2.mul(v128.load(v, 32), gather2(x, i, 16)));
    e = f64x2.sub(e, f64x2.mul(v128.load(v, 48), gather2(x, i, 24)));
    i += 32;
    v += 64;
  }
  v128.store(own, a);
  v128.store(own, b, 16);
  v128.store(own, d, 32);
  v128.store(own, e, 48);
}

/** Chunks first … last − 1, ascending. */
export function lower8(first: i32, last: i32, bounds: usize, idx: usize, val: usize, x: usize): void {
  for (let c = first; c < last; c++) {
    const b = bounds + (<usize>c << 3);
    chunk(c, load<i32>(b), load<i32>(b, 4), idx, val, x);
  }
}

/** Chunks last − 1 … first, descending. */
export function upper8(first: i32, last: i32, bounds: usize, idx: usize, val: usize, x: usize): void {
  for (let c = last - 1; c >= first; c--) {
    const b = bounds + (<usize>c << 3);
    chunk(c, load<i32>(b, 4), load<i32>(b, 8), idx, val, x);
  }
}

/** Entries from … to − 1 times x, in two pairs of sums. */
// @ts-ignore: decorator
@inline
export function rowDot(from: i32, to: i32, idx: usize, val: usize, x: usize): f64 {
  let i = idx + (<usize>from << 2), v = val + (<usize>from << 3);
  const end = idx + (<usize>to << 2);
  let a = f64x2.splat(0), b = f64x2.splat(0);
  while (i + 16 <= end) {
    a = f64x2.add(a, f64x2.mul(v128.load(v), gather2(x, i, 0)));
    b = f64x2.add(b, f64x2.mul(v128.load(v, 16), gather2(x, i, 8)));
    i += 16;
    v += 32;
  }
  a = f64x2.add(a, b);
  let sum = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  while (i < end) {
    sum += load<f64>(v) * load<f64>(x + (<usize>load<u32>(i) << 3));
    i += 4;
    v += 8;
  }
  return sum;
}

export function lower1(first: i32, last: i32, bounds: usize, idx: usize, val: usize, x: usize): void {
  for (let i = first; i < last; i++) {
    const b = bounds + (<usize>i << 3), own = x + (<usize>i << 3);
    store<f64>(own, load<f64>(own) - rowDot(load<i32>(b), load<i32>(b, 4), idx, val, x));
  }
}

export function upper1(first: i32, last: i32, bounds: usize, idx: usize, val: usize, x: usize): void {
  for (let i = last - 1; i >= first; i--) {
    const b = bounds + (<usize>i << 3), own = x + (<usize>i << 3);
    store<f64>(own, load<f64>(own) - rowDot(load<i32>(b, 4), load<i32>(b, 8), idx, val, x));
  }
}

/** to[place] = s[place]·from[perm[place]], 0 where there is no row. */
export function take(places: i32, perm: usize, s: usize, from: usize, to: usize): void {
  for (let p = 0; p < places; p++) {
    const i = load<i32>(perm + (<usize>p << 2)), at = <usize>p << 3;
    store<f64>(to + at, i < 0 ? 0 : load<f64>(s + at) * load<f64>(from + (<usize>i << 3)));
  }
}

/** to[perm[place]] = from[place]. */
export function put(places: i32, perm: usize, from: usize, to: usize): void {
  for (let p = 0; p < places; p++) {
    const i = load<i32>(perm + (<usize>p << 2));
    if (i >= 0) store<f64>(to + (<usize>i << 3), load<f64>(from + (<usize>p << 3)));
  }
}

/** to[perm[place]] += s[place]·from[place]. */
export function putScaled(places: i32, perm: usize, s: usize, from: usize, to: usize): void {
  for (let p = 0; p < places; p++) {
    const i = load<i32>(perm + (<usize>p << 2)), at = <usize>p << 3;
    if (i < 0) continue;
    const there = to + (<usize>i << 3);
    store<f64>(there, load<f64>(there) + load<f64>(s + at) * load<f64>(from + at));
  }
}
