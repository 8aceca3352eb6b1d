// One step of CG on Â = (I + L)⁻¹·S·A·S·(I + Lᵀ)⁻¹ = (I + Lᵀ)⁻¹ + (I + L)⁻¹·(I + E·(I + Lᵀ)⁻¹), in two sweeps and no product with A. Eisenstat 1981, SIAM J. Sci. Stat. Comput. 2(1).
// L, E = D/D̃ − 2 and the order are those of ldu.ts. Vectors are filled up with zeros to a multiple of 8.
import { gather2, rowDot } from "./sweep";

/** Chunks last − 1 … first: x ← x + α·p, p ← r + β·p, t ← (I + U)⁻¹·p. */
export function backward8(first: i32, last: i32, bounds: usize, idx: usize, val: usize, alpha: f64, beta: f64, x: usize, p: usize, r: usize, t: usize): void {
  const al = f64x2.splat(alpha), be = f64x2.splat(beta);
  for (let c = last - 1; c >= first; c--) {
    const at = <usize>c << 6, px = x + at, pp = p + at, pr = r + at;
    let a = v128.load(pp), b = v128.load(pp, 16), d = v128.load(pp, 32), e = v128.load(pp, 48);
    v128.store(px, f64x2.add(v128.load(px), f64x2.mul(al, a)));
    v128.store(px, f64x2.add(v128.load(px, 16), f64x2.mul(al, b)), 16);
    v128.store(px, f64x2.add(v128.load(px, 32), f64x2.mul(al, d)), 32);
    v128.store(px, f64x2.add(v128.load(px, 48), f64x2.mul(al, e)), 48);
    a = f64x2.add(v128.load(pr), f64x2.mul(be, a));
    b = f64x2.add(v128.load(pr, 16), f64x2.mul(be, b));
    d = f64x2.add(v128.load(pr, 32), f64x2.mul(be, d));
    e = f64x2.add(v128.load(pr, 48), f64x2.mul(be, e));
    v128.store(pp, a);
    v128.store(pp, b, 16);
    v128.store(pp, d, 32);
    v128.store(pp, e, 48);
    const w = bounds + (<usize>c << 3);
    let k = load<u32>(w, 4), i = idx + (<usize>k << 5), v = val + (<usize>k << 6);
    const end = idx + (<usize>load<u32>(w, 8) << 5);
    while (i < end) {
      a = f64x2.sub(a, f64x2.mul(v128.load(v), gather2(t, i, 0)));
      b = f64x2.sub(b, f64x2.mul(v128.load(v, 16), gather2(t, i, 8)));
      d = f64x2.sub(d, f64x2.mul(v128.load(v, 32), gather2(t, i, 16)));
      e = f64x2.sub(e, f64x2.mul(v128.load(v, 48), gather2(t, i, 24)));
      i += 32;
      v += 64;
    }
    const pt = t + at;
    v128.store(pt, a);
    v128.store(pt, b, 16);
    v128.store(pt, d, 32);
    v128.store(pt, e, 48);
  }
}

