// What diagonal and polynomial preconditioners need: diagonals, sizes of rows, traces, products in chunk storage.
import { gather2, rowDot } from "./sweep";

/** d_i = 1/a_ii ("jacobi", kind 0) or a_ii/‖row i‖² ("spai0": M diagonal with the smallest ‖I − M·A‖_F; kind 1). 0, or the row + 1 whose diagonal entry is 0. */
export function diagonalOf(n: i32, kind: i32, rowPtr: usize, colIdx: usize, values: usize, d: usize): i32 {
  for (let i = 0; i < n; i++) {
    const at = rowPtr + (<usize>i << 2), end = <usize>load<u32>(at, 4);
    let a = 0.0, square = 0.0;
    for (let k = <usize>load<u32>(at); k < end; k++) {
      const v = load<f64>(values + (k << 3));
      square += v * v;
      if (load<i32>(colIdx + (k << 2)) == i) a = v;
    }
    if (a == 0) return i + 1;
    store<f64>(d + (<usize>i << 3), kind == 0 ? 1 / a : a / square);
  }
  return 0;
}

/** z = d∘r. */
export function multiplyInto(n: i32, d: usize, r: usize, z: usize): void {
  const bytes = <usize>n << 3, whole = bytes & ~15;
  let p: usize = 0;
  while (p < whole) {
    v128.store(z + p, f64x2.mul(v128.load(d + p), v128.load(r + p)));
    p += 16;
  }
  if (p < bytes) store<f64>(z + p, load<f64>(d + p) * load<f64>(r + p));
}

/** Chunks first … last − 1 of y = a·(diag∘x + (L + U)·x) + b·y, all of them places long; y is read even if b is 0. */
export function product8(first: i32, last: i32, bounds: usize, idx: usize, val: usize, diag: usize, a: f64, x: usize, b: f64, y: usize): void {
  const sa = f64x2.splat(a), sb = f64x2.splat(b);
  for (let k = first; k < last; k++) {
    const at = <usize>k << 6, w = bounds + (<usize>k << 3), from = load<u32>(w), end = idx + (<usize>load<u32>(w, 8) << 5);
    let i = idx + (<usize>from << 5), v = val + (<usize>from << 6);
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
    while (i < end) {
      s0 = f64x2.add(s0, f64x2.mul(v128.load(v), gather2(x, i, 0)));
      s1 = f64x2.add(s1, f64x2.mul(v128.load(v, 16), gather2(x, i, 8)));
      s2 = f64x2.add(s2, f64x2.mul(v128.load(v, 32), gather2(x, i, 16)));
      s3 = f64x2.add(s3, f64x2.mul(v128.load(v, 48), gather2(x, i, 24)));
      i += 32;
      v += 64;
    }
    close(at, s0, sa, sb, diag, x, y);
    close(at + 16, s1, sa, sb, diag, x, y);
    close(at + 32, s2, sa, sb, diag, x, y);
    close(at + 48, s3, sa, sb, diag, x, y);
  }
}

// @ts-ignore: decorator
@inline
function close(at: usize, s: v128, a: v128, b: v128, diag: usize, x: usize, y: usize): void {
  const ax = f64x2.mul(a, f64x2.add(s, f64x2.mul(v128.load(diag + at), v128.load(x + at))));
  v128.store(y + at, f64x2.add(ax, f64x2.mul(b, v128.load(y + at))));
}

/** The same, row by row. */
export function product1(first: i32, last: i32, bounds: usize, idx: usize, val: usize, diag: usize, a: f64, x: usize, b: f64, y: usize): void {
  for (let i = first; i < last; i++) {
    const w = bounds + (<usize>i << 3), at = <usize>i << 3, s = rowDot(load<i32>(w), load<i32>(w, 8), idx, val, x) + load<f64>(diag + at) * load<f64>(x + at);
    store<f64>(y + at, a * s + b * load<f64>(y + at));
  }
}

