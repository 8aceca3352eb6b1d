// Conjugate gradients for several right-hand sides: blocks of vectors in row-major order, `ld` elements from row to row, and columns in tiles. The
// product reads the matrix once for all columns of a tile.

/** Rows per kernel call. */
const BLOCK: i32 = 64;

// @ts-ignore: decorator
@inline
function add2(out: usize, s: v128): void { v128.store(out, f64x2.add(v128.load(out), s)); }

/** Q ← A·D for eight columns; D_j·Q_j are added to out. */
export function many_product_f64_ukr8(rows: i32, rowPtr: usize, colIdx: usize, values: usize, d: usize, mine: usize, step: usize, q: usize, out: usize): void {
  const last = rowPtr + (<usize>rows << 2), k = <usize>load<i32>(rowPtr);
  let c = colIdx + (k << 2), v = values + (k << 3);
  let t0 = f64x2.splat(0), t1 = t0, t2 = t0, t3 = t0;
  while (rowPtr < last) {
    const end = colIdx + (<usize>load<i32>(rowPtr, 4) << 2);
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
    while (c < end) {
      const a = v128.load64_splat(v), at = d + <usize>load<i32>(c) * step;
      s0 = f64x2.add(s0, f64x2.mul(a, v128.load(at)));
      s1 = f64x2.add(s1, f64x2.mul(a, v128.load(at, 16)));
      s2 = f64x2.add(s2, f64x2.mul(a, v128.load(at, 32)));
      s3 = f64x2.add(s3, f64x2.mul(a, v128.load(at, 48)));
      c += 4; v += 8;
    }
    v128.store(q, s0); v128.store(q, s1, 16); v128.store(q, s2, 32); v128.store(q, s3, 48);
    t0 = f64x2.add(t0, f64x2.mul(s0, v128.load(mine)));
    t1 = f64x2.add(t1, f64x2.mul(s1, v128.load(mine, 16)));
    t2 = f64x2.add(t2, f64x2.mul(s2, v128.load(mine, 32)));
    t3 = f64x2.add(t3, f64x2.mul(s3, v128.load(mine, 48)));
    rowPtr += 4; mine += step; q += step;
  }
  add2(out, t0); add2(out + 16, t1); add2(out + 32, t2); add2(out + 48, t3);
}

/** The same for four columns. */
export function many_product_f64_ukr4(rows: i32, rowPtr: usize, colIdx: usize, values: usize, d: usize, mine: usize, step: usize, q: usize, out: usize): void {
  const last = rowPtr + (<usize>rows << 2), k = <usize>load<i32>(rowPtr);
  let c = colIdx + (k << 2), v = values + (k << 3);
  let t0 = f64x2.splat(0), t1 = t0;
  while (rowPtr < last) {
    const end = colIdx + (<usize>load<i32>(rowPtr, 4) << 2);
    let s0 = f64x2.splat(0), s1 = s0;
    while (c < end) {
      const a = v128.load64_splat(v), at = d + <usize>load<i32>(c) * step;
      s0 = f64x2.add(s0, f64x2.mul(a, v128.load(at)));
      s1 = f64x2.add(s1, f64x2.mul(a, v128.load(at, 16)));
      c += 4; v += 8;
    }
    v128.store(q, s0); v128.store(q, s1, 16);
    t0 = f64x2.add(t0, f64x2.mul(s0, v128.load(mine)));
    t1 = f64x2.add(t1, f64x2.mul(s1, v128.load(mine, 16)));
    rowPtr += 4; mine += step; q += step;
  }
  add2(out, t0); add2(out + 16, t1);
}

/** R_j ← R_j − α_j·Q_j for four columns; R_j·R_j are added to `squares`, R_j·W·R_j to `weighed`. */
export function many_residual_f64_ukr(n: i32, step: usize, alpha: usize, q: usize, r: usize, w: usize, squares: usize, weighed: usize): void {
  const end = w + (<usize>n << 3), a0 = v128.load(alpha), a1 = v128.load(alpha, 16);
  let s0 = f64x2.splat(0), s1 = s0, t0 = s0, t1 = s0;
  while (w < end) {
    const r0 = f64x2.sub(v128.load(r), f64x2.mul(a0, v128.load(q))), r1 = f64x2.sub(v128.load(r, 16), f64x2.mul(a1, v128.load(q, 16)));
    const u0 = f64x2.mul(r0, r0), u1 = f64x2.mul(r1, r1), weight = v128.load64_splat(w);
    v128.store(r, r0); v128.store(r, r1, 16);
    s0 = f64x2.add(s0, u0); t0 = f64x2.add(t0, f64x2.mul(u0, weight));
    s1 = f64x2.add(s1, u1); t1 = f64x2.add(t1, f64x2.mul(u1, weight));
    q += step; r += step; w += 8;
  }
  add2(squares, s0); add2(squares + 16, s1);
  add2(weighed, t0); add2(weighed + 16, t1);
}

