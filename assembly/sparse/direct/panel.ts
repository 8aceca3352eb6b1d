// The panel of a front: rows in tiles of 4, a tile w columns of 4 doubles, pivot rows first, padded, then the rows below. So both operands of every product
// lie packed as the register kernels read them. A = L·S·Lᵀ with S = ±1: for a positive definite A this is its Cholesky factorization.
import { front_f64_ukr_4x1, front_f64_ukr_4x4 } from "./ukernel";
import { Work } from "./work";

/** Columns that are finished before the rest of the panel hears of them; steps of one product, and tiles that stay in cache meanwhile. Any 32 columns to all,
 *  any 128 to 512 steps are within 4 %. */
const BLOCK: i32 = 64;
const CHUNK: i32 = 256;
const TILES: i32 = 24;

/** Columns j … j + q − 1 of the tiles from x to end less what columns k … last − 1 give, with tile t the one that holds their pivots. */
function apply(x: usize, end: usize, step: usize, t: usize, k: i32, last: i32, j: i32, q: i32): void {
  const from = <usize>k << 5, c = x + (<usize>j << 5);
  let b = t + from, stop = t + (<usize>last << 5);
  if (q == 4) return front_f64_ukr_4x4(x + from, step, end + from, b, stop, c, step, 32, 1);
  for (let s = 0; s < q; s++) {
    front_f64_ukr_4x1(x + from, step, end + from, b, stop, c + (<usize>s << 5), step);
    b += 8;
    stop += 8;
  }
}

/** Factors the panel of w columns at p, in `tiles` tiles. Returns 0, or the 1-based column whose pivot will not do: positive where it is not positive (LDL: not
 *  finite), negative where A is singular. */
export function factorPanel(p: usize, w: i32, tiles: i32, work: Work): i32 {
  const step = <usize>w << 5, end = p + <usize>tiles * step;
  work.delta = 0;
  work.negative = 0;
  for (let from = 0; from < w; from += BLOCK) {
    const to = min(w, from + BLOCK), top = p + <usize>(from >> 2) * step;
    for (let k = 0; k < from; k += CHUNK) {
      for (let x = top; x < end; x += step * TILES) {
        const some = min(end, x + step * TILES);
        let t = top;
        for (let j = from; j < to && t < some; j += 4) {
          apply(max(x, t), some, step, t + work.delta, k, min(k + CHUNK, from), j, min(4, to - j));
          t += step;
        }
      }
    }
    for (let j = from; j < to; j += 4) {
      const q = min(4, to - j), t = p + <usize>(j >> 2) * step;
      if (j > from) apply(t, end, step, t + work.delta, from, j, j, q);
      const replaced = work.replaced, bad = corner(t, j, q, work);
      if (bad) return bad;
      const rest = t + step;
      front_f64_ukr_trsm(rest + (<usize>j << 5), end, step, q, work.corner);
      if (work.replaced > replaced) {
        const c = singular(t, rest, end, step, j, q, work);
        if (c >= 0) return -1 - c;
      }
      if (work.negative) negate(p, rest, end, step, j, q, work);
    }
  }
  return 0;
}

/** The q×q triangle on the diagonal, at column j of tile t. */
function corner(t: usize, j: i32, q: i32, work: Work): i32 {
  const m = work.corner;
  for (let c = 0; c < q; c++) {
    const column = t + (<usize>(j + c) << 5);
    let scale: f64 = 0, sign: f64 = 1;
    for (let r = c; r < q; r++) {
      let v = load<f64>(column + (<usize>r << 3));
      for (let e = 0; e < c; e++) v -= load<f64>(t + (<usize>(j + e) << 5) + (<usize>r << 3)) * load<f64>(m + (<usize>c << 5) + (<usize>e << 3));
      if (r == c) {
        if (work.ldl) {
          if (!(abs(v) < Infinity)) return j + c + 1;
          if (abs(v) <= work.tiny) { v = v < 0 ? -work.patch : work.patch; work.replaced++; }
          if (v < 0) { sign = -1; work.negative = 1; }
        } else if (!(v > 0 && v < Infinity)) return j + c + 1;
        scale = sign / sqrt<f64>(abs(v));
        v = scale;
        store<f64>(m + <usize>c * 40, scale);
      } else {
        v *= scale;
        store<f64>(m + (<usize>r << 5) + (<usize>c << 3), v * sign);
      }
      store<f64>(column + (<usize>r << 3), v);
    }
  }
  return 0;
}