/** Chunks first … last − 1: h ← (I + L)⁻¹·(p + E·t); returns p·(t + h), p times Â·p. */
export function forward8(first: i32, last: i32, bounds: usize, idx: usize, val: usize, diag: usize, p: usize, t: usize, h: usize): f64 {
  let sum = f64x2.splat(0);
  for (let c = first; c < last; c++) {
    const at = <usize>c << 6, pp = p + at, pt = t + at, pd = diag + at;
    let a = f64x2.add(v128.load(pp), f64x2.mul(v128.load(pd), v128.load(pt)));
    let b = f64x2.add(v128.load(pp, 16), f64x2.mul(v128.load(pd, 16), v128.load(pt, 16)));
    let d = f64x2.add(v128.load(pp, 32), f64x2.mul(v128.load(pd, 32), v128.load(pt, 32)));
    let e = f64x2.add(v128.load(pp, 48), f64x2.mul(v128.load(pd, 48), v128.load(pt, 48)));
    const w = bounds + (<usize>c << 3);
    let k = load<u32>(w), i = idx + (<usize>k << 5), v = val + (<usize>k << 6);
    const end = idx + (<usize>load<u32>(w, 4) << 5);
    while (i < end) {
      a = f64x2.sub(a, f64x2.mul(v128.load(v), gather2(h, i, 0)));
      b = f64x2.sub(b, f64x2.mul(v128.load(v, 16), gather2(h, i, 8)));
      d = f64x2.sub(d, f64x2.mul(v128.load(v, 32), gather2(h, i, 16)));
      e = f64x2.sub(e, f64x2.mul(v128.load(v, 48), gather2(h, i, 24)));
      i += 32;
      v += 64;
    }
    const ph = h + at;
    v128.store(ph, a);
    v128.store(ph, b, 16);
    v128.store(ph, d, 32);
    v128.store(ph, e, 48);
    sum = f64x2.add(sum, f64x2.mul(v128.load(pp), f64x2.add(v128.load(pt), a)));
    sum = f64x2.add(sum, f64x2.mul(v128.load(pp, 16), f64x2.add(v128.load(pt, 16), b)));
    sum = f64x2.add(sum, f64x2.mul(v128.load(pp, 32), f64x2.add(v128.load(pt, 32), d)));
    sum = f64x2.add(sum, f64x2.mul(v128.load(pp, 48), f64x2.add(v128.load(pt, 48), e)));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Rows last − 1 … first, one at a time. */
export function backward1(first: i32, last: i32, bounds: usize, idx: usize, val: usize, alpha: f64, beta: f64, x: usize, p: usize, r: usize, t: usize): void {
  for (let i = last - 1; i >= first; i--) {
    const at = <usize>i << 3, w = bounds + at, old = load<f64>(p + at), v = load<f64>(r + at) + beta * old;
    store<f64>(x + at, load<f64>(x + at) + alpha * old);
    store<f64>(p + at, v);
    store<f64>(t + at, v - rowDot(load<i32>(w, 4), load<i32>(w, 8), idx, val, t));
  }
}

export function forward1(first: i32, last: i32, bounds: usize, idx: usize, val: usize, diag: usize, p: usize, t: usize, h: usize): f64 {
  let sum = 0.0;
  for (let i = first; i < last; i++) {
    const at = <usize>i << 3, w = bounds + at, v = load<f64>(p + at), z = load<f64>(t + at);
    const y = v + load<f64>(diag + at) * z - rowDot(load<i32>(w), load<i32>(w, 4), idx, val, h);
    store<f64>(h + at, y);
    sum += v * (z + y);
  }
  return sum;
}

/** r ← r − α·(t + h) on chunks first … last − 1; returns r·r. */
export function residual(first: i32, last: i32, alpha: f64, t: usize, h: usize, r: usize): f64 {
  const al = f64x2.splat(alpha);
  let s0 = f64x2.splat(0), s1 = f64x2.splat(0);
  for (let at = <usize>first << 6, end = <usize>last << 6; at < end; at += 32) {
    const a = f64x2.sub(v128.load(r + at), f64x2.mul(al, f64x2.add(v128.load(t + at), v128.load(h + at))));
    const b = f64x2.sub(v128.load(r + at, 16), f64x2.mul(al, f64x2.add(v128.load(t + at, 16), v128.load(h + at, 16))));
    v128.store(r + at, a);
    v128.store(r + at, b, 16);
    s0 = f64x2.add(s0, f64x2.mul(a, a));
    s1 = f64x2.add(s1, f64x2.mul(b, b));
  }
  s0 = f64x2.add(s0, s1);
  return f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1);
}

/** ‖S⁻¹·(I + L)·r‖₂: what the residual of the split system is in that of A. */
export function unsplit(places: i32, C: i32, bounds: usize, idx: usize, val: usize, s: usize, r: usize): f64 {
  let sum = 0.0;
  for (let place = 0; place < places; place++) {
    const b = bounds + (<usize>(C == 8 ? place >> 3 : place) << 3), at = <usize>place << 3, end = load<i32>(b, 4) * C;
    let v = load<f64>(r + at);
    for (let k = load<i32>(b) * C + (place & (C - 1)); k < end; k += C) v += load<f64>(val + (<usize>k << 3)) * load<f64>(r + (<usize>load<u32>(idx + (<usize>k << 2)) << 3));
    v /= load<f64>(s + at);
    sum += v * v;
  }
  return sqrt(sum);
}

/** t ← x + α·p, x ← 0: what has been gathered of the answer, and what is on its way. */
export function collect(places: i32, alpha: f64, x: usize, p: usize, t: usize): void {
  for (let at: usize = 0, end = <usize>places << 3; at < end; at += 8) {
    store<f64>(t + at, load<f64>(x + at) + alpha * load<f64>(p + at));
    store<f64>(x + at, 0);
  }
}