/** X_j ← X_j + α_j·D_j, then D_j ← W·Z_j + β_j·D_j for four columns. */
export function many_step_f64_ukr(n: i32, step: usize, alpha: usize, x: usize, beta: usize, d: usize, w: usize, z: usize): void {
  const end = w + (<usize>n << 3), a0 = v128.load(alpha), a1 = v128.load(alpha, 16), b0 = v128.load(beta), b1 = v128.load(beta, 16);
  while (w < end) {
    const d0 = v128.load(d), d1 = v128.load(d, 16), weight = v128.load64_splat(w);
    v128.store(x, f64x2.add(v128.load(x), f64x2.mul(a0, d0)));
    v128.store(x, f64x2.add(v128.load(x, 16), f64x2.mul(a1, d1)), 16);
    v128.store(d, f64x2.add(f64x2.mul(weight, v128.load(z)), f64x2.mul(b0, d0)));
    v128.store(d, f64x2.add(f64x2.mul(weight, v128.load(z, 16)), f64x2.mul(b1, d1)), 16);
    x += step; d += step; z += step; w += 8;
  }
}

/** X_j·Y_j for four columns are added to out. */
export function many_dots_f64_ukr(n: i32, step: usize, x: usize, y: usize, out: usize): void {
  let s0 = f64x2.splat(0), s1 = s0;
  for (; n > 0; n--) {
    s0 = f64x2.add(s0, f64x2.mul(v128.load(x), v128.load(y)));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(x, 16), v128.load(y, 16)));
    x += step; y += step;
  }
  add2(out, s0); add2(out + 16, s1);
}

export function product(n: i32, rowPtr: usize, colIdx: usize, values: usize, k: i32, d: usize, ld: i32, q: usize, out: usize): void {
  const step = <usize>ld << 3, width = <usize>k << 3;
  memory.fill(out, 0, width);
  for (let i = 0; i < n; i += BLOCK) {
    const count = min(BLOCK, n - i), at = <usize>i * step, p = rowPtr + (<usize>i << 2);
    let j: usize = 0;
    for (; j + 64 <= width; j += 64) many_product_f64_ukr8(count, p, colIdx, values, d + j, d + j + at, step, q + j + at, out + j);
    if (j < width) many_product_f64_ukr4(count, p, colIdx, values, d + j, d + j + at, step, q + j + at, out + j);
  }
}

export function residual(n: i32, k: i32, ld: i32, alpha: usize, q: usize, r: usize, w: usize, squares: usize, weighed: usize): void {
  const step = <usize>ld << 3, width = <usize>k << 3;
  memory.fill(squares, 0, width);
  memory.fill(weighed, 0, width);
  for (let i = 0; i < n; i += BLOCK) {
    const at = <usize>i * step;
    for (let j: usize = 0; j < width; j += 32) many_residual_f64_ukr(min(BLOCK, n - i), step, alpha + j, q + at + j, r + at + j, w + (<usize>i << 3), squares + j, weighed + j);
  }
}

export function step(n: i32, k: i32, ld: i32, alpha: usize, x: usize, beta: usize, d: usize, w: usize, z: usize): void {
  const step = <usize>ld << 3, width = <usize>k << 3;
  for (let i = 0; i < n; i += BLOCK) {
    const at = <usize>i * step;
    for (let j: usize = 0; j < width; j += 32) many_step_f64_ukr(min(BLOCK, n - i), step, alpha + j, x + at + j, beta + j, d + at + j, w + (<usize>i << 3), z + at + j);
  }
}

export function dots(n: i32, k: i32, ld: i32, x: usize, y: usize, out: usize): void {
  const step = <usize>ld << 3, width = <usize>k << 3;
  memory.fill(out, 0, width);
  for (let i = 0; i < n; i += BLOCK) {
    const at = <usize>i * step;
    for (let j: usize = 0; j < width; j += 32) many_dots_f64_ukr(min(BLOCK, n - i), step, x + at + j, y + at + j, out + j);
  }
}

/** n elements, `from` and `to` elements apart. */
export function copy(n: i32, x: usize, from: i32, y: usize, to: i32): void {
  for (; n > 0; n--) {
    store<f64>(y, load<f64>(x));
    x += <usize>from << 3; y += <usize>to << 3;
  }
}
