// Conjugate gradients in three passes over vectors of its own: q = A·d with d·q; r −= α·q with r·r and r·W·r for a diagonal W; x += α·d and
// d = W·r + β·d. W·r is never stored, and the update of x waits for the pass that reads d anyway. Lengths are multiples of eight.
import { add, total } from "./sums";

/** Elements, or rows of long rows, per kernel call. */
const BLOCK: i32 = 2048;
const CHUNKS: i32 = 128;
const ROWS: i32 = 64;

// @ts-ignore: decorator
@inline
function pair(at: usize): v128 {
  return v128.load_lane<f64>(load<u32>(at, 4), v128.load_zero<f64>(load<u32>(at)), 1);
}

/** q ← A·d for whole chunks; d·q comes back. */
export function lean_sell_f64_ukr(count: i32, starts: usize, at: usize, entries: usize, diagonal: usize, d: usize, q: usize): f64 {
  const last = starts + (<usize>count << 2);
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  let end = at + (<usize>load<i32>(starts) << 5), v = entries + (<usize>load<i32>(starts) << 6);
  let p = end;
  while (starts < last) {
    end = at + (<usize>load<i32>(starts, 4) << 5);
    const d0 = v128.load(d), d1 = v128.load(d, 16), d2 = v128.load(d, 32), d3 = v128.load(d, 48);
    let q0 = f64x2.mul(d0, v128.load(diagonal)), q1 = f64x2.mul(d1, v128.load(diagonal, 16)), q2 = f64x2.mul(d2, v128.load(diagonal, 32)), q3 = f64x2.mul(d3, v128.load(diagonal, 48));
    while (p < end) {
      q0 = f64x2.add(q0, f64x2.mul(v128.load(v), pair(p)));
      q1 = f64x2.add(q1, f64x2.mul(v128.load(v, 16), pair(p + 8)));
      q2 = f64x2.add(q2, f64x2.mul(v128.load(v, 32), pair(p + 16)));
      q3 = f64x2.add(q3, f64x2.mul(v128.load(v, 48), pair(p + 24)));
      p += 32; v += 64;
    }
    v128.store(q, q0); v128.store(q, q1, 16); v128.store(q, q2, 32); v128.store(q, q3, 48);
    s0 = f64x2.add(s0, f64x2.mul(q0, v128.load(d)));
    s1 = f64x2.add(s1, f64x2.mul(q1, v128.load(d, 16)));
    s2 = f64x2.add(s2, f64x2.mul(q2, v128.load(d, 32)));
    s3 = f64x2.add(s3, f64x2.mul(q3, v128.load(d, 48)));
    d += 64; q += 64; diagonal += 64; starts += 4;
  }
  return total(s0, s1, s2, s3);
}

// @ts-ignore: decorator
@inline
function gather(d: usize, c: usize): v128 {
  return v128.load_lane<f64>(d + (<usize>load<i32>(c, 4) << 3), v128.load_zero<f64>(d + (<usize>load<i32>(c) << 3)), 1);
}

/** q ← A·d for long rows as they are stored; d·q comes back. `mine` is where d and q have the first of the rows. */
export function lean_rows_f64_ukr(rows: i32, rowPtr: usize, colIdx: usize, values: usize, d: usize, mine: usize, q: usize): f64 {
  const last = rowPtr + (<usize>rows << 2);
  let sum = 0.0, k = load<i32>(rowPtr), c = colIdx + (<usize>k << 2), v = values + (<usize>k << 3);
  while (rowPtr < last) {
    const end = colIdx + (<usize>load<i32>(rowPtr, 4) << 2);
    let s0 = f64x2.splat(0), s1 = s0;
    while (c + 16 <= end) {
      s0 = f64x2.add(s0, f64x2.mul(v128.load(v), gather(d, c)));
      s1 = f64x2.add(s1, f64x2.mul(v128.load(v, 16), gather(d, c + 8)));
      c += 16; v += 32;
    }
    const zero = f64x2.splat(0);
    let s = total(s0, s1, zero, zero);
    while (c < end) { s += load<f64>(v) * load<f64>(d + (<usize>load<i32>(c) << 3)); c += 4; v += 8; }
    store<f64>(q, s);
    sum += s * load<f64>(mine);
    rowPtr += 4; q += 8; mine += 8;
  }
  return sum;
}