/** d ← β·d + γ·r, z ← z + d. */
export function direct(n: i32, beta: f64, gamma: f64, r: usize, d: usize, z: usize): void {
  for (let p: usize = 0, end = <usize>n << 3; p < end; p += 8) {
    const v = beta * load<f64>(d + p) + gamma * load<f64>(r + p);
    store<f64>(d + p, v);
    store<f64>(z + p, load<f64>(z + p) + v);
  }
}

/** tr B … tr B⁴ of B = scale·A, A symmetric, at out; from B² row by row where degree > 2. ws: n of f64, n of i32 and n of i32. */
export function traces(n: i32, degree: i32, rowPtr: usize, colIdx: usize, values: usize, scale: f64, out: usize, ws: usize): void {
  const w = ws, mark = w + (<usize>n << 3), list = mark + (<usize>n << 2);
  let t1 = 0.0, t2 = 0.0, t3 = 0.0, t4 = 0.0;
  memory.fill(mark, 0xff, <usize>n << 2);
  for (let i = 0; i < n; i++) {
    const begin = <usize>load<u32>(rowPtr + (<usize>i << 2)), end = <usize>load<u32>(rowPtr + (<usize>i << 2), 4);
    let size = 0;
    for (let k = begin; k < end; k++) {
      const j = <usize>load<u32>(colIdx + (k << 2)), v = scale * load<f64>(values + (k << 3));
      t2 += v * v;
      if (<i32>j == i) t1 += v;
      if (degree > 2) for (let m = <usize>load<u32>(rowPtr + (j << 2)), stop = <usize>load<u32>(rowPtr + (j << 2), 4); m < stop; m++) {
        const c = <usize>load<u32>(colIdx + (m << 2)), u = v * scale * load<f64>(values + (m << 3)), at = w + (c << 3);
        if (load<i32>(mark + (c << 2)) == i) { store<f64>(at, load<f64>(at) + u); continue; }
        store<i32>(mark + (c << 2), i);
        store<f64>(at, u);
        store<i32>(list + (<usize>size << 2), <i32>c);
        size++;
      }
    }
    if (degree <= 2) continue;
    for (let k = begin; k < end; k++) {
      const c = <usize>load<u32>(colIdx + (k << 2));
      if (load<i32>(mark + (c << 2)) == i) t3 += scale * load<f64>(values + (k << 3)) * load<f64>(w + (c << 3));
    }
    for (let k = 0; k < size; k++) {
      const v = load<f64>(w + (<usize>load<u32>(list + (<usize>k << 2)) << 3));
      t4 += v * v;
    }
  }
  store<f64>(out, t1);
  store<f64>(out, t2, 8);
  store<f64>(out, t3, 16);
  store<f64>(out, t4, 24);
}

/** What a symmetric matrix looks like: 2 if no entry beside the diagonal is positive and no row sums to less than 0, 1 if those that are positive are at most a twentieth of the others, else 0. */
export function shape(n: i32, rowPtr: usize, colIdx: usize, values: usize): i32 {
  let positive = 0.0, negative = 0.0, dominant = true;
  for (let i = 0; i < n; i++) {
    const at = rowPtr + (<usize>i << 2), end = <usize>load<u32>(at, 4);
    let d = 0.0, rest = 0.0;
    for (let k = <usize>load<u32>(at); k < end; k++) {
      const v = load<f64>(values + (k << 3));
      if (load<i32>(colIdx + (k << 2)) == i) { d = v; continue; }
      rest += v;
      if (v > 0) positive += v; else negative -= v;
    }
    if (d + rest < -1e-13 * d) dominant = false;
  }
  return positive == 0 && dominant ? 2 : positive <= 0.05 * negative ? 1 : negative == 0 ? 3 : 0;
}

/** r ← b − y; returns ‖r‖₂. */
export function subtract(n: i32, b: usize, y: usize, r: usize): f64 {
  let sum = 0.0;
  for (let p: usize = 0, end = <usize>n << 3; p < end; p += 8) {
    const v = load<f64>(b + p) - load<f64>(y + p);
    store<f64>(r + p, v);
    sum += v * v;
  }
  return sqrt(sum);
}
