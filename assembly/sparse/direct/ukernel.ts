// The register kernels of the multifrontal factorization. A tile is 4 rows: column by column, 4 doubles each.
import { madd } from "../../core/lanes";

/** For every tile of A from a to stop, `step` bytes apart, C ← [C] − A·Bᵀ with one tile of B, whose columns lie at b to end. C of the next tile follows `next`
 *  bytes later; its line s, `stride` bytes after the one before, belongs to row s of B and holds the 4 rows of A. */
export function front_f64_ukr_4x4(a: usize, step: usize, stop: usize, b: usize, end: usize, c: usize, next: usize, stride: usize, add: i32): void {
  while (a < stop) {
    let c00 = f64x2.splat(0), c01 = f64x2.splat(0), c10 = f64x2.splat(0), c11 = f64x2.splat(0);
    let c20 = f64x2.splat(0), c21 = f64x2.splat(0), c30 = f64x2.splat(0), c31 = f64x2.splat(0);
    let p = a, q = b;
    while (q < end) {
      const lo = v128.load(p), hi = v128.load(p, 16);
      const b0 = v128.load64_splat(q), b1 = v128.load64_splat(q, 8), b2 = v128.load64_splat(q, 16), b3 = v128.load64_splat(q, 24);
      c00 = madd<f64>(lo, b0, c00);
      c01 = madd<f64>(hi, b0, c01);
      c10 = madd<f64>(lo, b1, c10);
      c11 = madd<f64>(hi, b1, c11);
      c20 = madd<f64>(lo, b2, c20);
      c21 = madd<f64>(hi, b2, c21);
      c30 = madd<f64>(lo, b3, c30);
      c31 = madd<f64>(hi, b3, c31);
      p += 32;
      q += 32;
    }
    let line = c;
    if (add) {
      v128.store(line, f64x2.sub(v128.load(line), c00));
      v128.store(line, f64x2.sub(v128.load(line, 16), c01), 16);
      line += stride;
      v128.store(line, f64x2.sub(v128.load(line), c10));
      v128.store(line, f64x2.sub(v128.load(line, 16), c11), 16);
      line += stride;
      v128.store(line, f64x2.sub(v128.load(line), c20));
      v128.store(line, f64x2.sub(v128.load(line, 16), c21), 16);
      line += stride;
      v128.store(line, f64x2.sub(v128.load(line), c30));
      v128.store(line, f64x2.sub(v128.load(line, 16), c31), 16);
    } else {
      v128.store(line, f64x2.neg(c00));
      v128.store(line, f64x2.neg(c01), 16);
      line += stride;
      v128.store(line, f64x2.neg(c10));
      v128.store(line, f64x2.neg(c11), 16);
      line += stride;
      v128.store(line, f64x2.neg(c20));
      v128.store(line, f64x2.neg(c21), 16);
      line += stride;
      v128.store(line, f64x2.neg(c30));
      v128.store(line, f64x2.neg(c31), 16);
    }
    a += step;
    c += next;
  }
}

/** The same for one row of B, added: 4 doubles of C a tile. */
export function front_f64_ukr_4x1(a: usize, step: usize, stop: usize, b: usize, end: usize, c: usize, next: usize): void {
  while (a < stop) {
    let lo = v128.load(c), hi = v128.load(c, 16), p = a, q = b;
    while (q < end) {
      const s = v128.load64_splat(q);
      lo = f64x2.sub(lo, f64x2.mul(v128.load(p), s));
      hi = f64x2.sub(hi, f64x2.mul(v128.load(p, 16), s));
      p += 32;
      q += 32;
    }
    v128.store(c, lo);
    v128.store(c, hi, 16);
    a += step;
    c += next;
  }
}