/** r ← r − α·q; r·r and r·W·r are added to out. */
export function lean_residual_f64_ukr(n: i32, alpha: f64, q: usize, r: usize, w: usize, out: usize): void {
  const end = q + (<usize>n << 3), a = f64x2.splat(alpha);
  let s0 = f64x2.splat(0), s1 = s0, t0 = s0, t1 = s0;
  while (q < end) {
    const r0 = f64x2.sub(v128.load(r), f64x2.mul(a, v128.load(q))), r1 = f64x2.sub(v128.load(r, 16), f64x2.mul(a, v128.load(q, 16)));
    v128.store(r, r0); v128.store(r, r1, 16);
    const u0 = f64x2.mul(r0, r0), u1 = f64x2.mul(r1, r1);
    s0 = f64x2.add(s0, u0);
    s1 = f64x2.add(s1, u1);
    t0 = f64x2.add(t0, f64x2.mul(u0, v128.load(w)));
    t1 = f64x2.add(t1, f64x2.mul(u1, v128.load(w, 16)));
    q += 32; r += 32; w += 32;
  }
  const zero = f64x2.splat(0);
  add(out, 0, total(s0, s1, zero, zero));
  add(out, 1, total(t0, t1, zero, zero));
}

/** x ← x + α·d, then d ← W·r + β·d. */
export function lean_step_f64_ukr(n: i32, alpha: f64, x: usize, beta: f64, d: usize, w: usize, r: usize): void {
  const end = x + (<usize>n << 3), a = f64x2.splat(alpha), b = f64x2.splat(beta);
  while (x < end) {
    const d0 = v128.load(d), d1 = v128.load(d, 16);
    v128.store(x, f64x2.add(v128.load(x), f64x2.mul(a, d0)));
    v128.store(x, f64x2.add(v128.load(x, 16), f64x2.mul(a, d1)), 16);
    v128.store(d, f64x2.add(f64x2.mul(v128.load(w), v128.load(r)), f64x2.mul(b, d0)));
    v128.store(d, f64x2.add(f64x2.mul(v128.load(w, 16), v128.load(r, 16)), f64x2.mul(b, d1)), 16);
    x += 32; d += 32; w += 32; r += 32;
  }
}

export function sell(chunks: i32, starts: usize, at: usize, entries: usize, diagonal: usize, d: usize, q: usize): f64 {
  let s = 0.0;
  for (; chunks > 0; chunks -= CHUNKS) {
    s += lean_sell_f64_ukr(min(chunks, CHUNKS), starts, at, entries, diagonal, d, q);
    starts += <usize>CHUNKS << 2; diagonal += <usize>CHUNKS << 6; d += <usize>CHUNKS << 6; q += <usize>CHUNKS << 6;
  }
  return s;
}

export function rows(n: i32, rowPtr: usize, colIdx: usize, values: usize, d: usize, q: usize): f64 {
  let s = 0.0, mine = d;
  for (; n > 0; n -= ROWS) {
    s += lean_rows_f64_ukr(min(n, ROWS), rowPtr, colIdx, values, d, mine, q);
    rowPtr += <usize>ROWS << 2; mine += <usize>ROWS << 3; q += <usize>ROWS << 3;
  }
  return s;
}

export function residual(n: i32, alpha: f64, q: usize, r: usize, w: usize, out: usize): void {
  memory.fill(out, 0, 16);
  for (; n > 0; n -= BLOCK) {
    lean_residual_f64_ukr(min(n, BLOCK), alpha, q, r, w, out);
    q += <usize>BLOCK << 3; r += <usize>BLOCK << 3; w += <usize>BLOCK << 3;
  }
}

export function step(n: i32, alpha: f64, x: usize, beta: f64, d: usize, w: usize, r: usize): void {
  for (; n > 0; n -= BLOCK) {
    lean_step_f64_ukr(min(n, BLOCK), alpha, x, beta, d, w, r);
    x += <usize>BLOCK << 3; d += <usize>BLOCK << 3; w += <usize>BLOCK << 3; r += <usize>BLOCK << 3;
  }
}

/** W: the diagonal inverted in place, or ones; 1 + the first place where that has no sense for a positive definite matrix comes back. */
export function weigh(n: i32, jacobi: bool, diagonal: usize, w: usize): i32 {
  let bad = 0;
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 3, v = load<f64>(diagonal + at);
    if (!(v > 0) && bad == 0) bad = i + 1;
    store<f64>(w + at, jacobi ? 1 / v : 1);
  }
  return bad;
}

/** Places from rows, or rows from places. */
export function toPlaces(n: i32, order: usize, x: usize, y: usize): void {
  for (let i = 0; i < n; i++) store<f64>(y + (<usize>i << 3), load<f64>(x + (<usize>load<i32>(order + (<usize>i << 2)) << 3)));
}
export function toRows(n: i32, order: usize, y: usize, x: usize): void {
  for (let i = 0; i < n; i++) store<f64>(x + (<usize>load<i32>(order + (<usize>i << 2)) << 3), load<f64>(y + (<usize>i << 3)));
}