/** q columns of every tile from x on, by the triangle in `m`. */
export function front_f64_ukr_trsm(x: usize, end: usize, step: usize, q: i32, m: usize): void {
  while (x < end) {
    let d = v128.load64_splat(m);
    const a0 = f64x2.mul(v128.load(x), d), b0 = f64x2.mul(v128.load(x, 16), d);
    v128.store(x, a0);
    v128.store(x, b0, 16);
    if (q > 1) {
      let s = v128.load64_splat(m, 32);
      d = v128.load64_splat(m, 40);
      const a1 = f64x2.mul(f64x2.sub(v128.load(x, 32), f64x2.mul(a0, s)), d), b1 = f64x2.mul(f64x2.sub(v128.load(x, 48), f64x2.mul(b0, s)), d);
      v128.store(x, a1, 32);
      v128.store(x, b1, 48);
      if (q > 2) {
        s = v128.load64_splat(m, 64);
        let a = f64x2.sub(v128.load(x, 64), f64x2.mul(a0, s)), b = f64x2.sub(v128.load(x, 80), f64x2.mul(b0, s));
        s = v128.load64_splat(m, 72);
        d = v128.load64_splat(m, 80);
        const a2 = f64x2.mul(f64x2.sub(a, f64x2.mul(a1, s)), d), b2 = f64x2.mul(f64x2.sub(b, f64x2.mul(b1, s)), d);
        v128.store(x, a2, 64);
        v128.store(x, b2, 80);
        if (q > 3) {
          s = v128.load64_splat(m, 96);
          a = f64x2.sub(v128.load(x, 96), f64x2.mul(a0, s));
          b = f64x2.sub(v128.load(x, 112), f64x2.mul(b0, s));
          s = v128.load64_splat(m, 104);
          a = f64x2.sub(a, f64x2.mul(a1, s));
          b = f64x2.sub(b, f64x2.mul(b1, s));
          s = v128.load64_splat(m, 112);
          d = v128.load64_splat(m, 120);
          v128.store(x, f64x2.mul(f64x2.sub(a, f64x2.mul(a2, s)), d), 96);
          v128.store(x, f64x2.mul(f64x2.sub(b, f64x2.mul(b2, s)), d), 112);
        }
      }
    }
    x += step;
  }
}

/** The column among these q whose pivot was replaced and below which nothing is left either, or −1. */
function singular(t: usize, rest: usize, end: usize, step: usize, j: i32, q: i32, work: Work): i32 {
  const root = sqrt<f64>(work.patch), scale = 1 / root;
  for (let c = 0; c < q; c++) {
    const column = <usize>(j + c) << 5;
    if (abs(load<f64>(work.corner + <usize>c * 40)) != scale) continue;
    let most: f64 = 0;
    for (let r = c + 1; r < 4; r++) most = max(most, abs(load<f64>(t + column + (<usize>r << 3))));
    for (let x = rest; x < end; x += step) for (let r: usize = 0; r < 32; r += 8) most = max(most, abs(load<f64>(x + column + r)));
    if (!(most * root > work.tiny)) return j + c;
  }
  return -1;
}

/** Keeps the copy whose columns of negative pivots are negated: the right-hand operand of products from here on. */
function negate(p: usize, rest: usize, end: usize, step: usize, j: i32, q: i32, work: Work): void {
  if (work.delta == 0) {
    work.delta = work.copy - p;
    for (let x = rest; x < end; x += step) memory.copy(x + work.delta, x, <usize>j << 5);
  }
  for (let c = 0; c < q; c++) {
    const sign = f64x2.splat(load<f64>(work.corner + <usize>c * 40) < 0 ? -1 : 1);
    for (let x = rest + (<usize>(j + c) << 5); x < end; x += step) {
      v128.store(x + work.delta, f64x2.mul(v128.load(x), sign));
      v128.store(x + work.delta + 16, f64x2.mul(v128.load(x, 16), sign));
    }
  }
}
